/** What all of the tokenizer stands on: where it reads, the tokens that it writes, its errors. */

import { normalizeIdentifier } from './identifiers.js';
import { pieceOf } from './pieces.js';
import * as T from './tokens.js';

export interface TokenFailure {
  readonly type: 'SyntaxError' | 'IndentationError' | 'TabError';
  readonly msg: string;
  readonly lineno: number;
  readonly offset: number;
  readonly text: string;
  readonly endOffset: number;
  /** Wins over an earlier error of the parser's; the others only end the reading. */
  readonly raised: boolean;
  /** Within an f-string: an earlier error wins. */
  readonly inString: boolean;
  /** More text could put this right. */
  readonly endOfSource: boolean;
}

export interface Bracket {
  readonly char: string;
  readonly line: number;
  /** Index in the source. */
  readonly pos: number;
}

/** An f-string or t-string that is being read. */
export interface OpenString {
  readonly letter: 'f' | 't';
  readonly quote: number;
  readonly quoteSize: number;
  readonly raw: boolean;
  readonly start: number;
  readonly firstLine: number;
  readonly firstLineStart: number;
  /** Reading an expression, not literal text. */
  inExpression: boolean;
  inFormatSpec: boolean;
  bracketDepth: number;
  /** Bracket depth at which the innermost replacement field began, counted in fields: -1 outside. */
  fieldDepth: number;
  /** Where each open replacement field's expression begins. */
  readonly fieldStarts: number[];
}

/** The reading has ended early: `failure` says why. */
export class Failed extends Error {}

export const CC_BACKSLASH = 92;
export const CC_NEWLINE = 10;
export const CC_UNDERSCORE = 95;

/** Character classes of ASCII: 1 identifier start, 2 digit. */
export const CLASS = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === CC_UNDERSCORE) CLASS[c] = 1;
  else if (c >= 48 && c <= 57) CLASS[c] = 2;
}

export abstract class TokenizerBase {
  readonly tokens = new T.TokenTable();
  failure: TokenFailure | null = null;
  readonly brackets: Bracket[] = [];

  protected pos = 0;
  protected line: number;
  protected lineStart = 0;
  protected readonly ascii: boolean;
  private colPos = 0;
  private colExtra = 0;
  protected readonly strings: OpenString[] = [];
  private readonly names = new Map<string, string>();

  /** As `tokenize` reads: brackets that do not match and numbers that touch a name are no errors. */
  lenient = false;

  constructor(
    protected readonly source: string,
    protected readonly mode: 'exec' | 'eval' | 'single' | 'func_type',
    protected readonly typeComments: boolean,
    protected readonly implyDedent: boolean,
    protected readonly warn: (message: string, line: number) => void,
    private readonly charge: (amount: number) => void,
  ) {
    // Without any text there is no first line.
    this.line = source === '' ? 0 : 1;
    this.ascii = /^[\x00-\x7f]*$/.test(source);
  }

  /** The identifier that a NAME token stands for. */
  name(index: number): string {
    const text = this.text(index);
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const name = this.ascii || /^[\x00-\x7f]*$/.test(text) ? text : normalizeIdentifier(text);
    this.names.set(text, name);
    return name;
  }

  text(index: number): string {
    return pieceOf(this.source, this.tokens.start[index]!, this.tokens.end[index]!);
  }

  // Places

  protected advanceLine(next: number): void {
    this.line++;
    this.lineStart = next;
    this.colPos = next;
    this.colExtra = 0;
    if ((this.line & 63) === 0) this.charge(64);
  }

  /** Column of a position in the current line, in UTF-8 bytes. */
  protected byteCol(pos: number): number {
    if (this.ascii) return pos - this.lineStart;
    if (pos < this.colPos) {
      this.colPos = this.lineStart;
      this.colExtra = 0;
    }
    for (; this.colPos < pos; this.colPos++) {
      const c = this.source.charCodeAt(this.colPos);
      if (c >= 0x80) this.colExtra += c >= 0xd800 && c < 0xe000 ? 1 : c >= 0x800 ? 2 : 1;
    }
    return pos - this.lineStart + this.colExtra;
  }

  protected push(kind: number, start: number, end: number): void {
    const t = this.tokens;
    t.kind.push(kind);
    t.start.push(start);
    t.end.push(end);
    t.line.push(this.line);
    t.col.push(this.byteCol(start));
    t.endLine.push(this.line);
    t.endCol.push(this.byteCol(end));
  }

