def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Bytes:
    def __bytes__(self):
        return b'made'


class Wrong:
    def __bytes__(self):
        return 'text'


class Index:
    def __index__(self):
        return 3


for make in (bytes, bytearray):
    for args in ((), (3,), (-1,), ('a',), ('é', 'utf-8'), ('é', 'ascii'), ('é', 'ascii', 'replace'), (b'x', 'ascii'), ([1, 2, 255],), ([256],), ([-1],), (['a'],), ([1.5],), (range(3),), (None,), (1.5,), (bytearray(b'q'),), (memoryview(b'mm')[::-1],), ({1: 2},), (iter([1, 2]),), ('a', 5), ('a', 'nope'), (True,)):
        shown = [type(a).__name__ for a in args]
        show((make.__name__, shown), lambda: make(*args))
    show('index', lambda: make(Index()))
    show('items', lambda: make([Index(), 4]))
show('__bytes__', lambda: bytes(Bytes()))
show('__bytes__', lambda: bytes(Wrong()))
