/** Signals, contexts and their attributes; the current context of a cell. */
import {
  NotImplemented,
  newBuiltinType,
  ObjectType,
  TupleIterType,
  tuple,
  typeOf,
} from '../../objects/builtin-types.js';
import { defineType, type MethodRow } from '../../objects/define.js';
import { PyDict } from '../../objects/dict.js';
import {
  AttributeErrorType,
  exceptionTypes,
  KeyErrorType,
  raise,
  typeError,
  valueError,
} from '../../objects/exception-types.js';
import type { Int } from '../../objects/number/int.js';
import { PyObject, type PyType, type PyValue, type R, type Shape } from '../../objects/object.js';
import { PyList, PySeqIter } from '../../objects/sequence.js';
import type { VM } from '../../objects/vm.js';
import { findKey } from '../../protocols/mapping.js';
import { EQ, NE } from '../../protocols/operators.js';
import { isTrueFast } from '../../protocols/truth.js';
import { intOf, strOf } from '../../types/coerce.js';
import { comparisonRows, newList } from '../../types/support.js';
import * as D from './value.js';
import { ContextType, PyDecimalContext } from './value.js';

// -- signals -----------------------------------------------------------------------------------------------------------------

export const signalClasses = new Map<string, PyType>();

function signal(name: string, bases: readonly PyType[]): PyType {
  const cls = newBuiltinType(`decimal.${name}`, bases[0]!);
  if (bases.length > 1) {
    cls.bases = bases.slice();
    const all: PyType[] = [cls];
    // Each class stands before its own bases: the last place of each counts.
    for (const t of bases.flatMap((b) => b.mro)) {
      const i = all.indexOf(t);
      if (i >= 0) all.splice(i, 1);
      all.push(t);
    }
    cls.mro = all;
  }
  signalClasses.set(name, cls);
  return cls;
}

const builtin = (name: string): PyType => exceptionTypes.get(name)!;
export const DecimalException = signal('DecimalException', [builtin('ArithmeticError')]);
const Clamped = signal('Clamped', [DecimalException]);
const Rounded = signal('Rounded', [DecimalException]);
const Inexact = signal('Inexact', [DecimalException]);
const Subnormal = signal('Subnormal', [DecimalException]);
const DivisionByZero = signal('DivisionByZero', [DecimalException, builtin('ZeroDivisionError')]);
const FloatOperation = signal('FloatOperation', [DecimalException, builtin('TypeError')]);
const InvalidOperation = signal('InvalidOperation', [DecimalException]);
const Overflow = signal('Overflow', [Inexact, Rounded]);
const Underflow = signal('Underflow', [Inexact, Rounded, Subnormal]);
const ConversionSyntax = signal('ConversionSyntax', [InvalidOperation]);
const DivisionImpossible = signal('DivisionImpossible', [InvalidOperation]);
const DivisionUndefined = signal('DivisionUndefined', [InvalidOperation, builtin('ZeroDivisionError')]);
const InvalidContext = signal('InvalidContext', [InvalidOperation]);

/** Signals in the order in which they are looked for. */
const SIGNALS: readonly (readonly [PyType, number])[] = [
  [InvalidOperation, D.INVALID],
  [FloatOperation, D.FLOAT_OPERATION],
  [DivisionByZero, D.DIVISION_BY_ZERO],
  [Overflow, D.OVERFLOW],
  [Underflow, D.UNDERFLOW],
  [Subnormal, D.SUBNORMAL],
  [Inexact, D.INEXACT],
  [Rounded, D.ROUNDED],
  [Clamped, D.CLAMPED],
];

/** Conditions that the signal InvalidOperation stands for. */
const CONDITIONS: readonly (readonly [PyType, number])[] = [
  [InvalidOperation, D.INVALID_OPERATION],
  [ConversionSyntax, D.CONVERSION_SYNTAX],
  [DivisionImpossible, D.DIVISION_IMPOSSIBLE],
  [DivisionUndefined, D.DIVISION_UNDEFINED],
  [InvalidContext, D.INVALID_CONTEXT],
];

