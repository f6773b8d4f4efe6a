import asyncio


async def name():
    return asyncio.current_task().get_name() != '', type(asyncio.get_running_loop()).__mro__[-1]


with asyncio.Runner() as runner:
    print(runner.run(name()), runner.run(asyncio.sleep(1, 'slept')))
    loop = runner.get_loop()
print(loop.is_closed())
for wrong in (lambda: runner.get_loop(), lambda: asyncio.get_running_loop(), lambda: loop.run_until_complete(loop.create_future())):
    try:
        wrong()
    except RuntimeError as error:
        print(error)

loop = asyncio.new_event_loop()
order = []
loop.call_later(2, order.append, 'later')
loop.call_soon(order.append, 'soon')
loop.call_at(loop.time() + 1, order.append, 'at')
cancelled = loop.call_later(1, order.append, 'never')
cancelled.cancel()
loop.call_later(3, loop.stop)
loop.run_forever()
print(order, cancelled.cancelled(), loop.is_running())


async def fails():
    raise ValueError('out')


try:
    loop.run_until_complete(fails())
except ValueError as error:
    print(error)
loop.close()


async def nested():
    coroutine = name()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
    coroutine.close()


asyncio.run(nested())
