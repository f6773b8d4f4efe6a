def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Index:
    def __index__(self):
        return 1


text = 'abcab\U0001f600ab'
for name in ('find', 'rfind', 'index', 'rindex', 'count', 'startswith', 'endswith'):
    for args in (('ab',), ('ab', 1), ('ab', -4), ('ab', None, 3), ('ab', Index(), 100), ('',), ('', 20), ('', 8, 3), ('\U0001f600', 2), (5,), ('a', 'b'), ('a', 1.5), (None,), ('a', 10**30), ('b', -(10**30), 10**30)):
        shown = tuple('Index' if isinstance(a, Index) else a for a in args)
        show((name, shown), lambda: getattr(text, name)(*args))
