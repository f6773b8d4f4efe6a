/** Expressions that are made up at random mean here what they mean in CPython: the same repr, or the same exception. */
import { describe, expect, test } from 'vitest';
import { askCPython } from '../../python/test/cpython.js';
import { type ExpressionError, Expressions } from '../src/expression/expression.js';

const NAMES = { a: 'int', b: 'int', f: 'float', s: 'str', t: 'bool', xs: 'list', d: 'dict', n: 'None', u: 'any' };
const VALUES = [
  { a: 3, b: -2, f: 2.5, s: 'abc', t: true, xs: [1, 2, 3], d: { a: 1, b: [2] }, n: null, u: 'x' },
  { a: 0, b: 4001, f: -0.0, s: '', t: false, xs: [], d: {}, n: null, u: 7 },
  { a: -7, b: 2, f: 1e300, s: 'Ünï 😀', t: true, xs: ['b', 'a', 'c'], d: { x: 's' }, n: null, u: [0, 'y'] },
];

/** Numbers that are always the same. */
class Chance {
  constructor(private state: number) {}
  below(n: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * n);
  }
  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const OPERATORS = ['+', '-', '*', '/', '//', '%', '&', '|', '^', '<<', '>>'];
const COMPARISONS = ['<', '<=', '==', '!=', '>', '>=', 'in', 'not in', 'is', 'is not'];
const METHODS = ['upper()', 'split("b")', 'find("c")', 'count(1)', 'get("a")', 'keys()', 'title()', 'index(2)'];
const FUNCTIONS = [
  'len',
  'str',
  'abs',
  'sorted',
  'list',
  'sum',
  'max',
  'bool',
  'repr',
  'int',
  'float',
  'round',
  'tuple',
];

function expression(c: Chance, depth: number): string {
  const sub = () => expression(c, depth - 1);
  if (depth <= 0)
    return c.of([...Object.keys(NAMES), '1', '0', '-3', '2.5', '"b"', '""', 'None', 'True', '[1, "z"]', '{}']);
  switch (c.below(16)) {
    case 0:
    case 1:
    case 2:
      return `(${sub()} ${c.of(OPERATORS)} ${sub()})`;
    case 3:
      return `(${sub()} ${c.of(COMPARISONS)} ${sub()} ${c.of(COMPARISONS)} ${sub()})`;
    case 4:
      return `(${sub()} ${c.of(COMPARISONS)} ${sub()})`;
    case 5:
      return `(${sub()} ${c.of(['and', 'or'])} ${sub()})`;
    case 6:
      return `(${sub()} if ${sub()} else ${sub()})`;
    case 7:
      return `${c.of(['-', '+', '~', 'not '])}(${sub()})`;
    case 8:
      return `(${sub()})[${c.of([sub(), ':2', '::-1', '0', '-1', '"a"'])}]`;
    case 9:
      return `(${sub()}).${c.of(METHODS)}`;
    case 10:
      return `${c.of(FUNCTIONS)}(${sub()})`;
    case 11:
      return `[${sub()} for i in ${sub()}${c.of(['', ` if ${sub()}`])}]`;
    case 12:
      return c.of([`{${sub()}: ${sub()}}`, `(${sub()}, ${sub()})`, `[${sub()}, *${sub()}]`]);
    case 13:
      return `f"{${sub().replace(/"/g, "'")}}${c.of(['', '{a:>5}', '{f:.2f}', '{s!r}'])}"`;
    case 14:
      return `sum(${sub()} for i in ${sub()})`;
    default:
      return sub();
  }
}

/** In CPython: each expression with each of the values. */
const PROGRAM = `
def one(source, values):
    try:
        return repr(eval(source, dict(values)))
    except Exception as e:
        return f'!{type(e).__name__}: {e}'
values = [dict(v, f=float(v['f'])) for v in input['values']]
json.dumps([[one(source, {**v}) for v in values] for source in input['sources']])
`;

function here(set: Expressions, source: string, typed: boolean): { said: string[]; early: boolean } {
  try {
    const names = typed ? NAMES : { ...Object.fromEntries(Object.keys(NAMES).map((n) => [n, 'any'])), f: 'float' };
    const e = set.compile(`repr(${source})`, { names });
    const said = VALUES.map((values) => {
      try {
        return String(e.evaluate(values));
      } catch (e) {
        return `!${(e as ExpressionError).type}: ${(e as ExpressionError).reason}`;
      }
    });
    return { said, early: false };
  } catch (e) {
    const { type, reason } = e as ExpressionError;
    return { said: VALUES.map(() => `!${type}: ${reason}`), early: true };
  }
}

/** Where something is skipped, what was found before it ran may not come about. */
const MAY_SKIP = / (?:and|or|if|for) |<|>|=| is | in /;

describe('expressions and CPython', () => {
  test('agree', async () => {
    const c = new Chance(20261121);
    const sources = Array.from({ length: 1500 }, () => expression(c, 1 + c.below(4)));
    const asked = VALUES.map((v) => ({ ...v, f: Object.is(v.f, -0) ? '-0.0' : String(v.f) }));
    const told = await askCPython<string[][]>(PROGRAM, { sources, values: asked });
    const set = new Expressions({ limits: { fuel: 5_000_000 } });
    let early = 0;
    const differ: unknown[] = [];
    for (const [i, source] of sources.entries()) {
      for (const typed of [true, false]) {
        const ours = here(set, source, typed);
        if (ours.early) early++;
        if (ours.early && MAY_SKIP.test(source)) continue;
        for (const [k, theirs] of told[i]!.entries()) {
          const own = ours.said[k]!;
          if (ours.early ? !theirs.startsWith('!') : own !== theirs) differ.push({ source, k, own, theirs, typed });
        }
      }
    }
    expect(differ).toEqual([]);
    expect(early).toBeGreaterThan(100);
  });
});
