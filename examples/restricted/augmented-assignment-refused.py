# Not of attributes, items or slices.
from RestrictedPython import compile_restricted_exec

for source in ('x.a += 1', 'x[0] += 1', 'x[0:1] += [1]', 'x.a.b -= 1', '_x += 1'):
    print(compile_restricted_exec(source).errors)
#> ('Line 1: Augmented assignment of attributes is not allowed.',)
#> ('Line 1: Augmented assignment of object items and slices is not allowed.',)
#> ('Line 1: Augmented assignment of object items and slices is not allowed.',)
#> ('Line 1: Augmented assignment of attributes is not allowed.',)
#> ('Line 1: "_x" is an invalid variable name because it starts with "_"',)
