import { describe, expect, test } from 'vitest';
import { bastion, HostError, hostFunction } from '../src/bastion/bastion.js';
import { checkExpression, compileExpression, type ExpressionError, Expressions } from '../src/expression/expression.js';
import { runPage } from './pages.js';

/** What goes wrong with an expression: its message. */
function wrong(source: string, options: Parameters<typeof compileExpression>[1] = {}, values = {}): string {
  return errorOf(source, options, values).message;
}

function errorOf(source: string, options: Parameters<typeof compileExpression>[1] = {}, values = {}): ExpressionError {
  try {
    compileExpression(source, options).evaluate(values);
  } catch (e) {
    return e as ExpressionError;
  }
  throw new Error('nothing is wrong');
}

test('the examples of the page', async () => {
  expect(await runPage('expressions.md')).toBeGreaterThan(10);
});

describe('evaluating', () => {
  test('a rule with numbers', () => {
    const rule = compileExpression('price * qty if qty > 10 else price', { names: ['price', 'qty'] });
    expect(rule.evaluate({ price: 2, qty: 20 })).toBe(40);
    expect(rule.evaluate({ price: 2.5, qty: 3 })).toBe(2.5);
    expect(rule.names).toEqual(['price', 'qty']);
  });

  test.each<[string, unknown]>([
    ['7 // -2, -7 % 3, 2 ** 0.5, 1 / 2, 2 ** -1', [-4, 2, Math.SQRT2, 0.5, 0.5]],
    ['9007199254740993 + n', 9007199254740996n],
    ['1 < n < 5 != 4', true],
    ['"abc"[::-1] + "x" * n', 'cbaxxx'],
    ['n and "" or [] or "last"', 'last'],
    ['{"a": n}["a"], {n, 3}, (n,)', [3, new Set([3]), [3]]],
    ['{k: v * 2 for k, v in d.items() if v > 1}', new Map([['b', 4]])],
    ['sorted(xs, key=lambda x: -x)[:2], max(xs, key=str), sum(x * x for x in xs)', [[3, 2], 3, 14]],
    ['f"{n:>4}|{n!r:<3}|{xs[0]:.2f}"', '   3|3  |1.00'],
    ['(y := n + 1) * y', 16],
    ['[*xs, *(4, 5)], dict(c=1, **d)', [[1, 2, 3, 4, 5], new Map(Object.entries({ c: 1, a: 1, b: 2 }))]],
    ['" a,b ".strip().split(","), "-".join(map(str, xs))', [['a', 'b'], '1-2-3']],
    ['none is None, b"\\x00a"', [true, new Uint8Array([0, 97])]],
  ])('%s', (source, value) => {
    const e = compileExpression(source, { names: ['n', 'xs', 'd', 'none'] });
    expect(e.evaluate({ n: 3, xs: [1, 2, 3], d: { a: 1, b: 2 }, none: null })).toEqual(value);
  });

  test('an int that was declared a float is one', () => {
    expect(compileExpression('str(x)', { names: { x: 'float' } }).evaluate({ x: 3 })).toBe('3.0');
    expect(compileExpression('str(x)', { names: ['x'] }).evaluate({ x: 3 })).toBe('3');
  });

  test('values are copies, and nothing stays from one evaluation to the next', () => {
    const xs = [1];
    const e = compileExpression('(xs.append(2), len(xs))[1]', { names: ['xs'] });
    expect([e.evaluate({ xs }), e.evaluate({ xs })]).toEqual([2, 2]);
    expect(xs).toEqual([1]);
  });

  test('functions of the host, and objects behind bastions', () => {
    const rules = new Expressions({ functions: { vat: (x: number) => x * 2, pair: hostFunction((a, b) => [a, b]) } });
    expect(rules.compile('vat(vat(x)) + 1', { names: ['x'] }).evaluate({ x: 2 })).toBe(9);
    expect(rules.compile('pair(1, b="x")').evaluate()).toEqual([1, new Map([['b', 'x']])]);
    const account = bastion({ balance: 3 }, { readable: ['balance'] });
    expect(rules.compile('account.balance + 1', { names: ['account'] }).evaluate({ account })).toBe(4);
  });

  test('a function may evaluate other expressions, its own too', () => {
    const rules: Expressions = new Expressions({ functions: { down: (n: number) => rule.evaluate({ n }) } });
    const rule = rules.compile('n if n <= 0 else down(n - 1) + 1', { names: ['n'] });
    expect(rule.evaluate({ n: 10 })).toBe(10);
    expect(() => rule.evaluate({ n: 30 })).toThrow('RuntimeError');
    expect(rule.evaluate({ n: 10 })).toBe(10);
  });
});

