/**
 * Threads: one of them runs at a time, and another one goes on where this one waits or, at an instruction that ticks, when
 * it has spent a quantum of fuel. So the same program switches at the same instructions everywhere. Library code is not
 * switched away from (its natives' equivalents in CPython are not, either), but where it waits itself.
 *
 * A machine has no threads before a second one is started, or one waits; what is here costs nothing until then. Locks are
 * handed to who waits longest. Where all wait, one that waits for the outside (the host, sockets) does so for all, or else the
 * main thread sleeps for them until the first time that one waits for; where time does not pass by itself, it jumps. Where they wait for ever, what nobody holds is finalized, in case that
 * wakes somebody; if it does not, the main thread gets a RuntimeError.
 */
import type { PyDict } from '../objects/dict.js';
import type { PyRaise } from '../objects/errors.js';
import { newException, RuntimeErrorType, raise } from '../objects/exception-types.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import type { PyFunction } from '../objects/function.js';
import { DELEGATE, type Delegate, type PyValue } from '../objects/object.js';
import { PyThread, ThreadHandleType, ThreadState, type Waited } from '../objects/thread.js';
import { bindFunction, deliver } from './calls.js';
import { canFinalize, finalizeBefore } from './finalizing.js';
import { importDecisions } from './import-decisions.js';
import type { Machine } from './machine.js';

/** Fuel that a thread spends before another one goes on. */
export const QUANTUM = 10_000;
/** Threads at once, the main one with them. */
export const MAX_THREADS = 1000;
/** Bytes of a thread, besides its frames. */
const THREAD = 2000;

const NEVER = Number.POSITIVE_INFINITY;
/** What waiting came to for the main thread that is to look for what is dead, and then waits anew. */
const COLLECT = -1;

// -- time ------------------------------------------------------------------------------------------------------------------

/** Nanoseconds; where there is no clock, those that were slept. */
export function threadTime(m: Machine): number {
  return Number(m.powers.clock?.monotonic() ?? 0n) + m.skippedTime;
}

/** Whether waiting is the system's, which takes its time. */
function timePasses(m: Machine): boolean {
  const { clock, system } = m.powers;
  return system !== undefined && clock !== undefined && clock.sleep === undefined;
}

function skipTime(m: Machine, nanoseconds: number): void {
  const end = threadTime(m) + Math.ceil(nanoseconds);
  m.powers.clock?.sleep?.(BigInt(Math.ceil(nanoseconds)));
  // There is none, or it stands still.
  m.skippedTime += Math.max(0, end - threadTime(m));
}

// -- which thread runs -----------------------------------------------------------------------------------------------------

/** The thread that runs. */
export function currentThread(m: Machine): PyThread {
  if (m.thread === null) {
    const main = new PyThread(ThreadHandleType.root);
    main.ident = ++m.threadsMade;
    main.state = ThreadState.Running;
    main.imports = [...importDecisions(m).loading.keys()];
    m.threads.push(main);
    m.thread = main;
  }
  return m.thread;
}

export function mainThread(m: Machine): PyThread {
  currentThread(m);
  return m.threads[0]!;
}

/** When it goes on though nobody woke it. */
function wakes(t: PyThread): number {
  return Math.min(t.until, t.looks);
}

/** From now on the running thread has a quantum, if there is another that could go on. */
function beginQuantum(m: Machine): void {
  const others = m.ready.length > 0 || m.threads.some((t) => t.waiting && wakes(t) !== NEVER);
  m.switchAfter(others ? QUANTUM : NEVER);
}

/** It goes on when its turn comes, with this as what its waiting came to. */
function goOn(m: Machine, t: PyThread, result: PyValue): void {
  endWait(t);
  t.result = result;
  m.ready.push(t);
  if (m.switchAt === NEVER) m.switchAfter(QUANTUM);
}

function endWait(t: PyThread): void {
  t.waiting = false;
  t.until = NEVER;
  t.looks = NEVER;
  t.on = null;
}

function leaveQueue(m: Machine, t: PyThread): void {
  if (t.on === null) return;
  const { waiters } = t.on;
  m.charge(waiters.length);
  waiters.splice(waiters.indexOf(t), 1);
}

/** Who waited for a time that has come goes on. */
function wakeSleepers(m: Machine): void {
  m.charge(1 + (m.threads.length >> 3));
  const timed = m.threads.filter((t) => t.waiting && wakes(t) !== NEVER);
  if (timed.length === 0) return;
  const now = threadTime(m);
  const due = timed.filter((t) => wakes(t) <= now).sort((a, b) => wakes(a) - wakes(b));
  for (const t of due) {
    leaveQueue(m, t);
    goOn(m, t, false);
  }
}

/** State that modules keep of what runs. */
interface Modules {
  'event-loop'?: { loop: PyValue };
  decimal?: { current: PyValue };
  'context-globals'?: PyDict;
}
function stateOf<K extends keyof Modules>(m: Machine, key: K): Modules[K] {
  return m.moduleState.get(key) as Modules[K];
}

