/**
 * `hash` of numbers, str, bytes, tuple and frozenset, as 64-bit CPython computes it with PYTHONHASHSEED=0: numbers
 * modulo 2^61-1, text by SipHash-1-3 over the narrowest of the one, two or four byte forms, tuples by xxHash.
 *
 * 64-bit words are pairs of 32-bit halves here: a bigint would cost ten times as much. Results are in the Values form.
 */
import { length, type Str } from '../text/core.js';
import type { VM } from '../vm.js';
import { mantissaOf } from './double.js';
import { type Int, normalize, words } from './int.js';

const MODULUS = 2n ** 61n - 1n;
const TWO32 = 4294967296;

/** A signed 64-bit word as int. */
function fromHalves(hi: number, lo: number): Int {
  hi |= 0;
  if (hi >= -0x200000 && hi < 0x200000) {
    const n = hi * TWO32 + (lo >>> 0);
    if (n !== -9007199254740992) return n;
  }
  return BigInt(hi) * 4294967296n + BigInt(lo >>> 0);
}

function lowHalf(n: Int): number {
  return typeof n === 'number' ? n | 0 : Number(BigInt.asIntN(32, n));
}
function highHalf(n: Int): number {
  return typeof n === 'number' ? Math.floor(n / TWO32) | 0 : Number(BigInt.asIntN(32, n >> 32n));
}

/** Product of two words, left in `productHi` and `productLo`: scratch, dead between calls. */
let productHi = 0;
let productLo = 0;
function multiply(aHi: number, aLo: number, bHi: number, bLo: number): void {
  const a0 = aLo & 0xffff;
  const a1 = aLo >>> 16;
  const b0 = bLo & 0xffff;
  const b1 = bLo >>> 16;
  const p00 = a0 * b0;
  const p01 = a0 * b1;
  const p10 = a1 * b0;
  const mid = (p00 >>> 16) + (p01 & 0xffff) + (p10 & 0xffff);
  productLo = (p00 & 0xffff) | (mid << 16);
  productHi = (a1 * b1 + (p01 >>> 16) + (p10 >>> 16) + (mid >>> 16) + Math.imul(aHi, bLo) + Math.imul(aLo, bHi)) | 0;
}

/** `hash(n)` of an int. */
export function hashInt(vm: VM, n: Int): Int {
  if (typeof n === 'number') return n === -1 ? -2 : n;
  vm.charge(words(n));
  const r = n % MODULUS;
  return r === -1n ? -2 : normalize(r);
}

/** `hash(x)` of a float that is no NaN (a NaN hashes by identity). */
export function hashFloat(vm: VM, x: number): Int {
  if (Number.isSafeInteger(x)) return x === -1 ? -2 : x + 0;
  if (x === Infinity) return 314159;
  if (x === -Infinity) return -314159;
  const { mantissa, exponent } = mantissaOf(Math.abs(x));
  const shift = ((exponent % 61) + 61) % 61;
  const r = (BigInt(mantissa) << BigInt(shift)) % MODULUS;
  vm.charge(1);
  return normalize(x < 0 ? (r === 1n ? -2n : -r) : r);
}

/** `hash(z)` from the hashes of its parts. */
export function hashComplex(real: Int, imag: Int): Int {
  const r = BigInt.asIntN(64, BigInt(real) + 1000003n * BigInt(imag));
  return r === -1n ? -2 : normalize(r);
}

