# Sets: add, membership, algebra.
N = 200_000


def bench(n):
    seen = set()
    for i in range(n):
        seen.add(i * i % 7919)
    hits = 0
    for i in range(n):
        if i in seen:
            hits += 1
    evens = {i for i in range(0, n, 2)}
    threes = set(range(0, n, 3))
    return hits + len(evens & threes) + len(evens | threes) + len(evens - threes) + len(evens ^ threes) + len(seen)
