/**
 * Cells inside a cell: the supervisor of the outer one makes them for its program, and answers for them. An inner cell has
 * the meet of what the outer has and what is asked for; what it spends comes out of the outer's budget; it ends with the
 * outer at the latest. Values cross as copies, or as stand-ins behind which the outer program itself answers.
 *
 * What an inner cell asks of the outer program (a use of a stand-in, an `open` that the outer has taken on itself) is a
 * step of its run: the inner pauses, `cell_run` answers `[call, …]`, the outer program does what it does and goes on with
 * `cell_resume`. So neither program ever runs inside a call of the other (law 3), and each may be paused meanwhile.
 */
import type { Limits, Place, Plain, Spent, System, SystemAnswer, SystemCall } from '@rexec/python';
import { SnapshotError } from '@rexec/python/source';
import { PythonObject } from '../bastion/values.js';
import { PolicyError } from '../policy/errors.js';
import { Policy } from '../policy/policy.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import { cut, wellFormed } from '../system/arguments.js';
import { Answered, errorAnswer } from '../system/fault.js';
import type { Guard, HandlerMaker } from '../system/guard.js';
import { countOf } from '../system/keeping.js';
import { type Maybe, PromisedAnswer } from '../system/later.js';
import { MemoryTree } from '../system/memory-tree.js';
import { documentOf, type InnerOptions, inward, outward, questionOf, readAnswer, readOptions } from './crossing.js';
import type { RunResult } from './result.js';
import type { World, WorldOptions } from './world.js';

/** A cell that another's program has made. */
export interface InnerCell {
  readonly usage: { readonly fuel: number };
  /** Begins a command; `by.done` has its result, perhaps at once. Calls for which `by.held` is true are left to `answer`. */
  start(name: string, args: Plain, by: InnerCalls): void;
  answer(answer: SystemAnswer): void;
  limitFuel(total: number): void;
  dispose(): void;
}

export interface InnerCalls {
  done(result: RunResult): void;
  held(later: PromisedAnswer): boolean;
}

/** Where inner cells run: in the same thread if the outer does, else in processes of their own. */
export type InnerMaker = (world: World, system: System, output: InnerOutput) => InnerCell;

export interface InnerOutput {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

export interface NestedWorld {
  readonly make: InnerMaker;
  /** Cells that may be there, of this cell and of those around it. */
  readonly count?: CellCount;
  /** How many cells are around this one. */
  readonly depth?: number;
  /** Milliseconds that the outer cell has left. */
  readonly timeLeft?: () => number;
}

/** Cells that are there at once: an inner cell's count in those of the outer ones too. */
export class CellCount {
  private live = 0;
  constructor(
    private readonly limit: number,
    private readonly around?: CellCount,
  ) {}

  take(): boolean {
    if (this.live >= this.limit || this.around?.take() === false) return false;
    this.live++;
    return true;
  }

  release(): void {
    this.live--;
    this.around?.release();
  }
}

export interface NestedOptions {
  /** Of the outer cell. */
  readonly policy: Policy;
  readonly limits: Limits;
  readonly nested: NestedWorld;
  /** What inner worlds have in common with the outer: sinks, questions, platform, network, secrets, trees. */
  readonly common: Omit<WorldOptions, 'policy' | 'limits' | 'nested' | 'name'>;
  readonly makeWorld: (options: WorldOptions) => World;
}

/** What an inner cell has at least, so that it can say what is wrong. */
const LEAST_FUEL = 10_000;
const COST = 5000;
/** Cells inside each other: inline, each runs on the stack of the one around it. */
const MAX_DEPTH = 8;
/** Part of the outer cell's memory that an inner one gets where none is asked for. */
const MEMORY_PART = 8;

export function nestedCells(options: NestedOptions): HandlerMaker {
  return (guard) => {
    const cells = new Cells(guard, options);
    return {
      cell_make: ([policy, more], place) => cells.make(policy!, more!, place),
      cell_run: ([cell, command, value], place) => cells.run(cell as number, command as string, value!, place),
      cell_resume: ([cell, value], place) => cells.resume(cell as number, value!, place),
      cell_end: ([cell]) => cells.end(cell as number),
    };
  };
}

class Cells {
  private readonly inner = new Map<number, Inner>();
  private readonly count: CellCount;
  private made = 0;

