# Nor ends in __roles__.
from RestrictedPython import compile_restricted_exec

for source in ('x__roles__', 'x__roles__ = 1', 'def f__roles__(): pass', 'import x__roles__', 'x.y__roles__ = 1'):
    print(compile_restricted_exec(source).errors)
#> ('Line 1: "x__roles__" is an invalid variable name because it ends with "__roles__".',)
#> ('Line 1: "x__roles__" is an invalid variable name because it ends with "__roles__".',)
#> ('Line 1: "f__roles__" is an invalid variable name because it ends with "__roles__".',)
#> ('Line 1: "x__roles__" is an invalid variable name because it ends with "__roles__".',)
#> ('Line 1: "y__roles__" is an invalid attribute name because it ends with "__roles__".',)
