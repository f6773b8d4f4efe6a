# Integers beyond a machine word: products, sums, division, decimal text, modular powers.
N = 5


def bench(n):
    total = 0
    for k in range(n):
        product = 1
        for i in range(1, 500 + k):
            product *= i
        total += len(str(product))
        a, b = 0, 1
        for i in range(4000):
            a, b = b, a + b
        total += a % 1000003
        modulus = 2**521 - 1
        for i in range(30):
            total += pow(3, (product >> i) % modulus, modulus) % 1000
        while product > 10**50:
            product, digit = divmod(product, 10**18 + 9)
            total += digit % 1000
    return total
