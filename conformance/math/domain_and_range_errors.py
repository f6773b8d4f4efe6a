def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


import math

inf, nan = math.inf, math.nan
for name in ('acos', 'acosh', 'asin', 'atanh', 'cos', 'exp', 'gamma', 'lgamma', 'log', 'log10', 'log1p', 'log2', 'sin', 'sqrt', 'tan', 'cosh', 'factorial', 'isqrt', 'floor', 'ceil', 'trunc', 'expm1'):
    for x in (-1, -1.0, 0, 0.0, 2.0, 1000, inf, -inf, nan, 'x', None):
        try:
            getattr(math, name)(x)
        except Exception as error:
            print(name, x, type(error).__name__, error)
for name, args in (('pow', (-8, 1 / 3)), ('pow', (0, -1)), ('pow', (1e308, 2)), ('fmod', (1, 0)), ('fmod', (inf, 1)), ('remainder', (1, 0)), ('ldexp', (1, 1.5)), ('ldexp', (1, 2000)), ('log', (10, 1)), ('log', (10, -2)), ('comb', (-1, 2)), ('comb', (2, -1)), ('perm', (2, -1)), ('dist', ([1], [1, 2])), ('fma', (0.0, inf, 1)), ('isclose', (1, 1, 2)), ('nextafter', (1, 2, 3)), ('gcd', (1.5,)), ('hypot', ('x',)), ('sumprod', ([1], [1, 2])), ('prod', (1,)), ('fsum', (['x'],)), ('sin', (1, 2)), ('atan2', (1,))):
    show((name, args), lambda: getattr(math, name)(*args))
