class Meter(int):
    def __repr__(self):
        return f'{int(self)}m'


a = Meter(5)
for value in (a + 1, 1 + a, -a, +a, abs(a), a // 2, a**2, a << 1, a | 0, ~a, round(a), int(a), divmod(a, 2), a.real, a.conjugate()):
    print(type(value).__name__, value)
print([a, a + 0], {a: 1}[5], f'{a} {a:03d} {a!r}', Meter('0x10', 16), Meter.from_bytes(b'\x07'), sum([a, a]))
