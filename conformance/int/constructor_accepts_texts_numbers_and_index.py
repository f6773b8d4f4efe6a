def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Index:
    def __index__(self):
        return 41


class Int:
    def __int__(self):
        return 42


for value in ('12', ' -7\n', '1_000', '٣٤', '', '1__0', '+-5', b'15', b'\xff', bytearray(b' 7 '), 1.9, -1.9, 1e30, float('nan'), float('inf'), 1j, None, [], Index(), Int(), True):
    show(f'int({value!r})' if not isinstance(value, (Index, Int)) else type(value).__name__, lambda: int(value))