  /** A token that may have begun in an earlier line, at byte column `col`. */
  protected pushFrom(kind: number, start: number, line: number, col: number, end: number): void {
    const t = this.tokens;
    t.kind.push(kind);
    t.start.push(start);
    t.end.push(end);
    t.line.push(line);
    t.col.push(col);
    t.endLine.push(this.line);
    t.endCol.push(this.byteCol(end));
  }

  /** INDENT, DEDENT and the like: no columns; `start` is the start of the line, `end` how far the source was read. */
  protected pushPlaceless(kind: number, end: number): void {
    const t = this.tokens;
    t.kind.push(kind);
    t.start.push(this.lineStart);
    t.end.push(end);
    t.line.push(this.line);
    t.col.push(-1);
    t.endLine.push(this.line);
    t.endCol.push(-1);
  }

  /** Moves to the next line unless the source ends here: the last line stays the current one. */
  protected nextLine(): void {
    if (this.pos < this.source.length) this.advanceLine(this.pos);
  }

  // Errors

  protected lineText(lineStart: number, withNewline: boolean): string {
    const end = this.source.indexOf('\n', lineStart);
    if (end < 0) return pieceOf(this.source, lineStart);
    return pieceOf(this.source, lineStart, withNewline ? end + 1 : end);
  }

  protected chars(from: number, to: number): number {
    let n = to - from;
    for (let i = from; i < to; i++) {
      const c = this.source.charCodeAt(i);
      if (c >= 0xdc00 && c < 0xe000) n--;
    }
    return n;
  }

  protected give(failure: Omit<TokenFailure, 'inString'>): never {
    this.failure = { ...failure, inString: this.strings.length > 0 };
    this.pushPlaceless(T.ERRORTOKEN, this.pos);
    throw new Failed();
  }

  /** An error at the character before `pos`. */
  protected fail(msg: string, pos = this.pos, lineStart = this.lineStart, line = this.line, unended = false): never {
    const offset = this.chars(lineStart, pos);
    const text = this.lineText(lineStart, false);
    return this.give({
      type: 'SyntaxError',
      msg,
      lineno: line,
      offset,
      text,
      endOffset: offset,
      raised: true,
      endOfSource: unended,
    });
  }

  /** An error over a stretch of the line. */
  protected failRange(msg: string, start: number, end: number): never {
    return this.give({
      type: 'SyntaxError',
      msg,
      lineno: this.line,
      offset: this.chars(this.lineStart, start) + 1,
      text: this.lineText(this.lineStart, false),
      endOffset: this.chars(this.lineStart, end) + 1,
      raised: true,
      endOfSource: false,
    });
  }

  protected failIndentation(
    type: 'IndentationError' | 'TabError',
    msg: string,
    offset: number,
    endOffset: number,
  ): never {
    const text = this.lineText(this.lineStart, true);
    return this.give({ type, msg, lineno: this.line, offset, text, endOffset, raised: false, endOfSource: false });
  }

  protected failAtEof(): never {
    this.pos = this.source.length;
    const bracket = this.brackets[this.brackets.length - 1];
    if (bracket === undefined) {
      const text = this.lineText(this.lineStart, true);
      const offset = this.chars(this.lineStart, this.lineStart + text.length);
      const msg = 'unexpected EOF while parsing';
      return this.give({
        type: 'SyntaxError',
        msg,
        lineno: this.line,
        offset,
        text,
        endOffset: -1,
        raised: false,
        endOfSource: true,
      });
    }
    return this.give(this.neverClosed(bracket));
  }

  neverClosed(bracket: Bracket): TokenFailure {
    const msg = `'${bracket.char}' was never closed`;
    const start = this.startOfLine(bracket.line);
    const text = this.lineText(start, this.line <= bracket.line);
    return {
      ...{
        type: 'SyntaxError',
        msg,
        lineno: bracket.line,
        offset: this.chars(start, bracket.pos) + 1,
        text,
        endOffset: 0,
      },
      ...{ raised: false, inString: false, endOfSource: true },
    };
  }

  private startOfLine(line: number): number {
    let at = 0;
    for (let n = 1; n < line; n++) at = this.source.indexOf('\n', at) + 1;
    return at;
  }
}
