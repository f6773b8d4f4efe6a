import array
import copy
import pickle
import warnings
from array import _array_reconstructor as again

warnings.simplefilter('ignore')


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as error:
        print(type(error).__name__, error)


class Named(array.array):
    pass


for code in 'bBuwhHiIqQfd':
    a = array.array(code, 'abc' if code in 'uw' else [1, 2])
    for protocol in range(6):
        print(code, protocol, a.__reduce_ex__(protocol), pickle.loads(pickle.dumps(a, protocol)) == a)
    it = iter(a)
    next(it)
    print(it.__reduce__(), list(pickle.loads(pickle.dumps(it))), list(copy.copy(it)), list(it), it.__reduce__())

named = Named('b', [1])
named.name = 'x'
print(named.__reduce_ex__(2), named.__reduce_ex__(4), pickle.loads(pickle.dumps(named)).name)
attempt(named.__reduce_ex__, 'x')

it = iter(array.array('b', [1, 2, 3]))
for state in (2, 5, -5):
    it.__setstate__(state)
    print(it.__reduce__())
print(sorted(set(dir(it)) - set(dir(object)) - {'__module__'}))

A = array.array
for args in [
    (A, 'b', 12, b'abcdabcd'), (A, 'b', 10, b'abcdabcd'), (A, 'b', 3, b'abcd'), (A, 'b', 5, b'abcd'), (A, 'f', 16, b'abcdabcd'),
    (A, 'f', 15, b'abcd'), (A, 'd', 17, b'abcdabcd'), (A, 'w', 18, b'a\0b\0'), (A, 'w', 19, b'\0a\0b'), (A, 'w', 20, b'a\0\0\0'),
    (A, 'w', 21, b'\0\0\0a\0\0\0b'), (A, 'd', 1, b'ab'), (A, 'B', 1, b'\xff'), (A, 'u', 1, b'ab'),
    (A, 'b', 14, b'\0\0\0\0'), (A, 'b', 18, b'a\0b\0'), (A, 'w', 18, b'a\0b'), (A, 'b', 7, b'abcdef'), (A, 'H', 7, b'abc'),
    (A, 'b', 8, bytearray(b'abcd')), (A, b'b', 8, b'abcd'), (A, 'bb', 8, b'abcd'), (A, 'b', 8.0, b'abcd'), (A, 'b', 22, b''),
    (A, 'b', -1, b''), (A, '?', 0, b''), (str, 'b', 0, b''), ('', 'b', 0, b''), (A, 'd', 16, b'a'), (Named, 'b', 2, b'\1\0'),
]:
    attempt(again, *args)

for code in 'uw':
    broken = A(code, b'\xff\xff\xff\xff')
    attempt(broken.tounicode)
    attempt(str, broken)
    attempt(broken.__getitem__, 0)

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    A('u', 'abc')
    A('w', 'abc')
print([(w.category, str(w.message), w.lineno) for w in seen])
