import traceback


def innermost():
    yield 1


def catching():
    try:
        yield 1
    except ValueError as e:
        t = e.__traceback__
        while t:
            print('within', t.tb_frame.f_code.co_name, t.tb_lineno)
            t = t.tb_next
    yield 2


def middle(inner):
    yield from inner()


def outer(inner):
    yield from middle(inner)


for what in [ValueError('x'), ValueError, 1]:
    g = outer(innermost)
    next(g)
    try:
        g.throw(what)
    except (ValueError, TypeError):
        traceback.print_exc()
g = outer(catching)
next(g)
print(g.throw(ValueError(4)))


class Awaited:
    def __await__(self):
        yield 1


async def awaits():
    await Awaited()


c = awaits()
c.send(None)
try:
    c.throw(KeyError(1))
except KeyError:
    traceback.print_exc()
