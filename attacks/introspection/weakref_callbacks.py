# from: weakref callbacks and finalizers run by whom
# after: a callback in trusted code
# must: contained
import gc
import sys
import weakref


class A:
    pass


def callback(ref):
    frame = sys._getframe()
    while frame is not None:
        if frame.f_globals is not globals() and frame.f_globals.get('__name__') not in sys.modules:
            print('ESCAPED', frame.f_code.co_name)
        frame = frame.f_back
    raise KeyError('in a callback')


a = A()
r = weakref.ref(a, callback)
p = weakref.proxy(a, callback)
f = weakref.finalize(a, callback, None)
del a
gc.collect()
print(r())
try:
    p.x
except ReferenceError as e:
    print(e)
