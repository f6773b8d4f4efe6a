# A cache without a bound keeps every result.
import functools


@functools.lru_cache(maxsize=None)
def f(n):
    return [n] * 10


n = 0
while True:
    f(n)
    n += 1
