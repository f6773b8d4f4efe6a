/** `_decimal` (Library Reference, "decimal"): the classes Decimal and Context over the operations of this folder. */
import { NotImplemented, newBuiltinType, ObjectType, tuple, typeOf } from '../../objects/builtin-types.js';
import { defineIntrinsics, defineModule, defineType, type MethodRow } from '../../objects/define.js';
import type { PyDict } from '../../objects/dict.js';
import { typeError, valueError } from '../../objects/exception-types.js';
import { hashInt } from '../../objects/number/hash.js';
import * as int from '../../objects/number/int.js';
import { PyFloat, PyObject, type PyType, type PyValue, type R, type Shape } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';
import { identityHash } from '../../protocols/hash.js';
import { compareNumbers, EQ, NE } from '../../protocols/operators.js';
import { floatOf, intOf, strOf } from '../../types/coerce.js';
import { newComplex } from '../../types/complex.js';
import { comparisonRows } from '../../types/support.js';
import * as A from './arithmetic.js';
import * as C from './compare.js';
import {
  changedContext,
  contextArgument,
  currentContext,
  report,
  roundingOf,
  SignalDictType,
  setCurrent,
  signalClasses,
  stateOf,
} from './context.js';
import { argument, asClass, comparand, exactly, ofFloat, ofInt, operand, toFloat, toInt, toRatio } from './convert.js';
import * as G from './digits.js';
import * as E from './elementary.js';
import { finishNumber } from './round.js';
import { format, fromText, toText } from './text.js';
import * as D from './value.js';
import { ContextType, DecimalType, PyDecimal, PyDecimalContext, type Work } from './value.js';

type Unary = (vm: VM, c: Work, a: PyDecimal) => PyDecimal;
type Binary = (vm: VM, c: Work, a: PyDecimal, b: PyDecimal) => PyDecimal;

/** A result, after what came up has been reported. */
function done<T extends PyValue>(vm: VM, c: PyDecimalContext, r: T): T {
  report(vm, c);
  return r;
}

// -- operations by name: methods of Decimal with a context argument, and of Context -----------------------------------------------

const UNARY: Record<string, Unary> = {
  exp: E.exp,
  ln: E.ln,
  log10: E.log10,
  logb: G.logb,
  logical_invert: G.logicalInvert,
  next_minus: G.nextMinus,
  next_plus: G.nextPlus,
  normalize: G.reduce,
  sqrt: A.squareRoot,
};

const BINARY: Record<string, Binary> = {
  compare: C.compare,
  compare_signal: C.compareSignal,
  compare_total: (vm, _c, a, b) => C.small(vm, C.totalOrder(vm, a, b)),
  compare_total_mag: (vm, _c, a, b) => C.small(vm, C.totalMagnitudeOrder(vm, a, b)),
  copy_sign: (vm, _c, a, b) => D.withSign(vm, a, b.negative),
  logical_and: G.logicalAnd,
  logical_or: G.logicalOr,
  logical_xor: G.logicalXor,
  max: C.max,
  max_mag: C.maxMagnitude,
  min: C.min,
  min_mag: C.minMagnitude,
  next_toward: G.nextToward,
  remainder_near: A.remainderNear,
  rotate: G.rotate,
  scaleb: G.scaleb,
  shift: G.shift,
};

const CONTEXT_UNARY: Record<string, Unary> = {
  ...UNARY,
  abs: A.absolute,
  minus: A.minus,
  plus: A.plus,
  to_integral: (vm, c, a) => G.toIntegral(vm, c, a, c.rounding, false),
  to_integral_value: (vm, c, a) => G.toIntegral(vm, c, a, c.rounding, false),
  to_integral_exact: (vm, c, a) => G.toIntegral(vm, c, a, c.rounding, true),
  copy_abs: (vm, _c, a) => D.withSign(vm, a, false),
  copy_negate: (vm, _c, a) => D.withSign(vm, a, !a.negative),
  copy_decimal: (vm, _c, a) => D.withSign(vm, a, a.negative),
  canonical: (vm, _c, a) => D.withSign(vm, a, a.negative),
  _apply: finishNumber,
};

