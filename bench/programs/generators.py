# Generators: a pipeline, yield from, send, and a generator expression.
N = 150_000


def count(n):
    for i in range(n):
        yield i


def keep_odd(source):
    for i in source:
        if i & 1:
            yield i


def chained(n):
    yield from keep_odd(count(n))
    yield from count(n // 2)


def averager():
    total = 0
    count = 0
    while True:
        got = yield total
        total += got
        count += 1


def bench(n):
    total = 0
    for v in chained(n):
        total += v
    total += sum(v * 2 for v in chained(n // 2))
    running = averager()
    next(running)
    last = 0
    for i in range(n // 2):
        last = running.send(i)
    return total + last
