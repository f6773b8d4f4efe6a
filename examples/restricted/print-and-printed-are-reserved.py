# Neither name can be bound.
from RestrictedPython import compile_restricted_exec

for source in ('print = 1', 'printed = 1', 'printed += "a"', 'def print(): pass', 'def f(printed): pass', 'for print in x: pass',
               'import print', 'class printed: pass', 'breakpoint = 1', 'builtins = 1', 'breakpoint()', 'del print'):
    print(compile_restricted_exec(source).errors)
#> ('Line 1: "print" is a reserved name.',)
#> ('Line 1: "printed" is a reserved name.',)
#> ('Line 1: "printed" is a reserved name.',)
#> ('Line 1: "print" is a reserved name.',)
#> ('Line 1: "printed" is a reserved name.',)
#> ('Line 1: "print" is a reserved name.',)
#> ('Line 1: "print" is a reserved name.',)
#> ('Line 1: "printed" is a reserved name.',)
#> ('Line 1: "breakpoint" is a reserved name.',)
#> ('Line 1: "builtins" is a reserved name.',)
#> ('Line 1: "breakpoint" is a reserved name.',)
#> ('Line 1: "print" is a reserved name.',)
