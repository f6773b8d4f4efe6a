/**
 * A Decimal: sign, coefficient, exponent (General Decimal Arithmetic 1.70); and a context, which says how results are
 * rounded and which conditions raise.
 *
 * Exponents are exact doubles: contexts show limits of 10^18-1 as 64-bit CPython does, what lies beyond LIMIT overflows
 * or underflows.
 */
import { newBuiltinType, ObjectType } from '../../objects/builtin-types.js';
import { MemoryErrorType, raise } from '../../objects/exception-types.js';
import { conversionSteps, productSteps } from '../../objects/number/cost.js';
import { type Int, words } from '../../objects/number/int.js';
import { PyObject, type PyValue, type Shape } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';

export const DecimalType = newBuiltinType('decimal.Decimal', ObjectType, { layout: 'decimal' });
export const ContextType = newBuiltinType('decimal.Context', ObjectType, { layout: 'decimal-context' });

export const FINITE = 0;
export const INFINITY = 1;
export const QNAN = 2;
export const SNAN = 3;

export class PyDecimal extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly kind: number,
    readonly negative: boolean,
    /** Of a NaN: what it says. */
    readonly coefficient: bigint,
    readonly exponent: number,
  ) {
    super(shape);
  }
}

/** The largest magnitude of an exponent. */
export const LIMIT = 4e15;
export const MAX_EXPONENT = 999999999999999999n;

/** Bits of the conditions, as in `Context._flags`. */
export const CLAMPED = 0x1;
export const CONVERSION_SYNTAX = 0x2;
export const DIVISION_BY_ZERO = 0x4;
export const DIVISION_IMPOSSIBLE = 0x8;
export const DIVISION_UNDEFINED = 0x10;
export const INEXACT = 0x40;
export const INVALID_CONTEXT = 0x80;
export const INVALID_OPERATION = 0x100;
export const OVERFLOW = 0x800;
export const ROUNDED = 0x1000;
export const SUBNORMAL = 0x2000;
export const UNDERFLOW = 0x4000;
export const FLOAT_OPERATION = 0x400;
/** All that the signal InvalidOperation stands for. */
export const INVALID =
  CONVERSION_SYNTAX | DIVISION_IMPOSSIBLE | DIVISION_UNDEFINED | INVALID_CONTEXT | INVALID_OPERATION | 0x20 | 0x200;
export const ERRORS = INVALID | DIVISION_BY_ZERO;

export const ROUNDINGS = [
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_HALF_EVEN',
  'ROUND_05UP',
] as const;
export const UP = 0;
export const DOWN = 1;
export const CEILING = 2;
export const FLOOR = 3;
export const HALF_UP = 4;
export const HALF_DOWN = 5;
export const HALF_EVEN = 6;
export const ZERO_FIVE_UP = 7;

/** What an operation needs of a context; `status` is what came up in it. */
export interface Work {
  prec: number;
  emax: number;
  emin: number;
  rounding: number;
  clamp: boolean;
  status: number;
}

export class PyDecimalContext extends PyObject implements Work {
  slotted: (PyValue | undefined)[] | null = null;
  status = 0;
  /** As they were set: more than a double holds exactly. */
  shownPrec: Int = 28;
  shownEmax: Int = 999999;
  shownEmin: Int = -999999;
  prec = 28;
  emax = 999999;
  emin = -999999;
  rounding = HALF_EVEN;
  clamp = false;
  capitals = true;
  traps = 0;
  flags = 0;
}

/** Exact results only: for conversions. */
export function exactWork(): Work {
  return { prec: LIMIT, emax: LIMIT, emin: -LIMIT, rounding: HALF_EVEN, clamp: false, status: 0 };
}

/** The context of intermediate results. */
export function innerWork(c: Work, prec: number): Work {
  return { prec, emax: c.emax, emin: c.emin, rounding: HALF_EVEN, clamp: false, status: 0 };
}

export const etiny = (c: Work): number => c.emin - c.prec + 1;
export const etop = (c: Work): number => c.emax - c.prec + 1;

// -- making ------------------------------------------------------------------------------------------------------------------

export function finite(vm: VM, negative: boolean, coefficient: bigint, exponent: number): PyDecimal {
  vm.alloc(120);
  return new PyDecimal(DecimalType.root, FINITE, negative, coefficient, exponent);
}

export function infinity(vm: VM, negative: boolean): PyDecimal {
  vm.alloc(120);
  return new PyDecimal(DecimalType.root, INFINITY, negative, 0n, 0);
}

export function nan(vm: VM, negative = false, payload = 0n): PyDecimal {
  vm.alloc(120);
  return new PyDecimal(DecimalType.root, QNAN, negative, payload, 0);
}

