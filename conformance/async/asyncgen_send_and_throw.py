async def counter():
    try:
        total = 0
        while True:
            total += (yield total) or 0
    except ValueError:
        yield 'caught'
    finally:
        print('finally')
def run(coro):
    try:
        coro.send(None)
    except StopIteration as stop:
        return stop.value
    except StopAsyncIteration:
        return 'end'
g = counter()
print(run(g.__anext__()), run(g.asend(5)), run(g.asend(7)), run(g.athrow(ValueError)), run(g.aclose()), run(g.__anext__()))
