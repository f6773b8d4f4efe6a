/**
 * String literals (language reference 2.4): escapes, and the forms in which the tree holds text.
 * Text is built as JavaScript strings whose UTF-16 units are read as code points; `strConstant` picks the final form.
 */

import { BytesConst, WideConst } from './ast.js';
import { pieceOf } from './pieces.js';

/** What is wrong with an escape; the message is CPython's codec error. */
export class EscapeError extends Error {}

/** Resolves `\N{...}`; set by whoever has the Unicode names (the `unicodedata` module), absent: no name is known. */
export type NameLookup = (name: string) => number | undefined;

export type EscapeWarning = (sequence: string, octal: boolean, at: number) => void;

const SIMPLE = new Map<string, string>([
  ...([
    ['\n', ''],
    ['\\', '\\'],
    ["'", "'"],
    ['"', '"'],
    ['a', '\x07'],
    ['b', '\b'],
  ] as const),
  ...([
    ['f', '\f'],
    ['n', '\n'],
    ['r', '\r'],
    ['t', '\t'],
    ['v', '\v'],
  ] as const),
]);

/**
 * The constant for a text in which surrogate pairs in `text` are one code point each.
 * `loneLows` marks units (index) that came from escapes and do not pair with the unit before them.
 */
export function strConstant(text: string, wide: boolean, splits: ReadonlySet<number> | null): string | WideConst {
  if (!wide) return text;
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const next = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
    if (c >= 0xd800 && c < 0xdc00 && next >= 0xdc00 && next < 0xe000 && !splits?.has(i + 1)) {
      out.push(text.codePointAt(i)!);
      i++;
    } else out.push(c);
  }
  return new WideConst(Uint32Array.from(out));
}

/** A piece of decoded text: units, and the places where a high and a low surrogate stand side by side unpaired. */
export class TextBuilder {
  private parts: string[] = [];
  private length = 0;
  private lastUnit = 0;
  private splits: Set<number> | null = null;
  private paired = false;

  /** Source text: its surrogate pairs are code points. */
  add(text: string): void {
    if (text === '') return;
    this.note(text.charCodeAt(0));
    if (!this.paired && /[\ud800-\udbff][\udc00-\udfff]/.test(text)) this.paired = true;
    this.parts.push(text);
    this.length += text.length;
    this.lastUnit = text.charCodeAt(text.length - 1);
  }

  addCodePoint(codePoint: number): void {
    this.add(String.fromCodePoint(codePoint));
  }

  append(other: TextBuilder): void {
    if (other.length === 0) return;
    this.note(other.parts[0]!.charCodeAt(0));
    if (other.splits !== null) for (const at of other.splits) (this.splits ??= new Set()).add(at + this.length);
    for (const part of other.parts) this.parts.push(part);
    this.length += other.length;
    this.lastUnit = other.lastUnit;
    this.paired ||= other.paired;
  }

  private note(first: number): void {
    if (first >= 0xdc00 && first < 0xe000 && this.lastUnit >= 0xd800 && this.lastUnit < 0xdc00) {
      (this.splits ??= new Set()).add(this.length);
    }
  }

  get empty(): boolean {
    return this.length === 0;
  }

  constant(): string | WideConst {
    const text = this.parts.join('');
    return strConstant(text, this.paired || this.splits !== null, this.splits);
  }
}

/** The body of a str literal; offsets given to `warn` count from the start of `body`. */
export function decodeStr(body: string, warn: EscapeWarning, lookup: NameLookup | undefined): TextBuilder {
  const out = new TextBuilder();
  let from = 0;
  let at = body.indexOf('\\');
  while (at >= 0) {
    out.add(pieceOf(body, from, at));
    from = decodeStrEscape(body, at, out, warn, lookup);
    at = body.indexOf('\\', from);
  }
  out.add(pieceOf(body, from));
  return out;
}

