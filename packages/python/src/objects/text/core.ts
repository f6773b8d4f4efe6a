/**
 * The representation of str and what depends on it: length, indexing, slices, concatenation, comparison.
 *
 * A Str is a JavaScript string whose UTF-16 units are code points one by one (so two adjacent surrogates in it are two
 * code points, never a pair), or a PyWideStr that has at least one code point beyond U+FFFF. Each value has one form.
 *
 * Whatever is long is paid for first: `charge` by steps, `alloc` by bytes. A piece of a string is made by
 * `pieceOf` alone.
 */
import { pieceOf } from '../../syntax/pieces.js';
import { PyWideStr } from '../object.js';
import type { VM } from '../vm.js';
import { TextError } from './error.js';

export type Str = string | PyWideStr;

/** V8 makes no longer string; the same bound holds for wide ones. */
export const MAX_STR_LENGTH = 0x1fffffe8;
const MAX_CODE_POINT = 0x10ffff;

export function length(s: Str): number {
  return typeof s === 'string' ? s.length : s.cps.length;
}

/** Code point at `i`, which is within the length. */
export function codePointAt(s: Str, i: number): number {
  return typeof s === 'string' ? s.charCodeAt(i) : s.cps[i]!;
}

/** The str of length 1 at `i`, which is within the length. */
export function charAt(s: Str, i: number): Str {
  return typeof s === 'string' ? s[i]! : fromCodePoint(s.cps[i]!);
}

/** `chr(cp)`. */
export function fromCodePoint(cp: number): Str {
  if (cp <= 0xffff) return String.fromCharCode(cp);
  if (cp > MAX_CODE_POINT) throw new TextError('ValueError', 'chr() arg not in range(0x110000)');
  return new PyWideStr(Uint32Array.of(cp));
}

/** Announces a str of `n` code points; refuses what no engine can hold. */
export function reserve(vm: VM, n: number, wide: boolean): void {
  vm.alloc(wide ? 4 * n + 64 : 2 * n + 32);
  if (n > 256) vm.charge(n >>> 8);
  if (n > MAX_STR_LENGTH) throw new TextError('MemoryError', '');
}

/** How many units at a time become a string. */
export const PORTION = 4096;
/** A plain array: `String.fromCharCode` takes one three times as fast as a typed array. */
const portion: number[] = Array.from({ length: PORTION }, () => 0);

/** The first `used` units (at most PORTION) of a plain array as a string. The caller has reserved it. */
export function fromUnits(units: number[], used: number): string {
  return used === 0 ? '' : String.fromCharCode.apply(null, used === units.length ? units : units.slice(0, used));
}

/** Units of BMP code points to a string. The caller has reserved it. */
export function narrowOf(cps: ArrayLike<number>, from: number, to: number): string {
  let out = '';
  for (let i = from; i < to; i += PORTION) {
    const n = Math.min(to - i, PORTION);
    for (let k = 0; k < n; k++) portion[k] = cps[i + k]!;
    out += fromUnits(portion, n);
  }
  return out;
}

/** A text without one of its characters. The caller has paid for its length. */
export function without(text: string, unit: number): string {
  let out = '';
  let used = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === unit) continue;
    portion[used++] = c;
    if (used < PORTION) continue;
    out += fromUnits(portion, used);
    used = 0;
  }
  return used === text.length ? text : out + fromUnits(portion, used);
}

/** A text with a unit between groups of `size` characters, the first of `first`. The caller has paid for the result. */
export function separated(text: string, unit: number, first: number, size: number): string {
  let out = '';
  let used = 0;
  let left = first;
  for (let i = 0; i < text.length; i++) {
    if (left-- === 0) {
      portion[used++] = unit;
      left = size - 1;
    }
    portion[used++] = text.charCodeAt(i);
    if (used < PORTION - 1) continue;
    out += fromUnits(portion, used);
    used = 0;
  }
  return out + fromUnits(portion, used);
}

