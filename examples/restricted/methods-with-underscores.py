# A class may define eight special methods; a module none.
from RestrictedPython import compile_restricted_exec
from RestrictedPython.transformer import ALLOWED_FUNC_NAMES

for name in sorted(ALLOWED_FUNC_NAMES) + ['__str__', '__getattr__', '__call__', '_private']:
    print(compile_restricted_exec(f'class C:\n    def {name}(self, other): pass').errors)
print(compile_restricted_exec('def __init__(self): pass').errors)
#> ()
#> ()
#> ()
#> ()
#> ()
#> ()
#> ()
#> ()
#> ('Line 2: "__str__" is an invalid variable name because it starts with "_"',)
#> ('Line 2: "__getattr__" is an invalid variable name because it starts with "_"',)
#> ('Line 2: "__call__" is an invalid variable name because it starts with "_"',)
#> ('Line 2: "_private" is an invalid variable name because it starts with "_"',)
#> ('Line 1: "__init__" is an invalid variable name because it starts with "_"',)
