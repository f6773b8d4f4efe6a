/**
 * complex (Library Reference, "Numeric Types"). An operation with a real operand is C99's: the real one is not made a
 * complex first, so signs of zeros are kept (3.14).
 */
import { ComplexType, NotImplemented, tuple, typeOf } from '../objects/builtin-types.js';
import { PyComplex } from '../objects/complex.js';
import { registerContent } from '../objects/content.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { PyMethodDescr } from '../objects/function.js';
import { idOf } from '../objects/identity.js';
import * as C from '../objects/number/complex.js';
import { intToFloat } from '../objects/number/float.js';
import { hashComplex, hashFloat, hashInt } from '../objects/number/hash.js';
import { PyFloat, type PyType, type PyValue, type R } from '../objects/object.js';
import { formatComplex } from '../objects/text/format-number.js';
import type { VM } from '../objects/vm.js';
import { floatOf, hasMethod, intOf, strOf } from './coerce.js';
import { formatRow } from './format-value.js';

export function newComplex(re: number, im: number): PyComplex {
  return new PyComplex(ComplexType.root, re, im);
}

const parts = (z: PyComplex): C.Complex => ({ real: z.re, imag: z.im });
const box = (z: C.Complex): PyComplex => newComplex(z.real, z.imag);

/** A real operand as a number, undefined where it is neither int nor float. */
function realOperand(v: PyValue): number | undefined {
  const f = floatOf(v);
  if (f !== undefined) return f;
  const n = intOf(v);
  return n === undefined ? undefined : intToFloat(n);
}

interface Arithmetic {
  complex: (a: C.Complex, b: C.Complex) => C.Complex;
  /** complex op real */
  right: (a: C.Complex, b: number) => C.Complex;
  /** real op complex */
  left: (a: number, b: C.Complex) => C.Complex;
}

const ARITHMETIC: Record<string, Arithmetic> = {
  add: {
    complex: (a, b) => ({ real: a.real + b.real, imag: a.imag + b.imag }),
    right: (a, b) => ({ real: a.real + b, imag: a.imag }),
    left: (a, b) => ({ real: a + b.real, imag: b.imag }),
  },
  sub: {
    complex: (a, b) => ({ real: a.real - b.real, imag: a.imag - b.imag }),
    right: (a, b) => ({ real: a.real - b, imag: a.imag }),
    left: (a, b) => ({ real: a - b.real, imag: -b.imag }),
  },
  mul: {
    complex: C.complexMul,
    right: (a, b) => ({ real: a.real * b, imag: a.imag * b }),
    left: (a, b) => ({ real: a * b.real, imag: a * b.imag }),
  },
  truediv: { complex: C.complexDiv, right: C.complexDivReal, left: C.realDivComplex },
};

type Row = readonly [string, string | null, (vm: VM, a: PyComplex, b: PyValue) => R];
const operators: Record<string, Row> = {};
for (const [name, f] of Object.entries(ARITHMETIC)) {
  operators[`__${name}__`] = [
    '($self, value, /)',
    null,
    (_vm, a, other) => {
      if (other instanceof PyComplex) return box(f.complex(parts(a), parts(other)));
      const b = realOperand(other);
      return b === undefined ? NotImplemented : box(f.right(parts(a), b));
    },
  ];
  operators[`__r${name}__`] = [
    '($self, value, /)',
    null,
    (_vm, b, other) => {
      if (other instanceof PyComplex) return box(f.complex(parts(other), parts(b)));
      const a = realOperand(other);
      return a === undefined ? NotImplemented : box(f.left(a, parts(b)));
    },
  ];
}

function toComplex(v: PyValue): C.Complex | undefined {
  if (v instanceof PyComplex) return parts(v);
  const r = realOperand(v);
  return r === undefined ? undefined : { real: r, imag: 0 };
}

function power(a: C.Complex | undefined, b: C.Complex | undefined, mod: PyValue): R {
  if (a === undefined || b === undefined) return NotImplemented;
  if (mod !== null) throw valueError('complex modulo');
  return box(C.complexPow(a, b));
}

function equal(a: PyComplex, other: PyValue): boolean | undefined {
  if (other instanceof PyComplex) return a.re === other.re && a.im === other.im;
  const f = floatOf(other);
  if (f !== undefined) return a.im === 0 && a.re === f;
  const n = intOf(other);
  if (n === undefined) return undefined;
  return a.im === 0 && (typeof n === 'number' ? a.re === n : Number.isInteger(a.re) && BigInt(a.re) === n);
}

function hash(vm: VM, z: PyComplex): R {
  const part = (x: number) => (Number.isNaN(x) ? hashInt(vm, idOf(vm, z)) : hashFloat(vm, x));
  return hashComplex(part(z.re), part(z.im));
}

// -- complex(...) ------------------------------------------------------------------------------------------------------------

function boxed(cls: PyType, re: number, im: number): PyComplex {
  return new PyComplex(cls.root, re, im);
}

/** A numeric argument; undefined: Python code has to be asked. */
function numeric(v: PyValue): C.Complex | undefined {
  const z = toComplex(v);
  if (z !== undefined && !isPython(v, '__complex__')) return z;
  return undefined;
}

function isPython(v: PyValue, name: string): boolean {
  const m = typeOf(v).lookup(name);
  return m !== undefined && m !== null && !(m instanceof PyMethodDescr);
}

function isNumber(v: PyValue): boolean {
  return hasMethod(v, '__complex__') || hasMethod(v, '__float__') || hasMethod(v, '__index__');
}