/** A str of these code points (each within range(0x110000)); copies. */
export function fromCodePoints(vm: VM, cps: ArrayLike<number>, from = 0, to = cps.length): Str {
  const n = to - from;
  if (n > 64) vm.charge(n);
  for (let i = from; i < to; i++) {
    if (cps[i]! > 0xffff) {
      reserve(vm, n, true);
      const copy = new Uint32Array(n);
      for (let k = 0; k < n; k++) copy[k] = cps[from + k]!;
      return new PyWideStr(copy);
    }
  }
  reserve(vm, n, false);
  return narrowOf(cps, from, to);
}

/** The code points of a str: a fresh array for a narrow one, the str's own (not to be changed) for a wide one. */
export function toCodePoints(vm: VM, s: Str): Uint32Array {
  if (typeof s !== 'string') return s.cps;
  const n = s.length;
  if (n > 64) vm.charge(n);
  vm.alloc(4 * n + 64);
  const out = new Uint32Array(n);
  for (let i = 0; i < n; i++) out[i] = s.charCodeAt(i);
  return out;
}

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/** From JavaScript text: surrogate pairs become one code point each. */
export function fromJS(s: string): Str {
  if (!PAIR.test(s)) return s;
  const n = s.length;
  const cps = new Uint32Array(n);
  let k = 0;
  for (let i = 0; i < n; i++) {
    const cp = s.codePointAt(i)!;
    if (cp > 0xffff) i++;
    cps[k++] = cp;
  }
  return new PyWideStr(cps.slice(0, k));
}

/** To JavaScript text (lone surrogates stay; two adjacent lone ones become indistinguishable from a pair). */
export function toJS(s: Str): string {
  if (typeof s === 'string') return s;
  const cps = s.cps;
  let out = '';
  const unit = new Array<number>(0);
  for (let i = 0; i < cps.length; ) {
    const end = Math.min(cps.length, i + 4096);
    unit.length = 0;
    for (; i < end; i++) unit.push(cps[i]!);
    out += String.fromCodePoint.apply(null, unit);
  }
  return out;
}

/** Code points `from` to `to` (0 <= from <= to <= length). */
export function sub(vm: VM, s: Str, from: number, to: number): Str {
  const n = to - from;
  if (n <= 0) return '';
  if (typeof s === 'string') {
    if (n === s.length) return s;
    if (n > 64) reserve(vm, n, false);
    return pieceOf(s, from, to);
  }
  if (n === s.cps.length) return s;
  return fromCodePoints(vm, s.cps, from, to);
}

/** `s[start:stop:step]` of adjusted indices, as `slice.indices(len(s))` gives them. */
export function slice(vm: VM, s: Str, start: number, stop: number, step: number): Str {
  if (step === 1) return sub(vm, s, start, stop);
  const span = step > 0 ? stop - start : start - stop;
  if (span <= 0) return '';
  const n = Math.floor((span - 1) / Math.abs(step)) + 1;
  if (n > 64) vm.charge(n);
  vm.alloc(4 * n + 64);
  const picked = new Uint32Array(n);
  if (typeof s === 'string') for (let i = 0, k = start; i < n; i++, k += step) picked[i] = s.charCodeAt(k);
  else for (let i = 0, k = start; i < n; i++, k += step) picked[i] = s.cps[k]!;
  return fromCodePoints(vm, picked);
}

function copyInto(target: Uint32Array, at: number, s: Str): void {
  if (typeof s === 'string') for (let i = 0; i < s.length; i++) target[at + i] = s.charCodeAt(i);
  else target.set(s.cps, at);
}

function concatWide(vm: VM, a: Str, b: Str): Str {
  const n = length(a);
  const m = length(b);
  if (n === 0) return b;
  if (m === 0) return a;
  vm.charge(n + m);
  reserve(vm, n + m, true);
  const out = new Uint32Array(n + m);
  copyInto(out, 0, a);
  copyInto(out, n, b);
  return new PyWideStr(out);
}

/** `a + b`. */
export function concat(vm: VM, a: Str, b: Str): Str {
  if (typeof a !== 'string' || typeof b !== 'string') return concatWide(vm, a, b);
  reserve(vm, a.length + b.length, false);
  return a + b;
}

