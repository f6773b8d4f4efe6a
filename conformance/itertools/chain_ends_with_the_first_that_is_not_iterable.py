import itertools


def take(it, n):
    for _ in range(n):
        try:
            print(next(it))
        except (StopIteration, TypeError, KeyError) as e:
            print(repr(e))


class Failing:
    """Fails once, then goes on."""

    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 2:
            raise KeyError('inner')
        if self.n > 3:
            raise StopIteration
        return self.n


class NoIterator:
    def __iter__(self):
        raise KeyError('iter')


take(itertools.chain([1], 5, 'xy'), 4)
take(itertools.chain.from_iterable([[1], 5, 'xy']), 4)
take(itertools.chain([1], NoIterator(), 'xy'), 4)
take(itertools.chain(Failing(), 'xy'), 6)
