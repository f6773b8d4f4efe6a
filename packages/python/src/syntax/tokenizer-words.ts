/** Names, keywords and numbers. */

import { isPrintable, isXidContinue, isXidStart } from './identifiers.js';
import { CC_UNDERSCORE, CLASS } from './tokenizer-base.js';
import { StringTokenizer } from './tokenizer-strings.js';
import * as T from './tokens.js';

export abstract class WordTokenizer extends StringTokenizer {
  // Names

  protected readName(): void {
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
    this.failRange(`'${pair[0]}' and '${pair[1]}' prefixes are incompatible`, start, quotePos);
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

  // Numbers

  protected readNumber(): void {
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
    const msg = 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers';
    this.failRange(msg, start, zerosEnd);
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
}
