import gc
import sys


def fails():
    try:
        yield
    finally:
        raise ValueError('in finally')


def ignores():
    while True:
        try:
            yield
        except GeneratorExit:
            print('ignored')
            break
    yield


def hook(info):
    print(info.exc_type.__name__, info.exc_value, info.err_msg.partition(' at ')[0], info.object)


sys.unraisablehook = hook
for make in (fails, ignores):
    g = make()
    next(g)
    del g
    gc.collect()
print('goes on')
sys.unraisablehook = sys.__unraisablehook__
g = fails()
next(g)
del g
gc.collect()


def broken(info):
    raise TypeError('in the hook')


sys.unraisablehook = broken
g = fails()
next(g)
del g
gc.collect()
sys.unraisablehook = None
g = fails()
next(g)
del g
gc.collect()
