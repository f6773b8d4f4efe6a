print([hash(n) == n for n in (0, 1, 2, 314, 2**29)], hash(-1), hash(-2), hash(1) == hash(1.0) == hash(True) == hash(1 + 0j))
print(hash((1, 2)) == hash((1, 2)), hash((1, 2)) != hash((2, 1)), hash(2.5) == hash(5 \/ 2), hash(frozenset([1, 2])) == hash(frozenset([2, 1])), hash(range(3)) == hash(range(0, 3, 1)))
