def g():
    yield from h()
def h():
    yield 1
    1/0
list(g())
