def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


def assign(view, key, value):
    view[key] = value
    return view.tolist()


def delete(view, key):
    del view[key]


flat = memoryview(bytearray(b'abcdef'))
table = memoryview(bytearray(range(6))).cast('B', [2, 3])
scalar = memoryview(bytearray(b'z')).cast('B', ())
for name, view in (('flat', flat), ('table', table), ('scalar', scalar), ('read-only', memoryview(b'abc'))):
    for key in (0, -1, 9, 'a', None, slice(0, 2), (0,), (1, 2), (0, 9), (), ..., (slice(0, 1), slice(0, 1)), 10**30):
        show((name, key), lambda: view[key].tolist() if isinstance(view[key], memoryview) else view[key])
        show((name, key, 'assign'), lambda: assign(view, key, 1))
    show((name, 'delete'), lambda: delete(view, 0))
for value in (b'xy', b'x', b'xyz', memoryview(b'xy'), 'xy', [1, 2]):
    show(type(value).__name__, lambda: assign(flat, slice(0, 2), value))
