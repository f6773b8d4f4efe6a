/**
 * exp, ln and log10, correctly rounded (half to even), and powers.
 *
 * Functions are worked out in fixed point on bigints, with an error bound; where the bound leaves a digit in doubt, again
 * with more digits. A result that is not exact carries a last digit that no rounding takes for exact or for a half.
 */
import { conversionSteps } from '../../objects/number/cost.js';
import * as real from '../../objects/number/elementary.js';
import * as int from '../../objects/number/int.js';
import type { VM } from '../../objects/vm.js';
import { divide, finishEven, multiply } from './arithmetic.js';
import { order } from './compare.js';
import { finish, finishNumber, nanResult } from './round.js';
import type { PyDecimal, Work } from './value.js';
import * as D from './value.js';

// -- fixed point: numbers are n / 10^w ----------------------------------------------------------------------------------------

/** One step of a series with numbers of `w` digits. */
function payStep(vm: VM, w: number): void {
  vm.charge(4 + Math.ceil(conversionSteps(w / 19) / 8));
}

/** atanh(1/n); paid for by who asks. */
function atanhInverse(n: bigint, w: number): bigint {
  let term = 10n ** BigInt(w) / n;
  const square = n * n;
  let sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term /= square;
    sum += term / k;
  }
  return sum;
}

/** More digits than this are not kept: other cells would divide by them. */
const KEPT = 2000;
let tenDigits = 0;
let ten = 0n;

/** ln 10; the last two digits are not sure. */
function ln10(vm: VM, w: number): bigint {
  // Paid for in any case, so that fuel does not depend on what ran before.
  vm.charge(Math.ceil(w * (1 + conversionSteps(w / 19) / 8)));
  D.payDigits(vm, w);
  if (w <= tenDigits) return ten / D.power10(vm, tenDigits - w);
  const v = w + 10;
  // A formula of Machin's kind.
  const n = 46n * atanhInverse(31n, v) + 34n * atanhInverse(49n, v) + 20n * atanhInverse(161n, v);
  if (v <= KEPT) {
    ten = n;
    tenDigits = v;
  }
  return n / D.power10(vm, 10);
}

/** e^x for |x| < 3; the error is below 10^-(w-2) or so of it. */
function expFixed(vm: VM, x: bigint, w: number): bigint {
  const halvings = Math.min(Math.ceil(Math.sqrt(w)), 60) + 2;
  const guard = Math.ceil(halvings * 0.302) + 6;
  const v = w + guard;
  D.payProduct(vm, v, v);
  const one = D.power10(vm, v);
  const r = (x * D.power10(vm, guard)) / (1n << BigInt(halvings));
  let sum = one + r;
  let term = r;
  for (let k = 2n; term !== 0n; k++) {
    payStep(vm, v);
    term = (term * r) / (one * k);
    sum += term;
  }
  for (let i = 0; i < halvings; i++) {
    D.payProduct(vm, v, v);
    sum = (sum * sum) / one;
  }
  return sum / D.power10(vm, guard);
}

/** ln x for 1 <= x < 10: Halley's iteration, each step with three times the digits. */
function lnFixed(vm: VM, x: bigint, w: number): bigint {
  const steps: number[] = [w];
  while (steps[0]! > 40) steps.unshift(Math.ceil(steps[0]! / 3) + 6);
  const first = steps[0]!;
  const head = Number((x * 10n ** 15n) / D.power10(vm, w)) / 1e15;
  let y = (BigInt(Math.round(real.log(head) * 1e15)) * D.power10(vm, first)) / 10n ** 15n;
  let at = first;
  // The first two: from 15 digits to 40 and beyond.
  for (const v of [first, ...steps]) {
    y = v > at ? y * D.power10(vm, v - at) : y;
    at = v;
    const part = v < w ? x / D.power10(vm, w - v) : x;
    const e = expFixed(vm, y, v);
    D.payProduct(vm, v, v);
    y += (2n * (part - e) * D.power10(vm, v)) / (part + e);
  }
  return y;
}

/** A value in fixed point, and digits after the point that it is sure of. */
interface Approximation {
  readonly value: bigint;
  readonly digits: number;
  /** In units of the last digit. */
  readonly error: bigint;
}

/**
 * The result of a function that is never exact: `compute(extra)` gives ever better approximations. The first `prec + 3`
 * digits of it that are sure are kept, and a last one that stands for the rest.
 */
