# Errors of the body have its own lines; a wrong parameter is found too.
from RestrictedPython import compile_restricted_function

print(compile_restricted_function('a', 'x = 1\n_y = 2', 'f').errors)
print(compile_restricted_function('a', 'x = = 1', 'f').errors)
print(compile_restricted_function('_a', 'pass', 'f').errors)
print(compile_restricted_function('_a, /', 'pass', 'f').errors)
#> ('Line 2: "_y" is an invalid variable name because it starts with "_"',)
#> ("Line 1: SyntaxError: invalid syntax at statement: 'x = = 1'",)
#> ('Line 1: "_a" is an invalid variable name because it starts with "_"',)
#> ('Line 1: "_a" is an invalid variable name because it starts with "_"',)
