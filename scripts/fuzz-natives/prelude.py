# What every fuzzing program starts with: hostile classes, values of every kind, and `poke`, which looks at a result from
# all sides. `note` and `check` are natives of the fuzzer's.
import ast, re, sys, itertools, operator, functools, collections, math, types, _weakref, _sre

BIG = 10**400
L = [1, 2.5, 'a', None, (), [], {}]
D = {1: 'one', 'k': [1, 2], (1, 2): {}, None: 0}
S = {1, 'x', (2, 3), frozenset({4})}
B = bytearray(b'hello world')
MV = memoryview(B)
DQ = collections.deque([1, 2, 3, 4])
OD = collections.OrderedDict([(1, 2), ('a', 'b')])
REC = []
REC.append(REC)
RECD = {}
RECD['self'] = RECD
RECT = ([],)
RECT[0].append(RECT)


def clear_all(*_):
    for c in (L, D, S, DQ, OD, REC):
        try:
            c.clear()
        except BaseException:
            pass
    try:
        del B[:]
    except BaseException:
        pass


def grow_all(*_):
    if len(L) < 5000:
        L.extend(range(20))
        for i in range(20):
            D[len(D) + i * 7] = i
            S.add(len(S) + i * 7)
            DQ.append(i)
            OD[len(OD) + i] = i


def boom(*_):
    raise ValueError('boom')


class Evil:
    """Every special method does `act` and answers `value`."""

    def __init__(self, act=clear_all, value=1):
        object.__setattr__(self, 'act', act)
        object.__setattr__(self, 'value', value)


def method(name):
    def f(self, *args, **kw):
        self.act(self)
        return self.value

    f.__name__ = name
    return f


for n in ('__index__ __int__ __float__ __complex__ __len__ __length_hint__ __bool__ __repr__ __str__ __bytes__ __eq__ __ne__ __lt__ '
          '__le__ __gt__ __ge__ __hash__ __iter__ __next__ __contains__ __getitem__ __setitem__ __delitem__ __missing__ __call__ __add__ __radd__ '
          '__iadd__ __sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __pow__ __rpow__ __and__ __or__ __ror__ __xor__ '
          '__lshift__ __rshift__ __truediv__ __rtruediv__ __floordiv__ __matmul__ __neg__ __abs__ __invert__ __round__ __trunc__ __floor__ __ceil__ '
          '__enter__ __exit__ __get__ __set__ __delete__ __format__ __fspath__ __instancecheck__ __subclasscheck__ __reversed__ __reduce__ '
          '__reduce_ex__ __getstate__ __copy__ __await__ __aiter__ __anext__ __buffer__ __sizeof__ __dir__ __mro_entries__ __class_getitem__ '
          'keys items values read write flush close send throw __set_name__ __prepare__ find_spec').split():
    setattr(Evil, n, method(n))

NI = Evil(lambda s: None, NotImplemented)


class Liar:
    """Claims another class."""

    def __init__(self, cls):
        object.__setattr__(self, 'cls', cls)

    @property
    def __class__(self):
        return object.__getattribute__(self, 'cls')


class GetAttr:
    def __getattr__(self, name):
        if name.startswith('__') and name not in ('__bases__', '__name__', '__abstractmethods__', '__dict__'):
            raise AttributeError(name)
        return self

    def __call__(self, *a, **k):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return self


def sub(base):
    """A subclass of a built-in class that lies."""
    ns = {'extra': 1}
    for n in ('__eq__', '__hash__', '__len__', '__iter__', '__getitem__', '__index__', '__repr__', '__str__', '__bool__', '__contains__', '__int__',
              '__float__', '__format__', '__missing__', '__lt__', '__add__', '__mul__', 'keys', 'items', '__next__'):
        ns[n] = lambda self, *a, n=n: LIES[n](self)
    return type('Sub' + base.__name__, (base,), ns)


LIES = {'__eq__': lambda s: True, '__hash__': lambda s: 1, '__len__': lambda s: 10**6, '__iter__': lambda s: iter((1, 2, 3)), '__getitem__': lambda s: 7,
        '__index__': lambda s: 2**70, '__repr__': lambda s: 'lie', '__str__': lambda s: SubStr('lie'), '__bool__': lambda s: False, '__contains__': lambda s: True,
        '__int__': lambda s: -1, '__float__': lambda s: 1.5, '__format__': lambda s: 'lie', '__missing__': lambda s: 5, '__lt__': lambda s: True,
        '__add__': lambda s: s, '__mul__': lambda s: s, 'keys': lambda s: ['a', 'b'], 'items': lambda s: [1, 2, 3], '__next__': lambda s: 3}


