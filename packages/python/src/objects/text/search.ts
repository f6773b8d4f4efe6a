/**
 * Finding one str in another: find, count, replace, split by a separator, partition.
 *
 * The engine's search is linear for short needles only; a long needle goes through Knuth-Morris-Pratt here, so that no
 * pair of strings costs more than what is charged.
 */
import { pieceOf } from '../../syntax/pieces.js';
import type { VM } from '../vm.js';
import { clampIndex, codePointAt, concat, join, length, repeat, reserve, type Str, slice, sub } from './core.js';
import { TextError } from './error.js';

/** Up to here V8's Boyer-Moore tables cover the whole needle. */
const SHORT_NEEDLE = 250;

/** A needle that is looked for more than once. */
export class Needle {
  private failure: Int32Array | null = null;
  readonly length: number;
  constructor(readonly str: Str) {
    this.length = length(str);
  }

  /** First index >= from at which the needle lies within `s[:end]`, or -1; 0 <= from, end <= len. */
  find(vm: VM, s: Str, from: number, end: number): number {
    const m = this.length;
    if (end - from < m) return -1;
    if (m === 0) return from;
    const str = this.str;
    if (typeof s === 'string') {
      if (typeof str !== 'string') return -1;
      if (m <= SHORT_NEEDLE || (end - from) * m < 65536) return this.findNative(vm, s, str, from, end);
    }
    return this.findLinear(vm, s, from, end);
  }

  private findNative(vm: VM, s: string, str: string, from: number, end: number): number {
    const span = end - from;
    if (span <= 64) {
      if (end === s.length) return s.indexOf(str, from);
      const at = s.slice(from, end).indexOf(str);
      return at < 0 ? -1 : at + from;
    }
    // In steps, so that a hit near the start of a long string is cheap and each step is paid for first.
    let step = 64;
    for (let at = from; ; ) {
      const stop = Math.min(end, at + step + str.length - 1);
      vm.charge((stop - at) >>> 4);
      const hit = stop === s.length ? s.indexOf(str, at) : s.slice(at, stop).indexOf(str);
      if (hit >= 0) return stop === s.length ? hit : hit + at;
      if (stop === end) return -1;
      at = stop - str.length + 1;
      step *= 4;
    }
  }

  private table(vm: VM): Int32Array {
    if (this.failure !== null) return this.failure;
    const m = this.length;
    vm.charge(m);
    vm.alloc(4 * m);
    const needle = this.str;
    const table = new Int32Array(m);
    for (let i = 1, k = 0; i < m; i++) {
      const c = codePointAt(needle, i);
      while (k > 0 && codePointAt(needle, k) !== c) k = table[k - 1]!;
      if (codePointAt(needle, k) === c) k++;
      table[i] = k;
    }
    this.failure = table;
    return table;
  }

  private findLinear(vm: VM, s: Str, from: number, end: number): number {
    const needle = this.str;
    const m = this.length;
    const table = this.table(vm);
    let k = 0;
    for (let i = from; i < end; i++) {
      if (((i - from) & 1023) === 0) vm.charge(Math.min(1024, end - i));
      const c = codePointAt(s, i);
      while (k > 0 && codePointAt(needle, k) !== c) k = table[k - 1]!;
      if (codePointAt(needle, k) === c) k++;
      if (k === m) return i - m + 1;
    }
    return -1;
  }

  /** Last index at which the needle lies within `s[from:end]`, or -1. */
  findLast(vm: VM, s: Str, from: number, end: number): number {
    const m = this.length;
    if (end - from < m) return -1;
    if (m === 0) return end;
    const str = this.str;
    if (typeof s === 'string' && typeof str !== 'string') return -1;
    if (typeof s === 'string' && m === 1 && end > from) {
      if (end - from > 64) vm.charge((end - from) >>> 4);
      const at = s.slice(from, end).lastIndexOf(str as string);
      return at < 0 ? -1 : at + from;
    }
    return this.findLastLinear(vm, s, from, end);
  }

  private findLastLinear(vm: VM, s: Str, from: number, end: number): number {
    const m = this.length;
    const reversed = this.reversed(vm);
    const needle = reversed.str;
    const table = reversed.table(vm);
    let k = 0;
    for (let i = end - 1; i >= from; i--) {
      if (((end - 1 - i) & 1023) === 0) vm.charge(Math.min(1024, i - from + 1));
      const c = codePointAt(s, i);
      while (k > 0 && codePointAt(needle, k) !== c) k = table[k - 1]!;
      if (codePointAt(needle, k) === c) k++;
      if (k === m) return i;
    }
    return -1;
  }

  private backwards: Needle | null = null;
  private reversed(vm: VM): Needle {
    return (this.backwards ??= new Needle(reverse(vm, this.str)));
  }
}

