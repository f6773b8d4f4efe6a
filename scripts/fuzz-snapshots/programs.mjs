// Programs whose heaps hold a little of everything: machines are stopped in the middle of them.

const values = `
class P:
    kind = 'p'
    def __init__(self, x): self.x = x
    def __eq__(self, o): return isinstance(o, P) and self.x == o.x
    def __hash__(self): return hash(self.x) % 3
    def __lt__(self, o): return self.x < o.x
    def __repr__(self): return f'P({self.x})'
    @property
    def twice(self): return self.x * 2
    @classmethod
    def make(cls, x): return cls(x)
    @staticmethod
    def one(): return 1
class S:
    __slots__ = ('a', 'b', '__weakref__')
    def __init__(self): self.a = [self]
class Meta(type):
    def __call__(cls, *a): return super().__call__(*a)
class M(P, metaclass=Meta): pass
class L(list): pass
class D(dict):
    def __missing__(self, k): return k
ints = [1, -2, 3.5, 10 ** 30, True, None, 'a\\u20ac', '\\U0001f600', b'xy', bytearray(b'abc'), 2j, slice(1, 2), range(3), ...]
nested = {'list': [1, [2, [3]]], (1, 'k'): {1, 2}, 2.5: frozenset({3}), P(1): S(), None: L([1, 2])}
d = D(a=1); many = list(range(40)); texts = ['t%d' % i for i in range(20)]; s = {i * 7 for i in range(30)}
ps = [P(i) for i in (3, 1, 2)]; table = {P(i): i for i in range(6)}
mem = memoryview(bytearray(b'abcdefgh'))[1:5]
def closure(n):
    def inner(): return n + len(ps)
    return inner
fs = [closure(i) for i in range(3)]
`;