class PlainInt(int): pass
class PlainFloat(float): pass
class PlainStr(str): pass
class PlainBytes(bytes): pass
class PlainArray(bytearray): pass
class PlainList(list): pass
class PlainTuple(tuple): pass
class PlainDict(dict): pass
class PlainSet(set): pass
class PlainFrozen(frozenset): pass
class PlainType(type): pass
class PlainError(Exception): pass
class PlainObject: pass
class PlainDeque(collections.deque): pass
class PlainOD(collections.OrderedDict): pass
class PlainProperty(property): pass
class PlainSuper(super): pass
class PlainModule(types.ModuleType): pass
class PlainRef(_weakref.ref): pass
class PlainComplex(complex): pass
class Slotted:
    __slots__ = ('a', 'b', '__weakref__')
class Meta(type):
    def __instancecheck__(cls, x): return boom()
    def __eq__(cls, o): return boom()
    __hash__ = None
    def mro(cls): return [cls, object]
class WithMeta(metaclass=PlainType): pass
class EqHash:
    def __init__(self, h=1): self.h = h
    def __hash__(self): return self.h
    def __eq__(self, o):
        clear_all()
        return True
class LateHash:
    def __hash__(self):
        grow_all()
        return 2
    def __eq__(self, o): return False

SubInt, SubFloat, SubStr, SubBytes, SubArray, SubList, SubTuple, SubDict, SubSet, SubFrozen = [
    sub(b) for b in (int, float, str, bytes, bytearray, list, tuple, dict, set, frozenset)]


def gen(n=3):
    for i in range(n):
        yield i


def selfgen():
    box = []
    def g():
        while True:
            yield next(box[0])
    box.append(g())
    return box[0]


def closing():
    box = []
    def g():
        yield 1
        try:
            box[0].close()
        finally:
            yield 2
    box.append(g())
    return box[0]


class SelfIter:
    """An iterator over an iterator over itself."""
    def __init__(self): self.it = None
    def __iter__(self): return self
    def __next__(self):
        if self.it is None: return 1
        return next(self.it)


def reentrant(make):
    s = SelfIter()
    s.it = make(s)
    return s.it


async def coro():
    return 1


async def agen():
    yield 1
    yield 2


def ended(g):
    for _ in g:
        pass
    return g


def started(g):
    next(g)
    return g


def frame():
    return sys._getframe()


def tb():
    try:
        boom()
    except ValueError as e:
        return e.__traceback__


def exc(n=3):
    e = None
    for i in range(n):
        new = ValueError(i)
        new.__context__ = e
        e = new
    return e


def cyclic_exc():
    a, b = ValueError('a'), KeyError('b')
    a.__cause__, b.__cause__, a.__context__, b.__context__ = b, a, b, a
    return a


def nest(f, n, x=()):
    for _ in range(n):
        x = f(x)
    return x


def new(cls, how=None):
    """An instance that no `__init__` has seen."""
    return (how or cls).__new__(cls)


def cell(x=1):
    return (lambda: x).__closure__[0]


def empty_cell():
    def f(): return x
    if 0: x = 1
    return f.__closure__[0]


def poke(r, rnd):
    """Look at a result from all sides, then call a few of its methods."""
    check(r)
    for f in (repr, str, hash, bool, len, iter, type, vars, dir, id, abs, callable, ascii, bytes, int, float, complex, reversed, sorted, format, list, set, next):
        rnd = (rnd * 1103515245 + 12345) & 0x7fffffff
        if rnd >> 8 & 3 == 0:
            try:
                note(f.__name__)
                check(f(r))
            except BaseException:
                pass
    try:
        names = dir(type(r))
    except BaseException:
        return
    if not names:
        return
    for i in range(6):
        rnd = (rnd * 1103515245 + 12345) & 0x7fffffff
        name = names[(rnd >> 8) % len(names)]
        rnd = (rnd * 1103515245 + 12345) & 0x7fffffff
        args = [ARGS[(rnd >> 8 + 3 * k) % len(ARGS)]() for k in range((rnd >> 20) % 4)]
        try:
            note(name, *args)
            m = getattr(r, name)
            check(m)
            check(m(*args))
        except BaseException as e:
            check(e)
            check(e.args)
    for op in (operator.eq, operator.lt, operator.add, operator.mul, operator.contains, operator.getitem, operator.mod):
        rnd = (rnd * 1103515245 + 12345) & 0x7fffffff
        if rnd >> 8 & 3 == 0:
            a = ARGS[(rnd >> 10) % len(ARGS)]()
            try:
                note(op.__name__, a)
                check(op(r, a))
                check(op(a, r))
            except BaseException:
                pass


