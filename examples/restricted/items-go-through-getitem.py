# Reading an item or a slice calls _getitem_.
from RestrictedPython import compile_restricted_exec

def guard(ob, index):
    print('getitem', index)
    return ob[index]

names = {'_getitem_': guard, 'x': [1, 2, 3, 4], 'd': {'k': 5}}
exec(compile_restricted_exec("y = x[0], x[1:3], x[::2], x[:-1], d['k']").code, names)
print(names['y'])
#> getitem 0
#> getitem slice(1, 3, None)
#> getitem slice(None, None, 2)
#> getitem slice(None, -1, None)
#> getitem k
#> (1, [2, 3], [1, 3], [1, 2, 3], 5)
