/**
 * Events as lines of JSON, each with the hash of the one before: a line that is changed, taken out, put in or moved
 * breaks the chain at that place. Only the last lines can be cut off unseen, so whoever must know that keeps the last hash.
 */
import type { Plain } from '@rexec/python';
import { sha256 } from '../policy/digest.js';
import type { AuditEvent } from './event.js';

/** The hash before the first record. */
export const START = '0'.repeat(64);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What JSON has no word for: big integers and bytes are objects with one key. */
function toJson(v: Plain): Json {
  if (typeof v === 'bigint') return { int: String(v) };
  if (typeof v === 'number' && !Number.isFinite(v)) return { float: String(v) };
  if (typeof v === 'string') return !/\p{Cs}/u.test(v) ? v : { str: JSON.stringify(v).slice(1, -1) };
  if (v instanceof Uint8Array) return { bytes: hex(v) };
  if (Array.isArray(v)) return (v as readonly Plain[]).map(toJson);
  return v as Json;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

/** One record: its line without the newline, and its hash. */
export function toLine(event: AuditEvent, before: string): { line: string; hash: string } {
  const body = JSON.stringify({ ...event, args: event.args.map(toJson), prev: before });
  const hash = sha256(body);
  return { line: `${body.slice(0, -1)},"hash":"${hash}"}`, hash };
}

export interface AuditRecord {
  readonly seq: number;
  readonly cell: string;
  readonly event: string;
  readonly args: readonly Json[];
  readonly decision: AuditEvent['decision'];
  readonly rule: string;
  readonly filename: string;
  readonly line: number;
  readonly fuel: number;
  readonly prev: string;
  readonly hash: string;
}

const TAIL = /,"hash":"([0-9a-f]{64})"\}$/;

/** What a log says of itself. */
export type Verdict =
  | { readonly ok: true; readonly records: number; readonly last: string }
  /** `line` counts from 1. */
  | { readonly ok: false; readonly line: number; readonly why: string };

/** Follows the chain of a log from its first line. */
export function verify(lines: Iterable<string>): Verdict {
  let before = START;
  let seq = 0;
  let number = 0;
  for (const line of lines) {
    number++;
    if (line === '') continue;
    const wrong = (why: string): Verdict => ({ ok: false, line: number, why });
    const record = parse(line);
    const tail = TAIL.exec(line);
    if (record === undefined || tail === null) return wrong('it is no record of an audit log');
    if (sha256(`${line.slice(0, tail.index)}}`) !== tail[1]) return wrong('it was changed: its hash does not fit');
    if (record.prev !== before) return wrong('records before it were changed, moved or taken out');
    if (record.seq !== seq + 1) return wrong(`its number is ${record.seq}, not ${seq + 1}`);
    seq = record.seq;
    before = tail[1]!;
  }
  return { ok: true, records: seq, last: before };
}

/** A record; undefined: the line is none. */
export function parse(line: string): AuditRecord | undefined {
  try {
    const record = JSON.parse(line) as Partial<AuditRecord> | null;
    const whole =
      typeof record?.seq === 'number' &&
      typeof record.event === 'string' &&
      typeof record.cell === 'string' &&
      Array.isArray(record.args) &&
      typeof record.decision === 'string' &&
      typeof record.rule === 'string' &&
      typeof record.filename === 'string' &&
      typeof record.line === 'number';
    return whole ? (record as AuditRecord) : undefined;
  } catch {
    return undefined;
  }
}
