/**
 * Native halves of asyncio.Task: making one, its step, and its waking up. A step goes on with the coroutine through the
 * machine (`vm.step`), which says afterwards how that stopped (machine/steps.ts). Whatever is out of the ordinary (another
 * loop, a cancellation, an exception to throw) is left to the Python code of the class, before or after the step.
 */
import { type StepEnd, setStepper } from '../../machine/steps.js';
import { CoroutineType, MethodType, ObjectType, TypeType } from '../../objects/builtin-types.js';
import { defineHalves, type Half } from '../../objects/code.js';
import { PyDict } from '../../objects/dict.js';
import type { PyException } from '../../objects/exception.js';
import { ExceptionType, StopIterationType } from '../../objects/exception-types.js';
import { PyBuiltin, PyFunction, PyMethod, PyModule } from '../../objects/function.js';
import { GenState, PyGenerator } from '../../objects/generator.js';
import { idOf } from '../../objects/identity.js';
import { PyTool } from '../../objects/itertools.js';
import { PyInstance, PyType, type PyValue, type R } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';
import { ReferenceType } from '../../objects/weakref.js';
import { setOwnAttribute } from '../../protocols/attributes.js';
import { nextStep } from '../../protocols/iterate.js';
import { ABSENT, findKey, NEEDS_PYTHON, setKey } from '../../protocols/mapping.js';
import { FINISHED, isPlainFuture, PENDING } from '../../types/future-iter.js';
import { field, hasOwn } from '../../types/plain-fields.js';
import { refer } from '../../types/weakref.js';
import { copyContext } from './contexts.js';
import {
  addCallback,
  awaitedBy,
  awaitedNoMore,
  beginFuture,
  finish,
  finishWithException,
  isFuturesOwn,
} from './futures.js';
import { isPlainLoop, runningLoop, schedule } from './loops.js';

const STEP = '_Task__step';
const WAKEUP = '_Task__wakeup';

/** A private method of the class Task, by which its module is found too. */
function methodOf(task: PyInstance, name: string): PyFunction | undefined {
  const f = task.shape.cls.lookup(name);
  return f instanceof PyFunction && f.code.origin === 'asyncio.tasks' ? f : undefined;
}

const bound = (vm: VM, fn: PyFunction, self: PyValue): PyMethod => {
  vm.alloc(32);
  return new PyMethod(MethodType.root, fn, self);
};

function isCoroutine(v: PyValue | undefined): v is PyGenerator {
  return v instanceof PyGenerator && v.shape.cls === CoroutineType;
}

// -- the tables of tasks.py ------------------------------------------------------------------------------------------------------

function tableOf(fn: PyFunction): PyDict | undefined {
  const d = fn.globals.getStr('_current_tasks');
  return d instanceof PyDict && !d.shape.cls.heap ? d : undefined;
}

/** `references` of the set of scheduled tasks (library/modules/asyncio._later.py): from an id to a weak reference. */
function scheduledOf(fn: PyFunction): PyDict | undefined {
  const set = fn.globals.getStr('_scheduled_tasks');
  const d = set instanceof PyInstance ? field(set, 'references') : undefined;
  return d instanceof PyDict && !d.shape.cls.heap ? d : undefined;
}

/** The task is known until it is done; false: nothing was done. */
function register(vm: VM, fn: PyFunction, task: PyInstance): boolean {
  const references = scheduledOf(fn);
  const most = fn.globals.getStr('_scheduled_tasks') as PyInstance;
  const limit = references === undefined ? undefined : field(most, 'most');
  // Once in a while the Python code looks which of them are gone.
  if (references === undefined || typeof limit !== 'number' || references.size >= limit) return false;
  return setKey(vm, references, idOf(vm, task), refer(vm, ReferenceType, task, null));
}

function unregister(vm: VM, fn: PyFunction, task: PyInstance): void {
  const references = scheduledOf(fn);
  const at = references === undefined ? -1 : findKey(vm, references, idOf(vm, task));
  if (at >= 0) references!.removeAt(vm, at);
}

/** The name of the next task; undefined where only Python code can make it. */
function nextName(vm: VM, fn: PyFunction): string | undefined {
  const counter = fn.globals.getStr('_task_name_counter');
  const numbers = counter instanceof PyBuiltin && counter.def.name === '__next__' ? counter.self : undefined;
  if (!(numbers instanceof PyTool) || numbers.shape.cls.heap) return undefined;
  const n = nextStep(vm, numbers);
  return typeof n === 'number' ? `Task-${n}` : undefined;
}

// -- making one ------------------------------------------------------------------------------------------------------------------

/** Arguments of Task() by their names. */
type Given = ReadonlyMap<string, PyValue>;

const MAKES = new Set(['loop', 'name', 'context', 'eager_start']);

