/**
 * `async_generator` and the awaitables of its methods (PEP 525): asend()/__anext__() and athrow()/aclose().
 *
 * An awaitable steps the generator: a plain value passes through to the event loop, a wrapped one is what `yield` gave
 * and ends the awaitable by StopIteration. The stepping is `library/generators.py`; the state is here.
 */
import {
  AsyncGeneratorType,
  AsyncGenWrappedType,
  newBuiltinType,
  ObjectType,
  tuple,
} from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { RuntimeErrorType, raise } from '../objects/exception-types.js';
import { GenState, PyAsyncGenWrapped, type PyGenerator } from '../objects/generator.js';
import { PyObject, type PyValue, type R, type Shape } from '../objects/object.js';
import type { PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { generatorAttributes, generatorRepr, subscriptRow } from './generator.js';

export const AsyncGenASendType = newBuiltinType('async_generator_asend', ObjectType, { final: true });
export const AsyncGenAThrowType = newBuiltinType('async_generator_athrow', ObjectType, { final: true });

export enum AwaitState {
  New = 0,
  Started = 1,
  Closed = 2,
}

/** asend(value) or `__anext__()`. */
export class PyAsyncGenASend extends PyObject {
  state = AwaitState.New;
  constructor(
    shape: Shape,
    readonly gen: PyGenerator,
    readonly value: PyValue,
  ) {
    super(shape);
  }
}

/** athrow(...), or aclose() (`args` null). */
export class PyAsyncGenAThrow extends PyObject {
  state = AwaitState.New;
  constructor(
    shape: Shape,
    readonly gen: PyGenerator,
    readonly args: PyTuple | null,
  ) {
    super(shape);
  }
}

/** It has its result, or was left by an exception. */
export function endAsend(a: PyAsyncGenASend): void {
  a.state = AwaitState.Closed;
  a.gen.asyncRunning = false;
}

export function asend(vm: VM, g: PyGenerator, value: PyValue): R {
  vm.alloc(48);
  const o = new PyAsyncGenASend(AsyncGenASendType.root, g, value);
  return initHooks(vm, g, o);
}

function athrow(vm: VM, g: PyGenerator, args: PyTuple | null): R {
  vm.alloc(48);
  return initHooks(vm, g, new PyAsyncGenAThrow(AsyncGenAThrowType.root, g, args));
}

/** The first use tells the event loop's hook about the generator (sys.set_asyncgen_hooks). */
function initHooks(vm: VM, g: PyGenerator, awaitable: PyValue): R {
  if (g.hooksInited) return awaitable;
  g.hooksInited = true;
  const hooks = vm.moduleState.get('asyncgen_hooks') as { firstiter: PyValue; finalizer: PyValue } | undefined;
  if (hooks === undefined) return awaitable;
  g.finalizer = hooks.finalizer;
  if (hooks.firstiter === null) return awaitable;
  return vm.lib('async_gen_first_iteration', [hooks.firstiter, g, awaitable]);
}

defineType(AsyncGeneratorType, {
  doc: null,
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', generatorRepr('async_generator')],
    __del__: ['($self, /)', null, () => null],
    __aiter__: [
      '($self, /)',
      'Return an awaitable, that resolves in asynchronous iterator.',
      (_vm: VM, g: PyGenerator) => g,
    ],
    __anext__: [
      '($self, /)',
      'Return a value or raise StopAsyncIteration.',
      (vm: VM, g: PyGenerator) => asend(vm, g, null),
    ],
    asend: ['($self, object, /)', 'An awaitable that goes on with a value.', asend],
    athrow: [
      '($self, type, value=None, traceback=None, /)',
      'An awaitable that raises an exception inside.',
      (vm: VM, g: PyGenerator, type: PyValue, value: PyValue | undefined, tb: PyValue | undefined) =>
        athrow(vm, g, tuple([type, value ?? null, tb ?? null])),
    ],
    aclose: [
      '($self, /)',
      'An awaitable that raises GeneratorExit inside.',
      (vm: VM, g: PyGenerator) => athrow(vm, g, null),
    ],
    __sizeof__: ['($self, /)', null, () => 200],
  },
  classmethods: { __class_getitem__: subscriptRow },
  getset: generatorAttributes('ag', 'await'),
});

/** Whether SEND can go on with the generator itself: nothing about the step is out of order. */
export function canStepAsend(vm: VM, a: PyAsyncGenASend): boolean {
  const { gen } = a;
  if (vm.depth >= vm.recursionLimit) return false;
  if (a.state === AwaitState.Started) return gen.state === GenState.Suspended;
  if (a.state === AwaitState.Closed || gen.asyncRunning) return false;
  return gen.state === GenState.Suspended || (gen.state === GenState.Created && a.value === null);
}

