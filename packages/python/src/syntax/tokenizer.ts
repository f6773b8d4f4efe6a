/**
 * Source text to the token table. Reads the whole source at once; the first error ends the table with an ERRORTOKEN
 * and stays in `failure`, to be raised only if the parser gets that far.
 *
 * The source has '\n' line ends only and, in exec mode, ends with one. f-strings and t-strings are tokenized as in
 * PEP 701: a stack of open strings says whether literal text or an expression is being read.
 */

import { isPrintable, isXidContinue, isXidStart, normalizeIdentifier } from './identifiers.js';
import * as T from './tokens.js';

const MAX_PARENTHESES = 200;
const MAX_INDENTS = 100;
const MAX_STRING_NESTING = 150;
const MAX_EXPRESSION_NESTING = 3;
const TAB_SIZE = 8;

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
interface OpenString {
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

class Failed extends Error {}

const CC_SPACE = 32;
const CC_HASH = 35;
const CC_BACKSLASH = 92;
const CC_NEWLINE = 10;
const CC_UNDERSCORE = 95;

/** Character classes of ASCII: 1 identifier start, 2 digit. */
const CLASS = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  if ((c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === CC_UNDERSCORE) CLASS[c] = 1;
  else if (c >= 48 && c <= 57) CLASS[c] = 2;
}

const OPERATORS_BY_CHAR: [string, number][][] = Array.from({ length: 128 }, () => []);
for (const [text, kind] of T.OPERATOR_KINDS) OPERATORS_BY_CHAR[text.charCodeAt(0)]!.push([text, kind]);
for (const list of OPERATORS_BY_CHAR) list.sort((a, b) => b[0].length - a[0].length);
const CLOSER: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

export class Tokenizer {
  readonly tokens = new T.TokenTable();
  failure: TokenFailure | null = null;
  readonly brackets: Bracket[] = [];

  private pos = 0;
  private line: number;
  private lineStart = 0;
  private readonly ascii: boolean;
  private colPos = 0;
  private colExtra = 0;
  private readonly indents = [0];
  private readonly altIndents = [0];
  private readonly strings: OpenString[] = [];
  private readonly names = new Map<string, string>();

  /** As `tokenize` reads: brackets that do not match and numbers that touch a name are no errors. */
  lenient = false;

  constructor(
    private readonly source: string,
    private readonly mode: 'exec' | 'eval' | 'single' | 'func_type',
    private readonly typeComments: boolean,
    private readonly implyDedent: boolean,
    private readonly warn: (message: string, line: number) => void,
    private readonly charge: (amount: number) => void,
  ) {
    // Without any text there is no first line.
    this.line = source === '' ? 0 : 1;
    this.ascii = /^[\x00-\x7f]*$/.test(source);
  }

  run(): this {
    try {
      this.readLines();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
    }
    return this;
  }

  // Places

  private advanceLine(next: number): void {
    this.line++;
    this.lineStart = next;
    this.colPos = next;
    this.colExtra = 0;
    if ((this.line & 63) === 0) this.charge(64);
  }

