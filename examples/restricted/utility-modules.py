# math, random and string by name; string without its Formatter.
from RestrictedPython import utility_builtins

print(utility_builtins['math'].sqrt(16), utility_builtins['string'].digits, utility_builtins['set']([1]))
print(utility_builtins['whrandom'] is utility_builtins['random'])
for name in ('Formatter', 'nothing'):
    try:
        getattr(utility_builtins['string'], name)
    except Exception as e:
        print(type(e).__name__, e, getattr(e, 'obj', None) is utility_builtins['string'])
#> 4.0 0123456789 {1}
#> True
#> NotImplementedError string.Formatter is not safe False
#> AttributeError module 'string' has no attribute 'nothing' True
