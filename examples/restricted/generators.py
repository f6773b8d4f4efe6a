# yield and yield from are allowed.
from RestrictedPython import compile_restricted_exec

names = {'_getiter_': iter}
exec(compile_restricted_exec('def f():\n    yield 1\n    x = yield 2\n    yield from [3, 4]\n    yield x').code, names)
g = names['f']()
print(next(g), next(g), g.send('sent'), next(g), next(g))
#> 1 2 3 4 sent