export const PROGRAMS = [
  `${values}
for i in range(50):
    for k, v in list(nested.items()):
        x = (k, v, d['zz'], fs[0](), ps[0].twice, M(3))
    ps.sort(reverse=True); texts.append(str(i)); s.discard(i); mem[0] = i
`,
  `${values}
def gen(n):
    try:
        for i in range(n):
            got = yield i
    except ValueError as e:
        yield str(e)
    finally:
        texts.append('f')
async def co(n):
    return n
def drive(c):
    try:
        while True: c.send(None)
    except StopIteration as e:
        return e.value
gs = [gen(9) for _ in range(4)]
for g in gs: next(g)
for i in range(50):
    try:
        gs[i % 4].send(i)
    except StopIteration:
        gs[i % 4] = gen(5); next(gs[i % 4])
    x = [drive(co(j)) for j in gen(3)]
    try:
        raise KeyError(i) from ValueError('v')
    except KeyError as e:
        kept = e
`,
  `import itertools, functools, collections, operator
its = [iter([1, 2, 3]), enumerate('abc'), zip('ab', 'cd'), map(str, range(3)), filter(None, [0, 1]), reversed([1, 2]),
       itertools.chain('ab', 'cd'), itertools.count(3), itertools.cycle('ab'), itertools.islice('abcdef', 1, 5, 2),
       itertools.product('ab', 'cd'), itertools.permutations('abc', 2), itertools.combinations('abc', 2), itertools.groupby('aabb'),
       itertools.accumulate([1, 2, 3]), *itertools.tee('abc'), itertools.zip_longest('a', 'bc'), itertools.batched('abcde', 2),
       iter({1: 2}.items()), iter({3, 4}), iter('ab'), iter(b'ab'), iter(range(5)), iter(lambda: 3, 3)]
part = functools.partial(max, 3, key=abs)
@functools.lru_cache(maxsize=4)
def slow(x): return x * 2
od = collections.OrderedDict(a=1, b=2, c=3); dd = collections.defaultdict(list); dq = collections.deque([1, 2, 3], 5)
P = collections.namedtuple('P', 'x y'); c = collections.Counter('hello'); get = operator.itemgetter(0, 1)
for i in range(60):
    x = next(its[i % len(its)], None); slow(i % 6); od.move_to_end('a'); dd[i % 3].append(i); dq.rotate(1); dq.append(i)
    y = (part(-i), P(i, i)._replace(x=0), c.most_common(2), get((1, 2)))
`,
  `import re, io, struct, random, json, array, hashlib, weakref, string
pattern = re.compile(r'(\\w)(\\d)?(?P<n>x*)'); m = pattern.search('a1xx'); scan = pattern.finditer('b2 c3 d4')
sio = io.StringIO('text\\nmore\\n'); bio = io.BytesIO(b'bytes here'); st = struct.Struct('<iH'); rnd = random.Random(7)
arr = array.array('i', range(9)); h = hashlib.sha256(b'part'); h2 = hashlib.blake2b(b'x')
class C: pass
c = C(); r = weakref.ref(c); wd = weakref.WeakValueDictionary({'k': c})
for i in range(40):
    x = (next(scan, None), pattern.sub(lambda m: m[0] * 2, 'e5'), sio.readline(), bio.read(2), st.pack(i, i), rnd.random(), arr[i % 9])
    h.update(b'%d' % i); y = h.hexdigest(); z = json.loads(json.dumps({'a': [i, 1.5, None]})); w = r() is c
    v = '%s %r %5.2f' % (i, c.__class__, 2.5), '{:>{w}} {!r}'.format(i, 'x', w=5)
`,
  `import enum, dataclasses, typing, contextlib, abc
class Color(enum.Enum):
    RED = 1
    BLUE = 2
@dataclasses.dataclass(order=True)
class Item:
    name: str
    tags: list = dataclasses.field(default_factory=list)
class Base(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
class Real(Base):
    def f(self): return super().__repr__()
class Desc:
    def __get__(self, o, t): return o
    def __set__(self, o, v): o.__dict__['v'] = v
class Has:
    d = Desc()
@contextlib.contextmanager
def ctx():
    try: yield 1
    finally: pass
def generic[T](x: T) -> list[T]: return [x]
type Alias = dict[str, int] | None
for i in range(30):
    with ctx() as x: h = Has(); h.d = i
    items = sorted([Item('b'), Item('a')]); y = (Color(1), Color['BLUE'], isinstance(Real(), Base), generic(i), Alias.__value__)
    match {'k': [1, 2, i]}:
        case {'k': [a, *rest]}: z = rest
    try:
        raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* ValueError as e: kept = e
`,
  `import _thread
lock, rlock, local = _thread.allocate_lock(), _thread.RLock(), _thread._local()
lock.acquire()
def work(n):
    local.n = [n]
    for i in range(200):
        with rlock:
            local.n.append(i)
            x = sum(local.n)
        if i % 50 == n: lock.acquire(timeout=0.5)
    lock.acquire()
threads = [_thread.start_joinable_thread(lambda n=n: work(n)) for n in range(4)]
for i in range(300):
    with rlock: y = [i] * 50
    if i % 40 == 9: lock.release() if lock.locked() else lock.acquire()
for t in threads: t.join(1)
`,
];

/** Looks at whatever the program left, with everything that does something with a value. */
export const POKE = `
def poke():
    import copy
    seen = []
    work = list(globals().items())
    for name, v in work:
        if name in ('poke', '__builtins__'): continue
        for f in (repr, str, hash, len, iter, next, list, bool, dir, sorted, sum, type, copy.copy, vars, id, callable, reversed,
                  lambda v: v(), lambda v: v + v, lambda v: v[0], lambda v: v.x, lambda v: v == v, lambda v: [*v][:5],
                  lambda v: setattr(v, 'new', 1), lambda v: v.__doc__, lambda v: {v: 1}, lambda v: isinstance(1, v),
                  lambda v: v.append(1), lambda v: v.clear(), lambda v: v.close(), lambda v: v.send(None)):
            try:
                r = f(v)
                if len(work) < 400: seen.append(r)
            except Exception as e:
                seen.append(str(e))
    return len(repr(seen))
poke()
import gc
gc.collect()
`;
