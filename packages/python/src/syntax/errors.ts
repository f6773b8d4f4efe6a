/**
 * The one error that reading a program ends with. Its fields are the attributes of Python's SyntaxError:
 * lines and offsets count from 1, offsets in code points. MemoryError and RecursionError are what CPython raises when a
 * program is nested too deeply; they carry only a message.
 */

export type SyntaxErrorType =
  | 'SyntaxError'
  | 'IndentationError'
  | 'TabError'
  | '_IncompleteInputError'
  | 'MemoryError'
  | 'RecursionError';

export class PySyntaxError extends Error {
  constructor(
    public readonly type: SyntaxErrorType,
    public readonly msg: string,
    public readonly filename: string | null,
    public readonly lineno: number | null,
    public readonly offset: number | null,
    public readonly text: string | null,
    public readonly endLineno: number | null,
    public readonly endOffset: number | null,
  ) {
    super(msg);
  }
}
