/**
 * The iterator protocol: iter(), next(), and collecting an iterable.
 *
 * Native iterators that never need Python code implement `nextNative` by registration (`registerIterator`); the machine
 * and natives step them without a call. `undefined` is the end. An iterator over other iterators (zip, map, ...) may
 * answer DELEGATE.
 */
import { ListIterType, ListType, RangeIterType, TupleIterType, TupleType, typeOf } from '../objects/builtin-types.js';
import { typeError } from '../objects/exception-types.js';
import { PyFunction, PyMethodDescr } from '../objects/function.js';
import { GenState, PyGenerator } from '../objects/generator.js';
import { DELEGATE, type Delegate, PyObject, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, type PyRangeIter, PySeqIter, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { callNative } from './call.js';

/** One step of a native iterator: a value, undefined at the end, or DELEGATE. */
export type NativeNext = (vm: VM, it: any) => PyValue | undefined | Delegate;

interface IteratorEntry {
  readonly next: NativeNext;
  /** Whether this iterator (as it stands) can run to its end without Python code. */
  readonly pure: (it: any) => boolean;
}

const entries = new Map<PyType, IteratorEntry>();
const always = () => true;

/** Declare the native step of an iterator class. `pure` defaults to "always". */
export function registerIterator(cls: PyType, next: NativeNext, pure: (it: any) => boolean = always): void {
  entries.set(cls, { next, pure });
}

/** iter(o) */
export function getIter(vm: VM, o: PyValue): R {
  if (typeof o === 'object' && o !== null) {
    if (o instanceof PyList && o.shape.cls === ListType) return new PySeqIter(ListIterType.root, o, 0);
    if (o instanceof PyTuple && o.shape.cls === TupleType) return new PySeqIter(TupleIterType.root, o, 0);
    if (o instanceof PyGenerator) {
      const m = o.shape.cls.lookup('__iter__');
      if (m !== undefined) return o;
    }
  }
  const cls = typeOf(o);
  const m = cls.lookup('__iter__');
  if (m instanceof PyMethodDescr) return callNative(vm, m.def, o, [], null);
  if (m === undefined) {
    // Built-in classes that can only be subscripted (unions, matches) are no sequences.
    const item = cls.lookup('__getitem__');
    if (item !== undefined && !(item instanceof PyMethodDescr)) return vm.lib('sequence_iterator', [o]);
    throw typeError(`'${cls.name}' object is not iterable`);
  }
  if (m === null) throw typeError(`'${cls.name}' object is not iterable`);
  return vm.lib('iter_by_method', [o]);
}

/** Whether the object has `__next__`. */
export function isIterator(o: PyValue): boolean {
  const m = typeOf(o).lookup('__next__');
  return m !== undefined && m !== null;
}

/** One step of an iterator: value, undefined (end), or DELEGATE: then StopIteration raised by the call is the end. */
export function nextStep(vm: VM, it: PyValue): PyValue | undefined | Delegate {
  const cls = typeOf(it);
  const e = entries.get(cls);
  if (e !== undefined) return e.next(vm, it);
  if (it instanceof PyGenerator && cls.lookup('__next__') !== undefined) return vm.resume(it, null);
  const m = cls.lookup('__next__');
  if (m instanceof PyFunction) return vm.call(m, [it]);
  if (m instanceof PyMethodDescr) {
    const base = entries.get(m.owner);
    if (base !== undefined) return base.next(vm, it);
    return callNative(vm, m.def, it, [], null);
  }
  if (m === undefined || m === null) throw typeError(`'${cls.name}' object is not an iterator`);
  return vm.lib('call_special', [it, '__next__']);
}

/** Whether the iterator can run to its end by `nextStep` without ever answering DELEGATE. */
export function isPureIterator(it: PyValue): boolean {
  if (!(it instanceof PyObject)) return false;
  const cls = it.shape.cls;
  const e = entries.get(cls);
  return e?.pure(it) ?? false;
}

/** All values of an iterable as a new array, where no Python code is needed; undefined otherwise (nothing was consumed). */
export function collectFast(vm: VM, o: PyValue): PyValue[] | undefined {
  if (o instanceof PyList || o instanceof PyTuple) {
    const cls = o.shape.cls;
    if (!cls.heap || cls.lookup('__iter__') instanceof PyMethodDescr) {
      vm.charge(o.items.length);
      vm.alloc(o.items.length * 8);
      return o.items.slice();
    }
  }
  if (o instanceof PyGenerator) return undefined;
  const m = typeOf(o).lookup('__iter__');
  if (!(m instanceof PyMethodDescr)) {
    if (m === undefined || m === null) if (typeOf(o).lookup('__getitem__') === undefined) getIter(vm, o);
    return undefined;
  }
  const it = callNative(vm, m.def, o, [], null);
  if (it === DELEGATE) return undefined;
  if (!isPureIterator(it as PyValue)) return undefined;
  const next = entries.get((it as PyObject).shape.cls)!.next;
  const out: PyValue[] = [];
  const mark = vm.temporaries.length;
  vm.temporaries.push(out);
  for (;;) {
    const v = next(vm, it);
    if (v === undefined) break;
    vm.charge(1);
    if ((out.length & 15) === 0) vm.alloc(16 * 48);
    out.push(v as PyValue);
  }
  vm.temporaries.length = mark;
  // Pushing made room for 17.
  return out.length < 17 ? out.slice() : out;
}

/**
 * For a native that takes an iterable: "collect argument `index` into a list by Python code, then call me again".
 * `fn` is the callable to run again, `args` its arguments (with self, for a method descriptor).
 */
export function collectThenCall(vm: VM, fn: PyValue, args: PyValue[], index: number): Delegate {
  return vm.lib('collect_then_call', [fn, new PyTuple(TupleType.root, args), index]);
}

/** A generator that was never started or is finished, or not running. */
export function generatorIsIdle(g: PyGenerator): boolean {
  return g.state !== GenState.Running;
}

registerIterator(ListIterType, (_vm, it: PySeqIter) => {
  const seq = it.seq;
  if (seq === null) return undefined;
  const v = seq.items[it.index];
  if (v === undefined) {
    it.seq = null;
    return undefined;
  }
  it.index++;
  return v;
});
registerIterator(TupleIterType, (_vm, it: PySeqIter) => {
  const seq = it.seq;
  if (seq === null) return undefined;
  const v = seq.items[it.index];
  if (v === undefined) {
    it.seq = null;
    return undefined;
  }
  it.index++;
  return v;
});
registerIterator(RangeIterType, (_vm, it: PyRangeIter) => {
  if (it.left <= 0) return undefined;
  const v = it.next;
  it.next = v + it.step;
  it.left--;
  return v;
});
