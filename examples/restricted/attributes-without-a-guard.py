# Without _getattr_ there are no attributes.
from RestrictedPython import compile_restricted_exec

try:
    exec(compile_restricted_exec('y = x.real').code, {'x': 1})
except NameError as e:
    print(e)
#> name '_getattr_' is not defined
