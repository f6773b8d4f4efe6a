/** range (Library Reference, "Ranges") over ints of any size, and its iterators. */
import { NotImplemented, RangeIterType, RangeType, tuple, typeOf } from '../objects/builtin-types.js';
import { combineHashes, registerContent } from '../objects/content.js';
import { defineType } from '../objects/define.js';
import { IndexErrorType, OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { LongRangeIterType, PyLongRangeIter } from '../objects/iterators.js';
import { hashTuple } from '../objects/number/hash.js';
import { type Int, normalize } from '../objects/number/int.js';
import { PyIntObject, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyRange, PyRangeIter } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { hashAll } from '../protocols/hash.js';
import { registerIterator } from '../protocols/iterate.js';
import {
  bracketed,
  builtin,
  equalityRows,
  hasIndex,
  ITER_SELF,
  isSlice,
  methodOf,
  nextRow,
  readonlyMember,
  reprAll,
  withIndex,
  withSlice,
} from './support.js';

const again = (name: string): PyValue => methodOf(RangeType, name);

/** An exact int, or undefined where `__index__` is Python code. */
export function intArgument(v: PyValue): Int | undefined {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (v instanceof PyIntObject) return v.value;
  if (!hasIndex(v)) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  return undefined;
}

export function makeRange(start: Int, stop: Int, step: Int): PyRange {
  return new PyRange(RangeType.root, start, stop, step, rangeLength(start, stop, step));
}

function rangeLength(start: Int, stop: Int, step: Int): Int {
  if (typeof start === 'number' && typeof stop === 'number' && typeof step === 'number') {
    const span = step > 0 ? stop - start : start - stop;
    if (span <= 0) return 0;
    if (Number.isSafeInteger(span)) return Math.floor((span - 1) / Math.abs(step)) + 1;
  }
  const a = BigInt(start);
  const b = BigInt(stop);
  const by = BigInt(step);
  const span = by > 0n ? b - a : a - b;
  if (span <= 0n) return 0;
  return normalize((span - 1n) / (by > 0n ? by : -by) + 1n);
}

function construct(vm: VM, cls: PyType, args: PyValue[]): R {
  if (args.length === 0) throw typeError('range expected at least 1 argument, got 0');
  if (args.length > 3) throw typeError(`range expected at most 3 arguments, got ${args.length}`);
  const ints: Int[] = [];
  for (let i = 0; i < args.length; i++) {
    const n = intArgument(args[i]!);
    if (n === undefined) return withIndex(vm, cls, args, i);
    ints.push(n);
  }
  const start = ints.length === 1 ? 0 : ints[0]!;
  const stop = ints.length === 1 ? ints[0]! : ints[1]!;
  const step = ints.length === 3 ? ints[2]! : 1;
  if (step === 0) throw valueError('range() arg 3 must not be zero');
  return makeRange(start, stop, step);
}

/** Value at an index that is within the length. */
function valueAt(r: PyRange, i: Int): Int {
  if (typeof r.start === 'number' && typeof r.step === 'number' && typeof i === 'number') {
    const far = i * r.step;
    const v = r.start + far;
    if (Number.isSafeInteger(far) && Number.isSafeInteger(v)) return v + 0;
  }
  return normalize(BigInt(r.start) + BigInt(i) * BigInt(r.step));
}

function getItem(vm: VM, self: PyRange, k: PyValue): R {
  if (isSlice(k)) {
    const bounds = rangeSlice(self, k);
    return bounds ?? withSlice(vm, again('__getitem__'), [self, k], 1);
  }
  if (!hasIndex(k)) throw typeError(`range indices must be integers or slices, not ${typeOf(k).name}`);
  const i = intArgument(k);
  if (i === undefined) return withIndex(vm, again('__getitem__'), [self, k], 1);
  const n = BigInt(self.length);
  let at = BigInt(i);
  if (at < 0n) at += n;
  if (at < 0n || at >= n) throw raise(IndexErrorType, 'range object index out of range');
  return valueAt(self, normalize(at));
}

/** The range of a slice; undefined where a part's `__index__` is Python code. */
function rangeSlice(self: PyRange, k: { start: PyValue; stop: PyValue; step: PyValue }): PyRange | undefined {
  const b = bigSliceBounds(k, BigInt(self.length));
  if (b === undefined) return undefined;
  const start = BigInt(self.start);
  const by = BigInt(self.step);
  return makeRange(normalize(start + b.start * by), normalize(start + b.stop * by), normalize(b.step * by));
}

/** `slice.indices(length)` over ints of any size; undefined where `__index__` is Python code. */
export function bigSliceBounds(
  k: { start: PyValue; stop: PyValue; step: PyValue },
  length: bigint,
): { start: bigint; stop: bigint; step: bigint } | undefined {
  const part = (v: PyValue): bigint | null | undefined => {
    if (v === null) return null;
    if (!hasIndex(v)) throw typeError('slice indices must be integers or None or have an __index__ method');
    const i = intArgument(v);
    return i === undefined ? undefined : BigInt(i);
  };
  const by = part(k.step);
  if (by === 0n) throw valueError('slice step cannot be zero');
  const a = part(k.start);
  const b = part(k.stop);
  if (by === undefined || a === undefined || b === undefined) return undefined;
  const step = by ?? 1n;
  const low = step < 0n ? -1n : 0n;
  const high = step < 0n ? length - 1n : length;
  const clamp = (i: bigint): bigint => {
    if (i < 0n) i += length;
    return i < low ? low : i > high ? high : i;
  };
  return {
    start: a === null ? (step < 0n ? high : low) : clamp(a),
    stop: b === null ? (step < 0n ? low : high) : clamp(b),
    step,
  };
}

/** Index of an exact int in the range, or -1. */
function indexOfInt(r: PyRange, v: Int): Int {
  if (
    typeof r.start === 'number' &&
    typeof r.stop === 'number' &&
    typeof r.step === 'number' &&
    typeof v === 'number'
  ) {
    if (r.step > 0 ? v < r.start || v >= r.stop : v > r.start || v <= r.stop) return -1;
    const off = v - r.start;
    if (Number.isSafeInteger(off)) return off % r.step === 0 ? off / r.step + 0 : -1;
  }
  const start = BigInt(r.start);
  const stop = BigInt(r.stop);
  const step = BigInt(r.step);
  const x = BigInt(v);
  if (step > 0n ? x < start || x >= stop : x > start || x <= stop) return -1;
  const off = x - start;
  return off % step === 0n ? normalize(off / step) : -1;
}

function isExactInt(v: PyValue): v is Int | boolean {
  return typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean';
}

function equals(_vm: VM, a: PyRange, b: PyValue): R {
  if (!(b instanceof PyRange)) return NotImplemented;
  if (a === b) return true;
  if (a.length !== b.length) return false;
  if (a.length === 0) return true;
  if (a.start !== b.start) return false;
  return a.length === 1 || a.step === b.step;
}

function hashParts(r: PyRange): PyValue[] {
  if (r.length === 0) return [0, null, null];
  return r.length === 1 ? [1, r.start, null] : [r.length, r.start, r.step];
}

/** An iterator over the values from `start` on. */
function iterate(start: Int, step: Int, length: Int): PyValue {
  if (typeof start === 'number' && typeof step === 'number' && typeof length === 'number') {
    const last = start + step * length;
    if (Number.isSafeInteger(step * length) && Number.isSafeInteger(last))
      return new PyRangeIter(RangeIterType.root, start, step, length);
  }
  return new PyLongRangeIter(LongRangeIterType.root, BigInt(start), BigInt(step), BigInt(length), BigInt(start));
}

function reversed(_vm: VM, r: PyRange): PyValue {
  if (r.length === 0) return iterate(0, 1, 0);
  return iterate(valueAt(r, normalize(BigInt(r.length) - 1n)), normalize(-BigInt(r.step)), r.length);
}

defineType(RangeType, {
  doc: 'Sequence of ints from start up to (not with) stop, step apart.',
  new: ['($type, *args)', null, construct],
  make: ['(*args)', null, construct],
  methods: {
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, r: PyRange) => {
        const parts = reprAll(vm, r.step === 1 ? [r.start, r.stop] : [r.start, r.stop, r.step])!;
        return bracketed(vm, 'range(', parts, ')');
      },
    ],
    __hash__: ['($self, /)', null, (vm: VM, r: PyRange) => hashTuple(vm, hashAll(vm, hashParts(r))!)],
    ...equalityRows(equals, 'not_equal'),
    __iter__: ['($self, /)', null, (_vm, r: PyRange) => iterate(r.start, r.step, r.length)],
    __bool__: ['($self, /)', null, (_vm, r: PyRange) => r.length !== 0],
    __len__: [
      '($self, /)',
      null,
      (_vm, r: PyRange) => {
        if (typeof r.length === 'bigint' && r.length > 0x7fffffffffffffffn) {
          throw raise(OverflowErrorType, 'Python int too large to convert to C ssize_t');
        }
        return r.length;
      },
    ],
    __getitem__: ['($self, key, /)', null, getItem],
    __contains__: [
      '($self, key, /)',
      null,
      (vm: VM, r: PyRange, v: PyValue) =>
        isExactInt(v)
          ? indexOfInt(r, typeof v === 'boolean' ? Number(v) : v) !== -1
          : vm.lib('contains_by_iteration', [r, v]),
    ],
    __reversed__: ['($self, /)', 'Return a reverse iterator.', reversed],
    __reduce__: ['($self, /)', null, (_vm, r: PyRange) => tuple([RangeType, tuple([r.start, r.stop, r.step])])],
    count: [
      '($self, object, /)',
      'Return the number of values equal to this one.',
      (vm: VM, r: PyRange, v: PyValue) =>
        isExactInt(v)
          ? indexOfInt(r, typeof v === 'boolean' ? Number(v) : v) === -1
            ? 0
            : 1
          : vm.lib('count_by_iteration', [r, v]),
    ],
    index: [
      '($self, object, /)',
      'Return the index of the value.',
      (vm: VM, r: PyRange, v: PyValue) => {
        if (!isExactInt(v)) return vm.lib('range_index', [r, v]);
        const i = indexOfInt(r, typeof v === 'boolean' ? Number(v) : v);
        if (i === -1) throw valueError('range.index(x): x not in range');
        return i;
      },
    ],
  },
  getset: {
    start: readonlyMember((r: PyRange) => r.start),
    stop: readonlyMember((r: PyRange) => r.stop),
    step: readonlyMember((r: PyRange) => r.step),
  },
});

