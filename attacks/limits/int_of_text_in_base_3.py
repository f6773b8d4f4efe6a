# Bases that are no powers of two take a multiplication for each digit.
import sys

sys.set_int_max_str_digits(0)
text = '12' * 1_000_000
while True:
    int(text, 3)
