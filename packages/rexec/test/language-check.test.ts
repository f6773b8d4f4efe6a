// Sources against the rules of a language: what is found, where, and that hostile sources end.
import { engine } from '@rexec/python';
import { describe, expect, test } from 'vitest';
import {
  checkSource,
  findingLine,
  findingText,
  type LanguageDocument,
  languageOf,
  PROFILE_NAMES,
} from '../src/index.js';
import { NODE_NAMES } from '../src/language/nodes.js';

const messages = (source: string, language: Parameters<typeof checkSource>[1]) =>
  checkSource(source, language).map((f) => `${f.line}:${f.column} ${f.message}`);

test('the table of node names is that of the ast module', () => {
  const names = [...engine.ast.NODE_FIELDS.keys(), ...[...engine.ast.ENUM_NODES.values()].flat()];
  expect([...NODE_NAMES].sort()).toEqual([...new Set(names)].sort());
});

test('every finding at once, in the order of the source, with its rule and the code', () => {
  const source = 'import os\nwhile True:\n    x = [y for y in é.__class__]\n';
  const findings = checkSource(source, 'config', { filename: 'app.conf' });
  expect(findings.map((f) => [f.rule, f.source, f.line, f.column, f.endLine, f.endColumn])).toEqual([
    ['language.imports', 'profile config', 1, 1, 1, 10],
    ['language.loops', 'profile config', 2, 1, 3, 33],
    ['language.loops', 'profile config', 3, 9, 3, 33],
    ['language.attributes.deny "_*"', 'profile config', 3, 23, 3, 32],
  ]);
  expect(findingText(findings[3]!)).toBe(
    'app.conf:3:23: the attribute "__class__" is not allowed (language.attributes.deny "_*", profile config)\n' +
      '  |\n' +
      '3 |     x = [y for y in é.__class__]\n' +
      '  |                       ^^^^^^^^^\n',
  );
});

test('a syntax error is a finding, the compiler’s own too', () => {
  expect(checkSource('x = 1 +\n', 'full')).toMatchObject([
    { rule: 'syntax', message: 'SyntaxError: invalid syntax', line: 1, column: 8 },
  ]);
  expect(messages('def f(:\n', 'config')).toEqual(['1:7 SyntaxError: invalid syntax']);
  expect(messages('return 1\n', 'full')).toEqual(["1:1 SyntaxError: 'return' outside function"]);
  expect(messages('x = "\\N{GREEK SMALL LETTER ALPHA}"\n', 'config')).toEqual([]);
});

test('columns are those of the text, whatever its bytes are', () => {
  const [wide] = checkSource('a = "😀é"; b.__x\n', 'config');
  expect([wide!.column, wide!.endColumn]).toEqual([14, 17]);
  const long = checkSource(`${'é'.repeat(5000)} = 1; b.__x\n`, 'config').at(-1)!;
  expect(long.column).toBe(5009);
  expect(long.frame.split('\n')[1]!.length).toBeLessThan(150);
  expect(findingText(checkSource('a\u202e\u001b[31m.__b', 'config')[0]!)).not.toMatch(/[\u202e\u001b]/);
});

