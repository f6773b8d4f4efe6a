/** `_thread`: threads and locks (machine/threads.ts has what runs when). */
import type { Machine } from '../machine/machine.js';
import {
  currentThread,
  endThread,
  giveUpWaiting,
  isImportedElsewhere,
  mainThread,
  raiseInMain,
  startThread,
  wait,
  waitAgain,
  wakeFirst,
  yieldThread,
} from '../machine/threads.js';
import { newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineModule, defineType, type MethodRow } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { OverflowErrorType, RuntimeErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyModule } from '../objects/function.js';
import { addressText } from '../objects/identity.js';
import { PyFloat, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import {
  LocalType,
  LockType,
  PyLock,
  PyRLock,
  PyThread,
  RLockType,
  ThreadHandleType,
  ThreadState,
  type Waited,
} from '../objects/thread.js';
import type { VM } from '../objects/vm.js';
import { isTrueFast } from '../protocols/truth.js';
import { floatOf, intOf } from '../types/coerce.js';
import { structSequence } from '../types/struct-sequence.js';
import { textOf } from '../types/type-names.js';

const TIMEOUT_MAX = 9223372036;

const machine = (vm: VM): Machine => vm as Machine;
const current = (vm: VM): PyThread => currentThread(machine(vm));

// -- waiting ---------------------------------------------------------------------------------------------------------------

/** Nanoseconds; negative: for ever. */
function nanoseconds(v: PyValue): number {
  const n = floatOf(v) ?? intOf(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer or float`);
  const seconds = Number(n);
  if (Number.isNaN(seconds)) throw valueError('Invalid value NaN (not a number)');
  if (seconds > TIMEOUT_MAX) throw raise(OverflowErrorType, 'timeout value is too large');
  return seconds * 1e9;
}

/** How long `acquire` waits: 0 not at all, -1 for ever. */
function patience(vm: VM, blocking: PyValue | undefined, timeout: PyValue | undefined): number {
  const blocks = blocking === undefined || isTrueFast(vm, blocking) !== false;
  const given = timeout === undefined ? -1e9 : nanoseconds(timeout);
  if (!blocks && given !== -1e9) throw valueError("can't specify a timeout for a non-blocking call");
  if (given < 0 && given !== -1e9) throw valueError('timeout value must be a non-negative number');
  return blocks ? (given < 0 ? -1 : given) : 0;
}

const ACQUIRE = '($self, /, blocking=True, timeout=-1)';
const EXIT = '($self, /, *exc_info)';

// -- lock ------------------------------------------------------------------------------------------------------------------

function acquireLock(vm: VM, lock: PyLock, blocking?: PyValue, timeout?: PyValue): R {
  const patient = patience(vm, blocking, timeout);
  if (!lock.taken) {
    lock.taken = true;
    return true;
  }
  return patient === 0 ? false : vm.lib('thread_wait', [lock, patient]);
}

function releaseLock(vm: VM, lock: PyLock): null {
  if (!lock.taken) throw raise(RuntimeErrorType, 'release unlocked lock');
  // Handed over: it stays taken.
  if (wakeFirst(machine(vm), lock) === null) lock.taken = false;
  return null;
}

const isLocked = (_vm: VM, lock: PyLock): boolean => lock.taken;
const acquireRow: MethodRow = [ACQUIRE, 'Lock the lock.', acquireLock];
const releaseRow: MethodRow = ['($self, /)', 'Release the lock.', releaseLock];
const lockedRow: MethodRow = ['($self, /)', 'Return whether the lock is in the locked state.', isLocked];

function newLock(vm: VM): PyLock {
  vm.alloc(100);
  return new PyLock(LockType.root);
}

defineType(LockType, {
  doc: 'A lock object is a synchronization primitive.',
  new: ['($type)', null, (vm: VM) => newLock(vm)],
  methods: {
    acquire: acquireRow,
    acquire_lock: [ACQUIRE, 'An obsolete synonym of acquire().', acquireLock],
    release: releaseRow,
    release_lock: ['($self, /)', 'An obsolete synonym of release().', releaseLock],
    locked: lockedRow,
    locked_lock: ['($self, /)', 'An obsolete synonym of locked().', isLocked],
    __enter__: ['($self, /)', 'Lock the lock.', (vm: VM, lock: PyLock) => acquireLock(vm, lock)],
    __exit__: [EXIT, 'Release the lock.', (vm: VM, lock: PyLock) => releaseLock(vm, lock)],
    _at_fork_reinit: ['($self, /)', null, (_vm: VM, lock: PyLock) => void (lock.taken = false)],
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, lock: PyLock) =>
        fromJS(`<${lock.taken ? 'locked' : 'unlocked'} _thread.lock object at ${addressText(vm, lock)}>`),
    ],
  },
});

// -- RLock -----------------------------------------------------------------------------------------------------------------

function acquireRLock(vm: VM, lock: PyRLock, blocking?: PyValue, timeout?: PyValue): R {
  const patient = patience(vm, blocking, timeout);
  const me = current(vm);
  if (lock.owner === null || lock.owner === me) {
    lock.owner = me;
    lock.count++;
    return true;
  }
  return patient === 0 ? false : vm.lib('thread_wait', [lock, patient]);
}

/** It is another thread's, or nobody's. */
function letGo(vm: VM, lock: PyRLock): void {
  lock.owner = wakeFirst(machine(vm), lock);
  lock.count = lock.owner === null ? 0 : 1;
}

function checkOwned(vm: VM, lock: PyRLock): void {
  if (lock.owner === null || lock.owner !== current(vm))
    throw raise(RuntimeErrorType, 'cannot release un-acquired lock');
}

function releaseRLock(vm: VM, lock: PyRLock): null {
  checkOwned(vm, lock);
  if (lock.count > 1) lock.count--;
  else letGo(vm, lock);
  return null;
}

function restoreRLock(vm: VM, lock: PyRLock, state: PyValue): R {
  const n = state instanceof PyTuple ? Number(intOf(state.items[0] ?? null) ?? 0) : 0;
  if (!(n > 0)) throw typeError('a tuple of a count and an owner is required');
  if (lock.owner !== null) return vm.lib('rlock_restore', [lock, n]);
  lock.owner = current(vm);
  lock.count = n;
  return null;
}

defineType(RLockType, {
  doc: 'A lock that its thread can take again.',
  new: [
    '($type, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType) => {
      vm.alloc(120);
      return new PyRLock(cls.root);
    },
  ],
  methods: {
    acquire: [ACQUIRE, 'Lock the lock.', acquireRLock],
    release: ['($self, /)', 'Release the lock.', releaseRLock],
    locked: ['($self, /)', 'Return whether the lock is taken.', (_vm: VM, lock: PyRLock) => lock.owner !== null],
    __enter__: ['($self, /)', 'Lock the lock.', (vm: VM, lock: PyRLock) => acquireRLock(vm, lock)],
    __exit__: [EXIT, 'Release the lock.', (vm: VM, lock: PyRLock) => releaseRLock(vm, lock)],
    _is_owned: ['($self, /)', null, (vm: VM, lock: PyRLock) => lock.owner === current(vm)],
    _recursion_count: ['($self, /)', null, (vm: VM, lock: PyRLock) => (lock.owner === current(vm) ? lock.count : 0)],
    _acquire_restore: ['($self, state, /)', null, restoreRLock],
    _release_save: [
      '($self, /)',
      null,
      (vm: VM, lock: PyRLock) => {
        checkOwned(vm, lock);
        const state = tuple([lock.count, lock.owner!.ident]);
        letGo(vm, lock);
        return state;
      },
    ],
    _at_fork_reinit: [
      '($self, /)',
      null,
      (_vm: VM, lock: PyRLock) => {
        lock.owner = null;
        lock.count = 0;
        return null;
      },
    ],
    __repr__: [
      '($self, /)',
      'Return repr(self).',
      (vm: VM, lock: PyRLock) => {
        const state = lock.owner === null ? 'unlocked' : 'locked';
        const { qualname } = typeOf(lock);
        const name = typeOf(lock) === RLockType ? '_thread.RLock' : qualname;
        return fromJS(
          `<${state} ${name} object owner=${lock.owner?.ident ?? 0} count=${lock.count} at ${addressText(vm, lock)}>`,
        );
      },
    ],
  },
});

// -- threads ---------------------------------------------------------------------------------------------------------------

const isDone = (t: PyThread): boolean => t.marked || t.state === ThreadState.Done;

defineType(ThreadHandleType, {
  doc: 'A thread.',
  new: [
    '($type)',
    null,
    (vm: VM) => {
      vm.alloc(300);
      return new PyThread(ThreadHandleType.root);
    },
  ],
  methods: {
    join: [
      '($self, timeout=None, /)',
      null,
      (vm: VM, t: PyThread, timeout?: PyValue): R => {
        const patient = timeout === undefined || timeout === null ? -1 : nanoseconds(timeout);
        if (t.state === ThreadState.New) throw raise(RuntimeErrorType, 'thread not started');
        if (isDone(t)) return null;
        if (t === current(vm)) throw raise(RuntimeErrorType, 'Cannot join current thread');
        return vm.lib('thread_join', [t, patient]);
      },
    ],
    is_done: ['($self, /)', null, (_vm: VM, t: PyThread) => isDone(t)],
    _set_done: [
      '($self, /)',
      null,
      (vm: VM, t: PyThread) => {
        if (t.state === ThreadState.New) throw raise(RuntimeErrorType, 'thread not started');
        t.marked = true;
        while (wakeFirst(machine(vm), t) !== null);
        return null;
      },
    ],
    __repr__: ['($self, /)', null, (_vm: VM, t: PyThread) => `<_ThreadHandle object: ident=${t.ident}>`],
  },
  getset: { ident: { get: (_vm: VM, t: PyThread) => t.ident } },
});

function checkCallable(fn: PyValue, message: string): void {
  if (typeOf(fn).lookup('__call__') === undefined) throw typeError(message);
}

function startNew(vm: VM, fn: PyValue, args: PyValue, kwargs?: PyValue): R {
  checkCallable(fn, 'first arg must be callable');
  if (!(args instanceof PyTuple)) throw typeError('2nd arg must be a tuple');
  if (kwargs !== undefined && !(kwargs instanceof PyDict)) throw typeError('optional 3rd arg must be a dictionary');
  const thread = new PyThread(ThreadHandleType.root);
  thread.daemon = true;
  return vm.lib('thread_start', [fn, args, kwargs ?? newDict(), thread]);
}

function startJoinable(vm: VM, fn: PyValue, handle?: PyValue, daemon?: PyValue): R {
  checkCallable(fn, 'thread function must be callable');
  if (handle !== undefined && handle !== null && !(handle instanceof PyThread))
    throw typeError(`'handle' must be a _ThreadHandle`);
  const thread = handle instanceof PyThread ? handle : new PyThread(ThreadHandleType.root);
  if (thread.state !== ThreadState.New) throw raise(RuntimeErrorType, 'thread already started');
  thread.daemon = daemon === undefined || isTrueFast(vm, daemon) !== false;
  return vm.lib('thread_start_joinable', [fn, thread]);
}

/** The thread of this number, or one that is not to be joined. */
function handleOf(vm: VM, ident: PyValue): PyThread {
  const n = Number(intOf(ident) ?? 0);
  current(vm);
  const known = machine(vm).threads.find((t) => t.ident === n);
  if (known !== undefined) return known;
  vm.alloc(300);
  const made = new PyThread(ThreadHandleType.root);
  made.ident = Math.max(0, n);
  made.state = ThreadState.Running;
  return made;
}

const exceptHookArgs = structSequence(
  '_thread._ExceptHookArgs',
  ['exc_type', 'exc_value', 'exc_traceback', 'thread'],
  [],
  true,
);

const startRow: MethodRow = [
  '($module, function, args, kwargs={}, /)',
  'Start a new thread and return its identifier.',
  startNew,
];
const exitRow: MethodRow = [
  '($module, /)',
  'Raise SystemExit: the thread ends.',
  (vm: VM) => {
    throw raise(machine(vm).errorType('SystemExit'));
  },
];
const identRow: MethodRow = ['($module, /)', 'The number of the current thread.', (vm: VM) => current(vm).ident];

defineModule('_thread', {
  functions: {
    allocate_lock: ['($module, /)', 'Create a new lock object.', newLock],
    allocate: ['($module, /)', 'An obsolete synonym of allocate_lock().', newLock],
    start_new_thread: startRow,
    start_new: startRow,
    start_joinable_thread: [
      '($module, /, function, handle=None, daemon=True)',
      'Start a thread that can be joined; its handle.',
      startJoinable,
    ],
    exit: exitRow,
    exit_thread: exitRow,
    get_ident: identRow,
    get_native_id: identRow,
    _get_main_thread_ident: ['($module, /)', null, (vm: VM) => mainThread(machine(vm)).ident],
    _make_thread_handle: ['($module, ident, /)', null, handleOf],
    _count: [
      '($module, /)',
      'How many threads were started and run.',
      (vm: VM) => Math.max(0, machine(vm).threads.length - 1),
    ],
    _is_main_interpreter: ['($module, /)', null, () => true],
    _shutdown: ['($module, /)', 'Wait for all threads but daemons.', (vm: VM) => vm.lib('thread_shutdown', [])],
    daemon_threads_allowed: ['($module, /)', null, () => true],
    interrupt_main: [
      '($module, signum=2, /)',
      'KeyboardInterrupt in the main thread.',
      (vm: VM) => {
        raiseInMain(machine(vm), raise(machine(vm).errorType('KeyboardInterrupt')));
        return null;
      },
    ],
    stack_size: [
      '($module, size=0, /)',
      'The stack size of new threads, which nothing depends on here.',
      (vm: VM, size?: PyValue) => {
        const n = size === undefined ? 0 : Number(intOf(size) ?? Number.NaN);
        if (Number.isNaN(n)) throw typeError('an integer is required');
        if (n < 0) throw valueError('size must be 0 or a positive value');
        if (n > 0 && n < 32768) throw valueError(`size not valid: ${n} bytes`);
        const before = (vm.moduleState.get('stack-size') as number | undefined) ?? 0;
        if (size !== undefined) vm.moduleState.set('stack-size', Math.min(n, Number.MAX_SAFE_INTEGER));
        return before;
      },
    ],
    set_name: ['($module, /, name)', null, () => null],
    _excepthook: [
      '($module, exc_info, /)',
      'Handle uncaught Thread.run() exception.',
      (vm: VM, args: PyValue): R => {
        if (typeOf(args) !== exceptHookArgs)
          throw typeError('_thread._excepthook argument type must be ExceptHookArgs');
        return vm.lib('thread_excepthook', [...(args as PyTuple).items]);
      },
    ],
  },
  constants: () => [['TIMEOUT_MAX', new PyFloat(TIMEOUT_MAX)]],
  values: () => [
    ['error', RuntimeErrorType],
    ['LockType', LockType],
    ['lock', LockType],
    ['RLock', RLockType],
    ['_local', LocalType],
    ['_ThreadHandle', ThreadHandleType],
    ['_ExceptHookArgs', exceptHookArgs],
  ],
});

// -- for library/threads.py ------------------------------------------------------------------------------------------------

defineIntrinsics({
  thread_block: [
    '(on, nanoseconds, /)',
    (vm: VM, on: PyValue, ns: PyValue) =>
      wait(machine(vm), on as Waited | null, Number(floatOf(ns) ?? intOf(ns) ?? -1)),
  ],
  thread_block_outside: [
    '(lock, nanoseconds, pause, /)',
    (vm: VM, lock: PyLock, ns: number, pause: number) => wait(machine(vm), lock, ns, pause),
  ],
  thread_again: ['(/)', (vm: VM) => waitAgain(machine(vm))],
  thread_yield: ['(/)', (vm: VM) => yieldThread(machine(vm))],
  thread_give_up: ['(/)', (vm: VM) => giveUpWaiting(machine(vm))],
  thread_over: ['(/)', (vm: VM) => endThread(machine(vm))],
  thread_begin: [
    '(handle, args, contexts, context, /)',
    (vm: VM, handle: PyThread, args: PyTuple, contexts: PyValue, context: PyValue) => {
      // Its `_current` is the context that runs: each thread has its own.
      if (contexts instanceof PyModule) vm.moduleState.set('context-globals', contexts.dict);
      if (handle.state !== ThreadState.New) throw raise(RuntimeErrorType, 'thread already started');
      startThread(machine(vm), handle, args.items.slice(), context);
      return handle.ident;
    },
  ],
  /** One that is waited for at the end of the program, or None. */
  thread_to_join: [
    '(/)',
    (vm: VM) => machine(vm).threads.find((t, i) => i > 0 && !t.daemon && !t.marked && t !== machine(vm).thread) ?? null,
  ],
  get_thread_ident: ['(/)', (vm: VM) => current(vm).ident],
  import_elsewhere: ['(name, /)', (vm: VM, name: PyValue) => isImportedElsewhere(machine(vm), String(textOf(name)))],
  thread_importing: [
    '(name, /)',
    (vm: VM, name: PyValue) => {
      current(vm).importing = textOf(name) ?? null;
    },
  ],
  rlock_set_count: ['(lock, n, /)', (_vm: VM, lock: PyRLock, n: number) => void (lock.count = n)],
});