function decodeStrEscape(
  body: string,
  at: number,
  out: TextBuilder,
  warn: EscapeWarning,
  lookup: NameLookup | undefined,
): number {
  const c = body[at + 1];
  // Only before a bracket of an f-string; the tokenizer has warned.
  if (c === undefined) {
    out.add('\\');
    return at + 1;
  }
  const simple = SIMPLE.get(c);
  if (simple !== undefined) {
    out.add(simple);
    return at + 2;
  }
  if (c >= '0' && c <= '7') {
    const digits = /^[0-7]{1,3}/.exec(body.slice(at + 1, at + 4))![0];
    const value = Number.parseInt(digits, 8);
    if (value > 0o377) warn(digits, true, at);
    out.addCodePoint(value);
    return at + 1 + digits.length;
  }
  if (c === 'x' || c === 'u' || c === 'U') return decodeHex(body, at, c, out);
  if (c === 'N') return decodeName(body, at, out, lookup);
  const char = String.fromCodePoint(body.codePointAt(at + 1)!);
  if (char < '\x80') warn(char, false, at);
  out.add('\\' + char);
  return at + 1 + char.length;
}

function decodeHex(body: string, at: number, letter: 'x' | 'u' | 'U', out: TextBuilder): number {
  const count = letter === 'x' ? 2 : letter === 'u' ? 4 : 8;
  const digits = /^[0-9a-fA-F]*/.exec(body.slice(at + 2, at + 2 + count))![0];
  if (digits.length < count) {
    const form = `truncated \\${letter}${'X'.repeat(count)} escape`;
    throw new EscapeError(unicodeMessage(body, at, at + 1 + digits.length, form));
  }
  const value = Number.parseInt(digits, 16);
  if (value > 0x10ffff) throw new EscapeError(unicodeMessage(body, at, at + 9, 'illegal Unicode character'));
  out.addCodePoint(value);
  return at + 2 + count;
}

function decodeName(body: string, at: number, out: TextBuilder, lookup: NameLookup | undefined): number {
  const close = body[at + 2] === '{' ? body.indexOf('}', at + 3) : -1;
  if (close < 0 || close === at + 3) {
    let end = at + 1;
    if (body[at + 2] === '{') end = close < 0 ? body.length - 1 : at + 2;
    throw new EscapeError(unicodeMessage(body, at, end, 'malformed \\N character escape'));
  }
  const codePoint = lookup?.(body.slice(at + 3, close));
  if (codePoint === undefined) {
    throw new EscapeError(unicodeMessage(body, at, close, 'unknown Unicode character name'));
  }
  out.addCodePoint(codePoint);
  return close + 1;
}

/** Positions count bytes of the text in which CPython writes each non-ASCII character as a ten-byte `\U` escape. */
function unicodeMessage(body: string, from: number, to: number, reason: string): string {
  const start = escapedLength(body, from);
  const end = escapedLength(body, to);
  const place = start === end ? `byte 0x5c in position ${start}` : `bytes in position ${start}-${end}`;
  return `(unicode error) 'unicodeescape' codec can't decode ${place}: ${reason}`;
}

function escapedLength(body: string, to: number): number {
  let n = 0;
  for (let i = 0; i < to; i++) {
    const c = body.charCodeAt(i);
    if (c < 128) n++;
    else if (!(c >= 0xdc00 && c < 0xe000)) n += 10;
  }
  return n;
}

/** The body of a bytes literal, known to be ASCII. */
export function decodeBytes(body: string, raw: boolean, warn: EscapeWarning): BytesConst {
  const out: number[] = [];
  for (let i = 0; i < body.length; i++) {
    const c = body.charCodeAt(i);
    if (c !== 92 || raw) {
      out.push(c);
      continue;
    }
    const next = body[++i]!;
    const simple = SIMPLE.get(next);
    if (simple !== undefined) {
      if (simple !== '') out.push(simple.charCodeAt(0));
    } else if (next >= '0' && next <= '7') {
      const digits = /^[0-7]{1,3}/.exec(body.slice(i, i + 3))![0];
      const value = Number.parseInt(digits, 8);
      if (value > 0o377) warn(digits, true, i - 1);
      out.push(value & 255);
      i += digits.length - 1;
    } else if (next === 'x') {
      const digits = body.slice(i + 1, i + 3);
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) {
        throw new EscapeError(`(value error) invalid \\x escape at position ${i - 1}`);
      }
      out.push(Number.parseInt(digits, 16));
      i += 2;
    } else {
      warn(next, false, i - 1);
      out.push(92, next.charCodeAt(0));
    }
  }
  return new BytesConst(Uint8Array.from(out));
}

export function escapeWarning(sequence: string, octal: boolean): string {
  const kind = octal ? 'octal escape' : 'escape';
  return (
    `"\\${sequence}" is an invalid ${kind} sequence. Such sequences will not work in the future. ` +
    `Did you mean "\\\\${sequence}"? A raw string is also an option.`
  );
}
