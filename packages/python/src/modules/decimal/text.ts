/** Decimals as text: numeric strings (General Decimal Arithmetic, "Conversions") and the format specification. */
import { valueError } from '../../objects/exception-types.js';
import { codePointAt, length, narrowOf, reserve, type Str, toJS, without } from '../../objects/text/core.js';
import { TextError } from '../../objects/text/error.js';
import {
  type FormatSpec,
  grouped,
  groupedFraction,
  groupedToFill,
  pad,
  parseSpec,
} from '../../objects/text/format-spec.js';
import { decimalValue, flags, SPACE } from '../../objects/text/unicode/data.js';
import type { VM } from '../../objects/vm.js';
import { dropDigits } from './round.js';
import type { PyDecimal, Work } from './value.js';
import * as D from './value.js';

// -- reading -------------------------------------------------------------------------------------------------------------------

const NUMBER = /^([+-]?)(?:(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?|(inf(?:inity)?)|(s?nan)(\d*))$/i;

/** Digits of all scripts as ASCII; blanks at the ends and underscores go where `lenient`. undefined: other characters. */
function ascii(vm: VM, s: Str, lenient: boolean): string | undefined {
  const n = length(s);
  vm.charge(n);
  vm.alloc(n * 4);
  let text: string;
  if (typeof s === 'string' && !/[^\x00-\x7f]/.test(s)) text = s;
  else {
    const units = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      const cp = codePointAt(s, i);
      const digit = cp < 128 ? -1 : decimalValue(cp);
      if (cp < 128) units[i] = cp;
      else if (flags(cp) & SPACE) units[i] = 0x20;
      else if (digit < 0) return undefined;
      else units[i] = 0x30 + digit;
    }
    text = narrowOf(units, 0, n);
  }
  return lenient ? without(trimmed(text), 0x5f) : text;
}

const isBlank = (unit: number): boolean => (unit >= 9 && unit <= 13) || (unit >= 0x1c && unit <= 0x20);

function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

/** The number that a text says, exactly; undefined: it says none. */
export function fromText(vm: VM, s: Str, lenient: boolean): PyDecimal | undefined {
  const text = ascii(vm, s, lenient);
  const m = text === undefined ? null : NUMBER.exec(text);
  if (m === null) return undefined;
  const negative = m[1] === '-';
  if (m[5] !== undefined) return D.infinity(vm, negative);
  if (m[6] !== undefined) {
    D.payText(vm, m[7]!.length);
    vm.alloc(120);
    const kind = m[6].length === 4 ? D.SNAN : D.QNAN;
    return new D.PyDecimal(D.DecimalType.root, kind, negative, BigInt(m[7]! || '0'), 0);
  }
  const whole = m[2] ?? '';
  const fraction = m[3] ?? '';
  if (whole === '' && fraction === '') return undefined;
  D.payText(vm, whole.length + fraction.length);
  D.payDigits(vm, whole.length + fraction.length);
  const exponent = m[4] === undefined ? 0 : Math.max(-4 * D.LIMIT, Math.min(4 * D.LIMIT, Number(m[4])));
  return D.finite(vm, negative, BigInt(whole + fraction), exponent - fraction.length);
}

// -- writing --------------------------------------------------------------------------------------------------------------------

function special(a: PyDecimal): string {
  const sign = a.negative ? '-' : '';
  if (a.kind === D.INFINITY) return `${sign}Infinity`;
  return `${sign}${a.kind === D.SNAN ? 'sNaN' : 'NaN'}${a.coefficient === 0n ? '' : a.coefficient}`;
}

function coefficientText(vm: VM, a: PyDecimal): string {
  D.payText(vm, D.digits(vm, a));
  return a.coefficient.toString();
}

/** Scientific notation; with `engineering`, exponents are multiples of three. */
export function toText(vm: VM, a: PyDecimal, capitals: boolean, engineering: boolean): string {
  if (a.kind !== D.FINITE) return special(a);
  const sign = a.negative ? '-' : '';
  const s = coefficientText(vm, a);
  const { exponent } = a;
  const first = exponent + s.length;
  // Where the point goes, counted from the first digit.
  let point: number;
  if (exponent <= 0 && first > -6) point = first;
  else if (!engineering) point = 1;
  else if (a.coefficient === 0n) point = ((((first + 1) % 3) + 3) % 3) - 1;
  else point = ((((first - 1) % 3) + 3) % 3) + 1;
  let out: string;
  if (point <= 0) out = `0.${'0'.repeat(-point)}${s}`;
  else if (point >= s.length) out = s + '0'.repeat(point - s.length);
  else out = `${s.slice(0, point)}.${s.slice(point)}`;
  if (first !== point) {
    const e = first - point;
    out += `${capitals ? 'E' : 'e'}${e < 0 ? '-' : '+'}${Math.abs(e)}`;
  }
  return sign + out;
}

// -- format ----------------------------------------------------------------------------------------------------------------------

function readSpec(vm: VM, text: Str): Readonly<FormatSpec> {
  try {
    return parseSpec(vm, text, 'decimal.Decimal', '', '>');
  } catch (e) {
    if (e instanceof TextError) throw valueError('invalid format string');
    throw e;
  }
}

