# Exceptions: raised and caught at once, through three calls, with finally, and a try that is not needed.
N = 80_000


class Problem(Exception):
    pass


def deep(k):
    if k == 0:
        raise Problem('bottom')
    return deep(k - 1)


def bench(n):
    caught = 0
    for i in range(n):
        try:
            if i % 2:
                raise ValueError(i)
            caught += 1
        except ValueError:
            caught += 2
        finally:
            caught += 1
    for i in range(n // 4):
        try:
            deep(3)
        except Problem:
            caught += 1
    for i in range(n):
        try:
            caught += [1, 2][i % 3]
        except IndexError:
            caught += 5
    return caught
