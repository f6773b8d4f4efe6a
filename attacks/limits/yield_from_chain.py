# `yield from` a thousand deep.
def chain(n):
    if n == 0:
        while True:
            yield 1
    yield from chain(n - 1)


for _ in chain(900):
    pass
