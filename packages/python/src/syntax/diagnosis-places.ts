/** Where errors are: at tokens, from one to another; columns count bytes in tokens, and characters in errors. */

import { PySyntaxError, type SyntaxErrorType } from './errors.js';
import { pieceOf } from './pieces.js';
import type { NameLookup } from './strings.js';
import type { TokenFailure, Tokenizer } from './tokenizer.js';
import type * as T from './tokens.js';

export interface DiagnoseOptions {
  readonly filename: string;
  readonly source: string;
  readonly flufl: boolean;
  /** The token at which the fast parser gave up. */
  readonly rejected: number;
  readonly allowIncomplete: boolean;
  readonly lookupName: NameLookup | undefined;
  readonly charge: (amount: number) => void;
}

/** The error has been found. */
export class Raised extends Error {
  constructor(readonly error: PySyntaxError) {
    super();
  }
}

export abstract class DiagnosisPlaces {
  protected readonly tokens: T.TokenTable;
  protected readonly kind: readonly number[];
  /** One more than the last token looked at. */
  protected fill: number;

  constructor(
    protected readonly tokenizer: Tokenizer,
    protected readonly from: number,
    protected readonly options: DiagnoseOptions,
  ) {
    this.tokens = tokenizer.tokens;
    this.kind = this.tokens.kind;
    this.fill = from;
  }

  protected raise(error: PySyntaxError): never {
    throw new Raised(error);
  }

  protected between(msg: string, from: number, to: number): PySyntaxError {
    const t = this.tokens;
    return this.error('SyntaxError', msg, t.line[from]!, t.col[from]!, t.endLine[to]!, t.endCol[to]!);
  }

  protected startingFrom(msg: string, from: number): PySyntaxError {
    const t = this.tokens;
    const last = this.fill - 1;
    const line = t.endLine[last]!;
    const reached = t.col[last] === -1 ? t.end[last]! - t.start[last]! : t.endCol[last]!;
    return this.error('SyntaxError', msg, t.line[from]!, t.col[from]!, line, reached - 1);
  }

  /** At a token; one without columns stands for how far its line has been read. */
  protected at(type: SyntaxErrorType, msg: string, index: number): PySyntaxError {
    const t = this.tokens;
    if (t.col[index] !== -1) {
      return this.error(type, msg, t.line[index]!, t.col[index]!, t.endLine[index]!, t.endCol[index]!);
    }
    const read = t.end[index]! - t.start[index]!;
    return this.error(type, msg, t.line[index]!, read - 1, t.endLine[index]!, -2);
  }

  /** Columns count bytes from 0; in the error they count characters from 1. */
  protected error(
    type: SyntaxErrorType,
    msg: string,
    line: number,
    col: number,
    endLine: number,
    endCol: number,
  ): PySyntaxError {
    const last = Math.max(this.fill - 1, 0);
    const text = lineOf(this.options.source, line);
    const shown = this.tokens.endLine[last]! <= line ? text + lineEnd(this.options.source, line) : text;
    const offset = characters(shown, col) + 1;
    // Python measures the end in the error's first line, whatever line it is in.
    const endOffset = characters(shown, endCol) + 1;
    return new PySyntaxError(type, msg, this.options.filename, line, offset, shown, endLine, endOffset);
  }

  protected ofTokenizer(f: TokenFailure): PySyntaxError {
    return new PySyntaxError(f.type, f.msg, this.options.filename, f.lineno, f.offset, f.text, f.lineno, f.endOffset);
  }
}

export function startOfLine(source: string, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const next = source.indexOf('\n', at);
    if (next < 0) return source.length;
    at = next + 1;
  }
  return at;
}

function lineOf(source: string, line: number): string {
  const at = startOfLine(source, line);
  const end = source.indexOf('\n', at);
  return end < 0 ? pieceOf(source, at) : pieceOf(source, at, end);
}

/** The newline that ends a line; the last line may have none. */
function lineEnd(source: string, line: number): string {
  if (source.endsWith('\n')) return '\n';
  let newlines = 0;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) newlines++;
  return line > 0 && line <= newlines ? '\n' : '';
}

/** How many characters the first `bytes` UTF-8 bytes of a line are: not more than it has. */
function characters(text: string, bytes: number): number {
  let count = 0;
  let used = 0;
  for (let i = 0; i < text.length && used < bytes; i++) {
    const c = text.codePointAt(i)!;
    used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (c > 0xffff) i++;
    count++;
  }
  return bytes < 0 ? bytes : count;
}
