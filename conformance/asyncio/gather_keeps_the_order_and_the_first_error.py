import asyncio


async def after(seconds, value):
    await asyncio.sleep(seconds)
    print('done', value)
    if isinstance(value, Exception):
        raise value
    return value


async def main():
    print(await asyncio.gather(after(3, 'a'), after(1, 'b'), after(2, 'c')))
    print(await asyncio.gather(after(2, 1), after(1, ValueError('v')), return_exceptions=True))
    try:
        await asyncio.gather(after(1, KeyError('k')), after(2, 'still runs'))
    except KeyError as error:
        print('caught', error)
    await asyncio.sleep(5)
    print(await asyncio.gather())
    inner = asyncio.gather(after(10, 'x'), after(20, 'y'))
    asyncio.get_running_loop().call_later(1, inner.cancel)
    try:
        await inner
    except asyncio.CancelledError as error:
        print('cancelled', error.args)


asyncio.run(main())