/** Takes what came up in an operation into the flags, and raises what is trapped. */
export function report(vm: VM, c: PyDecimalContext): void {
  const { status } = c;
  if (status === 0) return;
  c.flags |= status;
  const trapped = status & c.traps;
  if (trapped === 0) return;
  const [cls] = SIGNALS.find(([, bits]) => (bits & trapped) !== 0)!;
  const all = [...CONDITIONS, ...SIGNALS.slice(1)].filter(([, bits]) => (bits & trapped) !== 0);
  throw raise(
    cls,
    newList(
      vm,
      all.map(([t]) => t),
    ),
  );
}

// -- the cell's contexts -------------------------------------------------------------------------------------------------------

export interface DecimalState {
  current: PyDecimalContext | null;
  readonly standard: PyDecimalContext;
  readonly basic: PyDecimalContext;
  readonly extended: PyDecimalContext;
}

const STANDARD_TRAPS = D.INVALID | D.DIVISION_BY_ZERO | D.OVERFLOW;

function preset(prec: number, rounding: number, traps: number): PyDecimalContext {
  const c = new PyDecimalContext(ContextType.root);
  c.prec = prec;
  c.shownPrec = prec;
  c.rounding = rounding;
  c.traps = traps;
  return c;
}

export function stateOf(vm: VM): DecimalState {
  let state = vm.moduleState.get('decimal') as DecimalState | undefined;
  if (state === undefined) {
    vm.alloc(1000);
    state = {
      current: null,
      standard: preset(28, D.HALF_EVEN, STANDARD_TRAPS),
      basic: preset(9, D.HALF_UP, STANDARD_TRAPS | D.UNDERFLOW | D.CLAMPED),
      extended: preset(9, D.HALF_EVEN, 0),
    };
    vm.moduleState.set('decimal', state);
  }
  return state;
}

function copyInto(to: PyDecimalContext, from: PyDecimalContext): PyDecimalContext {
  to.shownPrec = from.shownPrec;
  to.shownEmax = from.shownEmax;
  to.shownEmin = from.shownEmin;
  to.prec = from.prec;
  to.emax = from.emax;
  to.emin = from.emin;
  to.rounding = from.rounding;
  to.clamp = from.clamp;
  to.capitals = from.capitals;
  to.traps = from.traps;
  to.flags = from.flags;
  return to;
}

export function copyContext(vm: VM, from: PyDecimalContext): PyDecimalContext {
  vm.alloc(250);
  return copyInto(new PyDecimalContext(ContextType.root), from);
}

export function currentContext(vm: VM): PyDecimalContext {
  const state = stateOf(vm);
  if (state.current === null) {
    state.current = copyContext(vm, state.standard);
    state.current.flags = 0;
  }
  state.current.status = 0;
  return state.current;
}

export function setCurrent(vm: VM, v: PyValue): void {
  if (!(v instanceof PyDecimalContext)) throw typeError('argument must be a context');
  const state = stateOf(vm);
  if (v === state.standard || v === state.basic || v === state.extended) {
    v = copyContext(vm, v);
    (v as PyDecimalContext).flags = 0;
  }
  state.current = v as PyDecimalContext;
}

/** An optional `context` argument. */
export function contextArgument(vm: VM, v: PyValue | undefined): PyDecimalContext {
  if (v === undefined || v === null) return currentContext(vm);
  if (!(v instanceof PyDecimalContext)) throw typeError('optional argument must be a context');
  v.status = 0;
  return v;
}

// -- attributes ------------------------------------------------------------------------------------------------------------------

const ROUNDING_MESSAGE =
  'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n' +
  '   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]';
const SIGNAL_MESSAGE =
  'valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n' +
  '   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]';

export function roundingOf(v: PyValue): number {
  const i = D.ROUNDINGS.indexOf(strOf(v) as (typeof D.ROUNDINGS)[number]);
  if (i < 0) throw typeError(ROUNDING_MESSAGE);
  return i;
}

function integerOf(v: PyValue): Int {
  const n = intOf(v);
  if (n === undefined) throw typeError('an integer is required');
  return n;
}

