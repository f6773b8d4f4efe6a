/** Rounding to a context, and what every operation does first with a NaN. */
import type { VM } from '../../objects/vm.js';
import type { PyDecimal, Work } from './value.js';
import * as D from './value.js';

/** Whether a quotient that left a remainder goes up: `order` compares twice the remainder with the divisor. */
function goesUp(rounding: number, negative: boolean, quotient: bigint, order: number): boolean {
  switch (rounding) {
    case D.UP:
      return true;
    case D.DOWN:
      return false;
    case D.CEILING:
      return !negative;
    case D.FLOOR:
      return negative;
    case D.HALF_UP:
      return order >= 0;
    case D.HALF_DOWN:
      return order > 0;
    case D.HALF_EVEN:
      return order > 0 || (order === 0 && D.isOdd(quotient));
    default:
      return quotient % 5n === 0n;
  }
}

/** The coefficient without its last `drop` digits, rounded. */
export function dropDigits(
  vm: VM,
  coefficient: bigint,
  drop: number,
  negative: boolean,
  rounding: number,
): { coefficient: bigint; inexact: boolean } {
  const length = D.digitsOf(vm, coefficient);
  if (drop > length) {
    // Nothing of it is left but that it was there.
    const inexact = coefficient !== 0n;
    return { coefficient: inexact && goesUp(rounding, negative, 0n, -1) ? 1n : 0n, inexact };
  }
  D.payProduct(vm, length, drop);
  const p = D.power10(vm, drop);
  let q = coefficient / p;
  const r = coefficient - q * p;
  if (r === 0n) return { coefficient: q, inexact: false };
  const twice = r * 2n;
  if (goesUp(rounding, negative, q, twice > p ? 1 : twice === p ? 0 : -1)) q += 1n;
  return { coefficient: q, inexact: true };
}

function overflow(vm: VM, c: Work, negative: boolean): PyDecimal {
  c.status |= D.OVERFLOW | D.INEXACT | D.ROUNDED;
  const r = c.rounding;
  const toInfinity =
    r === D.HALF_UP || r === D.HALF_DOWN || r === D.HALF_EVEN || r === D.UP || r === (negative ? D.FLOOR : D.CEILING);
  if (toInfinity) return D.infinity(vm, negative);
  return D.finite(vm, negative, D.power10(vm, c.prec) - 1n, D.etop(c));
}

/** A finite result as the context has it. */
export function finish(vm: VM, c: Work, negative: boolean, coefficient: bigint, exponent: number): PyDecimal {
  const tiny = D.etiny(c);
  const top = D.etop(c);
  if (coefficient === 0n) {
    const most = c.clamp ? top : c.emax;
    const e = Math.min(Math.max(exponent, tiny), most);
    if (e !== exponent) c.status |= D.CLAMPED;
    return D.finite(vm, negative, 0n, e);
  }
  const length = D.digitsOf(vm, coefficient);
  let least = length + exponent - c.prec;
  if (least > top) return overflow(vm, c, negative);
  const subnormal = least < tiny;
  if (subnormal) least = tiny;
  if (exponent < least) {
    const cut = dropDigits(vm, coefficient, least - exponent, negative, c.rounding);
    let q = cut.coefficient;
    if (cut.inexact && D.digitsOf(vm, q) > c.prec) {
      q /= 10n;
      least++;
    }
    c.status |= D.ROUNDED;
    if (cut.inexact) c.status |= D.INEXACT | (subnormal ? D.UNDERFLOW : 0);
    if (subnormal) c.status |= D.SUBNORMAL;
    if (least > top) return overflow(vm, c, negative);
    if (q === 0n) c.status |= D.CLAMPED;
    return D.finite(vm, negative, q, least);
  }
  if (subnormal) c.status |= D.SUBNORMAL;
  if (c.clamp && exponent > top) {
    c.status |= D.CLAMPED;
    return D.finite(vm, negative, D.shiftLeft(vm, coefficient, exponent - top), top);
  }
  return D.finite(vm, negative, coefficient, exponent);
}

/** A number as the context has it: also a NaN, whose payload may be too long. */
export function finishNumber(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  if (a.kind === D.FINITE) return finish(vm, c, a.negative, a.coefficient, a.exponent);
  return D.isNotANumber(a) ? fitPayload(vm, c, a) : D.withSign(vm, a, a.negative);
}

function fitPayload(vm: VM, c: Work, a: PyDecimal): PyDecimal {
  const most = c.prec - (c.clamp ? 1 : 0);
  if (D.digits(vm, a) <= most) return D.withSign(vm, a, a.negative);
  vm.alloc(120);
  return new D.PyDecimal(D.DecimalType.root, a.kind, a.negative, a.coefficient % D.power10(vm, most), 0);
}

/** The NaN that an operation with a NaN gives; undefined: there is none. */
export function nanResult(vm: VM, c: Work, a: PyDecimal, b?: PyDecimal, third?: PyDecimal): PyDecimal | undefined {
  if (a.kind < D.QNAN && (b === undefined || b.kind < D.QNAN) && (third === undefined || third.kind < D.QNAN)) {
    return undefined;
  }
  const all = [a, b, third].filter((x): x is PyDecimal => x !== undefined && D.isNotANumber(x));
  const signaling = all.find((x) => x.kind === D.SNAN);
  if (signaling !== undefined) c.status |= D.INVALID_OPERATION;
  const from = signaling ?? all[0]!;
  return fitPayload(vm, c, D.nan(vm, from.negative, from.coefficient));
}

/** With this exponent, rounded. */
export function rescale(
  vm: VM,
  a: PyDecimal,
  exponent: number,
  rounding: number,
): { coefficient: bigint; inexact: boolean } {
  if (a.coefficient === 0n) return { coefficient: 0n, inexact: false };
  if (exponent <= a.exponent) {
    return { coefficient: D.shiftLeft(vm, a.coefficient, a.exponent - exponent), inexact: false };
  }
  return dropDigits(vm, a.coefficient, exponent - a.exponent, a.negative, rounding);
}
