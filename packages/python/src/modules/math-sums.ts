/** Sums and products of `math`: fsum, sumprod, prod, hypot, dist. Sums of floats are exact until the last rounding. */
import { FloatType, IntType, typeOf } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import { OverflowErrorType, raise, valueError } from '../objects/exception-types.js';
import { pow2 } from '../objects/number/double.js';
import { intToFloat } from '../objects/number/float.js';
import type { Int } from '../objects/number/int.js';
import * as N from '../objects/number/int.js';
import { PyFloat, type PyValue, type R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { collectFast, collectThenCall } from '../protocols/iterate.js';
import { realNumber } from '../types/float.js';
import { newList } from '../types/support.js';
import { convertThenCall, moduleFunction } from './math-arguments.js';

/** An exact sum of floats: partial sums that do not overlap (Shewchuk). */
class ExactSum {
  private partials: number[] = [];
  private special = 0;
  private infinities = 0;
  private seenSpecial = false;

  add(x: number): void {
    if (!Number.isFinite(x)) {
      this.seenSpecial = true;
      if (x === Infinity || x === -Infinity) this.infinities += x;
      this.special += x;
      return;
    }
    const original = x;
    const partials = this.partials;
    let n = 0;
    for (let i = 0; i < partials.length; i++) {
      let y = partials[i]!;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const hi = x + y;
      const lo = y - (hi - x);
      if (lo !== 0) partials[n++] = lo;
      x = hi;
    }
    partials.length = n;
    if (x === 0) return;
    if (!Number.isFinite(x)) {
      if (Number.isFinite(original)) throw raise(OverflowErrorType, 'intermediate overflow in fsum');
      return;
    }
    partials.push(x);
  }

  /** The sum, rounded half to even. */
  result(): number {
    if (this.seenSpecial) {
      if (Number.isNaN(this.infinities)) throw valueError('-inf + inf in fsum');
      return this.special;
    }
    const p = this.partials;
    let n = p.length;
    if (n === 0) return 0;
    let hi = p[--n]!;
    let lo = 0;
    while (n > 0) {
      const x = hi;
      const y = p[--n]!;
      hi = x + y;
      lo = y - (hi - x);
      if (lo !== 0) break;
    }
    // A tie that the rest decides.
    if (n > 0 && ((lo < 0 && p[n - 1]! < 0) || (lo > 0 && p[n - 1]! > 0))) {
      const y = lo * 2;
      const x = hi + y;
      if (y === x - hi) hi = x;
    }
    return hi;
  }
}

function fsum(vm: VM, iterable: PyValue): R {
  const items = collectFast(vm, iterable);
  if (items === undefined) return collectThenCall(vm, moduleFunction('math', 'fsum'), [iterable], 0);
  vm.charge(items.length * 2);
  const total = new ExactSum();
  for (const v of items) {
    const x = realNumber(v);
    if (x === undefined) return vm.lib('real_items_then_call', [moduleFunction('math', 'fsum'), newList(vm, items)]);
    total.add(x);
  }
  return new PyFloat(total.result());
}

/** Exact int or float (no subclass, no bool). */
function isPlainNumber(v: PyValue): boolean {
  const t = typeOf(v);
  return t === IntType || t === FloatType;
}

function prod(vm: VM, iterable: PyValue, start: PyValue = 1): R {
  const items = collectFast(vm, iterable);
  if (items === undefined) return vm.lib('math_prod', [iterable, start]);
  if (!isPlainNumber(start) || !items.every(isPlainNumber)) return vm.lib('math_prod', [newList(vm, items), start]);
  let i = 0;
  let total: Int = 1;
  let x: number | undefined;
  if (start instanceof PyFloat) x = start.v;
  else total = start as Int;
  for (; i < items.length && x === undefined; i++) {
    const v = items[i]!;
    if (v instanceof PyFloat) x = intToFloat(total) * v.v;
    else total = N.mul(vm, total, v as Int);
  }
  if (x === undefined) return total;
  for (; i < items.length; i++) {
    const v = items[i]!;
    x *= v instanceof PyFloat ? v.v : intToFloat(v as Int);
  }
  return new PyFloat(x);
}

const SPLITTER = 134217729;

/** What a * b loses by rounding to hi. */
function productError(a: number, b: number, hi: number): number {
  const ca = SPLITTER * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = SPLITTER * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  return ah * bh - hi + ah * bl + al * bh + al * bl;
}

function sumprod(vm: VM, p: PyValue, q: PyValue): R {
  const xs = collectFast(vm, p);
  const ys = xs === undefined ? undefined : collectFast(vm, q);
  // An iterator may be used up by now: its values go on in its place.
  if (xs === undefined) return vm.lib('math_sumprod', [p, q]);
  if (ys === undefined) return vm.lib('math_sumprod', [newList(vm, xs), q]);
  if (!xs.every(isPlainNumber) || !ys.every(isPlainNumber)) {
    return vm.lib('math_sumprod', [newList(vm, xs), newList(vm, ys)]);
  }
  if (xs.length !== ys.length) throw valueError('Inputs are not the same length');
  vm.charge(xs.length * 2);
  return sumOfProducts(vm, xs, ys);
}

/**
 * Products of ints are summed apart from those with floats, whose sum is exact. Where ints leave 64 bits, the two sums are
 * joined, and what follows is added one by one.
 */
function sumOfProducts(vm: VM, xs: readonly PyValue[], ys: readonly PyValue[]): PyValue {
  let whole: Int = 0;
  let floats = false;
  const total = new ExactSum();
  let plain = 0;
  const sumOfFloats = () => (Number.isFinite(plain) ? total.result() : plain);
  for (let i = 0; i < xs.length; i++) {
    const a = xs[i]!;
    const b = ys[i]!;
    if (!(a instanceof PyFloat) && !(b instanceof PyFloat)) {
      const product = N.mul(vm, a as Int, b as Int);
      const next = N.add(vm, whole, product);
      if (!isInt64(product) || !isInt64(next)) {
        const sum = floats ? new PyFloat(intToFloat(whole) + sumOfFloats()) : whole;
        return sumOneByOne(vm, sum, xs.slice(i), ys.slice(i));
      }
      whole = next;
      continue;
    }
    floats = true;
    const x = floatOf(a);
    const y = floatOf(b);
    const hi = x * y;
    plain += hi;
    if (!Number.isFinite(plain)) continue;
    const lo = productError(x, y, hi);
    total.add(hi);
    if (Number.isFinite(lo)) total.add(lo);
  }
  if (!floats) return whole;
  const sum = sumOfFloats();
  return new PyFloat(whole === 0 ? sum : intToFloat(whole) + sum);
}

const floatOf = (v: PyValue): number => (v instanceof PyFloat ? v.v : intToFloat(v as Int));
const isInt64 = (n: Int): boolean => typeof n === 'number' || BigInt.asIntN(64, n) === n;

function sumOneByOne(vm: VM, start: PyValue, xs: readonly PyValue[], ys: readonly PyValue[]): PyValue {
  let total = start;
  xs.forEach((a, i) => {
    const product = withNumbers(
      a,
      ys[i]!,
      (x, y) => N.mul(vm, x, y),
      (x, y) => x * y,
    );
    total = withNumbers(
      total,
      product,
      (x, y) => N.add(vm, x, y),
      (x, y) => x + y,
    );
  });
  return total;
}

function withNumbers(
  a: PyValue,
  b: PyValue,
  ofInts: (a: Int, b: Int) => Int,
  ofFloats: (a: number, b: number) => number,
): PyValue {
  const hasFloat = a instanceof PyFloat || b instanceof PyFloat;
  return hasFloat ? new PyFloat(ofFloats(floatOf(a), floatOf(b))) : ofInts(a as Int, b as Int);
}

/** Length of a vector of absolute values: scaled by a power of two, summed in two parts, corrected once. */
function vectorNorm(vm: VM, xs: number[]): number {
  vm.charge(xs.length * 2);
  let max = 0;
  let nan = false;
  for (const x of xs) {
    if (Number.isNaN(x)) nan = true;
    else if (x > max) max = x;
  }
  if (max === Infinity) return Infinity;
  if (nan) return Number.NaN;
  if (max === 0 || xs.length === 0) return max;
  if (xs.length === 1) return max;
  const e = Math.max(-1022, Math.min(1022, Math.floor(Math.log2(max))));
  const unit = pow2(-Math.floor(e / 2));
  const rest = pow2(-(e - Math.floor(e / 2)));
  let hi = 0;
  let lo = 0;
  const add = (x: number): void => {
    const s = hi + x;
    const v = s - hi;
    lo += hi - (s - v) + (x - v);
    hi = s;
  };
  for (const x of xs) {
    const y = x * unit * rest;
    const s = y * y;
    add(s);
    lo += productError(y, y, s);
  }
  const total = hi + lo;
  const left = lo - (total - hi);
  const r = Math.sqrt(total);
  const rr = r * r;
  const fixed = r + (total - rr - productError(r, r, rr) + left) / (2 * r);
  return fixed / unit / rest;
}

function hypot(vm: VM, args: PyValue[]): R {
  const xs: number[] = [];
  for (const a of args) {
    const x = realNumber(a);
    if (x === undefined) return convertThenCall(vm, 'reals_then_call', 'math', 'hypot', args);
    xs.push(Math.abs(x));
  }
  return new PyFloat(vectorNorm(vm, xs));
}

function dist(vm: VM, p: PyValue, q: PyValue): R {
  const again = (first: PyValue, index: number): R =>
    collectThenCall(vm, moduleFunction('math', 'dist'), [first, q], index);
  const a = p instanceof PyTuple ? p.items : collectFast(vm, p);
  if (a === undefined) return again(p, 0);
  const b = q instanceof PyTuple ? q.items : collectFast(vm, q);
  if (b === undefined) return again(newList(vm, a), 1);
  if (a.length !== b.length) throw valueError('both points must have the same number of dimensions');
  const xs: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const x = realNumber(a[i]!);
    const y = realNumber(b[i]!);
    if (x === undefined || y === undefined) return vm.lib('math_dist', [newList(vm, a), newList(vm, b)]);
    xs.push(Math.abs(x - y));
  }
  return new PyFloat(vectorNorm(vm, xs));
}

export const sumFunctions: Record<string, MethodRow> = {
  fsum: ['($module, seq, /)', null, fsum],
  prod: ['($module, iterable, /, *, start=1)', null, prod],
  sumprod: ['($module, p, q, /)', null, sumprod],
  hypot: ['($module, /, *coordinates)', null, hypot],
  dist: ['($module, p, q, /)', null, dist],
};
