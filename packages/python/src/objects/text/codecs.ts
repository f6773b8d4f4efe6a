/**
 * The codecs that str and bytes know by themselves: names, error handlers, and both directions.
 *
 * `decode` and `encode` serve the handlers that are built in. A handler of the program's own is Python code: its caller
 * uses `decodeStep` or `encodeStep`, which stop at the first fault, calls the handler, and goes on at the position that
 * the handler gave. Both keep no state between steps; `codec` in the answer names the codec to go on with, as a byte
 * order mark decides for UTF-16 and UTF-32.
 */
import type { VM } from '../vm.js';
import { ByteBuilder, TextBuilder } from './builders.js';
import { codePointAt, length, narrowOf, reserve, type Str } from './core.js';
import * as D from './decoders.js';
import * as E from './encoders.js';
import { TextError, UnicodeFault } from './error.js';
import { charmaps, codecAliases } from './unicode/codepages.js';
import { nameOfCodePoint } from './unicode/names.js';

export type { Fault } from './decoders.js';

export interface Codec {
  /** As `codecs.lookup(name).name` has it. */
  readonly name: string;
  /** As the exceptions have it. */
  readonly encoding: string;
  readonly decode: D.Decoder;
  readonly encode: E.Encoder;
  /** A byte order mark comes first: which bytes it is, and the codec that they lead to. */
  readonly marks: readonly Mark[];
  /** What encoding puts first. */
  readonly preamble: readonly number[];
}

interface Mark {
  readonly bytes: readonly number[];
  readonly codec: string;
}

const table = new Map<string, Codec>();

function define(name: string, decode: D.Decoder, encode: E.Encoder, more: Partial<Codec> = {}): void {
  table.set(name, { name, encoding: name, decode, encode, marks: [], preamble: [], ...more });
}

const utf16 = [D.utf16Decoder(true), E.utf16Encoder(true), D.utf16Decoder(false), E.utf16Encoder(false)] as const;
const utf32 = [D.utf32Decoder(true), E.utf32Encoder(true), D.utf32Decoder(false), E.utf32Encoder(false)] as const;
define('utf-8', D.decodeUtf8, E.encodeUtf8);
define('utf-8-sig', D.decodeUtf8, E.encodeUtf8, {
  encoding: 'utf-8',
  marks: [{ bytes: [0xef, 0xbb, 0xbf], codec: 'utf-8' }],
  preamble: [0xef, 0xbb, 0xbf],
});
define('iso8859-1', D.decodeLatin1, E.oneByteEncoder(256), { encoding: 'latin-1' });
define('ascii', D.decodeAscii, E.oneByteEncoder(128));
define('utf-16-le', utf16[0], utf16[1]);
define('utf-16-be', utf16[2], utf16[3]);
define('utf-16', utf16[0], utf16[1], {
  marks: [
    { bytes: [0xff, 0xfe], codec: 'utf-16-le' },
    { bytes: [0xfe, 0xff], codec: 'utf-16-be' },
  ],
  preamble: [0xff, 0xfe],
});
define('utf-32-le', utf32[0], utf32[1]);
define('utf-32-be', utf32[2], utf32[3]);
define('utf-32', utf32[0], utf32[1], {
  marks: [
    { bytes: [0xff, 0xfe, 0, 0], codec: 'utf-32-le' },
    { bytes: [0, 0, 0xfe, 0xff], codec: 'utf-32-be' },
  ],
  preamble: [0xff, 0xfe, 0, 0],
});
define('unicode-escape', D.decodeUnicodeEscape, E.encodeUnicodeEscape, { encoding: 'unicodeescape' });
define('raw-unicode-escape', D.decodeRawUnicodeEscape, E.encodeRawUnicodeEscape, { encoding: 'rawunicodeescape' });

