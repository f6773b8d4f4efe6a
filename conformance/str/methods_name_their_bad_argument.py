for operation in (
    lambda: 'a' + 1,
    lambda: 'a' * 'b',
    lambda: 'abc'.replace('a'),
    lambda: 'abc'.startswith(1),
    lambda: 'abc'.index('z'),
    lambda: 'abc'[5],
    lambda: 'abc'['x'],
    lambda: 'abc'.center('x'),
    lambda: 'abc'.ljust(5, 'ab'),
    lambda: 'abc'.encode('nope'),
    lambda: 'é'.encode('ascii'),
    lambda: 1 in 'abc',
    lambda: 'abc'.nope,
):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
