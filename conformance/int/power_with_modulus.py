print(pow(3, 200, 7), pow(3, -1, 7), pow(-3, 5, 7), pow(2, 10, -7), pow(10, 10**20, 97))
for args in ((2, -1, 4), (2, 3, 0), (2.0, 3, 5), (2, 3, 5.0)):
    try:
        print(pow(*args))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
