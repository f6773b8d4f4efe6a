/**
 * The fast parser, lowest layer: the cursor over the token table, positions of nodes, contexts of targets, and string
 * literals. The fast parser only accepts or rejects (`Reject`); what is wrong with a rejected program is found out
 * afterwards by `diagnose.ts`, which follows CPython's own order of trying.
 */

import * as A from './ast.js';
import { pieceOf } from './pieces.js';
import { decodeBytes, decodeStr, EscapeError, escapeWarning, type NameLookup, TextBuilder } from './strings.js';
import type { Tokenizer } from './tokenizer.js';
import * as T from './tokens.js';

/** The program does not fit; thrown as one shared object, because it carries nothing. */
export class Reject extends Error {}
export const REJECT = new Reject();

export interface ParserHooks {
  warn(message: string, lineno: number): void;
  charge(amount: number): void;
  lookupName: NameLookup | undefined;
}

const LETTER_R = 114;
const LETTER_S = 115;
const LETTER_A = 97;

/** A replacement field: the text before it (`{x=}`) and the field. */
interface Field {
  readonly debug: A.Constant | null;
  readonly node: A.FormattedValue | A.Interpolation;
}

/** A part of a string literal; a constant's text is still open for joining. */
type Piece = TextPiece | A.Expr;
class TextPiece {
  constructor(
    readonly text: TextBuilder,
    readonly constKind: string | null,
    readonly line: number,
    readonly col: number,
    readonly endLine: number,
    readonly endCol: number,
  ) {}

  node(): A.Constant {
    return new A.Constant(this.text.constant(), this.constKind, this.line, this.col, this.endLine, this.endCol);
  }
}

export abstract class ParserBase {
  protected p = 0;
  private warnedUpTo = -1;
  /** How many format specifiers are being read. */
  private formatDepth = 0;
  protected readonly kind: readonly number[];
  protected readonly line: readonly number[];
  protected readonly col: readonly number[];
  protected readonly endLine: readonly number[];
  protected readonly endCol: readonly number[];

  constructor(
    protected readonly tokenizer: Tokenizer,
    protected readonly hooks: ParserHooks,
  ) {
    const { tokens } = tokenizer;
    this.kind = tokens.kind;
    this.line = tokens.line;
    this.col = tokens.col;
    this.endLine = tokens.endLine;
    this.endCol = tokens.endCol;
  }

  abstract annotatedRhs(): A.Expr;

  protected expect(kind: number): void {
    if (this.kind[this.p] !== kind) throw REJECT;
    this.p++;
  }

  protected accept(kind: number): boolean {
    if (this.kind[this.p] !== kind) return false;
    this.p++;
    return true;
  }

  protected at(kind: number): boolean {
    return this.kind[this.p] === kind;
  }

  /** Whether the token is a NAME with this text: a soft keyword. */
  protected atWord(index: number, word: string): boolean {
    return this.kind[index] === T.NAME && this.tokenizer.text(index) === word;
  }

  protected identifier(): string {
    if (this.kind[this.p] !== T.NAME) throw REJECT;
    return this.tokenizer.name(this.p++);
  }

  /** The last token before the cursor that is no NEWLINE, INDENT or DEDENT. */
  protected lastToken(): number {
    let i = this.p - 1;
    while (i > 0 && this.kind[i]! >= T.NEWLINE && this.kind[i]! <= T.DEDENT) i--;
    return i;
  }