const CONTEXT_BINARY: Record<string, Binary> = {
  ...BINARY,
  add: A.add,
  divide: A.divide,
  divide_int: A.divideInteger,
  multiply: A.multiply,
  quantize: G.quantize,
  remainder: A.remainder,
  subtract: A.subtract,
};

type Test = (vm: VM, c: Work, a: PyDecimal) => boolean;
const TESTS: Record<string, Test> = {
  is_canonical: () => true,
  is_finite: (_vm, _c, a) => a.kind === D.FINITE,
  is_infinite: (_vm, _c, a) => a.kind === D.INFINITY,
  is_nan: (_vm, _c, a) => D.isNotANumber(a),
  is_qnan: (_vm, _c, a) => a.kind === D.QNAN,
  is_signed: (_vm, _c, a) => a.negative,
  is_snan: (_vm, _c, a) => a.kind === D.SNAN,
  is_zero: (_vm, _c, a) => D.isZero(a),
};
const CONTEXT_TESTS: Record<string, Test> = { is_normal: C.isNormal, is_subnormal: C.isSubnormal };

const rows = <F>(table: Record<string, F>, make: (f: F, name: string) => MethodRow): Record<string, MethodRow> =>
  Object.fromEntries(Object.entries(table).map(([name, f]) => [name, make(f, name)]));

// -- Decimal -------------------------------------------------------------------------------------------------------------------------

const decimalMethods: Record<string, MethodRow> = {
  ...rows(UNARY, (f) => [
    '($self, /, context=None)',
    null,
    (vm: VM, self: PyDecimal, context?: PyValue) => {
      const c = contextArgument(vm, context);
      return done(vm, c, f(vm, c, self));
    },
  ]),
  ...rows(BINARY, (f) => [
    '($self, /, other, context=None)',
    null,
    (vm: VM, self: PyDecimal, other: PyValue, context?: PyValue) => {
      const c = contextArgument(vm, context);
      return done(vm, c, f(vm, c, self, argument(vm, other)));
    },
  ]),
  ...rows(TESTS, (f) => ['($self, /)', null, (vm: VM, self: PyDecimal) => f(vm, D.exactWork(), self)]),
  ...rows(CONTEXT_TESTS, (f) => [
    '($self, /, context=None)',
    null,
    (vm: VM, self: PyDecimal, context?: PyValue) => f(vm, contextArgument(vm, context), self),
  ]),
};

/** An operator and its reflection. */
function operator(name: string, f: (vm: VM, c: PyDecimalContext, a: PyDecimal, b: PyDecimal) => PyValue) {
  const row = (swap: boolean): MethodRow => [
    '($self, value, /)',
    null,
    (vm: VM, self: PyDecimal, other: PyValue): R => {
      const b = operand(vm, other);
      if (b === undefined) return NotImplemented;
      const c = currentContext(vm);
      return done(vm, c, swap ? f(vm, c, b, self) : f(vm, c, self, b));
    },
  ];
  return { [`__${name}__`]: row(false), [`__r${name}__`]: row(true) };
}

function sign(f: Unary): MethodRow {
  return [
    '($self, /)',
    null,
    (vm: VM, self: PyDecimal) => {
      const c = currentContext(vm);
      return done(vm, c, f(vm, c, self));
    },
  ];
}

function power(vm: VM, c: PyDecimalContext, a: PyValue, b: PyValue, mod: PyValue): R {
  const x = operand(vm, a);
  const y = operand(vm, b);
  const m = mod === null ? null : operand(vm, mod);
  if (x === undefined || y === undefined || m === undefined) return NotImplemented;
  return done(vm, c, m === null ? E.power(vm, c, x, y) : E.powerModulo(vm, c, x, y, m));
}