/** `hash(t)` of a tuple from the hashes of its items. */
export function hashTuple(vm: VM, hashes: readonly Int[]): Int {
  const n = hashes.length;
  if (n > 16) vm.charge(n);
  let hi = 0x27d4eb2f;
  let lo = 0x165667c5;
  for (let i = 0; i < n; i++) {
    const h = hashes[i]!;
    multiply(highHalf(h), lowHalf(h), 0xc2b2ae3d, 0x27d4eb4f);
    const sum = (lo >>> 0) + (productLo >>> 0);
    hi = (hi + productHi + (sum >= TWO32 ? 1 : 0)) | 0;
    lo = sum | 0;
    multiply((hi << 31) | (lo >>> 1), (lo << 31) | (hi >>> 1), 0x9e3779b1, 0x85ebca87);
    hi = productHi;
    lo = productLo;
  }
  // The length is mixed with the fifth prime and a number of CPython's own.
  const sum = (lo >>> 0) + ((n ^ 0x165667c5 ^ 3527539) >>> 0);
  hi = (hi + 0x27d4eb2f + (sum >= TWO32 ? 1 : 0)) | 0;
  lo = sum | 0;
  return hi === -1 && lo === -1 ? 1546275796 : fromHalves(hi, lo);
}

/** `hash(s)` of a frozenset from the hashes of its members, in any order. */
export function hashFrozenset(vm: VM, hashes: readonly Int[]): Int {
  vm.charge(hashes.length);
  let high = 0;
  let low = 0;
  for (let i = 0; i < hashes.length; i++) {
    const hi = highHalf(hashes[i]!);
    const lo = lowHalf(hashes[i]!);
    // (x ^ 89869747 ^ (x << 16)) * 3644798167
    multiply(hi ^ ((hi << 16) | (lo >>> 16)), lo ^ 89869747 ^ (lo << 16), 0, 3644798167 | 0);
    high ^= productHi;
    low ^= productLo;
  }
  let all = BigInt.asUintN(64, (BigInt(high) << 32n) | BigInt(low >>> 0));
  all ^= (BigInt(hashes.length) + 1n) * 1927868237n;
  all ^= (all >> 11n) ^ (all >> 25n);
  all = BigInt.asIntN(64, all * 69069n + 907133923n);
  return all === -1n ? 590923713 : normalize(all);
}

/** SipHash with one compression and three finalization rounds, key 0; fed one 64-bit word at a time. */
class SipHash13 {
  private v0h = 0x736f6d65;
  private v0l = 0x70736575;
  private v1h = 0x646f7261;
  private v1l = 0x6e646f6d;
  private v2h = 0x6c796765;
  private v2l = 0x6e657261;
  private v3h = 0x74656462;
  private v3l = 0x79746573;

  private round(): void {
    let { v0h, v0l, v1h, v1l, v2h, v2l, v3h, v3l } = this;
    let sum = (v0l >>> 0) + (v1l >>> 0);
    v0h = (v0h + v1h + (sum >= TWO32 ? 1 : 0)) | 0;
    v0l = sum | 0;
    sum = (v2l >>> 0) + (v3l >>> 0);
    v2h = (v2h + v3h + (sum >= TWO32 ? 1 : 0)) | 0;
    v2l = sum | 0;
    let h = ((v1h << 13) | (v1l >>> 19)) ^ v0h;
    v1l = ((v1l << 13) | (v1h >>> 19)) ^ v0l;
    v1h = h;
    h = ((v3h << 16) | (v3l >>> 16)) ^ v2h;
    v3l = ((v3l << 16) | (v3h >>> 16)) ^ v2l;
    v3h = h;
    h = v0h;
    v0h = v0l;
    v0l = h;
    sum = (v2l >>> 0) + (v1l >>> 0);
    v2h = (v2h + v1h + (sum >= TWO32 ? 1 : 0)) | 0;
    v2l = sum | 0;
    sum = (v0l >>> 0) + (v3l >>> 0);
    v0h = (v0h + v3h + (sum >= TWO32 ? 1 : 0)) | 0;
    v0l = sum | 0;
    h = ((v1h << 17) | (v1l >>> 15)) ^ v2h;
    v1l = ((v1l << 17) | (v1h >>> 15)) ^ v2l;
    v1h = h;
    h = ((v3h << 21) | (v3l >>> 11)) ^ v0h;
    v3l = ((v3l << 21) | (v3h >>> 11)) ^ v0l;
    v3h = h;
    h = v2h;
    v2h = v2l;
    v2l = h;
    this.v0h = v0h;
    this.v0l = v0l;
    this.v1h = v1h;
    this.v1l = v1l;
    this.v2h = v2h;
    this.v2l = v2l;
    this.v3h = v3h;
    this.v3l = v3l;
  }

