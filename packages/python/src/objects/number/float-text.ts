/** Text to float, and the hexadecimal form of both directions. */
import { length, type Str, toJS } from '../text/core.js';
import { TextError } from '../text/error.js';
import { reprStr } from '../text/repr.js';
import type { VM } from '../vm.js';
import { isNegative, mantissaOf, scaled } from './double.js';
import { stripAscii, toAsciiNumber } from './int-text.js';
import { isSign, realEnd, realValue } from './scan.js';

/** The number that an ASCII text without spaces at its ends is, or undefined. */
export function parseDecimal(text: string): number | undefined {
  const end = realEnd(text, isSign(text.charCodeAt(0)) ? 1 : 0);
  return end === text.length && end > 0 ? realValue(text) : undefined;
}

/** `float(text)`; `shown` is the repr of what the program passed, where that is no str. */
export function floatFromText(vm: VM, s: Str, shown?: string): number {
  if (length(s) > 64) vm.charge(length(s));
  const x = parseDecimal(stripAscii(toAsciiNumber(vm, s)));
  if (x === undefined)
    throw new TextError('ValueError', `could not convert string to float: ${shown ?? toJS(reprStr(vm, s))}`);
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

function hexEnd(text: string, i: number): number {
  for (; ; i++) {
    const c = text.charCodeAt(i);
    const letter = c | 32;
    if (!(c >= 48 && c <= 57) && !(letter >= 97 && letter <= 102)) return i;
  }
}

/** `0x1.8p+3` apart from its sign: the digits without point, how many are behind it, the exponent; or undefined. */
function splitHex(text: string): { digits: string; places: number; exponent: number } | undefined {
  const start = text.charCodeAt(0) === 48 && (text.charCodeAt(1) | 32) === 0x78 ? 2 : 0;
  let end = hexEnd(text, start);
  let digits = text.slice(start, end);
  let places = 0;
  if (text.charCodeAt(end) === 0x2e) {
    const fraction = hexEnd(text, end + 1);
    places = fraction - end - 1;
    digits += text.slice(end + 1, fraction);
    end = fraction;
  }
  if (digits === '') return undefined;
  if (end === text.length) return { digits, places, exponent: 0 };
  const exponent = text.slice(end + 1, end + 1025);
  if ((text.charCodeAt(end) | 32) !== 0x70 || end + 1 + exponent.length < text.length) return undefined;
  return /^[+-]?[0-9]+$/.test(exponent) ? { digits, places, exponent: Number(exponent) } : undefined;
}

/** `float.fromhex(text)`. */
export function floatFromHex(vm: VM, s: Str): number {
  const n = length(s);
  if (n > 64) {
    vm.charge(n);
    vm.alloc(n);
  }
  const text = typeof s === 'string' ? stripAscii(s) : '?';
  const sign = isSign(text.charCodeAt(0)) ? 1 : 0;
  const word = text.slice(sign, sign + 9).toLowerCase();
  if (word === 'inf' || word === 'infinity' || word === 'nan') return realValue(text);
  const hex = splitHex(text.slice(sign));
  if (hex === undefined) throw new TextError('ValueError', 'invalid hexadecimal floating-point string');
  const m = BigInt('0x' + hex.digits);
  const exponent = Math.max(-1e10, Math.min(1e10, hex.exponent)) - 4 * hex.places;
  const x = m === 0n ? 0 : scaled(m, exponent);
  if (x === Infinity) throw new TextError('OverflowError', 'hexadecimal value too large to represent as a float');
  return text.charCodeAt(0) === 0x2d ? -x : x;
}
