/**
 * Leaving frames: returns, yields and exceptions (Language reference 4.3 "Exceptions").
 *
 * Exceptions are found a handler by the exception tables; each frame that one passes gets a traceback entry, except the
 * hidden ones of `library/`. StopIteration that reaches a FOR_ITER or SEND is the end of that loop.
 */

import { Op } from '../compiler/opcodes.js';
import { AsyncGeneratorType, NotImplemented, TracebackType, typeOf } from '../objects/builtin-types.js';
import { PyRaise } from '../objects/errors.js';
import { type PyException, PyTraceback } from '../objects/exception.js';
import { raise, StopAsyncIterationType, StopIterationType, typeError } from '../objects/exception-types.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import { PyFunction } from '../objects/function.js';
import { GenState, PyAsyncGenWrapped } from '../objects/generator.js';
import { DELEGATE, type PyType, type PyValue } from '../objects/object.js';
import type { PyList, PyTuple } from '../objects/sequence.js';
import { endAsend, type PyAsyncGenASend } from '../types/async-generator.js';
import { bindFunction, deliver, isObjectInit, kwDict, perform, posTuple } from './calls.js';
import type { Machine } from './machine.js';
import { afterNotImplemented } from './operator-ops.js';
import { checked } from './special-ops.js';
import { type StepEnd, stepEnded } from './steps.js';

/** Deliver a returned value to the frame below; null: the run has ended (value in `m.result`) . */
export function returnFrom(m: Machine, frame: PyFrame, value: PyValue): PyFrame | null {
  const back = frame.back;
  const gen = frame.gen;
  m.depth--;
  frame.leave();
  if (gen !== null) {
    gen.state = GenState.Closed;
    if (gen.seat >= 0) m.finalization.leave(gen);
    gen.handled = null;
    m.handled = frame.base;
    gen.frame = null;
    return generatorReturned(m, frame, back, value);
  }
  if (back === null || frame.ret === Ret.Exit) {
    m.result = value;
    m.frame = null;
    return null;
  }
  switch (frame.ret) {
    case Ret.Discard:
      break;
    case Ret.Init:
      if (value !== null) {
        return handle(
          m,
          back,
          m.chain(typeError(`__init__() should return None, not '${typeOf(value).name}'`).exc),
          false,
        );
      }
      deliver(back, frame.initRet, frame.instance);
      break;
    case Ret.New:
      return constructed(m, frame, back, value);
    case Ret.Checked:
      return specialReturned(m, frame, back, value);
    case Ret.Binary:
    case Ret.Compare:
      if (value === NotImplemented) return notImplemented(m, back, frame.ret);
      deliver(back, Ret.Push, value);
      break;
    default:
      deliver(back, frame.ret, value);
  }
  return back;
}

/** What `__new__` gave, `initRet` says how it is delivered: `__init__` follows if it is an instance of the class. */
function constructed(m: Machine, frame: PyFrame, back: PyFrame, value: PyValue): PyFrame | null {
  const [cls, given, names] = (frame.instance as PyTuple).items as [PyType, PyTuple, PyTuple | null];
  const { initRet } = frame;
  const got = typeOf(value);
  const init = got === cls || got.isSubtypeOf(cls) ? got.lookup('__init__') : undefined;
  if (init === undefined || isObjectInit(m, init)) {
    deliver(back, initRet, value);
    return back;
  }
  const kw = names === null ? null : (names.items as string[]);
  m.frame = back;
  try {
    if (init instanceof PyFunction) {
      const next = bindFunction(m, init, [value, ...given.items], kw);
      next.back = back;
      next.base = m.handled;
      next.ret = Ret.Init;
      next.initRet = initRet;
      next.instance = value;
      return next;
    }
    const args = given.items;
    m.lib('init_instance', [value, posTuple(args, kw), kwDict(args, kw)]);
    return perform(m, back, initRet);
  } catch (e) {
    return handle(m, back, m.toException(e), true);
  }
}

function specialReturned(m: Machine, frame: PyFrame, back: PyFrame, value: PyValue): PyFrame | null {
  m.frame = back;
  try {
    return checked(m, frame, back, value);
  } catch (e) {
    return handle(m, back, m.toException(e), true);
  }
}

