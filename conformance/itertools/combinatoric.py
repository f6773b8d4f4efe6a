from itertools import combinations, combinations_with_replacement, permutations, product
print(list(permutations('abc', 2)))
print(list(combinations(range(4), 2)), list(combinations([], 0)), list(combinations([1], 2)))
print(list(combinations_with_replacement('ab', 3)))
print(list(product('ab', [1, 2])), list(product([0, 1], repeat=2)), list(product()))