function begin(vm: VM, task: PyInstance, coro: PyGenerator, given: Given): boolean {
  const loop = given.get('loop');
  const name = given.get('name') ?? null;
  const context = given.get('context') ?? null;
  const fn = methodOf(task, STEP);
  if (fn === undefined || !isPlainLoop(loop) || !(name === null || typeof name === 'string')) return false;
  if ((given.get('eager_start') ?? false) !== false) return false;
  const runs = context ?? copyContext(vm);
  if (runs === undefined || !register(vm, fn, task)) return false;
  const called = name ?? nextName(vm, fn);
  if (called === undefined) return false;
  vm.charge(40);
  beginFuture(vm, task, loop);
  setOwnAttribute(vm, task, '_name', called);
  setOwnAttribute(vm, task, '_num_cancels_requested', 0);
  setOwnAttribute(vm, task, '_must_cancel', false);
  setOwnAttribute(vm, task, '_fut_waiter', null);
  setOwnAttribute(vm, task, '_coro', coro);
  setOwnAttribute(vm, task, '_context', runs);
  return schedule(vm, loop, bound(vm, fn, task), [], runs) !== undefined;
}

/** Task(coro, *, loop, name, context, eager_start) */
const init: Half = (vm, _fn, args, kw) => {
  const [task, coro] = args;
  if (kw === null || args.length !== kw.length + 2 || !kw.every((name) => MAKES.has(name))) return undefined;
  if (!isPlainFuture(task) || !isCoroutine(coro)) return undefined;
  return begin(vm, task, coro, new Map(kw.map((name, i) => [name, args[i + 2]!]))) ? null : undefined;
};

/** A task of the class itself, made at once. */
function makeTask(
  vm: VM,
  cls: PyValue | undefined,
  loop: PyValue | undefined,
  coro: PyValue | undefined,
): R | undefined {
  if (!(cls instanceof PyType) || !isPlainLoop(loop) || !isCoroutine(coro)) return undefined;
  const start = cls.lookup('__init__');
  if (!(start instanceof PyFunction) || start.code.half !== init || cls.layout !== 'object') return undefined;
  if (cls.shape.cls !== TypeType || cls.lookup('__new__') !== ObjectType.lookup('__new__')) return undefined;
  vm.alloc(64);
  const task = new PyInstance(cls.root);
  if (!isPlainFuture(task) || !begin(vm, task, coro, new Map([['loop', loop]]))) return undefined;
  if (cls.finalizes) vm.finalization.add(task);
  return task;
}

/** loop.create_task(coro) */
const createTask: Half = (vm, fn, args, kw) => {
  const [loop, coro] = args;
  if (kw !== null || args.length !== 2 || !isPlainLoop(loop) || field(loop, '_task_factory') !== null) return undefined;
  const tasks = fn.globals.getStr('tasks');
  return makeTask(vm, tasks instanceof PyModule ? tasks.dict.getStr('Task') : undefined, loop, coro);
};

/** `create_task` of a loop where it is createTask above. */
function createBy(vm: VM, loop: PyValue | undefined, coro: PyValue): R | undefined {
  const create = isPlainLoop(loop) && !hasOwn(loop, 'create_task') ? loop.shape.cls.lookup('create_task') : undefined;
  if (!(create instanceof PyFunction) || create.code.half !== createTask) return undefined;
  return createTask(vm, create, [loop!, coro], null);
}

const ensureFuture: Half = (vm, _fn, args, kw) => {
  const [coro, given] = args;
  if (!isCoroutine(coro) || args.length !== (kw?.length ?? 0) + 1 || (kw !== null && kw[0] !== 'loop'))
    return undefined;
  return createBy(vm, given ?? runningLoop(vm), coro);
};

const createInRunning: Half = (vm, _fn, args, kw) =>
  kw === null && args.length === 1 ? createBy(vm, runningLoop(vm), args[0]!) : undefined;

// -- a step ----------------------------------------------------------------------------------------------------------------------

/** The task runs from now on; false: another one does, or only Python code can tell. */
function enter(vm: VM, fn: PyFunction, loop: PyInstance, task: PyInstance): boolean {
  const table = tableOf(fn);
  return table !== undefined && findKey(vm, table, loop) === ABSENT && setKey(vm, table, loop, task);
}

/** It runs no longer; false, and nothing done: it did not. */
function leave(vm: VM, fn: PyFunction, loop: PyInstance, task: PyInstance): boolean {
  const table = tableOf(fn);
  const at = table === undefined ? ABSENT : findKey(vm, table, loop);
  if (at < 0 || table!.vals[at] !== task) return false;
  table!.removeAt(vm, at);
  return true;
}

function runs(vm: VM, fn: PyFunction, loop: PyInstance, task: PyInstance): boolean {
  const table = tableOf(fn);
  const at = table === undefined ? ABSENT : findKey(vm, table, loop);
  return at >= 0 && table!.vals[at] === task;
}