function hash(vm: VM, d: PyDecimal): R {
  if (d.kind === D.SNAN) throw typeError('Cannot hash a signaling NaN value');
  if (d.kind === D.QNAN) return identityHash(vm, d);
  if (d.kind === D.INFINITY) return d.negative ? -314159 : 314159;
  const MODULUS = 2n ** 61n - 1n;
  vm.charge(int.words(d.coefficient));
  const scale =
    d.exponent >= 0
      ? int.modpow(vm, 10, d.exponent, MODULUS)
      : int.modpow(vm, int.normalize(INVERSE_OF_TEN), -d.exponent, MODULUS);
  const h = ((d.coefficient % MODULUS) * BigInt(scale)) % MODULUS;
  return hashInt(vm, int.normalize(d.negative ? -h : h));
}
/** 1/10 modulo 2^61-1. */
const INVERSE_OF_TEN = 2075258708292324556n;

function compareValues(vm: VM, op: number, self: PyDecimal, other: PyValue): R {
  const c = currentContext(vm);
  const equality = op === EQ || op === NE;
  const b = comparand(vm, c, other, equality);
  if (b === undefined)
    return isRational(other) ? vm.lib('decimal_compare_rational', [op, self, other]) : NotImplemented;
  report(vm, c);
  return compareDecimals(vm, c, op, self, b);
}

function compareDecimals(vm: VM, c: PyDecimalContext, op: number, a: PyDecimal, b: PyDecimal): boolean {
  if (D.isNotANumber(a) || D.isNotANumber(b)) {
    if ((op !== EQ && op !== NE) || a.kind === D.SNAN || b.kind === D.SNAN) {
      c.status |= D.INVALID_OPERATION;
      report(vm, c);
    }
    return op === NE;
  }
  return compareNumbers(op, C.order(vm, a, b), 0);
}

/** An instance of a class of Python code that has what numbers.Rational has. */
function isRational(v: PyValue): boolean {
  const cls = typeOf(v);
  return cls.heap && cls.lookup('numerator') !== undefined && cls.lookup('denominator') !== undefined;
}

function asTuple(vm: VM, d: PyDecimal): R {
  const n = D.digits(vm, d);
  D.payText(vm, n);
  vm.alloc(n * 8 + 100);
  const text = D.isNotANumber(d) && d.coefficient === 0n ? '' : d.coefficient.toString();
  const digits = tuple([...text].map(Number));
  const exponent = ['', 'F', 'n', 'N'][d.kind] || d.exponent;
  return vm.lib('decimal_as_tuple', [d.negative ? 1 : 0, digits, exponent]);
}

/** `rounding=None, context=None` of quantize and to_integral. */
function withRounding(
  vm: VM,
  rounding: PyValue | undefined,
  context: PyValue | undefined,
  f: (c: PyDecimalContext, work: Work) => PyDecimal,
): PyDecimal {
  const c = contextArgument(vm, context);
  const work = G.plain(c);
  if (rounding !== undefined && rounding !== null) work.rounding = roundingOf(rounding);
  const r = f(c, work);
  c.status |= work.status;
  return done(vm, c, r);
}

const integral = (exact: boolean): MethodRow => [
  '($self, /, rounding=None, context=None)',
  null,
  (vm: VM, self: PyDecimal, rounding?: PyValue, context?: PyValue) =>
    withRounding(vm, rounding, context, (_c, work) => G.toIntegral(vm, work, self, work.rounding, exact)),
];

function roundTo(vm: VM, self: PyDecimal, ndigits?: PyValue): R {
  if (ndigits === undefined || ndigits === null) return rounded(vm, self, D.HALF_EVEN);
  const n = intOf(ndigits);
  if (n === undefined) throw typeError('optional arg must be an integer');
  const c = currentContext(vm);
  const e = Math.max(-4 * D.LIMIT, Math.min(4 * D.LIMIT, -Number(n)));
  return done(vm, c, G.quantize(vm, c, self, D.finite(vm, false, 1n, e)));
}

