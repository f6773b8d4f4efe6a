# Recursion by way of generators and comprehensions.
import sys

sys.setrecursionlimit(10**6)


def f():
    yield from [list(f()) for _ in range(2)]


while True:
    try:
        list(f())
    except RecursionError:
        pass
