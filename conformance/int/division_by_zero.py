for operation in (lambda: 1 // 0, lambda: 1 % 0, lambda: divmod(1, 0), lambda: 1 / 0, lambda: 0 ** -1, lambda: 1.5 // 0):
    try:
        operation()
    except ZeroDivisionError as error:
        print(type(error).__name__, error)
