# Square roots of ints of a million bits.
import math

n = 1 << 20_000_000
while True:
    math.isqrt(n)
