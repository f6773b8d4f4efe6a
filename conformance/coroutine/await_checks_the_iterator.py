class Awaitable:
    def __await__(self):
        x = yield 'waiting'
        return x
async def f():
    return await Awaitable()
c = f()
print(c.send(None))
try: c.send(9)
except StopIteration as e: print(e.value)
async def bad(): await 5
try: bad().send(None)
except TypeError as e: print(e)
class B:
    def __await__(self): return 5
async def bad2(): await B()
try: bad2().send(None)
except TypeError as e: print(e)
class C:
    def __await__(self): return made
async def c2(): pass
made = c2()
async def bad3(): await C()
try: bad3().send(None)
except TypeError as e: print(e)
made.close()