function create(vm: VM, cls: PyType, real?: PyValue, imag?: PyValue): R {
  if (real === undefined && imag === undefined) return boxed(cls, 0, 0);
  if (real !== undefined && imag === undefined) {
    if (real instanceof PyComplex && real.shape.cls === ComplexType && cls === ComplexType) return real;
    const s = strOf(real);
    if (s !== undefined) {
      const z = C.complexFromText(vm, s);
      return boxed(cls, z.real, z.imag);
    }
    const z = numeric(real);
    if (z !== undefined) return boxed(cls, z.real, z.imag);
    if (isNumber(real)) return vm.lib('complex_of_object', [cls, real]);
    throw typeError(`complex() argument must be a string or a number, not ${typeOf(real).name}`);
  }
  const re = real ?? 0;
  const im = imag as PyValue;
  if (!isNumber(re)) {
    throw typeError(`complex() argument 'real' must be a real number, not ${typeOf(re).name}`);
  }
  if (!isNumber(im)) {
    throw typeError(`complex() argument 'imag' must be a real number, not ${typeOf(im).name}`);
  }
  const x = numeric(re);
  const y = numeric(im);
  if (x === undefined || y === undefined) return vm.lib('complex_of_parts', [cls, re, im]);
  // Complex parts are allowed still: real + imag * 1j.
  let r = x.real;
  let i = y.real;
  if (im instanceof PyComplex) r -= y.imag;
  if (re instanceof PyComplex) i += x.imag;
  return boxed(cls, r, i);
}

function fromNumber(vm: VM, cls: PyType, v: PyValue): R {
  if (v instanceof PyComplex && v.shape.cls === ComplexType && cls === ComplexType) return v;
  const z = numeric(v);
  if (z === undefined) {
    if (!isNumber(v)) throw typeError(`must be real number, not ${typeOf(v).name}`);
    return vm.lib('complex_from_number', [cls, v]);
  }
  return cls === ComplexType ? box(z) : vm.call(cls, [box(z)]);
}

defineType(ComplexType, {
  doc: null,
  new: ['($type, real=0, imag=0)', null, create],
  make: ['($type, real=0, imag=0)', null, create],
  methods: {
    ...operators,
    __pow__: [
      '($self, value, mod=None, /)',
      null,
      (_vm: VM, a: PyComplex, b: PyValue, mod: PyValue = null) => power(parts(a), toComplex(b), mod),
    ],
    __rpow__: [
      '($self, value, mod=None, /)',
      null,
      (_vm: VM, b: PyComplex, a: PyValue, mod: PyValue = null) => power(toComplex(a), parts(b), mod),
    ],
    __eq__: ['($self, value, /)', null, (_vm: VM, a: PyComplex, b: PyValue) => equal(a, b) ?? NotImplemented],
    __ne__: [
      '($self, value, /)',
      null,
      (_vm: VM, a: PyComplex, b: PyValue) => {
        const r = equal(a, b);
        return r === undefined ? NotImplemented : !r;
      },
    ],
    __lt__: ['($self, value, /)', null, () => NotImplemented],
    __le__: ['($self, value, /)', null, () => NotImplemented],
    __gt__: ['($self, value, /)', null, () => NotImplemented],
    __ge__: ['($self, value, /)', null, () => NotImplemented],
    __neg__: ['($self, /)', null, (_vm: VM, z: PyComplex) => newComplex(-z.re, -z.im)],
    __pos__: ['($self, /)', null, (_vm: VM, z: PyComplex) => newComplex(z.re, z.im)],
    __abs__: ['($self, /)', null, (_vm: VM, z: PyComplex) => new PyFloat(C.complexAbs(parts(z)))],
    __bool__: ['($self, /)', null, (_vm: VM, z: PyComplex) => z.re !== 0 || z.im !== 0],
    __hash__: ['($self, /)', null, hash],
    __repr__: ['($self, /)', null, (_vm: VM, z: PyComplex) => C.complexRepr(parts(z))],
    __format__: formatRow((vm, z: PyComplex, spec, name) => formatComplex(vm, parts(z), spec, name)),
    __complex__: ['($self, /)', null, (_vm: VM, z: PyComplex) => newComplex(z.re, z.im)],
    __getnewargs__: ['($self, /)', null, (_vm: VM, z: PyComplex) => tuple([new PyFloat(z.re), new PyFloat(z.im)])],
    conjugate: ['($self, /)', null, (_vm: VM, z: PyComplex) => newComplex(z.re, -z.im)],
  },
  classmethods: {
    from_number: ['($type, number, /)', null, fromNumber],
  },
  getset: {
    real: { get: (_vm: VM, z: PyComplex) => new PyFloat(z.re) },
    imag: { get: (_vm: VM, z: PyComplex) => new PyFloat(z.im) },
  },
});

registerContent(
  ComplexType,
  (_vm, z: PyComplex) => Math.imul((z.re * 1e6) | 0, 0x1b873593) ^ Math.imul((z.im * 1e6) | 0, 0x2c1b3c6d),
  (_vm, a: PyComplex, b: PyComplex) => a.re === b.re && a.im === b.im,
);

defineIntrinsics({
  complex_box: [
    '(cls, re, im, /)',
    (_vm: VM, cls: PyType, re: PyValue, im: PyValue) => boxed(cls, floatOf(re)!, floatOf(im)!),
  ],
  is_complex: ['(x, /)', (_vm: VM, x: PyValue) => x instanceof PyComplex],
});