function rounded(vm: VM, self: PyDecimal, rounding: number): R {
  if (self.kind !== D.FINITE) return toInt(vm, self);
  return toInt(vm, G.toIntegral(vm, D.exactWork(), self, rounding, false));
}

const rounder = (rounding: number): MethodRow => [
  '($self, /)',
  null,
  (vm: VM, self: PyDecimal) => rounded(vm, self, rounding),
];

const itself: MethodRow = ['($self, /)', null, (_vm: VM, self: PyDecimal) => self];
const text = (f: (vm: VM, self: PyDecimal) => string): MethodRow => ['($self, /)', null, f];

const show = (vm: VM, d: PyDecimal): string => toText(vm, d, currentContext(vm).capitals, false);

function create(vm: VM, cls: PyType, value?: PyValue, context?: PyValue): R {
  const c = contextArgument(vm, context);
  if (value === undefined) return asClass(vm, cls, D.finite(vm, false, 0n, 0));
  if (value instanceof PyDecimal && cls === DecimalType && value.shape === DecimalType.root) return value;
  return asClass(vm, cls, done(vm, c, exactly(vm, c, value)));
}

/** A class below Decimal is called with the result. */
function ofClass(vm: VM, cls: PyType, d: PyDecimal): R {
  return cls === DecimalType ? d : vm.call(cls, [d]);
}

