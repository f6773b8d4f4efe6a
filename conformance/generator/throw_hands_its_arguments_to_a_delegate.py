import warnings

warnings.simplefilter('ignore')


class Delegate:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        print('throw', args)
        return 456


class NoThrow:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


def waits_for(delegate):
    yield from delegate


g = waits_for(Delegate())
next(g)
for args in [(123,), ('a', 4), (ZeroDivisionError,), (ZeroDivisionError(3),), (KeyError, 3)]:
    print(g.throw(*args))
for args in [(123,), (ZeroDivisionError,), (KeyError, 3), (None,), (ValueError(1), 2)]:
    g = waits_for(NoThrow())
    next(g)
    try:
        g.throw(*args)
    except Exception as e:
        print(repr(e))
    print(next(g, 'over'))
