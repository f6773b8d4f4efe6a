/**
 * What a native sees of the running cell: the one handle that is passed to every native as its first argument.
 *
 * The machine extends this class. A native never calls back into Python (law 3): where the case needs Python code it
 * answers `vm.call(fn, args)` or `vm.lib('name', args)`, whose value DELEGATE goes straight back to the machine, and
 * the result of that call is the native's result. A native that gets DELEGATE from another native must return it at
 * once and unchanged, or use the `...Fast` form, which answers `undefined` where Python would be needed.
 *
 * Metering (law 4): `charge(n)` before a loop of n steps, `alloc(bytes)` before something grows.
 */

import type { Place, Plain, Powers } from '../powers.js';
import type { Mod } from '../syntax/ast.js';
import { newDict, tuple } from './builtin-types.js';
import type { PyDict } from './dict.js';
import type { PyRaise } from './errors.js';
import type { PyException } from './exception.js';
import { Finalization } from './finalization.js';
import type { PyFrame } from './frame.js';
import type { PyFunction } from './function.js';
import type { PyGenerator } from './generator.js';
import { DELEGATE, type Delegate, type PyType, type PyValue, type R } from './object.js';
import type { HiddenAttributes, Restrictions } from './restrictions.js';

/** What is left to do when a native answered DELEGATE. */
export type PendingKind = 'call' | 'resume' | 'collect' | 'throw' | 'exec' | 'suspend' | 'switch' | 'step';

export abstract class VM {
  /** Fuel left in the current slice. Natives use `charge`. */
  fuel = 0;
  /** Bytes left before the heap has to be looked at. Natives use `alloc`. */
  room = 0;

  /** The call that DELEGATE stands for. Plain fields: they are state of the cell. */
  pendingKind: PendingKind = 'call';
  pendingFn: PyValue = null;
  pendingArgs: PyValue[] = [];
  /** Names of the last `pendingKw.length` arguments. */
  pendingKw: string[] | null = null;
  pendingGen: PyGenerator | null = null;
  pendingValue: PyValue = null;

  /** The exception being handled (`sys.exception()`), or null. */
  handled: PyException | null = null;
  /** The running frame. */
  frame: PyFrame | null = null;
  /** Python frames in use, and how many there may be. */
  depth = 0;
  /** Natives at work inside each other's parts (protocols/nesting.ts). */
  nesting = 0;
  /** Containers whose repr is being made, outermost first: a container within itself shows as `[...]`. */
  reprs: PyValue[] = [];
  recursionLimit = 1000;
  /** Decimal digits of int <-> str conversion; 0: no limit. */
  intMaxStrDigits = 4300;

  abstract readonly powers: Powers;
  /** `sys.modules`. */
  abstract modules: PyDict;
  /** The `builtins` module's namespace. */
  abstract builtins: PyDict;
  /** The builtins of library code: nothing is taken away from them. */
  abstract pristine: PyDict;
  /** What this cell does not show. */
  abstract readonly restrictions: Restrictions;
  /** Direct subclasses, made in this cell, of built-in classes. */
  readonly builtinSubclasses = new Map<PyType, PyType[]>();
  /** Per-cell state of native modules, by module name. */
  readonly moduleState = new Map<string, unknown>();

  /** What running natives are building: roots of a heap walk. A native that grows something in a loop pushes it here and cuts back to the old length at its end (the machine cuts it after an exception). */
  readonly temporaries: unknown[] = [];

  /** Attributes that the program does not see; null: it sees all. */
  hidden: HiddenAttributes | null = null;
  /** Somebody hears audit events: the supervisor or a hook of the program's own. */
  auditing = false;
  /** The program has audit hooks. */
  hooked = false;
  /** The event that was announced to the hooks just now: its native is called again, and goes on. */
  announced: string | null = null;

  /** The attribute under way is named in the text of library code that may read it: on only inside one native lookup. */
  lifted = false;

  /** What is to be finalized once the program can no longer reach it. */
  readonly finalization = new Finalization();

  /** Bytes that a running native holds in structures that no heap walk sees (the front end's tree). */
  held = 0;
  /** The room when the part of a native that keeps what it makes began, or at the last walk since; -1: there is none. */
  keptFrom = -1;

  /** Pay for `n` steps before doing them. (A price that is no number is never below zero: so asked, it does not pass.) */
  charge(n: number): void {
    if (!((this.fuel -= n) >= 0)) this.outOfSlice();
  }

  /**
   * Runs a part of a native that makes much before anything holds it: what it allocates counts as live meanwhile, since no
   * walk would find it.
   */
  keeping<T>(body: () => T): T {
    const { held, keptFrom } = this;
    this.keptFrom = this.room;
    try {
      return body();
    } finally {
      this.held = held;
      this.keptFrom = keptFrom;
    }
  }

  /** Whether the repr of this container is being made already. */
  isBeingShown(o: PyValue): boolean {
    this.charge(this.reprs.length >>> 4);
    return this.reprs.includes(o);
  }

  /** Announce that `bytes` more will be live, before they are. */
  alloc(bytes: number): void {
    if (!((this.room -= bytes) >= 0)) this.outOfRoom(bytes);
  }

  /** The slice of fuel is spent: ends the run with a LimitError, or grants the next slice. */
  abstract outOfSlice(): void;
  /** The counted allocations passed the mark: walks the heap; ends the run where what lives is over the limit. */
  abstract outOfRoom(bytes: number): void;

  /** "Call `fn` in my place." `kw` names the last arguments. */
  call(fn: PyValue, args: PyValue[], kw: string[] | null = null): Delegate {
    this.pendingKind = 'call';
    this.pendingFn = fn;
    this.pendingArgs = args;
    this.pendingKw = kw;
    return DELEGATE;
  }

