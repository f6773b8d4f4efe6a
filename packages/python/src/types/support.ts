/**
 * What the tables of several built-in collections share: indices and slices as arguments, comparison and repr of items,
 * and the rows that every iterator has.
 */
import { ListType, NotImplemented, SliceType, tuple, typeOf } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import {
  AttributeErrorType,
  IndexErrorType,
  MemoryErrorType,
  OverflowErrorType,
  raise,
  StopIterationType,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import { DELEGATE, type Delegate, PyFloat, PyIntObject, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, PySlice } from '../objects/sequence.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import type { NativeNext } from '../protocols/iterate.js';
import { enterNative, leaveNative } from '../protocols/nesting.js';
import { COMPARE_METHODS, compare, compareNumbers, EQ, LT, NE } from '../protocols/operators.js';
import { indexFast, toRepr } from '../protocols/special.js';

// -- allocation ----------------------------------------------------------------------------------------------------------

/** A new list of these values; the caller gives the array away and has charged for its making. */
export function newList(vm: VM, items: PyValue[]): PyList {
  vm.alloc(64 + items.length * 8);
  return new PyList(ListType.root, items);
}

/** The method of a built-in class, to be called again by library code. */
export function methodOf(cls: PyType, name: string): PyValue {
  return cls.dict.getStr(name)!;
}

// -- indices ---------------------------------------------------------------------------------------------------------------

export function hasIndex(v: PyValue): boolean {
  const m = typeOf(v).lookup('__index__');
  return m !== undefined && m !== null;
}

/** Whether an int fits CPython's Py_ssize_t. */
function fitsSize(v: PyValue): boolean {
  const n = v instanceof PyIntObject ? v.value : v;
  return typeof n !== 'bigint' || BigInt.asIntN(64, n) === n;
}

/** The index of a subscript as a number, or undefined where the value is no exact int (or int subclass). */
export function subscriptIndex(v: PyValue): number | undefined {
  if (typeof v === 'number') return v;
  if (!fitsSize(v)) throw raise(IndexErrorType, `cannot fit '${typeOf(v).name}' into an index-sized integer`);
  return indexFast(v);
}

/** A count of repetitions, likewise. */
export function repeatCount(v: PyValue): number | undefined {
  if (!fitsSize(v)) throw raise(OverflowErrorType, `cannot fit '${typeOf(v).name}' into an index-sized integer`);
  return indexFast(v);
}

/** An index argument as a number (beyond 2^53: +-Infinity); undefined where `__index__` is Python code. */
export function indexArgument(v: PyValue): number | undefined {
  if (!fitsSize(v)) throw raise(OverflowErrorType, 'Python int too large to convert to C ssize_t');
  const i = indexFast(v);
  if (i !== undefined) return i;
  if (!hasIndex(v)) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  return undefined;
}

/** "Replace argument `at` by its `__index__()`, then call me again." */
export function withIndex(vm: VM, fn: PyValue, args: PyValue[], at: number): Delegate {
  return vm.lib('with_index', [fn, tuple(args), at]);
}

/** "Replace the parts of the slice in argument `at` by their `__index__()`, then call me again." */
export function withSlice(vm: VM, fn: PyValue, args: PyValue[], at: number): Delegate {
  return vm.lib('with_slice', [fn, tuple(args), at]);
}

/** A bound of `list.index(x, start, stop)`, brought into 0..length; undefined where `__index__` is Python code. */
export function boundArgument(v: PyValue | undefined, length: number, fallback: number): number | undefined {
  if (v === undefined) return fallback;
  const i = slicePart(v, fallback, true);
  return i === undefined ? undefined : i < 0 ? Math.max(i + length, 0) : i;
}

function slicePart(v: PyValue, fallback: number, strict: boolean): number | undefined {
  if (v === null && !strict) return fallback;
  const i = indexFast(v);
  if (i !== undefined) return i;
  if (!hasIndex(v)) {
    throw typeError(`slice indices must be integers or ${strict ? '' : 'None or '}have an __index__ method`);
  }
  return undefined;
}

/** Adjusted indices of a slice for a sequence: `count` items from `start` on, `step` apart. */
export interface SliceBounds {
  start: number;
  stop: number;
  step: number;
  count: number;
}

/** `slice.indices(length)` with the number of items; undefined where a part's `__index__` is Python code. */
export function sliceBounds(s: PySlice, length: number): SliceBounds | undefined {
  let step = slicePart(s.step, 1, false);
  if (step === 0) throw valueError('slice step cannot be zero');
  const a = s.start === null ? null : slicePart(s.start, 0, false);
  const b = s.stop === null ? null : slicePart(s.stop, 0, false);
  if (step === undefined || a === undefined || b === undefined) return undefined;
  // A far step is as good as any beyond the length, and has to stay a finite number.
  if (Math.abs(step) > Number.MAX_SAFE_INTEGER) step = step < 0 ? -Number.MAX_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
  const low = step < 0 ? -1 : 0;
  const high = step < 0 ? length - 1 : length;
  const start = a === null ? (step < 0 ? high : low) : clamp(a, length, low, high);
  const stop = b === null ? (step < 0 ? low : high) : clamp(b, length, low, high);
  const span = step < 0 ? start - stop : stop - start;
  const count = span <= 0 ? 0 : Math.floor((span - 1) / Math.abs(step)) + 1;
  return { start, stop, step, count };
}

function clamp(i: number, length: number, low: number, high: number): number {
  if (i < 0) i += length;
  return Math.max(low, Math.min(i, high));
}

/** The items of a slice, charged and reserved. */
export function sliceItems(vm: VM, items: readonly PyValue[], b: SliceBounds): PyValue[] {
  if (b.count > 16) vm.charge(b.count >>> 2);
  vm.alloc(b.count * 8 + 64);
  if (b.step === 1) return items.slice(b.start, b.start + b.count);
  const out = new Array<PyValue>(b.count);
  for (let i = 0, at = b.start; i < b.count; i++, at += b.step) out[i] = items[at]!;
  return out;
}

/** `seq * n`: the items repeated; the size is reserved first. */
export function repeatItems(vm: VM, items: readonly PyValue[], n: number): PyValue[] {
  if (n <= 0 || items.length === 0) return [];
  const total = items.length * n;
  // No address reaches that far, as in CPython.
  if (total > 2 ** 60) throw raise(MemoryErrorType);
  vm.alloc(total * 8 + 64);
  // No array is that long.
  if (total > 0xfffffff) throw raise(MemoryErrorType);
  vm.charge(Math.ceil(total / 4));
  if (items.length === 1) return new Array<PyValue>(total).fill(items[0]!);
  const out = new Array<PyValue>(total);
  for (let i = 0; i < total; i++) out[i] = items[i % items.length]!;
  return out;
}

export function isSlice(v: PyValue): v is PySlice {
  return v instanceof PySlice && v.shape === SliceType.root;
}

// -- equality of items ----------------------------------------------------------------------------------------------------

/** `a is b or a == b` without Python code; undefined where that would be needed. */
export function equalFast(vm: VM, a: PyValue, b: PyValue): boolean | undefined {
  if (a === b) return true;
  if (typeof a !== 'object' && typeof b !== 'object') {
    if (typeof a === 'boolean') return Number(a) === b;
    if (typeof b === 'boolean') return Number(b) === a;
    return false;
  }
  if (a === null || b === null) {
    const other = a === null ? b : a;
    if (!typeOf(other).heap) return false;
  }
  const r = compare(vm, EQ, a, b);
  return typeof r === 'boolean' ? r : undefined;
}

/** `a < b` without Python code; undefined where that would be needed (or the result is no bool). */
export function lessFast(vm: VM, a: PyValue, b: PyValue): boolean | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  if (a instanceof PyFloat && b instanceof PyFloat) return a.v < b.v;
  const r = compare(vm, LT, a, b);
  return typeof r === 'boolean' ? r : undefined;
}