/** `format(a, spec)`: rounded by the context's rule, whatever its precision. */
export function format(vm: VM, c: Work, a: PyDecimal, text: Str, capitals: boolean): Str {
  const spec = { ...readSpec(vm, text) };
  const type = spec.type;
  if (type !== '' && !'eEfFgGn%'.includes(type)) throw valueError('invalid format string');
  if (type === 'n' && spec.grouping !== '') throw valueError('invalid format string');
  // A locale's own separators: a cell has the C locale.
  if (a.kind !== D.FINITE) {
    const sign = a.negative ? '-' : spec.sign === '-' ? '' : spec.sign;
    let body = special(D.withSign(vm, a, false));
    if (type === '%') body += '%';
    // Zeros fill numbers only.
    if (spec.fill === '0' && !/^.?[<>=^]/u.test(toJS(text))) {
      spec.fill = ' ';
      spec.align = '>';
    }
    if (spec.align === '=') return sign + toJS(pad(vm, body, { ...spec, align: '>', width: spec.width - sign.length }));
    return pad(vm, sign + body, spec);
  }
  return padNumber(vm, spec, ...numberText(vm, c, a, spec, capitals));
}

/** Sign, whole part, fraction (with its point), exponent. */
function numberText(
  vm: VM,
  c: Work,
  a: PyDecimal,
  spec: FormatSpec,
  capitals: boolean,
): [string, string, string, string] {
  const type = spec.type === '' || spec.type === 'n' ? (capitals && spec.type === '' ? 'G' : 'g') : spec.type;
  const kind = type === '%' ? 'f' : type.toLowerCase();
  let coefficient = a.coefficient;
  let exponent = a.exponent + (type === '%' ? 2 : 0);
  const { precision } = spec;
  const zero = coefficient === 0n;
  if (kind === 'f') {
    const last = precision >= 0 ? -precision : zero && exponent > 0 ? 0 : exponent;
    [coefficient, exponent] = at(vm, c, coefficient, exponent, last, a.negative, 0);
  } else if (precision >= 0 && !zero) {
    const most = kind === 'e' ? precision + 1 : Math.max(precision, 1);
    const length = D.digitsOf(vm, coefficient);
    if (kind === 'e' || length > most)
      [coefficient, exponent] = at(vm, c, coefficient, exponent, exponent + length - most, a.negative, most);
  }
  D.payText(vm, D.digitsOf(vm, coefficient));
  const s = coefficient.toString();
  const left = exponent + s.length;
  let point = left;
  if (kind === 'e') point = zero && precision >= 0 ? 1 - precision : 1;
  else if (kind === 'g' && (exponent > 0 || left <= -6)) point = 1;
  let whole: string;
  let fraction = '';
  if (point < 0) {
    D.payText(vm, -point);
    whole = '0';
    fraction = '0'.repeat(-point) + s;
  } else if (point > s.length) {
    D.payText(vm, point);
    whole = s + '0'.repeat(point - s.length);
  } else {
    whole = s.slice(0, point) || '0';
    fraction = s.slice(point);
  }
  let tail = '';
  const e = left - point;
  if (e !== 0 || kind === 'e') tail = `${type === 'e' || type === 'g' ? 'e' : 'E'}${e < 0 ? '-' : '+'}${Math.abs(e)}`;
  if (type === '%') tail += '%';
  const negative = a.negative && !(spec.noNegativeZero && coefficient === 0n);
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const shown = groupedFraction(fraction, spec.fractionGrouping);
  return [sign, whole, shown !== '' || spec.alternate ? `.${shown}` : '', tail];
}

/** The number with its last digit at `last`; where rounding brought one digit too many for `most`, one less. */
function at(
  vm: VM,
  c: Work,
  coefficient: bigint,
  exponent: number,
  last: number,
  negative: boolean,
  most: number,
): [bigint, number] {
  if (last <= exponent) {
    if (coefficient === 0n) return [0n, last];
    return [D.shiftLeft(vm, coefficient, exponent - last), last];
  }
  const cut = dropDigits(vm, coefficient, last - exponent, negative, c.rounding);
  if (most > 0 && D.digitsOf(vm, cut.coefficient) > most) return [cut.coefficient / 10n, last + 1];
  return [cut.coefficient, last];
}

function padNumber(vm: VM, spec: FormatSpec, sign: string, whole: string, fraction: string, tail: string): Str {
  const rest = fraction.length + tail.length;
  if (spec.fill === '0' && spec.align === '=') {
    // Zeros are digits: they are grouped too.
    const room = spec.width - sign.length - rest;
    if (room > whole.length) reserve(vm, room * 2, false);
    const digits = spec.grouping === '' ? whole.padStart(room, '0') : groupedToFill(whole, spec.grouping, 3, room);
    return sign + digits + fraction + tail;
  }
  const body = grouped(whole, spec.grouping, 3) + fraction + tail;
  if (spec.align !== '=') return pad(vm, sign + body, spec);
  const inner = pad(vm, body, { ...spec, align: '>', width: spec.width - sign.length });
  return typeof inner === 'string' ? sign + inner : pad(vm, sign + body, { ...spec, align: '>' });
}
