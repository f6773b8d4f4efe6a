/** Programs that call `ask` (which answers its argument) at one place each: wherever Python code can run, it can wait. */
export const PLACES: Record<string, string> = {
  // -- comprehensions and generators
  'a list comprehension': `print([ask(x) for x in range(3)], [x for x in range(4) if ask(x) % 2], [x for x in ask('ab')])`,
  'a set comprehension': `print(sorted({ask(x % 2) for x in range(4)}))`,
  'a dict comprehension': `print({ask(x): ask(x * 2) for x in range(3)})`,
  'a nested comprehension': `print([[ask(x * y) for x in range(y)] for y in range(ask(4))])`,
  'a generator expression': `g = (ask(x) for x in range(3)); print(next(g), list(g))`,
  'a generator': `
def g():
    got = yield ask(1)
    while got: got = yield ask(got)
    return ask('end')
i = g(); print(next(i), i.send(5), i.send(6))
try: i.send(0)
except StopIteration as e: print(e.value)`,
  'yield from': `
def inner():
    x = yield ask(1)
    try: yield ask(x)
    except KeyError: yield ask('caught')
    return ask('returned')
def outer(): print((yield from inner()))
o = outer(); print(next(o), o.send(2), o.throw(KeyError)); print(list(o))`,
  'generator.close and throw': `
def g():
    try: yield 1
    except ValueError: yield ask('thrown')
    finally: print(ask('finally'))
a = g(); next(a); print(a.throw(ValueError)); a.close()`,
  'a generator that is unpacked': `
def g():
    for i in range(3): yield ask(i)
a, *b = g(); print(a, b, [*g()], {*g()} == {0, 1, 2}, (lambda *x: x)(*g()))`,
  // -- calls back from built-in functions
  'sorted by a key': `print(sorted([3, 1, 2], key=lambda x: ask(-x)), sorted('bca', key=ask, reverse=True))`,
  'list.sort by a key': `
x = [(2, 'a'), (1, 'b'), (2, 'c')]; x.sort(key=lambda p: ask(p[0])); print(x)
x.sort(key=lambda p: ask(p[1]), reverse=True); print(x)`,
  'comparisons inside a sort': `
class V:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return ask(self.n) < ask(o.n)
x = [V(n) for n in (5, 2, 4, 1, 3)]; x.sort(); print([v.n for v in x]); print([v.n for v in sorted(x, reverse=True)])`,
  cmp_to_key: `
import functools
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: ask(a) - b)))`,
  map: `print(list(map(ask, range(3))), list(map(lambda a, b: ask(a) + b, [1, 2], [3, 4])), next(map(ask, 'x')))`,
  filter: `print(list(filter(ask, [0, 1, 2])), next(filter(lambda x: ask(x) > 1, range(5))))`,
  'zip and enumerate over a generator': `print(list(zip((ask(i) for i in range(2)), 'ab')), list(enumerate(ask(c) for c in 'xy')), dict(zip('ab', map(ask, 'cd'))))`,
  reversed: `
class R:
    def __reversed__(self): return iter([ask(1), ask(2)])
class Q:
    def __len__(self): return ask(2)
    def __getitem__(self, i): return ask(i)
print(list(reversed(R())), list(reversed(Q())))`,
  sum: `print(sum(ask(x) for x in range(4)), sum((ask(x) for x in range(2)), ask(10)))`,
  'sum of objects': `
class N:
    def __init__(self, v): self.v = v
    def __add__(self, o): return N(ask(self.v) + (o.v if isinstance(o, N) else o))
    __radd__ = __add__
print(sum([N(1), N(2)]).v)`,
  'min and max': `print(min([3, 1, 2], key=ask), max((ask(x) for x in range(3)), default=None), max('ab', 'cd', key=lambda s: ask(s[1])))`,
  'any and all': `print(any(ask(x) for x in [0, 0, 3, 4]), all(ask(x) for x in [1, 0, 1]), any(map(ask, [0])), all(map(ask, [1])))`,
  'functools.reduce': `
import functools
print(functools.reduce(lambda a, b: ask(a) + b, [1, 2, 3]), functools.reduce(lambda a, b: a * ask(b), (ask(x) for x in (2, 3)), 5))`,
  'collections made of generators': `print(list(ask(x) for x in 'ab'), tuple(ask(x) for x in 'ab'), sorted(set(ask(x) for x in 'ba')), frozenset(ask(x) for x in 'a'), dict((ask(x), 1) for x in 'ab'), bytes(ask(x) for x in (65, 66)), bytearray(map(ask, (67,))))`,
  'methods that take iterables': `
x = [0]; x.extend(ask(i) for i in (1, 2)); x[1:1] = (ask(i) for i in (8, 9)); x += map(ask, [7]); print(x)
s = {1}; s.update(ask(i) for i in (2, 3)); s |= {ask(4)}; s.intersection_update(ask(i) for i in (2, 3, 4)); print(sorted(s))
d = {}; d.update((ask(k), 1) for k in 'ab'); d |= [(ask('c'), 2)]; print(d, dict.fromkeys(map(ask, 'xy'), ask(0)))`,
  'str.join': `print('-'.join(ask(c) for c in 'abc'), b'-'.join(bytes([ask(c)]) for c in b'ab'), ''.join(map(ask, 'xy')))`,
  'iter with a sentinel': `
n = iter([1, 2, 3, 0, 5])
print(list(iter(lambda: ask(next(n)), 0)))`,
  'next with a default': `print(next((ask(x) for x in range(3) if ask(x) > 1), 'none'), next((ask(x) for x in ()), ask('default')))`,
  // -- text
  're.sub with a function': `
import re
print(re.sub(r'\\d', lambda m: str(ask(int(m[0])) * 2), 'a1b22'), re.subn('x', lambda m: ask('y'), 'xax'), re.compile('(a)(b)').sub(lambda m: ask(m.group(2)), 'abab'))`,
  'print of an object whose __str__ asks': `
class S:
    def __str__(self): return ask('text')
    def __repr__(self): return ask('repr')
print(S(), [S()], {'k': S()}, (S(),), {1: [S()]}, sep=ask('|'))
print(str(S()), repr(S()), ascii(S()), [S(), (S(), {S()})])`,
  'an f-string': `
class S:
    def __format__(self, spec): return ask(spec) + '!'
    def __repr__(self): return ask('r')
print(f'{ask(1)} {ask(2):>{ask(4)}} {S():spec} {S()!r:>3} {S()!s} {ask("x")=}')`,
  'str.format': `
class S:
    def __format__(self, spec): return ask('f' + spec)
    def __getattr__(self, name): return ask(name)
    def __getitem__(self, k): return ask(k)
print('{} {:x} {0.attr} {0[item]} {0.a[b]}'.format(S()) if False else '{0} {0:x} {0.attr} {0[item]} {k!r:>4}'.format(S(), k=ask('k')), format(S(), 'z'), '{a}'.format_map({'a': ask('m')}))`,
  'percent formatting': `
class S:
    def __str__(self): return ask('s')
    def __repr__(self): return ask('r')
    def __int__(self): return ask(7)
    def __index__(self): return ask(8)
    def __float__(self): return float(ask(9))
    def __getitem__(self, k): return ask(k)
print('%s %r %d %x %.1f %a' % (S(), S(), S(), S(), S(), S()), '%(key)s' % S(), '%*d' % (ask(4), ask(2)))`,
  'str methods with objects': `
class T:
    def __index__(self): return ask(2)
class M:
    def __getitem__(self, k): return ask(chr(k).upper())
print('ab' * T(), 'abc'[T()], 'abc'.ljust(T()) , 'a b c'.split(' ', T()), 'abcabc'.replace('a', ask('x'), T()), 'abc'.translate(M()))`,
  // -- attributes
  'a property': `
class C:
    @property
    def p(self): return ask(self._p)
    @p.setter
    def p(self, v): self._p = ask(v)
    @p.deleter
    def p(self): print(ask('del'))
c = C(); c.p = 5; c.p += 1; print(c.p); del c.p`,
  'a descriptor': `
class D:
    def __get__(self, o, t=None): return ask('class' if o is None else 'get')
    def __set__(self, o, v): print(ask(v))
    def __delete__(self, o): print(ask('delete'))
    def __set_name__(self, o, n): self.n = ask(n); print(o.__name__, n)
class C: d = D()
c = C(); print(c.d, C.d, getattr(c, 'd')); c.d = 3; del c.d; setattr(c, 'd', 4)`,
  'a non-data descriptor that is called': `
class D:
    def __get__(self, o, t=None): return lambda x: ask(x)
class C: m = D()
print(C().m(1), C.m(2), [C().m(i) for i in range(2)])`,
  __getattr__: `
class C:
    def __getattr__(self, n): return ask(n)
print(C().a, getattr(C(), 'b', None), hasattr(C(), 'c'), C().x.upper())`,
  '__getattr__ of a class and its absence': `
class C:
    def __getattr__(self, n):
        if ask(n) == 'no': raise AttributeError(ask('message'))
        return 1
print(hasattr(C(), 'no'), getattr(C(), 'no', ask('default')), C().yes)
try: C().no
except AttributeError as e: print(e)`,
  __getattribute__: `
class C:
    x = 1
    def __getattribute__(self, n): return ask(n) if n == 'y' else object.__getattribute__(self, n)
print(C().x, C().y)`,
  '__setattr__ and __delattr__': `
class C:
    def __setattr__(self, n, v): object.__setattr__(self, ask(n), ask(v) * 2)
    def __delattr__(self, n): print(ask(n))
c = C(); c.a = 4; print(c.a); del c.a; setattr(c, 'b', 1); delattr(c, 'b'); c.a += ask(1); print(c.a)`,
  'a bound method, a class method, a static method': `
class C:
    def m(self): return ask('m')
    @classmethod
    def c(cls): return ask(cls.__name__)
    @staticmethod
    def s(): return ask('s')
    def __call__(self, x): return ask(x)
f = C().m; print(f(), C.c(), C.s(), C()(1), super(C, C()).__repr__()[:1])`,
  super: `
class A:
    def __init__(self, x): self.x = ask(x)
    @property
    def p(self): return ask('A.p')
class B(A):
    def __init__(self, x): super().__init__(ask(x) + 1)
    @property
    def p(self): return super().p + ask('B')
b = B(1); print(b.x, b.p)`,
  // -- classes
  'a decorator': `
def deco(f): print(ask(f.__name__)); return f
def with_args(x):
    x = ask(x)
    return lambda f: (lambda *a: (x, f(*a)))
@deco
@with_args(1)
def f(a): return ask(a)
try: print(f(2))
except AttributeError as e: print(e)
@deco
class C: pass
@with_args(2)
def g(a): return a
print(g(3))`,
  'a class body': `
class C:
    x = ask(1)
    y = [ask(i) for i in range(2)]
    for z in range(ask(3)): pass
    def f(self, d=ask(4)): return d
print(C.x, C.y, C.z, C().f())`,
  'a metaclass': `
class M(type):
    @classmethod
    def __prepare__(m, name, bases, **kw): print(ask('prepare')); return {'pre': ask(1)}
    def __new__(m, name, bases, ns, **kw): ns['made'] = ask('new'); return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): print(ask('init')); super().__init__(name, bases, ns)
    def __call__(cls, *a): print(ask('call')); return super().__call__(*a)
    def __getattr__(cls, n): return ask(n)
    def __iter__(cls): return iter([ask(1)])
class C(metaclass=M, k=ask(5)):
    def __init__(self, x): self.x = ask(x)
print(C.pre, C.made, C(3).x, C.other, list(C))`,
  __init_subclass__: `
class B:
    def __init_subclass__(cls, k=None, **kw): super().__init_subclass__(**kw); cls.k = ask(k)
class C(B, k=3): pass
print(C.k)`,
  '__new__ and __init__': `
class C(int):
    def __new__(cls, v): return super().__new__(cls, ask(v))
    def __init__(self, v): self.v = ask(v)
c = C(4); print(c, c.v)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, (ask(x) for x in a))
print(T(1, 2))`,
  '__class_getitem__ and __mro_entries__': `
class C:
    def __class_getitem__(cls, k): return ask(k)
class E:
    def __mro_entries__(self, bases): print(ask('entries')); return (C,)
class D(E()): pass
print(C[3], D.__mro__[1].__name__)`,
  'isinstance with __instancecheck__': `
class M(type):
    def __instancecheck__(cls, o): return ask(o) == 1
    def __subclasscheck__(cls, o): return ask(True)
class C(metaclass=M): pass
print(isinstance(1, C), isinstance(2, (str, C)), issubclass(int, C))`,
  'an abstract class with __subclasshook__': `
import abc
class A(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c): return ask(True) if c is int else NotImplemented
    @abc.abstractmethod
    def f(self): ...
print(isinstance(1, A), issubclass(str, A))`,
  enum: `
import enum
class E(enum.Enum):
    A = ask(1)
    B = ask(2)
    @property
    def twice(self): return ask(self.value) * 2
    @classmethod
    def _missing_(cls, v): ask(v); return cls.A
print(E.A.value, E(2).name, E.B.twice, E(99), [e.name for e in E if ask(True)])`,
  dataclasses: `
import dataclasses
@dataclasses.dataclass(order=True)
class P:
    x: int = ask(1)
    tags: list = dataclasses.field(default_factory=lambda: [ask('t')])
    def __post_init__(self): self.x = ask(self.x) + 1
print(P(), P(5) > P(2), dataclasses.replace(P(1), x=ask(9)), dataclasses.asdict(P(3)))`,
  namedtuple: `
import collections
P = collections.namedtuple('P', ask('x y'), defaults=[ask(1)])
print(P(ask(3)), P._make(ask(i) for i in (1, 2)), P(1)._replace(y=ask(7)))`,
  'annotations and defaults': `
def f(a: ask('int') = ask(1), *, b=ask(2)) -> ask('str'): return a + b
print(f(), sorted(f.__annotations__.values()))`,
  // -- iteration
  '__iter__ and __next__': `
class I:
    def __init__(self): self.n = ask(0)
    def __iter__(self): print(ask('iter')); return self
    def __next__(self):
        self.n += 1
        if ask(self.n) > 3: raise StopIteration
        return self.n
print([x for x in I()], list(I()), tuple(I()), max(I()), sum(I()), 2 in I(), sorted(I(), reverse=True))
a, b, c = I(); print(a, b, c, *I())
for x in I(): print(x, end=' ')
print(dict.fromkeys(I()), list(zip(I(), I())), list(enumerate(I())), list(map(str, I())))`,
  'iteration by __getitem__': `
class G:
    def __getitem__(self, i):
        if i == 3: raise IndexError
        return ask(i * i)
print(list(G()), 4 in G(), [x for x in G()]); a, *b = G(); print(a, b)`,
  unpacking: `
class I:
    def __iter__(self): yield ask(1); yield ask(2)
class M:
    def keys(self): return [ask('k'), ask('l')]
    def __getitem__(self, k): return ask(k) * 2
def f(*a, **k): return a, k
print(f(*I(), *I(), **M()), [*I()], {**M()}, dict(M()), dict(**M())); (a, b), c = I(), ask(3); print(a, b, c)`,
  'len, bool and length_hint': `
class L:
    def __len__(self): return ask(2)
    def __length_hint__(self): return ask(3)
class B:
    def __bool__(self): return ask(True)
print(len(L()), bool(L()), not B(), 1 if B() else 2, B() and 3, B() or 4, [x for x in [1] if L()])
while L(): print('once'); break`,
  'in with __contains__': `
class C:
    def __contains__(self, x): return ask(x) > 1
print(1 in C(), 2 in C(), 3 not in C())`,
  'in with __eq__': `
class E:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return ask(self.n) == getattr(o, 'n', o)
x = [E(1), E(2)]; print(E(2) in x, 2 in x, x.index(E(2)), x.count(1), x == [1, 2], (E(1),) == (1,), x != [1, 3]); x.remove(E(1)); print(len(x))`,
  // -- containers by hash and equality
  '__eq__ and __hash__ in a dict': `
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return ask(self.n) % 2
    def __eq__(self, o): return isinstance(o, K) and ask(self.n) == o.n
d = {K(i): i for i in range(4)}; print(d[K(2)], K(3) in d, d.get(K(9), 'no'), d.pop(K(1)), d.setdefault(K(1), 5), len(d)); d[K(0)] = 'z'; del d[K(2)]
print(list(d.values()), d == {K(0): 'z', K(3): 3, K(1): 5}); d.update({K(3): 'u'}); print(d[K(3)], d | {K(7): 7} != d)`,
  '__eq__ and __hash__ in a set': `
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return ask(self.n) % 2
    def __eq__(self, o): return ask(self.n) == o.n
s = {K(i) for i in (1, 2, 3, 1)}; print(len(s), K(2) in s, len(s | {K(9)}), len(s & {K(1), K(8)}), len(s - {K(3)}), s == {K(3), K(2), K(1)}); s.discard(K(1)); s.add(K(2)); s.remove(K(2)); print([k.n for k in s], len(frozenset(s) ^ {K(3)}))`,
  __missing__: `
class D(dict):
    def __missing__(self, k): return ask(k) * 2
d = D(a=1); print(d['a'], d['b'], '%(c)s' % d, '{z}'.format_map(d))
import collections
dd = collections.defaultdict(lambda: ask(7)); dd['x'] += 1; print(dd['x'], dd['y'])`,
  'items of a mapping of its own': `
class M:
    def __getitem__(self, k): return ask(k)
    def __setitem__(self, k, v): print(ask(k), ask(v))
    def __delitem__(self, k): print('del', ask(k))
m = M(); m[1] = 2; m['x'] += 'y'; del m[3]; print(m[1:2], m[..., 1]) if False else print(m['s'])`,
  'slices and __index__': `
class I:
    def __init__(self, n): self.n = n
    def __index__(self): return ask(self.n)
x = list(range(6)); print(x[I(1):I(4)], x[I(2)], 'abc'[I(1):], range(I(3)), hex(I(255)), x[I(0):I(5):I(2)], slice(I(1), I(3)).indices(5), list(range(I(0), I(4), I(2))), (1, 2)[I(1)], b'ab'[I(0)], bytes(I(2)), [0] * I(2))
x[I(0)] = 'a'; del x[I(1)]; x[I(1):I(2)] = [9, 9]; x.insert(I(0), 'i'); print(x, x.pop(I(0)), chr(I(65)), bin(I(2)), round(2.567, I(1)), [1] * I(2))`,
  // -- operators
  operators: `
class N:
    def __init__(self, v): self.v = v
    def __add__(self, o): return ask(self.v) + o
    def __rsub__(self, o): return o - ask(self.v)
    def __mul__(self, o): return NotImplemented if ask(o) == 'r' else self.v * o
    def __matmul__(self, o): return ask('matmul')
    def __neg__(self): return ask(-self.v)
    def __abs__(self): return ask(abs(self.v))
    def __invert__(self): return ask('~')
    def __iadd__(self, o): self.v += ask(o); return self
    def __divmod__(self, o): return ask('dm')
    def __rdivmod__(self, o): return ask('rdm')
    def __pow__(self, o, m=None): return ask('pow' if m is None else 'pow3')
    def __rpow__(self, o): return ask('rpow')
    def __round__(self, n=None): return ask('round')
    def __floor__(self): return ask('floor')
    def __trunc__(self): return ask('trunc')
    def __lshift__(self, o): return ask('<<')
    def __and__(self, o): return ask('and')
    def __ror__(self, o): return ask('ror')
n = N(3); print(n + 1, 10 - n, n * 2, n @ 1, -n, abs(n), ~n, divmod(n, 2), divmod(2, n), pow(n, 2), pow(n, 2, 3), 2 ** n, round(n), round(n, 1), n << 1, n & 1, 1 | n)
n += 4; print(n.v)
import math
print(math.floor(n), math.trunc(n))
try: n * 'r'
except TypeError as e: print(e)`,
  comparisons: `
class C:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return ask(self.v) == o
    def __lt__(self, o): return ask(self.v) < o
    def __ge__(self, o): return NotImplemented if ask(o) == 0 else True
    def __ne__(self, o): return ask('ne')
print(C(1) == 1, C(1) != 1, C(1) < 2, 2 > C(1), 0 < C(1) < 3 if False else C(1) < 5 < 6, C(2) >= 1, [C(1), 2] < [1, 3], (C(1), 1) <= (1, 2), min(C(1), C(2), key=lambda c: ask(c.v)).v)
try: C(1) >= 0
except TypeError as e: print(e)`,
  'total_ordering and operator functions': `
import functools, operator
@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return ask(self.v) == o.v
    def __lt__(self, o): return ask(self.v) < o.v
print(T(1) <= T(2), T(1) > T(2), operator.ge(T(1), T(1)), operator.add(ask(1), 2), operator.attrgetter('v')(T(ask(5))), operator.methodcaller('__eq__', T(3))(T(3)))`,
  'int, float, complex, str, bytes of objects': `
class V:
    def __int__(self): return ask(1)
    def __float__(self): return float(ask(2))
    def __complex__(self): return complex(ask(3), 1)
    def __index__(self): return ask(4)
    def __bytes__(self): return bytes([ask(65)])
    def __str__(self): return ask('s')
    def __hash__(self): return ask(9)
print(int(V()), float(V()), complex(V()), hash(V()), bytes(V()), str(V()), bool(V()), int(ask('12')), oct(V()))
import math
print(math.sqrt(V()), math.gcd(V(), 6), math.fsum(ask(x) / 2 for x in (1, 2)), math.prod(ask(x) for x in (2, 3)))`,
  'chained boolean operators and conditions': `print(ask(0) or ask('') or ask('x'), ask(1) and ask(2) and ask(0), ask(1) < ask(2) < ask(3) > ask(0), ask(5) if ask(0) else ask(6), not ask(0), (y := ask(3)) + y)`,
  'augmented assignments': `
x = {'a': [1]}; x[ask('a')][ask(0)] += ask(5); x['a'] *= ask(2); print(x)
class O: v = 1
o = O(); o.v -= ask(3); o.v **= ask(2); print(o.v)`,
  // -- statements
  'with: __enter__ and __exit__': `
class C:
    def __init__(self, n): self.n = ask(n)
    def __enter__(self): return ask('in' + self.n)
    def __exit__(self, t, v, tb): print(ask('out' + self.n), t and t.__name__); return ask(self.n == 'b')
with C('a') as a, C('b') as b: print(a, b); raise KeyError(ask(1))
def f():
    with C('c'): return ask('returned')
print(f())
for i in range(2):
    with C('d'): continue`,
  contextlib: `
import contextlib
@contextlib.contextmanager
def m(x):
    print(ask('enter'))
    try: yield ask(x)
    except ValueError as e: print('caught', ask(str(e)))
    finally: print(ask('exit'))
with m(1) as v: print(v); raise ValueError('inside')
with contextlib.ExitStack() as st: st.callback(lambda: print(ask('callback'))); st.enter_context(m(2))
with contextlib.suppress(KeyError): raise KeyError(ask(1))`,
  finally: `
def f():
    try: return ask('value')
    finally: print(ask('finally'))
def g():
    for i in range(3):
        try:
            if ask(i) == 1: break
            continue
        finally: print(ask(i * 10))
    else: return 'no'
    return ask('broke')
print(f(), g())
try:
    try: raise KeyError(1)
    finally: print(ask('cleanup'))
except KeyError as e: print(repr(e))`,
  except: `
try: raise ValueError(ask('a'))
except (KeyError, ValueError) as e: print(ask(e.args[0]), e.__context__)
try:
    try: 1 / ask(0)
    except ZeroDivisionError as e: raise KeyError(ask('k')) from e
except KeyError as e: print(repr(e), repr(e.__cause__))
else: print('no')
def matcher():
    ask(1); return ValueError
try: raise ValueError
except matcher(): print('matched')
import sys
try: raise TypeError
except TypeError: ask(1); print(sys.exception().__class__.__name__)
print(sys.exception())`,
  'except*': `
try: raise ExceptionGroup(ask('g'), [ValueError(ask(1)), TypeError(2), ValueError(3)])
except* ValueError as e: print([ask(x.args[0]) for x in e.exceptions])
except* TypeError as e: print(ask('t'))`,
  'an exception of its own': `
class E(Exception):
    def __init__(self, x): super().__init__(ask(x))
    def __str__(self): return ask('E:' + self.args[0])
try: raise E('m')
except E as e: print(e, repr(e), f'{e}')`,
  'raise and assert': `
def make(): return KeyError(ask('made'))
try: raise make() from (ask(None))
except KeyError as e: print(e.args)
try: assert ask(0), ask('message')
except AssertionError as e: print(e)`,
  match: `
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.a, self.b = x, y
    @property
    def x(self): return ask(self.a)
    @property
    def y(self): return ask(self.b)
    def __eq__(self, o): return ask(False)
def f(v):
    match v:
        case P(1, y) if ask(y) > 1: return 'p1', y
        case P(x=x, y=3): return 'p3', x
        case [a, *rest] if ask(a): return 'list', rest
        case {'k': k, **more}: return ask(k), more
        case str() | int() as s: return ask(s)
    return ask('none')
print(f(P(1, 2)), f(P(4, 3)), f([ask(1), 2]), f([0]), f({'k': 1, 'z': 2}), f('s'), f(2.5), f(P(9, 9)))`,
  'for, while, else': `
for x in range(ask(2)): print(ask(x))
else: print(ask('else'))
n = 0
while ask(n) < 2: n += ask(1)
else: print('done', n)`,
  'a closure and nonlocal': `
def counter():
    n = ask(0)
    def step():
        nonlocal n
        n += ask(1); return n
    return step
c = counter(); print(c(), c(), (lambda x=ask(5): ask(x))())`,
  recursion: `
def fact(n): return ask(1) if n == 0 else n * fact(ask(n) - 1)
print(fact(6))`,
  'del and __del__': `
class D:
    def __delitem__(self, k): print(ask(k))
    def __delattr__(self, k): print(ask(k))
d = D(); del d['i'], d.a`,
  'exec and eval': `
print(eval('ask(1) + x', {'x': 2, 'ask': ask})); exec('y = ask(3)\\nprint([ask(i) for i in range(y)])'); exec(compile('z = ask(4)', 'f', 'exec')); print(z)
class NS(dict):
    def __missing__(self, k): return ask(k + '!') if k == 'w' else globals()[k]
print(eval('w', {'__builtins__': {}}, {'w': ask('local')}))`,
  'a type alias and a generic function': `
def f[T](x: T) -> T: return ask(x)
class C[T]:
    def m(self, x: T): return ask(x)
print(f(1), C[int]().m(2))`,
  'global state of a run': `
import builtins
builtins.extra = ask(5); print(extra); del builtins.extra`,
  // -- async
  'async for and async with': `
class A:
    def __init__(self): self.i = 0
    def __aiter__(self): ask('aiter'); return self
    async def __anext__(self):
        self.i += 1
        if ask(self.i) > 2: raise StopAsyncIteration
        return self.i
    async def __aenter__(self): return ask('in')
    async def __aexit__(self, *a): print(ask('out')); return ask(True)
    def __await__(self): yield ask('y'); return ask('awaited')
async def agen():
    for i in range(3): yield ask(i)
async def main():
    async for x in A(): print(x)
    async with A() as a: print(a); raise KeyError
    print([ask(x) async for x in agen()], {x: 1 async for x in agen() if ask(x)}, await A())
    g = agen(); print(await anext(g)); await g.aclose()
    return ask('end')
c = main()
try:
    while True: c.send(None)
except StopIteration as e: print(e.value)`,
  asyncio: `
import asyncio
async def asked(x):
    x = ask(x)
    return await x if hasattr(x, '__await__') else x
async def work(n):
    await asyncio.sleep(0)
    return await asked(n)
async def main():
    print(await asyncio.gather(*(work(i) for i in range(3))))
    t = asyncio.create_task(work(9)); print(await t, await asked('main'))
    async with asyncio.TaskGroup() as g: ts = [g.create_task(work(i)) for i in range(2)]
    print([t.result() for t in ts], await asyncio.wait_for(asked('w'), 5))
asyncio.run(main())`,
  // -- the library
  itertools: `
import itertools as it
print(list(it.accumulate([1, 2, 3], lambda a, b: ask(a + b))), list(it.takewhile(lambda x: ask(x) < 2, range(4))), list(it.dropwhile(lambda x: ask(x) < 2, range(4))), list(it.filterfalse(ask, [0, 1])), list(it.starmap(lambda a, b: ask(a * b), [(2, 3)])), [(k, list(g)) for k, g in it.groupby('aab', key=ask)])
def g():
    for i in range(3): yield ask(i)
print(list(it.chain(g(), g())), list(it.chain.from_iterable(g() for _ in range(2))), list(it.islice(g(), 1, 3)), list(it.zip_longest(g(), 'a')), list(it.product(g(), 'a')), list(it.permutations(g(), 2))[:2], list(it.combinations(g(), 2)), list(it.pairwise(g())), list(it.compress(g(), map(ask, [1, 0, 1]))), list(it.islice(it.cycle(g()), 5)), list(it.batched(g(), 2)), list(it.combinations_with_replacement(g(), 1)))
a, b = it.tee(g()); print(next(a), list(b), list(a))`,
  functools: `
import functools
class C:
    @functools.cached_property
    def p(self): return ask('p')
    @functools.singledispatchmethod
    def d(self, x): return ask('other')
    @d.register
    def _(self, x: int): return ask('int')
@functools.lru_cache
def f(x): return ask(x)
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + ask(fib(n - 2))
c = C(); print(c.p, c.p, c.d(1), c.d('s'), f(1), f(1), fib(6), functools.partial(ask, 3)(), f.cache_info().hits)
@functools.wraps(f)
def w(x): return ask(x)
@functools.singledispatch
def s(x): return ask('base')
s.register(str, lambda x: ask('str'))
print(w(2), w.__name__, s(1), s('x'))`,
  'copy and deepcopy': `
import copy
class C:
    def __init__(self, v): self.v = v
    def __copy__(self): return C(ask(self.v))
    def __deepcopy__(self, memo): return C(ask(self.v) * 2)
class R:
    def __reduce__(self): return (C, (ask(7),))
class G:
    def __getstate__(self): return {'s': ask(1)}
    def __setstate__(self, st): self.s = ask(st['s']) + 1
print(copy.copy(C(1)).v, copy.deepcopy([C(1), {'k': C(2)}])[1]['k'].v, copy.copy(R()).v, copy.deepcopy(G()).s)`,
  json: `
import json
class C: pass
print(json.dumps([C(), {'k': C()}], default=lambda o: ask('obj')), json.loads('{"a": 1, "b": [1.5, {"c": 2}]}', object_hook=lambda d: sorted(ask(k) for k in d), parse_float=lambda s: ask(s)), json.loads('{"x": 1}', object_pairs_hook=lambda p: ask(p[0][0])), json.dumps({'b': 1, 'a': 2}, sort_keys=True, indent=ask(1)))`,
  csv: `
import csv
class Lines:
    def __init__(self, *lines): self.lines = iter(lines)
    def __iter__(self): return self
    def __next__(self): return ask(next(self.lines))
r = csv.reader(Lines('a,"b\\n', 'c""d', 'e",f\\r\\n', '"1', '2"'))
print(next(r), r.line_num, list(r), r.line_num)
print(list(csv.reader((ask(l) for l in ('1,"2', '3"')), quoting=csv.QUOTE_NONNUMERIC)))
class F:
    def __str__(self): return ask('a "field"')
    def write(self, line): print(repr(line)); return ask(7)
class D(csv.Dialect):
    delimiter = ';'
    quotechar = property(lambda self: ask("'"))
    lineterminator = '\\n'
    doublequote = True
    quoting = csv.QUOTE_MINIMAL
w = csv.writer(F(), dialect=D(), strict=ask(True))
print(w.writerow([1, F(), None]), w.writerow(ask(x) for x in ("'", 2)), w.writerows([ask(i), F()] for i in (1, 2)))
csv.register_dialect('d', D())
print(list(csv.DictReader(Lines("a;'b", "b'", '1;2', '3;4'), dialect='d')), csv.get_dialect('d').quotechar)
csv.DictWriter(F(), ['x', 'y'], restval=ask(0)).writerow({'x': F()})`,
  'heapq and bisect': `
import heapq, bisect
class V:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return ask(self.n) < o.n
h = []
for n in (3, 1, 2): heapq.heappush(h, V(n))
print([heapq.heappop(h).n for _ in range(3)], heapq.nlargest(2, [1, 3, 2], key=ask), list(heapq.merge([1, 4], [2, 3], key=lambda x: ask(x))), heapq.nsmallest(1, (ask(x) for x in (5, 4))))
x = [V(1), V(3)]; heapq.heapify(x); print(heapq.heappushpop(x, V(0)).n, heapq.heapreplace(x, V(9)).n)
print(bisect.bisect([1, 3, 5], 3, key=lambda v: ask(v)), bisect.bisect_left([V(1), V(3)], V(2)))
l = [1, 5]; bisect.insort(l, 3, key=ask); print(l)`,
  collections: `
import collections
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return hash(ask(self.n))
    def __eq__(self, o): return ask(self.n) == o.n
c = collections.Counter(ask(x) for x in 'abca'); print(c.most_common(1), collections.Counter([K(1), K(1)]).most_common()[0][1])
d = collections.deque((ask(x) for x in range(4)), maxlen=3); d.extend(ask(x) for x in 'xy'); print(d, ask('x') in d)
class E:
    def __eq__(self, o): return ask(o) == 'y'
print(E() in d, d.count(E()), d.index(E()))
o = collections.OrderedDict((ask(k), 1) for k in 'ba'); o.move_to_end(ask('b')); print(list(o)); m = collections.ChainMap({'a': ask(1)}, {'b': 2}); print(m['b'])
class U(collections.UserDict):
    def __missing__(self, k): return ask(k)
class L(collections.UserList):
    def __getitem__(self, i): return ask(super().__getitem__(i))
print(U(a=1)['z'], L([1, 2])[1])`,
  'struct and array': `
import struct, array
class I:
    def __index__(self): return ask(5)
    def __float__(self): return float(ask(2))
print(struct.pack('<iBd', I(), I(), I()), array.array('i', (ask(x) for x in range(3))), array.array('i', [I()]))
a = array.array('d'); a.append(I()); a.extend(float(ask(x)) for x in (1,)); print(a)`,
  'io and files of its own': `
import io
class F(io.RawIOBase):
    def __init__(self): self.data = b'line one\\nline two\\n'
    def readable(self): return ask(True)
    def readinto(self, b):
        n = min(len(b), len(self.data)); b[:n] = self.data[:n]; self.data = self.data[ask(n):]; return n
print(io.BufferedReader(F()).readline(), io.TextIOWrapper(io.BufferedReader(F())).read().split())
class W:
    def write(self, s): out.append(ask(s))
    def flush(self): pass
out = []; print('to', 'w', file=W()); print(out)
s = io.StringIO(); print(ask('x'), file=s, end=ask('.')); s.writelines(ask(x) for x in 'ab'); print(s.getvalue())`,
  'sys.stdout replaced': `
import sys
class W:
    def write(self, s): old.write(ask(s).upper())
    def flush(self): old.flush()
old = sys.stdout; sys.stdout = W(); print('shout', 1); sys.stdout = old; print('done')`,
  'csv, textwrap and string.Template': `
import csv, io, string, textwrap
print(list(csv.reader(ask(l) for l in ['a,b', '1,"x,y"'])))
class D(dict):
    def __missing__(self, k): return ask(k)
print(string.Template('$a \${b}').substitute(D()), textwrap.fill(ask('some words here'), ask(6)))
class F(string.Formatter):
    def get_value(self, k, a, kw): return ask(k)
print(F().format('{x}-{y!r:>4}'))`,
  random: `
import random
r = random.Random(ask(5)); x = [1, 2, 3, 4]; r.shuffle(x); ask(0); print(x, r.randint(1, ask(100)), r.choices('ab', weights=[ask(1), ask(3)], k=4), r.random())
class R(random.Random):
    def random(self): ask(1); return 0.5
print(R().choice('abcd'), R().uniform(0, ask(4)))`,
  'a module being imported': `
import importlib.util, sys, types
class Finder:
    def find_spec(self, name, path=None, target=None):
        if ask(name) == 'made': return importlib.util.spec_from_loader(name, self)
    def create_module(self, spec): ask('create'); return None
    def exec_module(self, m): m.value = ask(42)
sys.meta_path.insert(0, Finder())
import made
from made import value
print(made.value, value)
m = types.ModuleType('late'); m.__getattr__ = lambda n: ask(n); sys.modules['late'] = m
from late import something
print(something)`,
  'a thread of generators in dict and set methods': `
d = {1: 'a', 2: 'b'}
print({k: ask(v) for k, v in d.items()}, [ask(k) for k in d], sorted(d.keys() & (ask(k) for k in (2, 3))), d.keys() - [ask(1)], dict(map(lambda kv: (ask(kv[1]), kv[0]), d.items())))
print({1, 2}.issubset(ask(x) for x in (1, 2, 3)), {1}.isdisjoint(map(ask, [2])), {1, 2} >= {ask(2)}, sorted({3}.union((ask(x) for x in (1,)), [ask(2)])), {1, 2}.difference(ask(x) for x in (1,)), {1}.symmetric_difference(map(ask, (1, 5))))`,
  'weak references': `
import weakref, gc
class C: pass
c = C(); r = weakref.ref(c, lambda r: print(ask('gone'))); 
d = weakref.WeakKeyDictionary({c: ask(1)}); print(r() is c, d[c], ask(len(d)))`,
  'types.SimpleNamespace, typing and inspect': `
import types, typing, inspect
n = types.SimpleNamespace(a=ask(1)); n.b = ask(2); print(n)
class S:
    def __repr__(self): return ask('r')
print(types.SimpleNamespace(s=S()), typing.get_type_hints(type('T', (), {'__annotations__': {'x': ask('int')}})), inspect.signature(lambda a, b=ask(1): 0))
T = types.new_class('T', (), {}, lambda ns: ns.update(x=ask(3))); print(T.x, type('D', (), {'y': ask(4)}).y)`,
  'statistics, fractions and decimal': `
import statistics, fractions
print(statistics.mean(ask(x) for x in (1, 2, 3)), statistics.median([ask(2), ask(1)]), fractions.Fraction(ask(1), ask(3)) + ask(1), sum(fractions.Fraction(ask(x), 2) for x in (1, 2)))`,
  'audit and trace by print of tracebacks': `
import traceback
class E(Exception):
    def __str__(self): return ask('shown')
try: raise E
except E: print(traceback.format_exc().splitlines()[-1])`,
  atexit: `
import atexit
atexit.register(lambda: print(ask('at the end')))
print(ask('before'))`,
};
