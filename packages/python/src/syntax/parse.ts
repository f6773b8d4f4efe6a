/** Text to tree: the entry points of this folder. */

import type { Mod } from './ast.js';
import { type DiagnoseOptions, diagnose, errorAt } from './diagnose.js';
import { PySyntaxError } from './errors.js';
import { Parser } from './parser.js';
import { Reject } from './parser-base.js';
import type { NameLookup } from './strings.js';
import { Tokenizer } from './tokenizer.js';

/** What saying what is wrong costs besides its steps. */
const DIAGNOSIS = 60;

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
  /** What `\N{name}` in a string means; without it no name is known. */
  readonly lookupName?: NameLookup;
  /** Called for each SyntaxWarning; to turn it into an error, throw. */
  readonly onWarning?: (category: 'SyntaxWarning', message: string, lineno: number) => void;
  /** Called with an amount of work before that work is done. */
  readonly charge?: (amount: number) => void;
}

export function parse(text: string, options: ParseOptions): Mod {
  const { mode } = options;
  if (text.includes('\0')) {
    const msg = 'source code string cannot contain null bytes';
    throw new PySyntaxError('SyntaxError', msg, null, null, null, null, null, null);
  }
  const charge = options.charge ?? (() => {});
  charge(1 + (text.length >> 4));
  let source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (mode === 'exec' && source !== '' && !source.endsWith('\n')) source += '\n';
  const warn = (message: string, line: number) => options.onWarning?.('SyntaxWarning', message, line);
  const implyDedent = !options.dontImplyDedent;
  const tokenizer = new Tokenizer(source, mode, options.typeComments ?? false, implyDedent, warn, charge).run();
  charge(tokenizer.tokens.length);
  const parser = new Parser(tokenizer, { warn, charge, lookupName: options.lookupName }, options.barryAsFlufl ?? false);
  try {
    if (mode === 'exec') return parser.module();
    if (mode === 'eval') return parser.eval();
    if (mode === 'func_type') return parser.functionType();
    const tree = parser.interactive();
    const last = parser.cursor - 1;
    if (source.slice(tokenizer.tokens.end[last]).replace(/#.*/g, '').trim() === '') return tree;
    const msg = 'multiple statements found while compiling a single statement';
    throw errorAt(tokenizer, last, msg, diagnosing(source, parser, options, charge));
  } catch (error) {
    if (!(error instanceof Reject)) throw error;
  }
  charge(DIAGNOSIS);
  const start = mode === 'exec' ? 'file' : mode === 'single' ? 'interactive' : mode;
  throw diagnose(tokenizer, start, parser.statementStart, diagnosing(source, parser, options, charge));
}

function diagnosing(
  source: string,
  parser: Parser,
  options: ParseOptions,
  charge: (amount: number) => void,
): DiagnoseOptions {
  return {
    filename: options.filename,
    source,
    flufl: parser.flufl,
    rejected: parser.cursor,
    allowIncomplete: options.allowIncomplete ?? false,
    lookupName: options.lookupName,
    charge,
  };
}

export { decodeSource } from './decode-source.js';
