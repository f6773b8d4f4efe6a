def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for text in ('', 'a', 'ab', '-5', '+', '\U0001f600'):
    for width in (0, 1, 4, 5):
        print([text.center(width, '*'), text.ljust(width, '\U0001f600'), text.rjust(width), text.zfill(width)])
for args in ((5, ''), (5, 'ab'), (5, 1), ('5',), (5.0,), ()):
    show(args, lambda: 'x'.center(*args))