/**
 * Comparison of two sequences of one kind, item by item (Language reference 6.10.1). `a` and `b` are the sequences
 * themselves: library code goes on at the item that needs it.
 */
export function compareSequences(
  vm: VM,
  op: number,
  a: PyValue,
  b: PyValue,
  x: readonly PyValue[],
  y: readonly PyValue[],
): R {
  if (!enterNative(vm)) return vm.lib('sequence_compare', [op, a, b, 0]);
  try {
    const n = Math.min(x.length, y.length);
    vm.charge(n + 1);
    let i = 0;
    for (; i < n; i++) {
      const same = equalFast(vm, x[i]!, y[i]!);
      if (same === undefined) return vm.lib('sequence_compare', [op, a, b, i]);
      if (!same) break;
    }
    if (i >= n) return compareNumbers(op, x.length, y.length);
    if (op === EQ) return false;
    if (op === NE) return true;
    const r = compare(vm, op, x[i]!, y[i]!);
    return r === DELEGATE ? vm.lib('sequence_compare', [op, a, b, i]) : r;
  } finally {
    leaveNative(vm);
  }
}

/** Rows of the six comparisons by one function `(vm, op, self, other)`. */
export function comparisonRows(f: (vm: VM, op: number, self: any, other: PyValue) => R): Record<string, MethodRow> {
  const rows: Record<string, MethodRow> = {};
  COMPARE_METHODS.forEach((name, op) => {
    rows[name] = ['($self, value, /)', null, (vm: VM, self: PyValue, other: PyValue) => f(vm, op, self, other)];
  });
  return rows;
}

