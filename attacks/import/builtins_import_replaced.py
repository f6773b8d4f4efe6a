# from: __import__ replaced in builtins, globals, a function's own
# after: an import statement that does not ask
# must: contained
import builtins

real = getattr(builtins, '__import__', None)


def mine(name, globals=None, locals=None, fromlist=(), level=0):
    return real(name, globals, locals, fromlist, level)


for place in (builtins, None):
    try:
        if place is not None:
            place.__import__ = mine
        else:
            exec('import os', {'__builtins__': {'__import__': mine}})
        import os
        import socket

        print('ESCAPED', os.environ['CANARY_SECRET'])
    except BaseException as e:
        print(type(e).__name__)
for bad in (None, 5, lambda *a: a, lambda: 1):
    builtins.__import__ = bad
    try:
        import math

        print(type(math).__name__)
    except BaseException as e:
        print(type(e).__name__)
