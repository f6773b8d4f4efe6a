import asyncio


async def main():
    lock, event, condition = asyncio.Lock(), asyncio.Event(), asyncio.Condition()
    semaphore, barrier = asyncio.Semaphore(2), asyncio.Barrier(3)
    order = []

    async def locked(n):
        async with lock:
            order.append(n)
            await asyncio.sleep(1)

    await asyncio.gather(*(locked(n) for n in range(4)))
    print(order, lock.locked(), lock.__class__.__name__)

    async def waits(n):
        await event.wait()
        order.append(n)

    waiting = [asyncio.create_task(waits(n)) for n in 'xyz']
    await asyncio.sleep(0)
    event.set()
    await asyncio.gather(*waiting)
    print(order[-3:], event.is_set())

    async def limited(n):
        async with semaphore:
            order.append(n)
            await asyncio.sleep(10 - n)

    await asyncio.gather(*(limited(n) for n in range(5)))
    print(order[-5:])
    try:
        bounded = asyncio.BoundedSemaphore(1)
        bounded.release()
    except ValueError as error:
        print(error)

    box = []

    async def taker():
        async with condition:
            await condition.wait_for(lambda: len(box) > 1)
            return box.pop()

    async def giver():
        for n in range(4):
            async with condition:
                box.append(n)
                condition.notify_all()
            await asyncio.sleep(1)

    print(await asyncio.gather(taker(), taker(), giver()))

    async def meets(n):
        await asyncio.sleep(n)
        async with barrier as place:
            return n, place

    print(sorted(await asyncio.gather(*(meets(n) for n in range(3)))))


asyncio.run(main())
