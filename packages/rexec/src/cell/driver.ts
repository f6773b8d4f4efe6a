/**
 * How the runs of a cell go: to their end, waiting for what comes later; at once; or by steps that the host takes. One run
 * at a time.
 */
import {
  InternalError,
  LimitError,
  type Machine,
  type Outcome,
  type System,
  type SystemAnswer,
  type SystemCall,
} from '@rexec/python';
import { HostTable } from '../bastion/handlers.js';
import type { Giveable } from '../bastion/values.js';
import { PromisedAnswer } from '../system/later.js';
import type { CellRecorder } from './recorded.js';
import type { RunResult } from './result.js';
import { isResult, isSlice, type Pause, type Runner } from './runner.js';
import { type HostCall, Step, type StepKind, type Stepped, unanswered } from './step.js';
import { aborted, turnOfHost, Waiting } from './waiting.js';

/** Fuel between two looks at what the host wants: some ten milliseconds. */
const SLICE_UNDER_SIGNAL = 1_000_000;

/** A call that was open when the cell was saved: nobody works at it yet. */
const NOT_MADE: Pause = Object.freeze({ kind: 'not made' });

/** Who waits for a command, and answers some of the calls that the program makes meanwhile. */
export interface Answerer {
  done(result: RunResult): void;
  held(later: PromisedAnswer): boolean;
  /** A bug, or a snapshot that held what no program makes: the cell has ended. */
  failed(error: unknown): void;
}

export interface Commanded {
  /** The answer to the held call that the program waits for. */
  answer(answer: SystemAnswer): void;
}

export class Driver implements Stepped<Step> {
  /** Where a run that goes by steps stands. */
  step: Step | null = null;
  /** The call that the program waits for, as long as it does. */
  asked: SystemCall | null = null;
  /** Calls of the host's functions whose answers came later. */
  calls = 0;
  private pause: Pause | null = null;
  /** The wait that is open. */
  private waiting: Waiting | null = null;
  private system: System | null = null;

  constructor(
    private readonly runner: Runner,
    private readonly clock: (() => number) | undefined,
    private readonly recorder: CellRecorder | undefined,
  ) {}

  private get machine(): Machine {
    return this.runner.machine;
  }

  /** The system, with a note of each call whose answer comes later. */
  watched(system: System): System {
    this.system = system;
    const call = (c: SystemCall) => {
      const answer = system.call(c);
      if (answer.kind === 'later') {
        this.asked = c;
        if (c.name === 'host_call') this.calls++;
      }
      return answer;
    };
    return {
      call,
      ...(system.attributesAtOnce === true ? { attributesAtOnce: true } : {}),
      ...(system.audit === undefined ? {} : { audit: (e, args, place) => system.audit!(e, args, place) }),
    };
  }

  free(): void {
    if (this.runner.running) throw new Error('the cell is running');
    this.step = null;
  }

  // -- to the end ----------------------------------------------------------------------------------------------------------

  drive(enter: () => Outcome, signal?: AbortSignal): Promise<RunResult> {
    this.free();
    return this.driven(enter, signal);
  }

  private async driven(enter: () => Outcome, signal: AbortSignal | undefined): Promise<RunResult> {
    if (signal === undefined) return this.settle(this.runner.begin(enter));
    const begin = () => {
      if (signal.aborted) throw aborted(signal);
      return enter();
    };
    return this.settle(this.runner.begin(begin, SLICE_UNDER_SIGNAL), signal);
  }

  /** Goes on from where the program stands. */
  resume(signal?: AbortSignal): Promise<RunResult> {
    const { pause, runner } = this;
    if (pause === null || runner.course === null) throw new Error('the cell does not stand in a run');
    if (this.step === null) throw new Error('the cell is running');
    this.step = null;
    this.cutAfter(signal === undefined ? null : SLICE_UNDER_SIGNAL);
    return this.settle(pause, signal);
  }

  private async settle(first: RunResult | Pause, signal?: AbortSignal): Promise<RunResult> {
    if (isResult(first)) return first;
    return this.withWaiting(signal, async (waiting) => {
      let left: RunResult | Pause = first;
      while (!isResult(left)) left = await this.passed(left, waiting);
      this.pause = null;
      return left;
    });
  }

  private async withWaiting<T>(signal: AbortSignal | undefined, body: (waiting: Waiting) => Promise<T>): Promise<T> {
    const waiting = new Waiting(this.machine, this.clock, signal);
    this.waiting = waiting;
    try {
      return await body(waiting);
    } finally {
      this.waiting = null;
      waiting.end();
    }
  }

  /** The run is over, wherever it stands. */
  stop(reason: string): void {
    if (!this.runner.running) return;
    const why = new LimitError('stopped', `stopped: ${reason}`);
    if (this.waiting !== null) this.waiting.cut(why);
    else if (this.pause !== null) this.stepTo(this.answered(why));
  }

