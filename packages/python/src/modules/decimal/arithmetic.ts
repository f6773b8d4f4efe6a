/** The operators of General Decimal Arithmetic. Each takes the context to round to, and leaves conditions in its status. */
import * as int from '../../objects/number/int.js';
import type { VM } from '../../objects/vm.js';
import { finish, finishNumber, nanResult, rescale } from './round.js';
import type { PyDecimal, Work } from './value.js';
import * as D from './value.js';

export function plus(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  return nanResult(vm, c, a) ?? finishNumber(vm, c, zeroSign(vm, c, a, a.negative));
}

export function minus(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  return nanResult(vm, c, a) ?? finishNumber(vm, c, zeroSign(vm, c, a, !a.negative));
}

export function absolute(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  return nanResult(vm, c, a) ?? finishNumber(vm, c, D.withSign(vm, a, false));
}

/** A zero is negative only where one rounds down. */
function zeroSign(vm: VM, c: Work, a: PyDecimal, negative: boolean): PyDecimal {
  if (D.isZero(a)) negative = negative && c.rounding === D.FLOOR;
  return D.withSign(vm, a, negative);
}

export function add(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  return sum(vm, c, a, b, b.negative);
}

export function subtract(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  return sum(vm, c, a, b, !b.negative);
}

function sum(vm: VM, c: Work, a: PyDecimal, b: PyDecimal, bNegative: boolean): PyDecimal {
  if (a.kind !== D.FINITE || b.kind !== D.FINITE) {
    const n = nanResult(vm, c, a, b);
    if (n !== undefined) return n;
    if (a.kind === D.INFINITY) {
      return b.kind === D.INFINITY && a.negative !== bNegative ? D.invalid(vm, c) : D.infinity(vm, a.negative);
    }
    return D.infinity(vm, bNegative);
  }
  const e = Math.min(a.exponent, b.exponent);
  const x = a.coefficient;
  const y = b.coefficient;
  if (x === 0n || y === 0n) {
    if (x === y) {
      const negative = a.negative === bNegative ? a.negative : c.rounding === D.FLOOR;
      return finish(vm, c, negative, 0n, e);
    }
    const [other, negative] = x === 0n ? [b, bNegative] : [a, a.negative];
    // Zeros are added up to the other's exponent, but not beyond the precision.
    const least = Math.max(e, other.exponent - c.prec - 1);
    return finish(vm, c, negative, D.shiftLeft(vm, other.coefficient, other.exponent - least), least);
  }
  if (a.exponent === b.exponent) return signedSum(vm, c, a.negative, x, bNegative, y, e);
  return a.exponent > b.exponent
    ? aligned(vm, c, a, a.negative, b, bNegative)
    : aligned(vm, c, b, bNegative, a, a.negative);
}

/** `high` has the larger exponent. Where `low` is too small to show it becomes as small as is enough. */
function aligned(
  vm: VM,
  c: Work,
  high: PyDecimal,
  highNegative: boolean,
  low: PyDecimal,
  lowNegative: boolean,
): PyDecimal {
  let y = low.coefficient;
  let e = low.exponent;
  if (high.exponent - e > c.prec) {
    const floor = high.exponent + Math.min(-1, D.digits(vm, high) - c.prec - 2);
    if (D.adjusted(vm, low) < floor) {
      y = 1n;
      e = floor;
    }
  }
  return signedSum(vm, c, highNegative, D.shiftLeft(vm, high.coefficient, high.exponent - e), lowNegative, y, e);
}

function signedSum(
  vm: VM,
  c: Work,
  aNegative: boolean,
  x: bigint,
  bNegative: boolean,
  y: bigint,
  e: number,
): PyDecimal {
  if (aNegative === bNegative) return finish(vm, c, aNegative, x + y, e);
  if (x === y) return finish(vm, c, c.rounding === D.FLOOR, 0n, e);
  return x > y ? finish(vm, c, aNegative, x - y, e) : finish(vm, c, bNegative, y - x, e);
}

export function multiply(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  const negative = a.negative !== b.negative;
  if (a.kind !== D.FINITE || b.kind !== D.FINITE) {
    const n = nanResult(vm, c, a, b);
    if (n !== undefined) return n;
    return D.isZero(a) || D.isZero(b) ? D.invalid(vm, c) : D.infinity(vm, negative);
  }
  return finish(vm, c, negative, product(vm, a, b), a.exponent + b.exponent);
}

function product(vm: VM, a: PyDecimal, b: PyDecimal): bigint {
  const n = int.words(a.coefficient);
  const m = int.words(b.coefficient);
  if (n + m > 4) D.payProduct(vm, n * 19, m * 19);
  return a.coefficient * b.coefficient;
}

