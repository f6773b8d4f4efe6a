/**
 * Does again what was recorded, without any power: the same output, fuel and audit log. It can stop before any event, go
 * back and forth, and show what the program's variables were.
 *
 * ```ts
 * const replay = Replay.open(bytes, { onStdout: (text) => process.stdout.write(text) });
 * replay.goTo(12); // stands before event 12
 * replay.cell; // a cell at a pause: its frames can be looked at
 * replay.toEnd();
 * ```
 *
 * Snapshots are taken along the way, so going back is as fast as going forth from the last one before.
 */
import type { Clock, Entropy, Plain, System, SystemAnswer, SystemCall } from '@rexec/python';
import type { AuditSink } from '../audit/event.js';
import { AS_IT_CROSSES, type Giveable } from '../bastion/values.js';
import { Cell } from '../cell/cell.js';
import type { CellOptions } from '../cell/options.js';
import { type Action, membersOf } from '../cell/recorded.js';
import type { RunResult } from '../cell/result.js';
import { clockOf, entropyOf, loadClocks, saveClocks } from '../cell/settings.js';
import type { Step } from '../cell/step.js';
import { defined } from '../system/defined.js';
import { listOf } from '../system/keeping.js';
import { PromisedAnswer } from '../system/later.js';
import type { WireValue } from '../system/wire.js';
import {
  type ClockName,
  type Head,
  type RecordedEvent,
  RecordingError,
  readRecording,
  sumOf,
  Written,
} from './recording.js';

export interface ReplayOptions {
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
  /** Hears the record again. */
  sink?: AuditSink;
  /** Events between two snapshots; default 1000. */
  every?: number;
}

/** The program did something else than what was recorded. */
export class Diverged extends Error {}

/** Where a replay can go back to. */
interface Mark {
  readonly at: number;
  readonly bytes: Uint8Array;
  /** The call whose answer a run waits for there; null: no run stands there. */
  readonly call: SystemCall | null;
  readonly wrote: Written;
}

const NEVER = new PromisedAnswer(new Promise(() => {}));
/** Calls at which no machine can stand still: they are made while a native module is. */
const UNPAUSED: ReadonlySet<string> = new Set(['environ']);
const MOST_MARKS = 64;
/** Fuel between two snapshots, where events are few. */
const FUEL_BETWEEN = 50_000_000;

export class Replay {
  readonly events: readonly RecordedEvent[];
  /** How the runs that were replayed ended. */
  readonly results: RunResult[] = [];
  private readonly head: Head;
  /** Of each event, the `end` of the run that it belongs to: the first from there on. */
  private readonly ends: readonly (RecordedEnd | null)[];
  private current: Cell;
  private at = 0;
  /** The call whose answer a run waits for. */
  private waits: SystemCall | null = null;
  private until = 0;
  private marks: Mark[] = [];
  private every: number;
  private audited = 0;
  private lastFuel = 0;
  private wrote = new Written();

  private constructor(
    recording: Head & { events: RecordedEvent[] },
    private readonly options: ReplayOptions,
  ) {
    this.head = recording;
    this.events = recording.events;
    this.ends = endsOf(this.events);
    this.every = options.every ?? 1000;
    this.current = Cell.create(this.cellOptions());
    this.mark();
  }

  /** Throws RecordingError. */
  static open(bytes: Uint8Array, options: ReplayOptions = {}): Replay {
    return new Replay(readRecording(bytes), options);
  }

  /** The cell as it stands. */
  get cell(): Cell {
    return this.current;
  }

  /** Number of the next event. */
  get position(): number {
    return this.at;
  }

  /** Whether the program stands in the middle of a run. */
  get inRun(): boolean {
    return this.waits !== null;
  }

  /** Stands before the first event from `n` on at which the program can stand still: an answer, or the host's doing. */
  goTo(n: number): void {
    const target = Math.max(0, Math.min(n, this.events.length));
    if (target < this.at) this.goBack(target);
    this.until = target;
    this.go();
  }

  /** To the end of the recording, or to where the host died while it was made. */
  toEnd(): readonly RunResult[] {
    this.goTo(this.events.length);
    return this.results;
  }

  // -- going ---------------------------------------------------------------------------------------------------------------

  private go(): void {
    while (this.at < this.until) {
      const { waits } = this;
      if (waits !== null) {
        this.waits = null;
        this.follow(this.current.answer(this.answerTo(waits), this.leftBeforeStop()));
      } else {
        this.flush();
        const event = this.events[this.at];
        if (event === undefined || this.at >= this.until) return;
        if (event.kind !== 'action') throw new RecordingError(`event ${this.at} (${event.kind}) has nobody to take it`);
        this.at++;
        this.act(event.action);
      }
      this.markSometimes();
    }
  }

  private act(action: Action): void {
    const cell = this.current;
    switch (action[0]) {
      case 'set':
        cell.set(action[1], action[2] as Giveable);
        break;
      case 'module':
        cell.setModule(action[1], membersOf(action[2]));
        break;
      default:
        this.follow(cell.again(action, this.leftBeforeStop()));
    }
  }

