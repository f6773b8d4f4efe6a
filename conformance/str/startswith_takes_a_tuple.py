def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for affix in (('a', 'h'), ('x', ''), (), ('h', 1), (1, 'h'), ['h'], None, b'h'):
    show(affix, lambda: 'hello'.startswith(affix))
    show(affix, lambda: 'hello'.endswith(affix))
