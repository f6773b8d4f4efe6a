// Programs for a comparison of two RestrictedPythons: every construct in many contexts, every way to bind a name with names
// of all kinds, every way to use an attribute with all that has a rule of its own.

const EXPRESSIONS = `
1|1.5|2j|'a'|b'a'|...|None|True|()|(1,)|(1, x)|[]|[1, *items]|{1, 2}|{*items}|{}|{'a': 1, **d}|f'{x}'|f'{x!r:>{y}}'|f'{t.a}'
f'{x=}'|t'{x}'|t'a{t.b[0]!r:>5}b'|'a' 'b'|x|undefined|_|printed|print|print(x)|print(x, y, sep='-', end='')|print(*items)
print(x, file=None)|exec('1')|eval('1')|(exec)('1')|t.exec|t.eval('1')|exec|compile('1', 'a', 'eval')|open('x')|dir(x)|vars(t)
type(x)|getattr(t, 'a')|getattr(t, '_guarded_writes')|hasattr(t, 'a')|isinstance(x, int)|__import__('os')|__builtins__
-x|+x|~x|not x|x + y|x - y|x * y|x / y|x // y|x % y|x ** 2|x << 1|x >> 1|x & y|x | y|x ^ y|items @ items
x and y|x or y|x and y or z|x < y|x < y < z|x == y != z|x <= y|x > y|x >= y|x is y|x is not y|x in items|x not in items
x if y else z|t.a|t.b.append|t.b.append(1)|t.nothing|t.a.real|t.method(1, *items, k=2, **d)|t.method(1, k=2)|s.upper()|s.format(1)
s.format_map(d)|str.format('a')|str.format_map('a', d)|'{}'.format|(1).real|s.join(f'{i}' for i in items)|t.c['k']
items[0]|items[-1]|items[0:1]|items[:]|items[::2]|items[:2]|items[1:]|items[x:y, ...]|items[0:1, 1]|d['x']|items[x]|t.b[0]|items[*items]
f()|f(x)|f(x, y)|f(k=x)|f(*items)|f(**d)|f(x, *items, k=y, **d)|f(*items, *items)|f(f(f(x)))|f(x)(y)|(lambda: f)()(x)
lambda: 1|lambda a: a|(lambda a, b=2: (a, b))(x)|(lambda *a, **k: (a, k))(1, b=2)|(lambda a, /, b, *, c: a)(1, 2, c=3)|(lambda: t.a)()
[i for i in items]|[i for i in items if i > 1]|[(i, j) for i in items for j in items]|[a + b for a, b in pairs]
[a for a, (b, c) in nested]|[a for (a, *b) in pairs]|[a for [a, b] in pairs]|[t.a for t.a in items]|[i for i in t.b if i in t.b]
{i for i in items}|{i: i for i in items}|{a: b for a, b in pairs}|{**{a: b} for a, b in pairs}|(i for i in items)|list(i for i in items)
list(a for a, b in pairs)|[[i for i in items] for j in items]|[i async for i in items]|[await x for i in items]|sum(i for i in items)
(n := 5)|[n := 1, n]|(n := items[0])|(_n := 5)|(n := n2 := 3)|f(n := 3)|(print := 1)|(printed := 1)
await x|(yield)|(yield x)|(yield from items)|sorted(items)|zip(items, items)|list(zip(items, items))|range(3)|str(x)|len(items)
s % x|'%s' % (x,)|s[0]|s[::-1]|(x, y)|(x, (y, z))|[x, [y, z]]|{x: {y: z}}|*items|*items, x|x if t.a else t.b[0]|not t.a
t.a < t.b[0]|f(t.a)[0]|f(*t.b)|f(**t.c)|f(t.a, *t.b, q=t.c['k'])|f'{f(*items)}'|f'{[i for i in items]}'|f'{(lambda: x)()}'
t._x|t.__class__|t._|t.x__roles__|t.__roles__|t.f_globals|().__class__.__bases__|x.__doc__|t.method.f_code|t.b.gi_frame
Thing|Base()|Base().a|Exception('a')|ValueError|ExceptionGroup|BaseExceptionGroup('a', [ValueError()])|object|super|property
`;

