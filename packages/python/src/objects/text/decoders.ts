/**
 * Bytes to code points, up to the first fault. Positions and reasons are CPython's; a fault in UTF-8 covers the
 * maximal part of a sequence that could have been well-formed (Unicode, chapter 3, table 3-7).
 */
import type { VM } from '../vm.js';
import type { TextBuilder } from './builders.js';
import { firstPiece, payOn } from './toll.js';
import { codePointOfName } from './unicode/names.js';

export interface Fault {
  start: number;
  end: number;
  reason: string;
}

/** Decodes `bytes` from `at` into `out`; a position where it ended (an incomplete end that is not `final`), or a fault. */
export type Decoder = (vm: VM, bytes: Uint8Array, at: number, final: boolean, out: TextBuilder) => number | Fault;

function payFor(vm: VM, n: number): void {
  if (n > 64) vm.charge(n >>> 1);
}

const UNEXPECTED_END = 'unexpected end of data';

/** Least second byte, largest second byte and length by first byte. */
function utf8Length(first: number): number {
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

function secondIsValid(first: number, second: number): boolean {
  if ((second & 0xc0) !== 0x80) return false;
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  return first !== 0xf4 || second < 0x90;
}

export function decodeUtf8(vm: VM, bytes: Uint8Array, at: number, final: boolean, out: TextBuilder): number | Fault {
  const n = bytes.length;
  let paid = at;
  // A fault may be near: the first piece is small.
  let step = 64;
  for (let i = at; ; ) {
    if (i >= paid) {
      payFor(vm, step);
      paid = Math.min(n, i + step);
      out.grow(paid - i);
      step = 4096;
    }
    if (i >= n) return n;
    const first = bytes[i]!;
    if (first < 0x80) {
      let end = i + 1;
      while (end < paid && bytes[end]! < 0x80) end++;
      out.addBytes(bytes, i, end);
      i = end;
      continue;
    }
    const size = utf8Length(first);
    if (size === 0) return { start: i, end: i + 1, reason: 'invalid start byte' };
    let cp = first & (0xff >> (size + 1));
    for (let k = 1; k < size; k++) {
      if (i + k >= n) return final ? { start: i, end: n, reason: UNEXPECTED_END } : i;
      const c = bytes[i + k]!;
      // CPython waits for the third byte of a surrogate before it complains.
      if (!final && k === 1 && first === 0xed && i + 2 === n && (c & 0xe0) === 0xa0) return i;
      if (k === 1 ? !secondIsValid(first, c) : (c & 0xc0) !== 0x80)
        return { start: i, end: i + k, reason: 'invalid continuation byte' };
      cp = (cp << 6) | (c & 0x3f);
    }
    out.push(cp);
    i += size;
  }
}

export function decodeLatin1(vm: VM, bytes: Uint8Array, at: number, _final: boolean, out: TextBuilder): number {
  payFor(vm, bytes.length - at);
  out.addBytes(bytes, at, bytes.length);
  return bytes.length;
}

export function decodeAscii(vm: VM, bytes: Uint8Array, at: number, _final: boolean, out: TextBuilder): number | Fault {
  let paid = firstPiece(at);
  for (let i = at; i < bytes.length; i++) {
    paid = payOn(vm, i, paid);
    const c = bytes[i]!;
    if (c >= 0x80) return { start: i, end: i + 1, reason: 'ordinal not in range(128)' };
    out.push(c);
  }
  return bytes.length;
}

export function utf16Decoder(little: boolean): Decoder {
  const low = little ? 0 : 1;
  return (vm, bytes, at, final, out) => {
    const n = bytes.length;
    const unit = (i: number): number => bytes[i + low]! | (bytes[i + 1 - low]! << 8);
    let paid = firstPiece(at);
    for (let i = at; i < n; i += 2) {
      paid = payOn(vm, i, paid);
      if (i + 1 >= n) return final ? { start: i, end: n, reason: 'truncated data' } : i;
      const u = unit(i);
      if (u < 0xd800 || u > 0xdfff) {
        out.push(u);
        continue;
      }
      if (u >= 0xdc00) return { start: i, end: i + 2, reason: 'illegal encoding' };
      if (i + 3 >= n) return final ? { start: i, end: n, reason: UNEXPECTED_END } : i;
      const v = unit(i + 2);
      if (v < 0xdc00 || v > 0xdfff) return { start: i, end: i + 2, reason: 'illegal UTF-16 surrogate' };
      out.push(0x10000 + ((u - 0xd800) << 10) + (v - 0xdc00));
      i += 2;
    }
    return n;
  };
}

export function utf32Decoder(little: boolean): Decoder {
  return (vm, bytes, at, final, out) => {
    const n = bytes.length;
    let paid = firstPiece(at);
    for (let i = at; i < n; i += 4) {
      paid = payOn(vm, i, paid);
      if (i + 3 >= n) return final ? { start: i, end: n, reason: 'truncated data' } : i;
      const [a, b, c, d] = [bytes[i]!, bytes[i + 1]!, bytes[i + 2]!, bytes[i + 3]!];
      const cp = (little ? a | (b << 8) | (c << 16) | (d << 24) : d | (c << 8) | (b << 16) | (a << 24)) >>> 0;
      if (cp >= 0x110000) return { start: i, end: i + 4, reason: 'code point not in range(0x110000)' };
      if (cp >= 0xd800 && cp < 0xe000)
        return { start: i, end: i + 4, reason: 'code point in surrogate code point range' };
      out.push(cp);
    }
    return n;
  };
}

/** A code page: the code point of each byte, U+FFFE where there is none. */
export function charmapDecoder(table: ArrayLike<number>): Decoder {
  return (vm, bytes, at, _final, out) => {
    let paid = firstPiece(at);
    for (let i = at; i < bytes.length; i++) {
      paid = payOn(vm, i, paid);
      const cp = bytes[i]! < table.length ? table[bytes[i]!]! : 0xfffe;
      if (cp === 0xfffe) return { start: i, end: i + 1, reason: 'character maps to <undefined>' };
      out.push(cp);
    }
    return bytes.length;
  };
}

const SIMPLE_ESCAPES = new Map<number, number>([
  [0x5c, 0x5c],
  [0x27, 0x27],
  [0x22, 0x22],
  [0x62, 8],
  [0x66, 12],
  [0x74, 9],
  [0x6e, 10],
  [0x72, 13],
  [0x76, 11],
  [0x61, 7],
]);

function hexValue(c: number | undefined): number {
  if (c === undefined) return -1;
  if (c >= 48 && c <= 57) return c - 48;
  const lower = c | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** `count` hexadecimal digits at `from`: the value and how many there are. */
function readHex(bytes: Uint8Array, from: number, count: number): { value: number; got: number } {
  let value = 0;
  for (let k = 0; k < count; k++) {
    const d = hexValue(bytes[from + k]);
    if (d < 0) return { value, got: k };
    value = value * 16 + d;
  }
  return { value, got: count };
}

/** Looking a character's name up. */
const NAME = 16;

const ESCAPE_DIGITS = new Map([
  [0x78, 2],
  [0x75, 4],
  [0x55, 8],
]);

function truncated(letter: number, digits: number): string {
  const c = String.fromCharCode(letter);
  return `truncated \\${c}${'X'.repeat(digits)} escape`;
}

/** One of `\xXX`, `\uXXXX`, `\UXXXXXXXX` at `i`: its code point and length, an incomplete end as undefined, or a fault. */
function hexEscape(bytes: Uint8Array, i: number, final: boolean): { cp: number; size: number } | Fault | undefined {
  const letter = bytes[i + 1]!;
  const count = ESCAPE_DIGITS.get(letter)!;
  const { value, got } = readHex(bytes, i + 2, count);
  if (got < count) {
    if (!final && i + 2 + got >= bytes.length) return undefined;
    return { start: i, end: i + 2 + got, reason: truncated(letter, count) };
  }
  if (value > 0x10ffff) return { start: i, end: i + 2 + count, reason: 'illegal Unicode character' };
  return { cp: value, size: 2 + count };
}

/** `unicode_escape`: Latin-1 with the escapes of a string literal. */
export function decodeUnicodeEscape(
  vm: VM,
  bytes: Uint8Array,
  at: number,
  final: boolean,
  out: TextBuilder,
): number | Fault {
  const n = bytes.length;
  let paid = firstPiece(at);
  for (let i = at; i < n; ) {
    paid = payOn(vm, i, paid);
    const c = bytes[i]!;
    if (c !== 0x5c) {
      out.push(c);
      i++;
      continue;
    }
    if (i + 1 >= n) return final ? { start: i, end: n, reason: '\\ at end of string' } : i;
    const e = bytes[i + 1]!;
    const simple = SIMPLE_ESCAPES.get(e);
    if (simple !== undefined) {
      out.push(simple);
      i += 2;
    } else if (e === 10) i += 2;
    else if (e >= 48 && e <= 55) {
      let k = i + 1;
      let value = 0;
      while (k < n && k < i + 4 && bytes[k]! >= 48 && bytes[k]! <= 55) value = value * 8 + bytes[k++]! - 48;
      out.push(value);
      i = k;
    } else if (ESCAPE_DIGITS.has(e)) {
      const found = hexEscape(bytes, i, final);
      if (found === undefined) return i;
      if ('reason' in found) return found;
      out.push(found.cp);
      i += found.size;
    } else if (e === 0x4e) {
      const brace = bytes[i + 2] === 0x7b;
      const close = brace ? bytes.indexOf(0x7d, i + 3) : -1;
      if (!final && close < 0 && (brace || i + 2 === n)) return i;
      if (close > i + 3) {
        vm.charge(NAME);
        const cp = close > i + 260 ? undefined : codePointOfName(String.fromCharCode(...bytes.subarray(i + 3, close)));
        if (cp === undefined) return { start: i, end: close + 1, reason: 'unknown Unicode character name' };
        out.push(cp);
        i = close + 1;
        continue;
      }
      return { start: i, end: !brace ? i + 2 : close < 0 ? n : close, reason: 'malformed \\N character escape' };
    } else {
      out.push(c);
      out.push(e);
      i += 2;
    }
  }
  return n;
}

/** `raw_unicode_escape`: Latin-1 with `\uXXXX` and `\UXXXXXXXX` after an odd number of backslashes. */
export function decodeRawUnicodeEscape(
  vm: VM,
  bytes: Uint8Array,
  at: number,
  final: boolean,
  out: TextBuilder,
): number | Fault {
  const n = bytes.length;
  let paid = firstPiece(at);
  for (let i = at; i < n; ) {
    paid = payOn(vm, i, paid);
    const c = bytes[i]!;
    const e = bytes[i + 1];
    if (c !== 0x5c) {
      out.push(c);
      i++;
    } else if (e === undefined) {
      if (!final) return i;
      out.push(c);
      i++;
    } else if (e !== 0x75 && e !== 0x55) {
      out.push(c);
      out.push(e);
      i += 2;
    } else {
      const found = hexEscape(bytes, i, final);
      if (found === undefined) return i;
      if ('reason' in found)
        return found.reason.startsWith('illegal') ? { ...found, reason: '\\Uxxxxxxxx out of range' } : found;
      out.push(found.cp);
      i += found.size;
    }
  }
  return n;
}
