/**
 * Where scripts run: one set of declarations, and machines that each take one call at a time. `call` answers at once;
 * `callAsync` waits where something of the host's answers later, and other calls go on meanwhile, on machines of their own.
 */
import {
  compileTree,
  engine,
  fromPlain,
  LimitError,
  type Limits,
  type Outcome,
  PyException,
  PyFloat,
  PyRaise,
  type PyValue,
  SLICE_SPENT,
  strFromJS,
  toPlain,
  typeOf,
} from '@rexec/python';
import type { AuditSink } from '../audit/event.js';
import { ConversionError, type Giveable, giveValue, type HostValue, takeValue } from '../bastion/values.js';
import { turnOfHost, Waiting } from '../cell/waiting.js';
import type { PromisedAnswer } from '../system/later.js';
import { type Asking, Declarations } from './declarations.js';
import { ScriptError } from './error.js';
import { BINDING_NAMES, type PythonScript } from './python-script.js';
import { PRINTED, type ReadScript } from './source.js';
import { SCRIPT_LIMITS, ScriptWorld } from './world.js';

import Ast = engine.ast;

export interface ScriptSpaceOptions {
  /** What scripts may do with the host's objects, and what they may import. */
  readonly declarations?: Declarations;
  /** Of each call. */
  readonly limits?: Limits;
  /** Where uses of the host's objects and imports are recorded. */
  readonly sinks?: readonly AuditSink[];
  /** Calls by `callAsync` that may be under way at once (default 100): each holds a machine. */
  readonly concurrent?: number;
}

export interface CallOptions {
  readonly context?: object | null;
  readonly container?: object | null;
  readonly traverse_subpath?: readonly string[];
  readonly namespace?: Giveable | object;
  readonly kwargs?: Readonly<Record<string, Giveable | object>>;
  /** Who calls; absent: who calls the script around this one, else Anonymous. */
  readonly user?: { readonly id: string; readonly roles: readonly string[] };
}

export interface AsyncCallOptions extends CallOptions {
  /** Ends the call. */
  readonly signal?: AbortSignal;
}

/** Scripts called inside the methods that other scripts call. */
const MAX_NESTED = 20;
const MAX_CONCURRENT = 100;
/** Machines that are kept while nobody needs them. */
const MAX_FREE = 20;
/** Fuel between two looks at what the host wants. */
const SLICE_UNDER_SIGNAL = 1_000_000;

const ANONYMOUS: Asking = { user: null, roles: [] };

type Args = readonly (Giveable | object)[];

export class ScriptSpace {
  readonly declarations: Declarations;
  private readonly limits: Limits;
  private readonly sinks: readonly AuditSink[];
  private readonly concurrent: number;
  private readonly free: ScriptWorld[] = [];
  /** How deep in scripts and methods that scripts call the host stands at this moment. */
  private nested = 0;
  /** Calls that may wait. */
  private underWay = 0;
  /** For whom the script runs that runs at this moment. */
  private asking: Asking = ANONYMOUS;

  constructor(options: ScriptSpaceOptions = {}) {
    this.declarations = options.declarations ?? new Declarations();
    this.limits = { ...SCRIPT_LIMITS, ...options.limits };
    this.sinks = options.sinks ?? [];
    this.concurrent = options.concurrent ?? MAX_CONCURRENT;
  }

  /**
   * Calls a script: what it returns, objects of the host as themselves. Whatever goes wrong is a ScriptError; so is an
   * answer that comes later.
   */
  call(script: PythonScript, args: Args = [], options: CallOptions = {}): HostValue | object {
    const read = correct(script);
    const world = this.enter(script, options, false);
    try {
      ended(this.within(world, () => define(world, script, read, options)));
      return taken(world, ended(this.within(world, () => invoke(world, script, args, options))));
    } catch (e) {
      throw failure(world, e);
    } finally {
      this.leave(world);
    }
  }

