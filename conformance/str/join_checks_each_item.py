def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Tag(str):
    pass


def words():
    yield 'a'
    yield 'b'


for items in ([], ['a'], ('a', 'b'), 'abc', {'k': 1}, words(), iter(['x', Tag('y')]), [Tag('t')], ['a', 1], [b'x'], [None], 5, None, ['\U0001f600', 'é']):
    show('', lambda: '-\U0001f601-'.join(items))
