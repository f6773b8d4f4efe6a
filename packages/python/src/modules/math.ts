/**
 * `math`. Results are rounded once where the C library's are (objects/number/elementary.ts); errors are CPython 3.14's.
 */
import { FloatType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineModule, type MethodRow } from '../objects/define.js';
import { OverflowErrorType, raise, typeError, valueError, ZeroDivisionErrorType } from '../objects/exception-types.js';
import { floatRepr } from '../objects/number/decimal.js';
import { isNegative, mantissaOf, pow2, scaled } from '../objects/number/double.js';
import * as E from '../objects/number/elementary.js';
import { bitLength, fromIntegral, type Int } from '../objects/number/int.js';
import { realPower } from '../objects/number/power.js';
import * as S from '../objects/number/special.js';
import { PyFloat, type PyValue, type R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { callSpecial } from '../protocols/special.js';
import { hasMethod, intOf, notAnInteger } from '../types/coerce.js';
import { realNumber } from '../types/float.js';
import { convertThenCall, moduleFunction, realRow } from './math-arguments.js';
import { integerFunctions } from './math-integer.js';
import { sumFunctions } from './math-sums.js';

const ONE = '($module, x, /)';
const TWO = '($module, x, y, /)';

function domain(): never {
  throw valueError('math domain error');
}
function range(): never {
  throw raise(OverflowErrorType, 'math range error');
}

/** A function of one float. `expected`: the text where the result is NaN and the argument is not. */
function real1(name: string, f: (x: number) => number, expected: string, overflows = false): MethodRow {
  return realRow(name, ONE, (_vm, x) => {
    const r = f(x!);
    if (Number.isNaN(r) && !Number.isNaN(x)) throw valueError(`${expected}, got ${floatRepr(x!)}`);
    if (overflows && Number.isFinite(x) && !Number.isFinite(r)) range();
    return r;
  });
}

const FINITE = 'expected a finite input';
const UNIT = 'expected a number in range from -1 up to 1';

function log1p(x: number): number {
  return x <= -1 ? Number.NaN : Math.log1p(x);
}
function atanh(x: number): number {
  return Math.abs(x) >= 1 ? Number.NaN : Math.atanh(x);
}

const POLE = 'expected a noninteger or positive integer';

function gamma(x: number): number {
  if (!Number.isFinite(x)) return x === -Infinity ? Number.NaN : x;
  if (x === 0 || (x < 0 && Number.isInteger(x))) return Number.NaN;
  return S.gamma(x);
}

function lgamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Infinity;
  if (x <= 0 && Number.isInteger(x)) return Number.NaN;
  return S.lgamma(x);
}

// -- logarithms of ints of any size -----------------------------------------------------------------------------------------

const LOG_2 = Math.LN2;

/** The logarithm of an int: beyond the floats by mantissa and exponent. */
function logOfInt(n: Int, f: (x: number) => number, ofTwo: number): number {
  if (n <= 0) throw valueError('expected a positive input');
  const x = Number(n);
  if (Number.isFinite(x)) return f(x);
  const e = bitLength(n);
  const m = scaled(BigInt(n) >> BigInt(e - 64), -64);
  return f(m) + ofTwo * e;
}

function logOf(v: PyValue, f: (x: number) => number, ofTwo: number): number | undefined {
  const n = v instanceof PyFloat ? undefined : intOf(v);
  if (n !== undefined) return logOfInt(n, f, ofTwo);
  const x = realNumber(v);
  if (x === undefined) return undefined;
  if (x <= 0) throw valueError(`expected a positive input, got ${floatRepr(x)}`);
  return f(x);
}

function logRow(name: string, f: (x: number) => number, ofTwo: number): MethodRow {
  return [
    ONE,
    null,
    (vm: VM, v: PyValue): R => {
      const r = logOf(v, f, ofTwo);
      return r === undefined ? convertThenCall(vm, 'reals_then_call', 'math', name, [v]) : new PyFloat(r);
    },
  ];
}

