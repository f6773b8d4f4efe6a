# from: __code__, __defaults__, __kwdefaults__, __closure__, __globals__ set on functions of others
# after: code of the program inside a trusted function
# must: contained
import sys


def mine(*a, **k):
    return open('@CANARY@').read()


changed = 0
for module in list(sys.modules.values()):
    for f in list(vars(module).values()):
        if type(f) is not type(mine) or f.__globals__ is globals():
            continue
        for name, value in (('__code__', mine.__code__), ('__defaults__', (1,)), ('__kwdefaults__', {'a': 1}), ('__globals__', {}), ('__builtins__', {}), ('__closure__', ())):
            try:
                setattr(f, name, value)
                changed += 1
            except Exception:
                pass
        try:
            print('ESCAPED', f())
        except Exception:
            pass
print(changed >= 0)
import re

try:
    re.match('a', 'a')
except Exception as e:
    print(type(e).__name__)