  constructor(
    private readonly guard: Guard,
    private readonly options: NestedOptions,
  ) {
    this.count = new CellCount(options.policy.parts.limits.cells, options.nested.count);
    guard.keeps('cells', {
      save: () => {
        if (this.inner.size > 0) throw new SnapshotError('a cell with cells inside it cannot be saved: end them first');
        return this.made;
      },
      load: (saved) => {
        this.made = countOf(saved);
      },
    });
    guard.atEnd(() => {
      for (const inner of this.inner.values()) inner.dispose();
      this.inner.clear();
    });
  }

  make(asked: Plain, more: Plain, place: Place): Maybe<SystemAnswer> {
    const refusal = this.guard.authorize('rexec.cell', [this.made + 1], { kind: 'cell' }, place);
    if (refusal instanceof Promise) return refusal.then((r) => r ?? this.begin(asked, more, place));
    return refusal ?? this.begin(asked, more, place);
  }

  private begin(asked: Plain, more: Plain, place: Place): SystemAnswer {
    const depth = (this.options.nested.depth ?? 0) + 1;
    if (depth > MAX_DEPTH) return refused('RuntimeError', `too many cells inside each other: at most ${MAX_DEPTH}`);
    if (!this.count.take()) {
      return refused('RuntimeError', `too many cells: limits.cells is ${this.options.policy.parts.limits.cells}`);
    }
    try {
      const inner = this.newInner(asked, readOptions(more), place);
      this.inner.set(++this.made, inner);
      return { kind: 'value', value: this.made, spent: { fuel: COST, memory: inner.memory } };
    } catch (e) {
      this.count.release();
      if (e instanceof PolicyError) return refused('ValueError', e.message);
      return refused('OSError', e instanceof Error ? cut(e.message) : 'the cell cannot be made');
    }
  }

  private newInner(asked: Plain, given: InnerOptions, place: Place): Inner {
    const { options } = this;
    const document = documentOf(asked);
    const policy = Policy.from(document, { filename: 'policy of the cell' }).within(options.policy);
    const limits = this.limitsOf(policy, document, place);
    const files = new MemoryTree();
    const output = new Output();
    const world = options.makeWorld({
      ...options.common,
      policy,
      limits,
      name: `${this.guard.cell}/${this.made + 1}`,
      argv: given.argv,
      console: output,
      classic: given.classic,
      eachImport: given.import,
      files: given.open ? { [GIVEN_FILES]: files } : {},
      nested: {
        ...options.nested,
        depth: (options.nested.depth ?? 0) + 1,
        count: this.count,
        timeLeft: () => limits.time ?? Number.POSITIVE_INFINITY,
      },
    });
    return new Inner(options.nested.make, world, given, files, output, limits.memory ?? 0, () => this.count.release());
  }

  private limitsOf(policy: Policy, document: PolicyDocument, place: Place): Limits {
    const { limits } = policy.parts;
    const outer = this.options.limits;
    const most = (a: number, b: number | undefined) => Math.min(a, b ?? Number.POSITIVE_INFINITY);
    const memory = most(limits.memory, outer.memory);
    return {
      fuel: Math.max(LEAST_FUEL, most(limits.fuel, (outer.fuel ?? Number.POSITIVE_INFINITY) - place.fuel)),
      time: Math.max(1, most(most(limits.time, outer.time), this.options.nested.timeLeft?.())),
      memory: document.limits?.memory === undefined ? Math.floor(memory / MEMORY_PART) : memory,
      recursion: most(limits.recursion, outer.recursion),
      output: most(limits.output, outer.output),
    };
  }

