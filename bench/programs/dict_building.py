# Dicts: counting words, keys of several kinds, updates, deletes, iteration over items.
N = 150_000


def bench(n):
    counts = {}
    for i in range(n):
        key = 'word' + str(i * 7919 % 997)
        counts[key] = counts.get(key, 0) + 1
    table = {}
    for i in range(n):
        table[i % 1013, i % 3] = i
    total = 0
    for (a, b), value in table.items():
        total += a * b + value
    for key in list(counts):
        if counts[key] % 2:
            del counts[key]
    counts.update({i: i for i in range(1000)})
    return total + sum(counts.values()) + len(counts)
