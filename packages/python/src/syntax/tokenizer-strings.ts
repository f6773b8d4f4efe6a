/**
 * Strings. f-strings and t-strings are tokenized as in PEP 701: a stack of open strings says whether literal text or an
 * expression is being read.
 */

import { CC_BACKSLASH, CC_NEWLINE, type OpenString, TokenizerBase } from './tokenizer-base.js';
import * as T from './tokens.js';

const MAX_STRING_NESTING = 150;
const MAX_EXPRESSION_NESTING = 3;

export abstract class StringTokenizer extends TokenizerBase {
  protected readString(start: number, quotePos: number): void {
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
      letter,
      quote,
      quoteSize,
      raw: prefix.includes('r'),
      start,
      firstLine: this.line,
      firstLineStart: this.lineStart,
      inExpression: false,
      inFormatSpec: false,
      bracketDepth: 0,
      fieldDepth: -1,
      fieldStarts: [],
    });
  }

  /** Reads literal text of an f-string up to a replacement field, a doubled bracket or its end. */
  protected readStringText(open: OpenString): void {
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
}