function settle(vm: VM, c: Work, compute: (extra: number) => Approximation): PyDecimal {
  for (let extra = 6; ; extra = extra * 2) {
    const { value, digits, error } = compute(extra);
    const magnitude = value < 0n ? -value : value;
    const drop = D.digitsOf(vm, magnitude) - (c.prec + 3);
    if (drop <= 0) continue;
    D.payProduct(vm, c.prec, drop);
    const p = D.power10(vm, drop);
    const low = (magnitude - error) / p;
    if (magnitude > error && low === (magnitude + error) / p) {
      return finishEven(vm, c, value < 0n, low * 10n + 1n, drop - 1 - digits);
    }
  }
}

// -- functions -----------------------------------------------------------------------------------------------------------------------

export function exp(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a);
  if (n !== undefined) return n;
  if (a.kind === D.INFINITY) return a.negative ? D.finite(vm, false, 0n, 0) : D.infinity(vm, false);
  if (a.coefficient === 0n) return D.finite(vm, false, 1n, 0);
  const first = D.adjusted(vm, a);
  // Far out of range, however the rest goes.
  if (first > 17 || roughly(vm, a) > (c.emax - c.emin + c.prec) * 3) {
    const e = a.negative ? D.etiny(c) - 2 - c.prec : c.emax + 1;
    return finishEven(vm, c, false, D.power10(vm, c.prec) + 1n, e);
  }
  if (first < -c.prec - 3) {
    // 1 and very little.
    const one = D.power10(vm, c.prec + 3);
    return finishEven(vm, c, false, a.negative ? one * 10n - 1n : one * 10n + 1n, -c.prec - 4);
  }
  return settle(vm, c, (extra) => {
    const w = c.prec + 3 + extra + Math.max(first, 0) + 2;
    const x = fixed(vm, a, w);
    const t = ln10(vm, w);
    let k = x / t;
    if (x < 0n) k -= 1n;
    const e = expFixed(vm, x - k * t, w);
    return { value: e, digits: w - Number(k), error: 10n ** BigInt(Math.max(first, 0) + 4) };
  });
}

/** The first digits, as d.ddd. */
function head(vm: VM, a: PyDecimal): number {
  const length = D.digits(vm, a);
  const cut = Math.max(length - 17, 0);
  D.payProduct(vm, length, cut);
  return Number(a.coefficient / D.power10(vm, cut)) / 10 ** (length - cut - 1);
}

/** The magnitude, roughly. */
function roughly(vm: VM, a: PyDecimal): number {
  const e = D.adjusted(vm, a);
  return e > 300 ? Infinity : head(vm, a) * 10 ** e;
}

/** The number in fixed point, cut off. */
function fixed(vm: VM, a: PyDecimal, w: number): bigint {
  const shift = a.exponent + w;
  D.payProduct(vm, D.digits(vm, a), Math.abs(shift) < 1e9 ? Math.abs(shift) : 0);
  const n = D.digits(vm, a);
  const r =
    shift >= 0 ? D.shiftLeft(vm, a.coefficient, shift) : -shift > n ? 0n : a.coefficient / D.power10(vm, -shift);
  return a.negative ? -r : r;
}

/** ln of a positive number that is not 1, with about `w` digits after the point. */
function naturalLog(vm: VM, a: PyDecimal, w: number): Approximation {
  const e = D.adjusted(vm, a);
  const x = fixed(vm, D.finite(vm, false, a.coefficient, a.exponent - e), w);
  const value = lnFixed(vm, x, w) + BigInt(e) * ln10(vm, w);
  return { value, digits: w, error: 10n ** BigInt(4 + String(Math.abs(e)).length) };
}

/** Leading zeros of ln a after the point: many where `a` is near 1. */
function smallness(vm: VM, a: PyDecimal): number {
  const e = D.adjusted(vm, a);
  if (e !== 0 && e !== -1) return 0;
  const n = D.digits(vm, a);
  D.payProduct(vm, n, n);
  const unit = D.power10(vm, Math.max(-a.exponent, 0));
  const x = a.exponent > 0 ? D.shiftLeft(vm, a.coefficient, a.exponent) : a.coefficient;
  const distance = x > unit ? x - unit : unit - x;
  return Math.max(0, -Math.min(a.exponent, 0) - D.digitsOf(vm, distance) + 1);
}

export function ln(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a);
  if (n !== undefined) return n;
  if (D.isZero(a)) return D.infinity(vm, true);
  if (a.negative) return D.invalid(vm, c);
  if (a.kind === D.INFINITY) return D.infinity(vm, false);
  if (isOne(vm, a)) return D.finite(vm, false, 0n, 0);
  const zeros = smallness(vm, a);
  return settle(vm, c, (extra) => naturalLog(vm, a, c.prec + 6 + extra + zeros));
}