  private follow(step: Step): void {
    if (step.kind === 'slice') {
      this.current.stop('as it was recorded');
      this.ended(this.current.step!.result!);
    } else if (step.done) this.ended(step.result!);
  }

  /** Fuel until a run is stopped that was stopped from outside; null: it was not. */
  private leftBeforeStop(): number | null {
    const end = this.ends[this.at] ?? null;
    if (end === null || !isFromOutside(end.limit)) return null;
    return Math.max(1, end.fuel - this.current.usage.fuel);
  }

  private ended(result: RunResult): void {
    this.results.push(result);
    this.flush();
    const event = this.events[this.at];
    if (event === undefined) return;
    if (event.kind !== 'end') throw this.diverged('the run ended');
    this.at++;
    const { status, usage, error } = result;
    // A run that is stopped from outside ends at the next instruction that can be stopped at.
    if (isFromOutside(event.limit) && isFromOutside(error?.limit ?? null)) {
      this.wrote.take();
      return;
    }
    const same = event.status === status && event.fuel === usage.fuel && event.limit === (error?.limit ?? null);
    if (!same) {
      throw new Diverged(
        `the run ended otherwise: ${status} with ${usage.fuel} fuel, not ${event.status} with ${event.fuel}`,
      );
    }
    if (event.sum !== this.wrote.take()) throw new Diverged('the run wrote something else');
  }

  // -- back ----------------------------------------------------------------------------------------------------------------

  private goBack(target: number): void {
    const mark = this.marks.filter((m) => m.at <= target).at(-1)!;
    this.marks = this.marks.filter((m) => m.at <= target);
    this.results.length = Math.min(this.results.length, this.endsBefore(mark.at));
    this.current.dispose();
    this.at = mark.at;
    this.waits = mark.call;
    this.wrote = mark.wrote.copy();
    this.current = Cell.restore(mark.bytes, this.cellOptions());
  }

  private endsBefore(at: number): number {
    return this.events.filter((e, i) => i < at && e.kind === 'end').length;
  }

  private markSometimes(): void {
    const last = this.marks.at(-1)!;
    if (this.at - last.at < this.every && this.current.usage.fuel - this.lastFuel < FUEL_BETWEEN) return;
    if (this.at > last.at && !this.current.ended) this.mark();
  }

  private mark(): void {
    this.lastFuel = this.current.usage.fuel;
    this.marks.push({ at: this.at, bytes: this.current.snapshot(), call: this.waits, wrote: this.wrote.copy() });
    if (this.marks.length <= MOST_MARKS) return;
    this.marks = this.marks.filter((_, i) => i % 2 === 0);
    this.every *= 2;
  }

  // -- what comes from outside, out of the recording -----------------------------------------------------------------------

  private cellOptions(): CellOptions {
    const { settings, powers } = this.head;
    const has = (name: string) => powers.includes(name);
    const system: System = { call: (c) => this.call(c), ...(has('system') ? { audit: () => this.flush() } : {}) };
    const { limits, argv, restrictions, language } = settings;
    // What is not told by the settings alone is in the events.
    const told = (mode: string) => ['frozen', 'virtual', 'seeded'].includes(mode);
    const asked = { mode: 'real' } as const;
    const none = { mode: 'none' } as const;
    const clocks = told(settings.clock.mode) ? settings.clock : has('clock') ? asked : none;
    const chances = told(settings.entropy.mode) ? settings.entropy : has('entropy') ? asked : none;
    const clock = clockOf(clocks, this.clock(), () => this.current.usage.fuel);
    const entropy = entropyOf(chances, this.entropy());
    return {
      limits: { ...limits, time: Number.POSITIVE_INFINITY },
      argv,
      ...defined({ restrictions, language }),
      exchange: AS_IT_CROSSES,
      interrupted: () => this.isInterrupted(),
      onLimit: (limit) => this.raised(limit),
      ...(has('readline') ? { readline: () => this.line() } : {}),
      onStdout: (text) => {
        this.wrote.add('stdout', text);
        this.options.onStdout?.(text);
      },
      onStderr: (text) => {
        this.wrote.add('stderr', text);
        this.options.onStderr?.(text);
      },
      powers: {
        ...(settings.budget === true ? { budget: true } : {}),
        ...(has('system') ? { system } : {}),
        ...(has('host') ? { host: system } : {}),
        ...defined({ clock: clock.power, entropy: entropy.power }),
      },
      world: {
        policy: null,
        again: null,
        save: () => saveClocks(clock, entropy),
        load: (saved) => {
          loadClocks(listOf(saved), clock, entropy);
          return 0;
        },
      },
    };
  }

  /** The events of the record that come next. Each is heard once, however often it is gone over. */
  private flush(): void {
    for (;;) {
      const event = this.events[this.at];
      if (event?.kind !== 'audit') return;
      this.at++;
      if (this.at <= this.audited) continue;
      this.audited = this.at;
      this.options.sink?.write(event.event);
    }
  }

