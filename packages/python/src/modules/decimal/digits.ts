/** Operations on exponents and digits: quantize, rounding to an integer, neighbours, shifts, logical operations. */
import type { VM } from '../../objects/vm.js';
import { add, subtract } from './arithmetic.js';
import { order } from './compare.js';
import { finish, finishNumber, nanResult, rescale } from './round.js';
import type { PyDecimal, Work } from './value.js';
import * as D from './value.js';

export function quantize(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a, b);
  if (n !== undefined) return n;
  if (a.kind === D.INFINITY || b.kind === D.INFINITY) {
    return a.kind === b.kind ? D.infinity(vm, a.negative) : D.invalid(vm, c);
  }
  const e = b.exponent;
  if (e < D.etiny(c) || e > c.emax) return D.invalid(vm, c);
  if (a.coefficient === 0n) return finish(vm, c, a.negative, 0n, e);
  const first = D.adjusted(vm, a);
  if (first > c.emax || first - e + 1 > c.prec) return D.invalid(vm, c);
  const { coefficient, inexact } = rescale(vm, a, e, c.rounding);
  const length = D.digitsOf(vm, coefficient);
  if (length > c.prec || (coefficient !== 0n && e + length - 1 > c.emax)) return D.invalid(vm, c);
  if (coefficient !== 0n && e + length - 1 < c.emin) c.status |= D.SUBNORMAL;
  if (e > a.exponent) c.status |= D.ROUNDED | (inexact ? D.INEXACT : 0);
  return finish(vm, c, a.negative, coefficient, e);
}

/** Rounded to an integer; `exact` says that a change shows in the conditions. */
export function toIntegral(vm: VM, c: Work, a: PyDecimal, rounding: number, exact: boolean): PyDecimal {
  const n = nanResult(vm, c, a);
  if (n !== undefined) return n;
  if (a.kind === D.INFINITY || a.exponent >= 0) return D.withSign(vm, a, a.negative);
  const { coefficient, inexact } = rescale(vm, a, 0, rounding);
  if (exact && a.coefficient !== 0n) c.status |= D.ROUNDED | (inexact ? D.INEXACT : 0);
  return D.finite(vm, a.negative, coefficient, 0);
}

/** In the shortest form. */
export function reduce(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a);
  if (n !== undefined) return n;
  const r = finishNumber(vm, c, a);
  if (r.kind !== D.FINITE) return r;
  if (r.coefficient === 0n) return D.finite(vm, r.negative, 0n, 0);
  const most = (c.clamp ? D.etop(c) : c.emax) - r.exponent;
  const { coefficient, zeros } = D.stripZeros(vm, r.coefficient, most);
  return D.finite(vm, r.negative, coefficient, r.exponent + zeros);
}

export function logb(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a);
  if (n !== undefined) return n;
  if (a.kind === D.INFINITY) return D.infinity(vm, false);
  if (a.coefficient === 0n) {
    c.status |= D.DIVISION_BY_ZERO;
    return D.infinity(vm, true);
  }
  const e = D.adjusted(vm, a);
  return finish(vm, c, e < 0, BigInt(Math.abs(e)), 0);
}

/** The value of a decimal that is an integer of few digits and has the exponent 0; undefined: it is none. */
function smallInteger(a: PyDecimal, most: number): number | undefined {
  if (a.kind !== D.FINITE || a.exponent !== 0 || a.coefficient > BigInt(most)) return undefined;
  return a.negative ? -Number(a.coefficient) : Number(a.coefficient);
}

export function scaleb(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a, b);
  if (n !== undefined) return n;
  const k = smallInteger(b, Math.min(2 * (c.emax + c.prec), 2 * D.LIMIT));
  if (k === undefined) return D.invalid(vm, c);
  if (a.kind === D.INFINITY) return D.infinity(vm, a.negative);
  return finish(vm, c, a.negative, a.coefficient, a.exponent + k);
}

function moved(vm: VM, c: Work, a: PyDecimal, b: PyDecimal, rotating: boolean): PyDecimal {
  const n = nanResult(vm, c, a, b);
  if (n !== undefined) return n;
  const k = smallInteger(b, c.prec);
  if (k === undefined) return D.invalid(vm, c);
  if (a.kind === D.INFINITY) return D.infinity(vm, a.negative);
  D.payProduct(vm, c.prec, c.prec);
  const x = D.digits(vm, a) > c.prec ? a.coefficient % D.power10(vm, c.prec) : a.coefficient;
  let r: bigint;
  if (rotating) {
    const left = k < 0 ? k + c.prec : k;
    const p = D.power10(vm, c.prec - left);
    r = (x % p) * D.power10(vm, left) + x / p;
  } else if (k < 0) r = x / D.power10(vm, -k);
  else r = (x % D.power10(vm, c.prec - k)) * D.power10(vm, k);
  return D.finite(vm, a.negative, r, a.exponent);
}

