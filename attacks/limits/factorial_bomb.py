# Ints that grow by multiplication.
# Must end by a limit.
n = 1
i = 1
while True:
    n *= i
    i += 1
