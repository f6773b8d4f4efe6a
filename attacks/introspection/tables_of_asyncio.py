# from: natives that read the attributes of a library's own objects
# after: an error of JavaScript, by tables of asyncio and contextvars that hold something else
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


def with_changed(owner, name, value, f):
    there = name in vars(owner)
    before = vars(owner).get(name)
    try:
        setattr(owner, name, value)
    except Exception:
        return
    try:
        attempt(f)
    finally:
        if there:
            setattr(owner, name, before)
        else:
            delattr(owner, name)
        events._set_running_loop(None)


def run():
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: loop.stop())
    loop.call_later(0.001, loop.stop)
    loop.create_task(work())
    loop.run_forever()


for value in ODD:
    for owner, names in (
        (_contextvars, '_current Context'),
        (tasks, '_current_tasks _scheduled_tasks _task_name_counter Task'),
        (asyncio.unix_events, '_Handle'),
        (asyncio.Task, '_Task__step _Task__wakeup _state _coro _loop _callbacks'),
        (asyncio.Future, '_state _exception _loop _callbacks _asyncio_future_blocking _Future__asyncio_awaited_by'),
        (events.Handle, '_callback _args _context _run'),
    ):
        for name in names.split():
            with_changed(owner, name, value, run)
print('done')
