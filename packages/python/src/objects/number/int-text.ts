/** int <-> text and bytes: `str(n)`, other bases, `int(text, base)`, `to_bytes`, `from_bytes`. */
import { codePointAt, length, MAX_STR_LENGTH, narrowOf, type Str, toJS, without } from '../text/core.js';
import { TextError } from '../text/error.js';
import { isSpace } from '../text/predicates.js';
import { reprStr } from '../text/repr.js';
import { decimalValue } from '../text/unicode/data.js';
import type { VM } from '../vm.js';
import { conversionSteps } from './cost.js';
import { bitLength, type Int, normalize, words } from './int.js';

const HINT = 'use sys.set_int_max_str_digits() to increase the limit';

/** Steps to convert `n` words between binary and decimal. */
function conversionCost(n: number): number {
  return Math.ceil(conversionSteps(n) / 4) + 1;
}

/** `str(n)`. */
export function intToDecimal(vm: VM, n: Int): string {
  if (typeof n === 'number') return String(n);
  const limit = vm.intMaxStrDigits;
  const size = words(n);
  if (limit > 0 && size > 32 && (bitLength(n) - 1) * 0.30102999566 >= limit) tooManyDigits(limit);
  vm.charge(conversionCost(size));
  vm.alloc(20 * size);
  const text = n.toString();
  if (limit > 0 && text.length > limit && text.length - (n < 0n ? 1 : 0) > limit) tooManyDigits(limit);
  return text;
}

function tooManyDigits(limit: number): never {
  throw new TextError('ValueError', `Exceeds the limit (${limit} digits) for integer string conversion; ${HINT}`);
}

/** Digits of |n| in base 2, 8 or 16, lower case, without prefix. */
export function intDigits(vm: VM, n: Int, base: 2 | 8 | 16): string {
  if (typeof n === 'number') return Math.abs(n).toString(base);
  const size = words(n);
  vm.charge(8 * size);
  vm.alloc(64 * size);
  if (size * 64 > MAX_STR_LENGTH) throw new TextError('MemoryError', '');
  return (n < 0n ? -n : n).toString(base);
}

/** `bin(n)`, `oct(n)`, `hex(n)`. */
export function intWithPrefix(vm: VM, n: Int, base: 2 | 8 | 16): string {
  const prefix = base === 2 ? '0b' : base === 8 ? '0o' : '0x';
  return (n < 0 ? '-' : '') + prefix + intDigits(vm, n, base);
}

/** ASCII text of a number: spaces of any kind as ' ', decimal digits of any script as 0-9, what else as '?'. */
export function toAsciiNumber(vm: VM, s: Str): string {
  if (typeof s === 'string' && !/[^\0-\x7f]/.test(s)) return s;
  const n = length(s);
  vm.charge(n);
  vm.alloc(4 * n);
  const out = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const cp = codePointAt(s, i);
    const digit = cp < 128 ? -1 : decimalValue(cp);
    out[i] = cp < 128 ? cp : isSpace(cp) ? 0x20 : digit >= 0 ? 0x30 + digit : 0x3f;
  }
  return narrowOf(out, 0, n);
}

/** Without the whitespace of the C library at both ends. */
export function stripAscii(s: string): string {
  let from = 0;
  let to = s.length;
  while (from < to && isAsciiSpace(s.charCodeAt(from))) from++;
  while (to > from && isAsciiSpace(s.charCodeAt(to - 1))) to--;
  return s.slice(from, to);
}

function isAsciiSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

function prefixBase(text: string): number {
  if (text.length < 2 || text.charCodeAt(0) !== 48) return 0;
  const c = text.charCodeAt(1) | 32;
  return c === 0x78 ? 16 : c === 0x6f ? 8 : c === 0x62 ? 2 : 0;
}

/** Digits of base `base` with single underscores between them; a doubtful one is told by the caller. */
function validDigits(text: string, base: number): boolean {
  let lastUnderscore = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5f) {
      if (lastUnderscore) return false;
      lastUnderscore = true;
    } else {
      const d = c >= 48 && c <= 57 ? c - 48 : (c | 32) >= 97 && (c | 32) <= 122 ? (c | 32) - 87 : 99;
      if (d >= base) return false;
      lastUnderscore = false;
    }
  }
  return !lastUnderscore;
}

function digitsToInt(vm: VM, digits: string, base: number): Int {
  if (digits.length <= 10) return Number.parseInt(digits, base);
  vm.alloc(digits.length);
  if (base === 10) {
    if (digits.length <= 15) return Number(digits);
    vm.charge(conversionCost(digits.length / 19));
    return normalize(BigInt(digits));
  }
  vm.charge(digits.length);
  if (digits.length * Math.log2(base) > 2 ** 30) throw new TextError('MemoryError', '');
  if (base === 16) return normalize(BigInt('0x' + digits));
  if (base === 8) return normalize(BigInt('0o' + digits));
  if (base === 2) return normalize(BigInt('0b' + digits));
  vm.charge(conversionCost(digits.length / 10));
  return normalize(halves(digits, base));
}