describe('profiles', () => {
  // Each source, and the profiles that allow it; those above allow it too.
  const table: [source: string, allowed: string][] = [
    ['price * qty if qty > 10 else price', 'expression config script restricted full'],
    ['f(x, y=1)["a"].name', 'expression config script restricted full'],
    ['sum([x * 2 for x in xs])', 'expression script restricted full'],
    ['(x for x in xs)', 'expression script restricted full'],
    ['f"{x:>{w}}"', 'expression config script restricted full'],
    ['x = 1', 'config script restricted full'],
    ['x: int = 1', 'config script full'],
    ['x += 1', 'config script restricted full'],
    ['if x:\n    y = 1\nelif z:\n    y = 2', 'config script restricted full'],
    ['assert x, "no"', 'config script restricted full'],
    ['for x in xs:\n    pass', 'script restricted full'],
    ['while x:\n    break', 'script restricted full'],
    ['def f(a):\n    return a', 'script restricted full'],
    ['f = lambda a: a', 'script restricted full'],
    ['try:\n    f()\nexcept E as e:\n    pass', 'script restricted full'],
    ['with f() as g:\n    pass', 'script restricted full'],
    ['if (n := f()):\n    pass', 'script restricted full'],
    ['match x:\n    case 1:\n        pass', 'script full'],
    ['def f():\n    nonlocal_ = 1\n    yield nonlocal_', 'script restricted full'],
    ['class A:\n    pass', 'restricted full'],
    ['import json', 'restricted full'],
    ['from a import b as c', 'restricted full'],
    ['@f\ndef g():\n    pass', 'script restricted full'],
    ['t"{x}"', 'restricted full'],
    ['a @ b', 'expression config script restricted full'],
    ['x.y += 1', 'config script full'],
    ['x[0] += 1', 'config script full'],
    ['...', 'expression config script restricted full'],
    ['async def f():\n    await x', 'full'],
    ['try:\n    f()\nexcept* E:\n    pass', 'full'],
    ['class A(metaclass=B):\n    pass', 'full'],
    ['from a import *', 'full'],
    ['type X = int', 'full'],
    ['x._y', 'full'],
    ['_x = 1', 'config script full'],
    ['x.__class__', 'full'],
    ['__import__', 'full'],
    ['a__roles__ = 1', 'config script full'],
    ['print = 1', 'config script full'],
    ['print(1)', 'expression config script restricted full'],
    ['exec("x")', 'full'],
    ['eval("x")', 'full'],
    ['x.gi_frame', 'expression config script full'],
    ['"{0._x}".format(x)', 'restricted full'],
    ['class A:\n    def __init__(self):\n        pass', 'restricted full'],
    ['class A:\n    def __getattr__(self):\n        pass', 'full'],
    ['def __init__():\n    pass', 'full'],
    ['x = 1\ny = 2', 'config script restricted full'],
  ];
  test.each(table)('%s', (source, allowed) => {
    const by = PROFILE_NAMES.filter((profile) => checkSource(source, profile).length === 0);
    expect(by.join(' ')).toBe(allowed);
  });
});

describe('rules', () => {
  const table: [rules: LanguageDocument, source: string, findings: string[]][] = [
    [
      { nodes: { deny: ['While', 'Pow'] } },
      'while 1:\n    2 ** 3',
      ['1:1 a while loop is not allowed', '2:5 the operator Pow is not allowed'],
    ],
    [
      { profile: 'config', nodes: { allow: ['Raise'] } },
      'raise x\nreturn_ = 1\nwith x: pass',
      ['3:1 a with statement is not allowed'],
    ],
    [{ profile: 'config', loops: 'bounded' }, 'for i in range(3):\n    pass\n', []],
    [
      { calls: { allow: ['env', 'os.path.*'] } },
      'env(os.path.join(a), os.remove(b), f()())',
      [
        '1:22 no rule allows a call of "os.remove"',
        '1:36 no rule allows a call of "()"',
        '1:36 no rule allows a call of "f"',
      ],
    ],
    [
      { calls: { deny: ['*.format'] } },
      'a.b.format(1); "x".format(2)',
      ['1:1 a call of "a.b.format" is not allowed', '1:16 a call of "().format" is not allowed'],
    ],
    [
      { imports: { allow: ['json', 'email.*'] } },
      'import json.decoder, email, emails\nfrom . import x',
      ['1:1 no rule allows an import of "emails"', '2:1 no rule allows an import of "."'],
    ],
    [{ names: { allow: ['x', 'y_*'] } }, 'x = y_1 + z', ['1:11 no rule allows the name "z"']],
    [{ attributes: { allow: ['name'] } }, 'x.name.other', ['1:8 no rule allows the attribute "other"']],
    [
      { names: { deny: ['*secret*'] } },
      'def f(my_secret, /, *, a):\n    pass\nimport secrets as s\ntry: pass\nexcept E as secret: pass\n',
      [
        '1:7 the name "my_secret" is not allowed',
        '3:1 the name "secrets" is not allowed',
        '5:1 the name "secret" is not allowed',
      ],
    ],
    [
      { limits: { string: 3, digits: 2, collection: 2, depth: 5, statements: 3 } },
      'a = "abcd"\nb = 123\nc = [1, 2, 3]\nd = {1: 2, 3: 4}\ne = f(f(f(f(1))))\ng = b"1234"',
      [
        '1:5 a text of 4 is longer than 3',
        '2:5 a number of 3 digits is longer than 2',
        '3:5 a collection of 3 elements is longer than 2',
        '4:1 the source has more than 3 statements',
        '5:11 the source is nested deeper than 5',
        '6:5 a text of 4 is longer than 3',
      ],
    ],
    [
      { definitions: 'functions' },
      'class A: pass\ndef f(): pass',
      ['1:1 a class definition is not allowed: this language has no classes'],
    ],
  ];
  test.each(table)('%j', (rules, source, findings) => {
    expect(messages(source, rules)).toEqual(findings);
  });

  test('bounded loops: over what is complete before they begin', () => {
    const bounded = [
      'range(n)',
      '[1, 2]',
      '"abc"',
      'd.items()',
      'xs[:10]',
      'list(xs)',
      'enumerate(sorted(xs))',
      'zip(xs, range(3))',
      '[x for x in range(3)]',
    ];
    const open = ['xs', 'xs.children', 'iter(xs)', 'enumerate(xs)', 'count()', 'zip(xs, ys)', '(x for x in range(3))'];
    const findings = (iter: string, before = '') =>
      checkSource(`${before}for a in ${iter}:\n    pass\n`, { loops: 'bounded' });
    expect(bounded.filter((iter) => findings(iter).length > 0)).toEqual([]);
    expect(open.filter((iter) => findings(iter).length === 0)).toEqual([]);
    expect(findings('range(3)', 'range = count\n')).toHaveLength(1);
    expect(messages('while x: pass\n[a for a in b]', { loops: 'bounded' })).toHaveLength(2);
  });

  test('recursion: a function’s name in its own body, or on a way back to it', () => {
    const found = (source: string) =>
      checkSource(source, { recursion: false }).map((f) => `${f.line} ${f.message.split(':')[0]}`);
    expect(found('f = lambda x: f(x)\n')).toEqual(['1 the function "f" calls itself']);
    expect(found('def g():\n    h()\ndef h():\n    return [g]\n')).toEqual([
      '2 "g" calls "h", which leads back to it',
      '4 "h" calls "g", which leads back to it',
    ]);
    expect(
      found('class A:\n    def m(self):\n        self.m()\n    def n(self):\n        A.o()\n    def o(): A.n(1)'),
    ).toHaveLength(3);
    expect(found('def f():\n    def f2(): return f\n    return f2\n')).toEqual([
      '2 "f2" calls "f", which leads back to it',
      '3 "f" calls "f2", which leads back to it',
    ]);
    // What only looks like it.
    expect(found('def f(f): return g()\ndef g(): return 1\nf(f)\nclass A:\n    def g(self): return g()\n')).toEqual([]);
  });
});

