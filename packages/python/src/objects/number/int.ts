/**
 * Arithmetic of int in the Values form: a number while its magnitude is at most 2^53-1 (never -0), else a bigint.
 *
 * Each operation has a fast path on numbers that is exact or falls through. What grows is paid for first: `words`
 * bounds the size of an operand without walking it.
 */

import { TextError } from '../text/error.js';
import type { VM } from '../vm.js';
import { productSteps } from './cost.js';

export type Int = number | bigint;

const MAX = Number.MAX_SAFE_INTEGER;
const TWO32 = 4294967296;
/** V8's largest BigInt. */
const MAX_BITS = 2 ** 30;

export function normalize(n: bigint): Int {
  return n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : n;
}

/** An integral double as int. */
export function fromIntegral(n: number): Int {
  return n <= MAX && n >= -MAX ? n + 0 : BigInt(n);
}

export function isZero(a: Int): boolean {
  return a === 0;
}

/** POWERS[k] = 2^(64 * 2^k): comparing bigints of different lengths takes constant time. */
const POWERS: bigint[] = [];
const MAX_POWER = 16;

/** An upper bound, at most twice too high, of the 64-bit words of `n`. */
export function words(n: Int): number {
  if (typeof n === 'number') return 1;
  const a = n < 0n ? -n : n;
  for (let k = 0; k < MAX_POWER; k++) {
    const power = (POWERS[k] ??= 1n << BigInt(64 * 2 ** k));
    if (a < power) return 2 ** k;
  }
  let most = 2 ** MAX_POWER;
  while (a >> BigInt(64 * most) !== 0n) most *= 2;
  return a >> BigInt(48 * most) === 0n ? (most / 4) * 3 : most;
}

/** Announces an int of about `n` words. */
function reserveWords(vm: VM, n: number): void {
  vm.alloc(8 * n + 16);
  if (n > 2) vm.charge(n >> 2);
  if (n * 64 > MAX_BITS) throw new TextError('MemoryError', '');
}

/** Steps of a product or quotient of `n` by `m` words (Karatsuba's exponent above some size). */
function mulCost(n: number, m: number): number {
  if (n < m) return mulCost(m, n);
  return Math.ceil(productSteps(n, m) / 16);
}

export function add(vm: VM, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b;
    if (r <= MAX && r >= -MAX) return r;
    return BigInt(a) + BigInt(b);
  }
  reserveWords(vm, Math.max(words(a), words(b)));
  return normalize(BigInt(a) + BigInt(b));
}

export function sub(vm: VM, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b;
    if (r <= MAX && r >= -MAX) return r;
    return BigInt(a) - BigInt(b);
  }
  reserveWords(vm, Math.max(words(a), words(b)));
  return normalize(BigInt(a) - BigInt(b));
}

export function mul(vm: VM, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b;
    if (r <= MAX && r >= -MAX) return r + 0;
    return BigInt(a) * BigInt(b);
  }
  const n = words(a);
  const m = words(b);
  reserveWords(vm, n + m);
  if (n > 2 || m > 2) vm.charge(mulCost(n, m));
  return normalize(BigInt(a) * BigInt(b));
}

function payDivision(vm: VM, a: Int, b: Int): void {
  const n = words(a);
  const m = words(b);
  reserveWords(vm, n);
  if (n > 2) vm.charge(mulCost(n, Math.min(n, m)));
}

/** Floor and remainder with the divisor's sign, as bigint. */
function floorDivBig(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a < 0n !== b < 0n && q * b !== a ? q - 1n : q;
}

function floorModBig(a: bigint, b: bigint): bigint {
  const r = a % b;
  return r !== 0n && r < 0n !== b < 0n ? r + b : r;
}

export function floordiv(vm: VM, a: Int, b: Int): Int {
  if (b === 0) throw new TextError('ZeroDivisionError', 'division by zero');
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a % b;
    const q = (a - r) / b;
    return (r !== 0 && r < 0 !== b < 0 ? q - 1 : q) + 0;
  }
  payDivision(vm, a, b);
  return normalize(floorDivBig(BigInt(a), BigInt(b)));
}

export function mod(vm: VM, a: Int, b: Int): Int {
  if (b === 0) throw new TextError('ZeroDivisionError', 'division by zero');
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a % b;
    return (r !== 0 && r < 0 !== b < 0 ? r + b : r) + 0;
  }
  payDivision(vm, a, b);
  return normalize(floorModBig(BigInt(a), BigInt(b)));
}

export function divmod(vm: VM, a: Int, b: Int): [Int, Int] {
  if (b === 0) throw new TextError('ZeroDivisionError', 'division by zero');
  if (typeof a === 'number' && typeof b === 'number') return [floordiv(vm, a, b), mod(vm, a, b)];
  payDivision(vm, a, b);
  const x = BigInt(a);
  const y = BigInt(b);
  let q = x / y;
  let r = x - q * y;
  if (r !== 0n && r < 0n !== y < 0n) {
    q -= 1n;
    r += y;
  }
  return [normalize(q), normalize(r)];
}

