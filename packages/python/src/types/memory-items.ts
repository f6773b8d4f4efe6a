/** One element of a memoryview: unpacking and packing by a native single-character format (struct's, native sizes). */

import { PyBytes } from '../objects/bytes.js';
import { PyRaise } from '../objects/errors.js';
import { NotImplementedErrorType, newException, typeError, valueError } from '../objects/exception-types.js';
import { normalize } from '../objects/number/int.js';
import { PyFloat, type PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { isTrueFast } from '../protocols/truth.js';
import { newBytes } from './buffer.js';
import { floatOf, hasMethod, intOf } from './coerce.js';

/** Sizes on 64-bit machines. */
const SIZES = new Map<string, number>([
  ...[...'cbB?'].map((c) => [c, 1] as const),
  ...[...'hHe'].map((c) => [c, 2] as const),
  ...[...'iIf'].map((c) => [c, 4] as const),
  ...[...'lLqQnNdP'].map((c) => [c, 8] as const),
]);
const SIGNED = new Set('bhilqn');

/** The format's character without a leading '@', or undefined where it is no native one. */
export function formatChar(format: string): string | undefined {
  const c = format.startsWith('@') ? format.slice(1) : format;
  return SIZES.has(c) ? c : undefined;
}

export function itemSize(char: string): number {
  return SIZES.get(char)!;
}

export function isByteFormat(format: string): boolean {
  const c = formatChar(format);
  return c === 'B' || c === 'b' || c === 'c';
}

function unsupported(format: string): PyRaise {
  return new PyRaise(newException(NotImplementedErrorType, [`memoryview: format ${format} not supported`]));
}

function viewOf(b: Uint8Array): DataView {
  return new DataView(b.buffer, b.byteOffset, b.byteLength);
}

/** The element at `offset`. */
export function unpackItem(b: Uint8Array, offset: number, format: string): PyValue {
  const c = formatChar(format);
  if (c === undefined) throw unsupported(format);
  const v = viewOf(b);
  switch (c) {
    case 'B':
      return b[offset]!;
    case 'b':
      return v.getInt8(offset);
    case 'c':
      return newBytes(b.slice(offset, offset + 1));
    case '?':
      return b[offset] !== 0;
    case 'h':
      return v.getInt16(offset, true);
    case 'H':
      return v.getUint16(offset, true);
    case 'i':
      return v.getInt32(offset, true);
    case 'I':
      return v.getUint32(offset, true);
    case 'e':
      return new PyFloat(halfToNumber(v.getUint16(offset, true)));
    case 'f':
      return new PyFloat(v.getFloat32(offset, true));
    case 'd':
      return new PyFloat(v.getFloat64(offset, true));
    default:
      return normalize(SIGNED.has(c) ? v.getBigInt64(offset, true) : v.getBigUint64(offset, true));
  }
}

/** IEEE 754 binary16. */
export function halfToNumber(h: number): number {
  const sign = h & 0x8000 ? -1 : 1;
  const e = (h >> 10) & 31;
  const f = h & 1023;
  if (e === 0) return sign * f * 2 ** -24;
  if (e === 31) return f === 0 ? sign * Infinity : NaN;
  return sign * (1024 + f) * 2 ** (e - 25);
}

/** To binary16, half to even; undefined where it is too large. */
export function numberToHalf(x: number): number | undefined {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const a = Math.abs(x);
  if (Number.isNaN(x)) return sign | 0x7e00;
  if (a === Infinity) return sign | 0x7c00;
  if (a === 0) return sign;
  let e = Math.floor(Math.log2(a));
  if (2 ** e > a) e--;
  if (2 ** (e + 1) <= a) e++;
  if (e < -14) e = -14;
  const scaled = a * 2 ** (10 - e);
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  let m = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  if (m === 2048) {
    m = 1024;
    e++;
  }
  if (e > 15) return undefined;
  return sign | (m < 1024 ? m : ((e + 15) << 10) | (m - 1024));
}

function badType(format: string): PyRaise {
  return typeError(`memoryview: invalid type for format '${format}'`);
}
function badValue(format: string): PyRaise {
  return valueError(`memoryview: invalid value for format '${format}'`);
}

/** Write an element; false where `__index__`, `__float__` or `__bool__` is Python code. */
export function packItem(vm: VM, b: Uint8Array, offset: number, format: string, value: PyValue): boolean {
  const c = formatChar(format);
  if (c === undefined) throw unsupported(format);
  const v = viewOf(b);
  if (c === 'c') {
    if (!(value instanceof PyBytes)) throw badType(format);
    if (value.bytes.length !== 1) throw badValue(format);
    b[offset] = value.bytes[0]!;
    return true;
  }
  if (c === '?') {
    const t = isTrueFast(vm, value);
    if (t === undefined) return false;
    b[offset] = t ? 1 : 0;
    return true;
  }
  if (c === 'e' || c === 'f' || c === 'd') {
    const x = floatOf(value) ?? (intOf(value) === undefined ? undefined : Number(intOf(value)));
    if (x === undefined) {
      if (hasMethod(value, '__float__') || hasMethod(value, '__index__')) return false;
      throw badType(format);
    }
    if (c === 'd') v.setFloat64(offset, x, true);
    else if (c === 'f') v.setFloat32(offset, x, true);
    else {
      const h = numberToHalf(x);
      if (h === undefined) throw badValue(format);
      v.setUint16(offset, h, true);
    }
    return true;
  }
  const n = intOf(value);
  if (n === undefined) {
    if (hasMethod(value, '__index__')) return false;
    throw badType(format);
  }
  const bits = itemSize(c) * 8;
  const big = BigInt(n);
  if ((SIGNED.has(c) ? BigInt.asIntN(bits, big) : BigInt.asUintN(bits, big)) !== big) throw badValue(format);
  for (let k = 0, r = BigInt.asUintN(bits, big); k < bits / 8; k++, r >>= 8n) b[offset + k] = Number(r & 255n);
  return true;
}
