import asyncio


async def worker(name, seconds, error=None):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(name, 'cancelled')
        raise
    if error is not None:
        raise error
    print(name, 'done')
    return name


async def turns_worse():
    try:
        await asyncio.sleep(10)
    finally:
        raise KeyError('worse')


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(worker(c, n), name=f'task {c}') for n, c in enumerate('cba')]
    print([t.result() for t in tasks], [t.get_name() for t in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(worker('quick', 1))
            group.create_task(worker('bad', 2, ValueError('bad')))
            group.create_task(turns_worse())
            group.create_task(worker('slow', 10))
            await asyncio.sleep(100)
    except* ValueError as group:
        print(group.message, group.exceptions)
    except* KeyError as group:
        print(group.exceptions)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(worker('left', 1))
            raise RuntimeError('body')
    except* RuntimeError as group:
        print(group.exceptions)


asyncio.run(main())