/** Code points in use of the arrays that `appendWide` made with room at their end. */
const inUse = new WeakMap<ArrayBufferLike, number>();

/** A wide str and more: written behind it where its array has room, so that a loop of these is linear. */
function appendWide(vm: VM, a: PyWideStr, b: Str): Str {
  const n = a.cps.length;
  const total = n + length(b);
  if (total === n) return a;
  const { buffer } = a.cps;
  if (inUse.get(buffer) === n && 4 * total <= buffer.byteLength) {
    vm.charge(total - n);
    const cps = new Uint32Array(buffer, 0, total);
    copyInto(cps, n, b);
    inUse.set(buffer, total);
    return new PyWideStr(cps);
  }
  vm.charge(total);
  reserve(vm, 2 * total, true);
  const room = new Uint32Array(2 * total);
  room.set(a.cps);
  copyInto(room, n, b);
  inUse.set(room.buffer, total);
  return new PyWideStr(new Uint32Array(room.buffer, 0, total));
}

/** `a + b` where `a` is dead afterwards (`s += x`): counts what is added, so that a loop of these is linear. */
export function append(vm: VM, a: Str, b: Str): Str {
  if (typeof a !== 'string' && a.cps.length >= 64) return appendWide(vm, a, b);
  if (typeof a !== 'string' || typeof b !== 'string') return concatWide(vm, a, b);
  if (a.length + b.length > MAX_STR_LENGTH) throw new TextError('MemoryError', '');
  reserve(vm, b.length, false);
  return a + b;
}

/** `s * n`. */
export function repeat(vm: VM, s: Str, n: number): Str {
  const len = length(s);
  if (n <= 0 || len === 0) return '';
  if (n === 1) return s;
  reserve(vm, len * n, typeof s !== 'string');
  if (typeof s === 'string') return s.repeat(n);
  const out = new Uint32Array(len * n);
  for (let i = 0; i < n; i++) out.set(s.cps, i * len);
  return new PyWideStr(out);
}

/** `sep.join(parts)`. */
export function join(vm: VM, sep: Str, parts: readonly Str[]): Str {
  const count = parts.length;
  if (count === 0) return '';
  if (count === 1) return parts[0]!;
  vm.charge(count);
  let total = length(sep) * (count - 1);
  let wide = typeof sep !== 'string';
  for (let i = 0; i < count; i++) {
    const part = parts[i]!;
    if (typeof part !== 'string') wide = true;
    total += length(part);
  }
  // A separator beyond the BMP is there, as there are two parts.
  reserve(vm, total, wide);
  if (!wide) return (parts as string[]).join(sep as string);
  vm.charge(total);
  const out = new Uint32Array(total);
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (i > 0) {
      copyInto(out, at, sep);
      at += length(sep);
    }
    copyInto(out, at, parts[i]!);
    at += length(parts[i]!);
  }
  return new PyWideStr(out);
}

export function equal(vm: VM, a: Str, b: Str): boolean {
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string') {
    if (typeof a === 'string' && typeof b === 'string' && a.length > 1024 && a.length === b.length) {
      vm.charge(a.length >>> 6);
    }
    return false;
  }
  const x = a.cps;
  const y = b.cps;
  if (x.length !== y.length) return false;
  if (x.length > 64) vm.charge(x.length);
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  return true;
}

/** Order by code points: negative, 0 or positive. */
export function compare(vm: VM, a: Str, b: Str): number {
  const n = length(a);
  const m = length(b);
  const least = Math.min(n, m);
  if (typeof a === 'string' && typeof b === 'string') {
    if (least > 1024) vm.charge(least >>> 6);
    return a < b ? -1 : a === b ? 0 : 1;
  }
  if (least > 64) vm.charge(least);
  for (let i = 0; i < least; i++) {
    const d = codePointAt(a, i) - codePointAt(b, i);
    if (d !== 0) return d;
  }
  return n - m;
}

/** `start` or `end` of `s.find(x, start, end)` and the like, brought into 0..n as CPython does. */
export function clampIndex(i: number, n: number): number {
  return i < 0 ? Math.max(i + n, 0) : i;
}
