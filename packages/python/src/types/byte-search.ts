/**
 * The algorithms of bytes and bytearray: finding, splitting, replacing, case, padding. All work on raw arrays; what is
 * long is charged, what is made is reserved first. A search that turns out to be expensive goes over to
 * Knuth-Morris-Pratt, so that it stays linear.
 */
import { valueError } from '../objects/exception-types.js';
import type { VM } from '../objects/vm.js';
import { refuseSize, reserveBytes } from './buffer.js';

/** V8 makes no larger array. */
export const MAX_BYTES = 0x7fffffff;

/** Reserves an array of `n` bytes; refuses what no engine can hold. */
export function newArray(vm: VM, n: number): Uint8Array {
  if (n > MAX_BYTES) refuseSize(vm, n);
  return reserveBytes(vm, n);
}

function failureTable(vm: VM, x: Uint8Array): Int32Array {
  vm.charge(x.length);
  vm.alloc(4 * x.length);
  const table = new Int32Array(x.length);
  for (let i = 1, k = 0; i < x.length; i++) {
    while (k > 0 && x[k] !== x[i]) k = table[k - 1]!;
    if (x[k] === x[i]) k++;
    table[i] = k;
  }
  return table;
}

function findLinear(vm: VM, b: Uint8Array, x: Uint8Array, from: number, end: number): number {
  const table = failureTable(vm, x);
  vm.charge(end - from);
  for (let i = from, k = 0; i < end; i++) {
    while (k > 0 && x[k] !== b[i]) k = table[k - 1]!;
    if (x[k] === b[i]) k++;
    if (k === x.length) return i - k + 1;
  }
  return -1;
}

/** First index in from..end at which `x` lies within `b[:end]`, or -1. */
export function findBytes(vm: VM, b: Uint8Array, x: Uint8Array, from: number, end: number): number {
  const m = x.length;
  if (end - from < m) return -1;
  if (m === 0) return from;
  const last = end - m;
  const first = x[0]!;
  const searched = end < b.length ? b.subarray(0, end) : b;
  let paid = from;
  let wasted = 0;
  for (let i = from; i <= last; i++) {
    i = searched.indexOf(first, i);
    if (i < 0 || i > last) {
      if (last - paid > 64) vm.charge((last - paid) >>> 4);
      return -1;
    }
    if (i - paid > 64) {
      vm.charge((i - paid) >>> 4);
      paid = i;
    }
    let k = 1;
    while (k < m && b[i + k] === x[k]) k++;
    if (k === m) return i;
    wasted += k;
    if (wasted > 4 * (i - from) + 4096) {
      vm.charge(wasted);
      return findLinear(vm, b, x, i + 1, end);
    }
  }
  return -1;
}

/** Last index in from..end at which `x` lies within `b[from:end]`, or -1. */
export function findLastBytes(vm: VM, b: Uint8Array, x: Uint8Array, from: number, end: number): number {
  const m = x.length;
  if (end - from < m) return -1;
  if (m === 0) return end;
  const first = x[0]!;
  const searched = from > 0 ? b.subarray(from) : b;
  let work = 0;
  for (let i = end - m; i >= from; i--) {
    i = from + searched.lastIndexOf(first, i - from);
    if (i < from) break;
    let k = 1;
    while (k < m && b[i + k] === x[k]) k++;
    if (k === m) {
      vm.charge((end - i) >>> 4);
      return i;
    }
    work += k;
    if (work >= 4096) {
      vm.charge(work);
      work = 0;
    }
  }
  vm.charge(work + ((end - from) >>> 4));
  return -1;
}

/** `start` or `end` of find and the like, brought into 0..n. */
export function bounds(n: number, start = 0, end = n): [number, number] {
  const clamp = (i: number): number => (i < 0 ? Math.max(i + n, 0) : i);
  return [clamp(start), Math.min(clamp(end), n)];
}

export function countBytes(vm: VM, b: Uint8Array, x: Uint8Array, from: number, end: number, most = Infinity): number {
  if (from > end) return 0;
  if (x.length === 0) return Math.min(end - from + 1, most);
  let n = 0;
  for (let at = from; n < most; n++) {
    vm.charge(1);
    const hit = findBytes(vm, b, x, at, end);
    if (hit < 0) break;
    at = hit + x.length;
  }
  return n;
}

