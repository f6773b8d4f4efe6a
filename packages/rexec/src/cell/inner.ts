/**
 * One cell that another's program has made: where its run stands, what it asks of the outer program, what it has cost. All
 * of it is data, so it is kept in a snapshot of the outer cell (nested-keeping.ts) and goes on where it stood.
 */
import type { Limits, Plain, System, SystemAnswer, SystemCall } from '@rexec/python';
import { PythonObject } from '../bastion/values.js';
import { wellFormed } from '../system/arguments.js';
import { Answered, errorAnswer } from '../system/fault.js';
import { bad } from '../system/keeping.js';
import { LeftAnswer, type Maybe, PromisedAnswer } from '../system/later.js';
import type { MemoryTree } from '../system/memory-tree.js';
import { type InnerOptions, outward, questionOf, readAnswer } from './crossing.js';
import type { SavedInner, Standing } from './nested-keeping.js';
import type { RunResult } from './result.js';
import type { World } from './world.js';

/** The cell itself, in whatever thread or process. */
export interface InnerCell {
  readonly usage: { readonly fuel: number };
  /** Of a restored cell elsewhere: what it has spent is known from then on. Rejects with SnapshotError. */
  readonly ready?: Promise<void>;
  /** The open call of a run that it stands in since it was restored. */
  readonly asked: SystemCall | null;
  /** Begins a command; `by.done` has its result, perhaps at once. Calls for which `by.held` is true are left to `answer`. */
  start(name: string, args: Plain, by: InnerCalls): void;
  /** Goes on with the run that it stands in since it was restored: the open call is made again, or is left to `answer`. */
  goOn(by: InnerCalls, call: 'again' | 'left'): void;
  answer(answer: SystemAnswer): void;
  limitFuel(total: number): void;
  /** Asks for the snapshot of a cell elsewhere. Rejects with SnapshotError. */
  gather?(): Promise<void>;
  /** Throws SnapshotError. */
  snapshot(): Uint8Array;
  dispose(): void;
}

export interface InnerCalls {
  done(result: RunResult): void;
  held(later: PromisedAnswer): boolean;
  /** A bug, or a snapshot that held what no program makes. */
  failed(error: unknown): void;
}

/** Where inner cells run: in the same thread if the outer does, else in processes of their own. `saved`: of a snapshot. */
export type InnerMaker = (world: World, system: System, output: InnerOutput, saved: Uint8Array | null) => InnerCell;

export interface InnerOutput {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** A folder that only open files without names are in. */
export const GIVEN_FILES = '/.given';

export type InnerStep = readonly Plain[];

/** What an inner cell has written since it was looked at last. */
export class Output implements InnerOutput {
  private out = '';
  private err = '';
  readonly stdout = (text: string): void => {
    this.out += text;
  };
  readonly stderr = (text: string): void => {
    this.err += text;
  };

  get text(): readonly [string, string] {
    return [this.out, this.err];
  }

  take(): [string, string] {
    const taken: [string, string] = [this.out, this.err];
    this.out = this.err = '';
    return taken;
  }
}

export interface InnerParts {
  readonly make: InnerMaker;
  readonly world: World;
  /** The arguments of `cell_make`. */
  readonly wanted: readonly [policy: Plain, options: Plain];
  readonly given: InnerOptions;
  readonly limits: Limits;
  readonly files: MemoryTree;
  readonly output: Output;
  /** Called once, at its end. */
  readonly release: () => void;
}

export class Inner {
  /** Bytes of the outer cell that are set aside for it. */
  readonly memory: number;
  /** A command is under way. */
  busy = false;
  /** It stands in a command since it was restored, and the call that it waits for is nobody's yet. */
  private interrupted = false;
  private asked: { readonly call: SystemCall; readonly later: LeftAnswer; readonly question: Plain } | null = null;
  /** What was asked, as long as what the outer program's answer leads to is not there. */
  private answering: SystemCall | null = null;
  private arrived: (() => InnerStep) | null = null;
  private waiting: ((step: () => InnerStep) => void) | null = null;
  private readonly cell: InnerCell;
  private paidFuel = 0;
  private paidEffects = 0;
  private ended: readonly [string, string] | null = null;
  private opened = 0;
  private released = false;
  private readonly calls: InnerCalls = {
    done: (result) => this.done(result),
    held: (later) => this.isAsked(later),
    // Thrown where the outer program's call is answered: its supervisor knows what to do about bugs.
    failed: (error) =>
      this.arrive(() => {
        throw error;
      }),
  };

