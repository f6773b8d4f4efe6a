# globalize: names that the body may change although they are global.
from RestrictedPython import compile_restricted_function
from RestrictedPython.Guards import safe_builtins

result = compile_restricted_function('', 'count = count + 1\nreturn count', 'next_count', globalize=['count'])
names = {'__builtins__': safe_builtins, 'count': 0}
exec(result.code, names)
print(names['next_count'](), names['next_count'](), names['count'])
#> 1 2 2
