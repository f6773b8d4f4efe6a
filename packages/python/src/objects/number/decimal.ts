/**
 * Decimal digits of a double, exactly: the shortest that round back (`repr`), so many significant ones (`%e`), so many
 * after the point (`%f`); ties go to even. The engine's digits are used where they are exact, bigints where not.
 */

import { MAX_STR_LENGTH } from '../text/core.js';
import { TextError } from '../text/error.js';
import type { VM } from '../vm.js';
import { mantissaOf } from './double.js';

/** No finite double has more digits than this after the point or before it. */
const MAX_DIGITS = 1100;

/** `0.ddd * 10^point` is the value: digits without point, and where the point stands. */
export interface Decimal {
  digits: string;
  point: number;
}

/** x * 10^d, rounded half to even; x finite and >= 0. */
function exactScaled(x: number, d: number): bigint {
  const { mantissa, exponent } = mantissaOf(x);
  let num = BigInt(mantissa);
  let den = 1n;
  if (exponent > 0) num <<= BigInt(exponent);
  else den <<= BigInt(-exponent);
  if (d > 0) num *= 10n ** BigInt(d);
  else if (d < 0) den *= 10n ** BigInt(-d);
  const q = num / den;
  const twice = 2n * (num - q * den);
  return twice > den || (twice === den && (q & 1n) === 1n) ? q + 1n : q;
}

/** x * 10^d as a decimal integer, rounded half to even; x finite and >= 0. */
export function decimalScaled(vm: VM, x: number, d: number): string {
  if (d >= 0 && d <= 100 && x < 1e21 && !isTie(x, d))
    return x
      .toFixed(d)
      .replace('.', '')
      .replace(/^0+(?=.)/, '');
  vm.charge(64);
  return exactScaled(x, d).toString();
}

/** x lies exactly between two decimals of `d` places: x * 2^(d+1) is odd then. */
function isTie(x: number, d: number): boolean {
  const y = x * 2 ** (d + 1);
  return y < 9007199254740992 && y % 2 === 1;
}

/** Announces `n` digits. */
export function reserveDigits(vm: VM, n: number): void {
  vm.alloc(n > 64 ? 2 * n : 64);
  if (n > 64) vm.charge(n >>> 2);
  if (n > MAX_STR_LENGTH - 2 * MAX_DIGITS) throw new TextError('MemoryError', '');
}

/** `precision` digits after the point, as text: `12.340`. x finite and >= 0. */
export function fixedText(vm: VM, x: number, precision: number): string {
  if (precision <= 100 && x < 1e21 && !isTie(x, precision)) return x.toFixed(precision);
  reserveDigits(vm, precision);
  const exact = Math.min(precision, MAX_DIGITS);
  vm.charge(64);
  const digits = exactScaled(x, exact)
    .toString()
    .padStart(exact + 1, '0');
  const whole = digits.slice(0, digits.length - exact);
  return precision === 0 ? whole : `${whole}.${digits.slice(digits.length - exact)}${'0'.repeat(precision - exact)}`;
}

/** `count` >= 1 significant digits. x finite and >= 0. */
export function significant(vm: VM, x: number, count: number): Decimal {
  if (x === 0) {
    reserveDigits(vm, count);
    return { digits: '0'.repeat(count), point: 1 };
  }
  if (count <= 100) {
    const text = x.toExponential(count - 1);
    if (!mayBeTie(x, count)) return split(text);
  }
  reserveDigits(vm, count);
  vm.charge(64);
  const exact = Math.min(count, MAX_DIGITS);
  let exponent = split(x.toExponential(20)).point - 1;
  for (;;) {
    const digits = exactScaled(x, exact - 1 - exponent).toString();
    if (digits.length > exact) exponent++;
    else if (digits.length < exact) exponent--;
    else return { digits: digits + '0'.repeat(count - exact), point: exponent + 1 };
  }
}

/** False only where x is no tie at `count` digits: one digit more would end in 5 and be x itself. */
function mayBeTie(x: number, count: number): boolean {
  if (count >= 100) return true;
  const more = x.toExponential(count);
  const e = more.indexOf('e');
  return more.charCodeAt(e - 1) === 0x35 && Number(more) === x;
}

function split(exponential: string): Decimal {
  const e = exponential.indexOf('e');
  const digits = exponential[1] === '.' ? exponential[0] + exponential.slice(2, e) : exponential.slice(0, e);
  return { digits, point: Number(exponential.slice(e + 1)) + 1 };
}

/** The shortest digits that round back to x; x finite and >= 0. */
export function shortest(x: number): Decimal {
  return x === 0 ? { digits: '0', point: 1 } : split(x.toExponential());
}

/** `e+05`: sign and at least two digits. */
export function exponentText(letter: string, exponent: number): string {
  const a = Math.abs(exponent);
  return letter + (exponent < 0 ? '-' : '+') + (a < 10 ? '0' : '') + a;
}

/** Digits with the point put in, positionally, with zeros where there are no digits: '' after the point if none. */
export function positional({ digits, point }: Decimal): [whole: string, fraction: string] {
  if (point <= 0) return ['0', '0'.repeat(-point) + digits];
  if (point >= digits.length) return [digits + '0'.repeat(point - digits.length), ''];
  return [digits.slice(0, point), digits.slice(point)];
}

/** `repr(x)`, also `str(x)`. */
export function floatRepr(x: number): string {
  const a = Math.abs(x);
  if (a >= 1e-4 && a < 1e16) {
    const text = String(x);
    return Number.isInteger(x) ? text + '.0' : text;
  }
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  if (Number.isNaN(x)) return 'nan';
  if (a === Infinity) return x < 0 ? '-inf' : 'inf';
  const text = x.toExponential();
  const e = text.indexOf('e');
  return text.slice(0, e) + exponentText('e', Number(text.slice(e + 1)));
}
