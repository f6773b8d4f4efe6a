import gc
import sys

revived = []


class Phoenix:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)
        revived.append(self)


p = Phoenix('p')
del p
gc.collect()
print([x.name for x in revived])
revived.clear()
gc.collect()
print(revived)


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print('del', self.name, self.other.name)


a, b, c = Node('a'), Node('b'), Node('c')
a.other, b.other, c.other = b, c, a
del a, b, c
gc.collect()


class Explicit:
    def __del__(self):
        print('del explicit')


e = Explicit()
e.__del__()
del e
gc.collect()


class Fails:
    def __del__(self):
        raise LookupError('no', 1)


def hook(info):
    print(info.exc_type, info.exc_value, info.err_msg.partition(' at ')[0], info.object, info.exc_traceback.tb_lineno)


sys.unraisablehook = hook
f = Fails()
del f
gc.collect()
sys.unraisablehook = sys.__unraisablehook__


class Raises:
    def __del__(self):
        try:
            1 / 0
        except ZeroDivisionError as error:
            print('caught', error, sys.exception() is error)
        print(sys.exception())


try:
    {}['missing']
except KeyError:
    r = Raises()
    del r
    gc.collect()
    print(repr(sys.exception()))


class Quits:
    def __del__(self):
        sys.exit(3)


def quits_hook(info):
    print(info.exc_type)


sys.unraisablehook = quits_hook
q = Quits()
del q
gc.collect()


class Chain:
    made = 0

    def __del__(self):
        if Chain.made < 3:
            Chain.made += 1
            print('making', Chain.made)
            Chain()


Chain()
for _ in range(5):
    gc.collect()
print(Chain.made)
