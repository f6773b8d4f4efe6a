/** Whom the supervisor asks where a rule says `ask`: a person at a terminal, a callback of the host. No answer is no. */
import type { Place, Plain } from '@rexec/python';
import type { Decision, Operation } from '../policy/decision.js';
import type { Maybe } from './later.js';

export interface Question {
  readonly cell: string;
  /** The audit event that follows, with its arguments. */
  readonly event: string;
  readonly args: readonly Plain[];
  readonly operation: Operation;
  readonly decision: Decision;
  readonly place: Place;
}

export interface Answer {
  readonly allow: boolean;
  /** For the refusal and the record: `asked: no`, `no answer in 30 s`. */
  readonly reason: string;
  /** End the run. */
  readonly stop?: boolean;
}

export interface Asker {
  ask(question: Question): Maybe<Answer>;
}

/** Nobody is there: no. */
export const NOBODY: Asker = { ask: () => ({ allow: false, reason: 'nobody to ask' }) };
