// The format mini-language, %-formatting and the syntax of str.format, over random specs; error texts included.
import { expect, test } from 'vitest';
import { complexRepr, floatHex } from '../src/objects/number/number.js';
import { TextError } from '../src/objects/text/error.js';
import * as F from '../src/objects/text/format.js';
import * as S from '../src/objects/text/str.js';
import { bool, Cases, Dice, Exhausted, literal, meter, quoted, vm } from './text-support.js';

const FILLS = ['<', '>', '=', '^', '*<', '0>', 'x^', '€^', '_=', '0=', '😀>'];
const GROUPS = [',', '_', ',_', ',,', '__'];
const PRECISIONS = ['.0', '.3', '.7', '.', '.25', '.,', '.5_', '._', '.3,', '.12_', '.2,_'];
const ODD_TYPES = ['y', 'dd', '€', ' ', 'q', '\x80', '{', 'd', 's', 'x', 'n', '%'];

function spec(dice: Dice, types: string): S.Str {
  const head = dice.maybe(FILLS, 0.35) + dice.maybe(['+', '-', ' '], 0.3) + dice.maybe(['z'], 0.1);
  const middle = dice.maybe(['#'], 0.2) + dice.maybe(['0'], 0.25) + dice.maybe(['3', '12', '25', '٣']);
  const tail = dice.maybe(GROUPS, 0.25) + dice.maybe(PRECISIONS, 0.45);
  const type = dice.real() < 0.85 ? dice.pick([...types, '']) : dice.pick(ODD_TYPES);
  return S.fromJS(head + middle + tail + type);
}

const float = (x: number): string => (Number.isFinite(x) ? `float.fromhex('${floatHex(x)}')` : `float('${x}'.lower())`);

test('format() agrees with CPython', async () => {
  const dice = new Dice(5);
  const cases = new Cases();
  for (let i = 0; i < 2500; i++) {
    const [x, y, n] = [dice.float(), dice.float(), dice.below(2e9) - 1e9];
    const forFloat = spec(dice, 'eEfFgGn%');
    cases.add(`format(${float(x)},${literal(forFloat)})`, () => quoted(F.formatFloat(vm, x, forFloat)));
    const forInt = spec(dice, 'bcdoxXndddxeEfFgG%');
    cases.add(`format(${n},${literal(forInt)})`, () => quoted(F.formatInt(vm, n, forInt)));
    const forStr = spec(dice, 'sss');
    const s = S.fromJS(dice.pick(['', 'abc', 'hello world', '😀a']));
    cases.add(`format(${literal(s)},${literal(forStr)})`, () => quoted(F.formatStr(vm, s, forStr)));
    const forComplex = spec(dice, 'eEfFgGn');
    const z = { real: x, imag: y };
    cases.add(`format(complex(${float(x)},${float(y)}),${literal(forComplex)})`, () =>
      quoted(S.length(forComplex) === 0 ? complexRepr(z) : F.formatComplex(vm, z, forComplex)),
    );
  }
  await cases.agree();
});

/** One item of a format for one value, whose kind the conversion fits. */
function percent(format: string, value: number | string): string {
  let out: S.Str = '';
  for (const part of F.parsePercent(vm, format)) {
    if (part.kind === 'error') throw part.inKey ? new TextError('TypeError', 'format requires a mapping') : part.error;
    let text: S.Str;
    if (part.kind === 'text') text = part.text;
    else if (typeof value === 'string') text = F.percentStr(vm, part.item, value);
    else if (part.item.conversion === 'c') text = F.percentChar(vm, part.item, value);
    else if ('diouxX'.includes(part.item.conversion)) text = F.percentInt(vm, part.item, value);
    else if ('eEfFgG'.includes(part.item.conversion)) text = F.percentFloat(vm, part.item, value);
    else throw F.unsupportedConversion(part.item);
    out = S.concat(vm, out, text);
  }
  return quoted(out);
}

test('%-formatting agrees with CPython', async () => {
  const dice = new Dice(6);
  const cases = new Cases();
  for (let i = 0; i < 2500; i++) {
    const conversion = dice.pick([...'diouxXeEfFgGcsyZ\x7f€']);
    const flags = dice.maybe(['-', '+', ' ', '#', '0', '-0', '+0', '# 0', '0#', '+ '], 0.6);
    const size = dice.maybe([String(dice.below(25))]) + dice.maybe([`.${dice.below(12)}`, '.', '.0'], 0.4);
    const format = `ab${flags === '' ? '%%' : ''}%${flags}${size}${dice.maybe(['l', 'h', 'L', 'll'], 0.05)}`;
    const whole = format + (dice.real() < 0.96 ? conversion : '');
    const x = dice.float();
    const value = 'eEfFgG'.includes(conversion) ? x : conversion === 's' ? 'hello' : dice.below(0x11100f);
    const shown = typeof value === 'string' ? literal(value) : 'eEfFgG'.includes(conversion) ? float(x) : String(value);
    // Twice the length modifier is a conversion that does not exist, and a cut format may end in one that does.
    if (!whole.includes('ll')) cases.add(`${literal(whole)}%(${shown},)`, () => percent(whole, value));
  }
  await cases.agree();
});

test('the syntax of str.format agrees with CPython', async () => {
  const dice = new Dice(7);
  const cases = new Cases();
  const pieces = ['{', '}', '{', '}', '{{', '}}', '!', 'r', ':', '[', ']', '.', 'a', '0', '12', ' '];
  const names = ['[', ']', '.', 'a', '0', '12', ' ', 'b', '.a', '[0]'];
  for (let i = 0; i < 2500; i++) {
    const format = Array.from({ length: 1 + dice.below(9) }, () => dice.pick(pieces)).join('');
    cases.add(`list(_string.formatter_parser(${literal(format)}))`, () => {
      const parts = F.parseFormat(vm, format).map(({ literal: text, field, error }) => {
        if (error !== null) throw error;
        if (field === null) return `(${quoted(text)}, None, None, None)`;
        const conversion = field.conversion === '' ? 'None' : quoted(field.conversion);
        return `(${quoted(text)}, ${quoted(field.name)}, ${quoted(field.spec)}, ${conversion})`;
      });
      return `[${parts.join(', ')}]`;
    });
    const name = Array.from({ length: 1 + dice.below(6) }, () => dice.pick(names)).join('');
    cases.add(`(lambda r: (r[0], list(r[1])))(_string.formatter_field_name_split(${literal(name)}))`, () => {
      const { first, accessors, error } = F.splitFieldName(vm, name);
      if (error !== null) throw error;
      const shown = (x: S.Str | number): string => (typeof x === 'number' ? String(x) : quoted(x));
      return `(${shown(first)}, [${accessors.map((a) => `(${bool(a.attribute)}, ${shown(a.name)})`).join(', ')}])`;
    });
  }
  await cases.agree();
});

test('width and precision are paid for first', () => {
  expect(() => F.formatInt(meter(1e6, 1e8), 1, '1000000000000')).toThrow(Exhausted);
  expect(() => F.formatFloat(meter(1e6, 1e8), 1.5, '.1000000000f')).toThrow(Exhausted);
  const [item] = F.parsePercent(vm, '%.1000000000d');
  expect(() => item?.kind === 'item' && F.percentInt(meter(1e6, 1e8), item.item, 5)).toThrow(Exhausted);
});
