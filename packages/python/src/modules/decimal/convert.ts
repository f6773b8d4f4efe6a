/** Decimals from other values, and back. */
import { tuple, typeOf } from '../../objects/builtin-types.js';
import { PyComplex } from '../../objects/complex.js';
import { OverflowErrorType, raise, typeError, valueError } from '../../objects/exception-types.js';
import { mantissaOf } from '../../objects/number/double.js';
import { floatFromText } from '../../objects/number/float-text.js';
import * as int from '../../objects/number/int.js';
import { PyFloat, type PyType, type PyValue } from '../../objects/object.js';
import { PyList, PyTuple } from '../../objects/sequence.js';
import type { VM } from '../../objects/vm.js';
import { floatOf, intOf, strOf } from '../../types/coerce.js';
import { report } from './context.js';
import { fromText, toText } from './text.js';
import * as D from './value.js';
import { PyDecimal, type PyDecimalContext } from './value.js';

export function ofInt(vm: VM, n: int.Int): PyDecimal {
  if (typeof n === 'bigint') vm.alloc(int.words(n) * 8);
  const big = BigInt(n);
  return D.finite(vm, big < 0n, big < 0n ? -big : big, 0);
}

/** The exact value of a float. */
export function ofFloat(vm: VM, x: number): PyDecimal {
  if (Number.isNaN(x)) return D.nan(vm);
  const negative = x < 0 || Object.is(x, -0);
  if (!Number.isFinite(x)) return D.infinity(vm, negative);
  if (x === 0) return D.finite(vm, negative, 0n, 0);
  let { mantissa, exponent } = mantissaOf(Math.abs(x));
  while (mantissa % 2 === 0 && exponent < 0) {
    mantissa /= 2;
    exponent++;
  }
  if (exponent >= 0) return D.finite(vm, negative, BigInt(mantissa) << BigInt(exponent), 0);
  vm.charge(20);
  vm.alloc(400);
  return D.finite(vm, negative, BigInt(mantissa) * 5n ** BigInt(-exponent), exponent);
}

/** An operand of an operator: undefined where it is neither a decimal nor an int. */
export function operand(vm: VM, v: PyValue): PyDecimal | undefined {
  if (v instanceof PyDecimal) return v;
  const n = intOf(v);
  return n === undefined ? undefined : ofInt(vm, n);
}

export function unsupported(v: PyValue) {
  return typeError(`conversion from ${typeOf(v).name} to Decimal is not supported`);
}

/** An argument of a method: a decimal or an int. */
export function argument(vm: VM, v: PyValue): PyDecimal {
  const d = operand(vm, v);
  if (d === undefined) throw unsupported(v);
  return d;
}

const THIRD: Record<string, number> = { F: D.INFINITY, n: D.QNAN, N: D.SNAN };

/** `(sign, digits, exponent)`. */
function ofTuple(vm: VM, items: readonly PyValue[]): PyDecimal {
  if (items.length !== 3) throw valueError('argument must be a sequence of length 3');
  const [sign, digits, exponent] = items as [PyValue, PyValue, PyValue];
  const s = intOf(sign);
  if (s !== 0 && s !== 1) throw valueError('sign must be an integer with the value 0 or 1');
  if (!(digits instanceof PyTuple || digits instanceof PyList))
    throw valueError('coefficient must be a tuple of digits');
  const text = strOf(exponent);
  const kind = text === undefined ? D.FINITE : Object.hasOwn(THIRD, String(text)) ? THIRD[String(text)]! : -1;
  if (kind < 0) throw valueError("string argument in the third position must be 'F', 'n' or 'N'");
  const e = text === undefined ? intOf(exponent) : 0;
  if (e === undefined) throw valueError('exponent must be an integer');
  D.payText(vm, digits.items.length);
  vm.charge(digits.items.length);
  let coefficient = '';
  for (const d of digits.items) {
    const n = intOf(d);
    if (n === undefined || n < 0 || n > 9) throw valueError('coefficient must be a tuple of digits');
    coefficient += String(n);
  }
  vm.alloc(120);
  const bounded = Math.max(-4 * D.LIMIT, Math.min(4 * D.LIMIT, Number(e)));
  const big = kind === D.INFINITY ? 0n : BigInt(coefficient || '0');
  return new PyDecimal(D.DecimalType.root, kind, s === 1, big, kind === D.FINITE ? bounded : 0);
}