  feed(hi: number, lo: number): void {
    this.v3h ^= hi;
    this.v3l ^= lo;
    this.round();
    this.v0h ^= hi;
    this.v0l ^= lo;
  }

  finish(): Int {
    this.v2l ^= 0xff;
    this.round();
    this.round();
    this.round();
    const hi = this.v0h ^ this.v1h ^ this.v2h ^ this.v3h;
    const lo = this.v0l ^ this.v1l ^ this.v2l ^ this.v3l;
    return hi === -1 && lo === -1 ? -2 : fromHalves(hi, lo);
  }
}

/** `hash(b)` of bytes. */
export function hashBytes(vm: VM, bytes: Uint8Array): Int {
  const n = bytes.length;
  if (n === 0) return 0;
  if (n > 64) vm.charge(n >>> 1);
  const sip = new SipHash13();
  let i = 0;
  for (; i + 8 <= n; i += 8) {
    const lo = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    sip.feed(bytes[i + 4]! | (bytes[i + 5]! << 8) | (bytes[i + 6]! << 16) | (bytes[i + 7]! << 24), lo);
  }
  let hi = n << 24;
  let lo = 0;
  for (let k = 0; i < n; i++, k++) {
    if (k < 4) lo |= bytes[i]! << (8 * k);
    else hi |= bytes[i]! << (8 * (k - 4));
  }
  sip.feed(hi, lo);
  return sip.finish();
}

/** Without these CPython keeps a str one byte a code point. */
const BEYOND_LATIN1 = /[^\0-\xff]/;

function hashOneByte(s: string): Int {
  const n = s.length;
  const sip = new SipHash13();
  let i = 0;
  for (; i + 8 <= n; i += 8) {
    const lo = s.charCodeAt(i) | (s.charCodeAt(i + 1) << 8) | (s.charCodeAt(i + 2) << 16) | (s.charCodeAt(i + 3) << 24);
    const hi =
      s.charCodeAt(i + 4) | (s.charCodeAt(i + 5) << 8) | (s.charCodeAt(i + 6) << 16) | (s.charCodeAt(i + 7) << 24);
    sip.feed(hi, lo);
  }
  let hi = n << 24;
  let lo = 0;
  for (let k = 0; i < n; i++, k++) {
    if (k < 4) lo |= s.charCodeAt(i) << (8 * k);
    else hi |= s.charCodeAt(i) << (8 * (k - 4));
  }
  sip.feed(hi, lo);
  return sip.finish();
}

function hashTwoBytes(s: string): Int {
  const n = s.length;
  const sip = new SipHash13();
  let i = 0;
  for (; i + 4 <= n; i += 4)
    sip.feed(s.charCodeAt(i + 2) | (s.charCodeAt(i + 3) << 16), s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16));
  const left = n - i;
  const lo = (left > 0 ? s.charCodeAt(i) : 0) | (left > 1 ? s.charCodeAt(i + 1) << 16 : 0);
  sip.feed((n << 25) | (left > 2 ? s.charCodeAt(i + 2) : 0), lo);
  return sip.finish();
}

/** `hash(s)` of a str. */
export function hashStr(vm: VM, s: Str): Int {
  const n = length(s);
  if (n === 0) return 0;
  if (n > 64) vm.charge(n >>> 1);
  if (typeof s === 'string') return BEYOND_LATIN1.test(s) ? hashTwoBytes(s) : hashOneByte(s);
  const sip = new SipHash13();
  const cps = s.cps;
  let i = 0;
  for (; i + 2 <= n; i += 2) sip.feed(cps[i + 1]! | 0, cps[i]! | 0);
  sip.feed(n << 26, i < n ? cps[i]! : 0);
  return sip.finish();
}
