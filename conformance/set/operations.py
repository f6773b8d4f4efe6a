a, b = {1, 2, 3}, frozenset([2, 3, 4])
print(a & b, a | b, a - b, a ^ b, b & a, a < {1, 2, 3, 4}, a <= a, a.isdisjoint([9]), a.union([5], (6,)), type(b | a), type(a | b))
a &= b
a.update([7], {8})
print(a, a.issuperset({7}), set() == frozenset(), hash(frozenset([1, 2])) == hash(frozenset([2, 1])), repr(set()))
for operation in (lambda: a | [1], lambda: a.remove(99), lambda: {[]}, lambda: set().pop(), lambda: hash(a), lambda: a < [1]):
    try:
        operation()
    except Exception as error:
        print(type(error).__name__, error)
