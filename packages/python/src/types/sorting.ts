/**
 * Sorting without Python code: stable, by `<` alone, with natural runs and binary insertion as CPython has for short
 * lists. Where two values need Python code to be compared the answer is undefined, and library/sorting.py sorts.
 */
import { PyFloat, type PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { lessFast } from './support.js';

const RUN = 64;

type Less = (a: PyValue, b: PyValue) => boolean | undefined;

/** A new array of `items` in the order of `keys` (the items themselves, or one for each), or undefined. */
export function sortValues(
  vm: VM,
  keys: readonly PyValue[],
  items: readonly PyValue[],
  reverse: boolean,
): PyValue[] | undefined {
  const n = keys.length;
  vm.charge(n * (n < 2 ? 1 : 32 - Math.clz32(n)));
  vm.alloc(n * 24);
  if (n < 2) return items.slice();
  if (keys === items) {
    const quick = sortScalars(keys, reverse);
    if (quick !== undefined) return quick;
  }
  const order = sortOrder(vm, keys, reverse);
  if (order === undefined) return undefined;
  const out = new Array<PyValue>(n);
  for (let i = 0; i < n; i++) out[i] = items[order[i]!]!;
  return out;
}

/** Values of one kind whose equal ones cannot be told apart: the engine's own sorts. */
function sortScalars(values: readonly PyValue[], reverse: boolean): PyValue[] | undefined {
  const n = values.length;
  const kind = typeof values[0];
  if (kind !== 'number' && kind !== 'string') return undefined;
  for (let i = 1; i < n; i++) if (typeof values[i] !== kind) return undefined;
  let out: PyValue[];
  if (kind === 'number') out = Array.from(Float64Array.from(values as number[]).sort());
  else out = (values as string[]).slice().sort();
  return reverse ? out.reverse() : out;
}

function sortOrder(vm: VM, keys: readonly PyValue[], reverse: boolean): Int32Array | undefined {
  const n = keys.length;
  const order = new Int32Array(n);
  // A reversed sort keeps the order of equal items: sort the reversed list, then turn it round.
  for (let i = 0; i < n; i++) order[i] = reverse ? n - 1 - i : i;
  const less = chooseLess(vm, keys);
  let step = n;
  while (step >= RUN) step = (step + 1) >> 1;
  for (let lo = 0; lo < n; lo += step) {
    if (!sortRun(keys, order, lo, Math.min(lo + step, n), less)) return undefined;
  }
  const spare = new Int32Array(n);
  for (; step < n; step *= 2) {
    for (let lo = 0; lo + step < n; lo += 2 * step) {
      if (!merge(keys, order, spare, lo, lo + step, Math.min(lo + 2 * step, n), less)) return undefined;
    }
  }
  return reverse ? order.reverse() : order;
}

function chooseLess(vm: VM, keys: readonly PyValue[]): Less {
  if (keys.every((k) => typeof k === 'number')) return (a, b) => (a as number) < (b as number);
  if (keys.every((k) => typeof k === 'string')) return (a, b) => (a as string) < (b as string);
  if (keys.every((k) => k instanceof PyFloat)) return (a, b) => (a as PyFloat).v < (b as PyFloat).v;
  return (a, b) => {
    vm.charge(1);
    return lessFast(vm, a, b);
  };
}

/** Sort a short stretch: its natural run, then binary insertion. False: Python code is needed. */
function sortRun(keys: readonly PyValue[], order: Int32Array, lo: number, hi: number, less: Less): boolean {
  let i = lo + 1;
  if (i >= hi) return true;
  let r = less(keys[order[i]!]!, keys[order[lo]!]!);
  if (r === undefined) return false;
  const falling = r;
  for (i++; i < hi; i++) {
    r = less(keys[order[i]!]!, keys[order[i - 1]!]!);
    if (r === undefined) return false;
    if (r !== falling) break;
  }
  if (falling) order.subarray(lo, i).reverse();
  for (; i < hi; i++) {
    const at = order[i]!;
    const pivot = keys[at]!;
    let left = lo;
    let right = i;
    while (left < right) {
      const mid = (left + right) >> 1;
      r = less(pivot, keys[order[mid]!]!);
      if (r === undefined) return false;
      if (r) right = mid;
      else left = mid + 1;
    }
    order.copyWithin(left + 1, left, i);
    order[left] = at;
  }
  return true;
}

function merge(
  keys: readonly PyValue[],
  order: Int32Array,
  spare: Int32Array,
  lo: number,
  mid: number,
  hi: number,
  less: Less,
): boolean {
  const sorted = less(keys[order[mid]!]!, keys[order[mid - 1]!]!);
  if (sorted === undefined) return false;
  if (!sorted) return true;
  spare.set(order.subarray(lo, mid), lo);
  let a = lo;
  let b = mid;
  let out = lo;
  while (a < mid && b < hi) {
    const r = less(keys[order[b]!]!, keys[spare[a]!]!);
    if (r === undefined) return false;
    order[out++] = r ? order[b++]! : spare[a++]!;
  }
  while (a < mid) order[out++] = spare[a++]!;
  return true;
}
