def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Default(dict):
    def __missing__(self, key):
        return f'<{key}>'


class Any:
    def __getitem__(self, key):
        return key * 2


for mapping in ({'a': 1}, Default(b=2), Any(), [1, 2], None):
    for text in ('{a}', '{a} {b}', '{a:>4}', '{}', '{0}', '{a.real}'):
        show((type(mapping).__name__, text), lambda: text.format_map(mapping))
