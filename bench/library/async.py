# What programs do with asyncio, queue and threading. A case answers a checksum.
import asyncio
import queue
import threading


async def value(i):
    return i


async def yielding(n):
    total = 0
    for i in range(n):
        await asyncio.sleep(0)
        total += i
    return total


async def awaiting():
    total = 0
    for i in range(20000):
        total += await value(i)
    return total


async def tasks():
    return sum(await asyncio.gather(*(value(i) for i in range(2000))))


async def sleepers():
    return sum(await asyncio.gather(*(yielding(50) for _ in range(60))))


async def groups():
    total = 0
    for i in range(60):
        async with asyncio.TaskGroup() as group:
            made = [group.create_task(value(j)) for j in range(20)]
        total += sum(task.result() for task in made)
    return total


async def queues():
    line = asyncio.Queue(maxsize=10)

    async def produce():
        for i in range(3000):
            await line.put(i)
        await line.put(None)

    task = asyncio.create_task(produce())
    total = 0
    while (item := await line.get()) is not None:
        total += item
    await task
    return total


async def locks():
    lock = asyncio.Lock()
    gate = asyncio.Semaphore(3)
    total = 0

    async def work(n):
        nonlocal total
        for _ in range(n):
            async with lock:
                total += 1
            async with gate:
                await asyncio.sleep(0)

    await asyncio.gather(*(work(30) for _ in range(20)))
    return total


async def futures():
    loop = asyncio.get_running_loop()
    total = 0
    for i in range(2000):
        future = loop.create_future()
        loop.call_soon(future.set_result, i)
        total += await future
    return total


async def timeouts():
    total = 0
    for i in range(500):
        async with asyncio.timeout(60):
            await asyncio.sleep(0)
        total += await asyncio.wait_for(value(i), 60)
    return total


async def events():
    ready = asyncio.Event()
    total = 0

    async def wait():
        nonlocal total
        await ready.wait()
        total += 1

    made = [asyncio.create_task(wait()) for _ in range(500)]
    await asyncio.sleep(0)
    ready.set()
    await asyncio.wait(made)
    return total


async def counting(n):
    for i in range(n):
        yield i


async def generators():
    return sum([i async for i in counting(10000)])


async def streams():
    total = 0
    for coroutine in asyncio.as_completed([value(i) for i in range(500)]):
        total += await coroutine
    return total


def run_often():
    return sum(asyncio.run(value(i)) for i in range(30))


def thread_queue():
    line = queue.Queue(maxsize=10)
    out = []

    def consume():
        while (item := line.get()) is not None:
            out.append(item)
            line.task_done()

    thread = threading.Thread(target=consume)
    thread.start()
    for i in range(1500):
        line.put(i)
    line.put(None)
    thread.join()
    return sum(out)


CASES = {
    'await of coroutines': lambda: asyncio.run(awaiting()),
    'gather': lambda: asyncio.run(tasks()),
    'sleep(0)': lambda: asyncio.run(sleepers()),
    'TaskGroup': lambda: asyncio.run(groups()),
    'Queue': lambda: asyncio.run(queues()),
    'Lock, Semaphore': lambda: asyncio.run(locks()),
    'futures': lambda: asyncio.run(futures()),
    'timeout, wait_for': lambda: asyncio.run(timeouts()),
    'Event': lambda: asyncio.run(events()),
    'async generators': lambda: asyncio.run(generators()),
    'as_completed': lambda: asyncio.run(streams()),
    'asyncio.run': run_often,
    'queue.Queue of threads': thread_queue,
}