export const shift = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) => moved(vm, c, a, b, false);
export const rotate = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) => moved(vm, c, a, b, true);

// -- neighbours ----------------------------------------------------------------------------------------------------------------

function largest(vm: VM, c: Work, negative: boolean): PyDecimal {
  return D.finite(vm, negative, D.power10(vm, c.prec) - 1n, D.etop(c));
}

/** The next number of the context up or down, without conditions. */
function next(vm: VM, c: Work, a: PyDecimal, up: boolean): PyDecimal {
  if (a.kind === D.INFINITY) return a.negative === up ? largest(vm, c, up) : D.infinity(vm, a.negative);
  const inner: Work = { ...plain(c), rounding: up ? D.CEILING : D.FLOOR };
  const fixed = finishNumber(vm, inner, a);
  if (fixed.kind !== D.FINITE || order(vm, fixed, a) !== 0) return fixed;
  const tiny = D.finite(vm, false, 1n, D.etiny(c) - 1);
  return up ? add(vm, inner, fixed, tiny) : subtract(vm, inner, fixed, tiny);
}

export function plain(c: Work): Work {
  return { prec: c.prec, emax: c.emax, emin: c.emin, rounding: c.rounding, clamp: c.clamp, status: 0 };
}

export function nextPlus(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  return nanResult(vm, c, a) ?? next(vm, c, a, true);
}

export function nextMinus(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  return nanResult(vm, c, a) ?? next(vm, c, a, false);
}

export function nextToward(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a, b);
  if (n !== undefined) return n;
  const towards = order(vm, a, b);
  if (towards === 0) return D.withSign(vm, a, b.negative);
  const r = next(vm, c, a, towards < 0);
  if (r.kind === D.INFINITY) c.status |= D.OVERFLOW | D.ROUNDED | D.INEXACT;
  else if (D.adjusted(vm, r) < c.emin) {
    c.status |= D.UNDERFLOW | D.SUBNORMAL | D.ROUNDED | D.INEXACT;
    if (r.coefficient === 0n) c.status |= D.CLAMPED;
  }
  return r;
}

// -- logical operations ----------------------------------------------------------------------------------------------------------

/** Digits of an operand, of which each is 0 or 1, last first; undefined: it is none. */
function bits(vm: VM, c: Work, a: PyDecimal): string | undefined {
  if (a.kind !== D.FINITE || a.negative || a.exponent !== 0) return undefined;
  D.payText(vm, D.digits(vm, a));
  const s = a.coefficient.toString();
  for (let i = 0; i < s.length; i++) if (s[i] !== '0' && s[i] !== '1') return undefined;
  return s.length > c.prec ? s.slice(-c.prec) : s;
}

function fromBits(vm: VM, text: string): PyDecimal {
  D.payText(vm, text.length);
  return D.finite(vm, false, BigInt(text), 0);
}

function logical(vm: VM, c: Work, a: PyDecimal, b: PyDecimal, f: (x: string, y: string) => string): PyDecimal {
  let x = bits(vm, c, a);
  let y = bits(vm, c, b);
  if (x === undefined || y === undefined) return D.invalid(vm, c);
  const n = Math.max(x.length, y.length);
  x = x.padStart(n, '0');
  y = y.padStart(n, '0');
  let out = '';
  for (let i = 0; i < n; i++) out += f(x[i]!, y[i]!);
  return fromBits(vm, out);
}

export const logicalAnd = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) =>
  logical(vm, c, a, b, (x, y) => (x === '1' && y === '1' ? '1' : '0'));
export const logicalOr = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) =>
  logical(vm, c, a, b, (x, y) => (x === '1' || y === '1' ? '1' : '0'));
export const logicalXor = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) =>
  logical(vm, c, a, b, (x, y) => (x !== y ? '1' : '0'));

export function logicalInvert(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  const x = bits(vm, c, a);
  if (x === undefined) return D.invalid(vm, c);
  D.payText(vm, c.prec);
  D.payDigits(vm, c.prec);
  let out = '';
  for (const d of x.padStart(c.prec, '0')) out += d === '1' ? '0' : '1';
  return fromBits(vm, out);
}
