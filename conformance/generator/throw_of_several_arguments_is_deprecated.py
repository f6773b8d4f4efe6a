def g():
    try:
        yield 1
    except ValueError as e:
        print(repr(e))
    yield 2


it = g()
next(it)
print(it.throw(ValueError, 3))


async def c():
    pass


waits = c()
try:
    waits.throw(KeyError, 1, None)
except KeyError as e:
    print(repr(e))
