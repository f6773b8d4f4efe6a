class Index:
    def __index__(self):
        return 2


def attempt(label, change):
    data = bytearray(b'abcdef')
    try:
        change(data)
    except Exception as error:
        print(label, type(error).__name__, error)
    print(label, data)


def assign(key, value):
    def change(data):
        data[key] = value
    return change


def delete(key):
    def change(data):
        del data[key]
    return change


for key in (0, -1, 6, Index(), 'a', None, slice(1, 3), slice(None, None, 2), slice(None, None, -1), slice(2, 2), slice(-2, None), slice(10, 20), slice(None, None, 0)):
    shown = 'Index' if isinstance(key, Index) else key
    for value in (65, 256, b'XY', b'', b'XYZ', [1, 2], [300], 'ab', range(3)):
        attempt((shown, value), assign(key, value))
    attempt(('del', shown), delete(key))
