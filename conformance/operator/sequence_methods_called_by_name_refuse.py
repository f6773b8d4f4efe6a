class Reflected:
    def __radd__(self, other):
        return 'radd'

    def __rmul__(self, other):
        return 'rmul'


def show(f):
    try:
        print(f())
    except TypeError as e:
        print(e)


for s in ['abc', [1], (1,), b'a', bytearray(b'a')]:
    for other in ['', 1.5, None, 3, Reflected()]:
        show(lambda: s.__mul__(other))
        show(lambda: type(s).__rmul__(s, other))
        show(lambda: s * other)
        show(lambda: s + other)
        if other != '':
            show(lambda: s.__add__(other))
show(lambda: [].__imul__('a'))
show(lambda: bytearray().__imul__('a'))


class Sub(list):
    def __mul__(self, n):
        return super().__mul__(n)


show(lambda: Sub([1]) * 'a')
show(lambda: Sub([1]) * 2)