ARGS = [lambda: None, lambda: 0, lambda: -1, lambda: 2**31, lambda: 2**64, lambda: BIG, lambda: 1.5, lambda: 'abc', lambda: '\ud800', lambda: 'w\U0001F600w',
        lambda: b'ab', lambda: L, lambda: D, lambda: S, lambda: (), lambda: (1, 2), lambda: Evil(), lambda: Evil(boom), lambda: gen(), lambda: int, lambda: object(),
        lambda: SubInt(3), lambda: SubStr('s'), lambda: slice(None, None, -1), lambda: True, lambda: REC, lambda: len, lambda: float('nan'), lambda: MV, lambda: PlainObject]


def type_params():
    def f[T: int, *U, **V](): pass
    return f.__type_params__


def alias():
    type A[T] = list[T]
    return A


def reached():
    """Objects that a program gets to from its modules, by attributes and items: some of each type."""
    seen = {}
    kinds = {}
    todo = [m for m in list(sys.modules.values()) if m is not sys.modules['__main__']] + [f() for f in ARGS]
    while todo and len(seen) < 500:
        o = todo.pop()
        t = type(o)
        if id(o) in seen or kinds.get(t, 0) > 12 or isinstance(o, type(sys)) and o.__name__ == '__main__':
            continue
        seen[id(o)] = o
        kinds[t] = kinds.get(t, 0) + 1
        try:
            names = dir(o)
        except BaseException:
            continue
        for n in names:
            try:
                todo.append(getattr(o, n))
            except BaseException:
                pass
    return list(seen.values())


REACHED = None
ENDS = {'exit', 'quit', '_exit', 'abort', 'kill', 'input', 'breakpoint', 'help', 'copyright', 'credits', 'license',
        'setrecursionlimit', 'exc_info', 'note', 'check', 'settrace', 'setprofile', 'interact', 'finish_program', 'read',
        'readline', 'readlines', 'print_help'}


def wander(rnd, steps):
    """Attributes of whatever is reachable, called with whatever else is."""
    global REACHED
    if REACHED is None:
        REACHED = reached()
    known = REACHED

    def turn(n):
        nonlocal rnd
        rnd = (rnd * 1103515245 + 12345) & 0x7fffffff
        return (rnd >> 8) % n

    for _ in range(steps):
        o = known[turn(len(known))]
        try:
            names = [n for n in dir(o) if n not in ENDS]
            name = names[turn(len(names))]
            args = [known[turn(len(known))] for _ in range(turn(4))]
            kw = {} if turn(8) else {names[turn(len(names))]: known[turn(len(known))]}
            note('wander ' + name, o, *args)
            if turn(12) == 0:
                setattr(o, name, args[0] if args else None)
                continue
            m = getattr(o, name)
            check(m)
            if getattr(m, '__name__', None) in ENDS:
                continue
            r = m(*args, **kw)
            check(r)
            if len(known) < 4000:
                known.append(r)
        except BaseException as e:
            check(e)
            check(e.args)


def bent(rnd, source):
    """A tree with fields that no parser would give, compiled and run."""
    def turn(n):
        nonlocal rnd
        rnd = (rnd * 1103515245 + 12345) & 0x7fffffff
        return (rnd >> 8) % n

    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    for _ in range(1 + turn(3)):
        node = nodes[turn(len(nodes))]
        if not node._fields:
            continue
        field = node._fields[turn(len(node._fields))]
        old = getattr(node, field, None)
        kind = turn(7)
        if isinstance(old, list) and kind < 4:
            new = [old[:-1], [], old + old, old[::-1]][kind]
        elif kind < 5:
            new = nodes[turn(len(nodes))]
        else:
            new = (None, 0, -1, 'x', '', 'a b', b'', 2**70, [], [None], [nodes[turn(len(nodes))]], 1.5, ..., True, '__class__')[turn(15)]
        setattr(node, field, new)
    note('bent ' + ast.dump(tree)[:200])
    code = compile(ast.fix_missing_locations(tree), 'bent', 'exec')
    check(code)
    exec(code, {'x': 1, 'y': [1, 2], 'f': lambda *a, **k: a, 'C': PlainObject})
