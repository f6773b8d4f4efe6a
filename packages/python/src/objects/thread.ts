/**
 * Threads and what they wait for, as data (Library reference, `_thread`). One thread runs at a time; another one is its
 * innermost frame and the part of the machine's state that is a thread's own (machine/threads.ts).
 */
import { newBuiltinType, newDict, ObjectType } from './builtin-types.js';
import type { PyDict } from './dict.js';
import type { PyException } from './exception.js';
import { type PyFrame, Ret } from './frame.js';
import { PyObject, type PyValue, type Shape } from './object.js';
import type { PyTuple } from './sequence.js';

export const ThreadHandleType = newBuiltinType('_thread._ThreadHandle', ObjectType, { final: true, hasWeakref: true });
export const LockType = newBuiltinType('_thread.lock', ObjectType, { final: true, hasWeakref: true });
export const RLockType = newBuiltinType('_thread.RLock', ObjectType, { layout: 'rlock', hasWeakref: true });
export const LocalType = newBuiltinType('_thread._local', ObjectType, {
  layout: 'thread_local',
  hasDict: true,
  hasWeakref: true,
});

export enum ThreadState {
  New,
  Running,
  Done,
}

/** What a thread can wait for; who waits longest is first. */
export type Waited = PyThread | PyLock | PyRLock;

/** A thread: `_thread._ThreadHandle`. */
export class PyThread extends PyObject {
  /** 0: it was not started. */
  ident = 0;
  state: ThreadState = ThreadState.New;
  daemon = false;
  /** `_set_done()` was called for it. */
  marked = false;
  /** Threads that join it. */
  waiters: PyThread[] = [];

  // What is set aside while another thread runs.
  frame: PyFrame | null = null;
  /** How `result` is delivered to that frame. */
  ret: Ret = Ret.Discard;
  result: PyValue = null;
  /** Raised when it goes on. */
  raises: PyException | null = null;
  handled: PyException | null = null;
  depth = 0;
  deepest = 0;
  reprs: PyValue[] = [];
  announced: string | null = null;
  /** The context of contextvars, the event loop and the context of decimal that run in it. */
  context: PyValue = null;
  loop: PyValue = null;
  decimal: PyValue = null;

  /** It waits: until `until` (nanoseconds of the monotonic clock), for `on` or for time alone. */
  waiting = false;
  until = Number.POSITIVE_INFINITY;
  /** It waits for something outside of the machine, too: when it looks there next, if others run until then. */
  looks = Number.POSITIVE_INFINITY;
  on: Waited | null = null;
  /** Of the main thread: it looked for what is dead, and whose finalization could wake somebody, since another one ran. */
  collected = false;
  /** Modules that it loads, and one that another thread loads, for which it waits. */
  imports: string[] = [];
  importing: string | null = null;
}

export class PyLock extends PyObject {
  taken = false;
  waiters: PyThread[] = [];
}

export class PyRLock extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  owner: PyThread | null = null;
  count = 0;
  waiters: PyThread[] = [];
}

/** `threading.local`: its attributes are those of the thread that looked last; the others' lie in `dicts`. */
export class PyLocal extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  seenBy: PyThread | null = null;
  readonly dicts = new Map<PyThread, PyDict>();
  constructor(
    shape: Shape,
    readonly args: PyTuple,
    readonly kwargs: PyDict,
    dict: PyDict,
  ) {
    super(shape.cls.dictShape);
    this.slots = [dict];
  }

  /** What belonged to threads that are over is let go. */
  purge(): void {
    for (const thread of this.dicts.keys()) if (thread.state === ThreadState.Done) this.dicts.delete(thread);
    if (this.seenBy?.state === ThreadState.Done) {
      this.seenBy = null;
      this.slots = [newDict()];
    }
  }
}
