# from: copy, deepcopy, __reduce_ex__, __getstate__, copyreg tables
# after: hidden parts of a function, a frame or a class by copying it
# must: contained
import copy
import copyreg
import sys


def f():
    pass


gen = (i for i in (1,))
for o in (f, f.__code__, sys._getframe(), print, type, sys, gen, iter([1]), ValueError('x'), property(f), classmethod(f), f.__get__(1), object, super(int, 1), {}.keys()):
    for use in (copy.copy, copy.deepcopy, lambda o: o.__reduce_ex__(4), lambda o: o.__reduce_ex__(2), lambda o: object.__reduce_ex__(o, 2), lambda o: o.__getstate__(), lambda o: copyreg.__reduce_ex__(o, 2), lambda o: copyreg._reconstructor(type(o), object, None), lambda o: copyreg.__newobj__(type(o))):
        try:
            r = use(o)
            if isinstance(r, tuple) and any(isinstance(x, dict) and x.get('__name__', '__main__') != '__main__' for x in r):
                print('ESCAPED')
        except BaseException as e:
            pass
copyreg.dispatch_table[type(f)] = lambda o: 1 / 0
copyreg.dispatch_table.clear()
copyreg._extension_registry.clear()
print('done')
