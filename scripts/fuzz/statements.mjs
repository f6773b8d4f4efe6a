// Statements nested at random that log where they go: loops, try, with, match, generators, closures, classes.

export function statementCase(r) {
  const wrap = r.pick(['plain', 'function', 'function', 'generator', 'generator', 'class', 'comprehension', 'closure']);
  const maker = {
    r,
    inFunction: wrap !== 'plain' && wrap !== 'class',
    yields: wrap === 'generator',
    loops: 0,
    finals: 0,
    counter: 0,
  };
  if (wrap === 'comprehension') return { about: 'comprehension', code: comprehension(r) };
  const body = block(maker, 1, 3);
  if (wrap === 'plain') return { about: 'statements', code: `v = 3\n${body.map(dedent).join('\n')}\nout('end', v)` };
  if (wrap === 'class')
    return {
      about: 'class body',
      code: `class C:\n    v = 3\n${body.join('\n')}\nout(sorted(k for k in vars(C) if k[0] != '_'), C.v)`,
    };
  if (wrap === 'closure')
    return {
      about: 'closure',
      code: `def outer(v):\n    def f():\n        nonlocal v\n${body.map((line) => `    ${line}`).join('\n')}\n        return v\n    return f, lambda: v\nf, g = outer(3)\nout(f())\nout(g())`,
    };
  if (wrap === 'function') return { about: 'function', code: `def f(v):\n${body.join('\n')}\n    return v\nout(f(3))` };
  const drive = r.pick([
    'for x in f(3):\n    out(x)\n    if len(log) > 40: break',
    'g = f(3)\nfor i in range(6):\n    out(next(g, "over"))\ng.close()\nout("closed")',
    `g = f(3)\nout(next(g, 0))\nfor i in range(4):\n    try: out(g.send(i))\n    except StopIteration as e: out('stop', e.value)`,
    `g = f(3)\nout(next(g, 0))\ntry: out(g.throw(KeyError('thrown')))\nexcept (KeyError, StopIteration) as e: out(type(e).__name__, e.args)\nout(list(g)[:9])`,
    `def h():\n    got = yield from f(3)\n    out('from', got)\n    return 1\nfor x in h():\n    out(x)\n    if len(log) > 40: break`,
  ]);
  return { about: 'generator', code: `def f(v):\n${body.join('\n')}\n    yield v\n    return 'ret'\n${drive}` };
}

const dedent = (line) => line.slice(4);
const indent = (lines) => lines.map((line) => `    ${line}`);

function block(maker, depth, most) {
  const lines = [];
  const count = 1 + maker.r.below(most);
  for (let i = 0; i < count; i++) lines.push(...statement(maker, depth));
  return depth === 1 ? indent(lines) : lines;
}

function simple(maker) {
  const { r } = maker;
  const n = ++maker.counter;
  const choices = [
    `out(${n})`,
    `out(${n}, v)`,
    `v += ${r.below(5)}`,
    `v = v * 2 % 17`,
    `out(${expression(r)})`,
    `raise ${r.pick(['ValueError', 'KeyError', 'ValueError("x")', 'KeyError(v)', 'StopIteration(5)', 'TypeError from None', 'RuntimeError("a") from ValueError(1)', 'ExceptionGroup("g", [ValueError(1), KeyError(2)])'])}`,
    `out(v / (v % 3))`,
    `del nothing`,
    `assert v > ${r.below(9)}, v`,
    'pass',
  ];
  if (maker.loops > 0) choices.push('break', 'continue', 'if v > 5: break', 'if v % 2: continue');
  if (maker.inFunction) choices.push(maker.yields ? 'return 5' : 'return v + 100');
  if (maker.yields)
    choices.push(
      'yield v',
      'got = yield 1; out("got", got)',
      'yield from [1, 2]',
      'out((yield))',
      'x = yield from gen(7, 8); out(x)',
    );
  return [r.pick(choices)];
}

