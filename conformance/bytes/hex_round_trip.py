def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


data = bytes(range(0, 256, 17))
for args in ((), (':',), (b'-', 2), ('_', -3), ('ab',), ('é',), (1,), (':', 0)):
    show(args, lambda: data.hex(*args))
for text in ('', 'ab', 'AB cd', 'a', 'ag', '0x', ' a b ', '12 3', 'é', 5, b'ab', bytearray(b'1 2')):
    show(text, lambda: bytes.fromhex(text))
