# Divisions of great ints.
a, b = 3**1_000_000, 7**200_000
while True:
    a // b
    a % b
