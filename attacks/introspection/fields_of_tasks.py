# from: natives that read the attributes of a library's own objects
# after: an error of JavaScript, by fields of futures and tasks that hold something else, and by natives called by hand
# must: contained
import asyncio
import collections
from asyncio import events, futures, tasks
from asyncio.unix_events import _contextvars, _event_loop

ODD = (None, 1, [1], collections.deque([1, None]))


async def work():
    await asyncio.sleep(0)
    await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
    return [i async for i in items()]


async def items():
    yield 1
    await asyncio.sleep(0)


def attempt(f, *args):
    try:
        return f(*args)
    except (Exception, asyncio.CancelledError) as e:
        return type(e)


def run():
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: loop.stop())
    loop.call_later(0.001, loop.stop)
    loop.create_task(work())
    loop.run_forever()


# Fields of instances.
NAMES = '_state _result _exception _loop _callbacks _coro _context _must_cancel _fut_waiter _asyncio_future_blocking _Future__asyncio_awaited_by'
for value in ODD:
    for name in NAMES.split():

        async def change():
            task = asyncio.current_task()
            future = asyncio.get_running_loop().create_future()
            for o in (task, future):
                attempt(setattr, o, name, value)
            asyncio.get_running_loop().call_soon(attempt, future.set_result, 1)
            asyncio.get_running_loop().call_soon(asyncio.get_running_loop().stop)
            await future

        def run_change():
            loop = asyncio.new_event_loop()
            loop.set_exception_handler(lambda loop, context: loop.stop())
            loop.create_task(change())
            loop.run_forever()

        attempt(run_change)
        events._set_running_loop(None)
        tasks._current_tasks.clear()

# The natives themselves.
waits = asyncio.Future(loop=asyncio.new_event_loop())
for value in ODD:
    attempt(_event_loop.run_next, value)
    attempt(_event_loop.leave_turn, value)
    for other in ODD:
        attempt(_event_loop.run_next, [value, other, None, None, None, None])
        attempt(_event_loop.run_next, [collections.deque([value, other]), 2, value, other, value, other])
        attempt(_event_loop.leave_turn, [value, other, value, other, value, other])
        it = waits.__await__()
        attempt(it.send, value)
        attempt(it.throw, value)
before = _contextvars.copy_context.__globals__
for value in ({}, {'_current': 1, 'Context': 2}, {'_current': _contextvars.Context(), 'Context': _contextvars.Context}):
    _event_loop.keep_contexts(value)
    attempt(run)
    attempt(_contextvars.copy_context)
_event_loop.keep_contexts(before)


# Of another layout, under the same names.
class Fake:
    _state = 'PENDING'
    _asyncio_future_blocking = True
    _loop = _exception = _callbacks = _coro = None
    _must_cancel = False


for method in ('__init__', 'done', 'result', 'set_result', 'add_done_callback', '__await__', 'exception'):
    for value in (*ODD, Fake()):
        attempt(getattr(futures.Future, method), value)
        attempt(getattr(futures.Future, method), value, value)
for method in ('__init__', '_Task__step', '_Task__wakeup'):
    for value in (*ODD, Fake()):
        attempt(getattr(tasks.Task, method), value)
        attempt(getattr(tasks.Task, method), value, value)


class Slotted(asyncio.Future):
    __slots__ = ('_result', '_state')


class Gone(asyncio.Task):
    def __getattribute__(self, name):
        raise ZeroDivisionError


attempt(lambda: Slotted(loop=asyncio.new_event_loop()).set_result(1))
attempt(lambda: Gone(work(), loop=asyncio.new_event_loop()))
print('done')
