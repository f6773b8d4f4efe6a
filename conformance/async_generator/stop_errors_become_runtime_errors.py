def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
async def ag():
    yield 1
    raise StopAsyncIteration
async def ag2():
    yield 1
    raise StopIteration
async def main():
    for f in ag, ag2:
        try:
            async for x in f(): print(x)
        except RuntimeError as e: print(e, repr(e.__cause__))
    print([x async for x in ag3()], {x: y async for x, y in ag4()})
    class A:
        def __aiter__(self): return self
        async def __anext__(self):
            raise StopAsyncIteration
    async for x in A(): print(x)
    else: print('else')
    for bad in (5, B(), C()):
        try:
            async for x in bad: pass
        except TypeError as e: print(e)
class B:
    def __aiter__(self): return 5
class C:
    def __aiter__(self): return self
    def __anext__(self): return 5
async def ag3():
    for i in range(3): yield i
async def ag4():
    yield 1, 2
run(main())
