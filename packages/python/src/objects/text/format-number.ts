/** `format(value, spec)` of the built-in types. */

import type { Complex } from '../number/complex.js';
import { exponentText, fixedText, floatRepr, positional, significant } from '../number/decimal.js';
import { isNegative } from '../number/double.js';
import { intToFloat } from '../number/float.js';
import type { Int } from '../number/int.js';
import { intDigits, intToDecimal } from '../number/int-text.js';
import type { VM } from '../vm.js';
import { concat, fromCodePoint, length, repeat, reserve, type Str, sub } from './core.js';
import { TextError } from './error.js';
import { type FormatSpec, groupedFraction, groupedToFill, pad, parseSpec, unknownType } from './format-spec.js';

function refuse(message: string): never {
  throw new TextError('ValueError', message);
}

/** `format(s, spec)` of a str. */
export function formatStr(vm: VM, s: Str, text: Str, typeName = 'str'): Str {
  if (length(text) === 0) return s;
  const spec = parseSpec(vm, text, typeName, 's', '<');
  if (spec.type !== 's') unknownType(spec.type, typeName);
  if (spec.sign !== '') refuse(`${spec.sign === ' ' ? 'Space' : 'Sign'} not allowed in string format specifier`);
  if (spec.noNegativeZero) refuse('Negative zero coercion (z) not allowed in string format specifier');
  if (spec.alternate) refuse('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') refuse("'=' alignment not allowed in string format specifier");
  const shown = spec.precision >= 0 && spec.precision < length(s) ? sub(vm, s, 0, spec.precision) : s;
  return pad(vm, shown, spec);
}

/** A number taken apart: sign, prefix, digits that may be grouped, and what follows them. */
interface NumberParts {
  negative: boolean;
  prefix: string;
  digits: string;
  rest: Str;
}

/** Puts a number together: grouping, zeros after the sign, fill. */
function layout(vm: VM, parts: NumberParts, spec: Readonly<FormatSpec>, groupSize: number): Str {
  const sign = parts.negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const fixed = sign.length + parts.prefix.length + length(parts.rest);
  const columns = Math.max(spec.width, fixed + parts.digits.length * 2);
  if (columns > 64) {
    reserve(vm, columns, typeof spec.fill !== 'string');
    vm.charge(columns);
  }
  let digits = parts.digits;
  if (digits !== '') {
    const zeros = spec.align === '=' && spec.fill === '0' ? spec.width - fixed : 0;
    if (spec.grouping !== '') digits = groupedToFill(digits, spec.grouping, groupSize, zeros);
    else if (zeros > digits.length) digits = '0'.repeat(zeros - digits.length) + digits;
  }
  const head = sign + parts.prefix;
  const tail = concat(vm, digits, parts.rest);
  if (spec.align !== '=') return pad(vm, concat(vm, head, tail), spec);
  const missing = spec.width - head.length - length(tail);
  return concat(vm, concat(vm, head, missing > 0 ? repeat(vm, spec.fill, missing) : ''), tail);
}

const FLOAT_TYPES = 'eEfFgG%';

