import gc


def simple():
    try:
        yield 1
        yield 2
    finally:
        print('finally')


def caught():
    try:
        yield
    except GeneratorExit as e:
        print('exit', repr(e))
        raise


class Context:
    def __enter__(self):
        print('enter')

    def __exit__(self, *info):
        print('exit', info[0])


def managed():
    with Context():
        yield


def outer(inner):
    try:
        yield from inner
    finally:
        print('outer finally')


class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def close(self):
        print('closed')


def delegating(it):
    yield from it


def gone(g):
    next(g)
    return None


for make in (simple, caught, managed, lambda: outer(simple()), lambda: delegating(Iterator()), lambda: delegating(simple())):
    g = make()
    next(g)
    g = None
    gc.collect()
    print('--')

g = simple()
del g
gc.collect()
print('never started')
g = simple()
for x in g:
    break
del g
gc.collect()
g = simple()
print(list(g))
del g
gc.collect()


def first(it):
    for x in it:
        return x


one = first(simple())
gc.collect()
print(one)


def keeps(o):
    try:
        yield o
    finally:
        print('keeps', o)


class Owner:
    def __init__(self):
        self.g = keeps('owner')
        next(self.g)

    def __del__(self):
        print('owner gone')


x = Owner()
del x
gc.collect()
