import asyncio
import contextvars

var = contextvars.ContextVar('var', default='none')


async def child(name):
    before = var.get()
    var.set(name)
    await asyncio.sleep(1)
    return before, var.get()


async def main():
    var.set('main')
    print(await asyncio.gather(child('a'), child('b')), var.get())
    context = contextvars.copy_context()
    task = asyncio.create_task(child('c'), context=context)
    print(await task, context[var], var.get(), task.get_context() is context)
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: print('callback', var.get()))
    var.set('later')
    await asyncio.sleep(0)
    print(await asyncio.to_thread(var.get))
    await child('in place')
    print(var.get())


asyncio.run(main())
print(var.get())
