import asyncio
import gc


async def fails():
    raise ValueError('nobody looks')


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(sorted(context), context['message'], repr(context['exception'])))
    task = asyncio.create_task(fails())
    await asyncio.sleep(1)
    del task
    gc.collect()
    await asyncio.sleep(1)
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(1)
    future = loop.create_future()
    future.set_exception(KeyError('k'))
    try:
        await future
    except KeyError as error:
        print('took', error)
    for wrong in (lambda: future.set_result(1), lambda: asyncio.create_task(3), lambda: asyncio.run(main)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)


asyncio.run(main())