/** `encodings.normalize_encoding`, in lower case: runs of what is neither letter, digit nor dot become one '_'. */
export function normalizeEncoding(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** The codec of that name or alias, or undefined: then only the registry of the program may know it. */
export function lookupCodec(name: string): Codec | undefined {
  const quick = table.get(name);
  if (quick !== undefined) return quick;
  if (name.length > 64) return undefined;
  const canonical = codecAliases().get(normalizeEncoding(name));
  if (canonical === undefined) return undefined;
  const known = table.get(canonical);
  if (known !== undefined) return known;
  const points = charmaps().get(canonical);
  if (points === undefined) return undefined;
  const back = new Map<number, number>();
  for (let i = points.length - 1; i >= 0; i--) if (points[i] !== 0xfffe) back.set(points[i]!, i);
  define(canonical, D.charmapDecoder(points), E.charmapEncoder(back), { encoding: 'charmap' });
  return table.get(canonical);
}

/** A codec over a code page of the program's own, for `codecs.charmap_decode` and `charmap_encode`. */
export function charmapCodec(points: ArrayLike<number>, back: ReadonlyMap<number, number>): Codec {
  return {
    name: 'charmap',
    encoding: 'charmap',
    decode: D.charmapDecoder(points),
    encode: E.charmapEncoder(back),
    marks: [],
    preamble: [],
  };
}

export interface DecodeStep {
  text: Str;
  /** How far it came: the fault's start, the end, or the start of an incomplete sequence. */
  pos: number;
  fault: D.Fault | null;
  codec: Codec;
}

function skipMark(codec: Codec, bytes: Uint8Array, final: boolean): { pos: number; codec: Codec; wait: boolean } {
  for (const mark of codec.marks) {
    const seen = Math.min(bytes.length, mark.bytes.length);
    let k = 0;
    while (k < seen && bytes[k] === mark.bytes[k]) k++;
    if (k === mark.bytes.length) return { pos: k, codec: lookupCodec(mark.codec)!, wait: false };
    if (k === seen && !final) return { pos: 0, codec, wait: true };
  }
  // Without a mark: little-endian, and the exceptions say so.
  return { pos: 0, codec: lookupCodec(`${codec.name}-le`) ?? codec, wait: false };
}

/** Decodes from `pos` to the first fault. `final` false: an incomplete sequence at the end is left for later. */
export function decodeStep(vm: VM, codec: Codec, bytes: Uint8Array, pos: number, final: boolean): DecodeStep {
  const out = new TextBuilder(vm, Math.min(bytes.length - pos, 256));
  let actual = codec;
  if (pos === 0 && codec.marks.length > 0) {
    const mark = skipMark(codec, bytes, final);
    if (mark.wait) return { text: '', pos: 0, fault: null, codec };
    pos = mark.pos;
    actual = mark.codec;
  }
  const end = actual.decode(vm, bytes, pos, final, out);
  const fault = typeof end === 'number' ? null : end;
  return { text: out.finish(), pos: typeof end === 'number' ? end : end.start, fault, codec: actual };
}

/** Text of bytes that are all ASCII; undefined where they are not. */
function asciiText(vm: VM, bytes: Uint8Array): string | undefined {
  const n = bytes.length;
  for (let i = 0; i < n; i++) {
    if (bytes[i]! < 0x80) continue;
    vm.charge(i >>> 4);
    return undefined;
  }
  vm.charge(n >>> 3);
  reserve(vm, n, false);
  return narrowOf(bytes, 0, n);
}

/** `bytes.decode(encoding, errors)` with a built-in handler; `consumed` counts the bytes used. */
export function decode(
  vm: VM,
  codec: Codec,
  bytes: Uint8Array,
  errors = 'strict',
  final = true,
): { text: Str; consumed: number; codec: Codec } {
  if (codec.encoding === 'utf-8' || codec.encoding === 'ascii') {
    const text = asciiText(vm, bytes);
    if (text !== undefined) return { text, consumed: bytes.length, codec };
  }
  const out = new TextBuilder(vm, bytes.length);
  let actual = codec;
  let pos = 0;
  if (codec.marks.length > 0) {
    const mark = skipMark(codec, bytes, final);
    if (mark.wait) return { text: '', consumed: 0, codec };
    pos = mark.pos;
    actual = mark.codec;
    // The exceptions of utf-8-sig do not see the mark.
    if (actual.name === 'utf-8' && pos > 0) {
      const rest = decode(vm, actual, bytes.subarray(pos), errors, final);
      return { ...rest, consumed: rest.consumed + pos };
    }
  }
  for (;;) {
    const end = actual.decode(vm, bytes, pos, final, out);
    if (typeof end === 'number') return { text: out.finish(), consumed: end, codec: actual };
    vm.charge(4);
    pos = handleDecode(actual.encoding, bytes, end, errors, out);
  }
}

export function unknownHandler(errors: string): never {
  throw new TextError('LookupError', `unknown error handler name '${errors}'`);
}

/** Applies a built-in handler to a fault of decoding: what to put, and where to go on. */
function handleDecode(encoding: string, bytes: Uint8Array, fault: D.Fault, errors: string, out: TextBuilder): number {
  const { start, end } = fault;
  switch (errors) {
    case 'ignore':
      return end;
    case 'replace':
      out.push(0xfffd);
      return end;
    case 'backslashreplace':
      for (let i = start; i < end; i++) out.add(`\\x${bytes[i]!.toString(16).padStart(2, '0')}`);
      return end;
    case 'surrogateescape': {
      let i = start;
      while (i < end && i < start + 4 && bytes[i]! >= 128) out.push(0xdc00 + bytes[i++]!);
      if (i > start) return i;
      break;
    }
    case 'surrogatepass': {
      const passed = passedSurrogate(encoding, bytes, start);
      if (passed === undefined) break;
      out.push(passed.cp);
      return start + passed.size;
    }
    case 'strict':
      break;
    case 'xmlcharrefreplace':
    case 'namereplace':
      throw new TextError('TypeError', "don't know how to handle UnicodeDecodeError in error callback");
    default:
      unknownHandler(errors);
  }
  throw new UnicodeFault('UnicodeDecodeError', encoding, bytes, start, end, fault.reason);
}

/** Surrogate that the bytes at `i` stand for in a UTF that lets it pass. */
export function passedSurrogate(
  encoding: string,
  bytes: Uint8Array,
  i: number,
): { cp: number; size: number } | undefined {
  const [a, b, c, d] = [bytes[i]!, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0, bytes[i + 3] ?? 0];
  const left = bytes.length - i;
  let cp = 0;
  let size = 0;
  if (encoding === 'utf-8') {
    size = 3;
    if (left >= 3 && (a & 0xf0) === 0xe0 && (b & 0xc0) === 0x80 && (c & 0xc0) === 0x80)
      cp = ((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f);
  } else if (encoding.startsWith('utf-16')) {
    size = 2;
    cp = left < 2 ? 0 : encoding === 'utf-16-be' ? (a << 8) | b : (b << 8) | a;
  } else if (encoding.startsWith('utf-32')) {
    size = 4;
    if (left >= 4)
      cp =
        (encoding === 'utf-32-be' ? (a << 24) | (b << 16) | (c << 8) | d : (d << 24) | (c << 16) | (b << 8) | a) >>> 0;
  }
  return cp >= 0xd800 && cp < 0xe000 ? { cp, size } : undefined;
}

export interface EncodeStep {
  bytes: Uint8Array;
  fault: D.Fault | null;
}

/** Encodes from code point `pos` to the first fault; the preamble comes with position 0. */
export function encodeStep(vm: VM, codec: Codec, s: Str, pos: number): EncodeStep {
  const out = new ByteBuilder(vm, Math.min(length(s) - pos, 256) + codec.preamble.length);
  if (pos === 0) for (const byte of codec.preamble) out.push(byte);
  const fault = codec.encode(vm, s, pos, out);
  return { bytes: out.finish(), fault };
}

/** `str.encode(encoding, errors)` with a built-in handler. */
export function encode(vm: VM, codec: Codec, s: Str, errors = 'strict'): Uint8Array {
  const n = length(s);
  const out = new ByteBuilder(vm, n + codec.preamble.length);
  for (const byte of codec.preamble) out.push(byte);
  for (let pos = 0; ; ) {
    const fault = codec.encode(vm, s, pos, out);
    if (fault === null) return out.finish();
    handleEncode(vm, codec, s, fault, errors, out);
    pos = fault.end;
  }
}

/** The text of a built-in handler that replaces by text, or undefined. */
export function replacementText(vm: VM, s: Str, fault: D.Fault, errors: string): string | undefined {
  const { start, end } = fault;
  const named = errors === 'namereplace';
  vm.charge((named ? 8 : 1) * (end - start));
  vm.alloc((named ? 100 : 20) * (end - start));
  if (errors === 'replace') return '?'.repeat(end - start);
  if (errors !== 'backslashreplace' && errors !== 'xmlcharrefreplace' && !named) return undefined;
  let text = '';
  for (let i = start; i < end; i++) {
    const cp = codePointAt(s, i);
    const name = named ? nameOfCodePoint(cp) : undefined;
    if (name !== undefined) text += `\\N{${name}}`;
    else if (errors === 'xmlcharrefreplace') text += `&#${cp};`;
    else if (cp < 0x100) text += `\\x${cp.toString(16).padStart(2, '0')}`;
    else text += cp < 0x10000 ? `\\u${cp.toString(16).padStart(4, '0')}` : `\\U${cp.toString(16).padStart(8, '0')}`;
  }
  return text;
}

function handleEncode(vm: VM, codec: Codec, s: Str, fault: D.Fault, errors: string, out: ByteBuilder): void {
  const { start, end } = fault;
  const failed = (from = start): UnicodeFault =>
    new UnicodeFault('UnicodeEncodeError', codec.encoding, s, from, end, fault.reason);
  switch (errors) {
    case 'ignore':
      return;
    case 'replace':
    case 'backslashreplace':
    case 'xmlcharrefreplace':
    case 'namereplace': {
      const text = replacementText(vm, s, fault, errors)!;
      if (codec.encode(vm, text, 0, out) !== null) throw failed();
      return;
    }
    case 'surrogateescape':
      for (let i = start; i < end; i++) {
        const cp = codePointAt(s, i);
        if (cp < 0xdc80 || cp > 0xdcff || codec.encoding.startsWith('utf-16') || codec.encoding.startsWith('utf-32'))
          throw failed(codec.encoding === 'charmap' ? start : i);
        out.push(cp - 0xdc00);
      }
      return;
    case 'surrogatepass':
      for (let i = start; i < end; i++) if (!passSurrogate(codec, codePointAt(s, i), out)) throw failed();
      return;
    case 'strict':
      throw failed();
    default:
      unknownHandler(errors);
  }
}

function passSurrogate(codec: Codec, cp: number, out: ByteBuilder): boolean {
  if (cp < 0xd800 || cp > 0xdfff) return false;
  const { encoding } = codec;
  if (encoding === 'utf-8') {
    out.push(0xe0 | (cp >> 12));
    out.push(0x80 | ((cp >> 6) & 63));
    out.push(0x80 | (cp & 63));
  } else if (encoding.startsWith('utf-16')) E.putUnit(out, cp, encoding !== 'utf-16-be');
  else if (encoding.startsWith('utf-32')) E.putWord(out, cp, encoding !== 'utf-32-be');
  else return false;
  return true;
}