/** a * b + third, rounded once. */
export function fma(vm: VM, c: Work, a: PyDecimal, b: PyDecimal, third: PyDecimal): PyDecimal {
  if (a.kind !== D.FINITE || b.kind !== D.FINITE) {
    // A signaling NaN comes first; then the NaN of the product.
    const n = nanResult(vm, c, a, b, third);
    if (n !== undefined && (third.kind === D.SNAN || D.isNotANumber(a) || D.isNotANumber(b))) return n;
    if (D.isZero(a) || D.isZero(b)) return D.invalid(vm, c);
    if (n !== undefined) return n;
    return add(vm, c, D.infinity(vm, a.negative !== b.negative), third);
  }
  return add(vm, c, D.finite(vm, a.negative !== b.negative, product(vm, a, b), a.exponent + b.exponent), third);
}

export function divide(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  const negative = a.negative !== b.negative;
  if (a.kind !== D.FINITE || b.kind !== D.FINITE) {
    const n = nanResult(vm, c, a, b);
    if (n !== undefined) return n;
    if (a.kind === D.INFINITY) return b.kind === D.INFINITY ? D.invalid(vm, c) : D.infinity(vm, negative);
    c.status |= D.CLAMPED;
    return D.finite(vm, negative, 0n, D.etiny(c));
  }
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) return D.invalid(vm, c, D.DIVISION_UNDEFINED);
    c.status |= D.DIVISION_BY_ZERO;
    return D.infinity(vm, negative);
  }
  const ideal = a.exponent - b.exponent;
  if (a.coefficient === 0n) return finish(vm, c, negative, 0n, ideal);
  const shift = D.digits(vm, b) - D.digits(vm, a) + c.prec + 1;
  const x = shift >= 0 ? D.shiftLeft(vm, a.coefficient, shift) : a.coefficient;
  const y = shift < 0 ? D.shiftLeft(vm, b.coefficient, -shift) : b.coefficient;
  D.payProduct(vm, c.prec, int.words(y) * 19);
  let q = x / y;
  let e = ideal - shift;
  if (q * y !== x) {
    // More follows: no rounding may take it for exact or for a half.
    if (q % 5n === 0n) q += 1n;
  } else if (e < ideal) {
    const stripped = D.stripZeros(vm, q, ideal - e);
    q = stripped.coefficient;
    e += stripped.zeros;
  }
  return finish(vm, c, negative, q, e);
}

/** Quotient as an integer and remainder of finite numbers; undefined: the quotient has too many digits. */
function integerDivision(
  vm: VM,
  c: Work,
  a: PyDecimal,
  b: PyDecimal,
): { quotient: bigint; remainder: bigint; exponent: number } | undefined {
  const e = Math.min(a.exponent, b.exponent);
  const distance = D.adjusted(vm, a) - D.adjusted(vm, b);
  if (a.coefficient === 0n || distance <= -2) {
    const { coefficient } = rescale(vm, a, e, D.DOWN);
    return { quotient: 0n, remainder: coefficient, exponent: e };
  }
  if (distance > c.prec) return undefined;
  const x = D.shiftLeft(vm, a.coefficient, a.exponent - e);
  const y = D.shiftLeft(vm, b.coefficient, b.exponent - e);
  D.payProduct(vm, int.words(x) * 19, int.words(y) * 19);
  const quotient = x / y;
  if (quotient >= D.power10(vm, Math.min(c.prec, distance + 2)) && D.digitsOf(vm, quotient) > c.prec) return undefined;
  return { quotient, remainder: x - quotient * y, exponent: e };
}

export function divideInteger(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  const negative = a.negative !== b.negative;
  const n = nanResult(vm, c, a, b);
  if (n !== undefined) return n;
  if (a.kind === D.INFINITY) return b.kind === D.INFINITY ? D.invalid(vm, c) : D.infinity(vm, negative);
  if (b.kind === D.INFINITY) return finish(vm, c, negative, 0n, 0);
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) return D.invalid(vm, c, D.DIVISION_UNDEFINED);
    c.status |= D.DIVISION_BY_ZERO;
    return D.infinity(vm, negative);
  }
  const d = integerDivision(vm, c, a, b);
  return d === undefined ? D.invalid(vm, c, D.DIVISION_IMPOSSIBLE) : finish(vm, c, negative, d.quotient, 0);
}

export function remainder(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a, b);
  if (n !== undefined) return n;
  if (a.kind === D.INFINITY) return D.invalid(vm, c);
  if (b.kind === D.INFINITY) return finishNumber(vm, c, a);
  if (b.coefficient === 0n) return D.invalid(vm, c, a.coefficient === 0n ? D.DIVISION_UNDEFINED : D.INVALID_OPERATION);
  const d = integerDivision(vm, c, a, b);
  if (d === undefined) return D.invalid(vm, c, D.DIVISION_IMPOSSIBLE);
  return finish(vm, c, a.negative, d.remainder, d.exponent);
}

