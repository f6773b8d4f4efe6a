/**
 * The machine formats in which pickles have the items of an array: a number for kind, size and byte order, so that a machine
 * of another kind can read them (`array._array_reconstructor`).
 */
import { valueError } from '../objects/exception-types.js';
import { normalize } from '../objects/number/int.js';
import { PyFloat, type PyValue } from '../objects/object.js';
import { decode, lookupCodec } from '../objects/text/codecs.js';
import type { Str } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';

interface Format {
  readonly kind: 'unsigned' | 'signed' | 'float' | 'utf-16' | 'utf-32';
  /** Its data is a multiple of so many bytes. */
  readonly size: number;
  readonly little: boolean;
}

const both = (kind: Format['kind'], size: number): Format[] => [
  { kind, size, little: true },
  { kind, size, little: false },
];
const FORMATS: readonly Format[] = [
  { kind: 'unsigned', size: 1, little: true },
  { kind: 'signed', size: 1, little: true },
  ...[2, 4, 8].flatMap((size) => [...both('unsigned', size), ...both('signed', size)]),
  ...both('float', 4),
  ...both('float', 8),
  ...both('utf-16', 4),
  ...both('utf-32', 8),
];

/** The format of each type code on this machine. */
const OF_CODE = new Map<string, number>(
  Object.entries({ b: 1, B: 0, h: 4, H: 2, i: 8, I: 6, l: 12, L: 10, q: 12, Q: 10, f: 14, d: 16, u: 20, w: 20 }),
);

export const formatOfCode = (code: string): number | undefined => OF_CODE.get(code);

export function formatNumber(n: number): Format {
  const format = FORMATS[n];
  if (format === undefined) throw valueError('third argument must be a valid machine format code.');
  return format;
}

/** The code whose items are integers as the format's; undefined where it is of another kind. */
export function codeOfFormat({ kind, size }: Format): string | undefined {
  if (kind !== 'signed' && kind !== 'unsigned') return undefined;
  const code = { 1: 'b', 2: 'h', 4: 'i', 8: 'q' }[size]!;
  return kind === 'signed' ? code : code.toUpperCase();
}

function readNumber(v: DataView, at: number, { kind, size, little }: Format): PyValue {
  if (kind === 'float') return new PyFloat(size === 4 ? v.getFloat32(at, little) : v.getFloat64(at, little));
  const signed = kind === 'signed';
  if (size === 1) return signed ? v.getInt8(at) : v.getUint8(at);
  if (size === 2) return signed ? v.getInt16(at, little) : v.getUint16(at, little);
  if (size === 4) return signed ? v.getInt32(at, little) : v.getUint32(at, little);
  return normalize(signed ? v.getBigInt64(at, little) : v.getBigUint64(at, little));
}

/** What is in bytes of a format: characters, or numbers. */
export function readFormat(vm: VM, format: Format, bytes: Uint8Array): Str | PyValue[] {
  if (bytes.length % format.size !== 0) throw valueError('string length not a multiple of item size');
  vm.charge(bytes.length);
  if (format.kind === 'utf-16' || format.kind === 'utf-32') {
    return decode(vm, lookupCodec(`${format.kind}-${format.little ? 'le' : 'be'}`)!, bytes).text;
  }
  const n = bytes.length / format.size;
  vm.alloc(n * 40);
  const v = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: n }, (_, i) => readNumber(v, i * format.size, format));
}
