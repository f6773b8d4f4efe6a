// Source text of values of every kind, for the programs of scripts/fuzz-natives.mjs (names from scripts/fuzz-natives/prelude.py).

/** Numbers, texts and other plain values: what most arguments are. */
export const PLAIN = String.raw`
None|True|False|...|NotImplemented|0|1|-1|2|3|7|-7|10|100|255|256|1000|2**31-1|2**31|-2**31|2**32|2**53-1|2**53|2**53+1|-2**53|2**62|2**63-1
2**63|-2**63|-2**63-1|2**64|2**100|-2**200|BIG|-BIG|0.0|-0.0|1.0|0.1|1.5|-2.5|1e16|1e300|-1e308|5e-324|float('nan')|float('inf')|-float('inf')|1j|-0j
complex('nan')|''|'a'|'abc'|'\0'|'A b\tc\n'|'é'|'ß'|'ŉ'|'İ'|'\u0345'|'\ud800'|'\udfff'|'\udc00\ud800'|'x\ud83d'|'\ude00y'|'\U0001F600'|'a\U00010000b'|'\U0010ffff'*3
'x'*1000|'%s %d %%'|'%(a)s'|'%999999999d'|'{}'|'{0.a[b]!r:>{1}}'|'{:9999999999}'|'__class__'|'__dict__'|'__init__'|'constructor'|'__proto__'|'toString'|'utf-8'|'strict'|'rot13'|'utf-16'
'ascii'|'surrogateescape'|'r'|'w'|'B'|'i'|'d'|'1 2 3'|'123'|'-0x1F'|'1_000'|'1e5'|'nan'|'def f(): pass'|'lambda: (yield)'|'exec'|'eval'|'single'|'<string>'
b''|b'a'|b'abc'|b'\xff\xfe\0'|b'\xf0\x9f\x98\x80'|b'x'*100|b'12'|()|(1,)|(1, 2)|(1, 2, 3)|('a', 'b')|(None, None)|((1, 2), (3, 4))|(int, str)|[]|[1]|[3, 1, 2]|[[1], [2]]|['a', 'b']|{}
{'a': 1}|{1: 2}|set()|{1, 2}|frozenset()|frozenset({1})|range(0)|range(5)|range(10**20)|range(5, -5, -2)|range(-2**70, 2**70, 3)|slice(None)|slice(1, 2)|slice(None, None, -1)|slice(2**70, -2**70, -2**65)|slice('a', Evil(), 1)
slice(Evil(), None, Evil(boom))|bytearray()|bytearray(b'abc')|memoryview(b'abc')|memoryview(bytearray(8))|memoryview(bytearray(12)).cast('I')|memoryview(bytes(24)).cast('B', [2, 3, 4])|memoryview(b'abcd')[::-2]
object()|int|str|list|dict|type|object|len|print|lambda: 1|lambda *a, **k: a|Exception|ValueError('x')|StopIteration(3)|KeyError()
`;