/** Go on with the coroutine of a task that waits for nothing more. */
function step(vm: VM, task: PyInstance): R | undefined {
  const fn = methodOf(task, STEP);
  const loop = field(task, '_loop');
  const coro = field(task, '_coro');
  if (fn === undefined || !isPlainLoop(loop) || !isCoroutine(coro) || vm.depth >= vm.recursionLimit) return undefined;
  if (field(task, '_state') !== PENDING || field(task, '_must_cancel') !== false) return undefined;
  if (coro.state !== GenState.Suspended && coro.state !== GenState.Created) return undefined;
  vm.charge(30);
  if (!enter(vm, fn, loop, task)) return undefined;
  setOwnAttribute(vm, task, '_fut_waiter', null);
  return vm.step(task, coro);
}

/** Natively, where everything is plain; false, and nothing done, where it is not. */
function ended(vm: VM, task: PyInstance, how: StepEnd, value: PyValue): boolean {
  const fn = methodOf(task, STEP);
  const loop = field(task, '_loop');
  if (fn === undefined || !isPlainLoop(loop) || field(task, '_must_cancel') !== false) return false;
  if (!runs(vm, fn, loop, task)) return false;
  if (how === 'yielded') {
    if (!handedOut(vm, fn, loop, task, value)) return false;
  } else {
    if (how === 'returned' ? !finish(vm, task, [['_result', value]]) : !failed(vm, task, value)) return false;
    unregister(vm, fn, task);
  }
  return leave(vm, fn, loop, task);
}

function failed(vm: VM, task: PyInstance, exc: PyValue): boolean {
  const cls = (exc as PyException).shape.cls;
  return cls.isSubtypeOf(ExceptionType) && !cls.isSubtypeOf(StopIterationType) && finishWithException(vm, task, exc);
}

/** The coroutine waits: for its next turn, or for a future. */
function handedOut(vm: VM, fn: PyFunction, loop: PyInstance, task: PyInstance, value: PyValue): boolean {
  const context = field(task, '_context');
  if (context === undefined) return false;
  if (value === null) return schedule(vm, loop, bound(vm, fn, task), [], context) !== undefined;
  if (!isPlainFuture(value) || value === task || field(value, '_loop') !== loop) return false;
  if (field(value, '_asyncio_future_blocking') !== true || field(value, '_state') !== PENDING) return false;
  const wakeup = methodOf(task, WAKEUP);
  if (wakeup === undefined || !isFuturesOwn(value, 'add_done_callback')) return false;
  if (!awaitedBy(vm, value, task) || !addCallback(vm, value, bound(vm, wakeup, task), context)) return false;
  setOwnAttribute(vm, value, '_asyncio_future_blocking', false);
  setOwnAttribute(vm, task, '_fut_waiter', value);
  return true;
}

setStepper((vm, task, how, value) => {
  if (isPlainFuture(task) && ended(vm, task, how, value)) return null;
  return vm.lib('task_step_ended', [task, how, value]);
});

const stepHalf: Half = (vm, _fn, args, kw) =>
  kw === null && args.length === 1 && isPlainFuture(args[0]) ? step(vm, args[0]) : undefined;

/** What the task waited for is done. */
const wakeup: Half = (vm, _fn, args, kw) => {
  const [task, future] = args;
  if (kw !== null || args.length !== 2 || !isPlainFuture(task) || !isPlainFuture(future)) return undefined;
  if (field(future, '_state') !== FINISHED || field(future, '_exception') !== null) return undefined;
  const next = task.shape.cls.lookup(STEP);
  if (!isFuturesOwn(future, 'result') || !(next instanceof PyFunction) || next.code.half !== stepHalf) return undefined;
  if (!awaitedNoMore(vm, future, task)) return undefined;
  setOwnAttribute(vm, future, '_Future__log_traceback', false);
  return step(vm, task);
};

const currentTask: Half = (vm, fn, args, kw) => {
  const loop = kw === null && args.length < 2 ? (args[0] ?? runningLoop(vm)) : null;
  const table = tableOf(fn);
  if (loop === null || table === undefined) return undefined;
  const at = isPlainLoop(loop) ? findKey(vm, table, loop) : NEEDS_PYTHON;
  return at === NEEDS_PYTHON ? undefined : at === ABSENT ? null : table.vals[at];
};

defineHalves('asyncio.tasks', {
  'Task.__init__': init,
  'Task.__step': stepHalf,
  'Task.__wakeup': wakeup,
  current_task: currentTask,
  ensure_future: ensureFuture,
  create_task: createInRunning,
});
defineHalves('asyncio.base_events', { 'BaseEventLoop.create_task': createTask });
