# math.perm of great numbers.
import math

math.perm(10**12, 10**7)
