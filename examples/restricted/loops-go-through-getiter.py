# Loops and comprehensions call _getiter_.
from RestrictedPython import compile_restricted_exec

def guard(ob):
    print('getiter', ob)
    return iter(ob)

names = {'_getiter_': guard, 'xs': [1, 2], 'ys': (3,)}
exec(compile_restricted_exec("""
for x in xs:
    pass
a = [x + y for x in xs for y in ys]
b = {x for x in xs}
c = {x: x for x in xs}
d = (x for x in ys)
""").code, names)
print(names['a'], names['b'], names['c'], next(names['d']))
#> getiter [1, 2]
#> getiter [1, 2]
#> getiter (3,)
#> getiter (3,)
#> getiter [1, 2]
#> getiter [1, 2]
#> getiter (3,)
#> [4, 5] {1, 2} {1: 1, 2: 2} 3
