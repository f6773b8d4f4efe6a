/** The bytes of a source file to text: byte order mark and coding line (PEP 263). */

import { PySyntaxError } from './errors.js';

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK = /^[ \t\f]*(?:#.*)?$/;

/** What differs from Latin-1 in its one-byte relatives: by encoding, byte to code point. */
const LATIN_LIKE: Record<string, readonly (readonly [number, number])[]> = {
  'iso-8859-1': [],
  'iso-8859-15': [
    ...([
      [0xa4, 0x20ac],
      [0xa6, 0x160],
      [0xa8, 0x161],
      [0xb4, 0x17d],
      [0xb8, 0x17e],
    ] as const),
    ...([
      [0xbc, 0x152],
      [0xbd, 0x153],
      [0xbe, 0x178],
    ] as const),
  ],
  cp1252: [
    0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0,
    0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
  ].map((codePoint, i) => [0x80 + i, codePoint] as const),
};

const ALIASES: Record<string, string> = {
  ...{
    'latin-1': 'iso-8859-1',
    latin1: 'iso-8859-1',
    latin: 'iso-8859-1',
    l1: 'iso-8859-1',
    'iso8859-1': 'iso-8859-1',
  },
  ...{ 'iso-latin-1': 'iso-8859-1', 'iso-8859-1': 'iso-8859-1', '8859': 'iso-8859-1', cp819: 'iso-8859-1' },
  ...{ 'iso-8859-15': 'iso-8859-15', 'iso8859-15': 'iso-8859-15', 'latin-9': 'iso-8859-15', latin9: 'iso-8859-15' },
  ...{ cp1252: 'cp1252', 'windows-1252': 'cp1252', '1252': 'cp1252' },
  ...{ ascii: 'ascii', 'us-ascii': 'ascii', '646': 'ascii' },
  ...{ 'utf-8': 'utf-8', utf8: 'utf-8', u8: 'utf-8', utf: 'utf-8', cp65001: 'utf-8', 'utf-8-sig': 'utf-8' },
};

/** Throws a PySyntaxError if the bytes are no text in the encoding that they declare. */
export function decodeSource(bytes: Uint8Array, filename = '<string>'): string {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const start = marked ? 3 : 0;
  const cookie = codingLine(bytes, start);
  let encoding = 'utf-8';
  if (cookie !== null) {
    const known = ALIASES[cookie.toLowerCase().replaceAll('_', '-')];
    if (known === undefined) throw unreadable(`unknown encoding: ${cookie}`, filename);
    if (marked && known !== 'utf-8') {
      const text = lineWithReplacements(bytes, start);
      throw new PySyntaxError(
        'SyntaxError',
        `encoding problem: ${known} with BOM`,
        filename,
        1,
        0,
        text,
        1,
        text.length,
      );
    }
    encoding = known;
  }
  if (encoding === 'utf-8') return decodeUtf8(bytes, start, filename);
  return decodeBytewise(bytes, start, encoding, filename);
}

function unreadable(msg: string, filename: string): PySyntaxError {
  return new PySyntaxError('SyntaxError', msg, filename, 0, -1, null, null, null);
}

/** The encoding that the first or second line names. */
function codingLine(bytes: Uint8Array, start: number): string | null {
  let at = start;
  for (let n = 0; n < 2 && at < bytes.length; n++) {
    let line = '';
    for (; at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13; at++) line += String.fromCharCode(bytes[at]!);
    at += bytes[at] === 13 && bytes[at + 1] === 10 ? 2 : 1;
    const match = COOKIE.exec(line);
    if (match !== null) return match[1]!;
    if (!BLANK.test(line)) return null;
  }
  return null;
}

function decodeBytewise(bytes: Uint8Array, start: number, encoding: string, filename: string): string {
  const special = new Map(LATIN_LIKE[encoding] ?? []);
  const parts: string[] = [];
  let chunk: number[] = [];
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i]!;
    const codePoint = encoding === 'ascii' && byte >= 128 ? 0 : (special.get(byte) ?? byte);
    if (codePoint === 0 && byte !== 0) {
      const codec = encoding === 'ascii' ? "'ascii' codec" : "'charmap' codec";
      const reason = encoding === 'ascii' ? 'ordinal not in range(128)' : 'character maps to <undefined>';
      throw unreadable(`${codec} can't decode byte 0x${hex(byte)} in position ${i - start}: ${reason}`, filename);
    }
    chunk.push(codePoint);
    if (chunk.length === 4096) {
      parts.push(String.fromCharCode(...chunk));
      chunk = [];
    }
  }
  return parts.join('') + String.fromCharCode(...chunk);
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function decodeUtf8(bytes: Uint8Array, start: number, filename: string): string {
  const parts: string[] = [];
  let chunk: number[] = [];
  for (let i = start; i < bytes.length; ) {
    const size = sequenceLength(bytes, i);
    if (size <= 0) throw badUtf8(bytes, start, i, filename);
    chunk.push(codePointAt(bytes, i, size));
    i += size;
    if (chunk.length === 4096) {
      parts.push(String.fromCodePoint(...chunk));
      chunk = [];
    }
  }
  return parts.join('') + String.fromCodePoint(...chunk);
}

/** Length of the well-formed sequence at `i`; 0 for a bad first byte, -1 for a bad later one. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i]!;
  if (first < 0x80) return 1;
  const size =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let k = 1; k < size; k++) {
    const byte = bytes[i + k];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return -1;
  }
  const second = bytes[i + 1]!;
  if (first === 0xe0 && second < 0xa0) return -1;
  if (first === 0xed && second >= 0xa0) return -1;
  if (first === 0xf0 && second < 0x90) return -1;
  if (first === 0xf4 && second >= 0x90) return -1;
  return size;
}

function codePointAt(bytes: Uint8Array, i: number, size: number): number {
  const first = bytes[i]!;
  if (size === 1) return first;
  let value = first & (0xff >> (size + 1));
  for (let k = 1; k < size; k++) value = (value << 6) | (bytes[i + k]! & 0x3f);
  return value;
}

function badUtf8(bytes: Uint8Array, start: number, at: number, filename: string): PySyntaxError {
  let line = 1;
  let lineStart = start;
  for (let i = start; i < at; i++) {
    if (bytes[i] !== 10 && (bytes[i] !== 13 || bytes[i + 1] === 10)) continue;
    line++;
    lineStart = i + 1;
  }
  const text = lineWithReplacements(bytes, lineStart);
  const offset = Array.from(lineWithReplacements(bytes.subarray(0, at), lineStart)).length + 1;
  const msg =
    `Non-UTF-8 code starting with '\\x${hex(bytes[at]!)}' on line ${line}, but no encoding declared; ` +
    'see https://peps.python.org/pep-0263/ for details';
  return new PySyntaxError('SyntaxError', msg, filename, line, offset, text, line, offset);
}

function lineWithReplacements(bytes: Uint8Array, from: number): string {
  const out: number[] = [];
  for (let i = from; i < bytes.length && bytes[i] !== 10 && bytes[i] !== 13; ) {
    const size = sequenceLength(bytes, i);
    out.push(size > 0 ? codePointAt(bytes, i, size) : 0xfffd);
    i += Math.max(size, 1);
  }
  return out.map((codePoint) => String.fromCodePoint(codePoint)).join('');
}
