/** What can be wrong with string literals and replacement fields once their tokens are read. */

import { DiagnosisReader, type Frame, Reading, readings, type Value } from './diagnosis-reader.js';
import { decodeBytes, decodeStr, EscapeError } from './strings.js';
import * as T from './tokens.js';

export abstract class StringDiagnosis extends DiagnosisReader {
  protected stringAction(frame: Frame, name: string, a: Value, b: Value): Value | undefined {
    const parts = readings(a);
    switch (name) {
      case 'string':
        return this.checkString(parts[0]!.s);
      case 'spectext':
        this.checkText(this.tokenizer.text(parts[0]!.s), false);
        return parts[0]!;
      case 'joined': {
        const raw = /r/i.test(this.tokenizer.text(frame.start).slice(0, 2));
        for (const part of parts) if (part.kind === 'token') this.checkText(this.tokenizer.text(part.s), raw);
        return this.reading('JoinedStr', frame);
      }
      case 'conversion':
        return this.checkConversion(parts[0]!.s, readings(b)[0]!.s);
      default: {
        const bytes = parts.filter((part) => part.kind === 'Bytes').length;
        if (bytes > 0 && bytes < parts.length) {
          this.raise(this.at('SyntaxError', 'cannot mix bytes and nonbytes literals', this.fill - 1));
        }
        return this.reading(parts.some((part) => part.kind === 'JoinedStr') ? 'JoinedStr' : 'Constant', frame);
      }
    }
  }

  private checkString(at: number): Reading {
    const token = this.tokenizer.text(at);
    const quote = token.search(/['"]/);
    const prefix = token.slice(0, quote).toLowerCase();
    const size =
      token.length >= quote + 6 && token[quote] === token[quote + 1] && token[quote] === token[quote + 2] ? 3 : 1;
    const body = token.slice(quote + size, token.length - size);
    if (!prefix.includes('b')) {
      this.checkText(body, prefix.includes('r'));
      return new Reading('Constant', at, at);
    }
    if (!/^[\x00-\x7f]*$/.test(body)) {
      this.raise(this.between('bytes can only contain ASCII literal characters', at, at));
    }
    this.decoding(() => decodeBytes(body, prefix.includes('r'), () => {}));
    return new Reading('Bytes', at, at);
  }

  private checkText(body: string, raw: boolean): void {
    if (!raw && body.includes('\\')) this.decoding(() => decodeStr(body, () => {}, this.options.lookupName));
  }

  private decoding(decode: () => unknown): void {
    try {
      decode();
    } catch (error) {
      if (!(error instanceof EscapeError)) throw error;
      this.raise(this.at('SyntaxError', error.message, this.fill - 1));
    }
  }

  private checkConversion(mark: number, name: number): Reading {
    const { line, col, endCol } = this.tokens;
    let opener = mark;
    for (let depth = 0; opener > 0; opener--) {
      const kind = this.kind[opener]!;
      if (kind === T.FSTRING_END || kind === T.TSTRING_END) depth++;
      else if ((kind === T.FSTRING_START || kind === T.TSTRING_START) && depth-- === 0) break;
    }
    const letter = this.kind[opener] === T.TSTRING_START ? 't' : 'f';
    if (line[mark] !== line[name] || endCol[mark] !== col[name]) {
      const msg = `${letter}-string: conversion type must come right after the exclamation mark`;
      this.raise(this.between(msg, mark, name));
    }
    const text = this.tokenizer.name(name);
    if (!/^[sra]$/.test(text)) {
      const msg = `${letter}-string: invalid conversion character '${text}': expected 's', 'r', or 'a'`;
      this.raise(this.between(msg, name, name));
    }
    return new Reading('token', mark, name);
  }
}