function setAside(m: Machine, t: PyThread, frame: PyFrame, ret: Ret): void {
  t.frame = frame;
  t.ret = ret;
  t.result = null;
  t.handled = m.handled;
  t.depth = m.depth;
  t.deepest = m.deepest;
  t.reprs = m.reprs;
  t.announced = m.announced;
  t.context = stateOf(m, 'context-globals')?.getStr('_current') ?? null;
  t.loop = stateOf(m, 'event-loop')?.loop ?? null;
  t.decimal = stateOf(m, 'decimal')?.current ?? null;
}

/** This thread runs from now on: the frame to go on with. */
function enter(m: Machine, t: PyThread): PyFrame {
  const frame = t.frame!;
  m.thread = t;
  m.handled = t.handled;
  m.depth = t.depth;
  m.deepest = t.deepest;
  m.reprs = t.reprs;
  m.announced = t.announced;
  if (t.context !== null) stateOf(m, 'context-globals')?.setStr('_current', t.context);
  const loop = stateOf(m, 'event-loop');
  if (loop !== undefined) loop.loop = t.loop;
  const decimal = stateOf(m, 'decimal');
  if (decimal !== undefined) decimal.current = t.decimal;
  t.frame = null;
  t.handled = null;
  t.reprs = [];
  t.context = null;
  t.loop = null;
  t.decimal = null;
  if (t.raises !== null) {
    m.pendingRaise = m.chain(t.raises);
    t.raises = null;
  } else deliver(frame, t.ret, t.result);
  t.result = null;
  beginQuantum(m);
  return frame;
}

/**
 * The next thread: the frame to go on with. Where all wait, one that waits for the outside hears how long it may (-1: for
 * ever), or the main thread sleeps, or hears that it does so for ever.
 */
function next(m: Machine): PyFrame {
  wakeSleepers(m);
  const main = mainThread(m);
  const t = m.ready.shift();
  if (t !== undefined) {
    if (t !== main) main.collected = false;
    return enter(m, t);
  }
  const outside = m.threads.find((t) => t.looks !== NEVER) ?? null;
  let until = outside?.until ?? NEVER;
  for (const other of m.threads) if (other !== outside) until = Math.min(until, wakes(other));
  if (outside !== null) {
    outside.result = until === NEVER ? -1 : Math.max(1, Math.ceil(until - threadTime(m)));
    return enter(m, outside);
  }
  if (until === NEVER && !main.collected) {
    main.collected = true;
    main.result = COLLECT;
    return enter(m, main);
  }
  if (until === NEVER) {
    const alone = m.threads.length === 1;
    const text = alone
      ? 'deadlock: the only thread waits for what nobody does'
      : `deadlock: all ${m.threads.length} threads wait for each other`;
    interrupt(m, main, newException(RuntimeErrorType, [text]));
    m.ready.splice(m.ready.indexOf(main), 1);
    return enter(m, main);
  }
  const left = Math.max(1, Math.ceil(until - threadTime(m)));
  if (!timePasses(m)) {
    skipTime(m, left);
    return next(m);
  }
  // It still waits: `thread_again` comes next.
  main.result = left;
  return enter(m, main);
}

/** What it waits for is given up, and it raises this instead. */
function interrupt(m: Machine, t: PyThread, exc: PyRaise['exc']): void {
  t.raises = exc;
  if (!t.waiting) return;
  leaveQueue(m, t);
  goOn(m, t, null);
}

// -- what the machine calls ------------------------------------------------------------------------------------------------

/** A slice of fuel is over, and `frame` stands before an instruction: the frame to go on with; null: the run stops here. */
export function betweenSlices(m: Machine, frame: PyFrame): PyFrame | null {
  if (canFinalize(m)) return finalizeBefore(m, frame);
  if (m.switching && !frame.code.f.hidden) {
    const next = switchBefore(m, frame);
    if (next !== frame) return next;
  }
  if (!m.stopping) return frame;
  m.stopAtSlice(frame);
  return null;
}

/** The quantum is spent. */
function switchBefore(m: Machine, frame: PyFrame): PyFrame {
  m.switching = false;
  wakeSleepers(m);
  const t = m.ready.shift();
  if (t === undefined) {
    beginQuantum(m);
    return frame;
  }
  setAside(m, m.thread!, frame, Ret.Discard);
  m.ready.push(m.thread!);
  return enter(m, t);
}

/** The running thread waits or is over; `frame` gets what comes of it as `ret` says. */
export function switchFrom(m: Machine, frame: PyFrame, ret: Ret): PyFrame {
  const t = currentThread(m);
  if (t.state === ThreadState.Done) frame.leave();
  else setAside(m, t, frame, ret);
  return next(m);
}