defineType(DecimalType, {
  new: ['($type, value="0", context=None)', null, create],
  methods: {
    ...decimalMethods,
    ...operator('add', A.add),
    ...operator('sub', A.subtract),
    ...operator('mul', A.multiply),
    ...operator('truediv', A.divide),
    ...operator('floordiv', A.divideInteger),
    ...operator('mod', A.remainder),
    ...operator('divmod', (vm, c, a, b) => tuple(A.divmod(vm, c, a, b))),
    __pow__: [
      '($self, value, mod=None, /)',
      null,
      (vm: VM, self: PyDecimal, b: PyValue, mod?: PyValue) => power(vm, currentContext(vm), self, b, mod ?? null),
    ],
    __rpow__: [
      '($self, value, mod=None, /)',
      null,
      (vm: VM, self: PyDecimal, b: PyValue, mod?: PyValue) => power(vm, currentContext(vm), b, self, mod ?? null),
    ],
    __neg__: sign(A.minus),
    __pos__: sign(A.plus),
    __abs__: sign(A.absolute),
    __bool__: ['($self, /)', null, (_vm: VM, self: PyDecimal) => !D.isZero(self)],
    __int__: ['($self, /)', null, toInt],
    __trunc__: ['($self, /)', null, toInt],
    __floor__: rounder(D.FLOOR),
    __ceil__: rounder(D.CEILING),
    __round__: ['($self, ndigits=None, /)', null, roundTo],
    __float__: ['($self, /)', null, (vm: VM, self: PyDecimal) => new PyFloat(toFloat(vm, self))],
    __complex__: ['($self, /)', null, (vm: VM, self: PyDecimal) => newComplex(toFloat(vm, self), 0)],
    __hash__: ['($self, /)', null, hash],
    __repr__: text((vm, d) => `Decimal('${show(vm, d)}')`),
    __str__: text(show),
    __format__: [
      '($self, format_spec, override=None, /)',
      null,
      (vm: VM, self: PyDecimal, spec: PyValue) => {
        const s = strOf(spec);
        if (s === undefined) throw typeError('format arg must be str');
        const c = currentContext(vm);
        return format(vm, c, self, s, c.capitals);
      },
    ],
    __reduce__: [
      '($self, /)',
      null,
      (vm: VM, self: PyDecimal) => tuple([typeOf(self), tuple([toText(vm, self, true, false)])]),
    ],
    __copy__: itself,
    __deepcopy__: ['($self, memo, /)', null, (_vm: VM, self: PyDecimal) => self],
    __sizeof__: [
      '($self, /)',
      null,
      (_vm: VM, self: PyDecimal) => 104 + (int.words(self.coefficient) > 4 ? int.words(self.coefficient) * 8 : 0),
    ],
    ...comparisonRows(compareValues),
    adjusted: ['($self, /)', null, (vm: VM, d: PyDecimal) => (d.kind === D.FINITE ? D.adjusted(vm, d) : 0)],
    as_integer_ratio: ['($self, /)', null, toRatio],
    as_tuple: ['($self, /)', null, asTuple],
    canonical: itself,
    conjugate: itself,
    copy_abs: ['($self, /)', null, (vm: VM, d: PyDecimal) => D.withSign(vm, d, false)],
    copy_negate: ['($self, /)', null, (vm: VM, d: PyDecimal) => D.withSign(vm, d, !d.negative)],
    fma: [
      '($self, /, other, third, context=None)',
      null,
      (vm: VM, self: PyDecimal, other: PyValue, third: PyValue, context?: PyValue) => {
        const c = contextArgument(vm, context);
        return done(vm, c, A.fma(vm, c, self, argument(vm, other), argument(vm, third)));
      },
    ],
    number_class: [
      '($self, /, context=None)',
      null,
      (vm: VM, self: PyDecimal, context?: PyValue) => C.numberClass(vm, contextArgument(vm, context), self),
    ],
    quantize: [
      '($self, /, exp, rounding=None, context=None)',
      null,
      (vm: VM, self: PyDecimal, exp: PyValue, rounding?: PyValue, context?: PyValue) =>
        withRounding(vm, rounding, context, (_c, work) => G.quantize(vm, work, self, argument(vm, exp))),
    ],
    radix: ['($self, /)', null, (vm: VM) => D.finite(vm, false, 10n, 0)],
    same_quantum: [
      '($self, /, other, context=None)',
      null,
      (vm: VM, self: PyDecimal, other: PyValue, context?: PyValue) => {
        contextArgument(vm, context);
        return C.sameQuantum(self, argument(vm, other));
      },
    ],
    to_eng_string: [
      '($self, /, context=None)',
      null,
      (vm: VM, self: PyDecimal, context?: PyValue) => toText(vm, self, contextArgument(vm, context).capitals, true),
    ],
    to_integral: integral(false),
    to_integral_value: integral(false),
    to_integral_exact: integral(true),
  },
  classmethods: {
    from_float: [
      '($type, f, /)',
      null,
      (vm: VM, cls: PyType, f: PyValue) => {
        const n = intOf(f);
        if (n !== undefined) return ofClass(vm, cls, ofInt(vm, n));
        const x = floatOf(f);
        if (x === undefined) throw typeError('argument must be int or float');
        return ofClass(vm, cls, ofFloat(vm, x));
      },
    ],
    from_number: [
      '($type, number, /)',
      null,
      (vm: VM, cls: PyType, f: PyValue) => {
        const x = floatOf(f);
        return ofClass(
          vm,
          cls,
          x === undefined ? D.withSign(vm, argument(vm, f), argument(vm, f).negative) : ofFloat(vm, x),
        );
      },
    ],
  },
  getset: {
    real: { get: (_vm, self: PyDecimal) => self },
    imag: { get: (vm) => D.finite(vm, false, 0n, 0) },
  },
});

// -- Context: the operations as methods ---------------------------------------------------------------------------------------------

const fresh = (c: PyDecimalContext): PyDecimalContext => {
  c.status = 0;
  return c;
};

function createRounded(vm: VM, c: PyDecimalContext, v: PyValue): PyDecimal {
  fresh(c);
  const s = strOf(v);
  let d: PyDecimal;
  if (s !== undefined) {
    const read = fromText(vm, s, false);
    d = read ?? D.invalid(vm, c, D.CONVERSION_SYNTAX);
  } else d = exactly(vm, c, v);
  if (D.isNotANumber(d) && D.digits(vm, d) > c.prec - (c.clamp ? 1 : 0)) d = D.invalid(vm, c, D.CONVERSION_SYNTAX);
  return done(vm, c, finishNumber(vm, c, d));
}

