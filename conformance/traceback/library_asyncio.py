# Lines of library modules are shown; what CPython has in C has no frames.
import asyncio
import traceback

CASES = []


def case(f):
    CASES.append(f)


@case
def e01():
    async def f(): raise ValueError(1)
    asyncio.run(f())


@case
def e03():
    async def g(): 1/0
    async def f():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(g())
    asyncio.run(f())


@case
def e04():
    async def g(): 1/0
    async def f():
        await asyncio.gather(g(), g())
    asyncio.run(f())


@case
def e05():
    async def f():
        asyncio.Queue(1).get_nowait()
    asyncio.run(f())


@case
def e08(): asyncio.run(3)


for f in CASES:
    try:
        f()
    except BaseException:
        print(f.__name__, traceback.format_exc())