/** KeyboardInterrupt is the main thread's. */
export function raiseInMain(m: Machine, exc: PyRaise): void {
  const [main] = m.threads;
  if (main === undefined || m.thread === main) throw exc;
  interrupt(m, main, exc.exc);
}

// -- what the library does -------------------------------------------------------------------------------------------------

function leave(m: Machine): Delegate {
  m.pendingKind = 'switch';
  m.pendingFn = null;
  m.pendingArgs = [];
  return DELEGATE;
}

/** Whether waiting makes sense: while a debugger looks at something, the program's threads stand still. */
function checkRunning(m: Machine): void {
  if (m.moduleState.has('aside')) throw raise(RuntimeErrorType, 'threads do not run while an expression is looked at');
}

/**
 * Waits for something, or for time alone; -1 nanoseconds: for ever. The value of the call: true if it came, false if the
 * time is over, an int for the main thread that is to sleep so long for all of them and then goes on by `waitAgain`; -1:
 * before all wait for ever, it is to give up waiting, look for what is dead, and wait again.
 *
 * `pause`: it waits for the outside as well, where it looks after so many nanoseconds (false) if others run until then; an
 * int: nobody runs, and it is to give up waiting for anything else, and wait outside for so long, -1: for ever.
 */
export function wait(m: Machine, on: Waited | null, nanoseconds: number, pause = NEVER): Delegate {
  checkRunning(m);
  const t = currentThread(m);
  t.waiting = true;
  t.until = nanoseconds < 0 ? NEVER : threadTime(m) + nanoseconds;
  t.looks = pause === NEVER ? NEVER : threadTime(m) + pause;
  t.on = on;
  if (on !== null) {
    m.alloc(16);
    on.waiters.push(t);
  }
  return leave(m);
}

export function waitAgain(m: Machine): Delegate {
  return leave(m);
}

/** Time that does not pass by itself goes forward. */
export function jump(m: Machine, nanoseconds: number): void {
  if (!timePasses(m)) skipTime(m, nanoseconds);
}

/** An exception ended the sleep, or something else is waited for. */
export function giveUpWaiting(m: Machine): void {
  const t = currentThread(m);
  if (!t.waiting) return;
  leaveQueue(m, t);
  endWait(t);
}

/** The others first. */
export function yieldThread(m: Machine): Delegate {
  checkRunning(m);
  const t = currentThread(m);
  goOn(m, t, true);
  return leave(m);
}

/** The one of `on.waiters` that waits longest goes on: it has what it waited for. */
export function wakeFirst(m: Machine, on: Waited): PyThread | null {
  const t = on.waiters.shift();
  if (t === undefined) return null;
  m.charge(1 + (on.waiters.length >> 3));
  goOn(m, t, true);
  return t;
}

/** Starts a thread that runs `thread_main` of the library. */
export function startThread(m: Machine, t: PyThread, args: PyValue[], context: PyValue): void {
  checkRunning(m);
  currentThread(m);
  if (m.threads.length >= MAX_THREADS) throw raise(RuntimeErrorType, "can't start new thread");
  m.alloc(THREAD);
  const { depth, deepest } = m;
  m.depth = 0;
  m.deepest = 0;
  try {
    t.frame = bindFunction(m, m.libFunction('thread_main') as PyFunction, args, null);
    t.frame.ret = Ret.Exit;
    t.depth = m.depth;
    t.deepest = m.deepest;
  } finally {
    m.depth = depth;
    m.deepest = deepest;
  }
  t.ident = ++m.threadsMade;
  t.state = ThreadState.Running;
  t.context = context;
  m.threads.push(t);
  goOn(m, t, null);
}

/** The running thread is over. */
export function endThread(m: Machine): Delegate {
  const t = m.thread!;
  t.state = ThreadState.Done;
  m.charge(m.threads.length);
  m.threads.splice(m.threads.indexOf(t), 1);
  while (wakeFirst(m, t) !== null);
  return leave(m);
}

// -- imports ---------------------------------------------------------------------------------------------------------------

/** The running thread begins to load a module, or has done so. */
export function noteImport(m: Machine, name: string, begins: boolean): void {
  const imports = m.thread?.imports;
  if (begins) imports?.push(name);
  else if (imports?.includes(name)) imports.splice(imports.lastIndexOf(name), 1);
}

/** Whether another thread loads this module, so that it is waited for: unless that one waits for this one. */
export function isImportedElsewhere(m: Machine, name: string): boolean {
  if (m.threads.length < 2) return false;
  m.charge(m.threads.length);
  const loader = (of: string) => m.threads.find((t) => t.imports.includes(of));
  let other = loader(name);
  for (let n = 0; other !== undefined && n < m.threads.length; n++) {
    if (other === m.thread) return false;
    if (other.importing === null) return true;
    other = loader(other.importing);
  }
  return other !== undefined;
}
