/**
 * A cell's machine: its state, its limits, and the entry points that run code. The dispatch loop is in loop.ts.
 *
 * One Machine is one cell. Nothing here is global: thousands of machines live in one process.
 */

import { Op } from '../compiler/opcodes.js';
import {
  AsyncGenWrappedType,
  FunctionType,
  ListType,
  newDict,
  ObjectType,
  SuperType,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import type { PyCode } from '../objects/code.js';
import { PyDict } from '../objects/dict.js';
import { InternalError, LimitError, type LimitName, PyRaise } from '../objects/errors.js';
import type { PyException } from '../objects/exception.js';
import {
  exceptionTypes,
  MemoryErrorType,
  newException,
  PermissionErrorType,
  RecursionErrorType,
  raise,
  StopIterationType,
  typeError,
} from '../objects/exception-types.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import { PyFunction, type PyMethodDescr, PyModule } from '../objects/function.js';
import { GenState, PyAsyncGenWrapped, type PyGenerator } from '../objects/generator.js';
import type { NativeDef } from '../objects/native.js';
import { PyStrObject, type PyType, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { HiddenAttributes, type Restrictions } from '../objects/restrictions.js';
import { PyList } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import { TextError } from '../objects/text/error.js';
import { exceptionOfFault } from '../objects/text-fault.js';
import type { PyThread } from '../objects/thread.js';
import { VM } from '../objects/vm.js';
import type { Place, Plain, Powers, Spent, SystemAnswer } from '../powers.js';
import { setOwnAttribute } from '../protocols/attributes.js';
import type { Mod } from '../syntax/ast.js';
import { PySyntaxError } from '../syntax/errors.js';
import { closest } from '../types/closest-name.js';
import { fromPlain } from '../types/host-values.js';
import { rememberSource } from '../types/source-cache.js';
import { joinStrings } from '../types/str-join.js';
import { syntaxErrorToPython } from '../types/syntax-error.js';
import { showSyntaxWarning } from '../types/syntax-warning.js';
import { systemEvent } from './audit-events.js';
import { bindFunction, deliver, makeFrame } from './calls.js';
import type { DebugHook } from './debug.js';
import { unfinished } from './finalizing.js';
import './intrinsics.js';
import { run } from './loop.js';
import { liveBytes } from './memory.js';
import { library } from './provider.js';
import { countViews, instancesOf, orderAtEnd, walkHeap } from './reachable.js';
import {
  faultAsError,
  faultLine,
  faultRule,
  isLibraryText,
  MAX_NOTES,
  type SourceCheck,
  type SourceFault,
} from './source-faults.js';
import { answerToPython, isPlain, placeOf, plainToPython, pythonToPlain } from './system.js';
import { raiseInMain } from './threads.js';

/** What a cell may spend. Every field has a safe default. */
export interface Limits {
  /** Units of computing. */
  fuel?: number;
  /** Milliseconds of wall time; needs the clock power (or `deadlineClock`). */
  time?: number;
  /** Bytes that live at once. */
  memory?: number;
  /** Most Python frames that `sys.setrecursionlimit` can ask for; a program starts with 1000 or this, if it is less. */
  recursion?: number;
  /** UTF-16 units written to stdout and stderr together. */
  output?: number;
  /** UTF-16 units of source given to the compiler at once. */
  source?: number;
}

export const DEFAULT_LIMITS: Required<Limits> = {
  fuel: 10_000_000_000,
  time: 10_000,
  memory: 256 * 1024 * 1024,
  recursion: 100_000,
  output: 10 * 1024 * 1024,
  source: 20 * 1024 * 1024,
};

/** What a cell has spent. Memory is an upper bound: what lived at the last heap walk, and all that was made since. */
export interface Usage {
  fuel: number;
  time: number;
  memory: number;
  output: number;
}

export interface MachineOptions {
  powers?: Powers;
  limits?: Limits;
  /** Milliseconds from any fixed point: only for the time limit, never seen by the program. */
  deadlineClock?: () => number;
  /** Asks the JavaScript engine to give back what is dead: called after heap walks, so that the process stays small. */
  collectGarbage?: () => void;
  /** Asked now and then while a program runs: true raises KeyboardInterrupt in it. */
  interrupted?: () => boolean;
  /** What the program does not see; absent: nothing is hidden. */
  restrictions?: Restrictions;
  /** What is wrong with a source of the program; called with its tree before it is compiled. It charges for its work. */
  checkSource?: SourceCheck;
  /** A limit is reached: a greater number is the limit from now on, anything else ends the run. */
  onLimit?: (limit: RaisableLimit, usage: Usage) => number | undefined;
}

/** Limits that can be raised while a program runs. */
export type RaisableLimit = 'fuel' | 'time' | 'memory' | 'output';

/** How a run ended. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: PyValue }
  | { readonly kind: 'raised'; readonly exception: PyException }
  | { readonly kind: 'paused'; readonly request: unknown };

const SLICE = 50_000;
/** Bytes made between two of the host's collections: one costs time that depends on the host's heap, not on what is paid here. */
const COLLECT_AFTER = 16 << 20;
/** The same where garbage and what lives are together more than the cell may hold. */
const COLLECT_WHEN_FULL = 8 << 20;

/** Request of a pause that `stopAfter` called for. */
export const SLICE_SPENT = Object.freeze({ kind: 'slice' });

export class Machine extends VM {
  readonly powers: Powers;
  readonly limits: Required<Limits>;
  /** `sys.argv`. */
  argv: string[] = [''];
  modules: PyDict = newDict();
  builtins: PyDict = newDict();
  pristine: PyDict;
  readonly restrictions: Restrictions;
  /** Namespace of library code. */
  readonly libGlobals: PyDict;
  private readonly libFunctions = new Map<string, PyFunction>();

  /** Frames that memory has been counted for: calls at a smaller depth reuse what was counted. */
  deepest = 0;

  // -- state of the loop --
  /** A frame made by `callValue`, to be linked and entered. */
  entered: PyFrame | null = null;
  /** The instance whose `__init__` that frame runs; undefined: it is no `__init__`. */
  enteredInstance: PyValue | undefined = undefined;
  /** How the result of the entered frame is delivered, where that is not a plain push. */
  enteredRet: Ret = Ret.Push;
  /** How the result of a rare operation's pending call is delivered. */
  rareRet: Ret = Ret.Push;
  /** The next exception handled is raised again: no new traceback entry, no new context. */
  reraising = false;
  /** Index of the instruction that first raised what a RERAISE raises again; -1: it is not known. */
  raisedAt = -1;
  pendingRaise: PyException | null = null;
  result: PyValue = null;
  uncaught: PyException | null = null;
  pausedFrame: PyFrame | null = null;
  /** What the paused call is answered with are a host's values, whose lists are tagged (types/host-values.ts). */
  pausedForHost = false;
  pausedRet: Ret = Ret.Push;
  /** Who debugs it (debug.ts). */
  debug: DebugHook | null = null;
  /** What its host holds of its heap between two entries, and wants to find again in a snapshot. */
  kept: PyValue[] = [];

  // -- metering --
  private fuelBefore = 0;
  private slice = 0;
  private startedAt = 0;
  private timeBefore = 0;
  private running = false;
  private lastLive = 0;
  private cachesLive = 0;
  private compared = 0;
  private roomAtWalk = 0;
  /** Bytes made since the host's last collection. */
  private uncollected = 0;
  private outputUsed = 0;
  /** Fuel at which the run is to stop, and whether it does at the next instruction that ticks. */
  private stopAt = Number.POSITIVE_INFINITY;
  stopping = false;

  // -- threads (threads.ts) --
  /** Those that are not over, the main one first; none before there is need of them. */
  threads: PyThread[] = [];
  /** Those that could go on, in the order of their turns. */
  ready: PyThread[] = [];
  /** The one that runs. */
  thread: PyThread | null = null;
  threadsMade = 0;
  /** Fuel at which another one has its turn, and whether it has at the next instruction that ticks. */
  switchAt = Number.POSITIVE_INFINITY;
  switching = false;
  /** Nanoseconds for which all threads slept where there is no clock. */
  skippedTime = 0;

  /** It came from a snapshot: from bytes that somebody may have made up. */
  restored = false;
  private readonly deadlineClock: (() => number) | undefined;
  private readonly collectGarbage: (() => void) | undefined;
  private readonly interrupted: (() => boolean) | undefined;
  private readonly onLimit: MachineOptions['onLimit'];
  private readonly sourceCheck: SourceCheck | undefined;

  /** `object.__new__`, `object.__init__`, `super`: recognized by the fast paths of calls. */
  readonly objectNew: NativeDef;
  readonly objectInit: NativeDef;
  readonly superType: PyType = SuperType;

  constructor(options: MachineOptions = {}) {
    super();
    this.powers = options.powers ?? {};
    this.restrictions = options.restrictions ?? {};
    this.auditing = this.powers.system?.audit !== undefined;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.deadlineClock = options.deadlineClock;
    this.collectGarbage = options.collectGarbage;
    this.interrupted = options.interrupted;
    this.onLimit = options.onLimit;
    this.sourceCheck = options.checkSource;
    this.recursionLimit = Math.min(1000, this.limits.recursion);
    this.objectNew = ObjectType.newDef!;
    this.objectInit = (ObjectType.dict.getStr('__init__') as PyMethodDescr).def;
    this.slice = Math.min(SLICE, this.limits.fuel);
    this.fuel = this.slice;
    this.room = Math.floor(this.limits.memory / 2);
    this.roomAtWalk = this.room;
    const builtins = library().module(this, 'builtins');
    this.builtins = builtins.dict;
    this.modules.setStr('builtins', builtins);
    this.libGlobals = library().globals(this);
    this.hidden = HiddenAttributes.of(this.restrictions.attributes ?? []);
    this.pristine = this.builtins;
    const taken = this.restrictions.builtins ?? [];
    if (taken.length > 0) this.takeAway(builtins, taken);
  }

  /** Takes names away from `builtins`; the library keeps a complete copy. */
  private takeAway(builtins: PyModule, names: readonly string[]): void {
    this.pristine = newDict();
    this.pristine.copyFrom(this, this.builtins);
    builtins.privates = newDict();
    for (const name of names) {
      const value = this.builtins.getStr(name);
      if (value === undefined) continue;
      builtins.privates.setStr(name, value);
      this.builtins.deleteStr(this, name);
    }
  }

  // -- running -----------------------------------------------------------------------------------------------------------

  /** Run module code in `globals` (its locals too, unless given). */
  runCode(code: PyCode, globals: PyDict, locals: PyValue = globals): Outcome {
    const fn = new PyFunction(FunctionType.root, code, globals, this.builtinsOf(globals));
    const frame = makeFrame(this, fn, code, new Array(code.framesize));
    frame.locals = locals;
    return this.enter(frame);
  }

  /** Call any callable and run until it returns. */
  callFunction(fn: PyValue, args: PyValue[], kwargs: PyDict = newDict()): Outcome {
    const stub = this.libFunction('call_value') as PyFunction;
    const stack: PyValue[] = new Array(stub.code.framesize);
    stack[0] = fn;
    stack[1] = tuple(args);
    stack[2] = kwargs;
    return this.enter(makeFrame(this, stub, stub.code, stack));
  }

  /** Run a function of library/ to its end. */
  callLibrary(name: string, args: PyValue[]): Outcome {
    const fn = this.libFunction(name) as PyFunction;
    const stack: PyValue[] = new Array(fn.code.framesize);
    for (let i = 0; i < args.length; i++) stack[i] = args[i]!;
    return this.enter(makeFrame(this, fn, fn.code, stack));
  }

  /** Call a function of Python code with positional arguments and run until it returns: the short way of `callFunction`. */
  callPython(fn: PyFunction, args: PyValue[]): Outcome {
    return this.enter(bindFunction(this, fn, args, null));
  }

  /** Between runs: what was spent is forgotten, the next run has all the fuel, time and output that the limits give. */
  renew(): void {
    this.switchAt = Math.max(0, this.switchAt - this.fuelSpent);
    this.fuelBefore = 0;
    this.slice = Math.min(SLICE, this.limits.fuel, this.switchAt);
    this.fuel = this.slice;
    this.timeBefore = 0;
    this.outputUsed = 0;
  }

  /** After a pause: the paused call's result. */
  resumeWith(value: PyValue): Outcome {
    const frame = this.pausedFrame;
    if (frame === null) throw new InternalError('the machine is not paused');
    this.pausedFrame = null;
    this.pausedForHost = false;
    deliver(frame, this.pausedRet, value);
    this.frame = frame;
    return this.go();
  }

  /** After a pause: the paused call raises. */
  resumeRaising(exc: PyException): Outcome {
    const frame = this.pausedFrame;
    if (frame === null) throw new InternalError('the machine is not paused');
    this.pausedFrame = null;
    this.pausedForHost = false;
    this.pendingRaise = this.chain(exc);
    this.frame = frame;
    return this.go();
  }

  /**
   * Once this much fuel more is spent, the run stops at the next instruction that ticks: it is paused with the request
   * SLICE_SPENT, and goes on by `resumeWith(null)`.
   */
  stopAfter(fuel: number): void {
    this.stopAt = this.fuelSpent + fuel;
    this.stopping = false;
    this.fuelBefore += this.slice - this.fuel;
    this.slice = Math.max(
      0,
      Math.min(SLICE, fuel, this.limits.fuel - this.fuelBefore, this.switchAt - this.fuelBefore),
    );
    this.fuel = this.slice;
  }

  /** Another thread has its turn once this much fuel more is spent. */
  switchAfter(fuel: number): void {
    this.switching = false;
    this.switchAt = this.fuelSpent + fuel;
    this.fuelBefore += this.slice - this.fuel;
    this.slice = Math.max(0, Math.min(this.fuel, fuel));
    this.fuel = this.slice;
  }

  /** The run stops here: `frame` stands before an instruction. */
  stopAtSlice(frame: PyFrame): void {
    this.stopping = false;
    this.stopAt = Number.POSITIVE_INFINITY;
    this.pausedFrame = frame;
    this.pausedRet = Ret.Discard;
    this.suspendRequest = SLICE_SPENT;
  }

  private enter(frame: PyFrame): Outcome {
    if (this.running || this.frame !== null) throw new InternalError('the machine is already running');
    frame.ret = Ret.Exit;
    frame.base = this.handled;
    this.frame = frame;
    return this.go();
  }

  private go(): Outcome {
    this.running = true;
    this.startedAt = this.deadlineClock?.() ?? 0;
    try {
      run(this);
    } catch (e) {
      // A limit or a bug of ours: the run is over, the machine can be asked for its usage.
      if (e instanceof LimitError && this.frame !== null) e.place = this.place();
      this.frame = null;
      this.depth = 0;
      if (this.restored && (e instanceof TypeError || e instanceof RangeError || e instanceof InternalError))
        throw new InternalError(`the snapshot held a value that no program makes: ${e.message}`);
      throw e;
    } finally {
      this.timeBefore += (this.deadlineClock?.() ?? 0) - this.startedAt;
      this.running = false;
    }
    if (this.pausedFrame !== null) {
      const request = this.suspendRequest;
      this.suspendRequest = undefined;
      return { kind: 'paused', request };
    }
    const exc = this.uncaught;
    if (exc !== null) {
      this.uncaught = null;
      return { kind: 'raised', exception: exc };
    }
    const value = this.result;
    this.result = null;
    return { kind: 'value', value };
  }

  /** `__builtins__` of a namespace: a module or dict there decides what its code sees (as in CPython). */
  builtinsOf(globals: PyDict): PyDict {
    const b = globals.getStr('__builtins__');
    if (b instanceof PyModule) return b.dict;
    if (b instanceof PyDict) return b;
    return this.builtins;
  }

  // -- library -------------------------------------------------------------------------------------------------------------

  libFunction(name: string): PyFunction {
    const known = this.libFunctions.get(name);
    if (known !== undefined) return known;
    const fn = new PyFunction(FunctionType.root, library().template(name).cloneFor(), this.libGlobals, this.libGlobals);
    this.libFunctions.set(name, fn);
    return fn;
  }

  // -- exceptions --------------------------------------------------------------------------------------------------------------

  /** What was thrown in JavaScript as a Python exception; limits and bugs pass through. */
  toException(e: unknown): PyException {
    this.temporaries.length = 0;
    this.nesting = 0;
    if (e instanceof PyRaise) return e.exc;
    if (e instanceof TextError) return exceptionOfFault(e);
    // A source that cannot be decoded.
    if (e instanceof PySyntaxError) return this.syntaxError(e).exc;
    if (e instanceof RangeError) {
      // The last line of defence: a native that should have metered itself.
      if (/call stack/.test(e.message)) return newException(RecursionErrorType, ['maximum recursion depth exceeded']);
      if (/length|BigInt|size/.test(e.message)) return newException(MemoryErrorType, []);
    }
    throw e;
  }

  /** Set the context of an exception that is raised now: what is being handled (Data model, `__context__`). */
  chain(exc: PyException): PyException {
    const context = this.handled;
    if (context === null || context === exc) return exc;
    // Avoid a cycle: cut the chain where it comes back to exc.
    let o: PyException = context;
    let steps = 0;
    while (o.context !== null) {
      this.charge(1);
      if (o.context === exc) {
        o.context = null;
        break;
      }
      o = o.context;
      if (++steps > 100_000) break;
    }
    exc.context = context;
    return exc;
  }

  /** A handler was found in this frame. */
  handledFrame(frame: PyFrame): void {
    this.frame = frame;
  }

  /** `value` of a StopIteration. */
  stopValue(exc: PyException): PyValue {
    if (!exc.shape.cls.isSubtypeOf(StopIterationType)) return null;
    return exc.fields?.get('value') ?? exc.args.items[0] ?? null;
  }

  errorType(name: string): PyType {
    return exceptionTypes.get(name)!;
  }

  unexpectedKeyword(fn: PyFunction, name: string): PyRaise {
    const f = fn.code.f;
    const meant = closest(this, f.varnames.slice(f.posonlyargcount, f.argcount + f.kwonlyargcount), name);
    const hint = meant === null ? '' : `. Did you mean '${meant}'?`;
    return typeError(`${fn.qualname}() got an unexpected keyword argument '${name}'${hint}`);
  }

  override closestName(names: readonly string[], name: string): string | null {
    return closest(this, names, name);
  }

  /** A SyntaxError of the front end as a Python exception. */
  syntaxError(e: PySyntaxError): PyRaise {
    return syntaxErrorToPython(this, e);
  }

  /** Options of every compilation in this cell: metered, its source remembered for tracebacks. */
  compileOptions(filename: string, source: string) {
    rememberSource(this, filename, source);
    const shown = new Set<string>();
    const onWarning = (_category: string, message: string, lineno: number): void =>
      showSyntaxWarning(this, filename, message, lineno, shown);
    return { vm: this as VM, onWarning };
  }

  override checkSource(tree: Mod, filename: string, source: string | null): void {
    if (this.sourceCheck === undefined || isLibraryText(this.frame, tree)) return;
    const faults = this.sourceCheck(tree, { filename, source, charge: (n) => this.charge(n) });
    if (faults.length > 0) throw this.refuseSource(faults, filename, source);
  }

  /** A SyntaxError at the first fault; the others are its notes. The supervisor records it as a refused `compile`. */
  private refuseSource(faults: readonly SourceFault[], filename: string, source: string | null): PyRaise {
    const lines = faults.slice(0, MAX_NOTES).map((f) => faultLine(f, filename));
    this.alloc(lines.length * 400);
    const answer = this.powers.system?.call({
      name: 'compile',
      args: [filename, lines.join('\n'), faultRule(faults[0]!)],
      place: this.place(),
    });
    if (answer === undefined) this.powers.refused?.('compile', lines[0]!);
    // A limit, or a supervisor that has stopped, ends the run.
    else if (answer.kind === 'limit') this.answered(answer);
    const raised = this.syntaxError(faultAsError(faults[0]!, filename, source));
    if (lines.length > 1) {
      const notes = new PyList(
        ListType.root,
        lines.slice(1).map((line) => fromJS(line)),
      );
      setOwnAttribute(this, raised.exc, '__notes__', notes);
    }
    this.refusal = raised.exc;
    this.unlisted = false;
    return raised;
  }

  private refusal: PyException | null = null;
  /** Whether that refusal was of what no rule speaks of. */
  private unlisted = false;

  /** The exception for an effect that the cell has no power for. */
  override refuse(event: string, detail: string, message: string): PyRaise {
    this.powers.refused?.(event, detail);
    const e = raise(PermissionErrorType, 1, message);
    e.exc.fields = new Map<string, PyValue>([
      ['errno', 1],
      ['strerror', message],
    ]);
    this.refusal = e.exc;
    return e;
  }

  /** Whether this uncaught exception is the refusal of an effect. */
  isRefusal(exc: PyException): boolean {
    return exc === this.refusal;
  }

  override isUnlisted(exc: PyValue): boolean {
    return exc === this.refusal && this.unlisted;
  }

  // -- the system --------------------------------------------------------------------------------------------------------

  override system(name: string, args: readonly Plain[]): R {
    if (this.hooked) {
      const plain = args.map((a) => plainToPython(this, a));
      const event = systemEvent(name, plain);
      if (event !== undefined) return this.lib('announce_system_call', [event[0], event[1], name, tuple(plain)]);
    }
    return this.systemUnannounced(name, args);
  }

  /** A call of the system of which the program's own hooks have heard. */
  systemUnannounced(name: string, args: readonly Plain[]): R {
    const { system = name.startsWith('host_') ? this.powers.host : undefined } = this.powers;
    if (system === undefined) {
      const what = args.find((a) => typeof a === 'string') ?? '';
      throw this.refuse(name, String(what), `this cell has no power of '${name}'`);
    }
    this.charge(100);
    if (!args.every(isPlain)) throw typeError(`an argument of '${name}' is no plain value`);
    const answer = system.call({ name, args, place: this.place() });
    if (answer.kind === 'later') return this.suspend(answer);
    return this.answered(answer);
  }

  /** The value of an answer; throws PyRaise for an error or a refusal. */
  answered(answer: SystemAnswer): PyValue {
    if (answer.kind === 'value' && answer.spent !== undefined) this.pay(answer.spent);
    return answerToPython(this, answer, (raised) => {
      this.refusal = raised.exc;
      this.unlisted = answer.kind === 'refused' && answer.unlisted === true;
    });
  }

  override systemOfHost(name: string, args: readonly Plain[]): R {
    const system = this.powers.system ?? this.powers.host;
    if (system === undefined) throw this.refuse(name, '', `this cell has no power of '${name}'`);
    this.charge(100);
    const answer = system.call({ name, args, place: this.place() });
    if (answer.kind !== 'later') return this.answeredByHost(answer);
    this.pausedForHost = true;
    return this.suspend(answer);
  }

  /** The same for a call of the host's things. */
  answeredByHost(answer: SystemAnswer): PyValue {
    if (answer.kind !== 'value') return this.answered(answer);
    if (answer.spent !== undefined) this.pay(answer.spent);
    return fromPlain(this, answer.value);
  }

  /** What was spent elsewhere on this cell's account. */
  private pay({ fuel, memory }: Spent): void {
    this.held = Math.max(0, this.held + memory);
    // A walk counts what is held.
    if (memory > 0 && (this.room -= memory) < 0) this.outOfRoom(0);
    if (fuel > 0) this.charge(fuel);
  }

  override audit(event: string, args: readonly Plain[]): void {
    const refusal = this.powers.system?.audit?.(event, args, this.place());
    if (refusal !== undefined) this.answered(refusal);
  }

  override announce(event: string, about: PyValue[], again: PyValue, args: PyValue[], kw?: PyDict): R | undefined {
    const already = this.announced === event;
    this.announced = null;
    if (already) return undefined;
    this.audit(
      event,
      about.map((a) => pythonToPlain(this, a) ?? typeOf(a).name),
    );
    if (!this.hooked) return undefined;
    return this.lib('announce_then_call', [event, tuple(about), again, tuple(args), kw ?? newDict()]);
  }

  override place(): Place {
    return placeOf(this.frame, this.fuelSpent);
  }

  /** After a pause for the system: its answer is the paused call's result. */
  resumeAnswered(answer: SystemAnswer): Outcome {
    let value: PyValue;
    try {
      value = this.pausedForHost ? this.answeredByHost(answer) : this.answered(answer);
    } catch (e) {
      if (e instanceof PyRaise) return this.resumeRaising(e.exc);
      throw e;
    }
    return this.resumeWith(value);
  }

  /** A call deeper than any before: its frame is new memory. */
  deeper(framesize: number): void {
    this.deepest = this.depth;
    this.alloc(200 + framesize * 8);
  }

  // -- small services for the operations -----------------------------------------------------------------------------------

  /** A str value as a JavaScript string (names and keywords). */
  nameOf(v: PyValue): string {
    if (typeof v === 'string') return v;
    if (v instanceof PyStrObject) return this.nameOf(v.value);
    if (v instanceof PyWideStr) {
      this.charge(v.cps.length);
      let s = '';
      for (const cp of v.cps) s += String.fromCodePoint(cp);
      return s;
    }
    throw typeError('keywords must be strings');
  }

  /** 1: a sequence for patterns, 2: a mapping, 0: neither (PEP 634). */
  patternKind(v: PyValue): 0 | 1 | 2 {
    for (const c of typeOf(v).mro) if (c.patma !== 0) return c.patma;
    return 0;
  }

  joinStrings(parts: PyValue[]): R {
    return joinStrings(this, parts);
  }

  wrapAsyncYield(v: PyValue): R {
    return new PyAsyncGenWrapped(AsyncGenWrappedType.root, v);
  }

  awaitedBy(g: PyGenerator): PyValue | undefined {
    const f = g.frame;
    if (g.state !== GenState.Suspended || f === null || f.pc < 2) return undefined;
    if ((f.code.f.instrs[f.pc - 2]! & 255) !== Op.SEND) return undefined;
    return f.stack[f.sp - 1];
  }

  /** Whether the coroutine stands still in an await. */
  isAwaited(g: PyGenerator): boolean {
    return this.awaitedBy(g) !== undefined;
  }

  write(stream: 'stdout' | 'stderr', text: string): void {
    this.charge(1 + (text.length >> 3));
    this.outputUsed += text.length;
    if (this.outputUsed > this.limits.output && !this.isRaised('output')) {
      throw new LimitError('output', `the program wrote more than ${this.limits.output} characters`);
    }
    this.powers.console?.[stream](text);
  }

  // -- metering ---------------------------------------------------------------------------------------------------------------

  /** Time that passed while the machine was paused, and counts. */
  addTime(milliseconds: number): void {
    this.timeBefore += Math.max(0, milliseconds);
  }

  override budget(): ReadonlyMap<string, readonly [limit: number, used: number]> {
    const { limits, usage } = this;
    return new Map(
      (['fuel', 'time', 'memory', 'output'] as const).map((name) => [name, [limits[name], usage[name]] as const]),
    );
  }

  private get fuelSpent(): number {
    return this.fuelBefore + this.slice - this.fuel;
  }

  get usage(): Usage {
    const now = this.running ? (this.deadlineClock?.() ?? 0) - this.startedAt : 0;
    return {
      fuel: this.fuelSpent,
      time: this.timeBefore + now,
      memory: this.lastLive + Math.max(0, this.roomAtWalk - this.room),
      output: this.outputUsed,
    };
  }

  outOfSlice(): void {
    if (Number.isNaN(this.fuel)) {
      this.fuel = 0;
      throw new InternalError('a native asked for a price that is no number');
    }
    const spent = this.slice - this.fuel;
    this.fuelBefore += spent;
    let left = this.limits.fuel - this.fuelBefore;
    if (left <= 0) {
      this.slice = 0;
      this.fuel = 0;
      if (this.isRaised('fuel')) left = this.limits.fuel - this.fuelBefore;
    }
    if (left <= 0) {
      throw this.limit('fuel', `the program spent its ${this.limits.fuel} units of fuel`);
    }
    // What is to be finalized does not wait for long.
    this.slice = Math.min(this.finalization.due ? SLICE / 50 : SLICE, left);
    if (this.fuelBefore >= this.stopAt) {
      this.stopping = true;
      this.slice = 0;
    } else this.slice = Math.min(this.slice, this.stopAt - this.fuelBefore);
    if (this.fuelBefore > this.switchAt) {
      this.switching = true;
      this.slice = 0;
    } else this.slice = Math.min(this.slice, this.switchAt - this.fuelBefore);
    this.fuel = this.slice;
    if (this.deadlineClock !== undefined) {
      // Charged while nothing runs (a source to be compiled): the clock has not been started.
      const used = this.timeBefore + (this.running ? this.deadlineClock() - this.startedAt : 0);
      if (used > this.limits.time && !this.isRaised('time'))
        throw this.limit('time', `the program ran longer than ${this.limits.time} ms`);
    }
    if (this.interrupted?.() === true) raiseInMain(this, raise(this.errorType('KeyboardInterrupt')));
  }

  outOfRoom(bytes: number): void {
    if (Number.isNaN(bytes)) {
      this.room = 0;
      throw new InternalError('a native asked for an amount of memory that is no number');
    }
    if (bytes > this.limits.memory && !(this.isRaised('memory') && bytes <= this.limits.memory)) {
      const { memory } = this.limits;
      throw this.limit('memory', `the program asked for ${bytes} bytes at once; ${memory} are allowed`);
    }
    if (this.keptFrom >= 0) this.held += this.keptFrom - this.room - bytes;
    const live = this.measure();
    const made = Math.max(0, this.roomAtWalk - this.room);
    this.uncollected += made;
    const full = live + this.uncollected > this.limits.memory;
    if (this.uncollected >= (full ? COLLECT_WHEN_FULL : COLLECT_AFTER)) {
      this.uncollected = 0;
      this.collectGarbage?.();
    }
    const needed = live + this.cachesLive + bytes;
    if (needed > this.limits.memory && !(this.isRaised('memory') && needed <= this.limits.memory)) {
      throw this.limit('memory', `the program holds more than ${this.limits.memory} bytes`);
    }
    const limit = this.limits.memory;
    if (this.finalization.size > 0 || this.moduleState.has('weakref')) this.finalizeSoon();
    // What lives was walked, what was made is to be collected; memory that is set aside for another cell is neither.
    this.charge(Math.floor((live + Math.min(made, COLLECT_AFTER)) / 256) + this.compared);
    this.deepest = this.depth;
    for (const t of this.threads) t.deepest = t.depth;
    this.room = Math.max(limit - live - bytes, Math.floor(limit / 16));
    this.roomAtWalk = this.room;
    if (this.keptFrom >= 0) this.keptFrom = this.room + bytes;
  }

  /** Ends the slice: the next instruction that ticks sees to what is dead. */
  private finalizeSoon(): void {
    this.finalization.due = true;
    this.fuelBefore += this.slice - this.fuel;
    this.slice = 0;
    this.fuel = 0;
  }

  /** Bytes that live now, by a walk over the cell's heap. */
  measure(): number {
    const { bytes, caches, compared } = liveBytes(this.roots(), this.limits.memory * 2);
    this.lastLive = this.held + bytes;
    this.cachesLive = caches;
    this.compared = compared;
    return this.lastLive;
  }

  override walkHeap(finalize: boolean): { dead: PyValue[]; cleared: PyValue[] } {
    const registered = finalize ? this.finalization.all() : [];
    const { finalized } = this.finalization;
    const walk = walkHeap(this.heldByProgram(), this.builtinSubclasses, registered, finalized);
    this.charge(walk.steps);
    if (walk.dead.length === 0) return walk;
    this.alloc(walk.dead.length * 8);
    const dead = new Set(walk.dead);
    this.finalization.keep(registered.filter((o) => !dead.has(o)));
    for (const o of dead) finalized.add(o);
    const ordered = unfinished(walk.dead);
    if (ordered.length > 0) return { dead: ordered, cleared: walk.cleared };
    return { dead: [], cleared: [...walk.cleared, ...this.walkHeap(false).cleared] };
  }

  override allToFinalize(): PyValue[] {
    const registered = this.finalization.all();
    if (registered.length === 0) return [];
    this.charge(Math.floor(this.measure() / 64));
    const main = this.modules.getStr('__main__');
    const ordered = unfinished(orderAtEnd(registered, main instanceof PyModule ? main.dict : null));
    this.finalization.keep([]);
    return ordered;
  }

  override findInstances(cls: PyType): void {
    this.charge(this.measure() >> 6);
    this.finalization.addAll(instancesOf(this.heldByProgram(), cls));
  }

  override liveViews(exporter: PyValue): number {
    this.charge(this.measure() >> 6);
    return countViews(this.roots(), exporter);
  }

  /** Where a walk for what is dead begins: calls under way are done, so what was passed to the last one does not count. */
  private heldByProgram(): unknown[] {
    return [
      this.frame,
      this.modules,
      this.builtins,
      this.libGlobals,
      this.handled,
      this.pausedFrame,
      this.uncaught,
      this.pendingRaise,
      this.result,
      this.temporaries,
      this.reprs,
      this.moduleState,
      this.kept,
      this.threads,
    ];
  }

  /** Where a walk over the cell's heap begins. */
  private roots(): unknown[] {
    const roots: unknown[] = [
      this.frame,
      // One that is over was entered some time ago, or by another way where caches are cold: no figure depends on it.
      this.entered?.done === true ? null : this.entered,
      this.modules,
      this.builtins,
      this.libGlobals,
      this.handled,
      this.pendingArgs,
      this.pendingFn,
    ];
    roots.push(
      this.pendingValue,
      this.pendingLocals,
      this.pendingGen,
      this.pausedFrame,
      this.uncaught,
      this.pendingRaise,
      this.result,
    );
    roots.push(this.temporaries, this.moduleState, this.builtinSubclasses, this.kept, this.threads);
    return roots;
  }

  /** The host's answer to a limit that is reached: whether it is further away now. */
  private isRaised(name: RaisableLimit): boolean {
    const raised = this.onLimit?.(name, this.usage);
    if (typeof raised !== 'number' || !(raised > this.limits[name])) return false;
    this.limits[name] = raised;
    return true;
  }

  private limit(name: LimitName, message: string): LimitError {
    return new LimitError(name, message);
  }

  /** Charge source text before it is parsed and compiled. */
  chargeSource(length: number): void {
    if (length > this.limits.source) {
      throw this.limit('source', `the source has ${length} characters; ${this.limits.source} are allowed`);
    }
    this.charge(length);
    this.alloc(length * 4);
  }
}
