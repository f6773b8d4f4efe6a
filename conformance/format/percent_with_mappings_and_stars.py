def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Any:
    def __getitem__(self, key):
        return len(key)


for text, values in (('%(a)s %(b)05d', {'a': 'x', 'b': 42}), ('%(key)s', Any()), ('%(a)s', {}), ('%(a)s', (1,)), ('%s', {'a': 1}), ('%*d|%-*d|', (5, 1, 4, 2)), ('%.*f', (2, 3.14159)), ('%*d', ('x', 1)), ('%(a)*d', {'a': 1}), ('%%', ()), ('%%', (1,)), ('%', ()), ('%s %s', ('a',)), ('%s', ('a', 'b')), ('abc', []), ('abc', (1,)), ('%d', '1'), ('%x', 1.5), ('%c', 'ab'), ('%c', 0x110000), ('%c%c', (65, '\U0001f600')), ('%q', (1,)), ('%(a', {}), ('%s', ((1, 2),)), ('%r %a', ('é', 'é')), ('%5.1s|', ('abc',)), ('%+d % d %05d %-5d|', (1, 2, -3, 4)), ('%#x %#o %X', (255, 8, 171)), ('%e %G %.3f', (12345.678, 1e-10, 2)), ('%i', (2.9,)), ('%d', (float('inf'),))):
    show((text, type(values).__name__), lambda: text % values)
