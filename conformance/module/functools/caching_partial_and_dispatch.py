from functools import cache, cached_property, cmp_to_key, lru_cache, partial, partialmethod, reduce, singledispatch, total_ordering, wraps
@lru_cache(maxsize=2)
def square(n):
    print('computing', n)
    return n * n
print(square(2), square(2), square(3), square(4), square(2), square.cache_info())
p = partial(print, 'a', sep='-')
p('b')
print(p.func is print, p.args, p.keywords, reduce(lambda a, b: a * b, [1, 2, 3, 4]), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@singledispatch
def show(value): return 'object'
@show.register
def _(value: int): return 'int'
@show.register(list)
def _(value): return 'list'
print(show(1), show(True), show([]), show('a'))
@total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
    @cached_property
    def slow(self):
        print('once')
        return self.n
print(V(1) <= V(2), V(2) >= V(3), V(1) > V(0))
v = V(9)
print(v.slow, v.slow)
@wraps(square)
def other(): pass
print(other.__name__, other.__wrapped__ is square)
try:
    reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)
