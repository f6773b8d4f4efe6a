# What is in no table is no name: open, eval, type, and the rest.
from RestrictedPython import compile_restricted_eval
from RestrictedPython.Guards import safe_builtins

for name in ('open', 'type', 'object', 'super', 'getattr', 'dir', 'vars', 'globals', 'input', 'compile', 'list', 'map', 'property'):
    try:
        eval(compile_restricted_eval(name).code, {'__builtins__': safe_builtins})
    except NameError as e:
        print(e)
#> name 'open' is not defined
#> name 'type' is not defined
#> name 'object' is not defined
#> name 'super' is not defined
#> name 'getattr' is not defined
#> name 'dir' is not defined
#> name 'vars' is not defined
#> name 'globals' is not defined
#> name 'input' is not defined
#> name 'compile' is not defined
#> name 'list' is not defined
#> name 'map' is not defined
#> name 'property' is not defined
