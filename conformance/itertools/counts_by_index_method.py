import itertools


class Two:
    def __index__(self):
        return 2


class Huge:
    def __index__(self):
        return 1 << 100


print(list(itertools.repeat('x', Two())))
print(list(itertools.combinations('abc', Two())))
for make in [lambda: itertools.repeat(1, Huge()), lambda: itertools.combinations([1], Huge()), lambda: itertools.permutations([1], Two())]:
    try:
        print(make())
    except (OverflowError, TypeError) as e:
        print(type(e).__name__, e)
