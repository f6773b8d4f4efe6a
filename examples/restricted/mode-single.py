# Mode single: as in a dialogue, the value is shown.
from RestrictedPython import compile_restricted

exec(compile_restricted('2 + 40', filename='<inline code>', mode='single'))
#> 42