  run(id: number, command: string, value: Plain, place: Place): Maybe<SystemAnswer> {
    const inner = this.inner.get(id);
    if (inner === undefined) return errorAnswer('EBADF');
    if (inner.busy) return refused('RuntimeError', 'the cell is running');
    let args: Plain;
    try {
      args = inward(value);
    } catch {
      return refused('TypeError', 'a value that cannot be given to a cell');
    }
    return this.stepped(inner, place, () => inner.start(command, args));
  }

  resume(id: number, value: Plain, place: Place): Maybe<SystemAnswer> {
    const inner = this.inner.get(id);
    if (inner === undefined) return errorAnswer('EBADF');
    if (!inner.asking) return refused('RuntimeError', 'the cell asks for nothing');
    return this.stepped(inner, place, () => inner.resume(value));
  }

  private stepped(inner: Inner, place: Place, begin: () => void): Maybe<SystemAnswer> {
    const left = (this.options.limits.fuel ?? Number.POSITIVE_INFINITY) - place.fuel;
    inner.limitFuel(left);
    const step = inner.step(begin);
    const answer = (value: Plain): SystemAnswer => {
      const { fuel, effects } = inner.spent();
      this.guard.spend(effects);
      return { kind: 'value', value, spent: { fuel: fuel + COST, memory: 0 } };
    };
    return step instanceof Promise ? step.then(answer) : answer(step);
  }

  end(id: number): SystemAnswer {
    const inner = this.inner.get(id);
    if (inner === undefined) return errorAnswer('EBADF');
    this.inner.delete(id);
    inner.dispose();
    const spent: Spent = { fuel: inner.spent().fuel, memory: -inner.memory };
    return { kind: 'value', value: null, spent };
  }
}

/** A folder that only open files without names are in. */
const GIVEN_FILES = '/.given';

type Step = readonly Plain[];

/** What an inner cell has written since it was looked at last. */
class Output implements InnerOutput {
  private out = '';
  private err = '';
  readonly stdout = (text: string): void => {
    this.out += text;
  };
  readonly stderr = (text: string): void => {
    this.err += text;
  };

  take(): [string, string] {
    const taken: [string, string] = [this.out, this.err];
    this.out = this.err = '';
    return taken;
  }
}

/** One inner cell, and where its run stands. */
class Inner {
  /** A command is under way. */
  busy = false;
  private asked: { readonly call: SystemCall; readonly later: PromisedAnswer; readonly question: Plain } | null = null;
  private arrived: Step | null = null;
  private waiting: ((step: Step) => void) | null = null;
  private readonly cell: InnerCell;
  private paidFuel = 0;
  private paidEffects = 0;
  private ended: Plain = null;
  private opened = 0;

  constructor(
    make: InnerMaker,
    private readonly world: World,
    private readonly given: InnerOptions,
    private readonly files: MemoryTree,
    private readonly output: Output,
    /** Bytes of the outer cell that are set aside for it. */
    readonly memory: number,
    private readonly release: () => void,
  ) {
    const { supervisor } = world;
    const system: System = {
      call: (call) => this.call(call),
      audit: (event, args, place) => supervisor.audit(event, args, place),
    };
    this.cell = make(world, system, output);
  }

  get asking(): boolean {
    return this.asked !== null;
  }

  limitFuel(left: number): void {
    this.cell.limitFuel(this.cell.usage.fuel + left);
  }

  /** What was spent since this was asked last. */
  spent(): { fuel: number; effects: number } {
    const fuel = Math.max(0, this.cell.usage.fuel - this.paidFuel);
    const { effects } = this.world.supervisor.usage;
    const out = { fuel, effects: effects - this.paidEffects };
    this.paidFuel += fuel;
    this.paidEffects = effects;
    return out;
  }

