from functools import lru_cache
@lru_cache(maxsize=2)
def f(x, *, k=0):
    print('call', x, k)
    return x

f(1), f(2), f(1), f(3), f(2), f(1, k=5), f(1, k=5)
print(f.cache_info())
f.cache_clear()
print(f.cache_info(), f.__wrapped__(9))
try:
    f([])
except TypeError as e:
    print(e)
