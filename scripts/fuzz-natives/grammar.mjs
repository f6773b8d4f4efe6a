// Random programs from Python's grammar (Language reference, chapter 10), as text for scripts/fuzz-natives: statements of
// every kind nested at random over hostile values, some of them bent: a token taken out, doubled or exchanged.
import { hostile, plain } from './values.mjs';

const NAMES = [
  'x',
  'y',
  'z',
  'f',
  'C',
  'L',
  'D',
  'S',
  'self',
  '__class__',
  '_',
  'print',
  'constructor',
  '__proto__',
  'len',
];
const OPERATORS = '+ - * / // % @ & | ^ << >> ** == != < <= > >= in is and or not\u00a0in is\u00a0not'.replaceAll(
  '\u00a0',
  ' ',
);
const BINARY = [
  ...OPERATORS.split(' ').filter((o) => !['in', 'is', 'not'].includes(o)),
  'in',
  'not in',
  'is',
  'is not',
];
const INPLACE = ['+=', '-=', '*=', '/=', '//=', '%=', '@=', '&=', '|=', '^=', '<<=', '>>=', '**='];
const TOKENS = [
  ...'()[]{}:,.;=@\\*~-\'"\n\t#!',
  '**',
  ':=',
  '->',
  '...',
  'async',
  'await',
  'yield',
  'lambda',
  'match',
  'case',
  'type',
];

