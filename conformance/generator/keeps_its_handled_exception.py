import sys
def g():
    try: raise ValueError('in gen')
    except ValueError:
        yield sys.exception()
        yield sys.exception()
try: raise KeyError('out')
except KeyError:
    it = g()
    print(repr(next(it)), repr(sys.exception()))
print(repr(next(it)), sys.exception())
