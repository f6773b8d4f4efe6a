/**
 * Unicode normalization (UAX #15) over the tables of `data.ts`: canonical or compatibility decomposition, canonical
 * ordering, composition. Not the engine's `normalize`, whose Unicode version differs from engine to engine.
 */
import type { VM } from '../../vm.js';
import { fromCodePoints, length, type Str, toCodePoints } from '../core.js';
import { combining, composite, decomposition } from './data.js';

export type NormalForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

const S_BASE = 0xac00;
const L_BASE = 0x1100;
const V_BASE = 0x1161;
const T_BASE = 0x11a7;
const V_COUNT = 21;
const T_COUNT = 28;
const S_COUNT = 19 * V_COUNT * T_COUNT;

function decomposeInto(out: number[], cp: number, compat: boolean): void {
  if (cp >= S_BASE && cp < S_BASE + S_COUNT) {
    const s = cp - S_BASE;
    out.push(L_BASE + Math.floor(s / (V_COUNT * T_COUNT)), V_BASE + Math.floor((s % (V_COUNT * T_COUNT)) / T_COUNT));
    if (s % T_COUNT !== 0) out.push(T_BASE + (s % T_COUNT));
    return;
  }
  const d = cp < 0xa0 ? undefined : decomposition(cp);
  if (d === undefined || (d.tag !== '' && !compat)) out.push(cp);
  // The tables nest a few levels at most.
  else for (const x of d.to) decomposeInto(out, x, compat);
}

/** Stable order of combining marks between starters. */
function reorder(vm: VM, cps: number[]): void {
  for (let i = 0; i < cps.length; ) {
    if (combining(cps[i]!) === 0) {
      i++;
      continue;
    }
    let end = i + 1;
    while (end < cps.length && combining(cps[end]!) !== 0) end++;
    if (end - i > 1) {
      vm.charge((end - i) * 4);
      const marks = cps.slice(i, end).sort((a, b) => combining(a) - combining(b));
      for (let k = 0; k < marks.length; k++) cps[i + k] = marks[k]!;
    }
    i = end;
  }
}

function composePair(a: number, b: number): number {
  if (a >= L_BASE && a < L_BASE + 19 && b >= V_BASE && b < V_BASE + V_COUNT)
    return S_BASE + ((a - L_BASE) * V_COUNT + (b - V_BASE)) * T_COUNT;
  if (a >= S_BASE && a < S_BASE + S_COUNT && (a - S_BASE) % T_COUNT === 0 && b > T_BASE && b < T_BASE + T_COUNT)
    return a + (b - T_BASE);
  return composite(a, b);
}

function compose(cps: number[]): number[] {
  const out: number[] = [];
  let starter = -1;
  let lastClass = -1;
  for (const cp of cps) {
    const cls = combining(cp);
    if (starter >= 0 && (lastClass < cls || lastClass === -1)) {
      const made = composePair(out[starter]!, cp);
      if (made >= 0) {
        out[starter] = made;
        continue;
      }
    }
    if (cls === 0) {
      starter = out.length;
      lastClass = -1;
    } else lastClass = cls;
    out.push(cp);
  }
  return out;
}

/** `unicodedata.normalize(form, s)`. */
export function normalize(vm: VM, form: NormalForm, s: Str): Str {
  const n = length(s);
  if (n > 64) vm.charge(n);
  if (typeof s === 'string') {
    let i = 0;
    while (i < n && s.charCodeAt(i) < 128) i++;
    if (i === n) return s;
  }
  // A compatibility decomposition has up to 18 code points.
  vm.charge(4 * n);
  vm.alloc(32 * n);
  const cps: number[] = [];
  const source = toCodePoints(vm, s);
  const compat = form === 'NFKC' || form === 'NFKD';
  for (let i = 0; i < n; i++) {
    decomposeInto(cps, source[i]!, compat);
    if ((i & 1023) === 0) vm.alloc(8 * 1024);
  }
  vm.charge(2 * cps.length);
  reorder(vm, cps);
  return fromCodePoints(vm, form === 'NFC' || form === 'NFKC' ? compose(cps) : cps);
}
