# Modular power of long ints.
# Must end by a limit.
a = (1 << 200000) - 1
while True:
    pow(a, a, a - 2)