defineType(ContextType, {
  methods: {
    ...rows(CONTEXT_UNARY, (f) => [
      '($self, x, /)',
      null,
      (vm: VM, c: PyDecimalContext, x: PyValue) => done(vm, fresh(c), f(vm, c, argument(vm, x))),
    ]),
    ...rows(CONTEXT_BINARY, (f) => [
      '($self, x, y, /)',
      null,
      (vm: VM, c: PyDecimalContext, x: PyValue, y: PyValue) =>
        done(vm, fresh(c), f(vm, c, argument(vm, x), argument(vm, y))),
    ]),
    ...rows({ ...TESTS, ...CONTEXT_TESTS }, (f) => [
      '($self, x, /)',
      null,
      (vm: VM, c: PyDecimalContext, x: PyValue) => f(vm, c, argument(vm, x)),
    ]),
    divmod: [
      '($self, x, y, /)',
      null,
      (vm: VM, c: PyDecimalContext, x: PyValue, y: PyValue) =>
        done(vm, fresh(c), tuple(A.divmod(vm, c, argument(vm, x), argument(vm, y)))),
    ],
    fma: [
      '($self, x, y, z, /)',
      null,
      (vm: VM, c: PyDecimalContext, x: PyValue, y: PyValue, z: PyValue) =>
        done(vm, fresh(c), A.fma(vm, c, argument(vm, x), argument(vm, y), argument(vm, z))),
    ],
    power: [
      '($self, /, a, b, modulo=None)',
      null,
      (vm: VM, c: PyDecimalContext, a: PyValue, b: PyValue, mod?: PyValue) => {
        argument(vm, a);
        argument(vm, b);
        if (mod !== undefined && mod !== null) argument(vm, mod);
        return power(vm, fresh(c), a, b, mod ?? null);
      },
    ],
    number_class: [
      '($self, x, /)',
      null,
      (vm: VM, c: PyDecimalContext, x: PyValue) => C.numberClass(vm, c, argument(vm, x)),
    ],
    same_quantum: [
      '($self, x, y, /)',
      null,
      (vm: VM, _c: PyValue, x: PyValue, y: PyValue) => C.sameQuantum(argument(vm, x), argument(vm, y)),
    ],
    to_sci_string: [
      '($self, x, /)',
      null,
      (vm: VM, c: PyDecimalContext, x: PyValue) => toText(vm, argument(vm, x), c.capitals, false),
    ],
    to_eng_string: [
      '($self, x, /)',
      null,
      (vm: VM, c: PyDecimalContext, x: PyValue) => toText(vm, argument(vm, x), c.capitals, true),
    ],
    create_decimal: [
      '($self, num="0", /)',
      null,
      (vm: VM, c: PyDecimalContext, v?: PyValue) =>
        v === undefined ? D.finite(vm, false, 0n, 0) : createRounded(vm, c, v),
    ],
    create_decimal_from_float: [
      '($self, f, /)',
      null,
      (vm: VM, c: PyDecimalContext, f: PyValue) => {
        const n = intOf(f);
        const x = floatOf(f);
        if (n === undefined && x === undefined) throw typeError('argument must be int or float');
        return done(vm, fresh(c), finishNumber(vm, c, n === undefined ? ofFloat(vm, x!) : ofInt(vm, n)));
      },
    ],
  },
});

// -- localcontext ----------------------------------------------------------------------------------------------------------------------

const ManagerType = newBuiltinType('decimal.ContextManager', ObjectType, { final: true });

export class PyContextManager extends PyObject {
  constructor(
    shape: Shape,
    readonly local: PyDecimalContext,
    readonly outer: PyDecimalContext,
  ) {
    super(shape);
  }
}

