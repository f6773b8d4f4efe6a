/**
 * What is said to a cell's process, and what it says back: one run at a time, to its end or by steps, and questions between
 * runs. While it runs the process asks for everything here; nothing that it says is trusted.
 */
import type { Clock, Entropy, Plain, RaisableLimit, System, SystemAnswer, SystemCall, Usage } from '@rexec/python';
import { SnapshotError } from '@rexec/python/source';
import { HostTable } from '../bastion/handlers.js';
import { ConversionError, type Exchange, type Giveable } from '../bastion/values.js';
import type { Action } from '../cell/recorded.js';
import type { RunError, RunResult } from '../cell/result.js';
import type { Saved } from '../cell/saved.js';
import { type HostCall, type Stepped, unanswered } from '../cell/step.js';
import { answerToWire } from '../system/answer-wire.js';
import { LeftAnswer, type Maybe, type PromisedAnswer } from '../system/later.js';
import { WireError, type WireValue } from '../system/wire.js';
import { amount, list, text } from '../system/wire-shape.js';
import { CellChild, type Listener } from './cell-child.js';
import { placeOf, usageOf, wireToResult } from './cell-wire.js';
import { Output } from './output.js';
import { realClock, realEntropy } from './powers.js';
import type { ProcessCellOptions, ProcessSystem } from './process-options.js';
import { ProcessStep } from './process-step.js';
import { RunTime } from './run-time.js';

/** Powers that a process asks for where they are recorded. */
const POWERS = ['clock', 'entropy'] as const;
/** Bytes of chance at once. */
const MAX_CHANCE = 2 ** 20;

const RAISABLE: readonly RaisableLimit[] = ['fuel', 'time', 'output'];

/** A run that came to its end, or to a pause. */
type Left = RunResult | 'slice' | 'call';

