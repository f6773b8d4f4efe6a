async def f(): pass
c = f()
async def g(): await c
a = g()
try: a.send(None)
except StopIteration: pass
b = g()
try: b.send(None)
except RuntimeError as e: print(e)
class S:
    def __await__(self): yield
async def s(): await S()
x = s()
async def w(): await x
y = w(); y.send(None)
z = w()
try: z.send(None)
except RuntimeError as e: print(e)
