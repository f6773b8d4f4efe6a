# Fractions whose parts double in length.
from fractions import Fraction

x = Fraction(355, 113)
while True:
    x = x * x + Fraction(1, 3)
