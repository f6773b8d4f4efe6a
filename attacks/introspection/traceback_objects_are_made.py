# from: types.TracebackType over a chosen frame
# after: a traceback that confuses the printer
# must: contained
import sys
import types

T = types.TracebackType
frame = sys._getframe()
for args in ((None, frame, 0, 1), (None, frame, -1, -1), (None, frame, 2**31 - 1, 2**31 - 1), (None, frame, 10**30, 1), (5, frame, 0, 1), (None, None, 0, 0), ()):
    try:
        tb = T(*args)
        e = ValueError('x').with_traceback(tb)
        print(tb.tb_lineno, tb.tb_lasti)
        try:
            tb.tb_next = tb
        except ValueError as x:
            print(x)
        raise e
    except ValueError as x:
        print('raised')
    except Exception as x:
        print(type(x).__name__)
a = T(None, frame, 0, 1)
b = T(a, frame, 0, 1)
try:
    a.tb_next = b
except ValueError as e:
    print(e)
raise KeyError('end').with_traceback(T(None, frame, 10**6, 10**6))
