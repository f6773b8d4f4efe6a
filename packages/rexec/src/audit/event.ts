/** A record of one attempted effect. Names are those of CPython's audit events table where it has one, else `rexec.*`. */
import type { Plain } from '@rexec/python';

export interface AuditEvent {
  /** From 1, one more for each event of the supervisor. */
  readonly seq: number;
  /** Name of the cell: `main`, `main/1`. */
  readonly cell: string;
  readonly event: string;
  /** Cut to a bounded size. */
  readonly args: readonly Plain[];
  /** 'note': nothing was to be decided. */
  readonly decision: 'allow' | 'deny' | 'ask' | 'note';
  /** Rule that decided, with its source: `files.mounts[0] (policy.toml:4)`. */
  readonly rule: string;
  readonly filename: string;
  readonly line: number;
  readonly fuel: number;
}

/** Takes events as they happen, in order, before the effect. A sink that throws ends the run: nothing goes unrecorded. */
export interface AuditSink {
  write(event: AuditEvent): void;
  close?(): void;
}
