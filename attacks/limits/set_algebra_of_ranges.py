# Unions of all ranges.
x = set()
while True:
    x |= set(range(len(x), len(x) + 10_000))
    x & set(range(len(x)))
