def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Next:
    def __getitem__(self, point):
        if point > ord('c'):
            raise LookupError
        return point + 1


class Broken:
    def __getitem__(self, point):
        raise ValueError(point)


for table in ({97: 'A', 98: None, 99: 'long', 100: 0x1F600}, str.maketrans('abc', 'xyz', 'd'), str.maketrans({'a': 1, 98: 'bb'}), Next(), Broken(), ['x'] * 98, 'z' * 98, {97: 1.5}, {97: 0x110000}, {97: -1}, 5):
    show('', lambda: 'abcde'.translate(table))
for args in (('ab', 'x'), (1,), ({'ab': 1},), ({1.5: 1},), ('a', 1), (1, 'a'), ('a', 'b', 1)):
    show(args, lambda: str.maketrans(*args))