const STATEMENTS = `
pass|break|continue|return|return x|return printed|x = 1|q = 1|q = w = 1|q, w = x, y|(q, w) = pairs[0]|[q, w] = pairs[0]|q, *w = items|*q, w = items
q, (w, e) = nested[0]|(q, w), e = pairs|q, w = 1|q, w = 1, 2, 3|q, (w, *e), *r = nested[0]|q = [w, e] = pairs[0]|q, t.a = 1, 2|q, d['n'] = 1, 2|e = q, w = pairs[0]|q, w = e, r = f(pairs[0])|q, w = q = f(pairs[0])|(q, (w, e)) = t.a = nested[0]
t.a = 1|t.new = 1|t.b[0] = 5|t.c['n'] = 1|items[0] = 1|items[0:2] = []|items[0], items[1] = 1, 2|d['n'] = x|d['n']['m'] = x|t.t.t = 1
del x|del t.a|del t.b[0]|del items[0]|del items[0:1]|del d['x']|del x, y|del (x, y)|del t.nothing|del printed|del print|del _x
x += 1|x -= 1|x *= 2|x /= 2|x //= 2|x %= 2|x **= 2|x @= 2|x <<= 1|x >>= 1|x &= 1|x \\|= 1|x ^= 1|q += 1|t.a += 1|items[0] += 1|items[0:1] += [1]
items += [4]|s += 'a'|printed += 'a'|print += 1|_x += 1|x: int|x: int = 1|t.a: int = 1|(x): int = 1|items[0]: int = 1
assert x|assert x, 'text'|assert not x, t.a|raise|raise ValueError|raise ValueError('a')|raise ValueError('a') from None|raise t.a
import os|import os.path|import os as o|import _os|import os as _o|import os, sys|import a._b|from os import path|from os import path as p
from os import *|from os import _x|from os import path as _p|from _os import path|from . import a|from .a import b|from __future__ import annotations
from os import print|from os import x__roles__|import x__roles__|import printed|from __future__ import nothing|from a import b, c as d
global x|global q|global _x|global x, y|nonlocal x|nonlocal _x|def g(): nonlocal x|if x: q = 1|if x: pass|if t.a: q = t.b[0]
for i in items: pass|for i in items: f(i)|for i in t.b: t.a = i|for a, b in pairs: f(a, b)|for a, (b, c) in nested: f(a, b, c)
for (a, *b) in pairs: f(a, b)|for [a, b] in pairs: f(a)|for t.a in items: pass|for items[0] in items: pass|for t.a, d['n'] in pairs: pass
for i in []: pass|for _ in items: pass|for _i in items: pass|for print in items: pass|for i in range(3): f(i)|for i in 5: pass|for a, b in items: pass
while x: break|while x > 5: x -= 1|while False: pass|while t.a: t.a = 0|for i in items: break|for i in items: continue
with t: pass|with t as q: pass|with t as (q, w): f(q, w)|with t as (q, (w, e)): f(q, w, e)|with t as [q, w]: pass|with t as t.a: pass|with t as d['n']: pass
with t as q, t as w: pass|with t as (q, w), t as (e, r): f(q, e)|with (t as q, t as w): pass|with t as _q: pass|with t as (q, _w): pass|with f(t) as (q, w): q = 1
async def g(): pass|async for i in items: pass|async with t: pass|await x|async def g(): await x|async def g(): return [i async for i in items]
def g(): pass|def g(): return 1|def g(a, b=1, *c, d, e=2, **k): return a|def g(a, /, b): return a|def g(a, b): return a, b|def g(a: int) -> str: pass
def g(a: t.a) -> t.b: pass|def g(a=t.a, *, b=items[0]): return a, b|def g[T](a: T): pass|def g(): yield 1|def g(): yield from items
def g(): 'text'|def g(): print(x)|def g(): return printed|def g(): print(x); return printed|def g(): global x; x = 5|def g(): x += 1
def g(): return [t.a for i in items]|def g((a, b)): pass|def g(_a): pass|def g(a, _b=1): pass|def g(*_a): pass|def g(**_k): pass|def g(*, _a): pass|def g(_a, /): pass
@deco|@t.method|@deco(1)|class C: pass|class C(Base): pass|class C: a = 1|class C: a = t.a|class C: _a = 1|class C: __slots__ = ()
class C(metaclass=type): pass|class C(Base, metaclass=type): pass|class C(Base, k=1): pass|class C(*items): pass|class C(**d): pass|class _C: pass
class C[T]: pass|class C: print(x)|class C: x += 1|class C: q, w = 1, 2|class C: 'text'|class print: pass|class C__roles__: pass
type T = int|type T[X] = X|match x: pass|print(x)|print(printed)|print|printed|x = print|q = printed|print = 1|printed = 1|exec('1')|eval('1')|exec 'x'|print x
f(*items)|f(**d)|x|1|'text'|...|lambda: print(x)|[print(i) for i in items]|(yield x)|q = yield x|q = yield from items|a = b = c = []|t.a = t.b = 3
q = lambda _x: 1|q = lambda *_x: 1|q = lambda **_x: 1|q = lambda *, _x: 1|q = lambda _x, /: 1|q = lambda print: 1|q = lambda a=t.a: a|__debug__ = 1|None = 1|x = |if|1 = 2|f() = 1
t.__class__ = 1|t.__dict__['a'] = 1|t._a += 1|del t._a|q = t.gi_frame.f_back|t.f_locals['x'] = 1|breakpoint()|breakpoint = 1|builtins = 1|q = builtins
`;