  /** Column of a position in the current line, in UTF-8 bytes. */
  private byteCol(pos: number): number {
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

  private push(kind: number, start: number, end: number): void {
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
  private pushFrom(kind: number, start: number, line: number, col: number, end: number): void {
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
  private pushPlaceless(kind: number, end: number): void {
    const t = this.tokens;
    t.kind.push(kind);
    t.start.push(this.lineStart);
    t.end.push(end);
    t.line.push(this.line);
    t.col.push(-1);
    t.endLine.push(this.line);
    t.endCol.push(-1);
  }

  // Errors

  private lineText(lineStart: number, withNewline: boolean): string {
    const end = this.source.indexOf('\n', lineStart);
    if (end < 0) return this.source.slice(lineStart);
    return this.source.slice(lineStart, withNewline ? end + 1 : end);
  }

  private chars(from: number, to: number): number {
    let n = to - from;
    for (let i = from; i < to; i++) {
      const c = this.source.charCodeAt(i);
      if (c >= 0xdc00 && c < 0xe000) n--;
    }
    return n;
  }

  private give(failure: Omit<TokenFailure, 'inString'>): never {
    this.failure = { ...failure, inString: this.strings.length > 0 };
    this.pushPlaceless(T.ERRORTOKEN, this.pos);
    throw new Failed();
  }

  /** An error at the character before `pos`. */
  private fail(msg: string, pos = this.pos, lineStart = this.lineStart, line = this.line, unended = false): never {
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

  private failIndentation(
    type: 'IndentationError' | 'TabError',
    msg: string,
    offset: number,
    endOffset: number,
  ): never {
    const text = this.lineText(this.lineStart, true);
    return this.give({ type, msg, lineno: this.line, offset, text, endOffset, raised: false, endOfSource: false });
  }

  private failAtEof(): never {
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

  // Lines

  private readLines(): void {
    const source = this.source;
    let fresh = true;
    for (;;) {
      if (fresh) {
        if (this.readIndentation()) continue;
        fresh = false;
      }
      const open = this.strings[this.strings.length - 1];
      if (open !== undefined && !open.inExpression) {
        this.readStringText(open);
        continue;
      }
      let pos = this.pos;
      let c = source.charCodeAt(pos);
      while (c === CC_SPACE || c === 9 || c === 12) c = source.charCodeAt(++pos);
      const tokenStart = pos;
      if (c === CC_HASH) {
        pos = this.readComment(pos);
        c = source.charCodeAt(pos);
      }
      this.pos = pos;
      if (c < 128) {
        const cls = CLASS[c];
        if (cls === 1) this.readName();
        else if (cls === 2) this.readNumber();
        else if (c === CC_NEWLINE) fresh = this.readNewline(tokenStart);
        else if (c === 34 || c === 39) this.readString(pos, pos);
        else if (c === CC_BACKSLASH) this.readContinuation();
        else if (c === 46 && CLASS[source.charCodeAt(pos + 1)] === 2) this.readNumber();
        else this.readOperator(c, open);
      } else if (pos >= source.length) {
        this.readEnd();
        return;
      } else this.readName();
    }
  }

  /** The end of a line, its comment included; true if a new logical line begins. */
  private readNewline(start: number): boolean {
    const pos = this.pos;
    this.pos = pos + 1;
    if (this.brackets.length > 0 || this.strings.length > 0) {
      this.nextLine();
      return false;
    }
    this.push(T.NEWLINE, start, pos + 1);
    this.nextLine();
    return true;
  }

  /** Moves to the next line unless the source ends here: the last line stays the current one. */
  private nextLine(): void {
    if (this.pos < this.source.length) this.advanceLine(this.pos);
  }

  /** Reads the white space that begins a logical line. True for a blank line, which it skips. */
  private readIndentation(): boolean {
    const source = this.source;
    let pos = this.pos;
    let col = 0;
    let altCol = 0;
    let continuedCol = 0;
    if (pos >= source.length) {
      this.finishIndents(0, 0);
      return false;
    }
    for (; ; pos++) {
      const c = source.charCodeAt(pos);
      if (c === CC_SPACE) {
        col++;
        altCol++;
      } else if (c === 9) {
        col = (Math.floor(col / TAB_SIZE) + 1) * TAB_SIZE;
        altCol++;
      } else if (c === 12) {
        col = 0;
        altCol = 0;
      } else if (c === CC_BACKSLASH) {
        continuedCol = continuedCol || col;
        this.pos = pos;
        this.readContinuation();
        pos = this.pos - 1;
      } else break;
    }
    this.pos = pos;
    const c = source.charCodeAt(pos);
    if (c === CC_HASH || c === CC_NEWLINE) {
      const end = c === CC_HASH ? this.readComment(pos, true) : pos;
      this.pos = Math.min(end + 1, source.length);
      if (end < source.length) this.nextLine();
      return true;
    }
    this.finishIndents(continuedCol || col, continuedCol || altCol);
    return false;
  }

  private finishIndents(col: number, altCol: number): void {
    const { indents, altIndents } = this;
    let top = indents.length - 1;
    if (col > indents[top]!) {
      if (indents.length >= MAX_INDENTS) {
        this.failIndentation('IndentationError', 'too many levels of indentation', 1, 0);
      }
      if (altCol <= altIndents[top]!) this.failTabs();
      indents.push(col);
      altIndents.push(altCol);
      this.pushPlaceless(T.INDENT, this.pos);
      return;
    }
    let dedents = 0;
    while (top > 0 && col < indents[top]!) {
      indents.pop();
      altIndents.pop();
      top--;
      dedents++;
    }
    if (col !== indents[top]!) {
      const end = this.lineStart + this.lineText(this.lineStart, true).length;
      const offset = this.chars(this.lineStart, end);
      const msg = 'unindent does not match any outer indentation level';
      this.failIndentation('IndentationError', msg, offset, -1);
    }
    if (altCol !== altIndents[top]!) this.failTabs();
    for (; dedents > 0; dedents--) this.pushPlaceless(T.DEDENT, this.pos);
  }

  private failTabs(): never {
    return this.failIndentation('TabError', 'inconsistent use of tabs and spaces in indentation', 1, 0);
  }

  private readEnd(): void {
    const open = this.strings[this.strings.length - 1];
    if (this.brackets.length > 0) this.failAtEof();
    if (open !== undefined) this.failAtEof();
    if (this.mode === 'single' && this.tokens.length > 0) {
      this.pushPlaceless(T.NEWLINE, this.pos);
      if (this.implyDedent && this.indents.length > 1) {
        this.finishIndents(0, 0);
        this.pushPlaceless(T.NEWLINE, this.pos);
      }
    }
    this.pushPlaceless(T.ENDMARKER, this.source.length);
  }

  private readContinuation(): void {
    const next = this.pos + 1;
    const source = this.source;
    if (source.charCodeAt(next) !== CC_NEWLINE) {
      const width = next >= source.length ? 0 : source.codePointAt(next)! > 0xffff ? 2 : 1;
      const at = next + width;
      this.pos = at;
      const text = this.lineText(this.lineStart, true);
      const msg = 'unexpected character after line continuation character';
      const offset = this.chars(this.lineStart, at);
      this.give({
        type: 'SyntaxError',
        msg,
        lineno: this.line,
        offset,
        text,
        endOffset: 0,
        raised: false,
        endOfSource: false,
      });
    }
    this.pos = next + 1;
    if (this.pos >= source.length) this.failAtEof();
    this.advanceLine(this.pos);
  }

  /** Skips a comment, or reads a type comment; returns the position of the line's end. */
  private readComment(pos: number, alone = false): number {
    let end = this.source.indexOf('\n', pos);
    if (end < 0) end = this.source.length;
    if (!this.typeComments) return end;
    const match = /^#[ \t]*type:[ \t]*/.exec(this.source.slice(pos, end));
    if (match === null) return end;
    const bodyStart = pos + match[0].length;
    const body = this.source.slice(bodyStart, end);
    if (/^ignore(?![a-zA-Z0-9])/.test(body) && !(body.charCodeAt(6) >= 128)) {
      this.tokens.typeIgnores.push({ lineno: this.line, tag: body.slice(6) + (alone ? '\n' : '') });
      return end;
    }
    if (alone && this.brackets.length === 0) {
      // The comment is a token in a line without other tokens: a NEWLINE follows it as usual.
      this.push(T.TYPE_COMMENT, bodyStart, end);
      this.push(T.NEWLINE, end, end + 1);
      return end;
    }
    this.push(T.TYPE_COMMENT, bodyStart, end);
    return end;
  }

  // Names

  private readName(): void {
    const source = this.source;
    const start = this.pos;
    let pos = start;
    let c = source.charCodeAt(pos);
    let plain = true;
    while (c < 128 ? CLASS[c] !== 0 : c >= 128) {
      if (c >= 128) plain = false;
      c = source.charCodeAt(++pos);
    }
    if (c === 34 || c === 39) {
      const prefix = source.slice(start, pos);
      if (prefix.length <= 5 && /^(?:([bfrtu])(?!.*\1))+$/i.test(prefix)) {
        if (prefix.length > 1) this.checkPrefix(prefix.toLowerCase(), start, pos);
        this.readString(start, pos);
        return;
      }
    }
    this.pos = pos;
    if (!plain) this.verifyIdentifier(start, pos);
    const text = source.slice(start, pos);
    this.push(T.KEYWORD_KINDS.get(text) ?? T.NAME, start, pos);
  }

  private checkPrefix(prefix: string, start: number, quotePos: number): void {
    const pair = ['ub', 'ur', 'uf', 'ut', 'bf', 'bt', 'ft'].find(
      ([a, b]) => prefix.includes(a!) && prefix.includes(b!),
    );
    if (pair === undefined) return;
    this.pos = quotePos + 1;
    this.give({
      type: 'SyntaxError',
      msg: `'${pair[0]}' and '${pair[1]}' prefixes are incompatible`,
      lineno: this.line,
      offset: this.chars(this.lineStart, start) + 1,
      text: this.lineText(this.lineStart, false),
      endOffset: this.chars(this.lineStart, quotePos) + 1,
      raised: true,
      endOfSource: false,
    });
  }

  /** Refuses characters that cannot be in an identifier (the run may contain any non-ASCII character). */
  private verifyIdentifier(start: number, end: number): void {
    const source = this.source;
    for (let pos = start; pos < end; ) {
      const cp = source.codePointAt(pos)!;
      if (cp >= 128) {
        const normal = String.fromCodePoint(cp);
        const ok = pos === start ? isXidStart(cp) : isXidContinue(cp);
        if (!ok) {
          const at = pos + normal.length;
          const hex = cp.toString(16).toUpperCase().padStart(4, '0');
          this.pos = at;
          if (isPrintable(cp)) this.fail(`invalid character '${normal}' (U+${hex})`, at);
          this.fail(`invalid non-printable character U+${hex}`, at);
        }
      }
      pos += cp > 0xffff ? 2 : 1;
    }
  }

  /** The identifier that a NAME token stands for. */
  name(index: number): string {
    const text = this.source.slice(this.tokens.start[index]!, this.tokens.end[index]!);
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const name = this.ascii || /^[\x00-\x7f]*$/.test(text) ? text : normalizeIdentifier(text);
    this.names.set(text, name);
    return name;
  }

  text(index: number): string {
    return this.source.slice(this.tokens.start[index]!, this.tokens.end[index]!);
  }

  // Numbers

  private readNumber(): void {
    const source = this.source;
    const start = this.pos;
    const first = source.charCodeAt(start);
    const second = source.charCodeAt(start + 1) | 32;
    if (first === 48 && (second === 120 || second === 111 || second === 98)) {
      this.readRadix(second);
    } else this.readDecimal(start);
    this.push(T.NUMBER, start, this.pos);
  }

  private readRadix(letter: number): void {
    const source = this.source;
    const kind = letter === 120 ? 'hexadecimal' : letter === 111 ? 'octal' : 'binary';
    const isDigit = (c: number) =>
      letter === 120
        ? CLASS[c] === 2 || ((c | 32) >= 97 && (c | 32) <= 102)
        : c >= 48 && c < (letter === 111 ? 56 : 50);
    let pos = this.pos + 2;
    for (;;) {
      if (source.charCodeAt(pos) === CC_UNDERSCORE) pos++;
      const c = source.charCodeAt(pos);
      if (!isDigit(c)) {
        if (CLASS[c] === 2) this.fail(`invalid digit '${String.fromCharCode(c)}' in ${kind} literal`, pos + 1);
        this.fail(`invalid ${kind} literal`, pos);
      }
      while (isDigit(source.charCodeAt(pos))) pos++;
      if (source.charCodeAt(pos) !== CC_UNDERSCORE) break;
    }
    const c = source.charCodeAt(pos);
    if (CLASS[c] === 2) this.fail(`invalid digit '${String.fromCharCode(c)}' in ${kind} literal`, pos + 1);
    this.pos = pos;
    this.verifyEndOfNumber(kind);
  }

  /** Digits with single underscores between them. */
  private skipDigits(pos: number): number {
    const source = this.source;
    for (;;) {
      while (CLASS[source.charCodeAt(pos)] === 2) pos++;
      if (source.charCodeAt(pos) !== CC_UNDERSCORE) return pos;
      pos++;
      if (CLASS[source.charCodeAt(pos)] !== 2) this.fail('invalid decimal literal', pos);
    }
  }

  private readDecimal(start: number): void {
    const source = this.source;
    let pos = start;
    let nonzero = true;
    if (source.charCodeAt(pos) === 48) {
      nonzero = false;
      for (;;) {
        if (source.charCodeAt(pos) === CC_UNDERSCORE) {
          pos++;
          if (CLASS[source.charCodeAt(pos)] !== 2) this.fail('invalid decimal literal', pos);
        }
        if (source.charCodeAt(pos) !== 48) break;
        pos++;
      }
    }
    const zerosEnd = pos;
    if (CLASS[source.charCodeAt(pos)] === 2) {
      pos = this.skipDigits(pos);
      if (!nonzero && !this.lenient) this.refuseLeadingZeros(start, zerosEnd, pos);
    } else if (source.charCodeAt(pos) === CC_UNDERSCORE) pos = this.skipDigits(pos);
    let c = source.charCodeAt(pos);
    let kind = 'decimal';
    if (c === 46) {
      pos++;
      if (CLASS[source.charCodeAt(pos)] === 2) pos = this.skipDigits(pos);
      c = source.charCodeAt(pos);
    }
    if ((c | 32) === 101) {
      const sign = source.charCodeAt(pos + 1);
      const signed = sign === 43 || sign === 45;
      const digits = pos + (signed ? 2 : 1);
      if (CLASS[source.charCodeAt(digits)] === 2) {
        pos = this.skipDigits(digits);
        c = source.charCodeAt(pos);
      } else if (signed) {
        this.fail('invalid decimal literal', digits);
      } else {
        this.pos = pos;
        this.verifyEndOfNumber(kind);
        return;
      }
    }
    if ((c | 32) === 106) {
      pos++;
      kind = 'imaginary';
    }
    this.pos = pos;
    this.verifyEndOfNumber(kind);
  }

  private refuseLeadingZeros(start: number, zerosEnd: number, end: number): void {
    const c = this.source.charCodeAt(end);
    if (c === 46 || (c | 32) === 101 || (c | 32) === 106) return;
    this.give({
      type: 'SyntaxError',
      msg: 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      lineno: this.line,
      offset: this.chars(this.lineStart, start) + 1,
      text: this.lineText(this.lineStart, false),
      endOffset: this.chars(this.lineStart, zerosEnd) + 1,
      raised: true,
      endOfSource: false,
    });
  }

  /** A number may touch only a keyword (with a warning) or something that is no identifier. */
  private verifyEndOfNumber(kind: string): void {
    const c = this.source.charCodeAt(this.pos);
    if (this.lenient) return;
    if (!(c < 128) || CLASS[c] === 0) return;
    if (/^(?:and|else|for|if|in|is|not|or)(?![\w\u0080-\uffff])/.test(this.source.slice(this.pos, this.pos + 5))) {
      this.warn(`invalid ${kind} literal`, this.line);
    } else this.fail(`invalid ${kind} literal`, this.pos);
  }

  // Strings

  private readString(start: number, quotePos: number): void {
    const source = this.source;
    const quote = source.charCodeAt(quotePos);
    const triple = source.charCodeAt(quotePos + 1) === quote && source.charCodeAt(quotePos + 2) === quote;
    const size = triple ? 3 : 1;
    const prefix = source.slice(start, quotePos).toLowerCase();
    if (prefix.includes('f') || prefix.includes('t')) {
      this.openString(prefix, start, quotePos, quote, size);
      return;
    }
    const firstLine = this.line;
    const firstLineStart = this.lineStart;
    const col = this.byteCol(start);
    let pos = quotePos + size;
    let escapedQuote = false;
    for (;;) {
      const c = source.charCodeAt(pos);
      if (c === quote) {
        if (!triple) break;
        if (source.charCodeAt(pos + 1) === quote && source.charCodeAt(pos + 2) === quote) break;
        pos++;
      } else if (c === CC_BACKSLASH) {
        const next = source.charCodeAt(pos + 1);
        if (next === quote) escapedQuote = true;
        pos += 2;
        if (next === CC_NEWLINE) {
          this.pos = pos;
          this.nextLine();
        }
      } else if (c === CC_NEWLINE && triple) {
        pos++;
        this.pos = pos;
        this.nextLine();
      } else if (c === CC_NEWLINE || pos >= source.length) {
        this.failString(start, quote, size, firstLine, firstLineStart, escapedQuote);
      } else pos++;
    }
    this.pos = pos + size;
    this.pushFrom(T.STRING, start, firstLine, col, this.pos);
  }

  private failString(
    start: number,
    quote: number,
    size: number,
    line: number,
    lineStart: number,
    escapedQuote: boolean,
  ): never {
    const open = this.strings[this.strings.length - 1];
    const detected = this.line;
    this.line = line;
    this.lineStart = lineStart;
    if (open !== undefined && open.quote === quote && open.quoteSize === size) {
      this.fail(`${open.letter}-string: expecting '}'`, start + 1, lineStart, line);
    }
    if (size === 3) {
      this.fail(
        `unterminated triple-quoted string literal (detected at line ${detected})`,
        start + 1,
        lineStart,
        line,
        true,
      );
    }
    const hint = escapedQuote ? '; perhaps you escaped the end quote?' : '';
    // After a backslash the next line goes on with it.
    const more = this.pos >= this.source.length;
    return this.fail(
      `unterminated string literal (detected at line ${detected})${hint}`,
      start + 1,
      lineStart,
      line,
      more,
    );
  }

  private openString(prefix: string, start: number, quotePos: number, quote: number, quoteSize: number): void {
    const letter = prefix.includes('f') ? 'f' : 't';
    this.pos = quotePos + quoteSize;
    if (this.strings.length + 1 >= MAX_STRING_NESTING) this.fail('too many nested f-strings or t-strings');
    this.push(letter === 'f' ? T.FSTRING_START : T.TSTRING_START, start, this.pos);
    this.strings.push({
      ...{ letter, quote, quoteSize, raw: prefix.includes('r'), start, firstLine: this.line },
      ...{ firstLineStart: this.lineStart, inExpression: false, inFormatSpec: false, bracketDepth: 0, fieldDepth: -1 },
      fieldStarts: [],
    });
  }

  /** Reads literal text of an f-string up to a replacement field, a doubled bracket or its end. */
  private readStringText(open: OpenString): void {
    const source = this.source;
    const isF = open.letter === 'f';
    const start = this.pos;
    const c = source.charCodeAt(start);
    if (c === 123 && source.charCodeAt(start + 1) !== 123) {
      this.openField(open);
      return;
    }
    if (this.quotesAt(open, start)) {
      this.pos = start + open.quoteSize;
      this.push(isF ? T.FSTRING_END : T.TSTRING_END, start, this.pos);
      this.strings.pop();
      return;
    }
    const line = this.line;
    const col = this.byteCol(start);
    const middle = isF ? T.FSTRING_MIDDLE : T.TSTRING_MIDDLE;
    const textEnd = this.scanStringText(open);
    this.pushFrom(middle, start, line, col, textEnd);
    // Of a doubled bracket only one is text, but both are within the token.
    if (textEnd < this.pos) this.tokens.endCol[this.tokens.length - 1]!++;
  }

  private quotesAt(open: OpenString, pos: number): boolean {
    const { source } = this;
    if (source.charCodeAt(pos) !== open.quote) return false;
    if (open.quoteSize === 1) return true;
    return source.charCodeAt(pos + 1) === open.quote && source.charCodeAt(pos + 2) === open.quote;
  }

  /** Moves `pos` to where reading goes on and returns the end of the text. */
  private scanStringText(open: OpenString): number {
    const source = this.source;
    const inSpec = open.inFormatSpec && open.fieldDepth >= 0;
    let pos = this.pos;
    let namedEscape = false;
    for (;;) {
      const c = source.charCodeAt(pos);
      if (c === open.quote && this.quotesAt(open, pos)) break;
      if (pos >= source.length || (c === CC_NEWLINE && open.quoteSize === 1)) this.failStringText(open, pos, inSpec);
      if (c === CC_NEWLINE) {
        pos++;
        this.pos = pos;
        this.nextLine();
        continue;
      }
      if (c === 123) {
        if (source.charCodeAt(pos + 1) === 123 && !inSpec) {
          this.pos = pos + 2;
          return pos + 1;
        }
        this.pos = pos;
        this.openField(open);
        return pos;
      }
      if (c === 125) {
        if (namedEscape) {
          this.pos = pos + 1;
          return pos + 1;
        }
        if (source.charCodeAt(pos + 1) === 125 && !inSpec && open.bracketDepth === 0) {
          this.pos = pos + 2;
          return pos + 1;
        }
        open.inExpression = true;
        break;
      }
      pos++;
      if (c !== CC_BACKSLASH) continue;
      const next = source.charCodeAt(pos);
      if (next === 123 || next === 125) {
        if (!open.raw) this.warnEscape(String.fromCharCode(next));
        continue;
      }
      if (pos >= source.length) continue;
      pos++;
      if (next === CC_NEWLINE) {
        this.pos = pos;
        this.nextLine();
      } else if (!open.raw && next === 78 && source.charCodeAt(pos) === 123) {
        pos++;
        namedEscape = true;
      }
    }
    this.pos = pos;
    return pos;
  }

  private failStringText(open: OpenString, pos: number, inSpec: boolean): never {
    const { letter } = open;
    if (inSpec && pos < this.source.length) {
      const msg = `${letter}-string: newlines are not allowed in format specifiers for single quoted ${letter}-strings`;
      this.fail(msg, pos + 1);
    }
    const kind = open.quoteSize === 3 ? 'triple-quoted ' : '';
    const msg = `unterminated ${kind}${letter}-string literal (detected at line ${this.line})`;
    this.line = open.firstLine;
    this.lineStart = open.firstLineStart;
    return this.fail(msg, open.start + 1, open.firstLineStart, open.firstLine, open.quoteSize === 3);
  }

  private warnEscape(char: string): void {
    this.warn(
      `"\\${char}" is an invalid escape sequence. Such sequences will not work in the future. ` +
        `Did you mean "\\\\${char}"? A raw string is also an option.`,
      this.line,
    );
  }

  /** An opening bracket begins a replacement field: from here on expression tokens are read. */
  private openField(open: OpenString): void {
    open.fieldDepth++;
    if (open.fieldDepth >= MAX_EXPRESSION_NESTING) {
      this.fail(`${open.letter}-string: expressions nested too deeply`, this.pos);
    }
    open.inExpression = true;
  }

  // Operators

  private readOperator(c: number, open: OpenString | undefined): void {
    const source = this.source;
    const start = this.pos;
    const char = String.fromCharCode(c);
    if (open !== undefined && open.fieldDepth >= 0 && (c === 58 || c === 125 || c === 33 || c === 123)) {
      const depth = open.bracketDepth - (c === 123 ? 0 : 1);
      if (c !== 123 && depth === open.fieldDepth) {
        const from = open.fieldStarts[open.fieldStarts.length - 1]!;
        if (c !== 33 || source.charCodeAt(start + 1) !== 61) {
          this.tokens.expressionText.set(this.tokens.length, source.slice(from, start));
        }
      }
      if (c === 58 && depth === open.fieldDepth) {
        this.pos = start + 1;
        this.push(T.COLON, start, this.pos);
        open.inExpression = false;
        open.inFormatSpec = true;
        return;
      }
    }
    let kind = -1;
    let length = 1;
    if (c < 128) {
      for (const [text, k] of OPERATORS_BY_CHAR[c]!) {
        if (text.length === 1 || source.startsWith(text, start)) {
          kind = k;
          length = text.length;
          break;
        }
      }
    }
    // '<>' is a token of its own, allowed only under barry_as_FLUFL (PEP 401)
    if (c === 60 && source.charCodeAt(start + 1) === 62) {
      kind = T.NOTEQUAL;
      length = 2;
    }
    this.pos = start + length;
    if (length === 1) {
      if (c === 40 || c === 91 || c === 123) this.openBracket(char, open);
      else if (c === 41 || c === 93 || c === 125) this.closeBracket(char, open);
      if (kind < 0) this.readStray(c, char);
    }
    this.push(kind < 0 ? T.ERROR_OPERATOR : kind, start, this.pos);
  }

  private openBracket(char: string, open: OpenString | undefined): void {
    if (this.brackets.length >= MAX_PARENTHESES) this.fail('too many nested parentheses');
    this.brackets.push({ char, line: this.line, pos: this.pos - 1 });
    if (open === undefined) return;
    open.bracketDepth++;
    if (char === '{' && open.bracketDepth - 1 === open.fieldDepth && open.fieldStarts.length === open.fieldDepth) {
      open.fieldStarts.push(this.pos);
    }
  }

  private closeBracket(char: string, open: OpenString | undefined): void {
    if (open !== undefined && open.bracketDepth === 0 && char === '}') {
      this.fail(`${open.letter}-string: single '}' is not allowed`);
    }
    const bracket = this.brackets.pop();
    if (bracket === undefined) {
      if (this.lenient) return;
      this.fail(`unmatched '${char}'`);
    }
    if (CLOSER[bracket.char] !== char && !this.lenient) {
      if (open !== undefined && bracket.char === '{' && open.bracketDepth - 1 === open.fieldDepth) {
        this.fail(`${open.letter}-string: unmatched '${char}'`);
      }
      const place = bracket.line === this.line ? '' : ` on line ${bracket.line}`;
      this.fail(`closing parenthesis '${char}' does not match opening parenthesis '${bracket.char}'${place}`);
    }
    if (open === undefined) return;
    open.bracketDepth--;
    if (open.bracketDepth < 0) this.fail(`${open.letter}-string: unmatched '${char}'`);
    if (char === '}' && open.bracketDepth === open.fieldDepth) {
      open.fieldDepth--;
      open.fieldStarts.pop();
      open.inExpression = false;
      open.inFormatSpec = false;
    }
  }

  private readStray(c: number, char: string): void {
    if (c < 32 || c === 127) {
      this.fail(`invalid non-printable character U+${c.toString(16).toUpperCase().padStart(4, '0')}`);
    }
    if (!'$?`'.includes(char)) this.fail(`invalid character '${char}'`);
  }
}
