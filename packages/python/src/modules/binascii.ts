/** `binascii` (Library Reference, "binascii"; RFC 4648): bytes as text in base 64, base 16 and quoted-printable, and checksums. */
import { newBuiltinType, typeOf } from '../objects/builtin-types.js';
import { defineModule, type MethodRow } from '../objects/define.js';
import type { PyRaise } from '../objects/errors.js';
import { exceptionTypes, raise, typeError, valueError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { isTrueFast } from '../protocols/truth.js';
import { contiguousBytes, newBytes, requireBuffer, reserveBytes } from '../types/buffer.js';
import { hasMethod, intOf, notAnInteger, strOf } from '../types/coerce.js';
import { convertThenCall } from './math-arguments.js';
import { crc32 } from './zlib/checksums.js';

const ErrorType = newBuiltinType('binascii.Error', exceptionTypes.get('ValueError')!);
const IncompleteType = newBuiltinType('binascii.Incomplete', exceptionTypes.get('Exception')!);
const fault = (message: string): PyRaise => raise(ErrorType, message);

/** The bytes of an argument that is bytes-like or a str of ASCII characters. */
function asciiOrBuffer(vm: VM, v: PyValue): Uint8Array {
  const s = strOf(v);
  if (s === undefined) {
    const b = contiguousBytes(vm, v);
    if (b === undefined) {
      throw typeError(`argument should be bytes, buffer or ASCII string, not '${typeOf(v).name}'`);
    }
    vm.charge(b.length >>> 2);
    return b;
  }
  if (typeof s !== 'string' || /[^\x00-\x7f]/.test(s)) {
    throw valueError('string argument should contain only ASCII characters');
  }
  vm.charge(s.length);
  const out = reserveBytes(vm, s.length);
  for (let i = 0; i < s.length; i++) out[i] = s.charCodeAt(i);
  return out;
}

function data(vm: VM, v: PyValue): Uint8Array {
  const b = requireBuffer(vm, v);
  vm.charge(b.length >>> 2);
  return b;
}

const truth = (vm: VM, v: PyValue | undefined, fallback: boolean): boolean =>
  v === undefined ? fallback : (isTrueFast(vm, v) ?? true);

// -- base 64 -----------------------------------------------------------------------------------------------------------------

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const LETTERS = Uint8Array.from(ALPHABET, (c) => c.charCodeAt(0));
const DIGITS = new Uint8Array(256).fill(255);
for (let i = 0; i < 64; i++) DIGITS[ALPHABET.charCodeAt(i)] = i;
const PAD = 61;

function encode64(vm: VM, v: PyValue, newline?: PyValue): R {
  const b = data(vm, v);
  const withNewline = truth(vm, newline, true);
  const out = reserveBytes(vm, Math.ceil(b.length / 3) * 4 + (withNewline ? 1 : 0));
  let at = 0;
  let i = 0;
  for (const whole = b.length - 2; i < whole; i += 3) {
    const n = (b[i]! << 16) | (b[i + 1]! << 8) | b[i + 2]!;
    out[at] = LETTERS[n >> 18]!;
    out[at + 1] = LETTERS[(n >> 12) & 63]!;
    out[at + 2] = LETTERS[(n >> 6) & 63]!;
    out[at + 3] = LETTERS[n & 63]!;
    at += 4;
  }
  for (; i < b.length; i += 3) {
    const n = (b[i]! << 16) | ((b[i + 1] ?? 0) << 8) | (b[i + 2] ?? 0);
    out[at++] = ALPHABET.charCodeAt(n >> 18);
    out[at++] = ALPHABET.charCodeAt((n >> 12) & 63);
    out[at++] = i + 1 < b.length ? ALPHABET.charCodeAt((n >> 6) & 63) : PAD;
    out[at++] = i + 2 < b.length ? ALPHABET.charCodeAt(n & 63) : PAD;
  }
  if (withNewline) out[at] = 10;
  return newBytes(out);
}

function decode64(vm: VM, v: PyValue, strictMode?: PyValue): R {
  const b = asciiOrBuffer(vm, v);
  const strict = truth(vm, strictMode, false);
  const out = reserveBytes(vm, Math.ceil(b.length / 4) * 3);
  if (strict && b.length > 0 && b[0] === PAD) throw fault('Leading padding not allowed');
  let at = 0;
  let quad = 0;
  let left = 0;
  let pads = 0;
  let i = 0;
  // Whole groups of digits.
  for (const whole = b.length - 3; i < whole; i += 4) {
    const [p, q, r, s] = [DIGITS[b[i]!]!, DIGITS[b[i + 1]!]!, DIGITS[b[i + 2]!]!, DIGITS[b[i + 3]!]!];
    if ((p | q | r | s) === 255) break;
    out[at] = (p << 2) | (q >> 4);
    out[at + 1] = (q << 4) | (r >> 2);
    out[at + 2] = (r << 6) | s;
    at += 3;
  }
  for (; i < b.length; i++) {
    const c = b[i]!;
    if (c === PAD) {
      pads++;
      if (quad >= 2 && quad + pads >= 4) {
        if (strict && i + 1 < b.length) throw fault('Excess data after padding');
        return newBytes(out.slice(0, at));
      }
      if (strict && quad === 0) throw fault('Excess padding not allowed');
      continue;
    }
    const digit = DIGITS[c]!;
    if (digit === 255) {
      if (strict) throw fault('Only base64 data is allowed');
      continue;
    }
    if (strict && pads > 0) throw fault('Discontinuous padding not allowed');
    pads = 0;
    if (quad > 0) out[at++] = (left << (quad * 2)) | (digit >> (6 - quad * 2));
    left = digit & ((1 << (6 - quad * 2)) - 1);
    quad = (quad + 1) & 3;
  }
  if (quad === 1) {
    throw fault(
      'Invalid base64-encoded string: ' +
        `number of data characters (${(at / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`,
    );
  }
  if (quad !== 0) throw fault('Incorrect padding');
  return newBytes(out.slice(0, at));
}

// -- base 16 -----------------------------------------------------------------------------------------------------------------

const hexDigit = (c: number): number => {
  if (c >= 48 && c <= 57) return c - 48;
  const low = c | 32;
  return low >= 97 && low <= 102 ? low - 87 : -1;
};

/** -1: no digit. */
const HEX_VALUES = Int8Array.from({ length: 256 }, (_, c) => hexDigit(c));

function unhexlify(vm: VM, v: PyValue): R {
  const b = asciiOrBuffer(vm, v);
  if (b.length % 2 === 1) throw fault('Odd-length string');
  const out = reserveBytes(vm, b.length / 2);
  for (let i = 0; i < out.length; i++) {
    const value = (HEX_VALUES[b[2 * i]!]! << 4) | HEX_VALUES[b[2 * i + 1]!]!;
    if (value < 0) throw fault('Non-hexadecimal digit found');
    out[i] = value;
  }
  return newBytes(out);
}

const hexlify: MethodRow = [
  '($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)',
  null,
  (vm: VM, v: PyValue, sep?: PyValue, group?: PyValue) => {
    const hex = vm.libFunction('hex_of_bytes');
    requireBuffer(vm, v);
    return vm.call(hex, [v, sep ?? null, group ?? 1]);
  },
];

// -- quoted-printable --------------------------------------------------------------------------------------------------------

function fromQuoted(vm: VM, v: PyValue, header?: PyValue): R {
  const b = asciiOrBuffer(vm, v);
  const inHeader = truth(vm, header, false);
  const out = reserveBytes(vm, b.length);
  let at = 0;
  for (let i = 0; i < b.length; ) {
    const c = b[i]!;
    if (c !== PAD) {
      out[at++] = inHeader && c === 95 ? 32 : c;
      i++;
      continue;
    }
    const next = b[++i];
    if (next === undefined) break;
    if (next === 10 || next === 13) {
      // A soft line break.
      while (i < b.length && b[i] !== 10) i++;
      i++;
    } else if (next === PAD) {
      out[at++] = PAD;
      i++;
    } else {
      const high = hexDigit(next);
      const low = i + 1 < b.length ? hexDigit(b[i + 1]!) : -1;
      if (high >= 0 && low >= 0) {
        out[at++] = high * 16 + low;
        i += 2;
      } else out[at++] = PAD;
    }
  }
  return newBytes(out.slice(0, at));
}

const LINE = 76;

function toQuoted(vm: VM, v: PyValue, quoteTabs?: PyValue, isText?: PyValue, header?: PyValue): R {
  const b = data(vm, v);
  const tabs = truth(vm, quoteTabs, false);
  const text = truth(vm, isText, true);
  const inHeader = truth(vm, header, false);
  vm.charge(b.length);
  vm.alloc(b.length * 24);
  const out: number[] = [];
  const first = b.indexOf(10);
  const crlf = first > 0 && b[first - 1] === 13;
  let column = 0;
  const soft = (): void => {
    out.push(PAD);
    if (crlf) out.push(13);
    out.push(10);
    column = 0;
  };
  const lineEnd = (i: number): boolean => b[i] === 10 || (b[i] === 13 && b[i + 1] === 10);
  const inHex = (c: number): void => {
    for (const x of `=${c.toString(16).toUpperCase().padStart(2, '0')}`) out.push(x.charCodeAt(0));
    column += 3;
  };
  for (let i = 0; i < b.length; i++) {
    const c = b[i]!;
    const blank = c === 32 || c === 9;
    const mustEscape =
      c > 126 ||
      c === PAD ||
      (inHeader && c === 95) ||
      (c === 46 && column === 0 && (i + 1 === b.length || b[i + 1] === 10 || b[i + 1] === 13 || b[i + 1] === 0)) ||
      (!text && (c === 13 || c === 10)) ||
      (blank && i + 1 === b.length) ||
      (c < 33 && c !== 13 && c !== 10 && (tabs || !blank));
    if (mustEscape) {
      if (column + 3 >= LINE) soft();
      inHex(c);
      continue;
    }
    if (text && lineEnd(i)) {
      const last = out.at(-1);
      if (out.length > 0 && (last === 32 || last === 9)) {
        out.pop();
        inHex(last);
      }
      if (crlf) out.push(13);
      out.push(10);
      column = 0;
      if (c === 13) i++;
      continue;
    }
    if (i + 1 < b.length && b[i + 1] !== 10 && column + 1 >= LINE) soft();
    column++;
    out.push(inHeader && c === 32 ? 95 : c);
  }
  return newBytes(Uint8Array.from(out));
}

// -- uu ----------------------------------------------------------------------------------------------------------------------

function fromUu(vm: VM, v: PyValue): R {
  const b = asciiOrBuffer(vm, v);
  const size = b.length === 0 ? 32 : (b[0]! - 32) & 63;
  const out = reserveBytes(vm, size);
  let bits = 0;
  let left = 0;
  let at = 0;
  let i = 1;
  for (; at < size; i++) {
    const c = b[i] ?? 0;
    let digit = 0;
    if (!(c === 10 || c === 13 || i >= b.length)) {
      if (c < 32 || c > 96) throw fault('Illegal char');
      digit = (c - 32) & 63;
    }
    left = (left << 6) | digit;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (left >> bits) & 255;
      left &= (1 << bits) - 1;
    }
  }
  for (; i < b.length; i++) {
    const c = b[i]!;
    if (c !== 32 && c !== 96 && c !== 10 && c !== 13) throw fault('Trailing garbage');
  }
  return newBytes(out);
}

