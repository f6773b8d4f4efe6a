# Products of ints of a million digits.
n = 3**1_000_000
while True:
    n * n