  protected setContext(node: A.Expr, ctx: A.ExprContext): void {
    switch (node.kind) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        node.ctx = ctx;
        return;
      case 'Starred':
        if (ctx !== 'Store' || node.value.kind === 'Starred') throw REJECT;
        node.ctx = ctx;
        this.setContext(node.value, ctx);
        return;
      case 'List':
      case 'Tuple':
        node.ctx = ctx;
        for (const item of node.elts) this.setContext(item, ctx);
        return;
      default:
        throw REJECT;
    }
  }

  // String literals

  protected strings(): A.Expr {
    const start = this.p;
    const first = this.kind[start]!;
    if (first === T.STRING && !this.startsString(start + 1)) {
      this.p++;
      return this.plainString(start);
    }
    if (first === T.TSTRING_START) return this.templateStrings(start);
    const pieces: Piece[] = [];
    const bytes: A.BytesConst[] = [];
    let formatted = false;
    let plain = false;
    for (let i = this.p; this.startsString(i); i = this.p) {
      if (this.kind[i] === T.TSTRING_START) throw REJECT;
      if (this.kind[i] === T.FSTRING_START) {
        formatted = true;
        this.formattedString(T.FSTRING_MIDDLE, T.FSTRING_END, pieces);
        continue;
      }
      this.p++;
      const value = this.stringToken(i);
      if (value instanceof A.BytesConst) bytes.push(value);
      else {
        plain = true;
        pieces.push(value);
      }
    }
    const end = this.p - 1;
    if (bytes.length > 0) {
      if (formatted || plain) throw REJECT;
      return new A.Constant(joinBytes(bytes), null, ...this.span(start, end));
    }
    const joined = joinPieces(pieces, formatted);
    if (formatted) return new A.JoinedStr(joined.map(pieceNode), ...this.span(start, end));
    const text = joined[0] as TextPiece;
    return new A.Constant(text.text.constant(), text.constKind, ...this.span(start, end));
  }

  private startsString(index: number): boolean {
    const kind = this.kind[index];
    return kind === T.STRING || kind === T.FSTRING_START || kind === T.TSTRING_START;
  }

  protected span(start: number, end: number): [number, number, number, number] {
    return [this.line[start]!, this.col[start]!, this.endLine[end]!, this.endCol[end]!];
  }

  private templateStrings(start: number): A.TemplateStr {
    const pieces: Piece[] = [];
    while (this.at(T.TSTRING_START)) this.formattedString(T.TSTRING_MIDDLE, T.TSTRING_END, pieces);
    if (this.startsString(this.p)) throw REJECT;
    const values = joinPieces(pieces, true).map(pieceNode);
    return new A.TemplateStr(values, ...this.span(start, this.p - 1));
  }

  private plainString(index: number): A.Constant {
    const value = this.stringToken(index);
    if (value instanceof TextPiece) return value.node();
    return new A.Constant(value, null, ...this.span(index, index));
  }

  /** One STRING token. */
  private stringToken(index: number): TextPiece | A.BytesConst {
    const token = this.tokenizer.text(index);
    let quote = 0;
    let raw = false;
    let bytes = false;
    let unicode = false;
    for (; ; quote++) {
      const c = token.charCodeAt(quote);
      if (c === 34 || c === 39) break;
      if ((c | 32) === LETTER_R) raw = true;
      else if ((c | 32) === 98) bytes = true;
      else if (c === 117) unicode = true;
    }
    const size =
      token.length >= quote + 6 && token[quote] === token[quote + 1] && token[quote] === token[quote + 2] ? 3 : 1;
    const body = pieceOf(token, quote + size, token.length - size);
    this.hooks.charge(1 + (body.length >> 6));
    if (bytes) {
      if (!/^[\x00-\x7f]*$/.test(body)) throw REJECT;
      return this.decoded(() => decodeBytes(body, raw, this.escapeWarner(index, body)));
    }
    const text = this.textOf(body, raw, index);
    return new TextPiece(text, unicode ? 'u' : null, ...this.span(index, index));
  }

  private textOf(body: string, raw: boolean, index: number): TextBuilder {
    if (raw || !body.includes('\\')) {
      const text = new TextBuilder();
      text.add(body);
      return text;
    }
    return this.decoded(() => decodeStr(body, this.escapeWarner(index, body), this.hooks.lookupName));
  }

  private decoded<R>(decode: () => R): R {
    try {
      return decode();
    } catch (error) {
      if (error instanceof EscapeError) throw REJECT;
      throw error;
    }
  }

  private escapeWarner(index: number, body: string): (sequence: string, octal: boolean, at: number) => void {
    return (sequence, octal, at) => {
      // One warning for each token, although it may be read twice.
      if (index <= this.warnedUpTo) return;
      this.warnedUpTo = index;
      let line = this.line[this.literalEnd(index)]!;
      for (let i = body.indexOf('\n'); i >= 0 && i < at; i = body.indexOf('\n', i + 1)) line++;
      this.hooks.warn(escapeWarning(sequence, octal), line);
    };
  }

  /** Python counts the lines of a warning about an f-string's text from the end of the f-string. */
  private literalEnd(index: number): number {
    if (this.formatDepth > 0) return index;
    const kind = this.kind[index];
    if (kind !== T.FSTRING_MIDDLE && kind !== T.TSTRING_MIDDLE) return index;
    let depth = 0;
    for (let i = index + 1; ; i++) {
      const next = this.kind[i];
      if (next === T.FSTRING_START || next === T.TSTRING_START) depth++;
      else if ((next === T.FSTRING_END || next === T.TSTRING_END) && depth-- === 0) return i;
      else if (next === undefined) return index;
    }
  }

  /** f-strings and t-strings (PEP 701, PEP 750): appends the parts of one literal. */
  private formattedString(middle: number, end: number, out: Piece[]): void {
    const raw = /r/i.test(this.tokenizer.text(this.p).slice(0, 2));
    this.p++;
    for (;;) {
      const index = this.p;
      const kind = this.kind[index];
      if (kind === middle) {
        this.p++;
        out.push(this.middlePiece(index, raw));
      } else if (kind === T.LBRACE) {
        this.pushField(this.replacementField(end === T.TSTRING_END), out);
      } else if (kind === end) {
        this.p++;
        return;
      } else throw REJECT;
    }
  }

  private pushField(field: Field, out: Piece[]): void {
    if (field.debug !== null) {
      const text = new TextBuilder();
      const { debug } = field;
      text.add(debug.value as string);
      out.push(new TextPiece(text, null, debug.lineno, debug.col_offset, debug.end_lineno, debug.end_col_offset));
    }
    out.push(field.node);
  }

  private middlePiece(index: number, raw: boolean): TextPiece {
    const text = this.textOf(this.tokenizer.text(index), raw, index);
    return new TextPiece(text, null, ...this.span(index, index));
  }

  private replacementField(template: boolean): Field {
    const start = this.p++;
    const value = this.annotatedRhs();
    const debug = this.accept(T.EQUAL);
    const stop = this.p;
    const source = this.tokenizer.tokens.expressionText.get(stop) ?? '';
    let conversion = -1;
    let spec: A.Expr | null = null;
    if (this.accept(T.EXCLAMATION)) conversion = this.conversion();
    if (this.at(T.COLON)) spec = this.formatSpec(template);
    this.expect(T.RBRACE);
    if (debug && conversion < 0 && spec === null) conversion = LETTER_R;
    const span = this.span(start, this.p - 1);
    const node = template
      ? new A.Interpolation(value, plainText(interpolationText(source, debug)), conversion, spec, ...span)
      : new A.FormattedValue(value, conversion, spec, ...span);
    if (!debug) return { debug: null, node };
    const [line, col] = span;
    const text = plainText(withoutComments(source));
    return { debug: new A.Constant(text, null, line, col + 1, this.line[stop]!, this.col[stop]!), node };
  }

  private conversion(): number {
    const at = this.p;
    const previous = at - 1;
    if (!this.at(T.NAME) || this.line[at] !== this.endLine[previous] || this.col[at] !== this.endCol[previous]) {
      throw REJECT;
    }
    this.p++;
    const text = this.tokenizer.text(at);
    const c = text.length === 1 ? text.charCodeAt(0) : 0;
    if (c !== LETTER_R && c !== LETTER_S && c !== LETTER_A) throw REJECT;
    return c;
  }

  private formatSpec(template: boolean): A.Expr {
    const start = this.p++;
    const pieces: Piece[] = [];
    for (;;) {
      const kind = this.kind[this.p];
      if (kind === (template ? T.TSTRING_MIDDLE : T.FSTRING_MIDDLE)) {
        this.formatDepth++;
        const piece = this.middlePiece(this.p++, false);
        this.formatDepth--;
        if (!piece.text.empty) pieces.push(piece);
      } else if (kind === T.LBRACE) this.pushField(this.replacementField(false), pieces);
      else break;
    }
    const values = pieces.length > 1 ? joinPieces(pieces, true) : pieces;
    const span = this.span(start, this.p - 1);
    if (pieces.length > 1 && values.length === 1 && values[0] instanceof TextPiece) {
      return new A.Constant(values[0].text.constant(), null, ...span);
    }
    return new A.JoinedStr(values.map(pieceNode), ...span);
  }
}

