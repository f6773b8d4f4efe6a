/** Answers to the calls of the network, and their arguments: plain values of any kind, each of which is checked here. */
import type { Plain, SystemAnswer } from '@rexec/python';
import { Answered } from './fault.js';
import type { Maybe } from './later.js';
import { type Endpoint, LookupFailure, NetworkFailure } from './network-stream.js';

export type Answer = Maybe<SystemAnswer>;

export const value = (v: Plain): SystemAnswer => ({ kind: 'value', value: v });
export const error = (errno: number, strerror: string): SystemAnswer => ({ kind: 'error', errno, strerror });
export const refused = (message: string): SystemAnswer => ({ kind: 'refused', message });

export const BAD_DESCRIPTOR = error(9, 'Bad file descriptor');
export const AGAIN = error(11, 'Resource temporarily unavailable');
export const BAD_ARGUMENT = error(22, 'Invalid argument');
export const BROKEN_PIPE = error(32, 'Broken pipe');
export const NOT_CONNECTED = error(107, 'Transport endpoint is not connected');
export const IN_PROGRESS = error(115, 'Operation now in progress');

export function endpoint(e: Endpoint): Plain {
  return [e.host, e.port];
}

/** An answer made of another, now or later. */
export function mapped(answer: Answer, change: (answer: SystemAnswer) => SystemAnswer): Answer {
  return answer instanceof Promise ? answer.then(change) : change(answer);
}

export function failureAnswer(e: unknown): SystemAnswer {
  if (e instanceof NetworkFailure) return error(e.errno, e.strerror);
  if (e instanceof LookupFailure) return value(e.code);
  if (e instanceof BadArgument) return BAD_ARGUMENT;
  // The record has failed, or the run is to end.
  if (e instanceof Answered) return e.answer;
  return error(5, 'Input/output error');
}

/** An argument that is not of the table's kind: only a hostile peer at the other end of a pipe sends one. */
class BadArgument extends Error {}

export function integer(v: Plain | undefined, least: number, most: number): number {
  if (typeof v !== 'number' || !Number.isInteger(v) || v < least || v > most) throw new BadArgument();
  return v;
}

export function seconds(v: Plain | undefined): number {
  if (typeof v !== 'number' || Number.isNaN(v)) throw new BadArgument();
  return v < 0 ? -1 : v;
}

export function text(v: Plain | undefined): string {
  if (typeof v !== 'string') throw new BadArgument();
  return v;
}

export function bytes(v: Plain | undefined): Uint8Array {
  if (!(v instanceof Uint8Array)) throw new BadArgument();
  return v;
}

/** Names for ALPN. An empty or too long one would be no protocol to TLS, but the end of the host's process. */
export function protocols(v: string): string[] {
  return v
    .slice(0, 1000)
    .split(',')
    .filter((name) => /^[\x21-\x7e]{1,100}$/.test(name))
    .slice(0, 8);
}

export function numbers(v: string): number[] {
  if (v === '') return [];
  if (v.length > 2000 || !/^\d{1,9}(,\d{1,9})*$/.test(v)) throw new BadArgument();
  return v.split(',').map(Number);
}
