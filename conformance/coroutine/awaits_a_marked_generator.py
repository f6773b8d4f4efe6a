import types
@types.coroutine
def sleep(n):
    r = yield n
    return r
async def f(x):
    a = await sleep(x)
    b = await sleep(x + 1)
    return a, b
c = f(1)
print(c.send(None), c.send('A'))
try: c.send('B')
except StopIteration as e: print(e.value)
try: c.send(None)
except RuntimeError as e: print(e)
