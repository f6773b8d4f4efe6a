import asyncio


async def after(seconds, fails=False):
    await asyncio.sleep(seconds)
    if fails:
        raise ValueError(seconds)
    return seconds


async def main():
    for earliest in asyncio.as_completed([after(3), after(1), after(2)]):
        print(await earliest)
    tasks = [asyncio.create_task(after(n), name=str(n)) for n in (2, 1)]
    async for task in asyncio.as_completed(tasks):
        print(task.get_name(), task.result(), task in tasks)
    tasks = [asyncio.create_task(after(n, n == 2)) for n in (1, 2, 3)]
    for when in (asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED):
        done, pending = await asyncio.wait(tasks, return_when=when)
        print(when, len(done), len(pending))
    done, pending = await asyncio.wait([asyncio.create_task(after(9))], timeout=1)
    print(len(done), len(pending))
    try:
        for earliest in asyncio.as_completed([after(5)], timeout=1):
            await earliest
    except TimeoutError as error:
        print('timeout', error)
    print(repr(tasks[1].exception()))


asyncio.run(main())
