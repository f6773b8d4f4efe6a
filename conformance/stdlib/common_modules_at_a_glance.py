import functools, collections, copy, string, heapq, bisect, operator, itertools, contextlib, keyword, numbers, fractions, reprlib, textwrap, abc, weakref, warnings, types, time, pprint, io, random, calendar, difflib, graphlib, datetime
print(functools.reduce(operator.add, [1,2,3]), functools.partial(int, base=2)('101'), collections.Counter('abracadabra').most_common(2), collections.OrderedDict(a=1), collections.defaultdict(list, {1:[2]}), collections.deque([1,2,3], maxlen=2), collections.namedtuple('P','x y')(1,2), collections.ChainMap({1:2},{3:4}))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info())
@functools.singledispatch
def sd(x): return 'o'
@sd.register
def _(x: int): return 'i'
@sd.register(list)
def _(x): return 'l'
print(sd(1), sd([]), sd('a'))
@functools.total_ordering
class O:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(O(1) <= O(2), O(3) >= O(2), sorted([O(2), O(1)], key=functools.cmp_to_key(lambda a, b: a.v - b.v))[0].v)
@functools.wraps(fib)
def w(): pass
print(w.__name__, functools.cached_property)
class CP:
    @functools.cached_property
    def x(self): print('once'); return 5
c = CP(); print(c.x, c.x)
a = [1, [2, {3: (4, [5])}]]; b = copy.deepcopy(a); b[1][1][3][1].append(6); print(a, b, copy.copy(a) == a)
print(string.ascii_letters, string.punctuation, string.capwords('a bc d'), string.Template('$a ${b} $$').substitute(a=1, b=2), string.Formatter().format('{0:>5}|{x!r}', 1, x='q'), string.digits)
h = [5,1,4]; heapq.heapify(h); heapq.heappush(h, 0); print([heapq.heappop(h) for _ in range(4)], heapq.nlargest(2, [1,5,3]), list(heapq.merge([1,3],[2,4])), bisect.bisect([1,2,2,3], 2), bisect.insort)
print(fractions.Fraction(3, 6), fractions.Fraction('0.125') + 1, fractions.Fraction(1.5))
@contextlib.contextmanager
def cm():
    print('in')
    try: yield 5
    finally: print('out')
with cm() as v: print(v)
with contextlib.suppress(ZeroDivisionError): 1/0
s = io.StringIO()
with contextlib.redirect_stdout(s): print('hidden')
print(repr(s.getvalue()))
with contextlib.ExitStack() as st: st.callback(print, 'cb'); st.enter_context(cm())
print(keyword.iskeyword('for'), isinstance(5, numbers.Integral), isinstance(2.5, numbers.Real), reprlib.repr(list(range(100))), textwrap.fill('the quick brown fox ' * 4, 30), textwrap.dedent('  a\n    b'))
class Ab(abc.ABC):
    @abc.abstractmethod
    def m(self): ...
try: Ab()
except TypeError as e: print(e)
class Q: pass
q = Q(); r = weakref.ref(q); print(r() is q, weakref.WeakValueDictionary({'a': q})['a'] is q, len(weakref.WeakSet([q])))
with warnings.catch_warnings(record=True) as ws:
    warnings.simplefilter('always'); warnings.warn('hey', DeprecationWarning); print(len(ws), ws[0].message, ws[0].category)
print(types.SimpleNamespace(a=1), types.FunctionType, pprint.pformat({'b': [1]*30, 'a': {'x': list(range(30))}}))
print(calendar.monthrange(2024, 2), datetime.date(2024, 2, 29) + datetime.timedelta(days=1), datetime.datetime(2024, 1, 2, 3, 4, 5).isoformat(), datetime.datetime(2024,1,2).strftime('%Y-%m-%d %A'), datetime.timedelta(hours=30))
print(list(difflib.unified_diff(['a\n','b\n'], ['a\n','c\n'])), difflib.get_close_matches('appel', ['ape', 'apple']), list(graphlib.TopologicalSorter({1:[2], 2:[3]}).static_order()))
print(list(itertools.accumulate([1,2,3])), operator.itemgetter(1, 2)('abc'), operator.attrgetter('real')(5), operator.methodcaller('upper')('a'))
print(io.BytesIO(b'ab\ncd').readlines(), list(io.StringIO('x\ny')))
