# safer_getattr may stand in for the built-in getattr.
from RestrictedPython import compile_restricted_exec
from RestrictedPython.Guards import safe_builtins, safer_getattr

names = {'__builtins__': safe_builtins, 'getattr': safer_getattr}
exec(compile_restricted_exec('y = getattr(1, "imag")').code, names)
print(names['y'])
try:
    exec(compile_restricted_exec('getattr(1, "__class__")').code, names)
except AttributeError as e:
    print(e)
#> 0
#> "__class__" is an invalid attribute name because it starts with "_"
