for a in (5.5, -5.5, 0.0, -0.0, 1e300, 7.0):
    for b in (2.0, -2.0, 0.3, -3.5):
        print(a, b, a // b, a % b, divmod(a, b))
