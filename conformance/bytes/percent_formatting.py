def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Bytes:
    def __bytes__(self):
        return b'made'


for text in (b'%s', b'%b', b'%d', b'%x', b'%c', b'%r', b'%a', b'%5s|', b'%-5s|', b'%.1s', b'%.2f', b'%(a)s', b'%*d', b'%', b'%q', b'%s %s', b'%%'):
    for value in ((), (1,), (b'ab',), ('ab',), (1.5,), (65,), {b'a': b'z'}, (Bytes(),), (300,), bytearray(b'q'), (5, 3), ('é',)):
        shown = type(value).__name__ if isinstance(value, tuple) and value and isinstance(value[0], Bytes) else value
        show((text, shown), lambda: text % value)
