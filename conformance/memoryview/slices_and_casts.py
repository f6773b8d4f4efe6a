data = bytearray(b'abcdefgh')
view = memoryview(data)
print(view[2], bytes(view[1:4]), view[::2].tolist(), view.nbytes, view.format, view.readonly, len(view), view == data)
view[0:2] = b'XY'
print(data, view.cast('H').tolist(), view.cast('B', (2, 4)).shape, memoryview(b'x').readonly, view.hex())
for operation in (lambda: view.__setitem__(0, 300), lambda: view.__setitem__(slice(0, 2), b'abc'), lambda: memoryview('a'), lambda: memoryview(b'a').__setitem__(0, 1), lambda: data.append(1), lambda: view[99]):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
view.release()
try:
    view[0]
except ValueError as error:
    print(error)
