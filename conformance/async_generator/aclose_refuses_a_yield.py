def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
async def ag():
    try:
        yield 1
    except GeneratorExit:
        yield 2
async def main():
    a = ag()
    await a.__anext__()
    try: await a.aclose()
    except RuntimeError as e: print(e)
run(main())
