import math

print([math.gcd(*a) for a in ((), (12,), (-12, 18), (0, 0), (2**70, 2**65), (6, 10, 15))], [math.lcm(*a) for a in ((), (4,), (4, -6), (0, 5), (2, 3, 4))])
print([math.comb(n, k) for n, k in ((5, 2), (5, 0), (5, 6), (100, 50), (10**20, 2))], [math.perm(n, k) for n, k in ((5, 2), (5, None), (0, 0), (3, 4))])
print([math.factorial(n) for n in (0, 1, 5, 20, 25)], len(str(math.factorial(1000))), [math.isqrt(n) for n in (0, 1, 3, 4, 2**53 - 1, 10**40, 10**40 - 1)])
print([math.prod(x) for x in ([], [2, 3], [1.5, 2], [2**60, 2**60])], math.prod([1, 2], start=5), math.prod(['a'], start=3))
print([math.floor(x) for x in (1.5, -1.5, 2, 1e20)], [math.ceil(x) for x in (1.2, -1.2, True)], [math.trunc(x) for x in (1.9, -1.9)])


class Half:
    def __floor__(self):
        return 'floor'

    def __ceil__(self):
        return 'ceil'

    def __trunc__(self):
        return 'trunc'

    def __float__(self):
        return 0.25

    def __index__(self):
        return 6


h = Half()
print(math.floor(h), math.ceil(h), math.trunc(h), math.sqrt(h), math.gcd(h, 4), math.factorial(h), math.hypot(h, 0), math.fsum([h, h]), math.log2(h), math.isclose(h, 0.25))
