/** A frame: one activation of a code object. Data only; the machine runs it. */
import type { PyCode } from './code.js';
import type { PyDict } from './dict.js';
import type { PyException } from './exception.js';
import type { PyFunction } from './function.js';
import type { PyGenerator } from './generator.js';
import { PyObject, type PyValue, type Shape } from './object.js';

/** What happens with a frame's result in the frame below it. */
export enum Ret {
  /** Push it. */
  Push = 0,
  /** Drop it (stores, deletes, `__init_subclass__`). */
  Discard = 1,
  /** It came from `__init__`: must be None; `instance` is the result, delivered as `initRet` says. */
  Init = 2,
  /** A generator entered by FOR_ITER: a return ends the loop. */
  ForIter = 3,
  /** A generator entered by SEND: a return jumps to the instruction's target with the value. */
  Send = 4,
  /** A generator entered by a call (`next(g)`, `g.send(x)`): a return raises StopIteration there. */
  Gen = 5,
  /** The lowest frame of a run: the run ends with the result. */
  Exit = 6,
  /** Push it and then "no self" (LOAD_METHOD). */
  PushNull = 7,
  /** A tuple of two: push both. */
  Pair = 8,
  /** Result of an operator's method: NotImplemented is an error there. */
  Binary = 9,
  /** Result of a comparison's method: after NotImplemented the other operand is asked. */
  Compare = 10,
  /** The instruction's operand made ready: push it, and run the instruction again. */
  Again = 11,
  /** A generator whose values are collected: it goes on at once after each, and the list in `instance` is what is pushed. */
  Collect = 12,
  /** It came from `__new__`: `instance` is a tuple of the class, the arguments, and the keywords' names; `__init__` is next. */
  New = 13,
  /** It came from a special method whose result must be of a kind: `instance` says which (machine/special-ops.ts). */
  Checked = 14,
  /** An asynchronous generator entered by SEND for the asend() on top of the stack: a wrapped value is the awaitable's result. */
  Asend = 15,
  /** A coroutine entered for a step of the task in `instance` (machine/steps.ts): `initRet` says how None is delivered then. */
  Step = 16,
}

/** What few frames have. */
export class FrameExtra {
  /** Locals written through `frame.f_locals` that the code has no register for. */
  locals: PyDict | null = null;
  trace: PyValue = null;
  traceLines = true;
  /** Who called it, once it is over. */
  caller: PyFrame | null = null;
}

/** Frames are made at every call: few fields, one constructor, no further object before it is needed. */
export class PyFrame extends PyObject {
  pc = 0;
  sp: number;
  ret: Ret = Ret.Push;
  back: PyFrame | null = null;
  /** The exception that was being handled where this frame was entered. */
  base: PyException | null = null;
  /** Namespace of a class body, of module code and of exec(); null in functions. */
  locals: PyValue = null;
  gen: PyGenerator | null = null;
  /** For Ret.Collect: the list of values. For Ret.Init: the instance that `__init__` was called on, and what happens with it afterwards. For Ret.New, Ret.Checked and Ret.Step: see there. */
  instance: PyValue = null;
  initRet: Ret = Ret.Push;
  private extra: FrameExtra | null = null;
  /** Set once the frame has returned or been cleared. */
  done = false;
  constructor(
    shape: Shape,
    readonly code: PyCode,
    readonly func: PyFunction,
    /** Registers (locals, cells, free variables), then the value stack. */
    readonly stack: PyValue[],
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
    this.sp = code.nregs;
  }

  /** It is over; one that the program can see still knows who called it. */
  leave(): void {
    if (this.extra !== null) {
      let caller = this.back;
      while (caller?.code.f.hidden) caller = caller.back;
      this.extra.caller = caller;
    }
    this.back = null;
    this.done = true;
  }
  /**
   * The frame below whose two values above the stack pointer are alive: the operands, which are looked for again where an
   * operator's method answers NotImplemented.
   */
  get operandsBelow(): PyFrame | null {
    return (this.ret === Ret.Binary || this.ret === Ret.Compare) && !this.done ? this.back : null;
  }
  /** The instruction of the frame below runs again on its result. */
  get makesReady(): boolean {
    return (this.ret === Ret.Checked ? this.initRet : this.ret) === Ret.Again;
  }
  /** The program can see it. */
  show(): this {
    this.extra ??= new FrameExtra();
    return this;
  }
  /** `back`, or who called it once it is over. */
  get caller(): PyFrame | null {
    return this.back ?? (this.extra === null ? null : this.extra.caller);
  }

  get globals(): PyDict {
    return this.func.globals;
  }
  get builtins(): PyDict {
    return this.func.builtins;
  }
  get extraLocals(): PyDict | null {
    return this.extra === null ? null : this.extra.locals;
  }
  set extraLocals(d: PyDict | null) {
    (this.extra ??= new FrameExtra()).locals = d;
  }
  get trace(): PyValue {
    return this.extra === null ? null : this.extra.trace;
  }
  set trace(v: PyValue) {
    (this.extra ??= new FrameExtra()).trace = v;
  }
  get traceLines(): boolean {
    return this.extra === null || this.extra.traceLines;
  }
  set traceLines(v: boolean) {
    (this.extra ??= new FrameExtra()).traceLines = v;
  }
}