/** Rows of `==` and `!=` alone; the four others answer NotImplemented. */
export function equalityRows(f: (vm: VM, self: any, other: PyValue) => R, negated: string): Record<string, MethodRow> {
  return comparisonRows((vm, op, self, other) => {
    if (op !== EQ && op !== NE) return NotImplemented;
    const r = f(vm, self, other);
    if (op === EQ || r === NotImplemented) return r;
    if (r === DELEGATE) return vm.lib(negated, [self, other]);
    return !r;
  });
}

/** Entry number of the first item equal to `x` from `start` to `stop`, -1, or `NEEDS_CODE | i` encoded as -2 - i. */
export function findItem(vm: VM, items: readonly PyValue[], x: PyValue, start: number, stop: number): number {
  const end = Math.min(stop, items.length);
  if (end - start > 4) vm.charge(end - start);
  for (let i = start; i < end; i++) {
    const same = equalFast(vm, items[i]!, x);
    if (same === true) return i;
    if (same === undefined) return -2 - i;
  }
  return -1;
}

// -- repr --------------------------------------------------------------------------------------------------------------------

/** Reprs of all values, or undefined where one needs Python code; the caller has counted itself in `vm.reprs`. */
export function reprAll(vm: VM, items: readonly PyValue[]): text.Str[] | undefined {
  vm.charge(items.length);
  vm.alloc(items.length * 16);
  const out: text.Str[] = [];
  for (let i = 0; i < items.length; i++) {
    const r = toRepr(vm, items[i]!);
    if (r === DELEGATE) return undefined;
    out.push(r as text.Str);
  }
  return out;
}

/**
 * The repr of a container by a native half; `again` where the container is within itself. `make` answers undefined
 * where Python code is needed.
 */
export function containerRepr(
  vm: VM,
  o: PyValue,
  again: string,
  library: string,
  make: (vm: VM) => text.Str | undefined,
): R {
  if (vm.isBeingShown(o)) return again;
  if (!enterNative(vm)) return vm.lib(library, [o]);
  vm.reprs.push(o);
  try {
    return make(vm) ?? vm.lib(library, [o]);
  } finally {
    vm.reprs.pop();
    leaveNative(vm);
  }
}

/** `open + ', '.join(parts) + close` */
export function bracketed(vm: VM, open: string, parts: text.Str[], close: string): text.Str {
  return text.concat(vm, text.concat(vm, open, text.join(vm, ', ', parts)), close);
}

// -- rows ----------------------------------------------------------------------------------------------------------------------

/** `__iter__` of an iterator. */
export const ITER_SELF: MethodRow = ['($self, /)', null, (_vm: VM, self: PyValue) => self];

/** `__next__` by the native step. */
export function nextRow(step: NativeNext): MethodRow {
  return [
    '($self, /)',
    null,
    (vm: VM, self: PyValue) => {
      const v = step(vm, self);
      if (v === undefined) throw raise(StopIterationType);
      return v;
    },
  ];
}

/** `__class_getitem__` of a generic class. */
export const CLASS_GETITEM: MethodRow = [
  '($type, object, /)',
  null,
  (vm: VM, cls: PyValue, item: PyValue) => vm.lib('make_generic_alias', [cls, item]),
];

/** A member that is given once and for all. */
export function readonlyMember<T extends PyValue>(get: (self: T) => PyValue) {
  const refuse = (): never => {
    throw raise(AttributeErrorType, 'readonly attribute');
  };
  return { get: (_vm: VM, self: T) => get(self), set: refuse, del: refuse };
}

/**
 * The one optional argument of a container's `__new__` or `__init__`. Named ones are for a subclass that overrides the
 * other of the two (`other`).
 */
export function constructorArgument(
  base: PyType,
  cls: PyType,
  other: '__new__' | '__init__',
  args: PyValue[],
  kw: PyDict | undefined,
): PyValue | undefined {
  if (kw !== undefined && kw.size > 0 && cls.lookup(other) === base.lookup(other)) {
    throw typeError(`${base.name}() takes no keyword arguments`);
  }
  if (args.length > 1) throw typeError(`${base.name} expected at most 1 argument, got ${args.length}`);
  return args[0];
}

/** A built-in function by name, for `__reduce__`. */
export function builtin(vm: VM, name: string): PyValue {
  return vm.builtins.getStr(name) ?? null;
}
