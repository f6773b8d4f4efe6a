/** How a run waits for what comes later: no longer than its time, and not beyond the host's word to stop. */
import { LimitError, type Machine, type SystemAnswer } from '@rexec/python';
import type { PromisedAnswer } from '../system/later.js';

type Came = SystemAnswer | LimitError;

/** Longest delay of a timer. */
const LONGEST = 2 ** 30;

/** The waits of one run: one timer for all of them. */
export class Waiting {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The wait that is open. */
  private open: { readonly resolve: (came: Came) => void; readonly counted: () => number } | null = null;
  private readonly stop: () => void;

  constructor(
    private readonly machine: Machine,
    private readonly clock: (() => number) | undefined,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.stop = () => this.open?.resolve(aborted(this.signal!));
    signal?.addEventListener('abort', this.stop);
  }

  /** What ends the run before it goes on. */
  get aborted(): LimitError | null {
    return this.signal?.aborted === true ? aborted(this.signal) : null;
  }

  /** The answer, or what ends the run before it comes. Time in which a question is open does not count. */
  async for(later: PromisedAnswer): Promise<Came> {
    const { clock, machine } = this;
    if (this.aborted !== null) return this.aborted;
    const since = clock?.() ?? 0;
    const counted = (): number => (clock === undefined ? 0 : clock() - since - later.uncounted());
    try {
      return await new Promise<Came>((resolve, reject) => {
        this.open = { resolve, counted };
        later.promise.then(resolve, reject);
        if (clock !== undefined) this.timer ??= setTimeout(() => this.look(), this.patience());
      });
    } finally {
      this.open = null;
      machine.addTime(counted());
    }
  }

  /** The timer stands while the program computes: it is looked at again when it fires, not set for each wait. */
  private look(): void {
    this.timer = undefined;
    if (this.open === null) return;
    const patience = this.patience();
    if (patience > 0) this.timer = setTimeout(() => this.look(), patience);
    else {
      const { time } = this.machine.limits;
      this.open.resolve(new LimitError('time', `the program waited longer than its time of ${time} ms`));
    }
  }

  private patience(): number {
    const left = this.machine.limits.time - this.machine.usage.time - (this.open?.counted() ?? 0);
    return left <= 0 ? 0 : Math.min(left + 1, LONGEST);
  }

  /** The wait that is open is over. */
  cut(why: LimitError): void {
    this.open?.resolve(why);
  }

  end(): void {
    clearTimeout(this.timer);
    this.signal?.removeEventListener('abort', this.stop);
  }
}

export function aborted(signal: AbortSignal): LimitError {
  return new LimitError('stopped', `stopped: ${reasonOf(signal)}`);
}

/** Why a signal was aborted. */
export function reasonOf({ reason }: AbortSignal): string {
  if (reason instanceof Error) return reason.message;
  return typeof reason === 'string' ? reason : 'aborted';
}

/** Lets the host's timers and events be heard. */
export function turnOfHost(): Promise<void> {
  return new Promise((resolve) => {
    // Browsers have only the timer.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
