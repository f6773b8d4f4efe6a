/**
 * Records a cell: whatever comes from outside is written down as it comes, so that `Replay` can do the same again without
 * any power.
 *
 * ```ts
 * const recorder = new Recorder((bytes) => appendFileSync(file, bytes));
 * const cell = Cell.create({ policy, recorder });
 * ```
 */
import type { Clock, Entropy, System, SystemAnswer, SystemCall } from '@rexec/python';
import type { AuditSink } from '../audit/event.js';
import type { CellOptions } from '../cell/options.js';
import type { Action, CellRecorder } from '../cell/recorded.js';
import type { RunResult } from '../cell/result.js';
import type { CellSettings } from '../cell/settings.js';
import { defined } from '../system/defined.js';
import type { WireValue } from '../system/wire.js';
import { type ClockName, eventToBytes, headToBytes, type RecordedEvent, sumOf, Written } from './recording.js';

export class Recorder implements CellRecorder {
  readonly sink: AuditSink = { write: (event) => this.record({ kind: 'audit', event }) };
  /** What the cell has spent. */
  fuel: () => number = () => 0;
  private readonly written = new Written();
  private begun = false;
  /** Events from before the head, which needs the settings. */
  private early: RecordedEvent[] = [];

  constructor(private readonly write: (bytes: Uint8Array) => void) {}

  around(options: CellOptions, settings: CellSettings): CellOptions {
    const { powers = {}, interrupted, onLimit, readline } = options;
    const { system, host, clock, entropy } = powers;
    this.begin(settings, [...Object.keys(powers), ...(readline === undefined ? [] : ['readline'])]);
    return {
      ...options,
      powers: {
        ...powers,
        ...defined({
          system: system && this.system(system),
          host: host && this.system(host),
          clock: clock && this.clock(clock),
          entropy: entropy && this.entropy(entropy),
        }),
      },
      ...defined({
        interrupted: interrupted && this.interrupted(interrupted),
        onLimit: onLimit && this.onLimit(onLimit),
        readline: readline && this.readline(readline),
      }),
    };
  }

  private interrupted(interrupted: () => boolean): () => boolean {
    return () => {
      const hit = interrupted();
      if (hit) this.record({ kind: 'interrupt', fuel: this.fuel() });
      return hit;
    };
  }

  private onLimit(onLimit: NonNullable<CellOptions['onLimit']>): NonNullable<CellOptions['onLimit']> {
    return (limit, usage) => {
      const value = onLimit(limit, usage);
      this.record({ kind: 'raised', limit, value: value ?? null });
      return value;
    };
  }

  private readline(readline: () => string): () => string {
    return () => {
      const text = readline();
      this.record({ kind: 'line', text });
      return text;
    };
  }

  /** Writes the head: for a cell whose powers are recorded one by one. */
  begin(settings: CellSettings, powers: readonly string[]): void {
    this.write(headToBytes({ settings, powers }));
    this.begun = true;
    for (const event of this.early.splice(0)) this.record(event);
  }

  did(action: Action): void {
    this.record({ kind: 'action', action });
  }

  wrote(stream: 'stdout' | 'stderr', text: string): void {
    this.written.add(stream, text);
  }

  ended(result: RunResult): void {
    const { status, error, usage } = result;
    const sum = this.written.take();
    this.record({ kind: 'end', status, fuel: usage.fuel, limit: error?.limit ?? null, sum });
  }

  system(system: System): System {
    const call = (c: SystemCall) => {
      const sum = sumOf(c.args as WireValue);
      const answer = system.call(c);
      // What comes later is recorded when the program goes on with it.
      if (answer.kind !== 'later') this.answer(c, sum, answer as SystemAnswer, false);
      return answer;
    };
    return system.audit === undefined ? { call } : { call, audit: (e, args, place) => system.audit!(e, args, place) };
  }

  answered(c: SystemCall, answer: SystemAnswer): void {
    this.answer(c, sumOf(c.args as WireValue), answer, true);
  }

  private answer({ name, args, place }: SystemCall, sum: number, answer: SystemAnswer, later: boolean): void {
    const { filename, line } = place;
    this.record({ kind: 'answer', name, args, sum, filename, line, later, answer });
  }

  clock(clock: Clock): Clock {
    const read = (which: ClockName) => () => {
      const value = clock[which]();
      this.record({ kind: 'clock', which, value });
      return value;
    };
    const { sleep } = clock;
    return {
      now: read('now'),
      monotonic: read('monotonic'),
      processTime: read('processTime'),
      ...(sleep === undefined ? {} : { sleep: (ns) => clock.sleep!(ns) }),
    };
  }

  entropy(entropy: Entropy): Entropy {
    return {
      bytes: (n) => {
        const bytes = entropy.bytes(n);
        this.record({ kind: 'entropy', bytes });
        return bytes;
      },
    };
  }

  private record(event: RecordedEvent): void {
    if (this.begun) this.write(eventToBytes(event));
    else this.early.push(event);
  }
}