/** `format(n, spec)` of an int. */
export function formatInt(vm: VM, n: Int, text: Str, typeName = 'int'): Str {
  if (length(text) === 0) return intToDecimal(vm, n);
  const spec = parseSpec(vm, text, typeName, 'd', '>');
  const { type } = spec;
  if (type.length === 1 && FLOAT_TYPES.includes(type)) return floatWithSpec(vm, intToFloat(n), spec);
  if (type.length !== 1 || !'bcdoxXn'.includes(type)) unknownType(type, typeName);
  if (spec.precision >= 0) refuse('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) refuse('Negative zero coercion (z) not allowed in integer format specifier');
  return type === 'c' ? formatChar(vm, n, spec) : formatDigits(vm, n, spec);
}

function formatChar(vm: VM, n: Int, spec: Readonly<FormatSpec>): Str {
  if (spec.sign !== '') refuse("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) refuse("Alternate form (#) not allowed with integer format specifier 'c'");
  if (typeof n !== 'number' || Math.abs(n) > 2 ** 31)
    throw new TextError('OverflowError', 'Python int too large to convert to C long');
  if (n < 0 || n > 0x10ffff) throw new TextError('OverflowError', '%c arg not in range(0x110000)');
  return layout(vm, { negative: false, prefix: '', digits: '', rest: fromCodePoint(n) }, spec, 3);
}

function formatDigits(vm: VM, n: Int, spec: Readonly<FormatSpec>): Str {
  const { type } = spec;
  const negative = n < 0;
  if (type === 'd' || type === 'n') {
    const digits = intToDecimal(vm, n);
    return layout(vm, { negative, prefix: '', digits: negative ? digits.slice(1) : digits, rest: '' }, spec, 3);
  }
  const digits = intDigits(vm, n, type === 'b' ? 2 : type === 'o' ? 8 : 16);
  const prefix = spec.alternate ? '0' + type : '';
  return layout(vm, { negative, prefix, digits: type === 'X' ? digits.toUpperCase() : digits, rest: '' }, spec, 4);
}

/**
 * A finite float >= 0 in one of the styles e, f, g. `alternate` keeps the point and the zeros; `addPoint` shows at
 * least one digit after the point, and counts it.
 */
export function floatText(
  vm: VM,
  x: number,
  style: 'e' | 'f' | 'g',
  precision: number,
  alternate: boolean,
  addPoint = false,
): string {
  if (precision > 2147483647) refuse('precision too big');
  if (style === 'f') return fixedText(vm, x, precision) + (alternate && precision === 0 ? '.' : '');
  if (style === 'e') {
    const { digits, point } = significant(vm, x, precision + 1);
    return withExponent(digits, x === 0 ? 0 : point - 1, alternate);
  }
  const count = Math.max(precision, 1);
  const decimal = significant(vm, x, count);
  const { point } = decimal;
  let { digits } = decimal;
  if (!alternate) digits = withoutZeros(digits);
  if (point <= -4 || point > count - (addPoint ? 1 : 0)) return withExponent(digits, point - 1, alternate);
  const [whole, fraction] = positional({ digits, point });
  if (fraction !== '') return `${whole}.${fraction}`;
  return addPoint ? whole + '.0' : alternate ? whole + '.' : whole;
}

function withoutZeros(digits: string): string {
  let end = digits.length;
  while (end > 1 && digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
}

function withExponent(digits: string, exponent: number, alternate: boolean): string {
  const fraction = digits.length > 1 ? '.' + digits.slice(1) : alternate ? '.' : '';
  return digits[0] + fraction + exponentText('e', exponent);
}

/** The magnitude of a float as the spec wants it, without sign. */
function magnitude(vm: VM, x: number, spec: Readonly<FormatSpec>, complex: boolean): string {
  let a = Math.abs(x);
  const upper = spec.type === 'E' || spec.type === 'F' || spec.type === 'G';
  const type = spec.type === 'n' ? 'g' : spec.type.toLowerCase();
  if (type === '%') a *= 100;
  if (spec.precision > 2147483647) refuse('precision too big');
  let text: string;
  if (Number.isNaN(a)) text = 'nan';
  else if (a === Infinity) text = 'inf';
  else if (type === '' && spec.precision < 0) text = reprText(a, complex, spec.alternate);
  else {
    const precision = spec.precision < 0 ? 6 : spec.precision;
    const style = type === '' ? 'g' : type === '%' ? 'f' : (type as 'e' | 'f' | 'g');
    text = floatText(vm, a, style, precision, spec.alternate, type === '' && !complex);
  }
  if (upper) text = text.toUpperCase();
  return type === '%' ? text + '%' : text;
}

/** The repr of a magnitude; without `.0` in a complex number, with a point in any case in the alternate form. */
function reprText(a: number, complex: boolean, alternate: boolean): string {
  const text = floatRepr(a);
  const bare = complex && text.endsWith('.0') ? text.slice(0, -2) : text;
  if (!alternate || bare.includes('.')) return bare;
  const e = bare.indexOf('e');
  return e < 0 ? bare + '.' : `${bare.slice(0, e)}.${bare.slice(e)}`;
}

function digitsEnd(text: string, i: number): number {
  while (text.charCodeAt(i) >= 48 && text.charCodeAt(i) <= 57) i++;
  return i;
}

/** Zeros and a point only, an exponent aside. */
function isZeroText(text: string): boolean {
  const e = text.search(/[eE%]/);
  return !/[^0.]/.test(e < 0 ? text : text.slice(0, e));
}

function floatParts(vm: VM, x: number, spec: Readonly<FormatSpec>, complex: boolean): NumberParts {
  const text = magnitude(vm, x, spec, complex);
  let negative = isNegative(x) && !Number.isNaN(x);
  if (negative && spec.noNegativeZero && isZeroText(text)) negative = false;
  const digits = text.slice(0, digitsEnd(text, 0));
  let rest = text.slice(digits.length);
  if (spec.fractionGrouping !== '' && rest.startsWith('.')) {
    const fraction = rest.slice(1, digitsEnd(rest, 1));
    rest = '.' + groupedFraction(fraction, spec.fractionGrouping) + rest.slice(1 + fraction.length);
  }
  return { negative, prefix: '', digits, rest };
}

function floatWithSpec(vm: VM, x: number, spec: Readonly<FormatSpec>): Str {
  return layout(vm, floatParts(vm, x, spec, false), spec, 3);
}

/** `format(x, spec)` of a float. */
export function formatFloat(vm: VM, x: number, text: Str, typeName = 'float'): Str {
  if (length(text) === 0) return floatRepr(x);
  const spec = parseSpec(vm, text, typeName, '', '>');
  if (spec.type !== '' && !(FLOAT_TYPES + 'n').includes(spec.type)) unknownType(spec.type, typeName);
  return floatWithSpec(vm, x, spec);
}

/** `format(z, spec)` of a complex; `plain` is its str. */
export function formatComplex(vm: VM, z: Complex, text: Str, typeName = 'complex'): Str {
  const spec = parseSpec(vm, text, typeName, '', '>');
  if (spec.type !== '' && !'eEfFgGn'.includes(spec.type)) unknownType(spec.type, typeName);
  if (spec.fill === '0') refuse('Zero padding is not allowed in complex format specifier');
  if (spec.align === '=') refuse("'=' alignment flag is not allowed in complex format specifier");
  const imaginaryOnly = spec.type === '' && z.real === 0 && !isNegative(z.real);
  const part: Readonly<FormatSpec> = { ...spec, width: -1, align: '<' };
  const real = imaginaryOnly ? '' : layout(vm, floatParts(vm, z.real, part, true), part, 3);
  const imagSpec: Readonly<FormatSpec> = imaginaryOnly ? part : { ...part, sign: '+' };
  const imag = concat(vm, layout(vm, floatParts(vm, z.imag, imagSpec, true), imagSpec, 3), 'j');
  const both = concat(vm, real, imag);
  return pad(vm, spec.type === '' && !imaginaryOnly ? concat(vm, concat(vm, '(', both), ')') : both, spec);
}
