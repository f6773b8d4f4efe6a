# Euclid's algorithm on neighbours in Fibonacci's sequence.
import math

a, b = 3**500_000, 7**400_000
while True:
    math.gcd(a, b)
    math.lcm(a, b)
