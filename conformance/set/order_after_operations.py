a = set(range(0, 200, 7))
b = set(range(0, 200, 11))
for r in (a | b, a & b, a - b, b - a, a ^ b, a.union(range(5)), a.difference([0, 7]), a.intersection(range(50))):
    print(list(r))
a ^= b
a -= set(range(0, 100, 3))
a.update(range(300, 310))
print(list(a))
for _ in range(5):
    print(a.pop(), end=' ')
print(list(a))