const BLOCKS = [
  'try:\n    f(1)\nexcept:\n    f(2)',
  'try:\n    raise ValueError("a")\nexcept ValueError as e:\n    f(str(e))',
  'try:\n    raise ValueError("a")\nexcept (ValueError, KeyError) as e:\n    f(e.args[0])\nelse:\n    f(1)\nfinally:\n    f(2)',
  'try:\n    f(1)\nexcept ValueError as _e:\n    pass',
  'try:\n    f(1)\nexcept ValueError as print:\n    pass',
  'try:\n    f(1)\nexcept t.a as e:\n    _x = 1',
  'try:\n    f(1)\nfinally:\n    f(2)',
  'try:\n    f(1)\nexcept* ValueError:\n    pass',
  'try:\n    f(1)\nexcept* ValueError as _e:\n    _x = 1',
  'match x:\n    case 1:\n        pass\n    case _:\n        pass',
  'match x:\n    case Base(a=1) | [1, *r] | {"a": 1, **k} as q:\n        pass',
  'if x:\n    f(1)\nelif y:\n    f(2)\nelse:\n    f(3)',
  'for i in items:\n    f(i)\nelse:\n    f(0)',
  'while x:\n    x -= 5\n    if x < 3:\n        break\nelse:\n    f(0)',
  'def g(a, b=2, *c, d=4, **k):\n    return a, b, c, d, k\nq = g(1, *items, d=5, **d)',
  'def g():\n    yield 1\n    yield 2\nq = list(g())',
  'def g():\n    for i in items:\n        for a, b in pairs:\n            yield i, a, b\nq = [i for i in g()]',
  'def g(n):\n    if n < 2:\n        return 1\n    return n * g(n - 1)\nq = g(5)',
  'def outer():\n    n = 1\n    def inner():\n        return n\n    return inner\nq = outer()()',
  'def outer():\n    n = 1\n    def inner():\n        nonlocal n\n        n = 2\n    inner()\n    return n\nq = outer()',
  'def g():\n    print("a")\n    def h():\n        print("b")\n        return printed\n    return h() + printed\nq = g()',
  'def g():\n    print("a")\n    def h():\n        return printed\n    return h()\nq = g()',
  'print("a")\ndef g():\n    print("b")\n    return printed\nq = g() + printed',
  'print("a")\ndef g():\n    return x\nq = g()',
  'def g():\n    return x\n    print(x)\nq = g()\nw = printed',
  'from __future__ import annotations\nprint("a")\nq = printed',
  '"docstring"\nfrom __future__ import annotations\nprint("a")\nq = printed',
  'class C:\n    def __init__(self, a):\n        self.a = a\nq = C(3).a',
  'class C:\n    def __eq__(self, o):\n        return True\n    def __lt__(self, o):\n        return True\n    def __contains__(self, o):\n        return True\nq = C() == 1, C() < 1, 1 in C()',
  'class C:\n    def __str__(self):\n        return "a"\nq = str(C())',
  'class C:\n    def __getattr__(self, name):\n        return 1',
  'class C:\n    def __le__(self, o):\n        return True\n    def __ne__(self, o):\n        return True\n    def __gt__(self, o):\n        return True\n    def __ge__(self, o):\n        return True',
  'def __init__(self):\n    pass',
  'def g():\n    def __init__(self):\n        pass',
  'if x:\n    def __eq__(self):\n        pass',
  'class C:\n    class D:\n        a = 1\nq = C.D.a',
  'class C:\n    a = 1\n    b = a + 1\n    c = [i for i in items]\nq = C.b, C.c',
  'class C:\n    print("a")\nq = printed',
  'class C:\n    def m(self):\n        print("m")\n        return printed\nq = C().m()',
  'class C(Base):\n    def m(self):\n        return self.a\nq = C().m()',
  'class C(Base):\n    x: int = 1',
  '@deco\ndef g():\n    return 1\nq = g()',
  '@deco\nclass C:\n    a = 1\nq = C.a',
  '@t.method\ndef g():\n    return 1',
  '@_deco\ndef g():\n    return 1',
  'q = []\nfor i in items:\n    q.append(i)\nq.sort()',
  'q = {}\nfor a, b in pairs:\n    q[a] = b',
  'q = 0\nfor i in items:\n    q += i',
  'with t as (a, (b, c)):\n    q = a + b + c',
  'with t as (a, b), t as (c, (d, e)):\n    q = a, b, c, d, e',
  'with t as a:\n    a, (b, c) = a\n    q = a, b, c',
  'a, b = pairs\n(c, d), (e, g) = pairs\nq = a, b, c, d, e, g',
  'q = 1 if items[0] > 2 else t.a',
  'q = f(*[i for i in items if i > 1], **{"k": t.a})',
  'def g(*args, **kw):\n    return f(*args, **kw)\nq = g(1, 2, k=3)',
  'q = (lambda a, b=t.a, *c, **k: (a, b, c, k))(1, *items, z=2)',
  'try:\n    q = undefined\nexcept NameError as e:\n    q = str(e)',
  'try:\n    q = s.format(1)\nexcept NotImplementedError as e:\n    q = str(e)',
  'q = [x for x in items]\nw = x',
  'n = 0\nwhile (m := n) < 3:\n    n += 1\nq = m',
  'x = 1\n_y = 2\nz = t._a\nt.b[0] += 1\nasync def g(): pass\n__import__("os")',
  'def g():\n    _x = 1\n    return eval("_x")\nclass _C(metaclass=g):\n    _d = 1',
  '',
  '\n\n',
  '# only a comment',
  'x =',
  'def g(:\n  pass',
  '  x = 1',
  'if x:\npass',
  'x = "abc',
  "x = '''abc",
  'x = (1,\n\n',
  'x = 0777',
  'x = 1\n\ty = 2',
  'if x:\n        y = 1\n\tz = 2',
  'x = 1 +',
  'é = 1\nq = é',
  'q = "é" + s\nt.é = 1',
  'x = "\\N{nothing}"',
  'f(**d, *items)',
  'f(a=1, a=2)',
  'def g(a, a): pass',
  'return = 1',
  "x = f'{'",
  "x = f'{x'",
  'break',
  'del f()',
  'lambda: (yield)',
];

