# Lambdas are allowed; their parameters are names like any.
from RestrictedPython import compile_restricted_exec

names = {'_apply_': lambda f, *a, **k: f(*a, **k)}
exec(compile_restricted_exec("f = lambda a, b=2, *c, d=4, **e: (a, b, c, d, e)\nx = f(1), f(1, 3, 5, d=6, g=7), f(*[8, 9])").code, names)
print(names['x'])
for source in ('lambda _a: 1', 'lambda *_a: 1', 'lambda **_a: 1', 'lambda *, _a: 1', 'lambda _a, /: 1', 'lambda print: 1'):
    print(compile_restricted_exec(source).errors)
#> ((1, 2, (), 4, {}), (1, 3, (5,), 6, {'g': 7}), (8, 9, (), 4, {}))
#> ('Line 1: "_a" is an invalid variable name because it starts with "_"',)
#> ('Line 1: "_a" is an invalid variable name because it starts with "_"',)
#> ('Line 1: "_a" is an invalid variable name because it starts with "_"',)
#> ('Line 1: "_a" is an invalid variable name because it starts with "_"',)
#> ('Line 1: "_a" is an invalid variable name because it starts with "_"',)
#> ('Line 1: "print" is a reserved name.',)
