def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for other in ('a', None, [], 1.5, 2j, {}):
    for name, call in (('+', lambda: 1 + other), ('-', lambda: other - 1), ('**', lambda: 2**other), ('<', lambda: 1 < other), ('==', lambda: 1 == other), ('<<', lambda: 1 << other), ('divmod', lambda: divmod(1, other))):
        show((name, other), call)
