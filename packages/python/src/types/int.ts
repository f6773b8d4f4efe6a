/** int (Library Reference, "Numeric Types"): arithmetic, conversions, methods. Results are exact ints, never of a subclass. */

import { isBuffer } from '../objects/buffer.js';
import { IntType, NotImplemented, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { PyMethodDescr } from '../objects/function.js';
import { floatPow, floatToInt, intToFloat, intTruediv, roundInt } from '../objects/number/float.js';
import { hashInt } from '../objects/number/hash.js';
import type { Int } from '../objects/number/int.js';
import * as N from '../objects/number/int.js';
import { intFromBytes, intFromText, intToBytes, intToDecimal } from '../objects/number/int-text.js';
import { DELEGATE, PyFloat, PyIntObject, type PyType, type PyValue, type R } from '../objects/object.js';
import { formatInt } from '../objects/text/format-number.js';
import { reprBytes } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { fullName } from '../protocols/mapping.js';
import { isTrue } from '../protocols/truth.js';
import { bufferBytes, newBytes, simpleBytes } from './buffer.js';
import { floatOf, hasMethod, intOf, notAnInteger, strOf, toSize } from './coerce.js';
import { formatRow } from './format-value.js';

type Binary = (vm: VM, a: Int, b: Int) => PyValue;

/** `a op b` and its reflected form; NotImplemented where the other operand is no int. */
function binary(f: Binary): [MethodPair, MethodPair] {
  return [
    (vm, a, other) => {
      const b = intOf(other);
      return b === undefined ? NotImplemented : f(vm, a, b);
    },
    (vm, b, other) => {
      const a = intOf(other);
      return a === undefined ? NotImplemented : f(vm, a, b);
    },
  ];
}
type MethodPair = (vm: VM, self: Int, other: PyValue) => R;

const OPERATORS: Record<string, Binary> = {
  add: N.add,
  sub: N.sub,
  mul: N.mul,
  floordiv: N.floordiv,
  mod: N.mod,
  divmod: (vm, a, b) => tuple(N.divmod(vm, a, b)),
  truediv: (vm, a, b) => new PyFloat(intTruediv(vm, a, b)),
  lshift: N.lshift,
  rshift: N.rshift,
  and: N.and,
  or: N.or,
  xor: N.xor,
};

const operators: Record<string, readonly [string, string | null, MethodPair]> = {};
for (const [name, f] of Object.entries(OPERATORS)) {
  const [forward, reflected] = binary(f);
  operators[`__${name}__`] = ['($self, value, /)', null, forward];
  operators[`__r${name}__`] = ['($self, value, /)', null, reflected];
}

/** `a ** b`, `pow(a, b, m)`. */
function power(vm: VM, a: Int, b: Int, m: PyValue): R {
  if (m === null) {
    if (b >= 0) return N.pow(vm, a, b);
    const r = floatPow(intToFloat(a), intToFloat(b));
    return new PyFloat(r!);
  }
  const modulus = intOf(m);
  return modulus === undefined ? NotImplemented : N.modpow(vm, a, b, modulus);
}

function comparison(test: (a: Int, b: Int) => boolean): MethodPair {
  return (_vm, a, other) => {
    const b = intOf(other);
    return b === undefined ? NotImplemented : test(a, b);
  };
}

// -- int(...) ------------------------------------------------------------------------------------------------------------

/** Text of bytes for number parsing: what is not ASCII is no part of a number. */
function asciiOf(vm: VM, b: Uint8Array): string {
  if (b.length > 64) vm.charge(b.length);
  vm.alloc(b.length * 2);
  let s = '';
  for (let i = 0; i < b.length; i++) s += b[i]! < 128 ? String.fromCharCode(b[i]!) : '?';
  return s;
}

/** int(text, base) for str and bytes-like values; undefined where `x` is neither. */
function fromText(vm: VM, x: PyValue, base: number): Int | undefined {
  const s = strOf(x);
  if (s !== undefined) return intFromText(vm, s, base);
  const b = simpleBytes(vm, x);
  if (b === undefined) return undefined;
  const shown = reprBytes(vm, b);
  return intFromText(vm, asciiOf(vm, b), base, x instanceof PyByteArray ? `bytearray(${shown})` : shown);
}

/** int(x) natively; undefined where `__int__` or `__index__` is Python code. */
function convert(vm: VM, x: PyValue): Int | undefined {
  if (typeof x === 'number' || typeof x === 'bigint') return x;
  const int = typeOf(x).lookup('__int__');
  if (int !== undefined && int !== null) {
    if (!(int instanceof PyMethodDescr)) return undefined;
    const n = intOf(x);
    if (n !== undefined) return n;
    const f = floatOf(x);
    if (f !== undefined) return floatToInt(f);
    return undefined;
  }
  if (hasMethod(x, '__index__')) return undefined;
  const n = fromText(vm, x, 10);
  if (n === undefined) {
    throw typeError(`int() argument must be a string, a bytes-like object or a real number, not '${typeOf(x).name}'`);
  }
  return n;
}

/** The value of int's constructor; undefined: library code has to ask the argument first. */
function construct(vm: VM, x: PyValue | undefined, base: PyValue | undefined): Int | undefined {
  if (base === undefined) return x === undefined ? 0 : convert(vm, x);
  if (x === undefined) throw typeError('int() missing string argument');
  const b = intOf(base);
  if (b === undefined) {
    if (!hasMethod(base, '__index__')) throw notAnInteger(base);
    return undefined;
  }
  if (b !== 0 && (b < 2 || b > 36)) throw valueError('int() base must be >= 2 and <= 36, or 0');
  if (strOf(x) === undefined && !(x instanceof PyBytes) && !(x instanceof PyByteArray)) {
    throw typeError("int() can't convert non-string with explicit base");
  }
  return fromText(vm, x, b as number);
}

function newInt(vm: VM, cls: PyType, x?: PyValue, base?: PyValue): R {
  const n = construct(vm, x, base);
  if (n !== undefined) return cls === IntType ? n : new PyIntObject(cls.root, n);
  if (base !== undefined) return vm.lib('int_with_base', [cls, x!, base]);
  return vm.lib('int_by_method', [cls, x!]);
}

// -- methods ---------------------------------------------------------------------------------------------------------------

function isLittle(name: string, order: PyValue | undefined): boolean {
  if (order === undefined) return false;
  const s = strOf(order);
  if (s === undefined) {
    throw typeError(`${name}() argument 'byteorder' must be str, not ${order === null ? 'None' : typeOf(order).name}`);
  }
  if (s === 'little') return true;
  if (s !== 'big') throw valueError("byteorder must be either 'little' or 'big'");
  return false;
}

function isIterable(v: PyValue): boolean {
  return hasMethod(v, '__iter__') || hasMethod(v, '__getitem__');
}

function fromBytes(vm: VM, cls: PyType, source: PyValue, order?: PyValue, signed?: PyValue): R {
  const little = isLittle('from_bytes', order);
  const sign = signed === undefined ? false : isTrue(vm, signed);
  if (strOf(source) !== undefined || !(isBuffer(source) || hasMethod(source, '__bytes__') || isIterable(source))) {
    throw typeError(`cannot convert '${typeOf(source).name}' object to bytes`);
  }
  const bytes = hasMethod(source, '__bytes__') && !(source instanceof PyBytes) ? undefined : bufferBytes(vm, source);
  if (sign === DELEGATE || bytes === undefined) {
    return vm.lib('int_from_bytes', [cls, source, order ?? 'big', signed ?? false]);
  }
  const n = intFromBytes(vm, bytes, little, sign as boolean);
  return cls === IntType ? n : vm.call(cls, [n]);
}

function toBytes(vm: VM, self: Int, length?: PyValue, order?: PyValue, signed?: PyValue): R {
  const little = isLittle('to_bytes', order);
  const sign = signed === undefined ? false : isTrue(vm, signed);
  const size = length === undefined ? 1 : intOf(length);
  if (size === undefined && !hasMethod(length!, '__index__')) throw notAnInteger(length!);
  if (sign === DELEGATE || size === undefined) {
    return vm.lib('int_to_bytes', [self, length ?? 1, order ?? 'big', signed ?? false]);
  }
  return newBytes(intToBytes(vm, self, toSize(size), little, sign as boolean));
}

function round(vm: VM, self: Int, ndigits?: PyValue): R {
  if (ndigits === undefined || ndigits === null) return self;
  const n = intOf(ndigits);
  if (n !== undefined) return roundInt(vm, self, n);
  if (!hasMethod(ndigits, '__index__')) throw notAnInteger(ndigits);
  return vm.lib('int_round', [self, ndigits]);
}

const same = (_vm: VM, self: Int): R => self;

defineType(IntType, {
  doc: null,
  self: 'int',
  new: ['($type, x=0, /, base=10)', null, newInt],
  make: ['($type, x=0, /, base=10)', null, newInt],
  methods: {
    ...operators,
    __pow__: [
      '($self, value, mod=None, /)',
      null,
      (vm: VM, a: Int, other: PyValue, m: PyValue = null) => {
        const b = intOf(other);
        return b === undefined ? NotImplemented : power(vm, a, b, m);
      },
    ],
    __rpow__: [
      '($self, value, mod=None, /)',
      null,
      (vm: VM, b: Int, other: PyValue, m: PyValue = null) => {
        const a = intOf(other);
        return a === undefined ? NotImplemented : power(vm, a, b, m);
      },
    ],
    __lt__: ['($self, value, /)', null, comparison((a, b) => a < b)],
    __le__: ['($self, value, /)', null, comparison((a, b) => a <= b)],
    __eq__: ['($self, value, /)', null, comparison((a, b) => a === b)],
    __ne__: ['($self, value, /)', null, comparison((a, b) => a !== b)],
    __gt__: ['($self, value, /)', null, comparison((a, b) => a > b)],
    __ge__: ['($self, value, /)', null, comparison((a, b) => a >= b)],
    __neg__: ['($self, /)', null, (_vm: VM, a: Int) => (typeof a === 'number' ? N.neg(a) : N.normalize(-a))],
    __pos__: ['($self, /)', null, same],
    __abs__: ['($self, /)', null, (_vm: VM, a: Int) => N.abs(a)],
    __invert__: ['($self, /)', null, (_vm: VM, a: Int) => N.invert(a)],
    __bool__: ['($self, /)', null, (_vm: VM, a: Int) => a !== 0],
    __int__: ['($self, /)', null, same],
    __index__: ['($self, /)', null, same],
    __float__: ['($self, /)', null, (_vm: VM, a: Int) => new PyFloat(intToFloat(a))],
    __hash__: ['($self, /)', null, (vm: VM, a: Int) => hashInt(vm, a)],
    __repr__: ['($self, /)', null, (vm: VM, a: Int) => intToDecimal(vm, a)],
    __trunc__: ['($self, /)', null, same],
    __floor__: ['($self, /)', null, same],
    __ceil__: ['($self, /)', null, same],
    __round__: ['($self, ndigits=<unrepresentable>, /)', null, round],
    __getnewargs__: ['($self, /)', null, (_vm: VM, a: Int) => tuple([a])],
    __sizeof__: ['($self, /)', null, (_vm: VM, a: Int) => 24 + 4 * Math.max(1, Math.ceil(N.bitLength(a) / 30))],
    conjugate: ['($self, /)', null, same],
    bit_length: ['($self, /)', null, (_vm: VM, a: Int) => N.bitLength(a)],
    bit_count: ['($self, /)', null, (vm: VM, a: Int) => N.bitCount(vm, a)],
    as_integer_ratio: ['($self, /)', null, (_vm: VM, a: Int) => tuple([a, 1])],
    is_integer: ['($self, /)', null, () => true],
    to_bytes: ["($self, /, length=1, byteorder='big', *, signed=False)", null, toBytes],
  },
  classmethods: {
    from_bytes: ["($type, /, bytes, byteorder='big', *, signed=False)", null, fromBytes],
  },
  getset: {
    real: { get: same },
    imag: { get: () => 0 },
    numerator: { get: same },
    denominator: { get: () => 1 },
  },
});

// The object itself: an empty spec is `str(self)`.
defineType(IntType, {
  methods: { __format__: formatRow((vm, self, spec, name) => formatInt(vm, intOf(self)!, spec, name)) },
});

defineIntrinsics({
  /** An int made of a value whose `__int__`/`__index__` gave `n`, for the class that was called. */
  int_of_class: [
    '(cls, n, /)',
    (_vm: VM, cls: PyType, n: PyValue) => (cls === IntType ? intOf(n)! : new PyIntObject(cls.root, intOf(n)!)),
  ],
  is_int: ['(x, /)', (_vm: VM, x: PyValue) => intOf(x) !== undefined],
  type_name: ['(x, /)', (_vm: VM, x: PyValue) => typeOf(x).name],
  class_label: ['(cls, /)', (_vm: VM, cls: PyValue) => (cls as PyType).name],
  full_class_name: ['(cls, /)', (_vm: VM, cls: PyValue) => fullName(cls as PyType)],
});
