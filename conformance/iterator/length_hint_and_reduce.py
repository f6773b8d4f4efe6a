for it in (iter([1, 2, 3]), iter((1, 2)), reversed([1, 2, 3]), iter(range(5)), iter({1: 2}), iter({7})):
    next(it)
    print(type(it).__name__, it.__length_hint__(), it.__reduce__()[1:])
    list(it)
    print(it.__length_hint__())
