def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Shown:
    def __str__(self):
        return 'shown'


class Wrong:
    def __str__(self):
        return 5

    def __repr__(self):
        return None


for args in ((), (1,), (b'a',), (b'a', 'utf-8'), (b'\xff', 'latin-1'), (b'\xff', 'utf-8'), (b'\xff', 'utf-8', 'replace'), ('a', 'utf-8'), (5, 'utf-8'), (b'a', 'nope'), (b'a', 1), (None,), (bytearray(b'z'), 'ascii'), ('x', None)):
    show(args, lambda: str(*args))
show('', lambda: str(Shown()))
show('', lambda: str(Wrong()))
show('', lambda: repr(Wrong()))
show('', lambda: f'{Wrong()}')
show('', lambda: str(object=5))
show('', lambda: str(b'x', errors='strict'))
