r = range(10, -5, -3)
print(r, list(r), len(r), r[1], r[-1], r[1:3], r[::-1], 4 in r, 5 in r, r.index(1), r == range(10, -6, -3), hash(r) == hash(range(10, -6, -3)))
print(range(10**20)[10**19], 10**19 in range(10**20), len(range(0)), range(5).count(3), list(reversed(range(3))))
for operation in (lambda: range(1, 2, 0), lambda: range(1.0), lambda: range(), lambda: r[9], lambda: range(3).index(7), lambda: len(range(10**30))):
    try:
        operation()
    except Exception as error:
        print(type(error).__name__, error)
