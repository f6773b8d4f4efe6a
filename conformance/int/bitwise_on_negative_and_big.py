values = (0, 1, -1, 5, -6, 2**31, -(2**31), 2**53, -(2**64) + 1, 2**100)
for a in values:
    print(a, ~a, a << 3, a >> 2, a.bit_length(), a.bit_count())
    print([a & b for b in values], [a | b for b in values], [a ^ b for b in values])
