/** Order of decimals: by value, total order, maximum and minimum. */
import type { VM } from '../../objects/vm.js';
import { finishNumber, nanResult } from './round.js';
import type { PyDecimal, Work } from './value.js';
import * as D from './value.js';

const sign = (negative: boolean): number => (negative ? -1 : 1);

/** -1, 0 or 1; no NaN. */
export function order(vm: VM, a: PyDecimal, b: PyDecimal): number {
  const aZero = D.isZero(a);
  const bZero = D.isZero(b);
  if (aZero || bZero) return aZero ? (bZero ? 0 : -sign(b.negative)) : sign(a.negative);
  if (a.negative !== b.negative) return sign(a.negative);
  return sign(a.negative) * magnitudeOrder(vm, a, b);
}

/** Order of the magnitudes. */
function magnitudeOrder(vm: VM, a: PyDecimal, b: PyDecimal): number {
  const aZero = D.isZero(a);
  const bZero = D.isZero(b);
  if (aZero || bZero) return aZero ? (bZero ? 0 : -1) : 1;
  if (a.kind === D.INFINITY || b.kind === D.INFINITY) {
    return (a.kind === D.INFINITY ? 1 : 0) - (b.kind === D.INFINITY ? 1 : 0);
  }
  if (a.exponent === b.exponent) return a.coefficient < b.coefficient ? -1 : a.coefficient > b.coefficient ? 1 : 0;
  const distance = D.adjusted(vm, a) - D.adjusted(vm, b);
  if (distance !== 0) return distance < 0 ? -1 : 1;
  const e = Math.min(a.exponent, b.exponent);
  const x = D.shiftLeft(vm, a.coefficient, a.exponent - e);
  const y = D.shiftLeft(vm, b.coefficient, b.exponent - e);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function small(vm: VM, n: number): PyDecimal {
  return D.finite(vm, n < 0, BigInt(Math.abs(n)), 0);
}

export function compare(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  return nanResult(vm, c, a, b) ?? small(vm, order(vm, a, b));
}

/** Each NaN counts as signaling. */
export function compareSignal(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a, b);
  if (n === undefined) return small(vm, order(vm, a, b));
  c.status |= D.INVALID_OPERATION;
  return n;
}

/** The total order: representations of one value differ. */
export function totalOrder(vm: VM, a: PyDecimal, b: PyDecimal): number {
  if (a.negative !== b.negative) return sign(a.negative);
  return sign(a.negative) * totalMagnitudeOrder(vm, a, b);
}

export function totalMagnitudeOrder(vm: VM, a: PyDecimal, b: PyDecimal): number {
  if (D.isNotANumber(a) || D.isNotANumber(b)) {
    if (!D.isNotANumber(a)) return -1;
    if (!D.isNotANumber(b)) return 1;
    if (a.kind !== b.kind) return a.kind === D.SNAN ? -1 : 1;
    return a.coefficient < b.coefficient ? -1 : a.coefficient > b.coefficient ? 1 : 0;
  }
  const r = magnitudeOrder(vm, a, b);
  return r !== 0 ? r : Math.sign(a.exponent - b.exponent);
}

/** `want`: 1 for the larger, -1 for the smaller; a quiet NaN loses against a number. */
function choose(vm: VM, c: Work, a: PyDecimal, b: PyDecimal, want: number, magnitude: boolean): PyDecimal {
  if (a.kind === D.QNAN && b.kind < D.QNAN) return finishNumber(vm, c, b);
  if (b.kind === D.QNAN && a.kind < D.QNAN) return finishNumber(vm, c, a);
  const n = nanResult(vm, c, a, b);
  if (n !== undefined) return n;
  let r = magnitude ? magnitudeOrder(vm, a, b) : order(vm, a, b);
  if (r === 0) r = totalOrder(vm, a, b);
  return finishNumber(vm, c, D.withSign(vm, r * want > 0 ? a : b, (r * want > 0 ? a : b).negative));
}

export const max = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) => choose(vm, c, a, b, 1, false);
export const min = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) => choose(vm, c, a, b, -1, false);
export const maxMagnitude = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) => choose(vm, c, a, b, 1, true);
export const minMagnitude = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) => choose(vm, c, a, b, -1, true);

export function sameQuantum(a: PyDecimal, b: PyDecimal): boolean {
  if (a.kind !== D.FINITE || b.kind !== D.FINITE) {
    return D.isNotANumber(a) ? D.isNotANumber(b) : a.kind === b.kind;
  }
  return a.exponent === b.exponent;
}

/** Exponent below which the context has no full precision. */
function isSubnormalIn(vm: VM, c: Work, a: PyDecimal): boolean {
  return a.kind === D.FINITE && a.coefficient !== 0n && D.adjusted(vm, a) < c.emin;
}

export function isNormal(vm: VM, c: Work, a: PyDecimal): boolean {
  return a.kind === D.FINITE && a.coefficient !== 0n && !isSubnormalIn(vm, c, a);
}

export { isSubnormalIn as isSubnormal };

export function numberClass(vm: VM, c: Work, a: PyDecimal): string {
  if (a.kind === D.QNAN) return 'NaN';
  if (a.kind === D.SNAN) return 'sNaN';
  const s = a.negative ? '-' : '+';
  if (a.kind === D.INFINITY) return `${s}Infinity`;
  if (a.coefficient === 0n) return `${s}Zero`;
  return isSubnormalIn(vm, c, a) ? `${s}Subnormal` : `${s}Normal`;
}
