# from: match: class patterns read attributes by name
# after: hidden attributes by a pattern
# must: contained
def f():
    pass


def probe(o):
    match o:
        case object(__globals__={'os': x}):
            print('ESCAPED', x)
    match o:
        case object(__globals__=g):
            print(g is globals())
    match o:
        case object(__code__=c, __closure__=None):
            print(type(c).__name__)
    match o:
        case object(__class__=type(__subclasses__=s)):
            print(type(s).__name__)


class Lying:
    __match_args__ = ('__globals__', '__code__')

    def __getattr__(self, name):
        return getattr(f, name)


for o in (f, print, probe, Lying(), Lying, len, 1):
    try:
        probe(o)
    except Exception as e:
        print(type(e).__name__)
for args in ('abc', ['a'], (1,), None, ('a', 'a'), ('a',) * 1000):
    Lying.__match_args__ = args
    try:
        match Lying():
            case Lying(x, y):
                print(x)
            case _:
                print('no')
    except Exception as e:
        print(type(e).__name__)