function limited(v: PyValue, low: Int, high: Int, message: string): Int {
  const n = integerOf(v);
  if (n < low || n > high) throw valueError(message);
  return n;
}

/** What a double holds exactly. */
const effective = (n: Int): number => Math.max(-D.LIMIT, Math.min(D.LIMIT, Number(n)));

type Setter = (vm: VM, c: PyDecimalContext, v: PyValue) => void;

const setters: Record<string, Setter> = {
  prec: (_vm, c, v) => {
    c.shownPrec = limited(v, 1, D.MAX_EXPONENT, 'valid range for prec is [1, MAX_PREC]');
    c.prec = effective(c.shownPrec);
  },
  Emax: (_vm, c, v) => {
    c.shownEmax = limited(v, 0, D.MAX_EXPONENT, 'valid range for Emax is [0, MAX_EMAX]');
    c.emax = effective(c.shownEmax);
  },
  Emin: (_vm, c, v) => {
    c.shownEmin = limited(v, -D.MAX_EXPONENT, 0, 'valid range for Emin is [MIN_EMIN, 0]');
    c.emin = effective(c.shownEmin);
  },
  rounding: (_vm, c, v) => {
    c.rounding = roundingOf(v);
  },
  capitals: (_vm, c, v) => {
    c.capitals = limited(v, 0, 1, 'valid values for capitals are 0 or 1') === 1;
  },
  clamp: (_vm, c, v) => {
    c.clamp = limited(v, 0, 1, 'valid values for clamp are 0 or 1') === 1;
  },
  flags: (vm, c, v) => {
    c.flags = signalsOf(vm, v);
  },
  traps: (vm, c, v) => {
    c.traps = signalsOf(vm, v);
  },
};

function bitsOf(v: PyValue): number {
  const row = SIGNALS.find(([cls]) => cls === v);
  if (row === undefined) throw raise(KeyErrorType, SIGNAL_MESSAGE);
  return row[1];
}

/** Bits of a signal dict, or of a dict that has all the signals. */
function signalsOf(vm: VM, v: PyValue): number {
  if (v instanceof PySignalDict) return v.bits;
  if (!(v instanceof PyDict)) throw typeError('argument must be a signal dict');
  if (v.size !== SIGNALS.length) throw raise(KeyErrorType, 'invalid signal dict');
  let out = 0;
  for (const [cls, bits] of SIGNALS) {
    const i = findKey(vm, v, cls);
    if (i < 0) throw raise(KeyErrorType, 'invalid signal dict');
    if (isTrueFast(vm, v.vals[i]!) === true) out |= bits;
  }
  return out;
}

function signalArgument(vm: VM, v: PyValue): number {
  if (!(v instanceof PyList)) return signalsOf(vm, v);
  vm.charge(v.items.length);
  return v.items.reduce((all: number, x) => all | bitsOf(x), 0);
}

/** `Context(...)` and its keyword arguments elsewhere; None leaves what is there. */
function initContext(vm: VM, c: PyDecimalContext, ...args: (PyValue | undefined)[]): void {
  const names = ['prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp'];
  names.forEach((name, i) => {
    const v = args[i];
    if (v !== undefined && v !== null) setters[name]!(vm, c, v);
  });
  const [flags, traps] = args.slice(names.length);
  if (flags !== undefined && flags !== null) c.flags = signalArgument(vm, flags);
  if (traps !== undefined && traps !== null) c.traps = signalArgument(vm, traps);
}

/** `localcontext(ctx, **kwargs)`: the copy. */
export function changedContext(vm: VM, from: PyDecimalContext, kw: PyDict | undefined): PyDecimalContext {
  const c = copyContext(vm, from);
  if (kw === undefined) return c;
  for (let i = 0; i < kw.keys.length; i++) {
    const name = kw.keys[i];
    if (name === undefined) continue;
    const v = kw.vals[i]!;
    const setter = Object.hasOwn(setters, String(name)) ? setters[String(name)] : undefined;
    if (setter === undefined) throw typeError(`this function got an unexpected keyword argument '${String(name)}'`);
    if (v === null) continue;
    if (name === 'flags' || name === 'traps') c[name] = signalArgument(vm, v);
    else setter(vm, c, v);
  }
  return c;
}