export function equalBytes(vm: VM, a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  if (a.length > 64) vm.charge(a.length >>> 3);
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Negative, 0, positive. */
export function compareBytes(vm: VM, a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  if (n > 64) vm.charge(n >>> 3);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

export function startsAt(vm: VM, b: Uint8Array, x: Uint8Array, at: number): boolean {
  if (at < 0 || at + x.length > b.length) return false;
  if (x.length > 64) vm.charge(x.length >>> 3);
  for (let i = 0; i < x.length; i++) if (b[at + i] !== x[i]) return false;
  return true;
}

export function concatBytes(vm: VM, a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = newArray(vm, a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

export function repeatBytes(vm: VM, b: Uint8Array, n: number): Uint8Array {
  if (n <= 0 || b.length === 0) return new Uint8Array(0);
  const out = newArray(vm, b.length * n);
  if (b.length === 1) return out.fill(b[0]!);
  out.set(b);
  for (let done = b.length; done < out.length; done *= 2) out.copyWithin(done, 0, Math.min(done, out.length - done));
  return out;
}

/** A copy of a window. */
export function subBytes(vm: VM, b: Uint8Array, from: number, to: number): Uint8Array {
  const n = Math.max(0, to - from);
  vm.alloc(n + 280);
  if (n > 256) vm.charge(n >>> 8);
  return b.slice(from, from + n);
}

export function joinBytes(vm: VM, sep: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  let total = parts.length === 0 ? 0 : sep.length * (parts.length - 1);
  vm.charge(parts.length);
  for (const p of parts) total += p.length;
  const out = newArray(vm, total);
  let at = 0;
  parts.forEach((p, i) => {
    if (i > 0 && sep.length > 0) {
      out.set(sep, at);
      at += sep.length;
    }
    out.set(p, at);
    at += p.length;
  });
  return out;
}

/** `out[to:] = b[from:end]`: a view costs more than a few bytes. */
function put(b: Uint8Array, from: number, end: number, out: Uint8Array, to: number): void {
  if (end - from > 32) out.set(b.subarray(from, end), to);
  else for (let i = from; i < end; i++) out[to++] = b[i]!;
}

export function replaceBytes(vm: VM, b: Uint8Array, old: Uint8Array, by: Uint8Array, most: number): Uint8Array {
  if (most < 0) most = Infinity;
  const hits = countBytes(vm, b, old, 0, b.length, most);
  const out = newArray(vm, b.length + hits * (by.length - old.length));
  vm.charge(hits);
  let from = 0;
  let to = 0;
  for (let k = 0; k < hits; k++) {
    const hit = old.length === 0 ? k : findBytes(vm, b, old, from, b.length);
    put(b, from, hit, out, to);
    to += hit - from;
    put(by, 0, by.length, out, to);
    to += by.length;
    from = hit + old.length;
  }
  put(b, from, b.length, out, to);
  return out;
}

// -- splitting ---------------------------------------------------------------------------------------------------------

export function isSpaceByte(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

function separator(sep: Uint8Array): void {
  if (sep.length === 0) throw valueError('empty separator');
}

export function splitBytes(vm: VM, b: Uint8Array, sep: Uint8Array, most: number): Uint8Array[] {
  separator(sep);
  const out: Uint8Array[] = [];
  let at = 0;
  while (most-- !== 0) {
    vm.charge(1);
    const hit = findBytes(vm, b, sep, at, b.length);
    if (hit < 0) break;
    out.push(subBytes(vm, b, at, hit));
    at = hit + sep.length;
  }
  out.push(subBytes(vm, b, at, b.length));
  return out;
}

export function rsplitBytes(vm: VM, b: Uint8Array, sep: Uint8Array, most: number): Uint8Array[] {
  separator(sep);
  const out: Uint8Array[] = [];
  let end = b.length;
  while (most-- !== 0) {
    vm.charge(1);
    const hit = findLastBytes(vm, b, sep, 0, end);
    if (hit < 0) break;
    out.push(subBytes(vm, b, hit + sep.length, end));
    end = hit;
  }
  out.push(subBytes(vm, b, 0, end));
  return out.reverse();
}

export function splitSpaces(vm: VM, b: Uint8Array, most: number): Uint8Array[] {
  vm.charge(b.length >>> 2);
  const out: Uint8Array[] = [];
  const n = b.length;
  let i = 0;
  for (;;) {
    while (i < n && isSpaceByte(b[i]!)) i++;
    if (i === n) return out;
    if (most-- === 0) break;
    const from = i;
    while (i < n && !isSpaceByte(b[i]!)) i++;
    out.push(subBytes(vm, b, from, i));
  }
  out.push(subBytes(vm, b, i, n));
  return out;
}

export function rsplitSpaces(vm: VM, b: Uint8Array, most: number): Uint8Array[] {
  vm.charge(b.length >>> 2);
  const out: Uint8Array[] = [];
  let i = b.length;
  for (;;) {
    while (i > 0 && isSpaceByte(b[i - 1]!)) i--;
    if (i === 0) break;
    if (most-- === 0) {
      out.push(subBytes(vm, b, 0, i));
      break;
    }
    const to = i;
    while (i > 0 && !isSpaceByte(b[i - 1]!)) i--;
    out.push(subBytes(vm, b, i, to));
  }
  return out.reverse();
}

export function splitLines(vm: VM, b: Uint8Array, keepends: boolean): Uint8Array[] {
  vm.charge(b.length >>> 2);
  const out: Uint8Array[] = [];
  for (let i = 0; i < b.length; ) {
    const from = i;
    while (i < b.length && b[i] !== 10 && b[i] !== 13) i++;
    let end = i;
    if (i < b.length) {
      i += b[i] === 13 && b[i + 1] === 10 ? 2 : 1;
      if (keepends) end = i;
    }
    out.push(subBytes(vm, b, from, end));
  }
  return out;
}

export function stripRange(
  vm: VM,
  b: Uint8Array,
  chars: Uint8Array | null,
  left: boolean,
  right: boolean,
): [number, number] {
  const set = new Uint8Array(256);
  if (chars === null) for (const c of [9, 10, 11, 12, 13, 32]) set[c] = 1;
  else for (const c of chars) set[c] = 1;
  if (chars !== null) vm.charge(chars.length >>> 3);
  let from = 0;
  let to = b.length;
  if (left) while (from < to && set[b[from]!] === 1) from++;
  if (right) while (to > from && set[b[to - 1]!] === 1) to--;
  vm.charge((from + b.length - to) >>> 3);
  return [from, to];
}

// -- ASCII letters ---------------------------------------------------------------------------------------------------------

export const isLowerByte = (c: number): boolean => c >= 97 && c <= 122;
export const isUpperByte = (c: number): boolean => c >= 65 && c <= 90;
export const isAlphaByte = (c: number): boolean => isLowerByte(c) || isUpperByte(c);
export const isDigitByte = (c: number): boolean => c >= 48 && c <= 57;

/** Each byte through `f`; `f` gets the index too. */
export function mapBytes(vm: VM, b: Uint8Array, f: (c: number, i: number) => number): Uint8Array {
  vm.charge(b.length >>> 2);
  const out = newArray(vm, b.length);
  for (let i = 0; i < b.length; i++) out[i] = f(b[i]!, i);
  return out;
}

export const lowerByte = (c: number): number => (isUpperByte(c) ? c + 32 : c);
export const upperByte = (c: number): number => (isLowerByte(c) ? c - 32 : c);

export function titleBytes(vm: VM, b: Uint8Array): Uint8Array {
  let inWord = false;
  return mapBytes(vm, b, (c) => {
    const r = inWord ? lowerByte(c) : upperByte(c);
    inWord = isAlphaByte(c);
    return r;
  });
}

export function isTitleBytes(vm: VM, b: Uint8Array): boolean {
  vm.charge(b.length >>> 2);
  let seen = false;
  let inWord = false;
  for (const c of b) {
    if (isUpperByte(c)) {
      if (inWord) return false;
      inWord = seen = true;
    } else if (isLowerByte(c)) {
      if (!inWord) return false;
    } else inWord = false;
  }
  return seen;
}

/** Some cased letter, and all cased ones as `is` has it. */
export function allCased(vm: VM, b: Uint8Array, is: (c: number) => boolean): boolean {
  vm.charge(b.length >>> 2);
  let seen = false;
  for (const c of b) {
    if (!isAlphaByte(c)) continue;
    if (!is(c)) return false;
    seen = true;
  }
  return seen;
}

export function allBytes(vm: VM, b: Uint8Array, is: (c: number) => boolean): boolean {
  vm.charge(b.length >>> 2);
  for (const c of b) if (!is(c)) return false;
  return b.length > 0;
}

// -- padding -----------------------------------------------------------------------------------------------------------------

export function padBytes(vm: VM, b: Uint8Array, left: number, right: number, fill: number): Uint8Array {
  const out = newArray(vm, left + b.length + right);
  out.fill(fill, 0, left);
  out.set(b, left);
  out.fill(fill, left + b.length);
  return out;
}

export function zfillBytes(vm: VM, b: Uint8Array, width: number): Uint8Array {
  const out = padBytes(vm, b, width - b.length, 0, 48);
  if (b[0] === 43 || b[0] === 45) {
    out[width - b.length] = 48;
    out[0] = b[0];
  }
  return out;
}

export function expandTabs(vm: VM, b: Uint8Array, size: number): Uint8Array {
  vm.charge(b.length >>> 2);
  let total = 0;
  let column = 0;
  for (const c of b) {
    if (c === 9) {
      if (size > 0) {
        const fill = size - (column % size);
        column += fill;
        total += fill;
      }
    } else {
      column = c === 10 || c === 13 ? 0 : column + 1;
      total++;
    }
  }
  const out = newArray(vm, total);
  let at = 0;
  column = 0;
  for (const c of b) {
    if (c === 9) {
      if (size > 0) {
        const fill = size - (column % size);
        out.fill(32, at, at + fill);
        column += fill;
        at += fill;
      }
    } else {
      column = c === 10 || c === 13 ? 0 : column + 1;
      out[at++] = c;
    }
  }
  return out;
}
