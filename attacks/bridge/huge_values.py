# from: strings, lists and ints of many megabytes
# after: the host's memory
# must: contained
for make in (lambda: 'x' * 3_000_000, lambda: [0] * 300_000, lambda: 1 << 8_000_000, lambda: bytes(3_000_000), lambda: {i: i for i in range(30_000)}, lambda: set(range(30_000)), lambda: [[]] * 100_000, lambda: ['x' * 1000] * 30_000):
    for use in (echo, kinds, later):
        try:
            r = use(make())
            print(type(r).__name__)
            r = None
        except (Exception, MemoryError) as e:
            print(type(e).__name__)
