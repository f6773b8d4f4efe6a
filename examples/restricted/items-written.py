# Writing an item, a slice or deleting one goes through _write_.
from RestrictedPython import compile_restricted_exec
from RestrictedPython.Guards import full_write_guard

names = {'_write_': full_write_guard, 'x': [1, 2, 3, 4], 'd': {}}
exec(compile_restricted_exec("x[0] = 9\nx[1:3] = []\ndel x[-1]\nd['k'] = 1").code, names)
print(names['x'], names['d'])
#> [9] {'k': 1}
