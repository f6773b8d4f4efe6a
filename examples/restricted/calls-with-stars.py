# A call with * or ** goes through _apply_; others do not.
from RestrictedPython import compile_restricted_exec

def apply(f, *args, **kw):
    print('apply', f.__name__, args, kw)
    return f(*args, **kw)

def f(*args, **kw):
    return len(args) + len(kw)

names = {'_apply_': apply, 'f': f}
exec(compile_restricted_exec('x = f(1, a=2), f(*[1, 2]), f(1, **{"b": 3}), f(0, *[1], c=2, **{"d": 3})').code, names)
print(names['x'])
#> apply f (1, 2) {}
#> apply f (1,) {'b': 3}
#> apply f (0, 1) {'c': 2, 'd': 3}
#> (2, 2, 2, 4)
