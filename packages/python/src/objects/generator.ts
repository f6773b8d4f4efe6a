/** Generators, coroutines and asynchronous generators: a frame that can stand still. */
import type { PyException } from './exception.js';
import type { PyFrame } from './frame.js';
import { PyObject, type PyValue, type Shape } from './object.js';

export enum GenState {
  Created = 0,
  Suspended = 1,
  Running = 2,
  Closed = 3,
}

/** generator, coroutine and async_generator, told apart by their type. */
export class PyGenerator extends PyObject {
  state: GenState = GenState.Created;
  /** The exception that its own code handles. */
  handled: PyException | null = null;
  /** What handled was outside when it was entered. */
  name: string;
  qualname: string;
  /** async generators: an asend()/athrow()/aclose() is under way. */
  asyncRunning = false;
  /** async generators: firstiter hook was called. */
  hooksInited = false;
  finalizer: PyValue = null;
  closed = false;
  /** Its place among what is to be finalized (objects/finalization.ts); -1: none. */
  seat = -1;
  origin: PyValue = null;
  constructor(
    shape: Shape,
    public frame: PyFrame | null,
    readonly code: PyValue,
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
    const f = frame!.func;
    this.name = f === null ? frame!.code.f.name : f.name;
    this.qualname = f === null ? frame!.code.f.qualname : f.qualname;
  }
}

/** coroutine_wrapper: what `coroutine.__await__()` gives. */
export class PyCoroutineWrapper extends PyObject {
  constructor(
    shape: Shape,
    readonly coroutine: PyGenerator,
  ) {
    super(shape);
  }
}

/** A value that an asynchronous generator yields, so that its asend() can tell it from what it awaits. */
export class PyAsyncGenWrapped extends PyObject {
  constructor(
    shape: Shape,
    readonly value: PyValue,
  ) {
    super(shape);
  }
}
