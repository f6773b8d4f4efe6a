/**
 * How the pure algorithms under `text/` and `number/` say that Python has to raise something.
 *
 * They know no exception types: the caller turns a TextError into the exception named by `kind`. Not an Error: it
 * carries no JavaScript stack.
 */
import type { Str } from './core.js';

export type ErrorKind =
  | 'ValueError'
  | 'TypeError'
  | 'OverflowError'
  | 'ZeroDivisionError'
  | 'MemoryError'
  | 'IndexError'
  | 'KeyError'
  | 'LookupError'
  | 'UnicodeDecodeError'
  | 'UnicodeEncodeError'
  | 'UnicodeTranslateError';

/** With an `errno`, the exception's arguments are (errno, message). */
export class TextError {
  constructor(
    readonly kind: ErrorKind,
    readonly message: string,
    readonly errno: number | null = null,
  ) {}
}

/** UnicodeDecodeError (object: bytes) or UnicodeEncodeError (object: str); `message` is the reason. */
export class UnicodeFault extends TextError {
  constructor(
    kind: 'UnicodeDecodeError' | 'UnicodeEncodeError',
    readonly encoding: string,
    readonly object: Uint8Array | Str,
    readonly start: number,
    readonly end: number,
    readonly reason: string,
  ) {
    super(kind, reason);
  }
}
