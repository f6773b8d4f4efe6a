import asyncio


async def main():
    queue = asyncio.Queue(2)

    async def producer():
        for n in range(5):
            await queue.put(n)
            print('put', n)
        queue.shutdown()

    async def consumer(name, seconds):
        try:
            while True:
                n = await queue.get()
                print(name, n)
                await asyncio.sleep(seconds)
                queue.task_done()
        except asyncio.QueueShutDown:
            print(name, 'ends')

    await asyncio.gather(producer(), consumer('a', 2), consumer('b', 7))
    await queue.join()
    for cls in (asyncio.PriorityQueue, asyncio.LifoQueue):
        q = cls()
        for n in (3, 1, 2):
            q.put_nowait(n)
        print(cls.__name__, [q.get_nowait() for _ in range(3)], q)
        try:
            q.get_nowait()
        except asyncio.QueueEmpty as error:
            print(repr(error))


asyncio.run(main())