/** What lies, raises, changes things or holds itself. */
export const HOSTILE = String.raw`
L|D|S|B|MV|DQ|OD|REC|RECD|RECT|L[:]|dict(D)|Evil()|Evil(boom)|Evil(grow_all)|Evil(clear_all, 'x')|Evil(clear_all, 2**70)|Evil(clear_all, -1)|Evil(clear_all, None)|Evil(clear_all, ())|Evil(lambda s: None, NotImplemented)|NI
Evil(lambda s: None, 10**9)|Evil(lambda s: None, iter([1, 2]))|Evil(lambda s: None, Evil())|Evil(lambda s: None, 1.5)|Evil(lambda s: None, True)|Evil(lambda s: None, b'')|Evil(lambda s: None, '')|Evil(lambda s: None, 0)
Liar(int)|Liar(str)|Liar(list)|Liar(dict)|Liar(type)|Liar(PlainObject)|Liar(3)|GetAttr()|EqHash()|EqHash(2)|LateHash()|[EqHash(), EqHash()]|{EqHash(): 1}|[LateHash(), 1]
SubInt(3)|SubInt(2**80)|SubFloat(2.5)|SubStr('abc')|SubStr('w\U0001F600')|SubBytes(b'abc')|SubArray(b'abc')|SubList([1, 2])|SubTuple((1, 2))|SubDict(a=1)|SubSet({1, 2})|SubFrozen({1, 2})
PlainInt(5)|PlainInt(-2**70)|PlainFloat('nan')|PlainStr('abc')|PlainStr('\U0001F600')|PlainBytes(b'ab')|PlainArray(b'ab')|PlainList([1, 2])|PlainTuple((1, 2))|PlainDict(a=1)|PlainSet({1, 2})|PlainFrozen({1, 2})
PlainError('x')|PlainObject()|PlainObject|PlainType|WithMeta|WithMeta()|Slotted()|Slotted|PlainDeque([1, 2], 3)|PlainOD(a=1)|PlainProperty(len)|PlainModule('m')|PlainComplex(1, 2)|PlainRef(PlainObject)
gen()|gen|started(gen())|ended(gen())|selfgen()|closing()|started(closing())|coro()|agen()|agen().asend(None)|agen().athrow(ValueError)|agen().aclose()|agen().__anext__()
reentrant(enumerate)|reentrant(lambda s: zip(s, s))|reentrant(lambda s: map(str, s))|reentrant(lambda s: filter(None, s))|reentrant(itertools.chain)|reentrant(lambda s: itertools.islice(s, 5))|reentrant(itertools.cycle)
reentrant(lambda s: itertools.groupby(s))|reentrant(lambda s: itertools.tee(s)[0])|reentrant(lambda s: itertools.accumulate(s))|reentrant(lambda s: itertools.zip_longest(s, s))|reentrant(lambda s: itertools.pairwise(s))|reentrant(lambda s: itertools.batched(s, 2))
frame()|sys._getframe()|frame().f_locals|frame().f_code|tb()|exc()|exc(50)|cyclic_exc()|ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [KeyError(2)])])|cell()|empty_cell()
nest(lambda x: [x], 60)|nest(lambda x: (x,), 60)|nest(lambda x: {'k': x}, 60)|nest(lambda x: frozenset({x}), 60)|nest(lambda x: (x, x), 30)|nest(lambda x: [x], 5000)|nest(lambda x: (x,), 5000)|nest(lambda x: {1: x}, 3000)
nest(lambda x: functools.partial(x), 3000, len)|nest(lambda x: types.MethodType(x, 1), 3000, len)|nest(lambda x: staticmethod(x), 3000, len)|nest(lambda x: classmethod(x), 500, len)|nest(iter, 3000, [1])|nest(enumerate, 3000, [1])
nest(lambda x: map(len, x), 1000, [1])|nest(lambda x: itertools.chain(x), 3000, [1])|nest(lambda x: memoryview(x), 500, b'ab')|nest(lambda x: list[x], 300, int)|nest(lambda x: x | None, 5, int)|nest(lambda x: types.MappingProxyType(x), 500, {})
nest(lambda x: slice(x), 3000)|nest(lambda x: ValueError(x), 3000)|nest(lambda x: collections.deque([x]), 3000)|nest(lambda x: types.SimpleNamespace(a=x), 3000)|nest(lambda x: collections.OrderedDict(a=x), 3000)|nest(lambda x: reversed([x]), 2000)
nest(lambda x: property(x), 3000)|nest(lambda x: [x, x], 100)|nest(lambda x: {1: x, 2: x}, 40)|nest(lambda x: types.GenericAlias(list, (x, x)), 25)|nest(lambda x: ExceptionGroup('g', [x]), 2000, ValueError())
`;

