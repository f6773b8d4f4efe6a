# No policy, no restrictions.
from RestrictedPython import compile_restricted

exec(compile_restricted('_hidden = (1).__class__', '<inline>', 'exec', policy=None))
print(_hidden)
#> <class 'int'>
