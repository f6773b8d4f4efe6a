# Lists: append, index, slice, insert, pop, reverse, concatenate.
N = 250_000


def bench(n):
    items = []
    for i in range(n):
        items.append(i ^ 5)
    for i in range(1, n):
        items[i] = (items[i] + items[i - 1]) % 65537
    tail = items[n // 2 :]
    tail.reverse()
    items = items[: n // 4] + tail
    while len(items) > n // 4:
        items.pop()
    for i in range(50):
        items.insert(i * 7, i)
    return sum(items) + len(tail) + items.index(items[-1])
