# What a native costs is worked out of its argument: one that is no number must not make the price one.
import cmath
import math

nan = float('nan')
for f in (math.erf, math.erfc, math.gamma, math.lgamma, math.exp, math.fsum, math.floor, math.factorial, math.isqrt, math.ulp):
    for x in (nan, [nan], -nan, math.inf):
        try:
            f(x)
        except (TypeError, ValueError, OverflowError):
            pass
for f in (cmath.exp, cmath.sqrt, cmath.phase):
    f(complex(nan, nan))
format(nan, '.50f')
str(nan)
hash(nan)
while True:
    pass
