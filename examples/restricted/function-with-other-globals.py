# The same code with other globals for one call.
import types
from RestrictedPython import compile_restricted_function

names = {}
exec(compile_restricted_function('n', 'return n * factor', 'scale').code, {}, names)
for factor in (2, 3):
    print(types.FunctionType(names['scale'].__code__, {'factor': factor}, '<scale>', ())(5))
#> 10
#> 15
