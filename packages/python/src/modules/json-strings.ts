/** The strings of JSON (RFC 8259, section 7), read and written. */
import { tuple, typeOf } from '../objects/builtin-types.js';
import { typeError, valueError } from '../objects/exception-types.js';
import type { PyValue, PyWideStr, R } from '../objects/object.js';
import { codePointAt, fromCodePoints, fromUnits, length, PORTION, type Str, sub } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { strOf } from '../types/coerce.js';

const QUOTE = 34;
const BACKSLASH = 92;
const ESCAPES = new Map([...'"\\/bfnrt'].map((c, i) => [c.charCodeAt(0), '"\\/\b\f\n\r\t'.charCodeAt(i)]));

export const fault = (vm: VM, message: string, s: Str, at: number): R => vm.lib('json_decode_error', [message, s, at]);

/** The end of the part from `at` on that stands for itself. */
function plainEnd(s: Str, at: number, strict: boolean): number {
  const n = length(s);
  let i = at;
  for (; i < n; i++) {
    const c = typeof s === 'string' ? s.charCodeAt(i) : s.cps[i]!;
    if (c === QUOTE || c === BACKSLASH || (c < 32 && strict)) break;
  }
  return i;
}

function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const lower = c | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** The four hexadecimal digits at `at` as a number; -1 where there are none. */
function hex4(s: Str, at: number): number {
  let out = 0;
  if (at + 4 > length(s)) return -1;
  for (let i = at; i < at + 4; i++) {
    const digit = hexDigit(codePointAt(s, i));
    if (digit < 0) return -1;
    out = out * 16 + digit;
  }
  return out;
}

/** Text that is put together from units, a portion at a time. */
const units: number[] = Array.from({ length: PORTION }, () => 0);

