def run(c):
    try:
        while True: print('out', c.send(None))
    except StopIteration as e: return e.value
async def ag():
    x = yield 1
    print('x', x)
    y = yield 2
    print('y', y)
async def main():
    out = []
    async for v in ag(): out.append(v)
    a = ag()
    print(await a.__anext__())
    print(await a.asend('hi'))
    try: await a.asend('end')
    except StopAsyncIteration as e: print('stop', e.args)
    try: await a.__anext__()
    except StopAsyncIteration as e: print('stop2')
    return out
print(run(main()))
