# compile_restricted gives its warnings to the module warnings.
import warnings
from RestrictedPython import compile_restricted

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    compile_restricted('def f():\n    print(1)', '<inline>', 'exec')
print([(w.category.__name__, str(w.message)) for w in seen])
#> [('SyntaxWarning', "Line 1: Prints, but never reads 'printed' variable.")]
