import asyncio


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    now = lambda: round(loop.time() - start)

    try:
        async with asyncio.timeout(10):
            try:
                async with asyncio.timeout(2) as inner:
                    await asyncio.sleep(100)
            except TimeoutError as error:
                print('inner', now(), inner.expired(), repr(error), repr(error.__cause__))
            await asyncio.sleep(100)
    except TimeoutError:
        print('outer', now())

    async with asyncio.timeout(None) as never:
        never.reschedule(loop.time() + 1)
        never.reschedule(None)
        await asyncio.sleep(3)
    print(never, now())

    async def long():
        try:
            await asyncio.sleep(5)
            print('long done', now())
            return 'kept'
        except asyncio.CancelledError:
            print('long cancelled')
            raise

    task = asyncio.create_task(long())
    try:
        await asyncio.wait_for(asyncio.shield(task), 1)
    except TimeoutError:
        print('shielded', task.done(), now())
    print(await task)
    try:
        await asyncio.wait_for(long(), 1)
    except TimeoutError:
        print('not shielded', now())
    print(await asyncio.wait_for(asyncio.sleep(0, 'value'), 1))


asyncio.run(main())
