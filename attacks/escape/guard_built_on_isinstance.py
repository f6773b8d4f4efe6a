# from: tav's safelite: Guido's break, names of the guard replaced in builtins
# after: a guard that looks type, isinstance or str up again
# must: contained
import builtins

real = {}
for name in ('type', 'isinstance', 'str', 'len', 'repr', 'ValueError', 'TypeError', 'PermissionError', 'OSError', 'getattr', 'hasattr', 'callable'):
    real[name] = getattr(builtins, name)
    setattr(builtins, name, lambda *a, **k: str)
try:
    f = open(real['str']('@CANARY@'), 'r+')
    print(f.read())
except BaseException as e:
    pass
try:
    import os

    os.remove('@CANARY@')
    print('ESCAPED')
except BaseException as e:
    pass
for name, value in real.items():
    setattr(builtins, name, value)
print('done')
