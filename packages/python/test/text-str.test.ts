// str: every method that needs no callback, over random strings of awkward code points.
import { describe, expect, test } from 'vitest';
import * as S from '../src/objects/text/str.js';
import { type NormalForm, normalize } from '../src/objects/text/unicode/normalize.js';
import { bool, Cases, Dice, Exhausted, list, literal, meter, quoted, strOf, vm } from './text-support.js';

const ALPHABETS = [
  [97, 98, 32, 9],
  [97, 98, 99],
  [65, 97, 0x3a3, 0x3c3, 39, 46, 0x2b0, 0xdf, 0x149, 0x1c5, 0x130, 0x345, 0xad, 0xfb03],
  [10, 13, 0x85, 0x2028, 32, 97, 28, 0xa0],
  [0xd800, 0xdc00, 97, 0xfffe, 0xe000],
  [0x1f600, 97, 0x10400, 0x10428, 0x1e900, 98],
  [48, 0x663, 0xb2, 0xbd, 0x4e00, 97],
  [39, 34, 92, 10, 0x7f, 0xa0, 0xad, 97, 0x378, 0x1f9ff, 0xe0001],
  [0x41, 0x300, 0x316, 0x1100, 0x1161, 0x11a7, 0x11a8, 0xac00, 0x212b, 0x344, 0x1d15e, 0xfb2c, 0x9cb, 0x1e9b, 0x323],
];
const PREDICATES = [
  'isalpha',
  'isdigit',
  'isdecimal',
  'isnumeric',
  'isalnum',
  'isspace',
  'isupper',
  'islower',
  'istitle',
  'isprintable',
  'isidentifier',
  'isascii',
] as const;
const CASES = ['lower', 'upper', 'title', 'capitalize', 'swapcase', 'casefold'] as const;

function some(dice: Dice, most: number): S.Str {
  const alphabet = dice.pick(ALPHABETS);
  const cp = (): number => (dice.real() < 0.03 ? dice.below(0x3000) : dice.pick(alphabet));
  return strOf(Array.from({ length: dice.below(most) }, cp));
}

function partOf(dice: Dice, s: S.Str): S.Str {
  if (dice.real() < 0.2) return some(dice, 4);
  const from = dice.below(S.length(s) + 1);
  return S.sub(vm, s, from, Math.min(S.length(s), from + dice.below(4)));
}

/** `slice.indices`. */
function adjust(i: number, n: number, step: number): number {
  if (i < 0) i += n;
  return step > 0 ? Math.min(Math.max(i, 0), n) : Math.min(Math.max(i, -1), n - 1);
}