describe('what is found before it runs', () => {
  test('names, with what may be meant, and where', () => {
    expect(wrong('1 + prise', { names: ['price'] })).toBe(
      "NameError: name 'prise' is not defined. Did you mean: 'price'? (line 1, column 5)",
    );
    expect(errorOf('1 + prise', { names: ['price'] }).frame).toBe('1 + prise\n    ^^^^^');
    expect(wrong('[x for x in range(3)] and x')).toContain("name 'x' is not defined");
    expect(wrong('open("/etc/passwd")')).toContain("name 'open' is not defined");
  });

  test.each([
    ['a + s', "TypeError: unsupported operand type(s) for +: 'int' and 'str' (line 1, column 1)"],
    ['s + a', 'TypeError: can only concatenate str (not "int") to str (line 1, column 1)'],
    ['a < s', "TypeError: '<' not supported between instances of 'int' and 'str' (line 1, column 1)"],
    ['1 + (-s)', "TypeError: bad operand type for unary -: 'str' (line 1, column 6)"],
    ['a[0]', "TypeError: 'int' object is not subscriptable (line 1, column 1)"],
    ['s["x"]', "TypeError: string indices must be integers, not 'str' (line 1, column 1)"],
    ['[x for x in a]', "TypeError: 'int' object is not iterable (line 1, column 13)"],
    ['s.uper()', "AttributeError: 'str' object has no attribute 'uper'. Did you mean: 'upper'? (line 1, column 1)"],
    ['s.upper(1)', 'TypeError: str.upper() takes no arguments (1 given) (line 1, column 1)'],
    ['len(s, s)', 'TypeError: len() takes exactly one argument (2 given) (line 1, column 1)'],
    ['a(1)', "TypeError: 'int' object is not callable (line 1, column 1)"],
    ['two(1)', 'TypeError: two() takes at least 2 arguments (1 given) (line 1, column 1)'],
    ['one(1, 2)', 'TypeError: one() takes exactly 1 argument (2 given) (line 1, column 1)'],
    ['s._x', "AttributeError: attribute names that begin with '_' are no part of expressions: '_x' (line 1, column 1)"],
    ['(await a)', "SyntaxError: 'await' is no part of expressions (line 1, column 2)"],
    ['1 +', 'SyntaxError: invalid syntax (line 1, column 4)'],
    ['"é" + (\n1 / "x")', "TypeError: unsupported operand type(s) for /: 'int' and 'str' (line 2, column 1)"],
    ['n + 1', undefined],
    ['u + 1', undefined],
    ['s % a + (2 ** a) * 1.5 if a else a', undefined],
  ])('%s', (source, message) => {
    const options = {
      names: { a: 'int', s: 'str', n: 'int | float', u: 'any' },
      functions: { two: (a: number, b: number) => a + b, one: hostFunction((a) => a, { signature: '(a, /)' }) },
    };
    const found = checkExpression(source, options);
    if (message === undefined) expect(found).toEqual([]);
    else expect(wrong(source, options)).toBe(message);
  });

  test('all findings at once, in the order of the text', () => {
    const found = checkExpression('(x + 1) / "a" + len() + 1 % "b"');
    expect(found.map((f) => [f.type, f.column])).toEqual([
      ['NameError', 2],
      ['TypeError', 17],
      ['TypeError', 25],
    ]);
  });

  test('types and names that are none', () => {
    expect(() => compileExpression('x', { names: { x: 'integer' } })).toThrow("the type of 'x' is 'integer'");
    expect(() => compileExpression('x', { names: ['__class__'] })).toThrow("begins with '_'");
    expect(() => compileExpression('x', { builtins: ['open'] })).toThrow("'open' is no function");
  });
});

