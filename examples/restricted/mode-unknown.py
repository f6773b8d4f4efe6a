# Any other mode is a TypeError.
from RestrictedPython import compile_restricted

for mode in ('function', 'module'):
    try:
        compile_restricted('pass', '<inline>', mode)
    except TypeError as e:
        print(e.args)
#> ('unknown mode %s', 'function')
#> ('unknown mode %s', 'module')
