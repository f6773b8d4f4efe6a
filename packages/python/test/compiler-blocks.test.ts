/**
 * Statements in every kind of block: what compiles has CPython's names and scopes and is well formed; what does not has
 * CPython's error at CPython's place. Warnings are the same as well.
 */
import { expect, test } from 'vitest';
import { PySyntaxError } from '../src/syntax/errors.js';
import { compileText, SHAPE, shapeOf } from './compiler-support.js';
import { askCPython } from './cpython.js';
import { verifyCode } from './verify-code.js';

const PROGRAM = `
import warnings
${SHAPE}
answers = []
for source in input:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            result = shape(compile(source, '<s>', 'exec', dont_inherit=True, optimize=0))
        except SyntaxError as e:
            result = [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    answers.append([result, sorted([str(w.message), w.lineno] for w in caught)])
json.dumps(answers)
`;

/** `%` stands for the statement. */
const BLOCKS = [
  '%',
  'def f(x):\n %',
  'def f():\n %',
  'async def f():\n %',
  'class A:\n %',
  'class A:\n def m(self):\n  %',
  'def o():\n x = 1\n def f():\n  %',
  'def o():\n x = 1\n class A:\n  %',
  'for k in l:\n %',
  'class A[X]:\n %',
  'def f[X](a: X):\n %',
  'def f():\n x = 1\n %\n x',
  'def f():\n global x\n %\n x',
  'def f():\n try:\n  %\n finally:\n  z()',
];

