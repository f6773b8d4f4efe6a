def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for call in (lambda: 'ab' * 2**70, lambda: 'x'.ljust(2**70), lambda: b'x' * 2**70, lambda: bytes(2**70), lambda: '%*d' % (2**70, 1), lambda: f'{1:{2**70}}'):
    show('', call)