/** Quotient and remainder. */
export function divmod(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): [PyDecimal, PyDecimal] {
  const n = nanResult(vm, c, a, b);
  if (n !== undefined) return [n, n];
  const negative = a.negative !== b.negative;
  if (a.kind === D.INFINITY) {
    const r = D.invalid(vm, c);
    return [b.kind === D.INFINITY ? r : D.infinity(vm, negative), r];
  }
  if (b.kind === D.INFINITY) return [D.finite(vm, negative, 0n, 0), finishNumber(vm, c, a)];
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) {
      const r = D.invalid(vm, c, D.DIVISION_UNDEFINED);
      return [r, r];
    }
    c.status |= D.DIVISION_BY_ZERO | D.INVALID_OPERATION;
    return [D.infinity(vm, negative), D.nan(vm)];
  }
  const d = integerDivision(vm, c, a, b);
  if (d === undefined) {
    const r = D.invalid(vm, c, D.DIVISION_IMPOSSIBLE);
    return [r, r];
  }
  return [finish(vm, c, negative, d.quotient, 0), finish(vm, c, a.negative, d.remainder, d.exponent)];
}

/** What is left of `a` beyond the nearest multiple of `b`. */
export function remainderNear(vm: VM, c: Work, a: PyDecimal, b: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a, b);
  if (n !== undefined) return n;
  if (a.kind === D.INFINITY) return D.invalid(vm, c);
  if (b.kind === D.FINITE && b.coefficient === 0n) {
    return D.invalid(vm, c, a.coefficient === 0n ? D.DIVISION_UNDEFINED : D.INVALID_OPERATION);
  }
  if (b.kind === D.INFINITY) return finishNumber(vm, c, a);
  const e = Math.min(a.exponent, b.exponent);
  if (a.coefficient === 0n) return finish(vm, c, a.negative, 0n, e);
  const distance = D.adjusted(vm, a) - D.adjusted(vm, b);
  if (distance >= c.prec + 1) return D.invalid(vm, c, D.DIVISION_IMPOSSIBLE);
  if (distance <= -2) {
    const { coefficient } = rescale(vm, a, e, c.rounding);
    return finish(vm, c, a.negative, coefficient, e);
  }
  const x = D.shiftLeft(vm, a.coefficient, a.exponent - e);
  const y = D.shiftLeft(vm, b.coefficient, b.exponent - e);
  D.payProduct(vm, int.words(x) * 19, int.words(y) * 19);
  let q = x / y;
  let r = x - q * y;
  if (2n * r > y || (2n * r === y && D.isOdd(q))) {
    r -= y;
    q += 1n;
  }
  if (D.digitsOf(vm, q) > c.prec) return D.invalid(vm, c, D.DIVISION_IMPOSSIBLE);
  const negative = r < 0n ? !a.negative : a.negative;
  return finish(vm, c, negative, r < 0n ? -r : r, e);
}

/** Rounded half to even, whatever the context says. */
export function squareRoot(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  const n = nanResult(vm, c, a);
  if (n !== undefined) return n;
  if (a.kind === D.INFINITY) return a.negative ? D.invalid(vm, c) : D.infinity(vm, false);
  const half = Math.floor(a.exponent / 2);
  if (a.coefficient === 0n) return finishEven(vm, c, a.negative, 0n, half);
  if (a.negative) return D.invalid(vm, c);
  let x = a.coefficient;
  if (half * 2 !== a.exponent) x *= 10n;
  const length = Math.ceil(D.digitsOf(vm, x) / 2);
  const shift = c.prec + 1 - length;
  let exact = true;
  if (shift >= 0) x = D.shiftLeft(vm, x, 2 * shift);
  else {
    D.payProduct(vm, length * 2, -2 * shift);
    const p = D.power10(vm, -2 * shift);
    exact = x % p === 0n;
    x /= p;
  }
  let root = BigInt(int.isqrt(vm, int.normalize(x)));
  let e = half - shift;
  if (exact && root * root === x) {
    if (shift >= 0) {
      const p = D.power10(vm, shift);
      root /= p;
    } else root = D.shiftLeft(vm, root, -shift);
    e = half;
  } else if (root % 5n === 0n) root += 1n;
  return finishEven(vm, c, false, root, e);
}

export function finishEven(vm: VM, c: Work, negative: boolean, coefficient: bigint, exponent: number): PyDecimal {
  const rounding = c.rounding;
  c.rounding = D.HALF_EVEN;
  try {
    return finish(vm, c, negative, coefficient, exponent);
  } finally {
    c.rounding = rounding;
  }
}
