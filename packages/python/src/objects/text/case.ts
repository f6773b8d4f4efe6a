/** Case mappings of str with the full mappings of SpecialCasing and the final sigma. */
import type { VM } from '../vm.js';
import { codePointAt, fromCodePoints, length, type Str } from './core.js';
import { CASE_IGNORABLE, CASED, flags, LOWER, toFold, toLower, toTitle, toUpper, UPPER } from './unicode/data.js';

const SIGMA = 0x3a3;
const FINAL_SIGMA = 0x3c2;
const SMALL_SIGMA = 0x3c3;

// ASCII only: there the engine's mapping is the same on every machine.
const NOT_ASCII = /[^\0-\x7f]/;

function pay(vm: VM, s: Str): void {
  const n = length(s);
  if (n > 64) {
    vm.charge(n);
    vm.alloc(2 * n);
  }
}

function isAsciiText(s: Str): s is string {
  return typeof s === 'string' && !NOT_ASCII.test(s);
}

function push(out: number[], to: number | readonly number[]): void {
  if (typeof to === 'number') out.push(to);
  else for (const x of to) out.push(x);
}

/** Sigma at `i` ends a word: a cased letter before it and none after, case-ignorable ones aside. */
function isFinalSigma(vm: VM, s: Str, i: number): boolean {
  const n = length(s);
  let j = i - 1;
  while (j >= 0 && flags(codePointAt(s, j)) & CASE_IGNORABLE) j--;
  let k = i + 1;
  if (j < 0 || (flags(codePointAt(s, j)) & CASED) === 0) return false;
  while (k < n && flags(codePointAt(s, k)) & CASE_IGNORABLE) k++;
  vm.charge(k - j);
  return k === n || (flags(codePointAt(s, k)) & CASED) === 0;
}

function lowerInto(vm: VM, out: number[], s: Str, i: number): void {
  const cp = codePointAt(s, i);
  if (cp === SIGMA) out.push(isFinalSigma(vm, s, i) ? FINAL_SIGMA : SMALL_SIGMA);
  else push(out, toLower(cp));
}

/** Room for the code points on the way: at most three for one. */
function scratch(vm: VM, s: Str): number[] {
  vm.charge(2 * length(s));
  vm.alloc(24 * length(s));
  return [];
}

export function lower(vm: VM, s: Str): Str {
  pay(vm, s);
  if (isAsciiText(s)) return s.toLowerCase();
  const out = scratch(vm, s);
  for (let i = 0; i < length(s); i++) lowerInto(vm, out, s, i);
  return fromCodePoints(vm, out);
}

export function upper(vm: VM, s: Str): Str {
  pay(vm, s);
  if (isAsciiText(s)) return s.toUpperCase();
  const out = scratch(vm, s);
  for (let i = 0; i < length(s); i++) push(out, toUpper(codePointAt(s, i)));
  return fromCodePoints(vm, out);
}

export function casefold(vm: VM, s: Str): Str {
  pay(vm, s);
  if (isAsciiText(s)) return s.toLowerCase();
  const out = scratch(vm, s);
  for (let i = 0; i < length(s); i++) push(out, toFold(codePointAt(s, i)));
  return fromCodePoints(vm, out);
}

export function swapcase(vm: VM, s: Str): Str {
  pay(vm, s);
  const out = scratch(vm, s);
  for (let i = 0; i < length(s); i++) {
    const cp = codePointAt(s, i);
    const f = flags(cp);
    if (f & UPPER) lowerInto(vm, out, s, i);
    else push(out, f & LOWER ? toUpper(cp) : cp);
  }
  return fromCodePoints(vm, out);
}

export function capitalize(vm: VM, s: Str): Str {
  pay(vm, s);
  if (length(s) === 0) return s;
  if (isAsciiText(s)) return s[0]!.toUpperCase() + s.slice(1).toLowerCase();
  const out = scratch(vm, s);
  push(out, toTitle(codePointAt(s, 0)));
  for (let i = 1; i < length(s); i++) lowerInto(vm, out, s, i);
  return fromCodePoints(vm, out);
}

export function title(vm: VM, s: Str): Str {
  pay(vm, s);
  const out = scratch(vm, s);
  let inWord = false;
  for (let i = 0; i < length(s); i++) {
    const cp = codePointAt(s, i);
    if (inWord) lowerInto(vm, out, s, i);
    else push(out, toTitle(cp));
    inWord = (flags(cp) & CASED) !== 0;
  }
  return fromCodePoints(vm, out);
}
