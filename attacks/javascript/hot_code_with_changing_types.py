# from: JavaScript: a jit that trusts what it saw
# after: values of another kind where a fast path expects a number
# must: contained
class I(int):
    def __add__(self, o):
        return 'mine'

    __radd__ = __add__


def f(a, b):
    c = a + b
    d = [c, a][0:1]
    e = {a: b} if type(a) is not list else None
    return c, d, e


values = [1, 2**53, -(2**53), 2**80, 1.5, float('nan'), -0.0, True, 'a', '\U0001F600', b'a', [1], (1,), I(3), None, 1j]
for i in range(4000):
    f(i, 1)
bad = 0
for a in values:
    for b in values:
        for _ in range(3):
            try:
                r = f(a, b)
                for x in (r[0], r[1][0]):
                    if type(x).__name__ not in ('int', 'float', 'str', 'bytes', 'list', 'tuple', 'complex', 'bool'):
                        print('ESCAPED', type(x))
                if type(r[0]) is int and repr(r[0]) in ('-0', 'NaN', 'Infinity'):
                    print('ESCAPED', r)
            except TypeError:
                bad += 1
print(bad > 0)