  /** Runs until the command is done, or until the outer program is asked. */
  step(begin: () => void): Maybe<Step> {
    this.arrived = null;
    begin();
    const step = this.arrived as Step | null;
    if (step !== null) return step;
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  private deliver(step: Step): void {
    const { waiting } = this;
    this.waiting = null;
    if (waiting === null) this.arrived = step;
    else waiting(step);
  }

  start(command: string, args: Plain): void {
    if (this.ended !== null) {
      this.deliver(['done', 'ended', null, '', '', this.ended]);
      return;
    }
    this.busy = true;
    this.cell.start(command, args, {
      done: (result) => this.done(result),
      held: (later) => this.isAsked(later),
    });
  }

  /** The call that the inner cell waits for is the outer program's to answer: it is told. */
  private isAsked(later: PromisedAnswer): boolean {
    if (this.asked?.later !== later) return false;
    this.deliver(['call', this.asked.question, ...this.output.take()]);
    return true;
  }

  private done(result: RunResult): void {
    this.busy = false;
    this.asked = null;
    let { status } = result;
    let value = result.value as Plain;
    let why: Plain = null;
    if (status === 'ok' && result.value instanceof PythonObject) {
      [status, value, why] = ['error', null, ['TypeError', 'a value that cannot leave its cell']];
    } else if (status === 'ok') value = outward(value);
    else {
      value = null;
      why = [result.error?.limit ?? result.error?.type ?? 'error', result.error?.message ?? ''];
    }
    if (status === 'limit' || result.error?.type === 'ProcessError') {
      this.ended = why;
      this.world.supervisor.stop('the cell has ended');
    }
    this.deliver(['done', status, value, ...this.output.take(), why]);
  }

  /** The outer program's answer to what was asked. */
  resume(value: Plain): void {
    const { call } = this.asked!;
    this.asked = null;
    const answer = this.answerTo(call, value);
    // What it made of it may have to wait, or to be asked about.
    if (answer instanceof PromisedAnswer) void answer.promise.then((a) => this.cell.answer(a));
    else this.cell.answer(answer);
  }

  private answerTo(call: SystemCall, value: Plain): SystemAnswer | PromisedAnswer {
    const said = readAnswer(call, value);
    if (!('call' in said)) return said;
    const { supervisor } = this.world;
    if (said.content === undefined) return supervisor.call(said.call);
    // A file of the outer program's making: only the descriptor that the inner gets knows it.
    const name = `${this.opened++}`;
    try {
      this.files.put(name, said.content);
      return supervisor.call({ ...said.call, args: [`${GIVEN_FILES}/${name}`, 0, 0] });
    } catch {
      return errorAnswer('ENOSPC');
    } finally {
      this.forget(name);
    }
  }

  private forget(name: string): void {
    try {
      this.files.unlink([name]);
    } catch {
      // It could not be made.
    }
  }

  /** A call of the inner cell: some are the outer program's to answer. */
  private call(call: SystemCall): SystemAnswer | PromisedAnswer {
    const { supervisor } = this.world;
    const question = this.asked === null && wellFormed(call.name, call.args) ? questionOf(call, this.given) : null;
    if (question === null) return supervisor.call(call);
    if (call.name.startsWith('host_')) {
      try {
        supervisor.record('rexec.call', call.args.slice(0, 2), 'note', 'the outer cell', call.place);
      } catch (e) {
        if (e instanceof Answered) return e.answer;
        throw e;
      }
    }
    // Nobody waits for this promise: the outer program's answer is handed on.
    const later = new PromisedAnswer(new Promise(() => {}));
    this.asked = { call, later, question };
    return later;
  }

  dispose(): void {
    if (this.released) return;
    this.released = true;
    this.ended ??= ['stopped', 'the cell has ended'];
    this.cell.dispose();
    this.world.supervisor.end();
    this.release();
    if (this.waiting !== null) this.deliver(['done', 'ended', null, '', '', this.ended]);
  }
  private released = false;
}

function refused(type: string, message: string): SystemAnswer {
  return { kind: 'refused', type, message };
}
