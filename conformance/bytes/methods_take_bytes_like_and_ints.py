def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


data = b'abcabc\x00'
for needle in (b'bc', 98, bytearray(b'c'), memoryview(b'ab'), b'', 300, 'b', None, 1.5):
    shown = type(needle).__name__
    for name in ('find', 'rindex', 'count', 'split', 'partition', 'startswith', 'removeprefix', 'strip', '__contains__'):
        show((name, shown), lambda: getattr(data, name)(needle))
    show(('in', shown), lambda: needle in data)
    show(('+', shown), lambda: data + needle)
