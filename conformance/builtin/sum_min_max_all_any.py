print(sum([1, 2.5, True]), sum([[1], [2]], []), sum([0.1] * 10), min(3, 1, 2), max(['a', 'bb'], key=len), all([]), any([]), all([1, 0]), any('a'), abs(-3), divmod(7, 2))
for operation in (lambda: max(), lambda: max([]), lambda: min(1), lambda: sum('ab'), lambda: sum([1], 'a'), lambda: max(1, 'a'), lambda: abs('a'), lambda: chr(-1), lambda: ord('ab'), lambda: len(5)):
    try:
        operation()
    except Exception as error:
        print(type(error).__name__, error)
