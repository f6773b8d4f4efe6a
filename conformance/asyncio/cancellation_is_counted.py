import asyncio


async def stubborn():
    for n in range(3):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as error:
            print('ignored', error, asyncio.current_task().cancelling())
    asyncio.current_task().uncancel()
    return 'stubborn'


async def cleans():
    try:
        await asyncio.sleep(10)
    finally:
        await asyncio.sleep(1)
        print('cleaned')


async def main():
    task = asyncio.create_task(stubborn())
    for n in range(3):
        await asyncio.sleep(1)
        print(task.cancel(f'please {n}'), task.cancelled())
    print(await task, task.cancelling(), task.cancel())
    task = asyncio.create_task(cleans())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print('cancelled', task.cancelled(), repr(task)[:22])
    me = asyncio.current_task()
    me.cancel()
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        print('me', me.cancelling(), me.uncancel())


asyncio.run(main())
