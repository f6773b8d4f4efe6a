/**
 * What the handlers of calls see of the supervisor: how an effect is authorized and recorded. The supervisor dispatches
 * each call, after the check of its arguments, to the handler of its name.
 *
 * ```ts
 * export function networkCalls(guard: Guard, backend: NetworkBackend): Handlers {
 *   const connects: Handler = (args, place) => take(connect(guard, backend, args, place));
 *   return { handler: (name) => (name === 'connect' ? connects : undefined) };
 * }
 * function* connect(guard, backend, [sock, host, port, timeout], place): Steps<SystemAnswer> {
 *   const refusal = yield* settle(guard.authorize('socket.connect', [sock, [host, port]], operation, place));
 *   if (refusal !== null) return refusal;
 *   …
 * }
 * new Supervisor({ policy, handlers: [(guard) => networkCalls(guard, backend)] });
 * ```
 */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import type { Decision, Operation } from '../policy/decision.js';
import type { CallName } from './calls.js';
import type { Keeping } from './keeping.js';
import type { Maybe } from './later.js';
import type { PendingCalls } from './pending.js';

export type Handler = (args: readonly Plain[], place: Place) => Maybe<SystemAnswer>;

/** A part of one cell's supervisor that serves calls. */
export interface Handlers {
  /** Asked when the first call of this name comes: a cell has handlers for what it uses. undefined: no call of this part's. */
  handler(name: CallName): Handler | undefined;
}

/** Makes the part for one cell: it takes little, since most programs use few calls. */
export type HandlerMaker = (guard: Guard) => Handlers;

/** The one who decides: a Policy. */
export interface PolicyDecider {
  decide(operation: Operation): Decision;
}

export interface Guard {
  /** Calls of the host that are under way, and the wait for them and for sockets. */
  readonly pending: PendingCalls;
  /** Name of the cell in the record: `main`, `main/1`. */
  readonly cell: string;
  readonly policy: PolicyDecider;
  /**
   * Decides about an effect, asks where the rule says so, and records it: to be called once for each effect, before it.
   * null: go on. Otherwise the answer to give.
   */
  authorize(event: string, args: readonly Plain[], operation: Operation, place: Place): Maybe<SystemAnswer | null>;
  /**
   * As `authorize`, for an effect that is several operations (a rename): the first that is not allowed decides. Without
   * any, the effect is allowed by `rule`.
   */
  authorizeAll(
    event: string,
    args: readonly Plain[],
    operations: readonly Operation[],
    place: Place,
    rule?: string,
  ): Maybe<SystemAnswer | null>;
  /** Records what was decided elsewhere, or what is nobody's decision. */
  record(event: string, args: readonly Plain[], decision: 'allow' | 'deny' | 'note', rule: string, place: Place): void;
  /** Effects that were had elsewhere on this cell's account: by a cell inside it. */
  spend(effects: number): void;
  /** Bytes of the cell's memory that are set aside for cells inside it, as far as they came out of a snapshot. */
  setAside: number;
  /** A part of the supervisor's side that is kept in a snapshot, under a name of its own. */
  keeps(name: string, part: Keeping): void;
  /** Call on `end()` of the supervisor: what is open is closed. */
  atEnd(close: () => void): void;
}
