# Bases that are no powers of two take a multiplication for each digit.
text = '12' * 1_000_000
while True:
    int(text, 3)