  /** `saved`: what was kept of another. Throws SnapshotError. */
  constructor(
    private readonly parts: InnerParts,
    saved: SavedInner | null,
  ) {
    const { make, world, output, limits } = parts;
    const { supervisor } = world;
    const system: System = {
      call: (call) => this.call(call),
      audit: (event, args, place) => supervisor.audit(event, args, place),
    };
    this.memory = limits.memory ?? 0;
    if (saved !== null) supervisor.load(saved.world);
    this.cell = make(world, system, output, saved?.cell ?? null);
    if (saved !== null) this.load(saved);
  }

  get asking(): boolean {
    return this.asked !== null;
  }

  /** What it has not paid for yet counts too. */
  limitFuel(left: number): void {
    this.cell.limitFuel(this.paidFuel + left);
  }

  /** What was spent since this was asked last. */
  spent(): { fuel: number; effects: number } {
    const fuel = Math.max(0, this.cell.usage.fuel - this.paidFuel);
    const { effects } = this.parts.world.supervisor.usage;
    const out = { fuel, effects: effects - this.paidEffects };
    this.paidFuel += fuel;
    this.paidEffects = effects;
    return out;
  }

  // -- kept in a snapshot --------------------------------------------------------------------------------------------------

  private get standing(): Standing {
    if (this.ended !== null) return 'ended';
    if (!this.busy) return 'idle';
    return this.asked === null && this.answering === null ? 'running' : 'asking';
  }

  save(): SavedInner {
    const { standing, cell, parts } = this;
    return {
      wanted: parts.wanted,
      limits: parts.limits,
      standing,
      cell: standing === 'ended' ? null : cell.snapshot(),
      world: parts.world.supervisor.save(),
      output: parts.output.text,
      paid: [this.paidFuel, this.paidEffects],
      ended: this.ended,
    };
  }

  private load({ standing, output, paid, ended }: SavedInner): void {
    const { parts, cell } = this;
    [this.paidFuel, this.paidEffects] = paid;
    if (ended !== null) {
      this.end(ended);
      return;
    }
    if (cell.ready === undefined) this.checkPaid();
    parts.output.stdout(output[0]);
    parts.output.stderr(output[1]);
    if ((cell.asked === null) !== (standing === 'idle')) bad();
    this.busy = standing !== 'idle';
    this.interrupted = standing === 'running';
    if (standing === 'asking') {
      const question = this.questionIn(cell.asked!);
      if (question === null) bad();
      this.asked = { call: cell.asked!, later: new LeftAnswer(), question };
      cell.goOn(this.calls, 'left');
    }
  }

  /** What it has not paid for is charged at its next step; more than it has spent it never paid. */
  private checkPaid(): void {
    if (this.paidFuel > this.cell.usage.fuel || this.paidEffects > this.parts.world.supervisor.usage.effects) bad();
  }

  /** All that is elsewhere has been restored. */
  async ready(): Promise<void> {
    if (this.ended !== null) return;
    await this.cell.ready;
    this.checkPaid();
    await this.parts.world.supervisor.ready();
  }

  /** All that is elsewhere has been asked for its snapshot. */
  async gather(): Promise<void> {
    if (this.ended !== null) return;
    await this.cell.gather?.();
    await this.parts.world.supervisor.gather();
  }

  // -- steps ---------------------------------------------------------------------------------------------------------------

  /** Runs until the command is done, or until the outer program is asked. */
  private step(begin: () => void): Maybe<InnerStep> {
    this.arrived = null;
    begin();
    const step = this.arrived as (() => InnerStep) | null;
    if (step !== null) return step();
    return new Promise<() => InnerStep>((resolve) => {
      this.waiting = resolve;
    }).then((late) => late());
  }

  private deliver(step: InnerStep): void {
    this.arrive(() => step);
  }

  private arrive(step: () => InnerStep): void {
    const { waiting } = this;
    this.waiting = null;
    if (waiting === null) this.arrived = step;
    else waiting(step);
  }

