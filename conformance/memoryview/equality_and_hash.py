def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


a = memoryview(b'abcd')
for other in (b'abcd', bytearray(b'abcd'), memoryview(b'abcd'), a[::-1], a.cast('H'), a.cast('B', [2, 2]), a.cast('c'), a.cast('b'), 'abcd', None, [97, 98, 99, 100]):
    print(type(other).__name__, a == other, other == a, a != other)
nan = memoryview(bytearray(8)).cast('d')
nan[0] = float('nan')
print(nan == nan, hash(a) == hash(b'abcd'), {a: 1}[b'abcd'] if hash(a) == hash(b'abcd') else 1)
for view in (memoryview(bytearray(b'a')), memoryview(b'abcdefgh').cast('d'), memoryview(bytearray(b'a')).toreadonly()):
    show('', lambda: hash(view))
show('order', lambda: a < a)
