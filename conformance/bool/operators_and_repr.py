for a in (True, False):
    for b in (True, False, 0, 1, 2):
        print(a, b, a & b, a | b, a ^ b, b & a, a + b, a == b, a is b, type(a & b).__name__)
    print(repr(a), str(a), int(a), f'{a}', f'{a:d}', f'{a:>6}', f'{a!r:^7}', hash(a), -a, abs(a), a**2, not a)
for value in (0, 0.0, '', (), [], {}, None, 'False', [0], 0j, b'', range(0), float('nan')):
    print(repr(value), bool(value))
try:
    class Third(bool):
        pass
except TypeError as error:
    print(error)
print(bool.__mro__, bool(), isinstance(True, int), issubclass(bool, int), {True: 'a', 1: 'b', 1.0: 'c'})