function log(vm: VM, x: PyValue, base?: PyValue): R {
  const a = logOf(x, E.log, LOG_2);
  const args = base === undefined ? [x] : [x, base];
  if (a === undefined) return convertThenCall(vm, 'reals_then_call', 'math', 'log', args);
  if (base === undefined) return new PyFloat(a);
  const b = logOf(base, E.log, LOG_2);
  if (b === undefined) return convertThenCall(vm, 'reals_then_call', 'math', 'log', args);
  if (b === 0) throw raise(ZeroDivisionErrorType, 'division by zero');
  return new PyFloat(a / b);
}

// -- powers and remainders ---------------------------------------------------------------------------------------------------

function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === -1 && !Number.isFinite(y)) return 1;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return x ** y;
  if (x === 0) {
    if (y < 0) domain();
    return x ** y;
  }
  if (x < 0 && !Number.isInteger(y)) domain();
  const r = realPower(Math.abs(x), y);
  if (r === Infinity) range();
  return x < 0 && Math.abs(y % 2) === 1 ? -r : r;
}

function fmod(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === Infinity || x === -Infinity || y === 0) domain();
  return Number.isFinite(y) ? x % y : x;
}

/** IEEE 754 remainder: the quotient is rounded half to even. */
function remainder(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (!Number.isFinite(x) || y === 0) domain();
  if (!Number.isFinite(y)) return x;
  const a = Math.abs(x);
  const b = Math.abs(y);
  const m = a % b;
  const c = b - m;
  let r: number;
  if (m < c) r = m;
  else if (m > c) r = -c;
  else r = m - 2 * ((0.5 * (a - m)) % b);
  return isNegative(x) ? -r : r;
}

/** x * y + z, rounded once. */
function fma(x: number, y: number, z: number): number {
  const plain = x * y + z;
  if (Number.isFinite(x) && Number.isFinite(y) && !Number.isFinite(z)) return z;
  if (!Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(z)) {
    if (Number.isNaN(plain) && !Number.isNaN(x) && !Number.isNaN(y) && !Number.isNaN(z)) {
      throw valueError('invalid operation in fma');
    }
    return plain;
  }
  if (x === 0 || y === 0) return plain;
  const a = mantissaOf(Math.abs(x));
  const b = mantissaOf(Math.abs(y));
  const c = mantissaOf(Math.abs(z));
  const e = Math.min(a.exponent + b.exponent, c.exponent);
  let p = (BigInt(a.mantissa) * BigInt(b.mantissa)) << BigInt(a.exponent + b.exponent - e);
  let q = BigInt(c.mantissa) << BigInt(c.exponent - e);
  if (x < 0 !== y < 0) p = -p;
  if (z < 0) q = -q;
  const total = p + q;
  if (total === 0n) return z === 0 ? plain : 0;
  const r = scaled(total < 0n ? -total : total, e);
  if (r === Infinity) throw raise(OverflowErrorType, 'overflow in fma');
  return total < 0n ? -r : r;
}

// -- parts of a float ----------------------------------------------------------------------------------------------------------

function frexp(x: number): R {
  if (x === 0 || !Number.isFinite(x)) return tuple([new PyFloat(x), 0]);
  const { mantissa, exponent } = mantissaOf(Math.abs(x));
  const bits = bitLength(mantissa);
  const m = mantissa / 2 ** bits;
  return tuple([new PyFloat(x < 0 ? -m : m), exponent + bits]);
}

function ldexp(vm: VM, x: PyValue, i: PyValue): R {
  const v = realNumber(x);
  if (v === undefined) return vm.lib('math_ldexp', [x, i]);
  const n = intOf(i);
  if (n === undefined) throw typeError('Expected an int as second argument to ldexp.');
  if (v === 0 || !Number.isFinite(v)) return new PyFloat(v);
  if (n > 3000) range();
  if (n < -3000) return new PyFloat(isNegative(v) ? -0 : 0);
  const { mantissa, exponent } = mantissaOf(Math.abs(v));
  const r = scaled(BigInt(mantissa), exponent + Number(n));
  if (r === Infinity) range();
  return new PyFloat(isNegative(v) ? -r : r);
}

function modf(x: number): R {
  const sign = isNegative(x) ? -0 : 0;
  if (!Number.isFinite(x)) return tuple([new PyFloat(Number.isNaN(x) ? x : sign), new PyFloat(x)]);
  const whole = Math.trunc(x);
  const rest = x - whole;
  return tuple([new PyFloat(rest === 0 ? sign : rest), new PyFloat(whole)]);
}