function notImplemented(m: Machine, back: PyFrame, ret: Ret): PyFrame | null {
  m.frame = back;
  try {
    const r = afterNotImplemented(m, back, ret);
    if (r === DELEGATE) return perform(m, back, Ret.Push);
    deliver(back, Ret.Push, r as PyValue);
    return back;
  } catch (e) {
    return handle(m, back, m.toException(e), true);
  }
}

/** A generator's frame came to its end: what that means depends on who entered it. */
function generatorReturned(m: Machine, frame: PyFrame, back: PyFrame | null, value: PyValue): PyFrame | null {
  if (back === null || frame.ret === Ret.Exit) {
    m.result = value;
    m.frame = null;
    return null;
  }
  const w = back.code.f.instrs[back.pc - 1]!;
  if (frame.ret === Ret.ForIter) {
    back.sp--;
    back.pc = w >>> 8;
    return back;
  }
  if (frame.ret === Ret.Collect) {
    back.stack[back.sp++] = frame.instance;
    frame.instance = null;
    return back;
  }
  if (frame.ret === Ret.Send) {
    back.stack[back.sp++] = value;
    back.pc = w >>> 8;
    return back;
  }
  if (frame.ret === Ret.Step) return endStep(m, frame, back, 'returned', value);
  const isAsync = frame.gen!.shape.cls === AsyncGeneratorType;
  if (frame.ret === Ret.Asend) asendRaised(back, true);
  const exc = isAsync ? raise(StopAsyncIterationType).exc : stopIteration(value);
  m.frame = back;
  return handle(m, back, m.chain(exc), false);
}

/** StopIteration with the value that a generator returned. */
function stopIteration(value: PyValue): PyException {
  if (value === null) return raise(StopIterationType).exc;
  const exc = raise(StopIterationType, value).exc;
  exc.fields = new Map([['value', value]]);
  return exc;
}

/** Values of a generator that are collected at once; then who collects them has a look. */
const MOST_COLLECTED = 4096;

/** YIELD_VALUE where the values are collected; false: they are enough for now. */
export function keepCollecting(m: Machine, frame: PyFrame, value: PyValue): boolean {
  m.alloc(16);
  const { items } = frame.instance as PyList;
  items.push(value);
  return items.length < MOST_COLLECTED;
}

/** YIELD_VALUE: the frame stands still and the value goes to whoever entered it. */
export function yieldFrom(m: Machine, frame: PyFrame, value: PyValue): PyFrame | null {
  const gen = frame.gen!;
  const back = frame.back;
  m.handled = frame.base;
  gen.state = GenState.Suspended;
  m.depth--;
  frame.back = null;
  if (back === null || frame.ret === Ret.Exit) {
    m.result = value;
    m.frame = null;
    return null;
  }
  if (frame.ret === Ret.Asend) asendYielded(back, value);
  else if (frame.ret === Ret.Step) return endStep(m, frame, back, 'yielded', value);
  else deliver(back, frame.ret, value);
  return back;
}

/**
 * Find the handler of an exception raised at `frame`'s running instruction. Answers the frame to go on in, or null when
 * the exception leaves the lowest frame (it is then in `m.uncaught`). `fresh`: raised now, not passed on from a callee.
 */