test('who says what the rules are: a profile, a part, rules, or a policy', async () => {
  const { Policy } = await import('../src/index.js');
  const policy = Policy.parse('[language]\nprofile = "script"\nloops = "none"\n', { filename: 'p.toml' });
  for (const language of [
    policy,
    policy.parts.language,
    languageOf({ profile: 'script', loops: 'none' }),
    { profile: 'script', loops: 'none' },
  ] as const) {
    expect(checkSource('while 1: pass\n', language).map((f) => f.rule)).toEqual(['language.loops']);
  }
  expect(findingLine(checkSource('while 1: pass\n', policy)[0]!)).toBe(
    '<string>:1:1: a while loop is not allowed: this language has no loops (language.loops, p.toml:3)',
  );
  expect(() => checkSource('', 'confg' as never)).toThrow("there is no profile 'confg'");
});

describe('hostile sources end quickly', () => {
  const table: [string, string, RegExp][] = [
    ['a million nested parentheses', '('.repeat(1_000_000), /too many nested parentheses/],
    ['brackets', `${'['.repeat(150)}${']'.repeat(150)}`, /nested deeper than 100/],
    ['a chain of operators', `1${'+1'.repeat(200_000)}`, /recursion depth|nested deeper/],
    ['a chain of attributes', `a${'.b'.repeat(200_000)}`, /recursion depth|nested deeper/],
    ['signs', `${'-'.repeat(200_000)}1`, /recursion depth|nested deeper/],
    ['a great number', `x = 0x${'f'.repeat(3_000_000)}`, /digits is longer than 1000/],
    ['a long text', `x = "${'a'.repeat(3_000_000)}"`, /is longer than 100000/],
    ['a long list', `x = [${'1,'.repeat(200_000)}]`, /200000 elements/],
    ['many findings', 'import a\n'.repeat(50_000), /an import is not allowed/],
    ['long names', `x.__${'a'.repeat(1_000_000)}`, /the attribute "__aaa/],
    ['a long line of wide characters', `${'x = "😀"; '.repeat(20_000)}y.__z`, /more than 10000 statements|__z/],
  ];
  test.each(table)('%s', (_name, source, message) => {
    const findings = checkSource(source, 'config');
    expect(findings[0]!.message).toMatch(message);
    expect(findings.length).toBeLessThanOrEqual(1001);
  });
  test('a graph of many functions', () => {
    const source = Array.from({ length: 3000 }, (_, i) => `def f${i}(): return f${(i + 1) % 3000}()\n`).join('');
    expect(checkSource(source, { recursion: false })).toHaveLength(1001);
  });
});
