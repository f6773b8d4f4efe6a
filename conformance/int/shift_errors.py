for operation in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 1.0, lambda: 0 << 10**30, lambda: 5 >> 10**30, lambda: -5 >> 10**30):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
