# What is no policy is a TypeError.
from RestrictedPython import compile_restricted

try:
    compile_restricted('pass', '<inline>', 'exec', policy=object)
except TypeError as e:
    print(e)
#> Unallowed policy provided for RestrictedPython