/** Signals by name, as the repr of a context has them: by their bits. */
function signalNames(bits: number): string {
  const shown = SIGNALS.filter(([, b]) => (b & bits) !== 0).map(([cls, b]) => {
    const set = b & bits;
    return { name: cls.qualname, at: set & -set };
  });
  return shown
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name)
    .join(', ');
}

const signalList = (vm: VM, bits: number): PyValue =>
  newList(
    vm,
    SIGNALS.filter(([, b]) => (b & bits) !== 0).map(([cls]) => cls),
  );

function attribute(name: string, get: (vm: VM, c: PyDecimalContext) => PyValue) {
  return {
    get: (vm: VM, c: PyDecimalContext): R => get(vm, c),
    set: (vm: VM, c: PyDecimalContext, v: PyValue): null => {
      setters[name]!(vm, c, v);
      return null;
    },
    del: (): null => {
      throw raise(AttributeErrorType, 'context attributes cannot be deleted');
    },
  };
}

const contextRows: Record<string, MethodRow> = {
  __repr__: [
    '($self, /)',
    null,
    (vm: VM, c: PyDecimalContext) => {
      vm.alloc(600);
      return (
        `Context(prec=${c.shownPrec}, rounding=${D.ROUNDINGS[c.rounding]}, Emin=${c.shownEmin}, Emax=${c.shownEmax}, ` +
        `capitals=${c.capitals ? 1 : 0}, clamp=${c.clamp ? 1 : 0}, flags=[${signalNames(c.flags)}], ` +
        `traps=[${signalNames(c.traps)}])`
      );
    },
  ],
  Etiny: ['($self, /)', null, (_vm: VM, c: PyDecimalContext) => D.etiny(c)],
  Etop: ['($self, /)', null, (_vm: VM, c: PyDecimalContext) => D.etop(c)],
  radix: ['($self, /)', null, (vm: VM) => D.finite(vm, false, 10n, 0)],
  clear_flags: [
    '($self, /)',
    null,
    (_vm: VM, c: PyDecimalContext) => {
      c.flags = 0;
    },
  ],
  clear_traps: [
    '($self, /)',
    null,
    (_vm: VM, c: PyDecimalContext) => {
      c.traps = 0;
    },
  ],
  copy: ['($self, /)', null, copyContext],
  __copy__: ['($self, /)', null, copyContext],
  __reduce__: [
    '($self, /)',
    null,
    (vm: VM, c: PyDecimalContext) => {
      const args = [
        c.shownPrec,
        D.ROUNDINGS[c.rounding]!,
        c.shownEmin,
        c.shownEmax,
        c.capitals ? 1 : 0,
        c.clamp ? 1 : 0,
      ];
      return tuple([typeOf(c), tuple([...args, signalList(vm, c.flags), signalList(vm, c.traps)])]);
    },
  ],
};

defineType(ContextType, {
  new: [
    '($type, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)',
    null,
    (vm: VM, cls: PyType) => {
      vm.alloc(250);
      const c = copyInto(new PyDecimalContext(cls.root), stateOf(vm).standard);
      c.flags = 0;
      c.capitals = true;
      return c;
    },
  ],
  methods: {
    __init__: [
      '($self, /, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)',
      null,
      initContext,
    ],
    ...contextRows,
  },
  getset: {
    prec: attribute('prec', (_vm, c) => c.shownPrec),
    Emax: attribute('Emax', (_vm, c) => c.shownEmax),
    Emin: attribute('Emin', (_vm, c) => c.shownEmin),
    rounding: attribute('rounding', (_vm, c) => D.ROUNDINGS[c.rounding]!),
    capitals: attribute('capitals', (_vm, c) => (c.capitals ? 1 : 0)),
    clamp: attribute('clamp', (_vm, c) => (c.clamp ? 1 : 0)),
    flags: attribute('flags', (vm, c) => signalDict(vm, c, true)),
    traps: attribute('traps', (vm, c) => signalDict(vm, c, false)),
  },
});

