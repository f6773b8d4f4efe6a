/**
 * `_asyncio.FutureIter`: what `__await__` of asyncio's Future gives. It hands out the future while that is pending, and its
 * end has the future's result. Futures are instances of classes in Python; only those with plain fields have such iterators.
 */
import { newBuiltinType, ObjectType, typeOf } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import { RuntimeErrorType, raise, StopIterationType } from '../objects/exception-types.js';
import { PyInstance, PyObject, type PyValue, type R, type Shape } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { setOwnAttribute } from '../protocols/attributes.js';
import { ClassFacts, field, hasPlainFields } from './plain-fields.js';

export const PENDING = 'PENDING';
export const FINISHED = 'FINISHED';
export const CANCELLED = 'CANCELLED';

/** Fields of futures and tasks. */
const FIELDS = [
  '_state',
  '_result',
  '_exception',
  '_exception_tb',
  '_loop',
  '_callbacks',
  '_source_traceback',
  '_cancel_message',
  '_cancelled_exc',
  '_asyncio_future_blocking',
  '_Future__asyncio_awaited_by',
  '_Future__log_traceback',
  '_log_destroy_pending',
  '_name',
  '_num_cancels_requested',
  '_must_cancel',
  '_fut_waiter',
  '_coro',
  '_context',
];

const plain = new ClassFacts((cls) => hasPlainFields(cls, FIELDS) && cls.lookup('_state') === PENDING);

/** A future whose fields are what they seem. */
export function isPlainFuture(v: PyValue | undefined): v is PyInstance {
  return v instanceof PyInstance && plain.of(v.shape.cls);
}

export const FutureIterType = newBuiltinType('_asyncio.FutureIter', ObjectType, { final: true });

export class PyFutureIter extends PyObject {
  constructor(
    shape: Shape,
    /** None: it was closed. */
    public future: PyValue,
  ) {
    super(shape);
  }
}

export function newFutureIter(vm: VM, future: PyInstance): PyFutureIter {
  vm.alloc(48);
  return new PyFutureIter(FutureIterType.root, future);
}

/** The next step ends it. */
export function isOver(it: PyFutureIter): boolean {
  return isPlainFuture(it.future) && field(it.future, '_state') !== PENDING;
}

/** The result of the future that it ended with; undefined: `raiseResult` raises what it has instead. */
export function takeResult(vm: VM, it: PyFutureIter): PyValue | undefined {
  const future = it.future as PyInstance;
  if (field(future, '_state') !== FINISHED || field(future, '_exception') !== null) return undefined;
  setOwnAttribute(vm, future, '_Future__log_traceback', false);
  return field(future, '_result') ?? null;
}

/** Its exception, or that it was cancelled. */
export function raiseResult(vm: VM, it: PyFutureIter): R {
  const future = it.future as PyInstance;
  return vm.call(typeOf(future).lookup('result') ?? null, [future]);
}

function step(vm: VM, it: PyFutureIter): R {
  const { future } = it;
  if (!isPlainFuture(future)) throw raise(StopIterationType);
  if (isOver(it)) {
    const result = takeResult(vm, it);
    return result === undefined ? raiseResult(vm, it) : vm.lib('stop_with', [result]);
  }
  if (field(future, '_asyncio_future_blocking') !== false)
    throw raise(RuntimeErrorType, "await wasn't used with future");
  setOwnAttribute(vm, future, '_asyncio_future_blocking', true);
  return future;
}

defineType(FutureIterType, {
  doc: null,
  methods: {
    __iter__: ['($self, /)', 'Implement iter(self).', (_vm: VM, it: PyFutureIter) => it],
    __next__: ['($self, /)', 'Implement next(self).', step],
    send: ['($self, value, /)', null, (vm: VM, it: PyFutureIter, _value: PyValue) => step(vm, it)],
    throw: [
      '($self, type, value=None, traceback=None, /)',
      null,
      (vm: VM, it: PyFutureIter, type: PyValue, value: PyValue | undefined, tb: PyValue | undefined) => {
        it.future = null;
        return vm.lib('raise_thrown', [type, value ?? null, tb ?? null, value !== undefined || tb !== undefined]);
      },
    ],
    close: [
      '($self, /)',
      null,
      (_vm: VM, it: PyFutureIter) => {
        it.future = null;
      },
    ],
  },
});
