print({3, 1, 2}, set(range(20, 0, -3)), {1, 33, 65, 2}, {True, 2, 1.0}, set([9, 17, 1]) - {17})
s = {5, 1, 9, 33}
s.discard(1)
s.add(17)
print(s, s.pop(), s, frozenset([8, 0, 16]))
