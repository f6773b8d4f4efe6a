/** float (Library Reference, "Numeric Types"): arithmetic, conversions, methods. Results are exact floats. */

import { FloatType, NotImplemented, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray } from '../objects/bytes.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyMethodDescr } from '../objects/function.js';
import { complexPow } from '../objects/number/complex.js';
import { floatRepr } from '../objects/number/decimal.js';
import * as F from '../objects/number/float.js';
import { floatFromHex, floatFromText, floatHex } from '../objects/number/float-text.js';
import { hashFloat } from '../objects/number/hash.js';
import { fromIntegral } from '../objects/number/int.js';
import { PyFloat, PyFloatObject, type PyType, type PyValue, type R } from '../objects/object.js';
import { formatFloat } from '../objects/text/format-number.js';
import { reprBytes } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { identityHash } from '../protocols/hash.js';
import { simpleBytes } from './buffer.js';
import { clampToNumber, floatOf, hasMethod, intOf, notAnInteger, strOf } from './coerce.js';
import { newComplex } from './complex.js';
import { formatRow } from './format-value.js';

/** The other operand as a float: an int is converted, anything else is foreign. */
function operand(v: PyValue): number | undefined {
  if (v instanceof PyFloat) return v.v;
  if (typeof v === 'number') return v;
  const n = intOf(v);
  return n === undefined ? floatOf(v) : F.intToFloat(n);
}

type Row = readonly [string, string | null, (vm: VM, a: number, b: PyValue) => R];

function binary(f: (a: number, b: number) => R): [Row, Row] {
  const row = (swap: boolean): Row => [
    '($self, value, /)',
    null,
    (_vm, a, other) => {
      const b = operand(other);
      if (b === undefined) return NotImplemented;
      return swap ? f(b, a) : f(a, b);
    },
  ];
  return [row(false), row(true)];
}

function divmod(a: number, b: number): R {
  const [q, r] = F.floatDivmod(a, b);
  return tuple([new PyFloat(q), new PyFloat(r)]);
}

function power(a: number, b: number): R {
  const r = F.floatPow(a, b);
  if (r !== undefined) return new PyFloat(r);
  const z = complexPow({ real: a, imag: 0 }, { real: b, imag: 0 });
  return newComplex(z.real, z.imag);
}

const OPERATORS: Record<string, (a: number, b: number) => R> = {
  add: (a, b) => new PyFloat(a + b),
  sub: (a, b) => new PyFloat(a - b),
  mul: (a, b) => new PyFloat(a * b),
  truediv: (a, b) => new PyFloat(F.truediv(a, b)),
  floordiv: (a, b) => new PyFloat(F.floatFloordiv(a, b)),
  mod: (a, b) => new PyFloat(F.floatMod(a, b)),
  divmod,
};
const operators: Record<string, Row> = {};
for (const [name, f] of Object.entries(OPERATORS)) {
  [operators[`__${name}__`], operators[`__r${name}__`]] = binary(f) as [Row, Row];
}

/** Order with an int is exact, however large it is. */
function comparison(test: (a: number, b: number) => boolean, ofInt: (a: number, n: number | bigint) => boolean) {
  return (_vm: VM, a: number, other: PyValue): R => {
    const b = floatOf(other);
    if (b !== undefined) return test(a, b);
    const n = intOf(other);
    return n === undefined ? NotImplemented : ofInt(a, n);
  };
}

// -- float(...) ------------------------------------------------------------------------------------------------------------

function fromBytes(vm: VM, x: PyValue, b: Uint8Array): number {
  vm.charge(b.length);
  vm.alloc(b.length * 2);
  let s = '';
  for (let i = 0; i < b.length; i++) s += b[i]! < 128 ? String.fromCharCode(b[i]!) : '?';
  const shown = reprBytes(vm, b);
  return floatFromText(vm, s, x instanceof PyByteArray ? `bytearray(${shown})` : shown);
}

