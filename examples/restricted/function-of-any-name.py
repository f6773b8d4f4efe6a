# The name of the function need not be an identifier.
from RestrictedPython import compile_restricted_function, safe_globals

names = {}
exec(compile_restricted_function('', 'return 1', 'folder/my-script').code, safe_globals, names)
print(list(names), names['folder/my-script']())
print(compile_restricted_function('', 'return 1', '_private').errors)
#> ['folder/my-script'] 1
#> ('Line 1: "_private" is an invalid variable name because it starts with "_"',)