  /**
   * The same, where methods and functions of the host's may answer with promises: the script stands still until they are
   * kept. Time in which it waits counts.
   *
   * ```ts
   * await scripts.callAsync(script, ['me'], { context: document, signal: AbortSignal.timeout(1000) });
   * ```
   */
  async callAsync(script: PythonScript, args: Args = [], options: AsyncCallOptions = {}): Promise<HostValue | object> {
    const read = correct(script);
    if (this.underWay >= this.concurrent)
      throw new ScriptError('RuntimeError', `more than ${this.concurrent} calls of scripts are under way`);
    const world = this.enter(script, options, true);
    const waiting = new Waiting(world.machine, world.milliseconds, options.signal);
    this.underWay++;
    try {
      await this.settled(world, waiting, options, () => define(world, script, read, options));
      return taken(world, await this.settled(world, waiting, options, () => invoke(world, script, args, options)));
    } catch (e) {
      throw failure(world, e);
    } finally {
      this.underWay--;
      waiting.end();
      this.leave(world);
    }
  }

  /** A machine that is free, with all that one call may spend. */
  private enter(script: PythonScript, options: CallOptions, waits: boolean): ScriptWorld {
    const { declarations, limits, sinks } = this;
    const world = this.free.pop() ?? new ScriptWorld({ declarations, limits, sinks });
    world.asking = askingFor(script, options, this.asking);
    world.table.waits = waits;
    world.machine.renew();
    return world;
  }

  /** What is left in the middle of something is not used again. */
  private leave(world: ScriptWorld): void {
    if (world.clear() && this.free.length < MAX_FREE) this.free.push(world);
    else world.end();
  }

  /** The machine runs: what its script calls of the host's, and the scripts that are called there, are for whom it asks. */
  private within(world: ScriptWorld, body: () => Outcome): Outcome {
    if (this.nested >= MAX_NESTED)
      throw new ScriptError('RuntimeError', `scripts that call each other more than ${MAX_NESTED} deep`);
    const before = this.asking;
    this.asking = world.asking;
    this.nested++;
    try {
      return body();
    } finally {
      this.nested--;
      this.asking = before;
    }
  }

  /** What comes of it, waited for wherever the machine stands still. */
  private async settled(
    world: ScriptWorld,
    waiting: Waiting,
    { signal }: AsyncCallOptions,
    body: () => Outcome,
  ): Promise<PyValue> {
    const { machine } = world;
    const run = (go: () => Outcome): Outcome => {
      if (waiting.aborted !== null) throw waiting.aborted;
      if (signal !== undefined) machine.stopAfter(SLICE_UNDER_SIGNAL);
      return this.within(world, go);
    };
    try {
      let outcome = run(body);
      while (outcome.kind === 'paused') {
        const { request } = outcome;
        if (request === SLICE_SPENT) {
          await turnOfHost();
          outcome = run(() => machine.resumeWith(null));
          continue;
        }
        const came = await waiting.for(request as PromisedAnswer);
        if (came instanceof LimitError) throw came;
        // Something may have been declared meanwhile: what was decided for this one is forgotten.
        world.asking = { ...world.asking };
        outcome = run(() => machine.resumeAnswered(came));
      }
      return ended(outcome);
    } finally {
      if (signal !== undefined) machine.stopAfter(Number.POSITIVE_INFINITY);
    }
  }
}

function askingFor(script: PythonScript, { user }: CallOptions, around: Asking): Asking {
  const who = user === undefined ? { user: around.user, roles: around.roles } : { user: user.id, roles: user.roles };
  return {
    ...who,
    ...(script.proxyRoles.length === 0 ? {} : { proxyRoles: script.proxyRoles }),
    ...(script.owner === undefined ? {} : { owner: script.owner }),
  };
}

/** A script without findings. */
function correct(script: PythonScript): ReadScript {
  const read = script.read();
  if (read.findings.length === 0 && read.tree !== null) return read;
  const more = { findings: read.findings };
  throw new ScriptError('RuntimeError', `Script (Python) ${script.id} has errors.`, '', more);
}

