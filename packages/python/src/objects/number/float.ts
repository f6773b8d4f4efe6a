/** Arithmetic of float, and what int and float have with each other: conversion, comparison, rounding. */
import { TextError } from '../text/error.js';
import type { VM } from '../vm.js';
import { decimalScaled } from './decimal.js';
import { isNegative, mantissaOf, scaled, signedZero } from './double.js';
import {
  abs,
  add,
  bitLength,
  divmod,
  fromIntegral,
  type Int,
  pow as intPow,
  isOdd,
  mul,
  normalize,
  sub,
  words,
} from './int.js';
import { realPower } from './power.js';

function zeroDivision(): never {
  throw new TextError('ZeroDivisionError', 'division by zero');
}

export function truediv(a: number, b: number): number {
  if (b === 0) zeroDivision();
  return a / b;
}

export function floatMod(a: number, b: number): number {
  if (b === 0) zeroDivision();
  const r = a % b;
  if (r === 0) return signedZero(b);
  return r < 0 !== b < 0 ? r + b : r;
}

export function floatFloordiv(a: number, b: number): number {
  return floatDivmod(a, b)[0];
}

/** `divmod(a, b)` of floats. */
export function floatDivmod(a: number, b: number): [number, number] {
  if (b === 0) zeroDivision();
  let r = a % b;
  let q = (a - r) / b;
  if (r === 0) r = signedZero(b);
  else if (r < 0 !== b < 0) {
    r += b;
    q -= 1;
  }
  if (q === 0) return [signedZero(a / b), r];
  const floor = Math.floor(q);
  return [q - floor > 0.5 ? floor + 1 : floor, r];
}

/** `a ** b` of floats; undefined where the result is complex (a negative base, a broken exponent). */
export function floatPow(a: number, b: number): number | undefined {
  if (b === 0 || a === 1) return 1;
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  if (a === 0 && b < 0 && b !== -Infinity) throw new TextError('ZeroDivisionError', 'zero to a negative power');
  if (a === -1 && (b === Infinity || b === -Infinity)) return 1;
  if (!Number.isFinite(a) || !Number.isFinite(b) || a === 0) return a ** b;
  if (a < 0) {
    if (!Number.isInteger(b)) return undefined;
    const r = finite(realPower(-a, b));
    return Math.abs(b % 2) === 1 ? -r : r;
  }
  return finite(realPower(a, b));
}

function finite(x: number): number {
  if (x === Infinity) throw new TextError('OverflowError', 'Numerical result out of range', 34);
  return x;
}

/** `float(n)`. */
export function intToFloat(n: Int): number {
  const x = Number(n);
  if (x === Infinity || x === -Infinity) throw new TextError('OverflowError', 'int too large to convert to float');
  return x;
}

/** `int(x)`: towards zero. */
export function floatToInt(x: number): Int {
  if (Number.isNaN(x)) throw new TextError('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(x)) throw new TextError('OverflowError', 'cannot convert float infinity to integer');
  return fromIntegral(Math.trunc(x));
}

/** `a / b` of ints, correctly rounded. */
export function intTruediv(vm: VM, a: Int, b: Int): number {
  if (b === 0) zeroDivision();
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  vm.charge(words(a) + words(b));
  const negative = a < 0 !== b < 0;
  const x = BigInt(abs(a));
  const y = BigInt(abs(b));
  if (x === 0n) return negative ? -0 : 0;
  const shift = 66 - (bitLength(a) - bitLength(b));
  vm.alloc(Math.abs(shift) / 4);
  const num = shift > 0 ? x << BigInt(shift) : x;
  const den = shift < 0 ? y << BigInt(-shift) : y;
  let q = num / den;
  // The last of these bits only says that there is more.
  if (q * den !== num) q |= 1n;
  const r = scaled(q, -shift);
  if (r === Infinity) throw new TextError('OverflowError', 'integer division result too large for a float');
  return negative ? -r : r;
}

/** Order of an int and a float, exactly: negative, 0, positive, or NaN. */
export function compareIntFloat(n: Int, x: number): number {
  return n < x ? -1 : n > x ? 1 : Number.isNaN(x) ? NaN : 0;
}

/** `x.as_integer_ratio()`. */
export function asIntegerRatio(x: number): [Int, Int] {
  if (Number.isNaN(x)) throw new TextError('ValueError', 'cannot convert NaN to integer ratio');
  if (!Number.isFinite(x)) throw new TextError('OverflowError', 'cannot convert Infinity to integer ratio');
  if (Number.isSafeInteger(x)) return [x + 0, 1];
  let { mantissa, exponent } = mantissaOf(Math.abs(x));
  while (mantissa % 2 === 0 && exponent < 0) {
    mantissa /= 2;
    exponent++;
  }
  const sign = x < 0 ? -1 : 1;
  if (exponent >= 0) return [normalize(BigInt(sign * mantissa) << BigInt(exponent)), 1];
  return [sign * mantissa, normalize(1n << BigInt(-exponent))];
}

/** `round(x)`: half to even. */
export function roundToInt(x: number): Int {
  if (Number.isNaN(x)) throw new TextError('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(x)) throw new TextError('OverflowError', 'cannot convert float infinity to integer');
  const floor = Math.floor(x);
  const rest = x - floor;
  return fromIntegral(rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor);
}

/** `round(x, ndigits)`, correctly rounded in decimal. */
export function roundFloat(vm: VM, x: number, ndigits: number): number {
  if (!Number.isFinite(x) || x === 0 || ndigits > 323) return x;
  if (ndigits < -308) return signedZero(x);
  vm.charge(4);
  const digits = decimalScaled(vm, Math.abs(x), ndigits);
  const r = Number(`${digits}e${-ndigits}`);
  if (r === Infinity) throw new TextError('OverflowError', 'rounded value too large to represent');
  return isNegative(x) ? -r : r;
}

/** `round(n, ndigits)` of an int: half to even at a power of ten. */
export function roundInt(vm: VM, n: Int, ndigits: Int): Int {
  if (ndigits >= 0) return n;
  // Beyond all digits of n the result is 0, and the power need not be made.
  if (-ndigits > words(n) * 20 + 20) return 0;
  const power = intPow(vm, 10, typeof ndigits === 'number' ? -ndigits : 0);
  const [q, r] = divmod(vm, n, power);
  const twice = mul(vm, r, 2);
  const down = sub(vm, n, r);
  return twice > power || (twice === power && isOdd(q)) ? add(vm, down, power) : down;
}