export function neg(a: Int): Int {
  return typeof a === 'number' ? 0 - a : -a;
}

export function abs(a: Int): Int {
  return typeof a === 'number' ? Math.abs(a) : a < 0n ? -a : a;
}

export function invert(a: Int): Int {
  if (typeof a === 'number' && a < MAX) return -1 - a;
  return normalize(~BigInt(a));
}

/** Negative, 0 or positive. */
export function compare(a: Int, b: Int): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function equal(a: Int, b: Int): boolean {
  return a === b;
}

/** `a ** b` for b >= 0 (a negative exponent is a float power: see `powFloat`). */
export function pow(vm: VM, a: Int, b: Int): Int {
  if (b === 0) return 1;
  if (a === 0 || a === 1) return a;
  if (a === -1) return isOdd(b) ? -1 : 1;
  if (typeof b !== 'number') {
    vm.alloc(Number.MAX_SAFE_INTEGER);
    throw new TextError('MemoryError', '');
  }
  if (typeof a === 'number') {
    const small = powSmall(a, b);
    if (small !== 0) return small;
  }
  const bits = bitLength(a) * b;
  const size = Math.ceil(bits / 64) + 1;
  reserveWords(vm, size);
  if (size > 2) vm.charge(mulCost(size / 2, size / 2) * 2);
  return normalize(BigInt(a) ** BigInt(b));
}

/** The power where every step stays exact, else 0. */
function powSmall(a: number, b: number): number {
  if (b > 52) return 0;
  let r = 1;
  for (let base = a; ; base *= base) {
    if (b & 1) {
      r *= base;
      if (r > MAX || r < -MAX) return 0;
    }
    b >>= 1;
    if (b === 0) return r;
    if (base > 94906265 || base < -94906265) return 0;
  }
}

export function isOdd(a: Int): boolean {
  return typeof a === 'number' ? a % 2 !== 0 : (a & 1n) === 1n;
}

/** `pow(a, e, m)`; a negative exponent takes the inverse. */
export function modpow(vm: VM, a: Int, e: Int, m: Int): Int {
  if (m === 0) throw new TextError('ValueError', 'pow() 3rd argument cannot be 0');
  const negative = m < 0;
  const modulus = BigInt(negative ? neg(m) : m);
  let base = BigInt(a);
  let exp = BigInt(e);
  payDivision(vm, a, m);
  if (exp < 0n) {
    base = inverse(vm, base, modulus);
    exp = -exp;
  }
  if (modulus === 1n) return 0;
  base = floorModBig(base, modulus);
  let r = modpowOdd(vm, base, exp, modulus);
  if (negative && r !== 0n) r -= modulus;
  return normalize(r);
}

function modpowOdd(vm: VM, base: bigint, exp: bigint, modulus: bigint): bigint {
  const size = words(modulus);
  const step = 1 + 3 * mulCost(size, size);
  const digits = exp.toString(16);
  const table: bigint[] = [1n];
  if (digits.length > 4) for (let i = 1; i < 16; i++) table.push((table[i - 1]! * base) % modulus);
  let r = 1n;
  for (let i = 0; i < digits.length; i++) {
    vm.charge(5 * step);
    const d = Number.parseInt(digits[i]!, 16);
    if (table.length === 16) {
      if (i > 0) for (let k = 0; k < 4; k++) r = (r * r) % modulus;
      if (d !== 0) r = (r * table[d]!) % modulus;
    } else {
      for (let k = 3; k >= 0; k--) {
        r = (r * r) % modulus;
        if ((d >> k) & 1) r = (r * base) % modulus;
      }
    }
  }
  return r;
}

function inverse(vm: VM, a: bigint, m: bigint): bigint {
  let r0 = m;
  let r1 = floorModBig(a, m);
  let t0 = 0n;
  let t1 = 1n;
  const step = 4 + 4 * words(m);
  while (r1 !== 0n) {
    vm.charge(step);
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [t0, t1] = [t1, t0 - q * t1];
  }
  if (r0 !== 1n) throw new TextError('ValueError', 'base is not invertible for the given modulus');
  return t0;
}

export function lshift(vm: VM, a: Int, n: Int): Int {
  if (n < 0) throw new TextError('ValueError', 'negative shift count');
  if (a === 0) return 0;
  if (typeof n !== 'number') {
    vm.alloc(Number.MAX_SAFE_INTEGER);
    throw new TextError('OverflowError', 'too many digits in integer');
  }
  if (typeof a === 'number' && n < 54) {
    const r = a * 2 ** n;
    if (r <= MAX && r >= -MAX) return r;
  }
  reserveWords(vm, words(a) + Math.ceil(n / 64));
  return normalize(BigInt(a) << BigInt(n));
}