function toUu(vm: VM, v: PyValue, backtick?: PyValue): R {
  const b = data(vm, v);
  const zero = truth(vm, backtick, false) ? 96 : 32;
  if (b.length > 45) throw fault('At most 45 bytes at once');
  const char = (n: number): number => (n === 0 ? zero : n + 32);
  const out: number[] = [char(b.length)];
  for (let i = 0; i < b.length; i += 3) {
    const n = (b[i]! << 16) | ((b[i + 1] ?? 0) << 8) | (b[i + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) out.push(char((n >> shift) & 63));
  }
  out.push(10);
  return newBytes(Uint8Array.from(out));
}

// -- checksums ---------------------------------------------------------------------------------------------------------------

/** A checksum's start value; undefined: Python code has to make it. */
function startValue(v: PyValue, bits: number): number | undefined {
  const n = intOf(v);
  if (n === undefined) {
    if (!hasMethod(v, '__index__')) throw notAnInteger(v);
    return undefined;
  }
  return Number(BigInt.asUintN(bits, BigInt(n)));
}

function crcOf(vm: VM, v: PyValue, start: PyValue = 0): R {
  const b = requireBuffer(vm, v);
  const crc = startValue(start, 32);
  if (crc === undefined) return convertThenCall(vm, 'checksum_then_call', 'binascii', 'crc32', [v, start]);
  vm.charge(b.length >>> 1);
  return crc32(b, crc);
}

/** CRC-CCITT, x^16 + x^12 + x^5 + 1. */
function crcHqx(vm: VM, v: PyValue, start: PyValue): R {
  const b = requireBuffer(vm, v);
  let crc = startValue(start, 16);
  if (crc === undefined) return convertThenCall(vm, 'checksum_then_call', 'binascii', 'crc_hqx', [v, start]);
  vm.charge(b.length);
  for (let i = 0; i < b.length; i++) {
    crc ^= b[i]! << 8;
    for (let k = 0; k < 8; k++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

defineModule('binascii', {
  doc: 'Conversion between binary data and ASCII',
  functions: {
    a2b_base64: ['($module, data, /, *, strict_mode=False)', 'Decode a line of base64 data.', decode64],
    b2a_base64: ['($module, data, /, *, newline=True)', 'Base64-code line of data.', encode64],
    a2b_hex: ['($module, hexstr, /)', 'Binary data of hexadecimal representation.', unhexlify],
    unhexlify: ['($module, hexstr, /)', 'Binary data of hexadecimal representation.', unhexlify],
    b2a_hex: hexlify,
    hexlify,
    a2b_qp: ['($module, /, data, header=False)', 'Decode a string of qp-encoded data.', fromQuoted],
    b2a_qp: [
      '($module, /, data, quotetabs=False, istext=True, header=False)',
      'Encode a string using quoted-printable encoding.',
      toQuoted,
    ],
    a2b_uu: ['($module, data, /)', 'Decode a line of uuencoded data.', fromUu],
    b2a_uu: ['($module, data, /, *, backtick=False)', 'Uuencode line of data.', toUu],
    crc32: ['($module, data, crc=0, /)', 'Compute CRC-32 incrementally.', crcOf],
    crc_hqx: ['($module, data, crc, /)', 'Compute CRC-CCITT incrementally.', crcHqx],
  },
  values: () => [
    ['Error', ErrorType],
    ['Incomplete', IncompleteType],
  ],
});