  /** One pause, passed: the answer is there, or what was called without a callback cannot be answered. */
  private async passed(pause: Pause, waiting: Waiting): Promise<RunResult | Pause> {
    const { runner } = this;
    this.pause = pause;
    if (isSlice(pause)) {
      await turnOfHost();
      const end = waiting.aborted;
      return end === null ? runner.goOn() : runner.answer(end);
    }
    if (pause === NOT_MADE) return this.madeAgain();
    const call = this.leftToHost();
    if (call === null) return this.answered(await waiting.for(promised(pause)));
    return this.answered(unanswered(call.function));
  }

  /** The call that was open when the cell was saved. */
  private madeAgain(): RunResult | Pause {
    const answer = this.system!.call(this.asked!);
    return answer.kind === 'later' ? (answer as PromisedAnswer) : this.answered(answer);
  }

  private answered(answer: Parameters<Runner['answer']>[0]): RunResult | Pause {
    if (this.asked !== null && !(answer instanceof LimitError)) this.recorder?.answered(this.asked, answer);
    this.asked = null;
    return this.runner.answer(answer);
  }

  driveSync(enter: () => Outcome): RunResult {
    this.free();
    const left = this.runner.begin(enter);
    if (isResult(left)) return left;
    this.runner.abandon();
    throw new InternalError('the program waits for an answer that comes later: use run(), not runSync()');
  }

  /** For a supervisor that answers some calls by itself: `held` says which. At once where nothing waits. */
  startCommand(enter: () => Outcome, by: Answerer): Commanded {
    this.free();
    return this.commanded(by, () => this.runner.begin(enter));
  }

  /** The same in the run that a restored cell stands in: its open call is made again, or is left to `answer`. */
  goOnCommand(by: Answerer, call: 'again' | 'left'): Commanded {
    this.step = this.pause = null;
    this.cutAfter(null);
    return this.commanded(by, call === 'again' ? () => this.madeAgain() : null);
  }

  private commanded(by: Answerer, enter: (() => RunResult | Pause) | null): Commanded {
    const waiting = new Waiting(this.machine, this.clock, undefined);
    const go = (on: () => RunResult | Pause): void => {
      let left: RunResult | Pause;
      try {
        left = on();
        if (!isResult(left) && !by.held(promised(left))) {
          void waiting.for(promised(left)).then((answer) => go(() => this.answered(answer)));
        }
      } catch (e) {
        waiting.end();
        by.failed(e);
        return;
      }
      if (!isResult(left)) return;
      waiting.end();
      by.done(left);
    };
    if (enter !== null) go(enter);
    return { answer: (answer) => go(() => this.answered(answer)) };
  }

  // -- by steps ------------------------------------------------------------------------------------------------------------

  start(enter: () => Outcome, fuel: number | undefined): Step {
    this.free();
    return this.stepTo(this.runner.begin(enter, fuel ?? null));
  }

  /** Stands where a restored cell stood. */
  standAt(asked: SystemCall | null, slice: Pause): void {
    this.asked = asked;
    this.stepTo(asked === null ? slice : NOT_MADE);
  }

  /** A slice of fuel from here on. */
  cutAfter(fuel: number | null): void {
    this.runner.course!.slice = fuel;
  }

  answerStep(answer: SystemAnswer): Step {
    return this.stepTo(this.answered(answer));
  }

  goOn(fuel?: number): Step {
    if (fuel !== undefined) this.cutAfter(fuel);
    return this.stepTo(this.runner.goOn());
  }

  async waitForStep(): Promise<Step> {
    const pause = this.pause!;
    this.step = null;
    return this.stepTo(await this.withWaiting(undefined, (waiting) => this.passed(pause, waiting)));
  }

  given(value: Giveable): SystemAnswer {
    return { kind: 'value', value: this.runner.exchange.toCell(value) };
  }

  private stepTo(left: RunResult | Pause): Step {
    this.pause = isResult(left) ? null : left;
    this.step = isResult(left) ? new Step(this, 'done', left, null) : this.standing(left);
    return this.step;
  }

  private standing(pause: Pause): Step {
    const call = pause === NOT_MADE ? this.callOf(this.asked!) : this.leftToHost();
    let kind: StepKind = 'stopped';
    if (isSlice(pause)) kind = 'slice';
    else if (call !== null) kind = 'call';
    else if (pause === NOT_MADE || pause instanceof PromisedAnswer) kind = 'waiting';
    return new Step(this, kind, null, kind === 'call' ? call : null);
  }

  /** The call that the program waits for, if it is of a function without a callback. */
  private leftToHost(): HostCall | null {
    const { asked } = this;
    const { exchange } = this.runner;
    if (asked === null || !(exchange instanceof HostTable) || !exchange.isLeft(asked)) return null;
    return this.callOf(asked);
  }

  private callOf(asked: SystemCall): HostCall | null {
    const { exchange } = this.runner;
    if (!(exchange instanceof HostTable)) return null;
    const call = exchange.callOf(asked);
    return call === null ? null : { ...call, id: this.calls };
  }
}

function promised(pause: Pause): PromisedAnswer {
  if (pause instanceof PromisedAnswer) return pause;
  throw new InternalError(`the program stands still (${pause.kind}), and nothing was told to make it go on`);
}
