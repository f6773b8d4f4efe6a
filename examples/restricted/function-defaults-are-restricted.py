# Defaults of parameters are expressions like any.
from RestrictedPython import compile_restricted_function

print(compile_restricted_function('a=x._y, b=eval("1")', 'pass', 'f').errors)
#> ('Line 1: "_y" is an invalid attribute name because it starts with "_".', 'Line 1: Eval calls are not allowed.')