// -- the dicts of signals ----------------------------------------------------------------------------------------------------------

export const SignalDictType = newBuiltinType('decimal.SignalDict', ObjectType, { final: true });

/** A view on the flags or traps of a context. */
export class PySignalDict extends PyObject {
  constructor(
    shape: Shape,
    readonly context: PyDecimalContext,
    readonly ofFlags: boolean,
  ) {
    super(shape);
  }
  get bits(): number {
    return this.ofFlags ? this.context.flags : this.context.traps;
  }
  set bits(bits: number) {
    if (this.ofFlags) this.context.flags = bits;
    else this.context.traps = bits;
  }
}

function signalDict(vm: VM, c: PyDecimalContext, ofFlags: boolean): PySignalDict {
  vm.alloc(64);
  return new PySignalDict(SignalDictType.root, c, ofFlags);
}

const isSet = (self: PySignalDict, bits: number): boolean => (self.bits & bits) !== 0;

function sameSignals(vm: VM, self: PySignalDict, other: PyValue): boolean | undefined {
  if (other instanceof PySignalDict) return SIGNALS.every(([, b]) => isSet(self, b) === isSet(other, b));
  if (!(other instanceof PyDict) || other.size !== SIGNALS.length) return undefined;
  const bits = signalsOf(vm, other);
  return SIGNALS.every(([, b]) => isSet(self, b) === ((bits & b) !== 0));
}

defineType(SignalDictType, {
  methods: {
    __len__: ['($self, /)', null, () => SIGNALS.length],
    __iter__: ['($self, /)', null, (): R => new PySeqIter(TupleIterType.root, tuple(SIGNALS.map(([cls]) => cls)), 0)],
    __contains__: [
      '($self, key, /)',
      null,
      (_vm: VM, _self: PyValue, key: PyValue) => SIGNALS.some(([c]) => c === key),
    ],
    __getitem__: ['($self, key, /)', null, (_vm: VM, self: PySignalDict, key: PyValue) => isSet(self, bitsOf(key))],
    __setitem__: [
      '($self, key, value, /)',
      null,
      (vm: VM, self: PySignalDict, key: PyValue, value: PyValue) => {
        const on = isTrueFast(vm, value);
        if (on === undefined) return vm.lib('signal_dict_set', [self, key, value]);
        const bits = bitsOf(key);
        self.bits = on ? self.bits | bits : self.bits & ~bits;
        return null;
      },
    ],
    __delitem__: [
      '($self, key, /)',
      null,
      () => {
        throw valueError('signal keys cannot be deleted');
      },
    ],
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, self: PySignalDict) => {
        vm.alloc(800);
        return `{${SIGNALS.map(([cls, b]) => `<class 'decimal.${cls.qualname}'>:${isSet(self, b) ? 'True' : 'False'}`).join(', ')}}`;
      },
    ],
    copy: ['($self, /)', null, (vm: VM, self: PySignalDict) => vm.lib('signal_dict_copy', [self])],
    keys: ['($self, /)', null, (vm: VM, self: PySignalDict) => vm.lib('signal_dict_view', [self, 'keys'])],
    items: ['($self, /)', null, (vm: VM, self: PySignalDict) => vm.lib('signal_dict_view', [self, 'items'])],
    values: ['($self, /)', null, (vm: VM, self: PySignalDict) => vm.lib('signal_dict_view', [self, 'values'])],
    get: [
      '($self, key, default=None, /)',
      null,
      (_vm: VM, self: PySignalDict, key: PyValue, fallback?: PyValue): R => {
        const row = SIGNALS.find(([cls]) => cls === key);
        return row === undefined ? (fallback ?? null) : isSet(self, row[1]);
      },
    ],
    ...comparisonRows((vm, op, self: PySignalDict, other) => {
      if (op !== EQ && op !== NE) return NotImplemented;
      const same = sameSignals(vm, self, other);
      return same === undefined ? NotImplemented : same === (op === EQ);
    }),
  },
  attrs: { __hash__: null },
});
