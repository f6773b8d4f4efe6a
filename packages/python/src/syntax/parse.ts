/** Text to tree: the entry points of this folder. */

import type { Mod } from './ast.js';
import { PySyntaxError } from './errors.js';

export interface ParseOptions {
  readonly filename: string;
  readonly mode: 'exec' | 'eval' | 'single' | 'func_type';
  /** Minor version: 3.N. */
  readonly featureVersion?: number;
  readonly typeComments?: boolean;
  /** PyCF_ALLOW_INCOMPLETE_INPUT */
  readonly allowIncomplete?: boolean;
  /** PyCF_DONT_IMPLY_DEDENT */
  readonly dontImplyDedent?: boolean;
  /** `from __future__ import barry_as_FLUFL` is in force. */
  readonly barryAsFlufl?: boolean;
  /** Called for each SyntaxWarning; to turn it into an error, throw. */
  readonly onWarning?: (category: 'SyntaxWarning', message: string, lineno: number) => void;
  /** Called with an amount of work before that work is done. */
  readonly charge?: (amount: number) => void;
}

export function parse(_source: string, options: ParseOptions): Mod {
  throw new PySyntaxError('SyntaxError', 'parser not there yet', options.filename, 1, 1, null, 1, 1);
}

/** The text of a source file: byte order mark, PEP 263 coding line. */
export function decodeSource(bytes: Uint8Array, filename = '<string>'): string {
  if (bytes.length < 0) throw new PySyntaxError('SyntaxError', 'unknown encoding', filename, 1, 1, null, 1, 1);
  return '';
}
