/**
 * A run that its host takes step by step: what the program wants is said, and the host answers when it likes, from wherever
 * it likes. Between two steps the cell is data.
 *
 * ```ts
 * let step = cell.start('print(lookup("x") + 1)', { functions: ['lookup'] });
 * while (!step.done) step = step.resume(table[step.call.args[0]]);
 * step.result.stdout;
 * ```
 */
import type { SystemAnswer } from '@rexec/python';
import type { Giveable, HostValue } from '../bastion/values.js';
import type { RunResult } from './result.js';

/** A call of a host's function. */
export interface HostCall {
  /** Its name; of a method behind a bastion, `object.method`. */
  readonly function: string;
  readonly args: readonly HostValue[];
  readonly kwargs: ReadonlyMap<string, HostValue>;
  /** Counts the calls of this cell that were left to its host, from 1. */
  readonly id: number;
}

/**
 * | kind | the program |
 * | --- | --- |
 * | `done` | has ended: `result` |
 * | `call` | called a function that the host answers: `call` |
 * | `waiting` | waits for an answer that comes later (an asynchronous function, a question to a person): `next()` |
 * | `slice` | has spent its slice of fuel |
 * | `stopped` | was stopped by a debugger |
 */
export type StepKind = 'done' | 'call' | 'waiting' | 'slice' | 'stopped';

/** What steps do to their cell. `Next` is how the step that follows comes: at once, or later from another process. */
export interface Stepped<Next> {
  /** Where the run stands. */
  readonly step: object | null;
  answerStep(answer: SystemAnswer): Next;
  goOn(fuel?: number): Next;
  given(value: Giveable): SystemAnswer;
}

/** A step, wherever its cell is. */
export class StepOf<Kind extends StepKind, Next, Cell extends Stepped<Next> = Stepped<Next>> {
  constructor(
    protected readonly cell: Cell,
    readonly kind: Kind,
    /** How the run ended; null as long as it has not. */
    readonly result: RunResult | null,
    readonly call: HostCall | null,
  ) {}

  get done(): boolean {
    return this.kind === 'done';
  }

  /** What the run gave: of an expression its value, else null. */
  get value(): HostValue {
    return this.result?.value ?? null;
  }

  /** Goes on: the call has this value. After a slice there is nothing to give, but more fuel for the next one. */
  resume(value?: Giveable, options: { fuel?: number } = {}): Next {
    this.check();
    if (this.kind === 'slice' || this.kind === 'stopped') return this.cell.goOn(options.fuel);
    if (this.kind === 'waiting') throw new Error('the program waits for an answer that comes later: await step.next()');
    return this.cell.answerStep(this.cell.given(value));
  }

  /** Goes on: the call raises. `type` is the name of a built-in exception. */
  raise(type: string, message: string): Next {
    this.check();
    if (this.kind !== 'call') throw new Error(`the program called nothing (${this.kind}): nothing can be raised`);
    return this.cell.answerStep({ kind: 'refused', type, message });
  }

  protected check(): void {
    if (this.done) throw new Error('the run has ended');
    if (this.cell.step !== this) throw new Error('the program has gone on from this step already');
  }
}

/** What steps in the host's own process do besides. */
interface SteppedHere extends Stepped<Step> {
  waitForStep(): Promise<Step>;
}

export class Step extends StepOf<StepKind, Step, SteppedHere> {
  /** The next step, once it is there; what was called goes to the host's function, if it has one. */
  next(): Promise<Step> {
    this.check();
    return this.cell.waitForStep();
  }
}

/** A function without a callback, in a run that does not go by steps. */
export function unanswered(name: string): SystemAnswer {
  const message = `nobody answers ${name}(): it has no callback, and the run is not taken by steps`;
  return { kind: 'refused', type: 'RuntimeError', message };
}
