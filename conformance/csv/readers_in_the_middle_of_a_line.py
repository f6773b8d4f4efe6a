# What becomes of a reader whose lines end, fail, or are no text, and of one that is asked again after an error.
import csv


def show(f, *args):
    try:
        print(f(*args))
    except BaseException as e:
        print(type(e).__name__, e, type(e.__context__), type(e.__cause__))


def lines():
    yield 'a,"b'
    raise KeyError('no more')


r = csv.reader(lines())
show(next, r)
show(next, r)

r = csv.reader(iter(['a,"b\n', 5, 'c"\n', b'x', 'd']))
for _ in range(5):
    show(next, r)
    print(r.line_num)


class Stops:
    """It ends, and goes on."""

    def __init__(self):
        self.lines = iter(['1,2', None, '"3', None, '4', None, 'strict"', ''])

    def __iter__(self):
        return self

    def __next__(self):
        line = next(self.lines)
        if line is None:
            raise StopIteration('a value')
        return line


for strict in (False, True):
    r = csv.reader(Stops(), strict=strict)
    for _ in range(7):
        show(next, r)


class OnlyNext:
    """No `__iter__`: an iterator for C code alone."""

    def __init__(self, *values):
        self.values = list(values)

    def __next__(self):
        if not self.values:
            raise StopIteration
        return self.values.pop(0)


class Given:
    def __init__(self, *values):
        self.values = values

    def __iter__(self):
        return OnlyNext(*self.values)


class Out:
    def write(self, line):
        print(repr(line))
        return self


show(lambda: list(csv.reader(Given('a,b', 'c'))))
w = csv.writer(Out())
show(lambda: type(w.writerow(Given(1, 'x'))))
show(w.writerow, 7)
show(w.writerow, None)


class Bad:
    def __iter__(self):
        return 7


class Worse:
    def __iter__(self):
        raise TypeError('mine')


class Worst:
    def __iter__(self):
        raise ValueError('mine')


for row in (Bad(), Worse(), Worst()):
    show(w.writerow, row)
    show(csv.reader, row)


class Field:
    def __init__(self, error):
        self.error = error

    def __str__(self):
        raise self.error


for error in (StopIteration(3), ValueError('x'), KeyboardInterrupt()):
    show(w.writerow, ['a', Field(error)])
show(csv.writer(Out(), quoting=csv.QUOTE_NONE).writerow, ['"', Field(ValueError('later'))])
show(csv.writer(Out(), quoting=csv.QUOTE_NONE).writerow, [[], 10**5000, '"'])
