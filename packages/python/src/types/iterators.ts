/** Iterators over sequences: list, tuple, reversed list, `__getitem__`, iter(callable, sentinel), reversed(). */
import { EMPTY_TUPLE, ListIterType, ListType, TupleIterType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineType, type MethodRow } from '../objects/define.js';
import { PyRaise } from '../objects/errors.js';
import { IndexErrorType, StopIterationType, typeError } from '../objects/exception-types.js';
import { PyBuiltin, PyMethodDescr } from '../objects/function.js';
import {
  CallableIterType,
  ListReverseIterType,
  PyCallableIter,
  type PyListReverseIter,
  PyReversed,
  type PySequenceIter,
  ReversedType,
  SeqIterType,
} from '../objects/iterators.js';
import type { NativeDef } from '../objects/native.js';
import { DELEGATE, type Delegate, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, type PySeqIter, type PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { callNative } from '../protocols/call.js';
import { type NativeNext, registerIterator } from '../protocols/iterate.js';
import { callSpecial, length } from '../protocols/special.js';
import { intArgument } from './range.js';
import { builtin, ITER_SELF, nextRow } from './support.js';

/** The state of `__setstate__` as an index from `low` to `high`. */
function stateIndex(state: PyValue, low: number, high: number): number {
  const n = intArgument(state);
  if (n === undefined) throw typeError(`'${typeOf(state).name}' object cannot be interpreted as an integer`);
  return Math.max(low, Math.min(Number(n), high));
}

/** An iterator that stands at an index of its sequence, and lets go of the sequence at its end. */
interface Standing<S> {
  seq: S | null;
  index: number;
}

/** Its methods. `empty` is what it is pickled as at its end, `low` the least index that a state may give. */
export function standingRows<S extends PyValue>(
  step: NativeNext,
  length: (seq: S) => number,
  empty: () => PyValue = () => EMPTY_TUPLE,
  low = 0,
): Record<string, MethodRow> {
  return {
    __iter__: ITER_SELF,
    __next__: nextRow(step),
    __length_hint__: [
      '($self, /)',
      'Number of values left.',
      (_vm: VM, it: Standing<S>) => (it.seq === null ? 0 : Math.max(0, length(it.seq) - it.index)),
    ],
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (vm: VM, it: Standing<S>) =>
        it.seq === null
          ? tuple([builtin(vm, 'iter'), tuple([empty()])])
          : tuple([builtin(vm, 'iter'), tuple([it.seq]), it.index]),
    ],
    __setstate__: [
      '($self, object, /)',
      'Set the state from pickling.',
      (_vm: VM, it: Standing<S>, state: PyValue) => {
        if (it.seq !== null) it.index = stateIndex(state, low, length(it.seq));
      },
    ],
  };
}

// -- list_iterator, tuple_iterator, list_reverseiterator -----------------------------------------------------------------

const seqStep = (_vm: VM, it: PySeqIter): PyValue | undefined => {
  const { seq } = it;
  if (seq === null) return undefined;
  const v = seq.items[it.index];
  if (v === undefined) {
    it.seq = null;
    return undefined;
  }
  it.index++;
  return v;
};

defineType(ListIterType, {
  methods: standingRows(
    seqStep,
    (list: PyList) => list.items.length,
    () => new PyList(ListType.root, []),
    -1,
  ),
});
defineType(TupleIterType, {
  methods: standingRows(seqStep, (t: PyTuple) => t.items.length),
});

const reverseStep = (_vm: VM, it: PyListReverseIter): PyValue | undefined => {
  const { seq } = it;
  if (seq === null) return undefined;
  const v = it.index < 0 ? undefined : seq.items[it.index];
  if (v === undefined) {
    it.seq = null;
    it.index = -1;
    return undefined;
  }
  it.index--;
  return v;
};
registerIterator(ListReverseIterType, reverseStep);
defineType(ListReverseIterType, {
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(reverseStep),
    __length_hint__: [
      '($self, /)',
      'Number of values left.',
      (_vm, it: PyListReverseIter) => (it.seq === null || it.seq.items.length < it.index + 1 ? 0 : it.index + 1),
    ],
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (vm: VM, it: PyListReverseIter) =>
        it.seq === null
          ? tuple([builtin(vm, 'reversed'), tuple([new PyList(ListType.root, [])])])
          : tuple([builtin(vm, 'reversed'), tuple([it.seq]), it.index]),
    ],
    __setstate__: [
      '($self, object, /)',
      'Set the state from pickling.',
      (_vm: VM, it: PyListReverseIter, state: PyValue) => {
        if (it.seq !== null) it.index = stateIndex(state, -1, it.seq.items.length - 1);
      },
    ],
  },
});

// -- iterator over __getitem__ ---------------------------------------------------------------------------------------------

