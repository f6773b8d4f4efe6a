/** `array.array`: the representation, and what its type codes mean: one item to and from its bytes. */
import { registerBuffer } from '../objects/buffer.js';
import { newBuiltinType, ObjectType, typeOf } from '../objects/builtin-types.js';
import { OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { type Int, normalize } from '../objects/number/int.js';
import { PyFloat, PyObject, type PyValue, type Shape } from '../objects/object.js';
import * as text from '../objects/text/core.js';
import { floatOf, hasMethod, intOf, strOf } from '../types/coerce.js';

export const ArrayType = newBuiltinType('array.array', ObjectType, { layout: 'array', patma: 1, hasWeakref: true });

/** Sizes on 64-bit machines. */
const SIZES = new Map<string, number>([
  ...[...'bB'].map((c) => [c, 1] as const),
  ...[...'hH'].map((c) => [c, 2] as const),
  ...[...'iIfuw'].map((c) => [c, 4] as const),
  ...[...'lLqQd'].map((c) => [c, 8] as const),
]);

export function sizeOfCode(code: string): number {
  const size = SIZES.get(code);
  if (size === undefined) throw valueError('bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)');
  return size;
}

/** The first `length` items of `buffer` are the content. `exports` counts memoryviews: while there are any, it keeps its size. */
export class PyArray extends PyObject {
  exports = 0;
  length = 0;
  buffer = new Uint8Array(0);
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly code: string,
    readonly itemsize: number,
  ) {
    super(shape);
  }

  /** The bytes in use; a view on the buffer. */
  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length * this.itemsize);
  }

  get isText(): boolean {
    return this.code === 'u' || this.code === 'w';
  }
}

registerBuffer(ArrayType, {
  get: (a: PyArray) => ({
    bytes: a.buffer,
    length: a.length * a.itemsize,
    format: a.code,
    itemsize: a.itemsize,
    readonly: false,
  }),
  hold: (a: PyArray, by) => {
    a.exports += by;
  },
});

const viewOf = (b: Uint8Array) => new DataView(b.buffer, b.byteOffset, b.byteLength);

/** The item at place `i`. */
export function readItem(a: PyArray, i: number): PyValue {
  const at = i * a.itemsize;
  const v = viewOf(a.buffer);
  switch (a.code) {
    case 'b':
      return v.getInt8(at);
    case 'B':
      return v.getUint8(at);
    case 'h':
      return v.getInt16(at, true);
    case 'H':
      return v.getUint16(at, true);
    case 'i':
      return v.getInt32(at, true);
    case 'I':
      return v.getUint32(at, true);
    case 'f':
      return new PyFloat(v.getFloat32(at, true));
    case 'd':
      return new PyFloat(v.getFloat64(at, true));
    case 'l':
    case 'q':
      return normalize(v.getBigInt64(at, true));
    case 'L':
    case 'Q':
      return normalize(v.getBigUint64(at, true));
    default: {
      const cp = v.getUint32(at, true);
      if (cp > 0x10ffff) throw valueError('chr() arg not in range(0x110000)');
      return text.fromCodePoint(cp);
    }
  }
}

/** Refuses an item of `u` that is no code point. */
export function checkCharacter(a: PyArray, i: number): void {
  const cp = viewOf(a.buffer).getUint32(i * 4, true);
  if (cp > 0x10ffff) throw valueError(`character U+${cp.toString(16)} is not in range [U+0000; U+10ffff]`);
}

const overflow = (message: string) => raise(OverflowErrorType, message);

/** Bounds of the small integer codes: lowest, highest, and how messages call them. */
const SMALL: Record<string, readonly [number, number, string]> = {
  b: [-0x80, 0x7f, 'signed char'],
  B: [0, 0xff, 'unsigned byte integer'],
  h: [-0x8000, 0x7fff, 'signed short integer'],
  H: [0, 0xffff, 'unsigned short'],
  i: [-0x80000000, 0x7fffffff, 'signed integer'],
};
const FITS_LONG = (n: Int) => typeof n === 'number' || BigInt.asIntN(64, n) === n;

/** The checked integer for a code. */
function integer(code: string, n: Int): Int {
  const small = SMALL[code];
  if (small !== undefined) {
    if (!FITS_LONG(n)) throw overflow('Python int too large to convert to C long');
    // A signed char is read as a short first.
    const [low, high, name] = code === 'b' && (n < -0x8000 || n > 0x7fff) ? SMALL['h']! : small;
    if (n < low) throw overflow(`${name} is less than minimum`);
    if (n > high) throw overflow(`${name} is greater than maximum`);
    return n;
  }
  if (code === 'l' || code === 'q') {
    if (FITS_LONG(n)) return n;
    throw overflow(code === 'l' ? 'Python int too large to convert to C long' : 'int too big to convert');
  }
  if (n < 0) {
    throw overflow(
      code === 'Q' ? "can't convert negative int to unsigned" : "can't convert negative value to unsigned int",
    );
  }
  if (typeof n === 'bigint' && n >= 1n << 64n) {
    throw overflow(code === 'Q' ? 'int too big to convert' : 'Python int too large to convert to C unsigned long');
  }
  if (code === 'I' && n > 0xffffffff) throw overflow('unsigned int is greater than maximum');
  return n;
}

/** A value as its code takes it; undefined where `__index__` or `__float__` is Python code. */
export function itemValue(code: string, value: PyValue): Int | undefined {
  if (code === 'f' || code === 'd') {
    const n = intOf(value);
    const x = floatOf(value) ?? (n === undefined ? undefined : Number(n));
    if (x !== undefined) return x;
    if (hasMethod(value, '__float__') || hasMethod(value, '__index__')) return undefined;
    throw typeError(`must be real number, not ${typeOf(value).name}`);
  }
  if (code === 'u' || code === 'w') {
    const s = strOf(value);
    if (s === undefined) throw typeError(`array item must be a unicode character, not ${typeOf(value).name}`);
    if (text.length(s) !== 1)
      throw typeError(`array item must be a unicode character, not a string of length ${text.length(s)}`);
    return text.codePointAt(s, 0);
  }
  const n = intOf(value);
  if (n !== undefined) return integer(code, n);
  if (hasMethod(value, '__index__')) return undefined;
  throw typeError(`'${typeOf(value).name}' object cannot be interpreted as an integer`);
}

/** Writes what `itemValue` gave. */
export function writeItem(code: string, v: DataView, at: number, n: Int): void {
  switch (code) {
    case 'b':
    case 'B':
      v.setUint8(at, Number(n) & 255);
      return;
    case 'h':
    case 'H':
      v.setUint16(at, Number(n) & 0xffff, true);
      return;
    case 'f':
      v.setFloat32(at, Number(n), true);
      return;
    case 'd':
      v.setFloat64(at, Number(n), true);
      return;
    case 'l':
    case 'q':
    case 'L':
    case 'Q':
      v.setBigUint64(at, BigInt.asUintN(64, BigInt(n)), true);
      return;
    default:
      v.setUint32(at, Number(n) >>> 0, true);
  }
}

/** Bytes of many items; undefined where one needs Python code. */
export function packItems(code: string, size: number, out: Uint8Array, items: readonly PyValue[]): boolean {
  const v = viewOf(out);
  for (let i = 0; i < items.length; i++) {
    const n = itemValue(code, items[i]!);
    if (n === undefined) return false;
    writeItem(code, v, i * size, n);
  }
  return true;
}