export function rshift(vm: VM, a: Int, n: Int): Int {
  if (n < 0) throw new TextError('ValueError', 'negative shift count');
  if (typeof a === 'number') return typeof n === 'number' && n < 64 ? Math.floor(a / 2 ** n) : a < 0 ? -1 : 0;
  if (typeof n !== 'number' || n > MAX_BITS) return a < 0n ? -1 : 0;
  reserveWords(vm, words(a));
  return normalize(a >> BigInt(n));
}

export function and(vm: VM, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a & b;
    const r = (Math.floor(a / TWO32) & Math.floor(b / TWO32)) * TWO32 + ((a & b) >>> 0);
    return r < -MAX ? BigInt(r) : r;
  }
  reserveWords(vm, Math.max(words(a), words(b)));
  return normalize(BigInt(a) & BigInt(b));
}

export function or(vm: VM, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a | b;
    const r = (Math.floor(a / TWO32) | Math.floor(b / TWO32)) * TWO32 + ((a | b) >>> 0);
    return r < -MAX ? BigInt(r) : r;
  }
  reserveWords(vm, Math.max(words(a), words(b)));
  return normalize(BigInt(a) | BigInt(b));
}

export function xor(vm: VM, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a ^ b;
    const r = (Math.floor(a / TWO32) ^ Math.floor(b / TWO32)) * TWO32 + ((a ^ b) >>> 0);
    return r < -MAX ? BigInt(r) : r;
  }
  reserveWords(vm, Math.max(words(a), words(b)));
  return normalize(BigInt(a) ^ BigInt(b));
}

/** `n.bit_length()`. */
export function bitLength(n: Int): number {
  if (typeof n === 'number') {
    const a = Math.abs(n);
    return a < TWO32 ? 32 - Math.clz32(a) : 64 - Math.clz32(Math.floor(a / TWO32));
  }
  let top = n < 0n ? -n : n;
  let bits = 0;
  // The upper half, while there is one: much cheaper than to write the whole number.
  for (let half = 32 * words(n); half >= 512; half >>= 1) {
    const upper = top >> BigInt(half);
    if (upper === 0n) continue;
    top = upper;
    bits += half;
  }
  const hex = top.toString(16);
  return bits + 4 * hex.length - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
}

function ones(n: number): number {
  n -= (n >>> 1) & 0x55555555;
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** `n.bit_count()`. */
export function bitCount(vm: VM, n: Int): number {
  if (typeof n === 'number') {
    const a = Math.abs(n);
    return ones(a | 0) + ones(Math.floor(a / TWO32));
  }
  vm.charge(words(n) * 8);
  const hex = (n < 0n ? -n : n).toString(16);
  let total = 0;
  for (let i = 0; i < hex.length; i += 8) total += ones(Number.parseInt(hex.slice(i, i + 8), 16) | 0);
  return total;
}

export function gcd(vm: VM, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    a = Math.abs(a);
    b = Math.abs(b);
    while (b !== 0) [a, b] = [b, a % b];
    return a;
  }
  let x = BigInt(abs(a));
  let y = BigInt(abs(b));
  if (x < y) [x, y] = [y, x];
  while (y > 9007199254740991n) {
    vm.charge(4 + words(x));
    [x, y] = lehmerStep(x, y);
  }
  if (y === 0n) return normalize(x);
  return gcd(vm, Number(y), Number(x % y));
}

/** Lehmer's step: what Euclid's algorithm would do to x >= y while the leading bits alone tell the quotients. */
function lehmerStep(x: bigint, y: bigint): [bigint, bigint] {
  const shift = BigInt(Math.max(0, bitLength(x) - 50));
  let top = Number(x >> shift);
  let low = Number(y >> shift);
  let [a, b, c, d] = [1, 0, 0, 1];
  while (low + c !== 0 && low + d !== 0) {
    const q = Math.floor((top + a) / (low + c));
    if (q !== Math.floor((top + b) / (low + d))) break;
    [a, b, c, d] = [c, d, a - q * c, b - q * d];
    [top, low] = [low, top - q * low];
  }
  if (b === 0) return [y, x % y];
  return [BigInt(a) * x + BigInt(b) * y, BigInt(c) * x + BigInt(d) * y];
}

/** `math.isqrt(n)`. */
export function isqrt(vm: VM, n: Int): Int {
  if (n < 0) throw new TextError('ValueError', 'isqrt() argument must be nonnegative');
  if (typeof n === 'number') {
    let r = Math.floor(Math.sqrt(n));
    while (r * r > n) r--;
    while ((r + 1) * (r + 1) <= n) r++;
    return r;
  }
  const size = words(n);
  vm.charge(8 * mulCost(size, size) + 8);
  // Newton from above, at a precision that doubles: each round has twice as many correct bits.
  const c = BigInt(Math.floor((bitLength(n) - 1) / 2));
  let a = 1n;
  let d = 0n;
  for (let s = bitLength(normalize(c)) - 1; s >= 0; s--) {
    const e = d;
    d = c >> BigInt(s);
    a = (a << (d - e - 1n)) + (n >> (2n * c - e - d + 1n)) / a;
  }
  return normalize(a * a > n ? a - 1n : a);
}