  start(command: string, args: Plain): Maybe<InnerStep> {
    if (this.ended !== null) return ['done', 'ended', null, '', '', [...this.ended]];
    return this.step(() => {
      this.busy = true;
      this.cell.start(command, args, this.calls);
    });
  }

  /** The step that a snapshot was taken in the middle of; null: there is none. */
  interruptedStep(): Maybe<InnerStep> | null {
    if (!this.interrupted) return null;
    this.interrupted = false;
    return this.step(() => this.cell.goOn(this.calls, 'again'));
  }

  /** The outer program's answer to what was asked. */
  resume(value: Plain): Maybe<InnerStep> {
    return this.step(() => {
      const { call } = this.asked!;
      this.asked = null;
      const answer = this.answerTo(call, value);
      if (!(answer instanceof PromisedAnswer)) {
        this.cell.answer(answer);
        return;
      }
      // What it made of it may have to wait, or to be asked about.
      this.answering = call;
      void answer.promise.then((a) => {
        this.answering = null;
        this.cell.answer(a);
      });
    });
  }

  /** The call that the inner cell waits for is the outer program's to answer: it is told. */
  private isAsked(later: PromisedAnswer): boolean {
    const { asked } = this;
    if (asked === null || asked.later !== later) return false;
    this.deliver(['call', asked.question, ...this.parts.output.take()]);
    return true;
  }

  private done(result: RunResult): void {
    this.busy = false;
    this.asked = null;
    let { status } = result;
    let value = result.value as Plain;
    let why: readonly [string, string] | null = null;
    if (status === 'ok' && result.value instanceof PythonObject) {
      [status, value, why] = ['error', null, ['TypeError', 'a value that cannot leave its cell']];
    } else if (status === 'ok') value = outward(value);
    else {
      value = null;
      why = [result.error?.limit ?? result.error?.type ?? 'error', result.error?.message ?? ''];
    }
    if (status === 'limit' || result.error?.type === 'ProcessError') this.end(why!);
    this.deliver(['done', status, value, ...this.parts.output.take(), why]);
  }

  private end(why: readonly [string, string]): void {
    this.ended = why;
    this.parts.world.supervisor.end();
  }

  // -- what is asked of the outer program ----------------------------------------------------------------------------------

  private questionIn(call: SystemCall): Plain | null {
    return wellFormed(call.name, call.args) ? questionOf(call, this.parts.given) : null;
  }

  /** A call of the inner cell: some are the outer program's to answer. */
  private call(call: SystemCall): SystemAnswer | PromisedAnswer {
    const { supervisor } = this.parts.world;
    const question = this.asked === null ? this.questionIn(call) : null;
    if (question === null) return supervisor.call(call);
    if (call.name.startsWith('host_')) {
      try {
        supervisor.record('rexec.call', call.args.slice(0, 2), 'note', 'the outer cell', call.place);
      } catch (e) {
        if (e instanceof Answered) return e.answer;
        throw e;
      }
    }
    const later = new LeftAnswer();
    this.asked = { call, later, question };
    return later;
  }

  private answerTo(call: SystemCall, value: Plain): SystemAnswer | PromisedAnswer {
    const said = readAnswer(call, value);
    if (!('call' in said)) return said;
    const { supervisor } = this.parts.world;
    if (said.content === undefined) return supervisor.call(said.call);
    // A file of the outer program's making: only the descriptor that the inner gets knows it.
    const name = `${this.opened++}`;
    try {
      this.parts.files.put(name, said.content);
      return supervisor.call({ ...said.call, args: [`${GIVEN_FILES}/${name}`, 0, 0] });
    } catch {
      return errorAnswer('ENOSPC');
    } finally {
      this.forget(name);
    }
  }

  private forget(name: string): void {
    try {
      this.parts.files.unlink([name]);
    } catch {
      // It could not be made.
    }
  }

  dispose(): void {
    if (this.released) return;
    this.released = true;
    this.ended ??= ['stopped', 'the cell has ended'];
    this.cell.dispose();
    this.parts.world.supervisor.end();
    this.parts.release();
    if (this.waiting !== null) this.deliver(['done', 'ended', null, '', '', [...this.ended]]);
  }
}
