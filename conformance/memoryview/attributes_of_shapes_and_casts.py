data = bytearray(range(16))
views = {
    'bytes': memoryview(b'abc'), 'bytearray': memoryview(data), 'steps': memoryview(data)[1:12:3], 'reversed': memoryview(data)[::-1],
    'ints': memoryview(data).cast('i'), 'table': memoryview(data).cast('B', [4, 4]), 'shorts': memoryview(data).cast('h', shape=(2, 4)),
    'scalar': memoryview(b'a').cast('B', []), 'read-only': memoryview(data).toreadonly(), 'empty': memoryview(b''),
}
for name, view in views.items():
    print(name, view.nbytes, view.itemsize, view.format, view.ndim, view.shape, view.strides, view.suboffsets, view.readonly, view.c_contiguous, view.f_contiguous, view.contiguous)
    print(name, view.tolist(), view.tobytes(), view.tobytes('F'), view.hex(' ', 4), view.obj is data)