/** A real number without Python code: undefined where `__float__` or `__index__` is Python code. No text. */
export function realNumber(v: PyValue): number | undefined {
  if (v instanceof PyFloat) return v.v;
  if (typeof v === 'number') return v;
  const cls = typeOf(v);
  const m = cls.lookup('__float__');
  if (m !== undefined && m !== null) {
    if (!(m instanceof PyMethodDescr)) return undefined;
    const n = intOf(v);
    if (n !== undefined) return F.intToFloat(n);
    return floatOf(v);
  }
  if (hasMethod(v, '__index__')) return undefined;
  throw typeError(`must be real number, not ${cls.name}`);
}

function convert(vm: VM, x: PyValue): number | undefined {
  const s = strOf(x);
  if (s !== undefined && !hasMethod(x, '__float__')) return floatFromText(vm, s);
  if (hasMethod(x, '__float__') || hasMethod(x, '__index__')) return realNumber(x);
  const bytes = simpleBytes(vm, x);
  if (bytes !== undefined) return fromBytes(vm, x, bytes);
  throw typeError(`float() argument must be a string or a real number, not '${typeOf(x).name}'`);
}

function boxed(cls: PyType, v: number): PyValue {
  return cls === FloatType ? new PyFloat(v) : new PyFloatObject(cls.root, v);
}

function newFloat(vm: VM, cls: PyType, x?: PyValue): R {
  if (x === undefined) return boxed(cls, 0);
  if (x instanceof PyFloat && cls === FloatType) return x;
  const v = convert(vm, x);
  return v === undefined ? vm.lib('float_by_method', [cls, x]) : boxed(cls, v);
}

function fromNumber(vm: VM, cls: PyType, x: PyValue): R {
  if (x instanceof PyFloat && cls === FloatType) return x;
  const v = realNumber(x);
  if (v === undefined) return vm.lib('float_from_number', [cls, x]);
  return cls === FloatType ? new PyFloat(v) : vm.call(cls, [new PyFloat(v)]);
}

// -- methods ---------------------------------------------------------------------------------------------------------------

function round(vm: VM, x: number, ndigits?: PyValue): R {
  if (ndigits === undefined || ndigits === null) return F.roundToInt(x);
  const n = intOf(ndigits);
  if (n !== undefined) return new PyFloat(F.roundFloat(vm, x, clampToNumber(n)));
  if (!hasMethod(ndigits, '__index__')) throw notAnInteger(ndigits);
  return vm.lib('float_round', [new PyFloat(x), ndigits]);
}

function integral(what: (x: number) => number) {
  return (_vm: VM, x: number): R => {
    if (Number.isNaN(x)) throw valueError('cannot convert float NaN to integer');
    if (!Number.isFinite(x)) throw raise(OverflowErrorType, 'cannot convert float infinity to integer');
    return fromIntegral(what(x));
  };
}

/** A NaN hashes by identity. */
function hash(vm: VM, self: PyValue): R {
  const x = floatOf(self)!;
  if (!Number.isNaN(x)) return hashFloat(vm, x);
  return identityHash(vm, self);
}

function fromHex(vm: VM, cls: PyType, text: PyValue): R {
  const s = strOf(text);
  if (s === undefined)
    throw typeError('fromhex() argument must be str, not ' + (text === null ? 'None' : typeOf(text).name));
  const v = new PyFloat(floatFromHex(vm, s));
  return cls === FloatType ? v : vm.call(cls, [v]);
}

const itself = (_vm: VM, x: number): R => new PyFloat(x);