export function handle(m: Machine, frame: PyFrame, exc: PyException, fresh: boolean): PyFrame | null {
  let f: PyFrame = frame;
  if (fresh && !m.reraising) m.chain(exc);
  let skipEntry = m.reraising;
  let raisedAt = m.raisedAt;
  m.raisedAt = -1;
  m.reraising = false;
  for (;;) {
    m.charge(1);
    const pc = f.pc - 1;
    const w = pc >= 0 ? f.code.f.instrs[pc]! : 0;
    const op = w & 255;
    if (op === Op.FOR_ITER && exc.shape.cls.isSubtypeOf(StopIterationType)) {
      f.sp = handlerDepthOfIter(f);
      f.pc = w >>> 8;
      m.handledFrame(f);
      return f;
    }
    if (op === Op.SEND && exc.shape.cls.isSubtypeOf(StopIterationType) && !skipEntry) {
      f.stack[f.sp++] = m.stopValue(exc);
      f.pc = w >>> 8;
      m.handledFrame(f);
      return f;
    }
    if (m.debug?.stopsAtRaise(f, exc, fresh && f === frame && !skipEntry, skipEntry)) {
      // This step is taken, and paid for, when the machine goes on.
      m.fuel++;
      m.reraising = skipEntry;
      m.raisedAt = raisedAt;
      return null;
    }
    if (!skipEntry && !f.code.f.hidden) addTraceback(m, f, exc);
    skipEntry = false;
    const handlers = f.code.f.handlers;
    for (let i = 0; i < handlers.length; i++) {
      const h = handlers[i]!;
      if (pc < h.start || pc >= h.end) continue;
      let sp = f.code.nregs + h.depth;
      if (h.lasti) f.stack[sp++] = pc;
      f.stack[sp++] = exc;
      f.sp = sp;
      f.pc = h.target;
      m.handledFrame(f);
      return f;
    }
    if (raisedAt >= 0) f.pc = raisedAt + 1;
    raisedAt = -1;
    const back = f.back;
    m.depth--;
    if (!f.code.f.hidden) f.show();
    f.leave();
    const gen = f.gen;
    if (gen !== null) {
      gen.state = GenState.Closed;
      if (gen.seat >= 0) m.finalization.leave(gen);
      gen.handled = null;
      gen.frame = null;
    }
    m.handled = f.base;
    if (back === null || f.ret === Ret.Exit) {
      m.uncaught = exc;
      m.frame = null;
      return null;
    }
    if (f.ret === Ret.Step) return endStep(m, f, back, 'raised', exc);
    if (f.ret === Ret.Asend) asendRaised(back, exc.shape.cls.isSubtypeOf(StopAsyncIterationType));
    f = back;
    m.frame = f;
  }
}

/** A coroutine stopped that was entered for a task: who is below gets None, once the task knows. */
function endStep(m: Machine, frame: PyFrame, back: PyFrame, how: StepEnd, value: PyValue): PyFrame | null {
  const task = frame.instance;
  const ret = frame.initRet;
  frame.instance = null;
  m.frame = back;
  try {
    if (stepEnded(m, task, how, value) === DELEGATE) return perform(m, back, ret);
    deliver(back, ret, null);
    return back;
  } catch (e) {
    return handle(m, back, m.toException(e), true);
  }
}

/** The asend() that SEND steps, below. */
function asendBelow(back: PyFrame): PyAsyncGenASend {
  return back.stack[back.sp - 1] as PyAsyncGenASend;
}

/** A wrapped value is what `yield` gave and the result of the awaitable; anything else goes out to the event loop. */
function asendYielded(back: PyFrame, value: PyValue): void {
  if (!(value instanceof PyAsyncGenWrapped)) {
    back.stack[back.sp++] = value;
    return;
  }
  endAsend(asendBelow(back));
  back.stack[back.sp++] = value.value;
  back.pc = back.code.f.instrs[back.pc - 1]! >>> 8;
}

function asendRaised(back: PyFrame, ends: boolean): void {
  const step = asendBelow(back);
  endAsend(step);
  if (ends) step.gen.closed = true;
}

/** FOR_ITER pops its iterator at the end: it is the top of the stack while the instruction runs. */
function handlerDepthOfIter(f: PyFrame): number {
  return f.sp - 1;
}

export function addTraceback(m: Machine, f: PyFrame, exc: PyException): void {
  m.alloc(264 + f.code.framesize * 8);
  const lasti = f.pc - 1;
  const line = lasti >= 0 ? f.code.f.positions[lasti * 4]! : f.code.f.firstlineno;
  exc.traceback = new PyTraceback(TracebackType.root, exc.traceback, f, lasti, line);
}

/** The exception of a `throw` in natives. */
export function raised(e: unknown): PyException | null {
  return e instanceof PyRaise ? e.exc : null;
}