/** `seq[index]` where `__getitem__` is native; else library code takes the step. Index and StopIteration errors are the end. */
function sequenceStep(vm: VM, it: PySequenceIter): PyValue | undefined | Delegate {
  if (it.seq === undefined) return undefined;
  const m = typeOf(it.seq).lookup('__getitem__');
  if (!(m instanceof PyMethodDescr)) return vm.lib('sequence_next', [it]);
  try {
    const v = callNative(vm, m.def, it.seq, [it.index], null);
    if (v === DELEGATE) return vm.lib('sequence_next', [it]);
    it.index++;
    return v as PyValue;
  } catch (e) {
    if (!(e instanceof PyRaise)) throw e;
    const cls = e.exc.shape.cls;
    if (!cls.isSubtypeOf(IndexErrorType) && !cls.isSubtypeOf(StopIterationType)) throw e;
    it.seq = undefined;
    return undefined;
  }
}
registerIterator(SeqIterType, sequenceStep, () => false);
defineType(SeqIterType, {
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(sequenceStep),
    __length_hint__: [
      '($self, /)',
      'Number of values left.',
      (vm: VM, it: PySequenceIter) => (it.seq === undefined ? 0 : vm.lib('sequence_hint', [it.seq, it.index])),
    ],
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (vm: VM, it: PySequenceIter) =>
        it.seq === undefined
          ? tuple([builtin(vm, 'iter'), tuple([EMPTY_TUPLE])])
          : tuple([builtin(vm, 'iter'), tuple([it.seq]), it.index]),
    ],
    __setstate__: [
      '($self, object, /)',
      'Set the state from pickling.',
      (_vm: VM, it: PySequenceIter, state: PyValue) => {
        if (it.seq !== undefined) it.index = stateIndex(state, 0, Number.MAX_SAFE_INTEGER);
      },
    ],
  },
});

// -- iter(callable, sentinel) ------------------------------------------------------------------------------------------------

/** Bound natives that answer None or an object that equals nothing else, and never need Python code. */
const natives = new Map<NativeDef, (vm: VM, self: any) => PyValue>();

/** Iterators over calls of this method, up to None, step natively. */
export function registerCallable(def: NativeDef, call: (vm: VM, self: any) => PyValue): void {
  natives.set(def, call);
}

function nativeOf(it: PyCallableIter): ((vm: VM, self: any) => PyValue) | undefined {
  return it.sentinel === null && it.callable instanceof PyBuiltin ? natives.get(it.callable.def) : undefined;
}

function callableStep(vm: VM, it: PyCallableIter): PyValue | undefined | Delegate {
  if (it.callable === undefined) return undefined;
  const native = nativeOf(it);
  if (native === undefined) return vm.lib('callable_next', [it]);
  const v = native(vm, (it.callable as PyBuiltin).self);
  if (v !== null) return v;
  it.callable = undefined;
  return undefined;
}
registerIterator(
  CallableIterType,
  callableStep,
  (it: PyCallableIter) => it.callable === undefined || nativeOf(it) !== undefined,
);
defineType(CallableIterType, {
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(callableStep),
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (vm: VM, it: PyCallableIter) =>
        it.callable === undefined
          ? tuple([builtin(vm, 'iter'), tuple([EMPTY_TUPLE])])
          : tuple([builtin(vm, 'iter'), tuple([it.callable, it.sentinel])]),
    ],
  },
});

/** `iter(callable, sentinel)` */
export function callableIterator(callable: PyValue, sentinel: PyValue): PyCallableIter {
  return new PyCallableIter(CallableIterType.root, callable, sentinel);
}

// -- reversed ----------------------------------------------------------------------------------------------------------------

function makeReversed(vm: VM, cls: PyType, seq: PyValue): R {
  const t = typeOf(seq);
  const m = t.lookup('__reversed__');
  if (m === null) throw typeError(`'${t.name}' object is not reversible`);
  if (m !== undefined) return callSpecial(vm, seq, '__reversed__', [])!;
  if (t.lookup('__getitem__') === undefined || t.patma === 2) throw typeError(`'${t.name}' object is not reversible`);
  const n = length(vm, seq);
  if (n === DELEGATE) return vm.lib('make_reversed', [cls, seq]);
  return new PyReversed(cls.root, seq, (n as number) - 1);
}

function reversedStep(vm: VM, it: PyReversed): PyValue | undefined | Delegate {
  if (it.seq === undefined) return undefined;
  if (it.index < 0) {
    it.seq = undefined;
    return undefined;
  }
  const m = typeOf(it.seq).lookup('__getitem__');
  if (!(m instanceof PyMethodDescr)) return vm.lib('reversed_next', [it]);
  try {
    const v = callNative(vm, m.def, it.seq, [it.index], null);
    if (v === DELEGATE) return vm.lib('reversed_next', [it]);
    it.index--;
    return v as PyValue;
  } catch (e) {
    if (!(e instanceof PyRaise)) throw e;
    const cls = e.exc.shape.cls;
    if (!cls.isSubtypeOf(IndexErrorType) && !cls.isSubtypeOf(StopIterationType)) throw e;
    it.seq = undefined;
    return undefined;
  }
}
registerIterator(ReversedType, reversedStep, (it: PyReversed) => it.seq === undefined || !typeOf(it.seq).heap);
defineType(ReversedType, {
  doc: 'Iterator over the values of a sequence, last to first.',
  new: ['($type, object, /)', null, makeReversed],
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(reversedStep),
    __length_hint__: [
      '($self, /)',
      'Number of values left.',
      (vm: VM, it: PyReversed) => (it.seq === undefined ? 0 : vm.lib('reversed_hint', [it.seq, it.index])),
    ],
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (_vm: VM, it: PyReversed) =>
        it.seq === undefined
          ? tuple([typeOf(it), tuple([EMPTY_TUPLE])])
          : tuple([typeOf(it), tuple([it.seq]), it.index]),
    ],
    __setstate__: [
      '($self, object, /)',
      'Set the state from pickling.',
      (vm: VM, it: PyReversed, state: PyValue) => {
        if (it.seq === undefined) return null;
        const n = length(vm, it.seq);
        it.index = stateIndex(state, -1, n === DELEGATE ? Number.MAX_SAFE_INTEGER : (n as number) - 1);
        return null;
      },
    ],
  },
});
