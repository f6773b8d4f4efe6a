# safer_getattr_raise: what is not there is an AttributeError.
from RestrictedPython.Guards import safer_getattr_raise

print(safer_getattr_raise(3, 'nothing', 'default'))
try:
    safer_getattr_raise(3, 'nothing')
except AttributeError as e:
    print(e)
#> default
#> 'int' object has no attribute 'nothing'
