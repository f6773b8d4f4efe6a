for n in (0, 1, -1, 255, 256, -256, 2**31, 2**32 - 1, 2**53, -(2**53) - 1, 2**64, 10**30, True):
    print(n, n.bit_length(), n.bit_count(), n.as_integer_ratio(), n.is_integer(), n.numerator, n.denominator, n.imag)
