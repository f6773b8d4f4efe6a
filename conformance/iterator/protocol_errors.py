class NoNext:
    def __iter__(self): return 5
class Endless:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * i
print(list(Endless()), 4 in Endless(), list(zip('ab', range(9))), list(enumerate('ab', 5)), list(map(pow, (2, 3), (3, 2))))
for operation in (lambda: iter(5), lambda: iter(NoNext()), lambda: next([]), lambda: list(zip([1], [1, 2], strict=True)), lambda: next(iter([])), lambda: [*5], lambda: sum(['a'])):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)
print(list(iter(iter([1, 2, 0, 3]).__next__, 0)), next(iter(()), 'default'), max('b', 'a', key=ord), min([], default=3))