registerContent(
  RangeType,
  (vm: VM, r: PyRange, depth: number) => combineHashes(vm, hashParts(r), 0x5a9e, depth),
  (vm: VM, a: PyRange, b: PyRange) => equals(vm, a, b) === true,
);

// -- iterators ----------------------------------------------------------------------------------------------------------------

const rangeStep = (_vm: VM, it: PyRangeIter): PyValue | undefined => {
  if (it.left <= 0) return undefined;
  const v = it.next;
  it.next = v + it.step;
  it.left--;
  return v;
};
const longStep = (_vm: VM, it: PyLongRangeIter): PyValue | undefined => {
  if (it.left <= 0n) return undefined;
  const v = it.next;
  it.next = v + it.step;
  it.left--;
  return normalize(v);
};
registerIterator(LongRangeIterType, longStep);

function reduce(vm: VM, next: Int, step: Int, left: Int): PyValue {
  const stop = normalize(BigInt(next) + BigInt(step) * BigInt(left));
  return tuple([builtin(vm, 'iter'), tuple([makeRange(next, stop, step)]), null]);
}

defineType(RangeIterType, {
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(rangeStep),
    __length_hint__: ['($self, /)', 'Number of values left.', (_vm, it: PyRangeIter) => it.left],
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (vm: VM, it: PyRangeIter) => reduce(vm, it.next, it.step, it.left),
    ],
    __setstate__: [
      '($self, object, /)',
      'Set the state from pickling.',
      (_vm: VM, it: PyRangeIter, state: PyValue) => {
        const n = intArgument(state);
        const skip = n === undefined || BigInt(n) < 0n ? 0 : Math.min(Number(n), it.left);
        it.next += skip * it.step;
        it.left -= skip;
      },
    ],
  },
});
defineType(LongRangeIterType, {
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(longStep),
    __length_hint__: ['($self, /)', 'Number of values left.', (_vm, it: PyLongRangeIter) => normalize(it.left)],
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (vm: VM, it: PyLongRangeIter) => reduce(vm, normalize(it.next), normalize(it.step), normalize(it.left)),
    ],
    __setstate__: [
      '($self, object, /)',
      'Set the state from pickling.',
      (_vm: VM, it: PyLongRangeIter, state: PyValue) => {
        const n = BigInt(intArgument(state) ?? 0);
        const skip = n < 0n ? 0n : n > it.left ? it.left : n;
        it.next += skip * it.step;
        it.left -= skip;
      },
    ],
  },
});