defineType(FloatType, {
  doc: null,
  self: 'float',
  new: ['($type, x=0, /)', null, newFloat],
  make: ['($type, x=0, /)', null, newFloat],
  methods: {
    ...operators,
    __pow__: [
      '($self, value, mod=None, /)',
      null,
      (_vm: VM, a: number, other: PyValue, mod: PyValue = null) => {
        const b = operand(other);
        if (b === undefined) return NotImplemented;
        if (mod !== null) throw typeError('pow() 3rd argument not allowed unless all arguments are integers');
        return power(a, b);
      },
    ],
    __rpow__: [
      '($self, value, mod=None, /)',
      null,
      (_vm: VM, b: number, other: PyValue, mod: PyValue = null) => {
        const a = operand(other);
        if (a === undefined) return NotImplemented;
        if (mod !== null) throw typeError('pow() 3rd argument not allowed unless all arguments are integers');
        return power(a, b);
      },
    ],
    __lt__: [
      '($self, value, /)',
      null,
      comparison(
        (a, b) => a < b,
        (a, n) => a < n,
      ),
    ],
    __le__: [
      '($self, value, /)',
      null,
      comparison(
        (a, b) => a <= b,
        (a, n) => a <= n,
      ),
    ],
    __eq__: [
      '($self, value, /)',
      null,
      comparison(
        (a, b) => a === b,
        (a, n) => F.compareIntFloat(n, a) === 0,
      ),
    ],
    __ne__: [
      '($self, value, /)',
      null,
      comparison(
        (a, b) => a !== b,
        (a, n) => F.compareIntFloat(n, a) !== 0,
      ),
    ],
    __gt__: [
      '($self, value, /)',
      null,
      comparison(
        (a, b) => a > b,
        (a, n) => a > n,
      ),
    ],
    __ge__: [
      '($self, value, /)',
      null,
      comparison(
        (a, b) => a >= b,
        (a, n) => a >= n,
      ),
    ],
    __neg__: ['($self, /)', null, (_vm: VM, x: number) => new PyFloat(-x)],
    __pos__: ['($self, /)', null, itself],
    __abs__: ['($self, /)', null, (_vm: VM, x: number) => new PyFloat(Math.abs(x))],
    __bool__: ['($self, /)', null, (_vm: VM, x: number) => x !== 0],
    __int__: ['($self, /)', null, (_vm: VM, x: number) => F.floatToInt(x)],
    __float__: ['($self, /)', null, itself],
    __repr__: ['($self, /)', null, (_vm: VM, x: number) => floatRepr(x)],
    __trunc__: ['($self, /)', null, (_vm: VM, x: number) => F.floatToInt(x)],
    __floor__: ['($self, /)', null, integral(Math.floor)],
    __ceil__: ['($self, /)', null, integral(Math.ceil)],
    __round__: ['($self, ndigits=None, /)', null, round],
    __getnewargs__: ['($self, /)', null, (_vm: VM, x: number) => tuple([new PyFloat(x)])],
    conjugate: ['($self, /)', null, itself],
    as_integer_ratio: ['($self, /)', null, (_vm: VM, x: number) => tuple(F.asIntegerRatio(x))],
    is_integer: ['($self, /)', null, (_vm: VM, x: number) => Number.isInteger(x)],
    hex: ['($self, /)', null, (_vm: VM, x: number) => floatHex(x)],
  },
  classmethods: {
    fromhex: ['($type, string, /)', null, fromHex],
    from_number: ['($type, number, /)', null, fromNumber],
    __getformat__: [
      '($type, typestr, /)',
      null,
      (_vm: VM, _cls: PyType, kind: PyValue) => {
        if (kind === 'double' || kind === 'float') return 'IEEE, little-endian';
        if (strOf(kind) === undefined) {
          throw typeError(`__getformat__() argument must be str, not ${kind === null ? 'None' : typeOf(kind).name}`);
        }
        throw valueError("__getformat__() argument 1 must be 'double' or 'float'");
      },
    ],
  },
  getset: {
    real: { get: itself },
    imag: { get: () => new PyFloat(0) },
  },
});
// `hash` needs the object itself: a NaN hashes by identity.
defineType(FloatType, {
  doc: null,
  methods: {
    __hash__: ['($self, /)', null, hash],
    __format__: formatRow((vm, self, spec, name) => formatFloat(vm, floatOf(self)!, spec, name)),
  },
});

defineIntrinsics({
  float_of_class: ['(cls, x, /)', (_vm: VM, cls: PyType, x: PyValue) => boxed(cls, floatOf(x)!)],
  is_float: ['(x, /)', (_vm: VM, x: PyValue) => floatOf(x) !== undefined],
});
