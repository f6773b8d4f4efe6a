# A long int to decimal, without the digit limit.
# Must end by a limit.
import sys
sys.set_int_max_str_digits(0)
while True:
    str(7 ** 1000000)
