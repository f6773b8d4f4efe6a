/**
 * Source text to the token table. Reads the whole source at once; the first error ends the table with an ERRORTOKEN
 * and stays in `failure`, to be raised only if the parser gets that far.
 *
 * The source has '\n' line ends only and, in exec mode, ends with one. Here are lines, indentation and operators; strings,
 * names and numbers are in the files beside this one.
 */

import { pieceOf } from './pieces.js';
import { CC_BACKSLASH, CC_NEWLINE, CLASS, Failed, type OpenString } from './tokenizer-base.js';
import { WordTokenizer } from './tokenizer-words.js';
import * as T from './tokens.js';

export type { Bracket, TokenFailure } from './tokenizer-base.js';

const MAX_PARENTHESES = 200;
const MAX_INDENTS = 100;
const TAB_SIZE = 8;

const CC_SPACE = 32;
const CC_HASH = 35;

const OPERATORS_BY_CHAR: [string, number][][] = Array.from({ length: 128 }, () => []);
for (const [text, kind] of T.OPERATOR_KINDS) OPERATORS_BY_CHAR[text.charCodeAt(0)]!.push([text, kind]);
for (const list of OPERATORS_BY_CHAR) list.sort((a, b) => b[0].length - a[0].length);
const CLOSER: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

export class Tokenizer extends WordTokenizer {
  private readonly indents = [0];
  /** The same where a tab is one column: where the two disagree, tabs and spaces are mixed. */
  private readonly altIndents = [0];

  run(): this {
    try {
      this.readLines();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
    }
    return this;
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
    const body = pieceOf(this.source, bodyStart, end);
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
          this.tokens.expressionText.set(this.tokens.length, pieceOf(source, from, start));
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