  /** Positional arguments of the pending call as a tuple (keywords: `pendingKwAsDict`), for a native that wraps the call in another. */
  pendingArgsAsTuple(): PyValue {
    const kw = this.pendingKw;
    return tuple(kw === null ? this.pendingArgs : this.pendingArgs.slice(0, this.pendingArgs.length - kw.length));
  }

  pendingKwAsDict(): PyDict {
    const d = newDict();
    const kw = this.pendingKw;
    if (kw !== null) {
      const base = this.pendingArgs.length - kw.length;
      for (let i = 0; i < kw.length; i++) d.setStr(kw[i]!, this.pendingArgs[base + i]!);
    }
    return d;
  }

  /** "Run this function of `library/` in my place." */
  lib(name: string, args: PyValue[]): Delegate {
    return this.call(this.libFunction(name), args);
  }

  /**
   * One call of the system (powers.ts), and its answer in place of the native's result: null, bool, int, float (a number
   * that is no integer), str, bytes, and tuples of them. An error is an OSError; a refusal is what the answer says.
   * The machine may pause: nothing can be done after it (a library function with the intrinsic `system` can).
   */
  abstract system(name: string, args: readonly Plain[]): R;

  /** A call of the host's things (`host_…`): as `system`, but the answer is a value of the host's (types/host-values.ts). */
  abstract systemOfHost(name: string, args: readonly Plain[]): R;

  /** Limits that the cell has, and what is used of them: fuel, time (milliseconds), memory (bytes), output (characters). */
  abstract budget(): ReadonlyMap<string, readonly [limit: number, used: number]>;

  /** Whether this exception is a refusal of what no rule of the policy speaks of. */
  abstract isUnlisted(exc: PyValue): boolean;

  /** An event for the supervisor's record that has no effect of its own, as `sys.audit`. */
  abstract audit(event: string, args: readonly Plain[]): void;

  /**
   * An audit event of a native, before its effect: `if (vm.auditing) { const r = vm.announce(...); if (r !== undefined)
   * return r; }` as the native's first step. `again`, `args` (and `kw`): the native itself and what it was called with.
   */
  abstract announce(event: string, about: PyValue[], again: PyValue, args: PyValue[], kw?: PyDict): R | undefined;

  /** Where the program stands: the innermost frame that is its own. */
  abstract place(): Place;

  /** The PermissionError for an effect that the cell has no power for; the supervisor hears of it. */
  abstract refuse(event: string, detail: string, message: string): PyRaise;

  /** The tree of a source of the program, before it is compiled: throws where the supervisor's check finds something. */
  checkSource(_tree: Mod, _filename: string, _source: string | null): void {}

  /** The one of these names that somebody may have meant by `name`, as in "Did you mean"; null: none is close. */
  abstract closestName(names: readonly string[], name: string): string | null;

  /** `sys.argv`. */
  abstract argv: string[];

  /** Memoryviews of an object that the program can still reach: there are no reference counts, so the heap is walked. */
  liveViews(_exporter: PyValue): number {
    return 1;
  }

  /** Text for the program's standard output or error, metered as output. */
  abstract write(stream: 'stdout' | 'stderr', text: string): void;

  /** The cell's own function object for a function of `library/`. */
  abstract libFunction(name: string): PyValue;

  /** "Go on with this generator in my place": the value of the call is what it yields next. */
  resume(gen: PyGenerator, value: PyValue): Delegate {
    this.pendingKind = 'resume';
    this.pendingGen = gen;
    this.pendingValue = value;
    return DELEGATE;
  }

  /** "Go on with this coroutine for a step of the task": how the step ends is the business of machine/steps.ts. */
  step(task: PyValue, coroutine: PyGenerator): Delegate {
    this.pendingKind = 'step';
    this.pendingGen = coroutine;
    this.pendingValue = task;
    return DELEGATE;
  }

  /** "Go on with this generator until it is over, or has yielded many values": the value of the call is the list of them. */
  collect(gen: PyGenerator): Delegate {
    this.pendingKind = 'collect';
    this.pendingGen = gen;
    return DELEGATE;
  }

  /** "Raise this inside the generator in my place." */
  throwInto(gen: PyGenerator, exc: PyException): Delegate {
    this.pendingKind = 'throw';
    this.pendingGen = gen;
    this.pendingValue = exc;
    return DELEGATE;
  }

  /**
   * A walk over the heap for what the program can reach no longer: with `finalize`, the objects that are to be finalized, in
   * order, which leave the registry; where there are none, weak references are cleared, and those with callbacks answered.
   */
  abstract walkHeap(finalize: boolean): { dead: PyValue[]; cleared: PyValue[] };

  /** Everything that is still to be finalized, in order: the program is over. */
  abstract allToFinalize(): PyValue[];

  /** A class got a `__del__`: its instances are looked for. */
  abstract findInstances(cls: PyType): void;

  /** The iterator that a suspended generator has handed control to (`yield from`, `await`); undefined: none. */
  abstract awaitedBy(gen: PyGenerator): PyValue | undefined;

  /** "Run this function's code with `locals` as its namespace in my place" (class bodies, exec, modules). */
  exec(fn: PyFunction, locals: PyValue): Delegate {
    this.pendingKind = 'exec';
    this.pendingFn = fn;
    this.pendingLocals = locals;
    return DELEGATE;
  }
  pendingLocals: PyValue = null;

  /** "Pause the machine; the host goes on with `machine.resumeWith(value)`." `request` is for the host's eyes. */
  suspend(request: unknown): Delegate {
    this.pendingKind = 'suspend';
    this.suspendRequest = request;
    return DELEGATE;
  }
  suspendRequest: unknown = undefined;
}