/** `random(n)` gives a number from 0 to n-1. */
export function makeGrammar(random) {
  const pick = (list) => list[random(list.length)];
  const some = (make, most = 3) => Array.from({ length: random(most + 1) }, make);
  const name = () => pick(NAMES);
  let depth = 0;
  const deeper = (make, leaf) => {
    if (depth > 3) return leaf();
    depth++;
    try {
      return make();
    } finally {
      depth--;
    }
  };
  const leaf = () => pick([name, name, () => `(${pick(plain)})`, () => `(${pick(hostile)})`])();
  const expr = () => deeper(() => pick(EXPRESSIONS)(), leaf);
  const target = () =>
    deeper(
      () =>
        pick([
          name,
          name,
          () => `${name()}.${name()}`,
          () => `${name()}[${expr()}]`,
          () => `${name()}[${expr()}:${expr()}]`,
          () => `(${target()}, *${name()})`,
          () => `[${target()}, ${target()}]`,
        ])(),
      name,
    );
  const clauses = () => `for ${target()} in ${expr()}${random(2) ? ` if ${expr()}` : ''}`;
  const parameters = () =>
    pick([
      () => '',
      () => 'x, y=1',
      () => 'x, /, y, *, z=2',
      () => '*x, **y',
      () => `x: ${expr()} = ${expr()}`,
      () => `${name()}, ${name()}`,
    ])();
  const args = () =>
    some(() => pick([expr, expr, () => `*${expr()}`, () => `**${expr()}`, () => `${name()}=${expr()}`])()).join(', ');
  const EXPRESSIONS = [
    leaf,
    leaf,
    () => `(${expr()} ${pick(BINARY)} ${expr()})`,
    () => `(${expr()} ${pick(BINARY)} ${expr()} ${pick(BINARY)} ${expr()})`,
    () => `(${pick(['-', '+', '~', 'not '])}${expr()})`,
    () => `${leaf()}.${name()}`,
    () => `${leaf()}(${args()})`,
    () => `${leaf()}[${expr()}]`,
    () => `${leaf()}[${expr()}:${expr()}:${expr()}]`,
    () => `(${expr()} if ${expr()} else ${expr()})`,
    () => `(lambda ${parameters()}: ${expr()})`,
    () => `[${some(expr).join(', ')}]`,
    () => `(${some(expr).join(', ')},)`.replace('(,)', '()'),
    () => `{${some(expr).join(', ')}}`,
    () => `{${some(() => `${expr()}: ${expr()}`).join(', ')}}`,
    () => `{**${expr()}, ${expr()}: 1}`,
    () => `[*${expr()}, *${expr()}]`,
    () => `[${expr()} ${clauses()}]`,
    () => `{${expr()} ${clauses()}}`,
    () => `{${expr()}: ${expr()} ${clauses()}}`,
    () => `(${expr()} ${clauses()})`,
    () => `(${name()} := ${expr()})`,
    () => `f"{${name()}!${pick(['r', 's', 'a'])}:{${name()}}}{${name()}=}"`,
    () => `t"a{${name()}:>{${name()}}}"`,
    () => `(yield ${expr()})`,
    () => `(yield from ${expr()})`,
    () => `list(itertools.islice(iter(${expr()}), 20))`,
  ];
  const pattern = () =>
    deeper(
      () =>
        pick([
          () => '_',
          name,
          () => pick(['1', "'a'", 'None', '-1.5', '1+2j', 'sys.maxsize', "b'x'"]),
          () => `[${pattern()}, *${name()}]`,
          () => `{'k': ${pattern()}, **${name()}}`,
          () =>
            `${pick(['int', 'list', 'PlainObject', 'Slotted', 'C', 'type', 'Evil'])}(${random(2) ? pattern() : ''})`,
          () => `object(${name()}=${pattern()})`,
          () => `(${pattern()} | ${pattern()})`,
          () => `${pattern()} as ${name()}`,
        ])(),
      () => '_',
    );
  const block = (indent) => {
    const inner = `${indent} `;
    return Array.from({ length: 1 + random(2) }, () => statement(inner)).join('\n');
  };
  const kinds = () => pick(['ValueError', 'Exception', '(TypeError, KeyError)', 'BaseException', expr()]);
  const statement = (indent) =>
    deeper(
      () => pick(STATEMENTS)(indent),
      () => `${indent}pass`,
    );
  const STATEMENTS = [
    (i) => `${i}${expr()}`,
    (i) => `${i}${target()} = ${expr()}`,
    (i) => `${i}${target()} = ${target()} = ${expr()}`,
    (i) => `${i}${name()} ${pick(INPLACE)} ${expr()}`,
    (i) => `${i}${name()}: ${expr()} = ${expr()}`,
    (i) => `${i}del ${target()}`,
    (i) => `${i}assert ${expr()}, ${expr()}`,
    (i) => `${i}raise ${random(2) ? expr() : `ValueError(${expr()}) from ${expr()}`}`,
    (i) => `${i}return ${expr()}`,
    (i) => `${i}global g${random(9)}`,
    (i) =>
      `${i}${pick(['import sys', 'import ast as x', 'from math import pi as z', 'from . import x', 'import nosuch', 'from re import sub as f'])}`,
    (i) => `${i}type ${name()}[T: ${expr()}, *Ts, **P] = ${expr()}`,
    (i) => `${i}if ${expr()}:\n${block(i)}\n${i}else:\n${block(i)}`,
    (i) =>
      `${i}for ${target()} in ${expr()}:\n${block(i)}\n${i} ${pick(['break', 'continue', 'pass'])}\n${i}else:\n${block(i)}`,
    (i) => `${i}for _ in range(3):\n${i} while ${expr()}:\n${block(`${i} `)}\n${i}  break`,
    (i) => `${i}try:\n${block(i)}\n${i}except ${kinds()} as ${name()}:\n${block(i)}\n${i}finally:\n${block(i)}`,
    (i) => `${i}try:\n${block(i)}\n${i}except* ${kinds()} as ${name()}:\n${block(i)}`,
    (i) => `${i}with ${expr()} as ${target()}, ${expr()}:\n${block(i)}`,
    (i) =>
      `${i}match ${expr()}:\n${i} case ${pattern()} if ${expr()}:\n${block(`${i} `)}\n${i} case ${pattern()}:\n${block(`${i} `)}`,
    (i) =>
      `${i}def f${random(4) ? '' : '[T]'}(${parameters()})${random(3) ? '' : ` -> ${expr()}`}:\n${block(i)}\n${i} return ${expr()}`,
    (i) => `${i}@${expr()}\n${i}def f(${parameters()}):\n${block(i)}`,
    (i) =>
      `${i}async def f(${parameters()}):\n${block(i)}\n${i} async for x in ${expr()}:\n${i}  pass\n${i} async with ${expr()} as y:\n${i}  await y`,
    (i) =>
      `${i}class C(${pick(['', 'PlainObject', 'int', 'Exception', 'metaclass=PlainType', 'list, x=1', expr()])}):\n${block(i)}\n${i} def __init__(self, *a):\n${i}  super().__init__(*a)\n${block(`${i} `)}`,
    (i) =>
      `${i}class C:\n${i} def ${pick(['__eq__', '__hash__', '__getattr__', '__iter__', '__next__', '__len__', '__call__', '__get__', '__set_name__', '__init_subclass__', '__class_getitem__', '__del__', '__exit__', '__enter__', '__index__', '__format__', '__bool__', '__add__', '__radd__', '__lt__', '__contains__', '__getattribute__', '__prepare__', '__instancecheck__', '__missing__', '__await__'])}(self, *a, **k):\n${block(`${i} `)}`,
    (i) => `${i}x = C()`,
    (i) => `${i}poke(${expr()}, ${random(0x7fffffff)})`,
    (i) => `${i}def g():\n${block(i)}\n${i} yield ${expr()}\n${i}y = g()\n${i}next(y)\n${i}y.throw(ValueError)`,
  ];

  /** A function, so that most statements may stand in it; it is called, and gone through if it is a generator. */
  const program = () => {
    const body = Array.from({ length: 1 + random(4) }, () => statement(' ')).join('\n');
    return `def main(x=1, y=L, z=D, f=len, self=S):\n${body}\nm = main()\nlist(itertools.islice(m, 9)) if hasattr(m, 'send') else poke(m, 5)`;
  };

  /** The text with a piece taken out, doubled or exchanged for a token: mostly no Python any more. */
  const bend = (text) => {
    const at = random(text.length + 1);
    const to = Math.min(text.length, at + random(6));
    const middle = [() => '', () => text.slice(at, to).repeat(2), () => pick(TOKENS), () => `\n${pick(TOKENS)}`][
      random(4)
    ]();
    return text.slice(0, at) + middle + text.slice(to);
  };

  const quoted = (text) => JSON.stringify(text).replace(/\\u([0-9a-f]{4})/g, '\\u$1');
  return {
    /** One operation: a program run in a namespace of its own. */
    run: () => `exec(${quoted(program())}, dict(globals()))`,
    bent: () => `compile(${quoted(bend(bend(program())))}, 'bent', '${pick(['exec', 'eval', 'single'])}')`,
    tree: () => `bent(${random(0x7fffffff)}, ${quoted(program())})`,
    wander: () => `wander(${random(0x7fffffff)}, 40)`,
  };
}