defineType(ManagerType, {
  methods: {
    __enter__: [
      '($self, /)',
      null,
      (vm: VM, self: PyContextManager) => {
        setCurrent(vm, self.local);
        return self.local;
      },
    ],
    __exit__: [
      '($self, /, *args)',
      null,
      (vm: VM, self: PyContextManager) => {
        setCurrent(vm, self.outer);
        return false;
      },
    ],
  },
});

function localContext(vm: VM, ctx?: PyValue, kw?: PyDict): R {
  const outer = currentContext(vm);
  const from = contextArgument(vm, ctx);
  vm.alloc(64);
  return new PyContextManager(ManagerType.root, changedContext(vm, from, kw), outer);
}

/** IEEE 754 interchange formats. */
function ieeeContext(vm: VM, bits: PyValue): R {
  const n = intOf(bits);
  if (n === undefined) throw typeError(`'${typeOf(bits).name}' object cannot be interpreted as an integer`);
  if (n <= 0 || n > IEEE_MAX_BITS || Number(n) % 32 !== 0)
    throw valueError(`argument must be a multiple of 32, with a maximum of ${IEEE_MAX_BITS}`);
  vm.alloc(250);
  const c = new PyDecimalContext(ContextType.root);
  const k = Number(n) / 32;
  c.prec = c.shownPrec = 9 * k - 2;
  c.emax = 3 * 2 ** (k * 2 + 3);
  c.shownEmax = c.emax;
  c.emin = 1 - c.emax;
  c.shownEmin = c.emin;
  c.clamp = true;
  return c;
}
const IEEE_MAX_BITS = 512;

const MAX = D.MAX_EXPONENT;

defineModule('_decimal_core', {
  doc: 'C decimal arithmetic module',
  functions: {
    getcontext: ['($module, /)', 'Get the current default context.', currentContext],
    setcontext: ['($module, context, /)', 'Set a new default context.', (vm: VM, c: PyValue) => setCurrent(vm, c)],
    localcontext: [
      '($module, /, ctx=None, **kwargs)',
      'Return a context manager for a copy of the supplied context.',
      localContext,
    ],
    IEEEContext: [
      '($module, bits, /)',
      'Return a context object initialized to the proper values for one of the IEEE interchange formats.',
      ieeeContext,
    ],
  },
  types: [DecimalType, ContextType, SignalDictType, ...signalClasses.values()],
  values: (vm) => {
    const { standard, basic, extended } = stateOf(vm);
    const constants: [string, PyValue][] = D.ROUNDINGS.map((name) => [name, name]);
    return [
      ...constants,
      ['DefaultContext', standard],
      ['BasicContext', basic],
      ['ExtendedContext', extended],
      ['MAX_PREC', MAX],
      ['MAX_EMAX', MAX],
      ['MIN_EMIN', -MAX],
      ['MIN_ETINY', -(2n * MAX - 1n)],
      ['IEEE_CONTEXT_MAX_BITS', IEEE_MAX_BITS],
      ['HAVE_THREADS', true],
      ['HAVE_CONTEXTVAR', true],
      ['__version__', '1.70'],
      ['__libmpdec_version__', '2.5.1'],
    ];
  },
});

defineIntrinsics({
  decimal_compare_ratio: [
    '(op, d, numerator, denominator, /)',
    (vm: VM, op: number, d: PyDecimal, numerator: PyValue, denominator: PyValue): R => {
      const n = intOf(numerator);
      const m = intOf(denominator);
      if (n === undefined || m === undefined) throw typeError('numerator and denominator must be integers');
      const c = currentContext(vm);
      if (d.kind !== D.FINITE) return compareDecimals(vm, c, op, d, ofInt(vm, n));
      return compareDecimals(vm, c, op, A.multiply(vm, D.exactWork(), d, ofInt(vm, m)), ofInt(vm, n));
    },
  ],
});
