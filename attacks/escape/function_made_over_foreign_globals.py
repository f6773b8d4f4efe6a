# from: rexec on 2.7 (HERITAGE 1.5, hole 3)
# after: code of the program with the globals of trusted code
# must: contained
import types


def steal():
    return open('@CANARY@').read()


found = 0
for module in list(getattr(__import__('sys'), 'modules', {}).values()):
    for value in list(vars(module).values()):
        g = getattr(value, '__globals__', None)
        if g is None:
            continue
        found += 1
        try:
            print('ESCAPED', types.FunctionType(steal.__code__, g)())
        except Exception as e:
            kind = type(e).__name__
print(found, 'namespaces, each', kind if found else None)