/** What waits for words of the process: `take` gives the value with the last of them. */
interface Question {
  readonly take: (parts: readonly WireValue[]) => { value: unknown } | null;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export class ProcessDriver implements Stepped<Promise<ProcessStep>> {
  /** Where a run stands that goes by steps. */
  step: ProcessStep | null = null;
  /** What the process had spent when it was last heard of. */
  usage: Usage = { fuel: 0, time: 0, memory: 0, output: 0 };
  /** What ended the cell. */
  ended: RunError | null = null;
  readonly time: RunTime;
  readonly child: CellChild;
  private readonly output: Output;
  private readonly system: ProcessSystem;
  private readonly clock: Clock;
  private readonly entropy: Entropy;
  /** What waits for the run. */
  private waiting: ((left: Left) => void) | null = null;
  /** What waits for words that are no run's: a value, a snapshot. */
  private asked: Question | null = null;
  /** The call whose answer is not there yet. */
  private pending: PromisedAnswer | null = null;
  /** The run goes by steps: calls without a callback are the host's to answer. */
  private stepping = false;
  /** The call that the host answers by stepping. */
  private left: SystemCall | null = null;
  private calls = 0;
  /** A snapshot is being taken, of this process and of others that belong to it. */
  saving = false;

  constructor(
    private readonly options: ProcessCellOptions,
    private readonly exchange: Exchange,
    before?: CellChild,
  ) {
    const { recorder, settings, isolation = 'process' } = options;
    this.system = recorder?.system(options.system as System) ?? options.system;
    this.clock = recorder?.clock(realClock) ?? realClock;
    this.entropy = recorder?.entropy(realEntropy) ?? realEntropy;
    if (recorder !== undefined) {
      recorder.fuel = () => this.usage.fuel;
      recorder.begin(settings, ['system', ...POWERS.filter((power) => settings[power].mode !== 'none')]);
    }
    const { time = 10_000, output = 10 * 2 ** 20, memory = 256 * 2 ** 20 } = settings.limits;
    this.time = new RunTime(
      time,
      () => this.pending?.uncounted() ?? 0,
      () => this.late(),
    );
    this.output = new Output(options, output);
    const listener: Listener = {
      heard: (message) => this.heard(message),
      failed: (error) => this.failed(error),
      gone: (why) => this.end(why),
    };
    this.child = before ?? new CellChild(memory, isolation, listener);
    this.child.listener = listener;
  }

  get running(): boolean {
    return this.waiting !== null;
  }

  free(): void {
    if (this.stepping) throw new Error('the cell is running');
    this.still();
  }

  /** Nothing is under way in the process. */
  still(): void {
    if (this.waiting !== null || this.asked !== null || this.saving) throw new Error('the cell is running');
  }

  send(value: WireValue): void {
    this.child.send(value);
  }

  // -- runs, questions -----------------------------------------------------------------------------------------------------

  toEnd(action: Action): Promise<RunResult> {
    this.free();
    this.options.recorder?.did(action);
    return this.say([action[0], null, ...(action.slice(1) as WireValue[])]) as Promise<RunResult>;
  }

  start(action: Action, fuel: number | null): Promise<ProcessStep> {
    this.options.recorder?.did(action);
    this.stepping = true;
    return this.stepTo([action[0], fuel, ...(action.slice(1) as WireValue[])]);
  }

  /** The host's answer to a step. */
  answerStep(answer: SystemAnswer): Promise<ProcessStep> {
    if (this.left !== null) this.options.recorder?.answered(this.left, answer);
    this.left = null;
    return this.stepTo(['answer', null, ...answerToWire(answer)]);
  }

  goOn(fuel?: number): Promise<ProcessStep> {
    return this.stepTo(['go', fuel ?? null]);
  }

  given(value: Giveable): SystemAnswer {
    return { kind: 'value', value: this.exchange.toCell(value) };
  }

  private async stepTo(message: WireValue): Promise<ProcessStep> {
    this.step = null;
    const left = await this.say(message);
    if (typeof left === 'string') return this.standAt(left);
    this.stepping = false;
    this.step = new ProcessStep(this, 'done', left, null);
    return this.step;
  }

  private standAt(kind: 'slice' | 'call'): ProcessStep {
    this.step = new ProcessStep(this, kind, null, this.hostCall());
    return this.step;
  }

  private hostCall(): HostCall | null {
    const { left, exchange } = this;
    const call = left !== null && exchange instanceof HostTable ? exchange.callOf(left) : null;
    return call === null ? null : { ...call, id: this.calls };
  }

  private say(message: WireValue): Promise<Left> {
    this.still();
    return new Promise((resolve) => {
      this.waiting = resolve;
      if (this.ended !== null) {
        this.finished(this.failure(this.ended));
        return;
      }
      this.time.begin();
      this.send(message);
    });
  }

  /** Asks the process for something while no run is under way; undefined: it has ended. */
  ask<T>(message: WireValue, take: (parts: readonly WireValue[]) => { value: T } | null): Promise<T | undefined> {
    if (this.asked !== null) throw new Error('the cell is running');
    return new Promise((resolve, reject) => {
      if (this.ended !== null) {
        resolve(undefined);
        return;
      }
      this.asked = { take, resolve: resolve as (value: unknown) => void, reject };
      this.time.begin();
      this.send(message);
    });
  }

  // -- for snapshots -------------------------------------------------------------------------------------------------------

  /** What is kept on this side. */
  saved(): Pick<Saved, 'stdout' | 'stderr' | 'asked' | 'calls'> {
    return { ...this.output.collected, asked: this.left, calls: this.calls };
  }

  load({ stdout, stderr, calls }: Saved): void {
    this.output.begin(stdout, stderr);
    this.calls = calls;
  }

  /** That call, made again. */
  madeAgain(): Maybe<SystemAnswer> | LeftAnswer {
    const answer = this.system.call(this.left!);
    if (answer.kind !== 'later') return answer;
    return answer instanceof LeftAnswer ? answer : (answer as PromisedAnswer).promise;
  }

  /** The process stands where the saved one stood. */
  resumeAt({ course, asked }: Saved): void {
    if (course === null) return;
    this.stepping = true;
    this.left = asked;
    this.standAt(asked === null ? 'slice' : 'call');
  }

  // -- what is heard -------------------------------------------------------------------------------------------------------

  private heard(parts: readonly WireValue[]): void {
    // The process stands still until it has read the whole answer to its call.
    if (this.pending !== null || this.child.unread) throw new WireError('a message before it read the answer');
    const [kind] = parts;
    if (this.asked !== null && this.waiting === null) {
      this.told(this.asked, parts);
      return;
    }
    if (this.waiting === null) throw new WireError('a message when nothing was asked');
    switch (kind) {
      case 'out':
        this.output.write(text(parts[1]), text(parts[2]));
        break;
      case 'call':
        this.called({ name: text(parts[1]), args: list(parts[2]) as readonly Plain[], place: placeOf(parts, 3) });
        break;
      case 'audit':
        this.system.audit?.(text(parts[1]), list(parts[2]) as readonly Plain[], placeOf(parts, 3));
        break;
      case 'clock':
        this.send(this.timeOf(text(parts[1])));
        break;
      case 'entropy':
        this.send(this.entropy.bytes(Math.min(amount(parts[1]!), MAX_CHANCE)));
        break;
      case 'used':
        this.usage = usageOf(parts, 1);
        break;
      case 'limit':
        this.limitReached(text(parts[1]), usageOf(parts, 2));
        break;
      case 'paused':
        this.usage = usageOf(parts, 2);
        this.paused(parts[1]);
        break;
      case 'done':
        this.done(parts[1]!);
        break;
      default:
        throw new WireError('a message of an unknown kind');
    }
  }

  /** Whatever went wrong about a message ends this cell, and nothing else of the host's. */
  private failed(e: unknown): void {
    if (e instanceof WireError || e instanceof ConversionError) this.end(`the process of the cell sent ${e.message}`);
    else this.end(`the host failed: ${e instanceof Error ? `${e.name}: ${e.message}` : 'an unknown error'}`);
  }

  private called(call: SystemCall): void {
    const answer = this.system.call(call);
    if (answer.kind !== 'later') {
      this.answer(answer, 0);
      return;
    }
    const later = answer as PromisedAnswer;
    if (call.name === 'host_call') this.calls++;
    if (later instanceof LeftAnswer || (this.exchange instanceof HostTable && this.exchange.isLeft(call))) {
      this.leftToHost(call);
      return;
    }
    this.pending = later;
    later.promise
      .then((a) => {
        const uncounted = later.uncounted();
        this.time.forgive(uncounted);
        this.pending = null;
        if (this.ended !== null) return;
        this.options.recorder?.answered(call, a);
        this.answer(a, uncounted);
      })
      .catch((e) => this.failed(e));
  }

  /** A function without a callback: by steps the machine pauses, else nobody answers. */
  private leftToHost(call: SystemCall): void {
    if (this.stepping) {
      this.left = call;
      this.send([0, 'later']);
      return;
    }
    const { exchange } = this;
    const answer = unanswered((exchange instanceof HostTable ? exchange.callOf(call)?.function : null) ?? call.name);
    this.options.recorder?.answered(call, answer);
    this.answer(answer, 0);
  }

  private answer(a: SystemAnswer, uncounted: number): void {
    this.send([uncounted, ...answerToWire(a)]);
  }

  private timeOf(which: string): bigint {
    if (which !== 'now' && which !== 'monotonic' && which !== 'processTime')
      throw new WireError('no clock of that name');
    return this.clock[which]();
  }

  /** The host may answer a limit by raising it. The heap of a process is what it was made with. */
  private limitReached(limit: string, said: Usage): void {
    const { time, output } = this;
    // What can be measured here is: a process that was taken over would say what makes the host raise it again and again.
    this.usage = { ...said, time: time.spent, output: output.used };
    const known = (RAISABLE as readonly string[]).includes(limit);
    const raised = known ? this.options.onLimit?.(limit as RaisableLimit, this.usage) : undefined;
    if (limit === 'time' && typeof raised === 'number' && raised > time.limit) time.limit = raised;
    if (limit === 'output' && typeof raised === 'number' && raised > output.limit) output.limit = raised;
    this.send(typeof raised === 'number' ? raised : null);
  }

  private paused(kind: WireValue | undefined): void {
    if (!this.stepping) throw new WireError('a pause that was not asked for');
    if (kind === 'slice' && this.left === null) this.finished('slice');
    else if (this.left !== null) this.finished('call');
    else throw new WireError('a pause for nothing');
  }

  private done(said: WireValue): void {
    const { stdout, stderr } = this.output.collected;
    const result = wireToResult(said, stdout, stderr, this.exchange);
    this.usage = result.usage;
    const whole = { ...result, refusals: this.options.takeRefused?.() ?? [] };
    this.options.recorder?.ended(whole);
    this.finished(whole);
  }

  private finished(left: Left): void {
    this.time.end();
    const resolve = this.waiting!;
    this.waiting = null;
    if (typeof left !== 'string') {
      this.output.begin();
      this.stepping = false;
    }
    resolve(left);
  }

  /** A word that was asked for, or what is wrong about it. */
  private told(question: Question, parts: readonly WireValue[]): void {
    let last: { value: unknown } | null;
    try {
      last = question.take(parts);
    } catch (e) {
      if (!(e instanceof SnapshotError)) throw e;
      this.over();
      question.reject(e);
      return;
    }
    if (last === null) return;
    this.over();
    question.resolve(last.value);
  }

  private over(): void {
    this.time.end();
    this.asked = null;
  }

  // -- the end -------------------------------------------------------------------------------------------------------------

  private late(): void {
    const message = `the program ran longer than ${this.time.limit} ms`;
    this.stop({ type: 'LimitError', message, traceback: '', limit: 'time' });
  }

  end(why: string): void {
    this.stop({ type: 'ProcessError', message: why, traceback: '' });
  }

  stop(error: RunError): void {
    if (this.ended !== null) return;
    this.ended = error;
    this.child.kill();
    this.options.onDispose?.();
    if (this.waiting !== null) this.finished(this.failure(error));
    const { asked } = this;
    if (asked !== null) {
      this.over();
      asked.resolve(undefined);
    }
  }

  private failure(error: RunError): RunResult {
    return {
      status: error.limit === undefined ? 'error' : 'limit',
      value: null,
      ...this.output.collected,
      error,
      exitCode: null,
      refusals: this.options.takeRefused?.() ?? [],
      usage: { fuel: 0, time: this.time.elapsed, memory: 0, output: this.output.used },
    };
  }
}