export function log10(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a);
  if (n !== undefined) return n;
  if (D.isZero(a)) return D.infinity(vm, true);
  if (a.negative) return D.invalid(vm, c);
  if (a.kind === D.INFINITY) return D.infinity(vm, false);
  const length = D.digits(vm, a);
  if (D.stripZeros(vm, a.coefficient, length).coefficient === 1n) {
    const e = a.exponent + length - 1;
    return finishEven(vm, c, e < 0, BigInt(Math.abs(e)), 0);
  }
  const zeros = smallness(vm, a);
  return settle(vm, c, (extra) => {
    const w = c.prec + 6 + extra + zeros;
    const { value, error } = naturalLog(vm, a, w);
    D.payProduct(vm, w, w);
    return { value: (value * D.power10(vm, w)) / ln10(vm, w), digits: w, error: error * 10n };
  });
}

function isOne(vm: VM, a: PyDecimal): boolean {
  return a.kind === D.FINITE && order(vm, D.withSign(vm, a, false), D.finite(vm, false, 1n, 0)) === 0;
}

// -- powers --------------------------------------------------------------------------------------------------------------------------

function isOddInteger(vm: VM, a: PyDecimal): boolean {
  if (a.kind !== D.FINITE || a.exponent > 0 || !D.isInteger(vm, a)) return false;
  return D.isOdd(a.coefficient / D.power10(vm, -a.exponent));
}

export function power(vm: VM, c: Work, base: PyDecimal, exponent: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, base, exponent);
  if (n !== undefined) return n;
  const negative = base.negative && isOddInteger(vm, exponent);
  if (D.isZero(base)) {
    if (D.isZero(exponent)) return D.invalid(vm, c);
    return exponent.negative ? D.infinity(vm, negative) : finish(vm, c, negative, 0n, 0);
  }
  if (base.negative) {
    if (exponent.kind === D.INFINITY) return D.invalid(vm, c);
    if (!D.isInteger(vm, exponent)) return D.invalid(vm, c);
  }
  if (exponent.kind === D.INFINITY) return infinitePower(vm, c, base, exponent.negative);
  if (base.kind === D.INFINITY) {
    if (D.isZero(exponent)) return D.finite(vm, false, 1n, 0);
    return exponent.negative ? D.finite(vm, negative, 0n, 0) : D.infinity(vm, negative);
  }
  if (D.isZero(exponent)) return D.finite(vm, false, 1n, 0);
  if (isOne(vm, base)) return powerOfOne(vm, c, base, exponent, negative);
  const far = outOfBounds(vm, c, base, exponent);
  if (far !== 0) return finish(vm, c, negative, 1n, far > 0 ? c.emax + 1 : D.etiny(c) - 2);
  return D.isInteger(vm, exponent) ? integerPower(vm, c, base, exponent, negative) : realPower(vm, c, base, exponent);
}

function infinitePower(vm: VM, c: Work, base: PyDecimal, negative: boolean): PyDecimal {
  const one = D.finite(vm, false, 1n, 0);
  const r = base.kind === D.INFINITY ? 1 : order(vm, base, one);
  if (r === 0) {
    c.status |= D.INEXACT | D.ROUNDED;
    return D.finite(vm, false, D.power10(vm, c.prec - 1), 1 - c.prec);
  }
  return r < 0 === negative ? D.infinity(vm, false) : D.finite(vm, false, 0n, 0);
}

/** 1.00 ** 3 = 1.000000: as many digits as the product would have. */
function powerOfOne(vm: VM, c: Work, base: PyDecimal, exponent: PyDecimal, negative: boolean): PyDecimal {
  let zeros: number;
  if (!D.isInteger(vm, exponent)) {
    zeros = c.prec - 1;
    c.status |= D.INEXACT | D.ROUNDED;
  } else {
    if (exponent.negative) return finish(vm, c, negative, 1n, 0);
    const times = Number(exponent.coefficient) * 10 ** Math.min(exponent.exponent, 300);
    zeros = -Math.min(base.exponent, 0) * times;
    if (zeros > c.prec - 1) {
      zeros = c.prec - 1;
      c.status |= D.ROUNDED;
    }
  }
  D.payDigits(vm, zeros);
  return finish(vm, c, negative, D.power10(vm, zeros), -zeros);
}

const LN10 = real.log(10);