function pieceNode(piece: Piece): A.Expr {
  return piece instanceof TextPiece ? piece.node() : piece;
}

/** Joins neighbouring texts; empty ones vanish beside replacement fields. */
function joinPieces(pieces: readonly Piece[], dropEmpty: boolean): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    if (!(piece instanceof TextPiece)) {
      out.push(piece);
      continue;
    }
    const last = out[out.length - 1];
    if (!(last instanceof TextPiece)) {
      const text = new TextBuilder();
      text.append(piece.text);
      out.push(new TextPiece(text, piece.constKind, piece.line, piece.col, piece.endLine, piece.endCol));
      continue;
    }
    last.text.append(piece.text);
    out[out.length - 1] = new TextPiece(last.text, last.constKind, last.line, last.col, piece.endLine, piece.endCol);
  }
  return dropEmpty ? out.filter((piece) => !(piece instanceof TextPiece && piece.text.empty)) : out;
}

function joinBytes(parts: readonly A.BytesConst[]): A.BytesConst {
  const out = new Uint8Array(parts.reduce((n, part) => n + part.bytes.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part.bytes, at);
    at += part.bytes.length;
  }
  return new A.BytesConst(out);
}

function plainText(text: string): A.ConstantValue {
  const builder = new TextBuilder();
  builder.add(text);
  return builder.constant();
}

function interpolationText(source: string, debug: boolean): string {
  const text = withoutComments(source).trimEnd();
  return debug && text.endsWith('=') ? text.slice(0, -1).trimEnd() : text;
}

/** The text of an expression as `{x=}` shows it: without comments. */
function withoutComments(source: string): string {
  if (!source.includes('#')) return source;
  let out = '';
  let quote = '';
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    if (c === '\\') {
      out += c + (source[++i] ?? '');
    } else if (c === '"' || c === "'") {
      if (quote === '') {
        quote = source.startsWith(c.repeat(3), i) ? c.repeat(3) : c;
        out += quote;
        i += quote.length - 1;
      } else if (source.startsWith(quote, i)) {
        out += quote;
        i += quote.length - 1;
        quote = '';
      } else out += c;
    } else if (c === '#' && quote === '') {
      while (i < source.length && source[i] !== '\n') i++;
      if (i < source.length) out += '\n';
    } else out += c;
  }
  return out;
}
