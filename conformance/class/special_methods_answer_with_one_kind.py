# What __len__, __bool__, __contains__, __str__, __repr__, __format__ and __hash__ may answer; keywords by **.
import sys, traceback
class I(int): pass
class S(str): pass
def cls(**m): return type('X', (), m)
def t(f):
    try: print(repr(f()), type(f()).__name__)
    except BaseException as e:
        print(type(e).__name__, e, e.__context__, len(traceback.extract_tb(e.__traceback__)))
for v in (0, 3, -1, True, I(4), 2**70, 'x', None, 2.0, -2**70):
    X = cls(__len__=lambda self: v)
    o = X()
    t(lambda: len(o)); t(lambda: bool(o)); t(lambda: 1 if o else 2); t(lambda: not o); t(lambda: [q for q in (1,2) if o]); t(lambda: (o and 5) is o); t(lambda: any([o]))
for v in (True, False, 0, 1, None, 'x', []):
    X = cls(__bool__=lambda self: v, __contains__=lambda self, x: v)
    o = X()
    t(lambda: bool(o)); t(lambda: 1 if o else 2); t(lambda: not o); t(lambda: 3 in o); t(lambda: 3 not in o); t(lambda: (1 if 3 in o else 2)); t(lambda: all([o, 1])); t(lambda: (o or 7) is o)
for v in ('abc', S('d'), 5, None, '\U0001f600x', b'q'):
    X = cls(__str__=lambda self: v, __repr__=lambda self: v, __format__=lambda self, s: v)
    o = X()
    t(lambda: str(o)); t(lambda: repr(o)); t(lambda: f'{o}'); t(lambda: f'{o!r:>5}'); t(lambda: '%s %r' % (o, o)); t(lambda: format(o, 'x')); t(lambda: [o].__repr__()); t(lambda: str([o])); t(lambda: ''.join([str(o)]))
    Y = cls(__repr__=lambda self: v); t(lambda: str(Y())); t(lambda: f'{Y()}')
for v in (5, -1, True, I(7), 'x', None):
    X = cls(__hash__=lambda self: v)
    o = X()
    t(lambda: hash(o)); t(lambda: {o: 1}[o]); t(lambda: len({o, o})); t(lambda: hash((o,)) == hash((o,)))
class G:
    def __len__(self): yield 1
    def __bool__(self): raise ValueError('b')
    def __contains__(self, x): return self
    def __str__(self): yield 1
    def __repr__(self): raise KeyError('r')
    def __hash__(self): return hash(self.k)
g = G()
for f in (lambda: len(g), lambda: bool(g), lambda: 1 in g, lambda: str(g), lambda: repr(g), lambda: hash(g), lambda: f'{g}', lambda: not g): t(f)
class F:
    def __len__(self):
        f = sys._getframe(1); print(f.f_code.co_name); return 2
    __str__ = lambda self: sys._getframe(1).f_code.co_name
def caller():
    print(len(F()), str(F()), 1 if F() else 0)
caller()
while_count = 0
class W:
    n = 3
    def __bool__(self): self.n -= 1; return self.n > 0
    def __len__(self): return self.n
w = W()
while w: while_count += 1
print(while_count, [x for x in range(len(w), 3)], max([W(), W()], key=len).n)
def f(a, *, b): return a, b
d = {'b': 2}
print(f(1, **d), f(**{'a': 1}, **d), dict(**d, **{'c': 3}), dict(x=1, **d))
for bad in ({1: 2}, {'b': 1, 'a': 2}, [1], {'b': 5}):
    t(lambda: f(1, b=2, **bad)); t(lambda: f(1, **bad)); t(lambda: dict(**d, **bad))
