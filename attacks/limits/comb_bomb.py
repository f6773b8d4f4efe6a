# math.comb of great numbers.
import math

math.comb(10**9, 10**8)
