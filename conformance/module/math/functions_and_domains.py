import math
print(math.sqrt(2), math.isqrt(10**30), math.factorial(25), math.gcd(84, 36, 120), math.lcm(4, 6), math.comb(50, 25), math.perm(10, 3))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.fmod(-7, 3), math.copysign(3, -0.0), math.frexp(10.5), math.ldexp(0.65625, 4), math.modf(-3.25))
print(math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), math.prod([2, 3, 7]), math.hypot(3, 4), math.dist((0, 0), (3, 4)), math.log2(1 << 70), math.log(10**400), math.nextafter(1, 2), math.ulp(1.0))
for operation in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.factorial(2.5), lambda: math.floor(float('nan')), lambda: math.exp(1000), lambda: math.isqrt(-1), lambda: math.sqrt('a'), lambda: math.gcd(1.5)):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