/** Whose attributes are tried one by one. */
export const ROOTS = String.raw`
None|True|5|2**70|1.5|1j|'abc'|'w\U0001F600'|b'abc'|bytearray(b'abc')|memoryview(bytearray(8))|[1, 2]|(1, 2)|{'a': 1}|{1, 2}|frozenset({1})|range(5)|slice(1, 2)|object()|...|NotImplemented
iter([])|iter(())|iter('a')|iter('\U0001F600')|iter(b'')|iter(bytearray(1))|iter(range(3))|iter(range(2**70))|iter({1})|iter({1: 2})|iter({}.values())|iter({}.items())|reversed([1])|reversed((1,))|reversed({1: 2})|reversed({1: 2}.values())|reversed({1: 2}.items())|reversed(range(3))
iter(len, 1)|iter(memoryview(b'ab'))|enumerate([])|zip([1], [2])|map(len, [''])|filter(None, [1])|{}.keys()|{1: 2}.values()|{1: 2}.items()|types.MappingProxyType({})|types.SimpleNamespace(a=1)
gen()|started(gen())|coro()|coro().__await__()|agen()|agen().__anext__()|agen().asend(1)|agen().athrow(ValueError)|lambda: 1|[].append|len|list.append|str.__add__|(1).__add__|dict.fromkeys|dict.__dict__['fromkeys']|int.__dict__['real']|property(len)|classmethod(len)|staticmethod(len)
PlainObject().__init__|types.MethodType(len, [])|Slotted.a|PlainObject.__dict__['__dict__']|PlainObject.__dict__['__weakref__']|types.FunctionType.__globals__|super(PlainList, PlainList())|super(PlainList)|cell()|empty_cell()|frame()|frame().f_locals|frame().f_code|frame().f_code.co_lines()|frame().f_code.co_positions()|tb()|sys
list[int]|int | str|type|object|int|PlainObject|PlainType|WithMeta|PlainObject()|Slotted()|_weakref.ref(PlainObject)|_weakref.proxy(PlainObject)|_weakref.proxy(len)|ValueError(1)|OSError(2, 'x', 'f')|StopIteration(1)|UnicodeDecodeError('utf-8', b'a', 0, 1, 'r')|UnicodeEncodeError('utf-8', 'a', 0, 1, 'r')|UnicodeTranslateError('a', 0, 1, 'r')
SyntaxError('m', ('f', 1, 1, 't', 1, 2))|KeyError(1)|SystemExit(1)|ImportError('x', name='n')|AttributeError('x')|NameError('x')|ExceptionGroup('g', [ValueError(1)])|BaseExceptionGroup('g', [KeyboardInterrupt()])|KeyboardInterrupt()
sys.flags|sys.version_info|sys.int_info|sys.float_info|sys.hash_info|sys.implementation|sys.stdout|sys.stdin|sys.stderr|t'a{1}b'|t'a{1!r:>3}'.interpolations[0]|iter(t'a{1}b')
collections.deque([1, 2])|iter(collections.deque([1]))|reversed(collections.deque([1]))|collections.OrderedDict(a=1)|iter(collections.OrderedDict(a=1))|collections.OrderedDict(a=1).items()|collections.defaultdict(list)|functools.partial(len, 'a')|functools.cmp_to_key(lambda a, b: 0)|functools.cmp_to_key(lambda a, b: 0)(1)|functools.lru_cache(len)|functools.lru_cache(3)(len)
operator.itemgetter(1)|operator.attrgetter('a.b')|operator.methodcaller('upper')|itertools.count()|itertools.count(2**70, 0.5)|itertools.cycle([1, 2])|itertools.repeat(1)|itertools.repeat(1, 3)|itertools.chain([1], [2])|itertools.chain.from_iterable([[1]])|itertools.compress('ab', [1, 0])|itertools.dropwhile(bool, [1])|itertools.takewhile(bool, [1])|itertools.filterfalse(None, [0])
itertools.groupby('aab')|next(itertools.groupby('aab'))[1]|itertools.islice([1, 2, 3], 1, 2)|itertools.starmap(pow, [(1, 2)])|itertools.tee([1, 2])[0]|itertools.accumulate([1, 2])|itertools.zip_longest([1], [])|itertools.product([1], [2])|itertools.product(range(20), repeat=20)|itertools.permutations([1, 2, 3])|itertools.combinations([1, 2, 3], 2)|itertools.combinations_with_replacement([1, 2], 2)|itertools.pairwise([1, 2])|itertools.batched([1, 2], 1)
re.compile('(a)(?P<n>b)?')|re.compile(b'a+')|re.match('(a)', 'ab')|re.compile('a').scanner('aaa')|re.finditer('a', 'aaa')|compile('1', '', 'eval')|ast.parse('x = 1')|type_params()[0]|type_params()[1]|type_params()[2]|alias()|alias
`;

/** Modules whose functions and classes are called. */
export const MODULES =
  'builtins sys itertools _operator operator _functools functools _collections collections math cmath _bisect _heapq _weakref _weakrefset weakref types _typing typing _codecs codecs ' +
  '_abc abc _imp _ast ast _sre re time atexit errno gc _string string _thread importlib copy copyreg enum dataclasses reprlib keyword token traceback linecache warnings contextlib ' +
  'statistics random struct array json decimal datetime bisect heapq textwrap inspect dis io unicodedata _struct _random _datetime _json _io posix os marshal _warnings binascii zlib _opcode _tokenize _symtable _contextvars _locale _stat _signal hashlib fractions numbers pprint string.templatelib';

const split = (text) => text.split(/\n|(?<! )\|(?! )/).filter((s) => s !== '');

export const plain = split(PLAIN);
export const hostile = split(HOSTILE);
export const roots = split(ROOTS);
