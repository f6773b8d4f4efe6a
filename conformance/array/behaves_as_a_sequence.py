from array import array
import copy
import pickle


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


a = array('i', range(10))
print(a[2], a[-1], a[2:5], a[::-2], a[7:2:-2])
a[1:3] = array('i', [7, 8, 9])
print(a)
a[::3] = array('i', [0, 0, 0, 0])
print(a)
del a[0], a[::4]
print(a, a + a[:1], a * 2, 2 * a[:2], 9 in a, 99 in a, a.count(0))
a += array('i', [1])
a *= 2
print(a, a.index(1), a.pop(), a.pop(0))
a.reverse()
a.remove(8)
print(a, a == array('d', a), a < array('i', [100]), a != [1])
b = array('h', [1, 256])
b.byteswap()
print(b, b.tobytes())
b.frombytes(b'\1\0')
b.fromlist([5])
print(b, copy.copy(b), copy.deepcopy(b) == b, pickle.loads(pickle.dumps(b)))
m = memoryview(b)
print(m.format, m.itemsize, m[1], m.tolist(), bytes(m))
m[0] = -3
show(lambda: b.append(1))
m.release()
b.append(1)
print(b)
b.clear()
print(b, bytes(array('B', b'xy')), isinstance(b, __import__('collections').abc.MutableSequence))


class Sub(array):
    def __init__(self, *args):
        self.extra = 1


s = Sub('b', [1])
print(s, type(s[:]), s.extra, pickle.loads(pickle.dumps(s)) if __name__ != '__main__' else '')
match a:
    case [x, *rest]:
        print(x, len(rest))
for f in [
    lambda: array(), lambda: array('x'), lambda: array('ii'), lambda: array(3), lambda: array('i', 'ab'), lambda: array('i', 3),
    lambda: array('i', [], 3), lambda: array('i', x=1), lambda: a[50], lambda: a['a'], lambda: a.__setitem__(50, 1),
    lambda: a.__setitem__(slice(0, 1), [1]), lambda: a.__setitem__(slice(0, 1), array('d')),
    lambda: a.__setitem__(slice(0, 3, 2), array('i', [1])), lambda: a + [1], lambda: a + array('d'), lambda: a.extend(array('d')),
    lambda: a.pop(99), lambda: array('i').pop(), lambda: a.remove(99), lambda: a.index(99), lambda: a.frombytes(b'abc'),
    lambda: a.frombytes('a'), lambda: a.fromlist((1,)), lambda: a.fromlist([1, 'a']), lambda: a.tounicode(), lambda: a.fromunicode('a'),
    lambda: a * 'a', lambda: a.__iadd__([1]), lambda: a.append(), lambda: a.__delitem__('a'), lambda: a.__delitem__(70), lambda: hash(a),
    lambda: a < [1], lambda: array('w') + 3, lambda: array('i', array('d', [1.5])), lambda: array('d', array('i', [1])),
    lambda: array('i', b'\1\0\0\0'), lambda: array('i', bytearray(b'abc')), lambda: array('i').__reduce_ex__(2), lambda: array[int],
    lambda: a.insert('a', 1), lambda: a.insert(1, 'a'), lambda: a.index(1, 50), lambda: array('w', 'ab').tolist(), lambda: a.__iadd__(array('d')),
    lambda: array('f', [1.1]),
]:
    show(f)
