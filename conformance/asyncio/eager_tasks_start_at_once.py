import asyncio


async def step(name, waits):
    print(name, 'starts')
    if waits:
        await asyncio.sleep(1)
    print(name, 'ends')
    return name


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    quick = asyncio.create_task(step('quick', False))
    print('after quick', quick.done(), quick.result())
    slow = asyncio.create_task(step('slow', True))
    print('after slow', slow.done(), asyncio.current_task() is not slow)
    print(await slow)
    print(await asyncio.gather(step('x', False), step('y', True)))


asyncio.run(main())
