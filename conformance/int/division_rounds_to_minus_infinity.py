for a in (7, -7, 0, 10**30, -(10**30)):
    for b in (2, -2, 3, -3, 10**15 + 1):
        print(a, b, a // b, a % b, divmod(a, b))
