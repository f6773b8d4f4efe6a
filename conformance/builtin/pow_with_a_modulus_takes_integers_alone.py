for args in [(2.0, 3, 5), (2, 3.0, 5), (2, 3, 5.0), (True, 2.0, 3), (1j, 2, 3), (2, 1j, 3), (2, 3, 'a'), ('a', 3, 3), (2.0, 'a', 3), (2, 3, 0)]:
    try:
        print(pow(*args))
    except (TypeError, ValueError) as e:
        print(args, type(e).__name__, e)
