import gc
import sys


class Noisy:
    def __init__(self, name, *parts):
        self.name = name
        self.parts = parts

    def __del__(self):
        print('del', self.name)


def gone(make):
    o = make()
    del o
    gc.collect()
    print('--')


gone(lambda: Noisy('a'))
gone(lambda: Noisy('a', Noisy('b', Noisy('c')), Noisy('d')))
gone(lambda: Noisy('o', [Noisy('a'), Noisy('b'), Noisy('c')]))
gone(lambda: Noisy('o', (Noisy('a'), Noisy('b'), Noisy('c'))))
gone(lambda: Noisy('o', {'x': Noisy('a'), 'y': Noisy('b')}))
gone(lambda: Noisy('o', {1: [Noisy('a', Noisy('b'))], 2: Noisy('c')}))


class Slotted:
    __slots__ = ('x', 'y')

    def __del__(self):
        print('del slotted')


def slotted():
    s = Slotted()
    s.x = Noisy('x')
    s.y = Noisy('y')
    return s


gone(slotted)


class Sub(Noisy):
    def __del__(self):
        print('sub first')
        super().__del__()


gone(lambda: Sub('s', Sub('t')))


class MyList(list):
    def __del__(self):
        print('del list', len(self))


class MyInt(int):
    def __del__(self):
        print('del int', int(self))


class MyTuple(tuple):
    def __del__(self):
        print('del tuple', tuple(self))


class MyDict(dict):
    def __del__(self):
        print('del dict', dict(self))


class MyError(Exception):
    def __del__(self):
        print('del error', self.args)


gone(lambda: MyList([1, 2]))
gone(lambda: MyInt(7))
gone(lambda: MyTuple(x for x in 'ab'))
gone(lambda: MyDict(a=1))
gone(lambda: MyError('e'))


class Made:
    def __new__(cls, n):
        o = super().__new__(cls)
        o.n = n
        return o

    def __del__(self):
        print('del made', self.n)


gone(lambda: Made(1))
gone(lambda: Made.__new__(Made, 2))
gone(lambda: object.__new__(Noisy).__init__('by hand'))


class Later:
    pass


a = Later()
Later.__del__ = lambda self: print('del later')
del a
gc.collect()
b = Later()
del b
gc.collect()
del Later.__del__
c = Later()
del c
gc.collect()


class Plain:
    pass


p = Plain()
p.__class__ = Noisy
p.name = 'was plain'
del p
gc.collect()
n = Noisy('is plain')
n.__class__ = Plain
del n
gc.collect()
o = Plain()
o.__del__ = lambda: print('never: it is no attribute of the class')
del o
gc.collect()


class WithNone:
    __del__ = None


sys.unraisablehook = lambda info: print(info.exc_type, info.exc_value, info.err_msg)
w = WithNone()
del w
gc.collect()
try:
    raise ValueError(Noisy('in an exception'))
except ValueError as e:
    pass
gc.collect()
print('end')