/** What stands for itself; worth its while beyond a few characters. */
const RUN = /[^"\\\x00-\x1f]*/y;
const FEW = 16;

/** The end of the characters from `at` on that stand for themselves. */
export function runEnd(s: string, at: number): number {
  for (const few = at + FEW; at < few; at++) {
    const c = s.charCodeAt(at);
    // A NaN is the end of the text.
    if (c === QUOTE || c === BACKSLASH || !(c >= 32)) return at;
  }
  RUN.lastIndex = at;
  RUN.test(s);
  return RUN.lastIndex;
}

/** Values of the characters behind a backslash; 0: none. */
const UNESCAPED = Uint8Array.from({ length: 128 }, (_, c) => ESCAPES.get(c) ?? 0);

/** A string within a narrow text that is whole and has no half of a pair escaped; undefined: it is for the long way. */
function scanNarrow(vm: VM, s: string, end: number, strict: boolean): R | undefined {
  const n = s.length;
  let paid = end;
  let at = runEnd(s, end);
  let c = s.charCodeAt(at);
  if (c === QUOTE) {
    vm.charge((at - paid) >>> 2);
    vm.alloc(2 * (at - paid) + 64);
    return tuple([sub(vm, s, end, at), at + 1]);
  }
  let out = '';
  let used = 0;
  for (at = end; at < n; at++) {
    c = s.charCodeAt(at);
    if (c === QUOTE) {
      vm.charge((at - paid) >>> 2);
      vm.alloc(2 * (at - paid) + 64);
      return tuple([out + fromUnits(units, used), at + 1]);
    }
    if (c === BACKSLASH) {
      c = s.charCodeAt(++at);
      if (c === 117) {
        c = hex4(s, at + 1);
        if (c < 0 || (c >= 0xd800 && c < 0xe000)) return undefined;
        at += 4;
      } else if (!(c < 128) || (c = UNESCAPED[c]!) === 0) return undefined;
    } else if (c < 32 && strict) return undefined;
    units[used++] = c;
    if (used === PORTION) {
      vm.charge((at - paid) >>> 2);
      vm.alloc(2 * (at - paid) + 64);
      paid = at;
      out += fromUnits(units, used);
      used = 0;
    }
  }
  return undefined;
}

export function scanString(vm: VM, s: Str, end: number, strict: boolean): R {
  const n = length(s);
  const begin = end - 1;
  if (end < 0 || end > n) throw valueError('end is out of bounds');
  const unended = (): R => fault(vm, 'Unterminated string starting at', s, begin);
  if (typeof s === 'string') {
    const r = scanNarrow(vm, s, end, strict);
    if (r !== undefined) return r;
  }
  const cps: number[] = [];
  for (let at = end; ; ) {
    const stop = plainEnd(s, at, strict);
    vm.charge((stop - at) >>> 2);
    if (stop >= n) return unended();
    const c = codePointAt(s, stop);
    vm.alloc(8 * (stop - at) + 8);
    for (let i = at; i < stop; i++) cps.push(codePointAt(s, i));
    if (c === QUOTE) return tuple([fromCodePoints(vm, cps), stop + 1]);
    if (c !== BACKSLASH) return fault(vm, 'Invalid control character at', s, stop);
    at = stop + 1;
    if (at >= n) return unended();
    const e = codePointAt(s, at);
    if (e !== 117) {
      const escaped = ESCAPES.get(e);
      if (escaped === undefined) return fault(vm, 'Invalid \\escape', s, stop);
      cps.push(escaped);
      at++;
      continue;
    }
    let cp = hex4(s, at + 1);
    if (cp < 0) return fault(vm, 'Invalid \\uXXXX escape', s, at);
    at += 5;
    if (
      cp >= 0xd800 &&
      cp < 0xdc00 &&
      at + 1 < n &&
      codePointAt(s, at) === BACKSLASH &&
      codePointAt(s, at + 1) === 117
    ) {
      const low = hex4(s, at + 2);
      if (low < 0) return fault(vm, 'Invalid \\uXXXX escape', s, at + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
        at += 6;
      }
    }
    cps.push(cp);
  }
}

const SHORT = new Map([
  [QUOTE, '\\"'],
  [BACKSLASH, '\\\\'],
  [8, '\\b'],
  [9, '\\t'],
  [10, '\\n'],
  [12, '\\f'],
  [13, '\\r'],
]);

function text(v: PyValue): Str {
  const s = strOf(v);
  if (s === undefined) throw typeError(`first argument must be a string, not ${typeOf(v).name}`);
  return s;
}

/** What stands for itself where only ASCII may be written, and what does where anything may. */
const PLAIN_ASCII = /^[ !#-[\]-~]*$/;
const PLAIN = /^[^\x00-\x1f"\\]*$/;

export const isPlainAscii = (s: string): boolean => PLAIN_ASCII.test(s);

const DIGITS = Uint8Array.from('0123456789abcdef', (c) => c.charCodeAt(0));
/** The letter of the short escape of a character; 0: it has none. */
const LETTERS = Uint8Array.from({ length: 128 }, (_, c) => SHORT.get(c)?.charCodeAt(1) ?? 0);
/** The units of the longest escape. */
export const LONGEST_ESCAPE = 12;

/** Writes `\uXXXX` into `out`; answers where it ends. */
function putUnit(out: number[], at: number, c: number): number {
  out[at] = BACKSLASH;
  out[at + 1] = 117;
  out[at + 2] = DIGITS[c >> 12]!;
  out[at + 3] = DIGITS[(c >> 8) & 15]!;
  out[at + 4] = DIGITS[(c >> 4) & 15]!;
  out[at + 5] = DIGITS[c & 15]!;
  return at + 6;
}

/** Writes the escape of a character into `out`; answers where it ends. */
export function putEscape(out: number[], at: number, c: number): number {
  if (c < 128 && LETTERS[c] !== 0) {
    out[at] = BACKSLASH;
    out[at + 1] = LETTERS[c]!;
    return at + 2;
  }
  if (c < 0x10000) return putUnit(out, at, c);
  const v = c - 0x10000;
  return putUnit(out, putUnit(out, at, 0xd800 | (v >> 10)), 0xdc00 | (v & 0x3ff));
}

const SURROGATE = /[\ud800-\udfff]/;

/** JavaScript's own escapes are Python's, but for surrogates without a partner. */
function escaped(s: string): string {
  return SURROGATE.test(s) ? `"${escapedUnits(s, 0xffff)}"` : JSON.stringify(s);
}

/** A narrow text with its escapes; `last`: the last character that stands for itself. */
function escapedUnits(s: string, last: number): string {
  const n = s.length;
  let out = '';
  let used = 0;
  for (let i = 0; i < n; i++) {
    const c = s.charCodeAt(i);
    if (c >= 32 && c !== QUOTE && c !== BACKSLASH && c <= last) units[used++] = c;
    else used = putEscape(units, used, c);
    if (used > PORTION - LONGEST_ESCAPE) {
      out += fromUnits(units, used);
      used = 0;
    }
  }
  return out + fromUnits(units, used);
}

function escapedWide(s: PyWideStr): string {
  let out = '';
  let used = 0;
  for (const c of s.cps) {
    if (c >= 32 && c < 127 && c !== QUOTE && c !== BACKSLASH) units[used++] = c;
    else used = putEscape(units, used, c);
    if (used > PORTION - LONGEST_ESCAPE) {
      out += fromUnits(units, used);
      used = 0;
    }
  }
  return out + fromUnits(units, used);
}

export function quotedAscii(vm: VM, s: Str): string {
  const n = length(s);
  if (n > 16) vm.charge(n >>> 2);
  vm.alloc(n * 2 + 64);
  if (typeof s === 'string' && PLAIN_ASCII.test(s)) return `"${s}"`;
  vm.alloc(n * 10);
  return `"${typeof s === 'string' ? escapedUnits(s, 126) : escapedWide(s)}"`;
}

export function quoted(vm: VM, s: Str): Str {
  const n = length(s);
  if (n > 16) vm.charge(n >>> 2);
  vm.alloc(n * 2 + 64);
  if (typeof s === 'string') {
    if (PLAIN.test(s)) return `"${s}"`;
    vm.alloc(n * 10);
    return escaped(s);
  }
  vm.alloc(n * 12);
  const out: number[] = [QUOTE];
  for (const c of s.cps) {
    if (c >= 32 && c !== QUOTE && c !== BACKSLASH) out.push(c);
    else out.length = putEscape(out, out.length, c);
  }
  out.push(QUOTE);
  return fromCodePoints(vm, out);
}

export const quoteAscii = (vm: VM, v: PyValue): R => quotedAscii(vm, text(v));
export const quote = (vm: VM, v: PyValue): R => quoted(vm, text(v));
