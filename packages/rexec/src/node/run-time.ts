/** The time of what a process does, measured from outside: a process says of its own time what it likes. */

/** A process that has not ended itself by its time limit is ended at this multiple of it, and so many milliseconds more. */
const LATE = 1.5;
const LATE_MS = 300;

/** Longest delay of a timer. */
const LONGEST = 2 ** 30;

export class RunTime {
  private startedAt = 0;
  private uncounted = 0;
  private timer: NodeJS.Timeout | undefined;

  /**
   * `limit` in milliseconds; `waits` says how many do not count of an answer that is not there yet; `late` is called once
   * the limit is long past: the process waits for an answer, or does not keep its own limit.
   */
  constructor(
    public limit: number,
    private readonly waits: () => number,
    private readonly late: () => void,
  ) {}

  begin(): void {
    this.startedAt = performance.now();
    this.uncounted = 0;
    this.watch();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  /** Milliseconds of an answer that has come: a person was asked. */
  forgive(ms: number): void {
    this.uncounted += ms;
  }

  /** Since the beginning, all told. */
  get elapsed(): number {
    return performance.now() - this.startedAt;
  }

  get spent(): number {
    return this.elapsed - this.uncounted;
  }

  get left(): number {
    return this.limit - this.spent;
  }

  private watch(): void {
    const left = this.limit * LATE + LATE_MS - (this.spent - this.waits());
    if (left > 0) this.timer = setTimeout(() => this.watch(), Math.min(left, LONGEST));
    else this.late();
  }
}
