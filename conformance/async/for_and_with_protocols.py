class Ticker:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n
class Manager:
    async def __aenter__(self): print('enter'); return 'value'
    async def __aexit__(self, *exc): print('exit', exc[0]); return True
async def agen():
    yield 1
    yield 2
async def main():
    async with Manager() as m:
        print(m)
        async for i in Ticker(2):
            print(i)
        else:
            print('else')
        print([x async for x in agen() if x], {x: y async for x in agen() for y in 'z'})
        raise ValueError
def run(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as stop:
        return stop.value
print(run(main()))
async def wrong():
    async with 5: pass
try:
    run(wrong())
except TypeError as error:
    print(error)
