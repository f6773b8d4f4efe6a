import asyncio


async def numbers():
    try:
        for n in range(10):
            yield n
            await asyncio.sleep(1)
    finally:
        await asyncio.sleep(1)
        print('closed')


async def main():
    broken = numbers()
    async for n in broken:
        print(n)
        if n == 2:
            break
    await broken.aclose()
    print([n async for n in numbers() if n % 4 == 0])
    kept.append(numbers())
    print(await anext(kept[0]))
    print('main ends')


kept = []
asyncio.run(main())
print('run ends')