const NAMES =
  'q x _ _q __q __q__ q_ q__roles__ _q__roles__ __roles__ print printed builtins breakpoint exec eval open ' +
  '__init__ __eq__ __contains__ __str__ __builtins__ __metaclass__ __name__ _getattr_ _print _tmp0 metaclass ﬁ ª_q';

const BINDINGS = `
@ = 1|@, w = 1, 2|*@, w = items|[@, w] = 1, 2|w = @ = 1|w, (@, e) = nested[0]|for @ in items: pass|for w, @ in pairs: pass|for w, (@, e) in nested: pass
with t as @: pass|with t as (w, @): pass|import @|import os as @|import @ as w|from os import @|from os import w as @|from @ import w|import a.@|import @.a
def @(): pass|class @: pass|def w(@): pass|def w(@, /): pass|def w(a, @=1): pass|def w(*@): pass|def w(*, @): pass|def w(**@): pass|w = lambda @: 1|w = lambda @, /: 1
w = lambda *@: 1|w = lambda *, @: 1|w = lambda **@: 1|w = [1 for @ in items]|w = {1: 2 for @ in items}|w = list(1 for @ in items)|w = [1 for e, @ in pairs]|(@ := 1)
global @|del @|@ += 1|@: int = 1|f(@=1)|f(@)|@|@()|@.a|@[0]|@.a = 1|@[0] = 1|t.@|t.@ = 1|del t.@|t.@ += 1|t.@()|f'{@}'|f'{@=}'|lambda: @|type @ = int|def w[@](): pass
def w(a: @): pass|def w() -> @: pass|@deco\\nclass @: pass|class w:\\n    def @(self): pass|class w:\\n    @ = 1|def w():\\n    @ = 1|def w():\\n    def @(): pass
try:\\n    pass\\nexcept ValueError as @:\\n    pass|match x:\\n    case @:\\n        pass|class w(@=1): pass|class w(@): pass|def w():\\n    nonlocal @|exec(@)|eval(@)
`;

