from itertools import groupby
print([(k, list(g)) for k, g in groupby('aabccc')])
groups = groupby([1, 1, 2, 2, 3, 4], key=lambda n: n // 2)
k, first = next(groups)
print(k, next(first))
k, second = next(groups)
print(k, list(first), list(second), next(groups)[0])
