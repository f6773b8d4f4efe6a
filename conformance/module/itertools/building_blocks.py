from itertools import accumulate, batched, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 4], max, initial=2)), list(batched('abcde', 2)), list(chain('ab', [1])), list(chain.from_iterable(['x', 'yz'])))
print(list(combinations('abc', 2)), list(combinations_with_replacement('ab', 2)), list(permutations([1, 2, 3], 2)), list(product('ab', repeat=2)), list(compress('abcd', [1, 0, 1, 1])))
print(list(islice(count(5, 3), 2, 9, 2)), list(islice(cycle('ab'), 5)), list(dropwhile(lambda x: x < 3, [1, 3, 2])), list(takewhile(lambda x: x < 3, [1, 3, 2])), list(filterfalse(None, [0, 1, ''])))
print([(k, list(g)) for k, g in groupby('aabcca')], list(pairwise([1, 2, 3])), list(repeat('x', 2)), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest('ab', [1], fillvalue='-')))
a, b = tee(iter([1, 2, 3]))
print(next(a), list(b), list(a), repr(count(2)), repr(repeat(1, 3)))
for operation in (lambda: list(batched('ab', 0)), lambda: islice([], -1), lambda: combinations('ab', -1), lambda: list(batched('abc', 2, strict=True)), lambda: product(repeat=-1)):
    try:
        print(operation())
    except ValueError as error:
        print(error)
