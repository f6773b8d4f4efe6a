# Calls of plain functions: positional, with keywords, recursive.
N = 250_000


def add(a, b, c=1):
    return a + b + c


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def bench(n):
    total = 0
    for i in range(n):
        total = add(total, i, c=2) % 1000003
    for i in range(n // 2500):
        total += fib(15)
    return total
