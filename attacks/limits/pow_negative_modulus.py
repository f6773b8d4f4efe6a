# Modular powers with great operands, a negative modulus and an inverse.
m = -(3**40_000)
while True:
    pow(7**40_000, 5**2000, m)
    pow(7**4000, -1, m)
