# Tracebacks hold their frames.
kept = []


def f(n):
    if n == 0:
        raise ValueError
    f(n - 1)


while True:
    try:
        f(100)
    except ValueError as e:
        kept.append(e)