describe('str agrees with CPython', () => {
  test('searching, splitting, joining', async () => {
    const dice = new Dice(1);
    const cases = new Cases();
    for (let i = 0; i < 400; i++) {
      const s = some(dice, 12);
      const part = partOf(dice, s);
      const other = some(dice, 4);
      const [a, b, most] = [dice.below(30) - 12, dice.below(30) - 12, dice.below(5) - 1];
      const [ls, lp, lo] = [literal(s), literal(part), literal(other)];
      for (const name of ['find', 'rfind', 'count'] as const)
        cases.add(`${ls}.${name}(${lp},${a},${b})`, () => String(S[name](vm, s, part, a, b)));
      for (const name of ['startswith', 'endswith'] as const)
        cases.add(`${ls}.${name}(${lp},${a},${b})`, () => bool(S[name](vm, s, part, a, b)));
      cases.add(`${ls}.replace(${lp},${lo},${most})`, () => quoted(S.replace(vm, s, part, other, most)));
      cases.add(`${ls}.split(${lp},${most})`, () => list(S.split(vm, s, part, most)));
      cases.add(`${ls}.rsplit(${lp},${most})`, () => list(S.rsplit(vm, s, part, most)));
      cases.add(`${ls}.split(None,${most})`, () => list(S.splitWhitespace(vm, s, most)));
      cases.add(`${ls}.rsplit(None,${most})`, () => list(S.rsplitWhitespace(vm, s, most)));
      cases.add(`${ls}.splitlines(${bool(most > 1)})`, () => list(S.splitlines(vm, s, most > 1)));
      for (const name of ['partition', 'rpartition'] as const)
        cases.add(`list(${ls}.${name}(${lp}))`, () => list(S[name](vm, s, part)));
      for (const name of ['strip', 'lstrip', 'rstrip'] as const) {
        cases.add(`${ls}.${name}()`, () => quoted(S[name](vm, s)));
        cases.add(`${ls}.${name}(${lo})`, () => quoted(S[name](vm, s, other)));
      }
      cases.add(`${lo}.join([${ls},${lp}])`, () => quoted(S.join(vm, other, [s, part])));
      cases.add(`(${ls}<${lo},${ls}==${lo})`, () => {
        return `(${bool(S.compare(vm, s, other) < 0)}, ${bool(S.equal(vm, s, other))})`;
      });
      const step = dice.pick([1, 2, 3, -1, -2]);
      const n = S.length(s);
      cases.add(`${ls}[slice(${a},${b},${step})]`, () =>
        quoted(S.slice(vm, s, adjust(a, n, step), adjust(b, n, step), step)),
      );
    }
    await cases.agree();
  });

  test('case, predicates, padding, repr, normalization', async () => {
    const dice = new Dice(2);
    const cases = new Cases();
    for (let i = 0; i < 400; i++) {
      const s = some(dice, 12);
      const ls = literal(s);
      const width = dice.below(30) - 5;
      for (const name of CASES) cases.add(`${ls}.${name}()`, () => quoted(S[name](vm, s)));
      for (const name of PREDICATES) cases.add(`${ls}.${name}()`, () => bool(S[name](vm, s)));
      for (const name of ['center', 'ljust', 'rjust'] as const)
        cases.add(`${ls}.${name}(${width},"*")`, () => quoted(S[name](vm, s, width, '*')));
      cases.add(`${ls}.zfill(${width})`, () => quoted(S.zfill(vm, s, width)));
      cases.add(`${ls}.expandtabs(${width % 5})`, () => quoted(S.expandtabs(vm, s, width % 5)));
      cases.add(ls, () => quoted(s));
      cases.add(`ascii(${ls})`, () => quoted(S.asciiStr(vm, s)));
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as NormalForm[])
        cases.add(`unicodedata.normalize('${form}',${ls})`, () => quoted(normalize(vm, form, s)));
    }
    await cases.agree();
  });

  test('needles beyond the reach of the engine’s tables', async () => {
    const dice = new Dice(3);
    const cases = new Cases();
    for (let i = 0; i < 60; i++) {
      const s = 'ab'.repeat(dice.below(900)) + dice.pick(['', 'c', 'b']) + 'ab'.repeat(dice.below(900));
      const part = 'ab'.repeat(dice.below(300)) + dice.pick(['', 'c', 'b', 'a']);
      for (const name of ['find', 'rfind', 'count'] as const)
        cases.add(`${literal(s)}.${name}(${literal(part)})`, () => String(S[name](vm, s, part)));
    }
    await cases.agree();
  });
});

describe('str is paid for first', () => {
  const long = 'a'.repeat(1e6);
  test.each<[string, () => unknown]>([
    ['repeat', () => S.repeat(meter(1e6, 1e8), 'ab', 2 ** 40)],
    ['a replacement that multiplies', () => S.replace(meter(1e9, 1e8), long, 'a', long)],
    ['padding', () => S.rjust(meter(1e6, 1e8), 'a', 2 ** 60)],
    ['join', () => S.join(meter(1e6, 1e8), long, new Array(1000).fill(''))],
    ['tabs', () => S.expandtabs(meter(1e6, 1e8), '\t', 2 ** 50)],
  ])('%s ends for want of memory', (_, run) => {
    expect(run).toThrow(Exhausted);
  });
  test('a search that defeats Boyer and Moore stays linear', () => {
    expect(S.find(meter(1e7), long, 'b' + 'a'.repeat(500_000))).toBe(-1);
    expect(S.rfind(meter(1e7), long, 'a'.repeat(500_000) + 'b')).toBe(-1);
  });
});
