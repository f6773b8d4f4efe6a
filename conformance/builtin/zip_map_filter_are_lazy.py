def noisy(x):
    print('noisy', x)
    return x % 2
m = map(noisy, [1, 2])
f = filter(noisy, [3, 4])
print('made', next(m), list(f), type(m).__name__, next(zip(iter([1]), m)))
it = iter([1, 2, 3])
print(list(zip(it, it)), list(it), dict(zip('ab', [1, 2])), list(filter(None, [0, 1, ''])), list(map(lambda *a: a, 'ab', 'cd')), list(reversed([1, 2])), list(enumerate('ab', start=2)))
for operation in (lambda: list(map(5, [1])), lambda: map(), lambda: filter(None), lambda: zip(5), lambda: enumerate(), lambda: reversed({1}), lambda: list(map(str, [1], [2], strict=True)), lambda: list(zip('ab', 'c', strict=True)), lambda: list(map(int, '12', strict=5, x=1))):
    try:
        print(operation())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