export function withSign(vm: VM, a: PyDecimal, negative: boolean): PyDecimal {
  if (a.negative === negative && a.shape === DecimalType.root) return a;
  vm.alloc(120);
  return new PyDecimal(DecimalType.root, a.kind, negative, a.coefficient, a.exponent);
}

/** A condition that makes the result a NaN. */
export function invalid(vm: VM, c: Work, condition = INVALID_OPERATION): PyDecimal {
  c.status |= condition;
  return nan(vm);
}

// -- coefficients --------------------------------------------------------------------------------------------------------------

const BITS_A_DIGIT = 3.321928094887362;
/** Digits that fit V8's largest bigint. */
const MAX_DIGITS = 3e8;

/** Announces a coefficient of this many digits. */
export function payDigits(vm: VM, digits: number): void {
  if (digits < 64) return;
  if (digits > MAX_DIGITS) {
    vm.alloc(Math.ceil(Math.min(digits, 2 ** 50) / 2));
    throw raise(MemoryErrorType);
  }
  vm.alloc(Math.ceil(digits * 0.42) + 16);
  vm.charge(digits >> 5);
}

/** Pays for a product or quotient of numbers with so many digits. */
export function payProduct(vm: VM, a: number, b: number): void {
  payDigits(vm, a + b);
  if (a + b < 80) return;
  const n = Math.max(a, b) / 19;
  const m = Math.min(a, b) / 19 + 1;
  vm.charge(Math.ceil(productSteps(n, m) / 16));
}

/** Pays for a coefficient between text and number. */
export function payText(vm: VM, digits: number): void {
  if (digits < 64) return;
  vm.alloc(digits * 2);
  vm.charge(Math.ceil(conversionSteps(digits) / 64));
}

const POWERS: bigint[] = [1n];
const KEPT = 320;
for (let i = 1; i <= KEPT; i++) POWERS.push(POWERS[i - 1]! * 10n);

/** 10^k. */
export function power10(vm: VM, k: number): bigint {
  if (k <= KEPT) return POWERS[k]!;
  payProduct(vm, k, k);
  return 10n ** BigInt(k);
}

/** Numbers of bits, and the digits that every number of that many bits has at least. */
const SMALL = 9007199254740992n;

/** How many decimal digits; 1 for 0. */
export function digitsOf(vm: VM, n: bigint): number {
  if (n < SMALL) {
    const x = Number(n);
    if (x < 10) return 1;
    let k = 1;
    for (let p = 10; p <= x; p *= 10) k++;
    return k;
  }
  if (n < POWERS[64]!) {
    let low = 15;
    let high = 64;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (n >= POWERS[mid]!) low = mid + 1;
      else high = mid;
    }
    return low;
  }
  vm.charge(words(n));
  const hex = n.toString(16);
  const bits = (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0]!, 16)));
  const least = Math.floor((bits - 1) / BITS_A_DIGIT) + 1;
  // At most one digit is in doubt, and only near a power of ten.
  const most = Math.floor(bits / BITS_A_DIGIT) + 1;
  return least === most ? least : n >= power10(vm, least) ? least + 1 : least;
}

export const digits = (vm: VM, a: PyDecimal): number => digitsOf(vm, a.coefficient);

/** Exponent of the first digit. */
export const adjusted = (vm: VM, a: PyDecimal): number => a.exponent + digits(vm, a) - 1;

export const isZero = (a: PyDecimal): boolean => a.kind === FINITE && a.coefficient === 0n;
export const isNotANumber = (a: PyDecimal): boolean => a.kind >= QNAN;

/** Times 10^k, k >= 0. */
export function shiftLeft(vm: VM, n: bigint, k: number): bigint {
  if (k === 0 || n === 0n) return n;
  payProduct(vm, words(n) * 19, k);
  return n * power10(vm, k);
}

/** Without its trailing zeros, at most `most` of them; how many there were. */
export function stripZeros(vm: VM, n: bigint, most: number): { coefficient: bigint; zeros: number } {
  let zeros = 0;
  if (n === 0n) return { coefficient: n, zeros };
  const length = digitsOf(vm, n);
  let step = 1;
  while (step * 2 < length) step *= 2;
  for (; step >= 1; step = Math.floor(step / 2)) {
    while (zeros + step <= most && step < length) {
      payProduct(vm, length, step);
      const p = power10(vm, step);
      if (n % p !== 0n) break;
      n /= p;
      zeros += step;
    }
  }
  return { coefficient: n, zeros };
}

export function isOdd(n: bigint): boolean {
  return (n & 1n) === 1n;
}

/** Whether a number is an integer. */
export function isInteger(vm: VM, a: PyDecimal): boolean {
  if (a.kind !== FINITE) return false;
  if (a.exponent >= 0 || a.coefficient === 0n) return true;
  const n = digits(vm, a);
  if (-a.exponent >= n) return false;
  payProduct(vm, n, n);
  return a.coefficient % power10(vm, -a.exponent) === 0n;
}
