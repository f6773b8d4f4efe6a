/**
 * One thread, shared among many cells: each that can run gets a slice of fuel in its turn, more for a greater weight. Those
 * that wait for something cost nothing meanwhile.
 *
 * ```ts
 * const pool = new Pool({ slice: 100_000 });
 * const results = await Promise.all(cells.map((cell) => pool.run(cell, 'work()')));
 * ```
 */
import type { Giveable } from '../bastion/values.js';
import { defined } from '../system/defined.js';
import type { Cell } from './cell.js';
import type { RunOptions } from './options.js';
import type { RunResult } from './result.js';
import type { HostCall, Step } from './step.js';
import { reasonOf, turnOfHost } from './waiting.js';

export interface PoolOptions {
  /** Fuel of one turn of weight 1; default 100,000, about a millisecond. */
  readonly slice?: number;
  /** Milliseconds of turns after which the host's own events and timers are heard; default 10. */
  readonly turn?: number;
}

export interface PoolRunOptions extends RunOptions {
  /** How many slices its turn has; default 1. */
  readonly weight?: number;
  /** Answers calls of functions without a callback; what it throws is a RuntimeError of the program. */
  readonly onCall?: (call: HostCall) => Giveable | Promise<Giveable>;
}

interface Job {
  readonly cell: Cell;
  readonly options: PoolRunOptions;
  readonly resolve: (result: RunResult) => void;
  readonly reject: (error: unknown) => void;
}

/** What a job does in its turn. */
interface Turn {
  readonly job: Job;
  readonly go: () => Step;
}

const DEFAULT_SLICE = 100_000;
const DEFAULT_TURN = 10;

export class Pool {
  private readonly slice: number;
  private readonly turn: number;
  /** Those that can go on, in the order of their turns. */
  private ready: Turn[] = [];
  private working = false;
  private jobs = 0;

  constructor(options: PoolOptions = {}) {
    this.slice = options.slice ?? DEFAULT_SLICE;
    this.turn = options.turn ?? DEFAULT_TURN;
  }

  /** Runs that have not ended. */
  get size(): number {
    return this.jobs;
  }

  /** As `cell.run`, in turns with the others. */
  run(cell: Cell, source: string, options: PoolRunOptions = {}): Promise<RunResult> {
    const { filename, mode } = options;
    const given = defined({ filename, mode });
    return this.add(cell, options, (fuel) => cell.start(source, { ...given, fuel }));
  }

  /** As `cell.call`. */
  call(
    cell: Cell,
    name: string,
    args: readonly Giveable[] = [],
    kwargs: Readonly<Record<string, Giveable>> = {},
    options: Omit<PoolRunOptions, 'filename' | 'mode'> = {},
  ): Promise<RunResult> {
    return this.add(cell, options, (fuel) => cell.startCall(name, args, kwargs, { fuel }));
  }

  private add(cell: Cell, options: PoolRunOptions, start: (fuel: number) => Step): Promise<RunResult> {
    const fuel = Math.max(1, Math.round(this.slice * (options.weight ?? 1)));
    const { signal } = options;
    this.jobs++;
    const stop = () => cell.stop(reasonOf(signal!));
    signal?.addEventListener('abort', stop);
    return new Promise<RunResult>((resolve, reject) => {
      this.enter({ job: { cell, options, resolve, reject }, go: () => start(fuel) });
    }).finally(() => {
      this.jobs--;
      signal?.removeEventListener('abort', stop);
    });
  }

  private enter(turn: Turn): void {
    this.ready.push(turn);
    if (this.working) return;
    this.working = true;
    void this.work();
  }

  /** Round after round, until nobody can go on. */
  private async work(): Promise<void> {
    await turnOfHost();
    let since = performance.now();
    while (this.ready.length > 0) {
      const round = this.ready;
      this.ready = [];
      for (const turn of round) {
        this.take(turn);
        if (performance.now() - since < this.turn) continue;
        await turnOfHost();
        since = performance.now();
      }
    }
    this.working = false;
  }

  private take({ job, go }: Turn): void {
    try {
      const stopped = job.cell.step?.done === true ? job.cell.step : null;
      const step = stopped ?? go();
      if (step.done) job.resolve(step.result!);
      else if (step.kind === 'slice') this.enter({ job, go: () => step.resume() });
      else
        this.answer(job, step).then(
          (next) => this.enter({ job, go: next }),
          (e) => job.reject(e),
        );
    } catch (e) {
      job.reject(e);
    }
  }

  /** What the job waits for, and what it does then. */
  private async answer({ options }: Job, step: Step): Promise<() => Step> {
    if (step.kind === 'call' && options.onCall !== undefined) {
      try {
        const value = await options.onCall(step.call!);
        return () => step.resume(value);
      } catch {
        return () => step.raise('RuntimeError', 'an error in the host');
      }
    }
    const next = await step.next();
    return () => next;
  }
}