const ATTRIBUTES =
  'tb_frame tb_next tb_lasti tb_lineno f_back f_builtins f_code f_generator f_globals f_lasti f_lineno f_locals f_trace ' +
  'f_trace_lines co_code co_consts co_names co_varnames gi_frame gi_running gi_code gi_yieldfrom gi_suspended cr_await cr_frame ' +
  'cr_running cr_code cr_origin ag_frame ag_await ag_code ag_running format format_map mro real __class__ __dict__ __globals__ ' +
  '__subclasses__ __call__ _ a';

const USES =
  't.@|t.@ = 1|del t.@|t.@ += 1|t.@()|t.a.@|getattr(t, "@")|[t.@ for i in items]|lambda: t.@|f"{t.@}"|for t.@ in items: pass|q, t.@ = 1, 2';

const split = (table) =>
  table
    .trim()
    .split(/\n|(?<!\\)\|/)
    .map((each) => each.replaceAll('\\|', '|').replaceAll('\\n', '\n').trim());

/** Operators hold the sign that separates: they are put back together. */
function expressions() {
  const parts = split(EXPRESSIONS);
  return [...parts.filter((each) => each !== ''), 'x | y', 'd | d', '{x | y: 1}'];
}

const indent = (text, by = '    ') => by + text.replaceAll('\n', `\n${by}`);

/** Where an expression can stand. */
const EXPRESSION_CONTEXTS = [
  (e) => ['eval', e],
  (e) => ['exec', `q = ${e}`],
  (e) => ['single', e],
  (e) => ['exec', `def g(a=1):\n    return ${e}\nq = g()`],
  (e) => ['exec', `f(${e})`],
  (e) => ['exec', `q = [${e}, t.a]`],
  (e) => ['exec', `q = lambda: (${e})\nw = q()`],
  (e) => ['exec', `for i in items:\n    q = i, (${e})`],
  (e) => ['exec', `class C:\n    a = ${e}\nq = C.a`],
  (e) => ['exec', `if ${e}:\n    q = 1`],
  (e) => ['exec', `t.a = d[0] = ${e}`],
  (e) => ['exec', `q = f'{${e}}'`],
  (e) => ['exec', `def g(a=${e}): return a\nq = g()`],
  (e) => ['exec', `q, w = ${e}`],
  (e) => ['exec', `q = x\nq += ${e}`],
];

const STATEMENT_CONTEXTS = [
  (s) => ['exec', s],
  (s) => ['single', s],
  (s) => ['exec', `def g():\n${indent(s)}\n    return x\nr = g()`],
  (s) => ['exec', `for i in items:\n${indent(s)}`],
  (s) => ['exec', `class C:\n${indent(s)}`],
  (s) => ['exec', `class C:\n    def m(self):\n${indent(s, '        ')}\nr = C().m()`],
  (s) => ['exec', `def g():\n    def h():\n${indent(s, '        ')}\n    return h()\nr = g()`],
  (s) => ['exec', `if x:\n${indent(s)}\nelse:\n    pass`],
  (s) => ['exec', `try:\n${indent(s)}\nexcept Exception as e:\n    r = str(e)`],
  (s) => ['exec', `with t as (a, b):\n${indent(s)}\n    f(a)`],
  (s) => ['exec', `print(x)\n${s}\nq = printed`],
  (s) => ['exec', `\n\n${s}`],
];

/** [mode, source] of each case. */
export function makeCases() {
  const cases = [];
  const add = (list, contexts) => {
    for (const each of list) for (const context of contexts) cases.push(context(each));
  };
  add(expressions(), EXPRESSION_CONTEXTS);
  add(
    split(STATEMENTS).filter((each) => each !== ''),
    STATEMENT_CONTEXTS,
  );
  add(BLOCKS, STATEMENT_CONTEXTS);
  const fill = (forms, names) => split(forms).flatMap((form) => names.map((name) => form.replaceAll('@', name)));
  const some = [0, 1, 2, 4, 8].map((i) => STATEMENT_CONTEXTS[i]);
  add(fill(BINDINGS, NAMES.split(' ')), some);
  add(fill(USES, ATTRIBUTES.split(' ')), some);
  const seen = new Set();
  return cases.filter(([mode, source]) => !seen.has(`${mode} ${source}`) && seen.add(`${mode} ${source}`));
}
