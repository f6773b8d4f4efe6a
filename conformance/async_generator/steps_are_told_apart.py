# What goes through an asynchronous generator's awaitables, and how its steps end.
import asyncio


class Trap:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


def drive(coroutine, *answers):
    out = []
    answers = iter(answers)
    try:
        out.append(coroutine.send(None))
        while True:
            out.append(coroutine.send(next(answers, None)))
    except StopIteration as e:
        return out, e.value


async def both(n):
    for i in range(n):
        got = await Trap(('out', i))
        sent = yield (i, got)
        if sent is not None:
            yield ('sent', sent)


async def collect():
    return [item async for item in both(2)]


async def sends():
    g = both(2)
    first = await g.asend(None)
    second = await g.asend('hello')
    third = await anext(g)
    return first, second, third, await anext(g, 'over')


print(drive(collect(), 'a', 'b'))
print(drive(sends(), 'a', 'b', 'c', 'd'))


async def fails():
    yield 1
    raise ValueError('inside')


async def stops(how):
    yield 1
    raise how


async def consume(g):
    try:
        async for item in g:
            print('item', item)
    except BaseException as e:
        print(repr(e), repr(e.__cause__))
    print([item async for item in g], g.ag_running, g.ag_frame)


drive(consume(fails()))
drive(consume(stops(StopAsyncIteration('x'))))
drive(consume(stops(StopIteration('y'))))
drive(consume(stops(GeneratorExit())))


async def twice():
    g = both(1)
    step = g.asend(None)
    print(step.send(None), g.ag_running)
    for again in (g.asend(None), anext(g)):
        try:
            again.send(None)
        except RuntimeError as e:
            print(e)
    try:
        await step
    except BaseException as e:
        print(repr(e))
    try:
        await step
    except RuntimeError as e:
        print(e)


print(drive(twice()))


async def early():
    g = both(1)
    try:
        await g.asend(1)
    except TypeError as e:
        print(e)


drive(early())


async def nested():
    async def inner():
        yield 1
        yield 2

    async def outer():
        async for i in inner():
            await asyncio.sleep(0)
            yield i * 10

    return [i async for i in outer() if i]


print(asyncio.run(nested()))


async def cancelled():
    async def forever():
        try:
            while True:
                await asyncio.sleep(0)
                yield 1
        finally:
            print('closed')

    async def run():
        async for _ in forever():
            pass

    task = asyncio.create_task(run())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print('cancelled')


asyncio.run(cancelled())


async def itself():
    async def g():
        try:
            async for x in me:
                yield x
        except BaseException as e:
            print(repr(e))
            yield 'end'

    me = g()
    return [x async for x in me]


print(asyncio.run(itself()))
