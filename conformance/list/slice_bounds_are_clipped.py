x = list(range(6))
for s in (slice(None), slice(2, None), slice(-2, None), slice(100), slice(-100, 3), slice(4, 1), slice(4, 1, -1), slice(None, None, -2), slice(10**30), slice(None, None, 10**30)):
    print(s, x[s], tuple(x)[s], 'abcdef'[s])
