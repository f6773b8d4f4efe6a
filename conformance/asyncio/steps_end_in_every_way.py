# How a task's coroutine can stop, and what the task makes of it.
import asyncio


async def returns(value):
    return value


async def raises(error):
    raise error


async def cancels_itself_at_the_end():
    asyncio.current_task().cancel('late')
    return 1


async def cancels_itself_and_waits():
    asyncio.current_task().cancel('now')
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as e:
        return e.args


class Bare:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield self.value


async def hands_out(value):
    await Bare(value)


async def hands_out_without_await():
    future = asyncio.get_running_loop().create_future()
    await Bare(future)


async def awaits_itself():
    await asyncio.current_task()


async def yields_to(future):
    return await future


class Wide(asyncio.Future):
    def result(self):
        return ('wide', super().result())


class Named(asyncio.Task):
    @property
    def marked(self):
        return self.get_name()

    def set_name(self, value):
        super().set_name(value + '!')


async def report(label, coroutine):
    task = asyncio.create_task(coroutine, name='t')
    await asyncio.wait([task])
    if task.cancelled():
        print(label, 'cancelled', task.cancelling())
    elif task.exception() is not None:
        error = task.exception()
        text = str(error)
        print(label, type(error).__name__, text.split('<')[0], error.__context__, error.__cause__)
    else:
        print(label, task.result())


async def wide():
    loop = asyncio.get_running_loop()
    future = Wide(loop=loop)
    future.note = 'kept'
    loop.call_soon(future.set_result, 5)
    print(await future, future.result(), future.note, future.done())
    other = loop.create_future()
    loop.call_soon(other.set_exception, KeyError('k'))
    try:
        await other
    except KeyError as e:
        print(repr(e), other.exception() is e)
    it = iter(loop.create_future())
    future = next(it)
    print(type(future).__name__, future._asyncio_future_blocking)
    future.set_result(7)
    try:
        it.send(None)
    except StopIteration as e:
        print(e.value)
    try:
        next(it)
    except StopIteration as e:
        print('over', e.value)
    it = other.__await__()
    for _ in range(2):
        try:
            print('over', next(it, 'end'))
        except KeyError as e:
            print(repr(e))
    it = loop.create_future().__await__()
    it.close()
    print('closed', next(it, 'end'))
    it = loop.create_future().__await__()
    try:
        it.throw(ValueError('thrown'))
    except ValueError as e:
        print(repr(e))


async def subclassed():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, coro, **kw: Named(coro, loop=loop, **kw))
    task = loop.create_task(returns(3), name='own')
    task.set_name('other')
    task.extra = 1
    print(type(task).__name__, await task, task.marked, task.extra)
    loop.set_task_factory(None)
    print(type(asyncio.ensure_future(returns(1))).__name__, asyncio.current_task().get_coro().__name__)


async def done_callbacks():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    order = []
    future.add_done_callback(lambda f: order.append(('a', f.result())))
    second = lambda f: order.append('b')
    future.add_done_callback(second)
    future.add_done_callback(second)
    print(future.remove_done_callback(second))
    future.set_result('r')
    future.add_done_callback(lambda f: order.append('late'))
    print(order)
    await asyncio.sleep(0)
    print(order)
    for act in (lambda: future.set_result(1), lambda: future.set_exception(ValueError()), loop.create_future().result):
        try:
            act()
        except asyncio.InvalidStateError as e:
            print(type(e).__name__, e)


async def debugs():
    loop = asyncio.get_running_loop()

    async def switching():
        loop.set_debug(True)
        await asyncio.sleep(0)
        loop.set_debug(False)
        await asyncio.sleep(0)
        return 'switched'

    print(await asyncio.create_task(switching()))


async def main():
    await report('returns', returns(1))
    await report('raises', raises(ValueError('v')))
    await report('cancels itself at the end', cancels_itself_at_the_end())
    await report('cancels itself and waits', cancels_itself_and_waits())
    await report('hands out a number', hands_out(3))
    await report('hands out nothing', hands_out(None))
    await report('hands out a generator', hands_out(i for i in ()))
    await report('hands out a future without await', hands_out_without_await())
    await report('awaits itself', awaits_itself())
    done = asyncio.get_running_loop().create_future()
    done.set_result('d')
    await report('awaits what is done', yields_to(done))
    await wide()
    await subclassed()
    await done_callbacks()
    await debugs()


asyncio.run(main())


async def stops(error):
    raise error


for error in (KeyboardInterrupt('k'), SystemExit(3)):
    try:
        asyncio.run(stops(error))
    except BaseException as e:
        print(repr(e))

loop = asyncio.new_event_loop()
other = asyncio.new_event_loop()
foreign = other.create_future()
try:
    loop.run_until_complete(yields_to(foreign))
except RuntimeError as e:
    print(str(e).split('<')[0])


class Slow(type(loop)):
    def call_soon(self, callback, *args, context=None):
        calls.append(args)
        return super().call_soon(callback, *args, context=context)


calls = []
slow = Slow()
print(slow.run_until_complete(returns('slow')), len(calls))
for each in (loop, other, slow):
    each.close()


async def deep(n):
    return await deep(n - 1) if n else 'deep'


async def too_deep():
    task = asyncio.create_task(deep(10**6))
    await asyncio.wait([task])
    print(type(task.exception()).__name__)


asyncio.run(too_deep())
