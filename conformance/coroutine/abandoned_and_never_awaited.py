import gc
import warnings


class Wait:
    def __await__(self):
        yield 1


async def never():
    pass


async def waits():
    try:
        await Wait()
    finally:
        print('finally')


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter('always')
    c = never()
    del c
    gc.collect()
    print([(w.category.__name__, str(w.message)) for w in log])

c = waits()
c.send(None)
del c
gc.collect()
c = never()
c.close()
del c
gc.collect()


async def agen():
    try:
        yield 1
    finally:
        print('agen finally')


g = agen()
try:
    g.asend(None).send(None)
except StopIteration as e:
    print(e.value)
del g
gc.collect()
