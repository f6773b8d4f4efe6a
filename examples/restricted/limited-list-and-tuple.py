# Its list and tuple take no strings.
from RestrictedPython.Limits import limited_builtins

for name in ('list', 'tuple'):
    print(limited_builtins[name]([1, 2]))
    try:
        limited_builtins[name]('ab')
    except TypeError as e:
        print(e)
#> [1, 2]
#> cannot convert string to list
#> (1, 2)
#> cannot convert string to tuple
