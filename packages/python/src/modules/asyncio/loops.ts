/**
 * asyncio's event loop: putting a callback into the loop's queue, and taking the next one out and calling it, where the loop
 * is the library's own and does not debug. The loop is Python code (library/modules/asyncio.unix_events.py).
 */
import { tuple } from '../../objects/builtin-types.js';
import { defineHalves, type Half } from '../../objects/code.js';
import { PyDeque } from '../../objects/deque.js';
import { PyFunction } from '../../objects/function.js';
import { PyInstance, PyType, type PyValue, type R } from '../../objects/object.js';
import { PyList, PyTuple } from '../../objects/sequence.js';
import type { VM } from '../../objects/vm.js';
import { ClassFacts, field, hasOwn, hasPlainFields, slotPlaces } from '../../types/plain-fields.js';
import { copyContext, type Entered, enterContext, leaveContext } from './contexts.js';

const FIELDS = ['_debug', '_closed', '_ready', '_task_factory'];

/** `call_soon` of loops whose callbacks natives may put into the queue; undefined: of other loops. */
const callSoonOf = new ClassFacts((cls) => {
  const f = cls.lookup('call_soon');
  const debug = cls.lookup('get_debug');
  const isOurs = f instanceof PyFunction && f.code.half === callSoon;
  const tells = debug instanceof PyFunction && debug.code.origin === 'asyncio.base_events';
  return isOurs && tells && hasPlainFields(cls, FIELDS) ? f : undefined;
});

const handlePlaces = new ClassFacts((cls) =>
  cls.finalizes || cls.hasDict
    ? undefined
    : slotPlaces(cls, ['_callback', '_args', '_cancelled', '_loop', '_source_traceback', '_repr', '_context']),
);

/** The loop is the library's, open, and does not debug. */
export function isPlainLoop(v: PyValue | undefined): v is PyInstance {
  return (
    v instanceof PyInstance &&
    callSoonOf.of(v.shape.cls) !== undefined &&
    !hasOwn(v, 'call_soon') &&
    field(v, '_debug') === false &&
    field(v, '_closed') === false &&
    isQueue(field(v, '_ready'))
  );
}

function isQueue(v: PyValue | undefined): v is PyDeque {
  return v instanceof PyDeque && !v.shape.cls.heap && v.maxlen < 0;
}

/** `call_soon` of a plain loop: the handle; undefined, and nothing done: only Python code can. */
export function schedule(
  vm: VM,
  loop: PyInstance,
  callback: PyValue,
  args: PyValue[],
  context: PyValue | undefined,
): PyInstance | undefined {
  const cls = callSoonOf.of(loop.shape.cls)?.globals.getStr('_Handle');
  const at = cls instanceof PyType ? handlePlaces.of(cls) : undefined;
  if (at === undefined) return undefined;
  const runs = context ?? copyContext(vm);
  if (runs === undefined) return undefined;
  vm.charge(20);
  vm.alloc(240 + args.length * 8);
  const handle = new PyInstance((cls as PyType).root);
  const slotted: (PyValue | undefined)[] = new Array((cls as PyType).slotCount).fill(undefined);
  [slotted[at[0]!], slotted[at[1]!], slotted[at[2]!]] = [callback, tuple(args), false];
  [slotted[at[3]!], slotted[at[4]!], slotted[at[5]!], slotted[at[6]!]] = [loop, null, null, runs];
  handle.slotted = slotted;
  (field(loop, '_ready') as PyDeque).push(handle);
  return handle;
}

const callSoon: Half = (vm, _fn, args, kw) => {
  const named = kw === null ? 0 : kw.length;
  const [loop, callback] = args;
  if (args.length - named < 2 || named > 1 || (named === 1 && kw![0] !== 'context')) return undefined;
  if (!isPlainLoop(loop)) return undefined;
  vm.charge(args.length);
  const context = named === 1 ? args[args.length - 1] : undefined;
  return schedule(vm, loop, callback!, args.slice(2, args.length - named), context);
};

defineHalves('asyncio.unix_events', { '_UnixSelectorEventLoop.call_soon': callSoon });
defineHalves('_contextvars', {
  copy_context: (vm, _fn, args) => (args.length === 0 ? copyContext(vm) : undefined),
});

// -- which loop runs -----------------------------------------------------------------------------------------------------------

/** The loop whose callbacks run now, in the thread that runs. */
export interface Running {
  loop: PyValue;
}

export function runningLoop(vm: VM): PyValue {
  return (vm.moduleState.get('event-loop') as Running | undefined)?.loop ?? null;
}

// -- a turn of the loop --------------------------------------------------------------------------------------------------------

/** What a turn is, a list of Python's: the queue, how many callbacks are left, the handle whose callback runs and what its context displaced. */
enum Turn {
  Queue = 0,
  Left = 1,
  Handle = 2,
  Context = 3,
  Before = 4,
  Decimal = 5,
}

function turnOf(v: PyValue): (PyValue | undefined)[] | undefined {
  return v instanceof PyList && v.items.length === 6 ? v.items : undefined;
}

/** The callback that ran last is over: its context is left. */
export function leaveTurn(vm: VM, v: PyValue): null {
  const turn = turnOf(v);
  if (turn === undefined || turn[Turn.Handle] === null) return null;
  const [context, before, decimal] = [turn[Turn.Context]!, turn[Turn.Before]!, turn[Turn.Decimal]!];
  turn[Turn.Handle] = turn[Turn.Context] = turn[Turn.Before] = turn[Turn.Decimal] = null;
  leaveContext(vm, { context, before, decimal });
  return null;
}

/** Calls the next callback, in its context, which is left at the next call or by `leaveTurn`. */
export function runNext(vm: VM, v: PyValue): R {
  const turn = turnOf(v);
  const queue = turn?.[Turn.Queue];
  if (turn === undefined || !isQueue(queue)) return null;
  leaveTurn(vm, v);
  const count = turn[Turn.Left];
  for (let left = typeof count === 'number' ? Math.min(count, queue.length) : 0; left > 0; left--) {
    vm.charge(10);
    turn[Turn.Left] = left - 1;
    const handle = queue.shift();
    const at = handle instanceof PyInstance ? handlePlaces.of(handle.shape.cls) : undefined;
    const slotted = at === undefined ? null : (handle as PyInstance).slotted;
    if (slotted !== null && slotted[at![2]!] === true) continue;
    const args = slotted?.[at![1]!];
    const entered = args instanceof PyTuple && hasOwnRun(handle) ? enterContext(vm, slotted![at![6]!]) : undefined;
    if (entered === undefined) return vm.lib('run_handle', [handle]);
    keepEntered(turn, handle, entered);
    vm.charge((args as PyTuple).items.length);
    return vm.call(slotted![at![0]!] ?? null, (args as PyTuple).items.slice());
  }
  turn[Turn.Left] = 0;
  return null;
}

function keepEntered(turn: (PyValue | undefined)[], handle: PyValue, entered: Entered): void {
  turn[Turn.Handle] = handle;
  turn[Turn.Context] = entered.context;
  turn[Turn.Before] = entered.before;
  turn[Turn.Decimal] = entered.decimal;
}

/** Running it is calling its callback in its context. */
function hasOwnRun(handle: PyValue): boolean {
  const run = (handle as PyInstance).shape.cls.lookup('_run');
  return run instanceof PyFunction && run.code.origin === 'asyncio.events';
}