/** Begin a step of an asend(); the value to send. */
export function beginASend(_vm: VM, a: PyAsyncGenASend, value: PyValue): PyValue {
  if (a.state === AwaitState.Closed) {
    throw raise(RuntimeErrorType, 'cannot reuse already awaited __anext__()/asend()');
  }
  if (a.state === AwaitState.New) {
    if (a.gen.asyncRunning) {
      a.state = AwaitState.Closed;
      throw raise(RuntimeErrorType, 'anext(): asynchronous generator is already running');
    }
    a.state = AwaitState.Started;
    a.gen.asyncRunning = true;
    return value === null ? a.value : value;
  }
  return value;
}

defineType(AsyncGenASendType, {
  doc: null,
  methods: {
    __iter__: ['($self, /)', 'Implement iter(self).', (_vm: VM, a: PyValue) => a],
    __next__: [
      '($self, /)',
      'Implement next(self).',
      (vm: VM, a: PyAsyncGenASend) => vm.lib('asend_step', [a, a.gen, beginASend(vm, a, null)]),
    ],
    __del__: ['($self, /)', null, () => null],
    __await__: ['($self, /)', null, (_vm: VM, a: PyValue) => a],
    send: [
      '($self, object, /)',
      null,
      (vm: VM, a: PyAsyncGenASend, v: PyValue) => vm.lib('asend_step', [a, a.gen, beginASend(vm, a, v)]),
    ],
    throw: [
      '($self, type, value=None, traceback=None, /)',
      null,
      (vm: VM, a: PyAsyncGenASend, type: PyValue, value: PyValue | undefined, tb: PyValue | undefined) =>
        vm.lib('asend_throw', [a, a.gen, type, value ?? null, tb ?? null]),
    ],
    close: [
      '($self, /)',
      null,
      (vm: VM, a: PyAsyncGenASend) => (a.state === AwaitState.Closed ? null : vm.lib('asend_close', [a])),
    ],
  },
});

defineType(AsyncGenAThrowType, {
  doc: null,
  methods: {
    __iter__: ['($self, /)', 'Implement iter(self).', (_vm: VM, a: PyValue) => a],
    __next__: [
      '($self, /)',
      'Implement next(self).',
      (vm: VM, a: PyAsyncGenAThrow) => vm.lib('athrow_send', [a, a.gen, null]),
    ],
    __del__: ['($self, /)', null, () => null],
    __await__: ['($self, /)', null, (_vm: VM, a: PyValue) => a],
    send: [
      '($self, object, /)',
      null,
      (vm: VM, a: PyAsyncGenAThrow, v: PyValue) => vm.lib('athrow_send', [a, a.gen, v]),
    ],
    throw: [
      '($self, type, value=None, traceback=None, /)',
      null,
      (vm: VM, a: PyAsyncGenAThrow, type: PyValue, value: PyValue | undefined, tb: PyValue | undefined) =>
        vm.lib('athrow_throw', [a, a.gen, type, value ?? null, tb ?? null]),
    ],
    close: [
      '($self, /)',
      null,
      (vm: VM, a: PyAsyncGenAThrow) => (a.state === AwaitState.Closed ? null : vm.lib('athrow_close', [a])),
    ],
  },
});

defineType(AsyncGenWrappedType, { doc: null });

type Step = PyAsyncGenASend | PyAsyncGenAThrow;

defineIntrinsics({
  step_state: ['(a, /)', (_vm: VM, a: Step) => a.state],
  step_set_state: [
    '(a, state, /)',
    (_vm: VM, a: Step, state: number) => {
      a.state = state;
    },
  ],
  athrow_args: ['(a, /)', (_vm: VM, a: PyAsyncGenAThrow) => a.args],
  asyncgen_running: ['(g, /)', (_vm: VM, g: PyGenerator) => g.asyncRunning],
  asyncgen_set_running: [
    '(g, value, /)',
    (_vm: VM, g: PyGenerator, value: boolean) => {
      g.asyncRunning = value;
    },
  ],
  asyncgen_closed: ['(g, /)', (_vm: VM, g: PyGenerator) => g.closed],
  asyncgen_set_closed: [
    '(g, value, /)',
    (_vm: VM, g: PyGenerator, value: boolean) => {
      g.closed = value;
    },
  ],
  generator_is_over: ['(g, /)', (_vm: VM, g: PyGenerator) => g.state === 3],
  is_wrapped_yield: ['(v, /)', (_vm: VM, v: PyValue) => v instanceof PyAsyncGenWrapped],
  wrapped_yield: ['(v, /)', (_vm: VM, v: PyAsyncGenWrapped) => v.value],
});
