# Decimal text to int takes quadratic time where it is done naively.
import sys

sys.set_int_max_str_digits(0)
text = '9' * 3_000_000
while True:
    int(text)
