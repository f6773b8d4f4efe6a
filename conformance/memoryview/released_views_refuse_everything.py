def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


view = memoryview(bytearray(b'abc'))
with view as same:
    print(same is view, view[0])
for call in (lambda: view[0], lambda: len(view), lambda: view.tobytes(), lambda: view.obj, lambda: view == view, lambda: view == b'abc', lambda: view.cast('B'), lambda: memoryview(view), lambda: bytes(view), lambda: iter(view), lambda: view.__enter__(), lambda: repr(view)[:16], lambda: view.release()):
    show('', call)
