/** Text to float, and the hexadecimal form of both directions. */
import { length, type Str } from '../text/core.js';
import { TextError } from '../text/error.js';
import type { VM } from '../vm.js';
import { isNegative, mantissaOf, scaled } from './double.js';
import { stripAscii, toAsciiNumber } from './int-text.js';

const DECIMAL =
  /^[+-]?(?:[0-9]+(?:_[0-9]+)*\.?(?:[0-9]+(?:_[0-9]+)*)?|\.[0-9]+(?:_[0-9]+)*)(?:[eE][+-]?[0-9]+(?:_[0-9]+)*)?$/;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/** An ASCII number without spaces and underscores checked, or undefined. */
export function parseDecimal(text: string): number | undefined {
  if (DECIMAL.test(text)) return Number(text.includes('_') ? text.replaceAll('_', '') : text);
  const special = SPECIAL.exec(text);
  if (special === null) return undefined;
  if (special[2] === undefined) return NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}

/** `float(text)`; `shown` is the repr of what the program passed. */
export function floatFromText(vm: VM, s: Str, shown: string): number {
  if (length(s) > 64) vm.charge(length(s));
  const x = parseDecimal(stripAscii(toAsciiNumber(vm, s)));
  if (x === undefined) throw new TextError('ValueError', `could not convert string to float: ${shown}`);
  return x;
}

/** `x.hex()`. */
export function floatHex(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  const sign = isNegative(x) ? '-' : '';
  if (!Number.isFinite(x)) return sign + 'inf';
  if (x === 0) return sign + '0x0.0p+0';
  const { mantissa, exponent } = mantissaOf(Math.abs(x));
  const subnormal = mantissa < 4503599627370496;
  const digits = (subnormal ? mantissa : mantissa - 4503599627370496).toString(16).padStart(13, '0');
  const e = exponent + 52;
  return `${sign}0x${subnormal ? 0 : 1}.${digits}p${e < 0 ? '-' : '+'}${Math.abs(e)}`;
}

const HEX = /^([+-]?)(?:0[xX])?([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?[0-9]+))?$/;

/** `float.fromhex(text)`. */
export function floatFromHex(vm: VM, s: Str): number {
  if (length(s) > 64) vm.charge(length(s));
  const text = typeof s === 'string' ? stripAscii(s) : '?';
  const special = SPECIAL.exec(text);
  if (special !== null) return special[2] === undefined ? NaN : special[1] === '-' ? -Infinity : Infinity;
  const match = HEX.exec(text);
  const fraction = match?.[3] ?? '';
  const digits = (match?.[2] ?? '') + fraction;
  if (match === null || digits === '') throw new TextError('ValueError', 'invalid hexadecimal floating-point string');
  vm.alloc(digits.length);
  const m = BigInt('0x' + digits);
  const exponent = Math.max(-1e9, Math.min(1e9, Number(match[4] ?? 0))) - 4 * fraction.length;
  const x = m === 0n ? 0 : scaled(m, exponent);
  if (x === Infinity) throw new TextError('OverflowError', 'hexadecimal value too large to represent as a float');
  return match[1] === '-' ? -x : x;
}