/** Any base, by halves: the depth is the logarithm of the length. */
function halves(digits: string, base: number): bigint {
  if (digits.length <= 10) return BigInt(Number.parseInt(digits, base));
  const low = digits.length >> 1;
  const high = halves(digits.slice(0, digits.length - low), base);
  return high * BigInt(base) ** BigInt(low) + halves(digits.slice(digits.length - low), base);
}

/** The int that `text` is in `base` (0: by its prefix), or undefined. Checks the digit limit. */
export function parseInteger(vm: VM, s: Str, base: number): Int | undefined {
  if (base !== 0 && (base < 2 || base > 36))
    throw new TextError('ValueError', 'int() base must be >= 2 and <= 36, or 0');
  if (length(s) > 64) vm.charge(length(s) >>> 1);
  let text = stripAscii(toAsciiNumber(vm, s));
  let negative = false;
  const sign = text.charCodeAt(0);
  if (sign === 0x2b || sign === 0x2d) {
    negative = sign === 0x2d;
    text = text.slice(1);
  }
  const prefix = prefixBase(text);
  let onlyZero = false;
  if (prefix !== 0 && (base === 0 || base === prefix)) {
    base = prefix;
    text = text.slice(text.charCodeAt(2) === 0x5f ? 3 : 2);
  } else if (base === 0) {
    base = 10;
    onlyZero = text.charCodeAt(0) === 48;
  }
  if (!validDigits(text, base)) return undefined;
  const digits = text.includes('_') ? without(text, 0x5f) : text;
  if (onlyZero && /[^0]/.test(digits)) return undefined;
  const limit = vm.intMaxStrDigits;
  if (limit > 0 && digits.length > limit && (base & (base - 1)) !== 0)
    throw new TextError(
      'ValueError',
      `Exceeds the limit (${limit} digits) for integer string conversion: value has ${digits.length} digits; ${HINT}`,
    );
  const n = digitsToInt(vm, digits, base);
  return negative ? (typeof n === 'number' ? 0 - n : -n) : n;
}

/** `int(text, base)`; `shown` is the repr of what the program passed, where that is no str. */
export function intFromText(vm: VM, s: Str, base: number, shown?: string): Int {
  const n = parseInteger(vm, s, base);
  if (n === undefined)
    throw new TextError(
      'ValueError',
      `invalid literal for int() with base ${base}: ${(shown ?? toJS(reprStr(vm, s))).slice(0, 200)}`,
    );
  return n;
}

/** `int.from_bytes`. */
export function intFromBytes(vm: VM, bytes: Uint8Array, little: boolean, signed: boolean): Int {
  const n = bytes.length;
  if (n === 0) return 0;
  const at = (i: number): number => bytes[little ? n - 1 - i : i]!;
  if (n <= 6) {
    let r = 0;
    for (let i = 0; i < n; i++) r = r * 256 + at(i);
    return signed && at(0) >= 128 ? r - 2 ** (8 * n) : r;
  }
  vm.charge(n);
  vm.alloc(5 * n);
  if (n * 8 > 2 ** 30) throw new TextError('MemoryError', '');
  let hex = '0x';
  for (let i = 0; i < n; i++) hex += (at(i) + 256).toString(16).slice(1);
  const r = BigInt(hex);
  return normalize(signed ? BigInt.asIntN(8 * n, r) : r);
}

/** `int.to_bytes`. */
export function intToBytes(vm: VM, n: Int, size: number, little: boolean, signed: boolean): Uint8Array {
  if (size < 0) throw new TextError('ValueError', 'length argument must be non-negative');
  if (n < 0 && !signed) throw new TextError('OverflowError', "can't convert negative int to unsigned");
  const magnitude = n < 0 ? bitLength(typeof n === 'number' ? n + 1 : normalize(n + 1n)) : bitLength(n);
  if (n !== 0 && magnitude > size * 8 - (signed ? 1 : 0)) tooBig();
  vm.alloc(size);
  vm.charge(size >>> 3);
  if (size > MAX_STR_LENGTH) throw new TextError('MemoryError', '');
  const out = new Uint8Array(size);
  if (n < 0) out.fill(255);
  if (typeof n === 'number') {
    for (let i = 0, r = n; i < size && i < 8; i++, r = Math.floor(r / 256)) out[i] = r & 255;
  } else writeBig(vm, out, n);
  return little ? out : out.reverse();
}

function tooBig(): never {
  throw new TextError('OverflowError', 'int too big to convert');
}

/** The low bytes of `n`, least significant first. */
function writeBig(vm: VM, out: Uint8Array, n: bigint): void {
  vm.charge(words(n) * 8);
  const hex = (n < 0n ? -n - 1n : n).toString(16);
  const flip = n < 0n ? 255 : 0;
  for (let i = 0, k = hex.length; k > 0 && i < out.length; i++, k -= 2)
    out[i] = Number.parseInt(hex.slice(Math.max(0, k - 2), k), 16) ^ flip;
}