/** 1 where the result is larger than all numbers of the context, -1 where it is smaller: 0: neither, by a rough bound. */
function outOfBounds(vm: VM, c: Work, base: PyDecimal, exponent: PyDecimal): number {
  // log10 of the magnitude, to a few digits.
  let log = real.log(head(vm, base)) / LN10 + D.adjusted(vm, base);
  if (Math.abs(log) < 1e-10) {
    // Near 1: at least this far from it.
    const zeros = smallness(vm, base);
    log = Math.sign(log || order(vm, base, D.finite(vm, false, 1n, 0))) * 10 ** -Math.min(zeros + 1, 300);
  }
  const e = D.adjusted(vm, exponent);
  const total = real.log(Math.abs(log)) / LN10 + e;
  const room = real.log(c.emax - c.emin + c.prec + 10) / LN10 + 1;
  if (total <= room) return 0;
  return log > 0 !== exponent.negative ? 1 : -1;
}

function integerPower(vm: VM, c: Work, base: PyDecimal, exponent: PyDecimal, negative: boolean): PyDecimal {
  const length = D.digits(vm, exponent) + exponent.exponent;
  const inner = D.innerWork(c, c.prec + length + 2);
  let x = base;
  if (exponent.negative) {
    inner.prec += 1;
    x = divide(vm, inner, D.finite(vm, false, 1n, 0), base);
  }
  const bits = fixed(vm, D.withSign(vm, exponent, false), 0).toString(2);
  let r = x;
  for (let i = 1; i < bits.length; i++) {
    vm.charge(2);
    r = multiply(vm, inner, r, r);
    if (bits[i] === '1') r = multiply(vm, inner, r, x);
    if (r.kind !== D.FINITE || (r.coefficient === 0n && (inner.status & D.CLAMPED) !== 0)) break;
  }
  c.status |= inner.status;
  if (r.kind === D.INFINITY) return finish(vm, c, negative, 1n, c.emax + 1);
  return finishNumber(vm, c, D.withSign(vm, r, negative));
}

/** Digits of an exponent: guards of the intermediate results. */
const EXPONENT_DIGITS = 19;

function realPower(vm: VM, c: Work, base: PyDecimal, exponent: PyDecimal): PyDecimal {
  const inner = D.innerWork(c, Math.max(D.digits(vm, base), c.prec) + 4 + EXPONENT_DIGITS);
  const t = multiply(vm, inner, ln(vm, inner, base), exponent);
  const r = exp(vm, inner, t);
  c.status |= (inner.status & D.ERRORS) | D.INEXACT | D.ROUNDED;
  if (inner.status & D.OVERFLOW) return finish(vm, c, false, 1n, c.emax + 1);
  if (r.coefficient === 0n) return finish(vm, c, false, 1n, D.etiny(c) - 2);
  return finishNumber(vm, c, r);
}

/** base ** exponent % modulus, all integers. */
export function powerModulo(vm: VM, c: Work, base: PyDecimal, exponent: PyDecimal, modulus: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, base, exponent, modulus);
  if (n !== undefined) return n;
  const integers = D.isInteger(vm, base) && D.isInteger(vm, exponent) && D.isInteger(vm, modulus);
  if (!integers || (exponent.negative && !D.isZero(exponent)) || D.isZero(modulus)) return D.invalid(vm, c);
  if (D.adjusted(vm, modulus) >= c.prec) return D.invalid(vm, c);
  if (D.isZero(base) && D.isZero(exponent)) return D.invalid(vm, c);
  const m = fixed(vm, D.withSign(vm, modulus, false), 0);
  const reduced = (a: PyDecimal): bigint => {
    if (a.exponent <= 0) return fixed(vm, D.withSign(vm, a, false), 0) % m;
    return ((a.coefficient % m) * BigInt(int.modpow(vm, 10, a.exponent, int.normalize(m)))) % m;
  };
  let r = BigInt(
    int.modpow(
      vm,
      int.normalize(reduced(base)),
      exponent.exponent <= 0 ? int.normalize(fixed(vm, exponent, 0)) : 1,
      int.normalize(m),
    ),
  );
  if (exponent.exponent > 0) {
    // base^(c * 10^e): e times to the tenth power.
    r = BigInt(int.modpow(vm, int.normalize(reduced(base)), int.normalize(exponent.coefficient), int.normalize(m)));
    vm.charge(Math.min(exponent.exponent, 1e15) * 20);
    for (let i = 0; i < exponent.exponent; i++) r = BigInt(int.modpow(vm, int.normalize(r), 10, int.normalize(m)));
  }
  return finish(vm, c, base.negative && isOddInteger(vm, exponent), r, 0);
}
