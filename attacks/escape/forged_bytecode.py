# from: rexec on 2.7 (HERITAGE 1.5, hole 15); CPython's own crashers
# after: instructions that no compiler makes
# must: contained
import types


def f():
    return 1


c = f.__code__
bad = [bytes(2), bytes([255, 255] * 50), bytes(range(256)), b'\x64\xff' * 10, b'd', b'', bytes([100, 200, 83, 0]), 'text', None, [1]]
for code in bad:
    for change in (
        lambda: c.replace(co_code=code),
        lambda: c.replace(co_code=code, co_stacksize=0),
        lambda: c.replace(co_code=code, co_stacksize=-1),
        lambda: c.replace(co_consts=code, co_names=code),
        lambda: c.replace(co_exceptiontable=code),
        lambda: types.CodeType(0, 0, 0, 0, 0, 0, code, (), (), (), 'f', 'n', 'q', 1, b'', b'', (), ()),
    ):
        try:
            made = change()
            print('made')
            print(types.FunctionType(made, globals())())
        except Exception as e:
            print(type(e).__name__)