/** Whether an exact number fits at all. */
function checkExact(vm: VM, c: PyDecimalContext, d: PyDecimal): PyDecimal {
  if (d.kind !== D.FINITE) return d;
  const first = d.coefficient === 0n ? d.exponent : D.adjusted(vm, d);
  if (first <= D.LIMIT && d.exponent >= -2 * D.LIMIT) return d;
  return D.invalid(vm, c);
}

/** `Decimal(value)`: exact. `c` decides whether what is wrong raises. */
export function exactly(vm: VM, c: PyDecimalContext, v: PyValue): PyDecimal {
  if (v instanceof PyDecimal) return D.withSign(vm, v, v.negative);
  const n = intOf(v);
  if (n !== undefined) return ofInt(vm, n);
  const s = strOf(v);
  if (s !== undefined) {
    const d = fromText(vm, s, true);
    return d === undefined ? D.invalid(vm, c, D.CONVERSION_SYNTAX) : checkExact(vm, c, d);
  }
  if (v instanceof PyTuple || v instanceof PyList) return checkExact(vm, c, ofTuple(vm, v.items));
  const x = floatOf(v);
  if (x === undefined) throw unsupported(v);
  c.status |= D.FLOAT_OPERATION;
  return ofFloat(vm, x);
}

/** Of a class: Decimal itself, or one below it. */
export function asClass(vm: VM, cls: PyType, d: PyDecimal): PyDecimal {
  if (d.shape === cls.root) return d;
  vm.alloc(120);
  return new PyDecimal(cls.root, d.kind, d.negative, d.coefficient, d.exponent);
}

/** The other side of a comparison: also floats and complex numbers. undefined: not comparable. */
export function comparand(vm: VM, c: PyDecimalContext, v: PyValue, equality: boolean): PyDecimal | undefined {
  const d = operand(vm, v);
  if (d !== undefined) return d;
  let x = floatOf(v);
  if (x === undefined && equality && v instanceof PyComplex && v.im === 0) x = v.re;
  if (x === undefined) return undefined;
  if (equality) c.flags |= D.FLOAT_OPERATION;
  else c.status |= D.FLOAT_OPERATION;
  return ofFloat(vm, x);
}

// -- back ----------------------------------------------------------------------------------------------------------------------

/** The integer part. */
export function toInt(vm: VM, d: PyDecimal): int.Int {
  if (D.isNotANumber(d)) throw valueError('cannot convert NaN to integer');
  if (d.kind === D.INFINITY) throw raise(OverflowErrorType, 'cannot convert Infinity to integer');
  let n: bigint;
  if (d.exponent >= 0) n = D.shiftLeft(vm, d.coefficient, d.exponent);
  else if (-d.exponent >= D.digits(vm, d)) n = 0n;
  else {
    D.payProduct(vm, D.digits(vm, d), -d.exponent);
    n = d.coefficient / D.power10(vm, -d.exponent);
  }
  return int.normalize(d.negative ? -n : n);
}

export function toFloat(vm: VM, d: PyDecimal): number {
  if (d.kind === D.SNAN) throw valueError('cannot convert signaling NaN to float');
  if (d.kind === D.QNAN) return d.negative ? -NaN : NaN;
  if (d.kind === D.INFINITY) return d.negative ? -Infinity : Infinity;
  return floatFromText(vm, toText(vm, d, true, false));
}

export function toRatio(vm: VM, d: PyDecimal): PyValue {
  if (D.isNotANumber(d)) throw valueError('cannot convert NaN to integer ratio');
  if (d.kind === D.INFINITY) throw raise(OverflowErrorType, 'cannot convert Infinity to integer ratio');
  const signed = d.negative ? -d.coefficient : d.coefficient;
  if (d.exponent >= 0 || signed === 0n) {
    return tuple([int.normalize(D.shiftLeft(vm, signed, Math.max(d.exponent, 0))), 1]);
  }
  const below = D.power10(vm, -d.exponent);
  const common = BigInt(int.gcd(vm, int.normalize(d.coefficient), int.normalize(below)));
  D.payProduct(vm, -d.exponent, D.digits(vm, d));
  return tuple([int.normalize(signed / common), int.normalize(below / common)]);
}

export { report };
export const boxFloat = (x: number): PyValue => new PyFloat(x);
