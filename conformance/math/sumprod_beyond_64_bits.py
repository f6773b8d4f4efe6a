from math import sumprod

print(sumprod((-5, -5, 10), (1.5, 4611686018427387904, 2305843009213693952)))
print(sumprod([2**70, 3, -1], [1, 2, 2**69]))
print(sumprod([0.5, 2**70, -(2**70), 1e-3], [1, 1, 1, 1]))
print(sumprod([2**70, 0.5], [1, 2]))
