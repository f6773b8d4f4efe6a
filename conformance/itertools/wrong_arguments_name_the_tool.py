import itertools


def wrong(name, *args, **kw):
    try:
        getattr(itertools, name)(*args, **kw)
        print(name, 'ok')
    except (TypeError, ValueError) as e:
        print(name, type(e).__name__, e)


for args in [(), (1, 2), (5,), ([1], 'a'), ([1], 2.0), ([1], -1), ([1], 1, 2)]:
    for name in ['cycle', 'pairwise', 'permutations', 'combinations', 'repeat']:
        wrong(name, *args)
for name in ['cycle', 'pairwise', 'permutations']:
    wrong(name, iterable=[1])