// -- what the machine does -------------------------------------------------------------------------------------------------

/** Makes the function, in a namespace for this call. */
function define(world: ScriptWorld, script: PythonScript, read: ReadScript, options: CallOptions): Outcome {
  const globals = world.namespace(script.id);
  const { names } = read;
  for (const kind of BINDING_NAMES) {
    const name = script.bindings[kind];
    if (name !== undefined && names.has(name)) globals.setStr(name, give(world, bound(kind, script, options)));
  }
  if (names.has(PRINTED)) globals.setStr(PRINTED, world.printedReference());
  return world.machine.runCode(codeOf(world, script, read), globals);
}

/** Calls it. */
function invoke(world: ScriptWorld, script: PythonScript, args: Args, options: CallOptions): Outcome {
  const { machine } = world;
  const fn = world.globals!.getStr(script.id) as engine.PyFunction;
  const values: PyValue[] = [];
  for (const arg of args) values.push(give(world, arg));
  const named = Object.entries(options.kwargs ?? {});
  if (named.length === 0) return machine.callPython(fn, values);
  const kwargs = new Map(named.map(([name, value]) => [name, value]));
  return machine.callFunction(fn, values, give(world, kwargs) as Parameters<typeof machine.callFunction>[2]);
}

/** What a script is told of the call. */
function bound(kind: (typeof BINDING_NAMES)[number], script: PythonScript, options: CallOptions): Giveable | object {
  switch (kind) {
    case 'script':
      return script.seen;
    case 'traverse_subpath':
      return options.traverse_subpath ?? [];
    case 'namespace':
      return options.namespace ?? {};
    default:
      return options[kind] ?? null;
  }
}

function codeOf(world: ScriptWorld, script: PythonScript, read: ReadScript): engine.PyCode {
  let code = world.codes.get(read);
  if (code === undefined) {
    const { machine } = world;
    machine.chargeSource(script.body.length);
    const tree = new Ast.Module([...world.importsFor(read), ...read.tree!.body], []);
    code = compileTree(tree, read.filename, 'exec', machine.compileOptions(read.filename, script.body));
    world.codes.set(read, code);
    machine.renew();
  }
  return code;
}

function ended(outcome: Outcome): PyValue {
  if (outcome.kind === 'value') return outcome.value;
  if (outcome.kind === 'raised') throw new PyRaise(outcome.exception);
  throw new LimitError('stopped', 'something that answers later was called: use callAsync(), not call()');
}

function give(world: ScriptWorld, value: Giveable | object): PyValue {
  if (typeof value === 'string') return strFromJS(value);
  return fromPlain(world.machine, giveValue(value, world.table));
}

function taken(world: ScriptWorld, value: PyValue): HostValue {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof PyFloat) return value.v;
  return takeValue(toPlain(world.machine, value), world.table);
}

// -- what goes wrong -------------------------------------------------------------------------------------------------------

function failure(world: ScriptWorld, e: unknown): unknown {
  try {
    if (e instanceof PyRaise) return raised(world, e.exc);
    if (e instanceof PyException) return raised(world, e);
  } catch (other) {
    e = other;
  }
  if (e instanceof ScriptError) return e;
  if (e instanceof ConversionError) return new ScriptError('TypeError', e.message);
  // The machine stands in the middle of something.
  world.spoilt = true;
  return e instanceof LimitError ? new ScriptError('LimitError', e.message, '', { limit: e.limit }) : e;
}

function raised(world: ScriptWorld, exc: PyException): ScriptError {
  const type = typeOf(exc).name;
  if (type === 'SystemExit') return new ScriptError('ValueError', 'SystemExit cannot be raised within a PythonScript');
  const denied = world.table.denied;
  const refused = type === 'PermissionError' && denied !== null && world.machine.isRefusal(exc);
  const { traceback, message } = world.describe(exc);
  return refused ? new ScriptError('Unauthorized', denied, traceback) : new ScriptError(type, message, traceback);
}
