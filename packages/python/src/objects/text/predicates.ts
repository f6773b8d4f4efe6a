/** `str.isalpha()` and its like. */
import type { VM } from '../vm.js';
import { codePointAt, length, type Str } from './core.js';
import * as U from './unicode/data.js';

function pay(vm: VM, s: Str): number {
  const n = length(s);
  if (n > 64) vm.charge(n);
  return n;
}

/** Not empty, and every code point has one of these flags. */
function all(vm: VM, s: Str, mask: number): boolean {
  const n = pay(vm, s);
  for (let i = 0; i < n; i++) if ((U.flags(codePointAt(s, i)) & mask) === 0) return false;
  return n > 0;
}

export function isalpha(vm: VM, s: Str): boolean {
  return all(vm, s, U.ALPHA);
}
export function isdecimal(vm: VM, s: Str): boolean {
  return all(vm, s, U.DECIMAL);
}
export function isdigit(vm: VM, s: Str): boolean {
  return all(vm, s, U.DIGIT);
}
export function isnumeric(vm: VM, s: Str): boolean {
  return all(vm, s, U.NUMERIC);
}
export function isalnum(vm: VM, s: Str): boolean {
  return all(vm, s, U.ALPHA | U.DECIMAL | U.DIGIT | U.NUMERIC);
}
export function isspace(vm: VM, s: Str): boolean {
  return all(vm, s, U.SPACE);
}
export function isprintable(vm: VM, s: Str): boolean {
  return length(s) === 0 || all(vm, s, U.PRINTABLE);
}
export function isascii(vm: VM, s: Str): boolean {
  if (typeof s !== 'string') return false;
  if (s.length > 64) vm.charge(s.length >>> 2);
  return !/[^\0-\x7f]/.test(s);
}

export function isidentifier(vm: VM, s: Str): boolean {
  const n = pay(vm, s);
  if (n === 0) return false;
  const first = codePointAt(s, 0);
  if (first !== 0x5f && (U.flags(first) & U.XID_START) === 0) return false;
  for (let i = 1; i < n; i++) if ((U.flags(codePointAt(s, i)) & U.XID_CONTINUE) === 0) return false;
  return true;
}

export function islower(vm: VM, s: Str): boolean {
  const n = pay(vm, s);
  let seen = false;
  for (let i = 0; i < n; i++) {
    const f = U.flags(codePointAt(s, i));
    if (f & (U.UPPER | U.TITLE)) return false;
    if (f & U.LOWER) seen = true;
  }
  return seen;
}

export function isupper(vm: VM, s: Str): boolean {
  const n = pay(vm, s);
  let seen = false;
  for (let i = 0; i < n; i++) {
    const f = U.flags(codePointAt(s, i));
    if (f & (U.LOWER | U.TITLE)) return false;
    if (f & U.UPPER) seen = true;
  }
  return seen;
}

export function istitle(vm: VM, s: Str): boolean {
  const n = pay(vm, s);
  let seen = false;
  let inWord = false;
  for (let i = 0; i < n; i++) {
    const f = U.flags(codePointAt(s, i));
    if (f & (U.UPPER | U.TITLE)) {
      if (inWord) return false;
      inWord = seen = true;
    } else if (f & U.LOWER) {
      if (!inWord) return false;
      seen = true;
    } else inWord = false;
  }
  return seen;
}

export function isSpace(cp: number): boolean {
  if (cp < 128) return cp === 32 || (cp >= 9 && cp <= 13) || (cp >= 28 && cp <= 31);
  return (U.flags(cp) & U.SPACE) !== 0;
}

export function isLineBreak(cp: number): boolean {
  if (cp < 128) return (cp >= 10 && cp <= 13) || (cp >= 28 && cp <= 30);
  return (U.flags(cp) & U.LINE_BREAK) !== 0;
}

export function isPrintable(cp: number): boolean {
  if (cp < 127) return cp >= 32;
  return (U.flags(cp) & U.PRINTABLE) !== 0;
}