  private next<K extends RecordedEvent['kind']>(kind: K, what: string): Extract<RecordedEvent, { kind: K }> {
    this.flush();
    const event = this.events[this.at];
    if (event?.kind !== kind) throw this.diverged(what);
    this.at++;
    return event as Extract<RecordedEvent, { kind: K }>;
  }

  private diverged(what: string): Diverged {
    const event = this.events[this.at];
    const there = event === undefined ? 'the recording ends there' : `event ${this.at} is ${describeEvent(event)}`;
    return new Diverged(`the replay goes another way: ${what}, and ${there}`);
  }

  private call(c: SystemCall): SystemAnswer | PromisedAnswer {
    this.flush();
    const event = this.events[this.at];
    if (event === undefined || (event.kind === 'end' && isFromOutside(event.limit))) return this.wait(c);
    const same = event.kind === 'answer' && event.name === c.name && event.sum === sumOf(c.args as WireValue);
    if (!same) throw this.diverged(`the program called ${c.name}`);
    if (UNPAUSED.has(c.name)) return this.answerTo(c);
    // What came later comes later again: the machine stands still as it did. Standing still is the time to be saved, too.
    if (event.later || this.at >= this.until || this.at - this.marks.at(-1)!.at >= this.every) return this.wait(c);
    return this.answerTo(c);
  }

  private wait(c: SystemCall): PromisedAnswer {
    this.waits = c;
    return NEVER;
  }

  private answerTo(c: SystemCall): SystemAnswer {
    this.flush();
    const event = this.events[this.at];
    // It waited until it was stopped.
    if (event?.kind === 'end') return { kind: 'limit', limit: 'stopped', message: 'stopped: as it was recorded' };
    this.written(c);
    return this.next('answer', 'the program waits for an answer').answer;
  }

  /** What goes to the standard streams by descriptor is not written by the machine. */
  private written({ name, args }: SystemCall): void {
    if (name !== 'write' || (args[0] !== 1 && args[0] !== 2) || !(args[1] instanceof Uint8Array)) return;
    this.current.emit(args[0] === 1 ? 'stdout' : 'stderr', new TextDecoder().decode(args[1]));
  }

  private clock(): Clock {
    const read = (which: ClockName) => () => {
      const event = this.next('clock', 'the program read the clock');
      if (event.which !== which) throw this.diverged(`the program read the clock (${which})`);
      return event.value;
    };
    return { now: read('now'), monotonic: read('monotonic'), processTime: read('processTime'), sleep: () => {} };
  }

  private entropy(): Entropy {
    return {
      bytes: (n) => {
        const { bytes } = this.next('entropy', `the program asked for ${n} bytes of chance`);
        if (bytes.length !== n) throw this.diverged(`the program asked for ${n} bytes of chance`);
        return bytes.slice();
      },
    };
  }

  private line(): string {
    return this.next('line', 'the program read a line').text;
  }

  private raised(limit: string): number | undefined {
    const event = this.events[this.at];
    if (event?.kind !== 'raised' || event.limit !== limit) return undefined;
    this.at++;
    return event.value ?? undefined;
  }

  private isInterrupted(): boolean {
    const event = this.events[this.at];
    if (event?.kind !== 'interrupt' || this.current.usage.fuel < event.fuel) return false;
    this.at++;
    return true;
  }
}

type RecordedEnd = Extract<RecordedEvent, { kind: 'end' }>;

function endsOf(events: readonly RecordedEvent[]): (RecordedEnd | null)[] {
  const out = new Array<RecordedEnd | null>(events.length).fill(null);
  let end: RecordedEnd | null = null;
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i]!;
    if (event.kind === 'end') end = event;
    out[i] = end;
  }
  return out;
}

/** Limits that no replay comes to by itself. */
function isFromOutside(limit: string | null): boolean {
  return limit === 'time' || limit === 'stopped';
}

/** One line: what came. */
export function describeEvent(event: RecordedEvent): string {
  const short = (v: Plain): string => {
    const text = JSON.stringify(v, (_k, x: unknown) =>
      typeof x === 'bigint' ? `${x}` : x instanceof Uint8Array ? '<bytes>' : x,
    );
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  };
  switch (event.kind) {
    case 'action': {
      const [what, ...rest] = event.action;
      return `${what} ${rest.map((r) => short(r as Plain)).join(' ')}`.trim();
    }
    case 'answer': {
      const { name, args, answer, filename, line } = event;
      const said =
        answer.kind === 'value' ? short(answer.value) : answer.kind === 'error' ? answer.strerror : answer.kind;
      return `${name}(${args.map(short).join(', ')}) -> ${said}${filename === '' ? '' : `  ${filename}:${line}`}`;
    }
    case 'clock':
      return `clock ${event.which} ${event.value}`;
    case 'entropy':
      return `entropy ${event.bytes.length} bytes`;
    case 'line':
      return `line ${short(event.text)}`;
    case 'interrupt':
      return 'KeyboardInterrupt';
    case 'raised':
      return `limit ${event.limit} raised to ${event.value}`;
    case 'audit':
      return `audit ${event.event.event} ${event.event.decision}`;
    case 'end':
      return `end ${event.status} after ${event.fuel} fuel`;
  }
}
