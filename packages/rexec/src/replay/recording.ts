/**
 * A recording: what came into a cell from outside, in order. A head, and a message for each event, so that what was written
 * before a crash can be read.
 *
 * | event | what came |
 * | --- | --- |
 * | `run`, `call`, `command`, `finish`, `set`, `module` | what the host did with the cell |
 * | `answer` | the system's answer to a call; with the call's name and arguments, to see whether a replay goes the same way |
 * | `clock`, `entropy`, `line` | a time, bytes of chance, a line of input |
 * | `interrupt`, `raised` | KeyboardInterrupt, a limit that the host raised |
 * | `audit` | an event of the record |
 * | `end` | how a run ended, to compare |
 */
import type { Plain, SystemAnswer } from '@rexec/python';
import type { AuditEvent } from '../audit/event.js';
import type { Action } from '../cell/recorded.js';
import type { CellSettings } from '../cell/settings.js';
import { answerToWire, wireToAnswer } from '../system/answer-wire.js';
import { boundedArgs } from '../system/bounded.js';
import { decode, encode, Messages, WireError, type WireValue } from '../system/wire.js';
import { dataToWire, wireToData } from '../system/wire-data.js';

export type RecordedEvent =
  | { readonly kind: 'action'; readonly action: Action }
  | {
      readonly kind: 'answer';
      readonly name: string;
      /** Cut to a bounded size. */
      readonly args: readonly Plain[];
      /** Of the whole arguments. */
      readonly sum: number;
      readonly filename: string;
      readonly line: number;
      /** It came later: the machine stood still meanwhile. */
      readonly later: boolean;
      readonly answer: SystemAnswer;
    }
  | { readonly kind: 'clock'; readonly which: ClockName; readonly value: bigint }
  | { readonly kind: 'entropy'; readonly bytes: Uint8Array }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'interrupt'; readonly fuel: number }
  | { readonly kind: 'raised'; readonly limit: string; readonly value: number | null }
  | { readonly kind: 'audit'; readonly event: AuditEvent }
  | {
      readonly kind: 'end';
      readonly status: string;
      readonly fuel: number;
      readonly limit: string | null;
      readonly sum: number;
    };

export type ClockName = 'now' | 'monotonic' | 'processTime';

export interface Head {
  readonly settings: CellSettings;
  /** Which powers the cell had. */
  readonly powers: readonly string[];
}

/** These bytes are no recording, or a damaged one. */
export class RecordingError extends Error {}

const NAME = new TextEncoder().encode('rexec recording 1\n');
const MAX_EVENT = 2 ** 30;

export function headToBytes(head: Head): Uint8Array {
  const message = encode([dataToWire(head.settings), head.powers]);
  const out = new Uint8Array(NAME.length + message.length);
  out.set(NAME);
  out.set(message, NAME.length);
  return out;
}

export function eventToBytes(event: RecordedEvent): Uint8Array {
  return encode(eventToWire(event));
}

function eventToWire(e: RecordedEvent): WireValue {
  switch (e.kind) {
    case 'action':
      return [e.kind, ...(e.action as readonly WireValue[])];
    case 'answer': {
      const { name, sum, filename, line, later } = e;
      return [e.kind, name, boundedArgs(e.args) as WireValue, sum, filename, line, later, answerToWire(e.answer)];
    }
    case 'clock':
      return [e.kind, e.which, e.value];
    case 'entropy':
      return [e.kind, e.bytes];
    case 'line':
      return [e.kind, e.text];
    case 'interrupt':
      return [e.kind, e.fuel];
    case 'raised':
      return [e.kind, e.limit, e.value];
    case 'audit': {
      const { seq, cell, event, args, decision, rule, filename, line, fuel } = e.event;
      return [e.kind, seq, cell, event, args as WireValue, decision, rule, filename, line, fuel];
    }
    case 'end':
      return [e.kind, e.status, e.fuel, e.limit, e.sum];
  }
}

function wireToEvent(message: WireValue): RecordedEvent {
  if (!Array.isArray(message)) throw new WireError('');
  const [kind, ...parts] = message as WireValue[];
  // A recording is the host's own: shapes are not checked further than what crosses into a cell.
  const p = parts as any[];
  switch (kind) {
    case 'action':
      return { kind, action: p as unknown as Action };
    case 'answer': {
      const [name, args, sum, filename, line, later, answer] = p;
      return { kind, name, args, sum, filename, line, later, answer: wireToAnswer(answer) };
    }
    case 'clock':
      return { kind, which: p[0], value: BigInt(p[1]) };
    case 'entropy':
      return { kind, bytes: p[0] };
    case 'line':
      return { kind, text: p[0] };
    case 'interrupt':
      return { kind, fuel: p[0] };
    case 'raised':
      return { kind, limit: p[0], value: p[1] };
    case 'audit': {
      const [seq, cell, event, args, decision, rule, filename, line, fuel] = p;
      return { kind, event: { seq, cell, event, args, decision, rule, filename, line, fuel } };
    }
    case 'end':
      return { kind, status: p[0], fuel: p[1], limit: p[2], sum: p[3] };
    default:
      throw new WireError('');
  }
}

/** By its first bytes; an empty file may become one. */
export function isRecording(bytes: Uint8Array): boolean {
  return bytes.length === 0 || NAME.every((b, i) => bytes[i] === b);
}

/** What was cut off at the end (the host died) is left out. */
export function readRecording(bytes: Uint8Array): Head & { readonly events: RecordedEvent[] } {
  if (NAME.some((b, i) => bytes[i] !== b)) throw new RecordingError('this is no recording of rexec');
  try {
    const [head, ...messages] = new Messages(MAX_EVENT).push(bytes.subarray(NAME.length));
    if (head === undefined) throw new RecordingError('the recording has nothing in it');
    const [settings, powers] = decode(head) as readonly WireValue[];
    return {
      settings: wireToData(settings!) as CellSettings,
      powers: powers as readonly string[],
      events: messages.map((m) => wireToEvent(decode(m))),
    };
  } catch (e) {
    if (e instanceof RecordingError) throw e;
    throw new RecordingError('the recording is damaged');
  }
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A number for a value, equal for equal ones (FNV-1a over its bytes). */
export function sumOf(value: WireValue): number {
  let h = FNV_START;
  for (const b of encode(value)) h = Math.imul(h ^ b, FNV_PRIME);
  return h >>> 0;
}

/** The same for the text of both streams as it comes, in whatever pieces. */
export class Written {
  constructor(private readonly sums: { stdout: number; stderr: number } = { stdout: FNV_START, stderr: FNV_START }) {}

  add(stream: 'stdout' | 'stderr', text: string): void {
    let h = this.sums[stream];
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), FNV_PRIME);
    this.sums[stream] = h;
  }

  copy(): Written {
    return new Written({ ...this.sums });
  }

  /** What was written since it was asked last. */
  take(): number {
    const { stdout, stderr } = this.sums;
    Object.assign(this.sums, { stdout: FNV_START, stderr: FNV_START });
    return (stdout ^ Math.imul(stderr, 31)) >>> 0;
  }
}
