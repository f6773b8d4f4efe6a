/** Places in the source as AST nodes have them: lines from 1, columns from 0 in UTF-8 bytes. */
import { PySyntaxError } from '../syntax/errors.js';

export interface Loc {
  readonly lineno: number;
  readonly col_offset: number;
  readonly end_lineno: number;
  readonly end_col_offset: number;
}

/** An instruction that has no place of its own. */
export const NO_LOCATION: Loc = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 };

export function isAfter(a: Loc, b: Loc): boolean {
  return a.lineno > b.lineno || (a.lineno === b.lineno && a.col_offset > b.col_offset);
}

export function lineStart(lineno: number): Loc {
  return { lineno, col_offset: 0, end_lineno: lineno, end_col_offset: 0 };
}

export function syntaxError(message: string, filename: string, loc: Loc): PySyntaxError {
  return new PySyntaxError(
    'SyntaxError',
    message,
    filename,
    loc.lineno,
    loc.col_offset + 1,
    null,
    loc.end_lineno,
    loc.end_col_offset + 1,
  );
}

/** Levels of nesting that the compiler follows by recursion. */
const MAX_DEPTH = 1000;

export function checkDepth(depth: number, filename: string): void {
  if (depth > MAX_DEPTH)
    throw new PySyntaxError(
      'RecursionError',
      'maximum recursion depth exceeded during compilation',
      filename,
      null,
      null,
      null,
      null,
      null,
    );
}
