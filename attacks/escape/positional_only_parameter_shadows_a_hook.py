# from: RestrictedPython CVE-2026-55830
# after: a guard's own name, taken by a parameter
# must: contained
def f(_getattr_, __import__, open, /, print, *, __build_class__, __builtins__):
    import math

    class C:
        pass

    return C, math


for args in ((None, None, None, None), (lambda *a: 1, lambda *a, **k: 'ESCAPED', 3, 4)):
    try:
        print(f(*args, __build_class__=lambda *a: 'mine', __builtins__={}))
    except Exception as e:
        print(type(e).__name__)


def g(__import__, /):
    import os

    return os.environ['CANARY_SECRET']


try:
    print('ESCAPED', g(lambda *a, **k: None))
except Exception as e:
    print(type(e).__name__)