const STATEMENTS = [
  'return',
  'return 1',
  'return x',
  'yield',
  'x = yield 1',
  'x = yield from y',
  'await z',
  'x = await z',
  'break',
  'continue',
  'global x',
  'nonlocal x',
  'x: int',
  'x: int = 1',
  'x = 1',
  'del x',
  'x += 1',
  'import x',
  'from x import *',
  'import a.x as x',
  'async for i in y: pass',
  'async with x as y: pass',
  '[i async for i in y]',
  '(i async for i in y)',
  '{i: i async for i in y}',
  '[await i for i in y]',
  '(await i for i in y)',
  '[x := 1 for i in y]',
  '[i for i in (x := y)]',
  '[[x := 1 for i in y] for x in z]',
  '[x for x in y if (q := x)]',
  'lambda: (x := 1)',
  'lambda: (yield)',
  'def g(): nonlocal x',
  'def g(): x',
  'def g(): global x',
  'class B: x',
  'class B: x = 1; y = x',
  'class B:\n nonlocal x\n x = 2',
  'class B: y = [x for i in z]',
  'class B: y = __class__',
  'def g(): return __class__',
  'def g(): return super().f',
  'super().f()',
  '[__class__ for i in y]',
  '[super() for i in y]',
  'type T = x',
  'type T[U] = (U, x)',
  'def g[T](a: T = 1) -> x: pass',
  'class B[T]: y: T',
  'class B[T](x): pass',
  'def g(a: (yield)): pass',
  'def g(a: (x := 1)): pass',
  'def g(a: (await x)): pass',
  'x: (yield) = 1',
  'x: (y := 1) = 1',
  'x: (await y)',
  'type T = (yield)',
  'type T = (x := 1)',
  'type T[U: (yield)] = x',
  'type T[U: (x := 1)] = x',
  'type T[U = (await x)] = x',
  'def g[T: (yield)](): pass',
  'def g[T](x=(yield)): pass',
  'class B[T]((yield)): pass',
  'class B[T]((x := 1)): pass',
  'class B((yield)): pass',
  'class B[T, T]: pass',
  'def g[T](T): pass',
  'def g[T]():\n nonlocal T\n T = 1',
  'def g[T]():\n global T\n T = 1',
  'class B[T]:\n nonlocal T',
  'class B[T]:\n T = 1\n def f(self): return T',
  'try: pass\nexcept* E: return',
  'try: pass\nexcept* E: break',
  'for q in z:\n try: pass\n except* E: break',
  'try: pass\nexcept* E:\n for q in z: break',
  'try: pass\nfinally: return',
  'try: pass\nexcept E as x: pass',
  'with a as x, b as (y, *z): pass',
  'match x:\n case {"a": 1, "a": 2}: pass',
  'match x:\n case a: pass\n case b: pass',
  'match x:\n case _: pass\n case b: pass',
  'match x:\n case a | 1: pass',
  'match x:\n case [a, a]: pass',
  'match x:\n case [a] | [b]: pass',
  'match x:\n case A(b=1, b=2): pass',
  'match x:\n case A(b=c, d=c): pass',
  'match x:\n case {"x": a, **a}: pass',
  'match x:\n case [*_, a, *_]: pass',
  'match x:\n case (a as a): pass',
  'match x:\n case [a, b] | [b, a]: print(a)',
  'match x:\n case ([a, *b] | {"q": a, **b}) as c if a: pass',
  'match x:\n case -1-2j | "a" "b" | None: pass',
  'match x:\n case a.b.c | A() | A(1, b.c): pass',
  'match x:\n case a if (yield): pass',
  'f(a=1, a=2)',
  'f(a=1, **b, a=2)',
  'class B(a=1, a=2): pass',
  'f(__debug__=1)',
  '__debug__ = 1',
  'del __debug__',
  'x.__debug__ = 1',
  'x.__debug__',
  'def __debug__(): pass',
  'def g(__debug__): pass',
  'class __debug__: pass',
  'import __debug__',
  'import a as __debug__',
  'for __debug__ in x: pass',
  'with a as __debug__: pass',
  'try: pass\nexcept E as __debug__: pass',
  '(__debug__ := 1)',
  'lambda __debug__: 1',
  'lambda x, x: 1',
  'def g(x, *, x): pass',
  'def g(x, **x): pass',
  'def g(*x, **x): pass',
  'def g[__debug__](): pass',
  'type __debug__ = 1',
  'match x:\n case __debug__: pass',
  'match x:\n case A(__debug__=1): pass',
  'match x:\n case [*__debug__]: pass',
  'match x:\n case {**__debug__}: pass',
  'global __debug__',
  'nonlocal __debug__',
  '*a, *b = c',
  '*a = b',
  '[*a, *b] = c',
  '(*a, b), *c = d',
  '*a',
  'x = *a',
  'x = *a,',
  'for *a in b: pass',
  'for *a, b in c: pass',
  'print(*a, *b)',
  'a[*b]',
  'a[*b] = c',
  'del a[*b]',
  'a[b:c, *d]',
  'x: *a',
  'def g(*a: *b): pass',
  'def g(a: *b): pass',
  'type T[*A = *B] = A',
  'type T[A = 1, B] = A',
  'assert (a, b)',
  'x is 1',
  'f() is "a"',
  '1()',
  '"a"[b"c"]',
  'x if 1 else y',
  'while 0: x',
  'if 0: yield',
  'if 0:\n x = 1',
  '1 + 1',
  '(1, 2)[0]',
  '"a" * 5000',
  '2 ** 1000',
  '-(-1)',
  'not 1',
  '1 if x else 2',
  'not (a in b)',
  'not a == b',
  'a < b < c < d',
  'if a < b < c: pass',
  'while not (a and b or c): pass',
  'x = a and b or c',
  'assert a and b, c',
  'from __future__ import annotations',
  'from __future__ import nope',
  'from __future__ import braces',
  'class B:\n from __future__ import annotations',
  'a.b.__c',
  'class B: a.__c; __d = 1; import __e; from __f import __g',
  'class __B: __c',
  'class _: __c',
  'class B[__T]: __T; __U',
  'x = [a for a in b for c in d if e if f for g in h]',
  'x = {a: b for a, b in c}',
  'x = {a for a in b}',
  'f(a for a in b)',
  '[lambda: a for a in b]',
  '[lambda: x for a in b]',
  '[(lambda: a)() for a in [b for b in a]]',
  'x = f"{a!r:>{b}}{c}"',
  'x = t"{a!r:>{b}}{c}"',
  '"%s %d" % (a, b)',
  '"%s" % (a,)',
  '"%5.2s|%-5r" % (a, b)',
  '"%s" % a',
  'a, b = b, a',
  'a, b, c = c, b, a',
  'a, b = a = c',
  '(a), [b] = c',
  'a = b, = c',
  'for x in []: pass\nelse: y',
  'while a:\n  if b: continue\n  if c: break\nelse: d',
  'async def g():\n await x\n yield y\n return',
  'async def g():\n yield\n return 1',
  'async def g(): yield from x',
  'async def g(): [i async for i in [await q for q in r]]',
  'async def g(): (x async for x in [await y])',
  'async def g():\n async with a, b as c:\n  return 1',
  'async def g():\n async for i in a:\n  if b: break\n  continue\n else: c',
  'async def g(): return [lambda: (await x) for y in z]',
  '@a\n@b.c(d)\nasync def g(): pass',
  '@a\nclass B: pass',
  'def g(a, /, b, *c, d=1, **e): pass',
  'def g(a=1, /, b=2, *, c, d=3): pass',
  'lambda a, /, b=1, *c, d=2, **e: a',
  'def g():\n "doc"\n',
  'class B:\n "doc"\n',
  'class B:\n  x: int\n  if a:\n    y: int',
  'if a:\n  x: int',
  'for a in b: x: int',
  'a.b: int',
  'a[b]: int',
  'a[b:c]: int',
  '(x): int',
  '(x): int = 1',
  'a.b: int = 2',
  'def g(): a.b: c; (x): y; z: (lambda: q)',
  'with a: x: int',
  'class B:\n def f(self): self.a = 1; self.b: int = 2; self.c += 1; del self.d; (self.e, self.f) = 1\n def g(this): this.z = 1\n async def h(self):\n  def i(): self.k = 1\n',
];

function inBlock(block: string, statement: string): string {
  const indent = /(^|\n)( *)%/.exec(block)![2]!;
  return block.replace('%', () => statement.replaceAll('\n', '\n' + indent));
}

function result(source: string): unknown {
  const warnings: [string, number][] = [];
  let answer: unknown;
  try {
    const code = compileText(source, '<s>', warnings);
    expect(verifyCode(code)).toEqual([]);
    answer = shapeOf(code);
  } catch (e) {
    if (!(e instanceof PySyntaxError)) throw e;
    answer = [e.type, e.msg, e.lineno, e.offset, e.endLineno, e.endOffset];
  }
  return [answer, warnings.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))];
}

test('each statement in each block compiles, or fails, as in CPython', async () => {
  const sources = BLOCKS.flatMap((block) => STATEMENTS.map((statement) => inBlock(block, statement)));
  const answers = await askCPython<unknown[]>(PROGRAM, sources);
  const different: unknown[] = [];
  sources.forEach((source, i) => {
    const mine = result(source);
    try {
      expect(mine).toEqual(answers[i]);
    } catch {
      different.push({ source, mine, cpython: answers[i] });
    }
  });
  expect(different).toEqual([]);
});
