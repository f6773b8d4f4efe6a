from fractions import Fraction
print(Fraction(6, -4), repr(Fraction('0.125')), Fraction(1, 3) + Fraction(1, 6), Fraction(0.5), Fraction('3/4') ** 2, Fraction(7, 2) // 1, round(Fraction(7, 2)), Fraction(3.14159).limit_denominator(100), Fraction(1, 2) == 0.5, hash(Fraction(4, 2)) == hash(2), f'{Fraction(1, 3):.3f}')
for operation in (lambda: Fraction(1, 0), lambda: Fraction('a'), lambda: Fraction(1.5, 2)):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
