/** Spaces, lines and translation: strip, split at whitespace, splitlines, translate. */
import type { VM } from '../vm.js';
import { codePointAt, fromCodePoints, length, type Str, sub } from './core.js';
import { isLineBreak, isSpace } from './predicates.js';

/** What `strip(chars)` takes away: whitespace where `chars` is null. */
function stripTest(vm: VM, chars: Str | null): (cp: number) => boolean {
  if (chars === null) return isSpace;
  const n = length(chars);
  if (n === 1) {
    const only = codePointAt(chars, 0);
    return (cp) => cp === only;
  }
  vm.charge(n);
  vm.alloc(16 * n);
  const set = new Set<number>();
  for (let i = 0; i < n; i++) set.add(codePointAt(chars, i));
  return (cp) => set.has(cp);
}

function stripEnds(vm: VM, s: Str, chars: Str | null, left: boolean, right: boolean): Str {
  const test = stripTest(vm, chars);
  const n = length(s);
  let from = 0;
  let to = n;
  if (left) while (from < to && test(codePointAt(s, from))) from++;
  if (right) while (to > from && test(codePointAt(s, to - 1))) to--;
  if (from + n - to > 64) vm.charge(from + n - to);
  return sub(vm, s, from, to);
}

export function strip(vm: VM, s: Str, chars: Str | null = null): Str {
  return stripEnds(vm, s, chars, true, true);
}
export function lstrip(vm: VM, s: Str, chars: Str | null = null): Str {
  return stripEnds(vm, s, chars, true, false);
}
export function rstrip(vm: VM, s: Str, chars: Str | null = null): Str {
  return stripEnds(vm, s, chars, false, true);
}

/** `s.split(None, most)`. */
export function splitWhitespace(vm: VM, s: Str, most = -1): Str[] {
  const n = length(s);
  if (n > 64) vm.charge(n);
  const out: Str[] = [];
  let i = 0;
  for (;;) {
    while (i < n && isSpace(codePointAt(s, i))) i++;
    if (i === n) return out;
    vm.alloc(40);
    if (most-- === 0) break;
    const from = i;
    while (i < n && !isSpace(codePointAt(s, i))) i++;
    out.push(sub(vm, s, from, i));
  }
  out.push(sub(vm, s, i, n));
  return out;
}

/** `s.rsplit(None, most)`. */
export function rsplitWhitespace(vm: VM, s: Str, most = -1): Str[] {
  const n = length(s);
  if (n > 64) vm.charge(n);
  const out: Str[] = [];
  let i = n;
  for (;;) {
    while (i > 0 && isSpace(codePointAt(s, i - 1))) i--;
    if (i === 0) break;
    vm.alloc(40);
    if (most-- === 0) {
      out.push(sub(vm, s, 0, i));
      break;
    }
    const to = i;
    while (i > 0 && !isSpace(codePointAt(s, i - 1))) i--;
    out.push(sub(vm, s, i, to));
  }
  return out.reverse();
}

/** `s.splitlines(keepends)`. */
export function splitlines(vm: VM, s: Str, keepends = false): Str[] {
  const n = length(s);
  if (n > 64) vm.charge(n);
  const out: Str[] = [];
  for (let i = 0; i < n; ) {
    const from = i;
    while (i < n && !isLineBreak(codePointAt(s, i))) i++;
    let end = i;
    if (i < n) {
      i += codePointAt(s, i) === 13 && i + 1 < n && codePointAt(s, i + 1) === 10 ? 2 : 1;
      if (keepends) end = i;
    }
    vm.alloc(40);
    out.push(sub(vm, s, from, end));
  }
  return out;
}

/**
 * `s.translate(table)` where the table is known: a str, null (delete), or undefined (unchanged) for a code point.
 * A table that needs Python is walked by the caller.
 */
export function translate(vm: VM, s: Str, table: ReadonlyMap<number, Str | number | null>): Str {
  const n = length(s);
  if (n > 64) vm.charge(n);
  vm.alloc(4 * n);
  let out = new Uint32Array(n);
  let at = 0;
  const room = (more: number): void => {
    if (at + more <= out.length) return;
    const size = (at + more) * 2;
    vm.alloc(4 * size);
    const wider = new Uint32Array(size);
    wider.set(out);
    out = wider;
  };
  for (let i = 0; i < n; i++) {
    const cp = codePointAt(s, i);
    const to = table.get(cp);
    if (to === null) continue;
    if (to === undefined || typeof to === 'number') {
      room(1);
      out[at++] = to ?? cp;
      continue;
    }
    const m = length(to);
    if (m > 1) vm.charge(m);
    room(m);
    for (let k = 0; k < m; k++) out[at++] = codePointAt(to, k);
  }
  return fromCodePoints(vm, out, 0, at);
}
