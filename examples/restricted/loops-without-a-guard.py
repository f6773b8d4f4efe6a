# Without _getiter_ nothing is iterated; Eval has one that guards nothing.
from RestrictedPython import compile_restricted_exec
from RestrictedPython.Eval import default_guarded_getiter

code = compile_restricted_exec('y = [x for x in (1, 2)]').code
try:
    exec(code, {})
except NameError as e:
    print(e)
names = {'_getiter_': default_guarded_getiter}
exec(code, names)
print(names['y'])
#> name '_getiter_' is not defined
#> [1, 2]
