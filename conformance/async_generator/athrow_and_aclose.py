def run(c):
    try:
        while True: print('out', c.send(None))
    except StopIteration as e: return e.value
async def ag():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print('caught', e)
        yield 'recovered'
    finally:
        print('fin')
async def main():
    a = ag()
    print(await a.__anext__())
    print(await a.athrow(ValueError('v')))
    print(await a.aclose())
    print(await a.aclose())
    a = ag()
    print(await a.aclose())
    try: await a.__anext__()
    except StopAsyncIteration: print('stopped')
    b = ag()
    await b.__anext__()
    s = b.asend(None)
    await s
    try: await s
    except RuntimeError as e: print(e)
    c = b.aclose()
    await c
    try: await c
    except RuntimeError as e: print(e)
run(main())
