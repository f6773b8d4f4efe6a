class Huge:
    def __index__(self):
        return 1 << 100


class Sub(int):
    pass


for n in [Huge(), Sub(1 << 100), 1 << 100]:
    for f in [
        lambda: [1] * n,
        lambda: n * [1],
        lambda: 'a' * n,
        lambda: (1,) * n,
        lambda: b'a' * n,
        lambda: bytearray(b'a') * n,
        lambda: [1][n],
        lambda: (1,)[n],
        lambda: 'a'[n],
        lambda: b'a'[n],
        lambda: memoryview(b'a')[n],
        lambda: bytes(n),
        lambda: bytearray(n),
        lambda: [1].pop(n),
        lambda: [1].__delitem__(n),
        lambda: [1].__setitem__(n, 2),
    ]:
        try:
            print(f())
        except (OverflowError, IndexError) as e:
            print(type(e).__name__, e)