function reverse(vm: VM, s: Str): Str {
  return slice(vm, s, length(s) - 1, -1, -1);
}

/** `s.find(x, start, end)`: -1 where it is not there. */
export function find(vm: VM, s: Str, x: Str, start = 0, end = length(s)): number {
  const n = length(s);
  start = clampIndex(start, n);
  end = Math.min(clampIndex(end, n), n);
  if (start > end) return -1;
  return new Needle(x).find(vm, s, start, end);
}

/** `s.rfind(x, start, end)`. */
export function rfind(vm: VM, s: Str, x: Str, start = 0, end = length(s)): number {
  const n = length(s);
  start = clampIndex(start, n);
  end = Math.min(clampIndex(end, n), n);
  if (start > end) return -1;
  return new Needle(x).findLast(vm, s, start, end);
}

/** `x in s`. */
export function contains(vm: VM, s: Str, x: Str): boolean {
  return new Needle(x).find(vm, s, 0, length(s)) >= 0;
}

/** `s.count(x, start, end)`. */
export function count(vm: VM, s: Str, x: Str, start = 0, end = length(s)): number {
  const n = length(s);
  start = clampIndex(start, n);
  end = Math.min(clampIndex(end, n), n);
  if (start > end) return 0;
  const needle = new Needle(x);
  if (needle.length === 0) return end - start + 1;
  return countUpTo(vm, s, needle, start, end, Infinity);
}

function countUpTo(vm: VM, s: Str, needle: Needle, start: number, end: number, most: number): number {
  let found = 0;
  for (let at = start; found < most; found++) {
    vm.charge(1);
    const hit = needle.find(vm, s, at, end);
    if (hit < 0) break;
    at = hit + needle.length;
  }
  return found;
}

function matchesAt(vm: VM, s: Str, x: Str, at: number): boolean {
  const m = length(x);
  if (m > 64) vm.charge(m >>> 4);
  if (typeof s === 'string') return typeof x === 'string' && s.startsWith(x, at);
  for (let i = 0; i < m; i++) if (codePointAt(s, at + i) !== codePointAt(x, i)) return false;
  return true;
}

/** `s.startswith(x, start, end)` for one prefix. */
export function startswith(vm: VM, s: Str, x: Str, start = 0, end = length(s)): boolean {
  const n = length(s);
  start = clampIndex(start, n);
  end = Math.min(clampIndex(end, n), n);
  return end - start >= length(x) && matchesAt(vm, s, x, start);
}

/** `s.endswith(x, start, end)` for one suffix. */
export function endswith(vm: VM, s: Str, x: Str, start = 0, end = length(s)): boolean {
  const n = length(s);
  start = clampIndex(start, n);
  end = Math.min(clampIndex(end, n), n);
  const m = length(x);
  return end - start >= m && matchesAt(vm, s, x, end - m);
}

export function removeprefix(vm: VM, s: Str, x: Str): Str {
  return startswith(vm, s, x) ? sub(vm, s, length(x), length(s)) : s;
}

export function removesuffix(vm: VM, s: Str, x: Str): Str {
  return length(x) > 0 && endswith(vm, s, x) ? sub(vm, s, 0, length(s) - length(x)) : s;
}

/** `s.replace(old, new, count)`; a negative count means all. */
export function replace(vm: VM, s: Str, old: Str, by: Str, most = -1): Str {
  if (most === 0) return s;
  if (most < 0) most = Infinity;
  const needle = new Needle(old);
  if (needle.length === 0) return interleave(vm, s, by, most);
  const n = length(s);
  const first = needle.find(vm, s, 0, n);
  if (first < 0) return s;
  // The whole is counted first: a short needle and a long replacement multiply.
  const hits = 1 + countUpTo(vm, s, needle, first + needle.length, n, most - 1);
  reserve(vm, n + hits * (length(by) - needle.length), typeof s !== 'string' || typeof by !== 'string');
  vm.alloc(40 * hits);
  if (most === Infinity && typeof s === 'string' && typeof by === 'string' && needle.length <= SHORT_NEEDLE) {
    return hits === 1 ? pieceOf(s, 0, first) + by + pieceOf(s, first + needle.length) : s.split(old as string).join(by);
  }
  const parts: Str[] = [];
  let at = 0;
  for (let hit = first, left = hits; left > 0; left--) {
    parts.push(sub(vm, s, at, hit));
    at = hit + needle.length;
    if (left > 1) hit = needle.find(vm, s, at, n);
  }
  parts.push(sub(vm, s, at, n));
  return join(vm, by, parts);
}

