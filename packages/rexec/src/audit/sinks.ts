/** Where audit events go. */
import type { AuditEvent, AuditSink } from './event.js';
import { START, toLine } from './record.js';

/** The last `max` events, in memory. */
export class MemorySink implements AuditSink {
  readonly events: AuditEvent[] = [];
  constructor(private readonly max = 10_000) {}
  write(event: AuditEvent): void {
    this.events.push(event);
    if (this.events.length > this.max) this.events.splice(0, this.events.length - this.max);
  }
}

/** A function of the host. */
export class CallbackSink implements AuditSink {
  constructor(private readonly callback: (event: AuditEvent) => void) {}
  write(event: AuditEvent): void {
    this.callback(event);
  }
}

/**
 * JSON lines, each with the hash of the one before; `append` gets whole lines and writes them before it returns.
 *
 * ```ts
 * const log = openSync('audit.jsonl', 'a');
 * const sink = new JsonLinesSink((line) => writeSync(log, line));
 * ```
 */
export class JsonLinesSink implements AuditSink {
  private before: string;
  private seq: number;

  /** `after`: the last record of a log that goes on. Records are numbered by the log, whatever wrote into it. */
  constructor(
    private readonly append: (line: string) => void,
    after: { readonly hash: string; readonly seq: number } = { hash: START, seq: 0 },
  ) {
    this.before = after.hash;
    this.seq = after.seq;
  }

  write(event: AuditEvent): void {
    const { line, hash } = toLine({ ...event, seq: this.seq + 1 }, this.before);
    this.append(`${line}\n`);
    this.before = hash;
    this.seq++;
  }
}
