for value, spec in ((1, 's'), (1, '.2d'), ('a', 'd'), ('a', '=5'), ('a', '+'), (1.5, 'd'), (1, ',x'), ('a', ','), (1, 'zz'), ([], 'd'), (1, '99999999999999999999d'), (1, ',_'), (10**7, 'c'), (1.0, '.')):
    try:
        print(format(value, spec))
    except Exception as error:
        print(repr(spec), type(error).__name__, error)