describe('errors of an evaluation', () => {
  test('have the type, the words and the place of the exception', () => {
    expect(wrong('1 + xs[5]', { names: ['xs'] }, { xs: [1] })).toBe(
      'IndexError: list index out of range (line 1, column 5)',
    );
    expect(wrong('d["k"]', { names: ['d'] }, { d: {} })).toBe("KeyError: 'k' (line 1, column 1)");
    expect(wrong('sorted(xs, key=lambda x: 1 / x)', { names: ['xs'] }, { xs: [0] })).toBe(
      'ZeroDivisionError: division by zero (line 1, column 26)',
    );
  });

  test('a value that is missing or of another type', () => {
    expect(wrong('x', { names: ['x'] })).toBe("TypeError: the value of 'x' is missing");
    expect(wrong('x', { names: ['constructor', 'x'] })).toBe("TypeError: the value of 'x' is missing");
    expect(wrong('toString', { names: ['toString'] })).toBe("TypeError: the value of 'toString' is missing");
    expect(wrong('x', { names: { x: 'int | None' } }, { x: 'a' })).toBe("TypeError: 'x' must be int | None, not str");
    expect(wrong('x', { names: { x: 'int' } }, { x: 1.5 })).toBe("TypeError: 'x' must be int, not float");
    expect(wrong('x', { names: ['x'] }, { x: new Date(0).constructor })).toContain('a function');
  });

  test('of a function of the host: the host has the cause, the text only what it was told', () => {
    const functions = {
      fails: () => {
        throw new Error('/home/me/secret');
      },
      says: () => {
        throw new HostError('LookupError', 'no such thing');
      },
      later: async () => 1,
    };
    const e = errorOf('fails()', { functions });
    expect([e.message, (e.cause as Error).message]).toEqual([
      'RuntimeError: an error in the host (line 1, column 1)',
      '/home/me/secret',
    ]);
    expect(wrong('says()', { functions })).toBe('LookupError: no such thing (line 1, column 1)');
    expect(wrong('later()', { functions })).toContain('answers later');
  });
});

describe('hostile expressions end by limits, with one line', () => {
  test.each<[string, string | undefined, string?]>([
    ["'a' * 10**9", 'memory'],
    ['10 ** 10 ** 10', 'memory'],
    ['[x for x in range(10**9)]', 'fuel'],
    ['[[[0] * 1000 for x in range(1000)] for y in range(1000)]', undefined],
    ['sum(1 for a in range(10**5) for b in range(10**5))', 'fuel'],
    ['a million parentheses', 'source', `${'('.repeat(1_000_000)}1`],
    ['parentheses within the limit of the source', undefined, `${'('.repeat(50_000)}1`],
    ['a sum of 20,000 parts', undefined, `1${' + 1'.repeat(20_000)}`],
    ['50,000 signs', undefined, '-'.repeat(50_000)],
    ['(lambda f: f(f))(lambda f: f(f))', undefined],
    ['f"{1:>{10**9}}"', 'memory'],
    ['1 << (1 << 40)', undefined],
    ['range(10**18)[10**17] in range(10**18) and list(range(10**9))', undefined],
    ['"%1000000000d" % 1', undefined],
    ['"".join(map(str, range(10**9)))', undefined],
    ['sorted(range(10**8))', undefined],
  ])('%s', (name, limit, source = name) => {
    const e = errorOf(source);
    expect(e.name).toBe('ExpressionError');
    expect(e.message).not.toContain('\n');
    if (limit !== undefined) expect([e.type, e.limit]).toEqual(['LimitError', limit]);
  });

  test('after a limit the same expression works again', () => {
    const e = compileExpression("len('a' * n)", { names: ['n'] });
    expect(() => e.evaluate({ n: 1e9 })).toThrow('LimitError');
    expect(e.evaluate({ n: 10 })).toBe(10);
  });

  test('each evaluation has its fuel anew', () => {
    const e = compileExpression('sum(range(n))', { names: ['n'], limits: { fuel: 10_000 } });
    for (let i = 0; i < 100; i++) expect(e.evaluate({ n: 1000 })).toBe(499_500);
    expect(() => e.evaluate({ n: 100_000 })).toThrow('fuel');
  });

  test('there is no way to the namespace of the machine', () => {
    for (const source of [
      '(lambda: 0).__globals__',
      'len.__self__',
      '[c for c in ().__class__.__base__.__subclasses__()]',
      '"{0.__class__}".format(1) and type(1)',
      'getattr(len, "__self__")',
      'vars()',
      '__builtins__',
      '(_x := 1)',
    ]) {
      expect(checkExpression(source).length, source).toBeGreaterThan(0);
    }
  });
});