function statement(maker, depth) {
  const { r } = maker;
  if (depth > 4 || r.next() < 0.35) return simple(maker);
  const inner = (most = 2) => indent(block(maker, depth + 1, most));
  const looped = () => {
    maker.loops++;
    const lines = inner(3);
    maker.loops--;
    return lines;
  };
  const name = `i${depth}`;
  return r.pick([
    () => [`for ${name} in range(${1 + r.below(3)}):`, ...looped()],
    () => [
      `for ${name} in ${r.pick(['[1, 2]', '"ab"', '{1: 2}', 'gen(1, 2)', '(v, 0)'])}:`,
      ...looped(),
      'else:',
      ...inner(),
    ],
    () => [
      `w${depth} = ${r.below(3)}`,
      `while w${depth} < 3:`,
      `    w${depth} += 1`,
      ...looped(),
      ...(r.next() < 0.4 ? ['else:', ...inner()] : []),
    ],
    () => [`if ${expression(r)}:`, ...inner(), ...(r.next() < 0.5 ? ['else:', ...inner()] : [])],
    () => ['try:', ...inner(3), ...handlers(maker, inner)],
    () => ['try:', ...inner(3), ...handlers(maker, inner)],
    () => ['try:', ...inner(3), 'finally:', ...inner()],
    () => ['try:', ...inner(3), 'except* ValueError as e:', '    out(type(e).__name__, len(e.exceptions))'],
    () => [`with ${r.pick(['Context()', 'Context(True)', 'Context() as c, Context(v > 4)'])}:`, ...inner(3)],
    () => [
      `match v ${r.pick(['', '% 3', ', 1'])}:`,
      `    case ${r.pick(['0', '1 | 2', 'int(x) if x > 2', '(a, 1)', '[_, 0]'])}:`,
      ...indent(inner()),
      '    case _:',
      ...indent(inner()),
    ],
    () => [`def f${depth}(a, b=v):`, `    out(a, b)`, `    return lambda: a + b`, `out(f${depth}(1)())`],
    () => [`out([${expression(r)} for q in range(3) if q != 1])`],
  ])();
}

function handlers(maker, inner) {
  const { r } = maker;
  const lines = [];
  const kinds = r.pick([
    ['ValueError'],
    ['KeyError', 'Exception'],
    ['(ValueError, KeyError)'],
    ['Exception'],
    ['ZeroDivisionError', 'NameError'],
    [''],
  ]);
  for (const kind of kinds) {
    lines.push(`except${kind && ` ${kind} as e`}:`);
    if (kind) lines.push('    out(type(e).__name__, e.args, type(e.__context__).__name__, type(e.__cause__).__name__)');
    lines.push(...inner());
    if (r.next() < 0.2) lines.push(`    raise${kind && r.next() < 0.5 ? ' OSError(3) from e' : ''}`);
  }
  if (r.next() < 0.3) lines.push('else:', ...inner());
  if (r.next() < 0.4) lines.push('finally:', ...inner());
  return lines;
}

function expression(r, depth = 0) {
  if (depth > 2 || r.next() < 0.3) return r.pick(['v', '1', '2', '0', 'v', 'True', '-3', 'len("abc")']);
  const sub = () => expression(r, depth + 1);
  return r.pick([
    () => `(${sub()} + ${sub()})`,
    () => `(${sub()} * ${sub()})`,
    () => `(${sub()} - ${sub()})`,
    () => `(${sub()} // ${sub()})`,
    () => `(${sub()} < ${sub()})`,
    () => `(${sub()} < ${sub()} <= ${sub()})`,
    () => `(${sub()} == ${sub()})`,
    () => `(${sub()} and ${sub()})`,
    () => `(${sub()} or ${sub()})`,
    () => `(not ${sub()})`,
    () => `(${sub()} if ${sub()} else ${sub()})`,
    () => `(lambda a: a + ${sub()})(${sub()})`,
    () => `sum([${sub()}, ${sub()}])`,
    () => `max(${sub()}, ${sub()})`,
    () => `[${sub()}, ${sub()}][0]`,
    () => `(t := ${sub()})`,
    () => `(${sub()} in (${sub()}, ${sub()}))`,
    () => `-${sub()}`,
  ])();
}

function comprehension(r) {
  const source = () =>
    r.pick([
      'range(4)',
      '[1, 2, 3]',
      '"abc"',
      '{1: 2, 3: 4}',
      'gen(1, 2)',
      'enumerate("xy")',
      'zip([1, 2], [3, 4])',
      '[[1, 2], [3]]',
      'range(a)',
    ]);
  const element = r.pick([
    'a',
    '(a, b)',
    'a * 2',
    'str(a)',
    '[c for c in range(2)]',
    '(a, x := b)',
    'lambda: a',
    '[a for a in "pq"]',
    'a if b else 0',
    'a.real',
    'f"{a}{b!r}"',
  ]);
  const clauses = `for a in ${r.pick(['range(3)', '[1, 2]', '"ab"', 'gen(3, 4)'])}${r.next() < 0.3 ? ' if a' : ''} for b in ${source()}${r.next() < 0.3 ? ' if b != a' : ''}`;
  const whole = r.pick([
    `[${element} ${clauses}]`,
    `list(${element} ${clauses})`,
    `{str(a): ${element} ${clauses}}`,
    `len({str(${element.replace(/x := |lambda: /, '')}) ${clauses}})`,
  ]);
  const where = r.pick([
    'out(WHOLE)',
    'def f():\n    out(WHOLE)\n    return locals()\nout(sorted(f()))',
    'class C:\n    z = WHOLE\nout(C.z)',
    'out((lambda: WHOLE)())',
  ]);
  return `${where.replace('WHOLE', () => whole)}`;
}
