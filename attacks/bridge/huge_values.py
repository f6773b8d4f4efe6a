# from: strings, lists and ints of many megabytes
# after: the host's memory
# must: contained
for make in (lambda: 'x' * 20_000_000, lambda: [0] * 3_000_000, lambda: 1 << 80_000_000, lambda: bytes(20_000_000), lambda: {i: i for i in range(300_000)}, lambda: set(range(300_000)), lambda: [[]] * 1_000_000, lambda: ['x' * 1000] * 100_000):
    for use in (echo, kinds, later):
        try:
            r = use(make())
            print(type(r).__name__)
            r = None
        except (Exception, MemoryError) as e:
            print(type(e).__name__)
