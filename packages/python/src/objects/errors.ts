/**
 * Three errors, three JavaScript classes: what the program raised (`PyRaise`), a limit that ended it (`LimitError`),
 * and a bug of ours (`InternalError`). Only the first can be caught by the program.
 */
import type { Place } from '../powers.js';
import type { PyException } from './exception.js';

/** A Python exception on its way through natives. Not an Error: it carries no JavaScript stack. */
export class PyRaise {
  constructor(readonly exc: PyException) {}
}

export type LimitName = 'fuel' | 'time' | 'memory' | 'output' | 'recursion' | 'source' | 'effects' | 'stopped';

/** A limit of the cell was reached: the run ends, and no Python code sees it (law 5). */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  /** Where the program stood; null: nothing of it ran. */
  place: Place | null = null;
  constructor(
    readonly limit: LimitName,
    message: string,
  ) {
    super(message);
  }
}

/** A broken invariant of the machine itself. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
