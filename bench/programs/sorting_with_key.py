# Sorting: with a key function, by a tuple, reversed, and without a key.
N = 40_000


def bench(n):
    x = 1
    items = []
    for i in range(n):
        x = x * 16807 % 2147483647
        items.append((x % 1000, i))
    by_key = sorted(items, key=lambda item: (-item[0], item[1]))
    by_first = sorted(items, key=lambda item: item[0], reverse=True)
    numbers = [item[0] for item in items]
    numbers.sort()
    words = sorted([str(v) for v in numbers])
    return by_key[n // 2][1] + by_first[n // 3][1] + numbers[n // 4] + len(words[n // 5])
