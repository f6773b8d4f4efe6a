# from: JavaScript: holes in arrays, lengths, sparse indices
# after: a value that is no Python value, out of an array
# must: contained
a = [1, 2, 3]
for i in (3, -4, 2**31, 2**32, 2**32 - 1, 2**53, 2**64, -(2**31), -(2**53), 1.5, '0', 'length', '__proto__', None, True, 4294967295):
    for use in (lambda: a[i], lambda: a.__getitem__(i), lambda: a.pop(i), lambda: a.insert(i, 9), lambda: a.__setitem__(i, 1), lambda: a.__delitem__(i), lambda: 'abc'[i], lambda: b'abc'[i], lambda: (1, 2)[i], lambda: range(3)[i], lambda: a[i:i], lambda: a[::i], lambda: bytearray(3).__setitem__(i, 1), lambda: memoryview(b'abc')[i]):
        try:
            r = use()
            repr(r)
            assert type(r).__name__ in ('int', 'NoneType', 'str', 'list', 'bytes', 'memoryview', 'tuple', 'range'), type(r)
        except (IndexError, TypeError, OverflowError, ValueError, MemoryError):
            pass
print(len(a) < 60, all(type(x) is int for x in a))
del a[:]
a[5:9] = [1, 2]
a[100:] = (x for x in (3, 4))
print(a)
a.__init__()
print(a, [None] * 3, [*range(0)])
