/**
 * Native halves of asyncio.Future: instances with plain fields (types/future-iter.ts) of a plain loop (loops.ts). The class
 * is CPython's in Python; what these leave, its code does.
 */
import { ListType, tuple } from '../../objects/builtin-types.js';
import { defineHalves, type Half } from '../../objects/code.js';
import { PyException } from '../../objects/exception.js';
import { PyFunction } from '../../objects/function.js';
import type { PyInstance, PyValue } from '../../objects/object.js';
import { PyList, PyTuple } from '../../objects/sequence.js';
import { PySet } from '../../objects/set.js';
import type { VM } from '../../objects/vm.js';
import { setOwnAttribute } from '../../protocols/attributes.js';
import { addMember, findMember, removeMember } from '../../protocols/sets.js';
import { FINISHED, isPlainFuture, newFutureIter, PENDING } from '../../types/future-iter.js';
import { field } from '../../types/plain-fields.js';
import { newSet } from '../../types/set.js';
import { copyContext } from './contexts.js';
import { isPlainLoop, schedule } from './loops.js';

/** Fields of a future as they are before anything happens to it. */
export function beginFuture(vm: VM, future: PyInstance, loop: PyInstance): void {
  setOwnAttribute(vm, future, '_loop', loop);
  vm.alloc(64);
  setOwnAttribute(vm, future, '_callbacks', new PyList(ListType.root, []));
}

/** A half for a method of futures, called with this many arguments beside self, all by position. */
function method(count: number, half: (vm: VM, future: PyInstance, args: PyValue[]) => ReturnType<Half>): Half {
  return (vm, _fn, args, kw) =>
    kw === null && args.length === count + 1 && isPlainFuture(args[0]) ? half(vm, args[0], args) : undefined;
}

/** The callbacks of a pending future and its loop; undefined: they cannot be scheduled natively. */
function callbacksOf(future: PyInstance): { loop: PyInstance; pairs: PyValue[] } | undefined {
  const loop = field(future, '_loop');
  const callbacks = field(future, '_callbacks');
  if (!isPlainLoop(loop) || !(callbacks instanceof PyList) || callbacks.shape.cls.heap) return undefined;
  const isPair = (v: PyValue) => v instanceof PyTuple && v.items.length === 2;
  return callbacks.items.every(isPair) ? { loop, pairs: callbacks.items } : undefined;
}

/** A pending future becomes `FINISHED` with these fields, and its callbacks are scheduled; false: nothing was done. */
export function finish(vm: VM, future: PyInstance, fields: readonly [string, PyValue][]): boolean {
  if (field(future, '_state') !== PENDING) return false;
  const after = callbacksOf(future);
  if (after === undefined) return false;
  const { loop, pairs } = after;
  vm.charge(10 + pairs.length);
  for (const [name, value] of fields) setOwnAttribute(vm, future, name, value);
  setOwnAttribute(vm, future, '_state', FINISHED);
  // Scheduling calls nothing: the list is the same afterwards.
  const made = pairs.every((pair) => {
    const [callback, context] = (pair as PyTuple).items;
    return schedule(vm, loop, callback!, [future], context) !== undefined;
  });
  if (made) pairs.length = 0;
  return made;
}

/** `future_add_to_awaited_by` of two plain futures; false: nothing was done. */
export function awaitedBy(vm: VM, future: PyInstance, waiter: PyInstance): boolean {
  let set = field(future, '_Future__asyncio_awaited_by');
  if (set === null) {
    set = newSet();
    setOwnAttribute(vm, future, '_Future__asyncio_awaited_by', set);
  }
  return set instanceof PySet && !set.shape.cls.heap && addMember(vm, set, waiter);
}

/** `future_discard_from_awaited_by`; false: nothing was done. */
export function awaitedNoMore(vm: VM, future: PyInstance, waiter: PyInstance): boolean {
  const set = field(future, '_Future__asyncio_awaited_by');
  if (set === null) return true;
  if (!(set instanceof PySet) || set.shape.cls.heap) return false;
  const at = findMember(vm, set, waiter);
  if (at >= 0) removeMember(vm, set, at);
  return at >= -1;
}

/** A done callback of a pending future; false: nothing was done. */
export function addCallback(vm: VM, future: PyInstance, callback: PyValue, context: PyValue): boolean {
  const callbacks = field(future, '_callbacks');
  if (field(future, '_state') !== PENDING || !(callbacks instanceof PyList) || callbacks.shape.cls.heap) return false;
  vm.alloc(72);
  callbacks.items.push(tuple([callback, context]));
  return true;
}

/** A method as asyncio's Future has it, whatever the class. */
export function isFuturesOwn(future: PyInstance, name: string): boolean {
  const f = future.shape.cls.lookup(name);
  return f instanceof PyFunction && f.code.half !== null && f.code.origin === 'asyncio.futures';
}

const addDoneCallback: Half = (vm, _fn, args, kw) => {
  const [future, callback, given] = args;
  if (args.length !== (kw === null ? 2 : 3) || (kw !== null && (kw.length !== 1 || kw[0] !== 'context')))
    return undefined;
  if (!isPlainFuture(future)) return undefined;
  vm.charge(5);
  const context = given ?? copyContext(vm);
  return context !== undefined && addCallback(vm, future, callback!, context) ? null : undefined;
};

const init: Half = (vm, _fn, args, kw) => {
  const [future, loop] = args;
  if (args.length !== 2 || kw === null || kw[0] !== 'loop' || !isPlainFuture(future) || !isPlainLoop(loop))
    return undefined;
  vm.charge(5);
  beginFuture(vm, future, loop);
  return null;
};

/** What a future that is done holds, in a field that is not its exception's where it has one. */
const outcome = (name: '_result' | '_exception') =>
  method(0, (vm, future) => {
    if (field(future, '_state') !== FINISHED) return undefined;
    if (name === '_result' && field(future, '_exception') !== null) return undefined;
    setOwnAttribute(vm, future, '_Future__log_traceback', false);
    return field(future, name);
  });

const ofTwo = (change: (vm: VM, future: PyInstance, waiter: PyInstance) => boolean): Half => {
  return (vm, _fn, args, kw) => {
    const [future, waiter] = args;
    if (kw !== null || args.length !== 2 || !isPlainFuture(future) || !isPlainFuture(waiter)) return undefined;
    vm.charge(5);
    return change(vm, future, waiter) ? null : undefined;
  };
};

defineHalves('asyncio.futures', {
  'Future.__init__': init,
  'Future.done': method(0, (_vm, future) => field(future, '_state') !== PENDING),
  'Future.result': outcome('_result'),
  'Future.exception': outcome('_exception'),
  'Future.set_result': method(1, (vm, future, [, value]) =>
    finish(vm, future, [['_result', value!]]) ? null : undefined,
  ),
  'Future.add_done_callback': addDoneCallback,
  'Future.__await__': method(0, (vm, future) => newFutureIter(vm, future)),
  future_add_to_awaited_by: ofTwo(awaitedBy),
  future_discard_from_awaited_by: ofTwo(awaitedNoMore),
});

/** A task's exception, as `set_exception` of futures keeps it. */
export function finishWithException(vm: VM, future: PyInstance, exc: PyValue): boolean {
  if (!(exc instanceof PyException)) return false;
  const fields: [string, PyValue][] = [
    ['_exception', exc],
    ['_exception_tb', exc.traceback],
  ];
  if (!finish(vm, future, fields)) return false;
  setOwnAttribute(vm, future, '_Future__log_traceback', true);
  return true;
}
