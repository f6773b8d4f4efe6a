# Comprehensions of each kind, nested and filtered.
N = 200_000


def bench(n):
    squares = [i * i % 101 for i in range(n)]
    pairs = [(a, b) for a in range(60) for b in range(n // 100) if (a + b) % 3]
    table = {i: v for i, v in enumerate(squares) if v % 2}
    unique = {v % 37 for v in squares}
    matrix = [[i * j % 11 for j in range(50)] for i in range(n // 500)]
    total = sum(v for row in matrix for v in row)
    return len(pairs) + len(table) + len(unique) + total + sum(squares)
