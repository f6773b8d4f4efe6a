# Equal numbers are compared to their last word.
a = 1 << 10_000_000
b = a + 1 - 1
while True:
    a == b
    a < b
