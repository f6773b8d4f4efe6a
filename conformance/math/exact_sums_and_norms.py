import math

inf, nan = math.inf, math.nan
print(math.fsum([0.1] * 10), math.fsum([1e100, 1.0, -1e100]), math.fsum([]), math.fsum([inf, 1]), math.fsum(range(5)))
print(math.sumprod([1, 2], [3, 4]), math.sumprod([0.1] * 3, [3, 3, 3]), math.sumprod([], []), math.sumprod([10, True], [1.5, 2]), math.sumprod(iter([1]), (x for x in [5])))
print(math.hypot(3, 4), math.hypot(), math.hypot(1e200, 1e200), math.hypot(1e-320, 0), math.hypot(inf, nan), math.hypot(1, 2, 3, 4), math.dist((1, 2), (4, 6)), math.dist([0.0], [1e308]))
print(math.fma(0.1, 10, -1), math.fma(2, 3, 4), math.fma(1e308, 2, -inf), math.remainder(5, 3), math.remainder(-7, 2), math.fmod(-7, 3), math.modf(-2.5), math.modf(inf), math.frexp(10), math.frexp(-0.0), math.ldexp(0.75, -1075), math.ldexp(1, 1023))
print(math.nextafter(1, 2), math.nextafter(0, -1), math.nextafter(1, inf, steps=3), math.nextafter(1, 2, steps=10**30), math.ulp(1), math.ulp(0), math.ulp(-inf), math.copysign(3, -0.0), math.cbrt(27), math.isclose(1, 1.0000000001), math.isclose(inf, inf), math.isclose(1, 1.1, rel_tol=0.2))
print(math.pi, math.e, math.tau, math.degrees(math.pi), math.radians(180), math.exp(0), math.log(8, 2), math.log10(1000), math.log2(2**100), math.log(10**400) > 921, math.gamma(5), math.erf(0), math.erfc(0))
