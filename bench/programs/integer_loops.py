# Loops over small integers: counting, primes by division, a linear congruence.
N = 300_000


def bench(n):
    total = 0
    i = 0
    while i < n:
        total += i * 3 % 7
        i += 1
    primes = 0
    for c in range(3, n // 75, 2):
        for d in range(3, c, 2):
            if c % d == 0:
                break
        else:
            primes += 1
    x = 12345
    for i in range(n):
        x = (x * 1103 + 12345) & 0xFFFFF
    return total + primes + x