/** `s.replace('', by, most)`: before each code point and at the end. */
function interleave(vm: VM, s: Str, by: Str, most: number): Str {
  const n = length(s);
  const times = Math.min(most, n + 1);
  reserve(vm, n + times * length(by), typeof s !== 'string' || typeof by !== 'string');
  vm.charge(n);
  vm.alloc(16 * times);
  const parts: Str[] = [''];
  for (let i = 0; i < times - 1; i++) parts.push(sub(vm, s, i, i + 1));
  parts.push(sub(vm, s, times - 1, n));
  return join(vm, by, parts);
}

function checkSeparator(sep: Str): Needle {
  const needle = new Needle(sep);
  if (needle.length === 0) throw new TextError('ValueError', 'empty separator');
  return needle;
}

/** `s.split(sep, most)`; a negative `most` means no bound. */
export function split(vm: VM, s: Str, sep: Str, most = -1): Str[] {
  const needle = checkSeparator(sep);
  const n = length(s);
  const out: Str[] = [];
  let at = 0;
  while (most !== 0) {
    vm.charge(1);
    const hit = needle.find(vm, s, at, n);
    if (hit < 0) break;
    vm.alloc(40);
    out.push(sub(vm, s, at, hit));
    at = hit + needle.length;
    most--;
  }
  out.push(sub(vm, s, at, n));
  return out;
}

/** `s.rsplit(sep, most)`. */
export function rsplit(vm: VM, s: Str, sep: Str, most = -1): Str[] {
  const needle = checkSeparator(sep);
  let end = length(s);
  const out: Str[] = [];
  while (most !== 0) {
    vm.charge(1);
    const hit = needle.findLast(vm, s, 0, end);
    if (hit < 0) break;
    vm.alloc(40);
    out.push(sub(vm, s, hit + needle.length, end));
    end = hit;
    most--;
  }
  out.push(sub(vm, s, 0, end));
  return out.reverse();
}

export function partition(vm: VM, s: Str, sep: Str): [Str, Str, Str] {
  const needle = checkSeparator(sep);
  const n = length(s);
  const hit = needle.find(vm, s, 0, n);
  if (hit < 0) return [s, '', ''];
  return [sub(vm, s, 0, hit), sep, sub(vm, s, hit + needle.length, n)];
}

export function rpartition(vm: VM, s: Str, sep: Str): [Str, Str, Str] {
  const needle = checkSeparator(sep);
  const n = length(s);
  const hit = needle.findLast(vm, s, 0, n);
  if (hit < 0) return ['', '', s];
  return [sub(vm, s, 0, hit), sep, sub(vm, s, hit + needle.length, n)];
}

/** `s.center(width, fill)`. */
export function center(vm: VM, s: Str, width: number, fill: Str = ' '): Str {
  const pad = width - length(s);
  if (pad <= 0) return s;
  // CPython puts the odd one to the left where the width is odd.
  const left = Math.floor(pad / 2) + (pad & width & 1);
  return concat(vm, concat(vm, repeat(vm, fill, left), s), repeat(vm, fill, pad - left));
}

export function ljust(vm: VM, s: Str, width: number, fill: Str = ' '): Str {
  const pad = width - length(s);
  return pad <= 0 ? s : concat(vm, s, repeat(vm, fill, pad));
}

export function rjust(vm: VM, s: Str, width: number, fill: Str = ' '): Str {
  const pad = width - length(s);
  return pad <= 0 ? s : concat(vm, repeat(vm, fill, pad), s);
}

export function zfill(vm: VM, s: Str, width: number): Str {
  const pad = width - length(s);
  if (pad <= 0) return s;
  const zeros = repeat(vm, '0', pad);
  const sign = length(s) > 0 ? codePointAt(s, 0) : 0;
  if (sign !== 0x2b && sign !== 0x2d) return concat(vm, zeros, s);
  return concat(vm, concat(vm, sub(vm, s, 0, 1), zeros), sub(vm, s, 1, length(s)));
}

/** `s.expandtabs(size)`. */
export function expandtabs(vm: VM, s: Str, size = 8): Str {
  const n = length(s);
  if (n > 64) vm.charge(n);
  const parts: Str[] = [];
  let from = 0;
  let column = 0;
  for (let i = 0; i < n; i++) {
    const c = codePointAt(s, i);
    if (c === 9) {
      vm.alloc(48);
      parts.push(sub(vm, s, from, i));
      from = i + 1;
      if (size > 0) {
        const fill = size - (column % size);
        column += fill;
        parts.push(repeat(vm, ' ', fill));
      }
    } else if (c === 10 || c === 13) column = 0;
    else column++;
  }
  if (parts.length === 0) return s;
  parts.push(sub(vm, s, from, n));
  return join(vm, '', parts);
}
