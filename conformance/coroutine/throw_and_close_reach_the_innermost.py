async def f():
    try:
        await g()
    except ValueError as e:
        print('f caught', e)
        return 'ok'
class S:
    def __await__(self):
        try: yield 1
        finally: print('S cleanup')
async def g():
    await S()
c = f(); c.send(None)
print(c.cr_await.__name__, c.cr_await.cr_await)
try: c.throw(ValueError('x'))
except StopIteration as e: print(e.value)
c = f(); c.send(None); c.close(); print('closed')
async def h():
    try: await S()
    except GeneratorExit: await S()
c = h(); c.send(None)
try: c.close()
except RuntimeError as e: print(e)
try: c.throw(KeyError('end'))
except KeyError as e: print(e)