const view = new DataView(new ArrayBuffer(8));

/** Position of a float in the order of all floats. */
function ordinal(x: number): bigint {
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

function fromOrdinal(n: bigint, like: number): number {
  if (n === 0n) return like < 0 ? -0 : 0;
  view.setBigInt64(0, n < 0n ? -n : n);
  const r = view.getFloat64(0);
  return n < 0n ? -r : r;
}

function nextafter(vm: VM, xv: PyValue, yv: PyValue, stepsValue: PyValue = null): R {
  const x = realNumber(xv);
  const y = realNumber(yv);
  if (x === undefined || y === undefined) return vm.lib('math_nextafter', [xv, yv, stepsValue]);
  let steps: Int = 1;
  if (stepsValue !== null) {
    const n = intOf(stepsValue);
    if (n === undefined) {
      if (!hasMethod(stepsValue, '__index__')) throw notAnInteger(stepsValue);
      return vm.lib('math_nextafter', [xv, yv, stepsValue]);
    }
    if (n < 0) throw valueError('steps must be a non-negative integer');
    steps = n;
  }
  if (steps === 0) return new PyFloat(x);
  if (Number.isNaN(x) || Number.isNaN(y)) return new PyFloat(Number.isNaN(x) ? x : y);
  if (x === y) return new PyFloat(y);
  const from = ordinal(x);
  const to = ordinal(y);
  const up = to > from;
  const distance = up ? to - from : from - to;
  if (to === 0n && distance === 1n) return new PyFloat(fromOrdinal(0n, x));
  if (distance <= BigInt(steps)) return new PyFloat(y);
  return new PyFloat(fromOrdinal(up ? from + BigInt(steps) : from - BigInt(steps), x));
}

function ulp(x: number): number {
  if (!Number.isFinite(x)) return Math.abs(x);
  const a = Math.abs(x);
  if (a === Number.MAX_VALUE) return pow2(971);
  return fromOrdinal(ordinal(a) + 1n, a) - a;
}

// -- to ints ---------------------------------------------------------------------------------------------------------------------

function toInteger(name: '__floor__' | '__ceil__', f: (x: number) => number): MethodRow {
  return [
    ONE,
    null,
    (vm: VM, v: PyValue): R => {
      if (typeOf(v) !== FloatType) {
        const r = callSpecial(vm, v, name, []);
        if (r !== undefined) return r;
      }
      const x = realNumber(v);
      if (x === undefined) return convertThenCall(vm, 'reals_then_call', 'math', name.slice(2, -2), [v]);
      if (Number.isNaN(x)) throw valueError('cannot convert float NaN to integer');
      if (!Number.isFinite(x)) throw raise(OverflowErrorType, 'cannot convert float infinity to integer');
      return fromIntegral(f(x));
    },
  ];
}

function trunc(vm: VM, v: PyValue): R {
  const r = callSpecial(vm, v, '__trunc__', []);
  if (r === undefined) throw typeError(`type ${typeOf(v).name} doesn't define __trunc__ method`);
  return r;
}

function isclose(vm: VM, a: PyValue, b: PyValue, rel?: PyValue, abs?: PyValue): R {
  const given = [a, b, rel ?? new PyFloat(1e-9), abs ?? 0];
  const [x, y, r, t] = given.map(realNumber);
  if (x === undefined || y === undefined || r === undefined || t === undefined) return vm.lib('math_isclose', given);
  if (r < 0 || t < 0) throw valueError('tolerances must be non-negative');
  if (x === y) return true;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
  const d = Math.abs(y - x);
  return d <= Math.abs(r * y) || d <= Math.abs(r * x) || d <= t;
}

const isBool = (test: (x: number) => boolean) => (x: number) => test(x) as unknown as number;
const boxBool = (x: unknown): R => x as boolean;
const boxed = (f: (x: number) => R) => (x: number) => f(x);

function erfRow(name: string, f: (x: number) => number): MethodRow {
  return realRow(name, ONE, (vm, x) => {
    vm.charge(S.erfCost(x!));
    return f(x!);
  });
}

defineModule('math', {
  doc: null,
  functions: {
    acos: real1('acos', E.acos, UNIT),
    acosh: real1('acosh', E.acosh, 'expected argument value not less than 1'),
    asin: real1('asin', E.asin, UNIT),
    asinh: real1('asinh', E.asinh, FINITE),
    atan: real1('atan', E.atan, FINITE),
    atan2: realRow('atan2', '($module, y, x, /)', (_vm, y, x) => E.atan2(y!, x!)),
    atanh: real1('atanh', atanh, 'expected a number between -1 and 1'),
    cbrt: real1('cbrt', E.cbrt, FINITE),
    ceil: toInteger('__ceil__', Math.ceil),
    copysign: realRow('copysign', TWO, (_vm, x, y) => (isNegative(y!) ? -Math.abs(x!) : Math.abs(x!))),
    cos: real1('cos', E.cos, FINITE),
    cosh: real1('cosh', E.cosh, FINITE, true),
    degrees: realRow('degrees', ONE, (_vm, x) => x! * (180 / Math.PI)),
    erf: erfRow('erf', S.erf),
    erfc: erfRow('erfc', S.erfc),
    exp: real1('exp', E.exp, FINITE, true),
    exp2: real1('exp2', E.exp2, FINITE, true),
    expm1: real1('expm1', Math.expm1, FINITE, true),
    fabs: realRow('fabs', ONE, (_vm, x) => Math.abs(x!)),
    floor: toInteger('__floor__', Math.floor),
    fma: realRow('fma', '($module, x, y, z, /)', (_vm, x, y, z) => fma(x!, y!, z!)),
    fmod: realRow('fmod', TWO, (_vm, x, y) => fmod(x!, y!)),
    frexp: realRow('frexp', ONE, (_vm, x) => x!, boxed(frexp)),
    gamma: real1('gamma', gamma, POLE, true),
    isclose: ['($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)', null, isclose],
    isfinite: realRow('isfinite', ONE, (_vm, x) => isBool(Number.isFinite)(x!), boxBool),
    isinf: realRow('isinf', ONE, (_vm, x) => isBool((v) => Math.abs(v) === Infinity)(x!), boxBool),
    isnan: realRow('isnan', ONE, (_vm, x) => isBool(Number.isNaN)(x!), boxBool),
    ldexp: ['($module, x, i, /)', null, ldexp],
    lgamma: real1('lgamma', lgamma, POLE, true),
    log: ['(x, base=<unrepresentable>, /)', null, log],
    log10: logRow('log10', Math.log10, Math.log10(2)),
    log1p: real1('log1p', log1p, 'expected argument value > -1'),
    log2: logRow('log2', E.log2, 1),
    modf: realRow('modf', ONE, (_vm, x) => x!, boxed(modf)),
    nextafter: ['($module, x, y, /, *, steps=None)', null, nextafter],
    pow: realRow('pow', TWO, (_vm, x, y) => pow(x!, y!)),
    radians: realRow('radians', ONE, (_vm, x) => x! * (Math.PI / 180)),
    remainder: realRow('remainder', TWO, (_vm, x, y) => remainder(x!, y!)),
    sin: real1('sin', E.sin, FINITE),
    sinh: real1('sinh', Math.sinh, FINITE, true),
    sqrt: real1('sqrt', Math.sqrt, 'expected a nonnegative input'),
    tan: real1('tan', E.tan, FINITE),
    tanh: real1('tanh', Math.tanh, FINITE),
    trunc: [ONE, null, trunc],
    ulp: realRow('ulp', ONE, (_vm, x) => ulp(x!)),
    ...integerFunctions,
    ...sumFunctions,
  },
  values: () => [
    ['pi', new PyFloat(Math.PI)],
    ['e', new PyFloat(Math.E)],
    ['tau', new PyFloat(2 * Math.PI)],
    ['inf', new PyFloat(Infinity)],
    ['nan', new PyFloat(Number.NaN)],
  ],
});

defineIntrinsics({
  math_function: ['(name, /)', (_vm: VM, name: string) => moduleFunction('math', name)],
});
