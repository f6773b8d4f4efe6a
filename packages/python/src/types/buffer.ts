/** Bytes of bytes-like arguments, for natives. */

import { exporterOf, isContiguous, PyMemoryView, viewArray, viewCount } from '../objects/buffer.js';
import { BytesType, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { BufferErrorType, MemoryErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import type { PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

export function newBytes(bytes: Uint8Array): PyBytes {
  return new PyBytes(BytesType.root, bytes);
}

/** An array of `n` zero bytes, paid for. */
export function reserveBytes(vm: VM, n: number): Uint8Array {
  vm.alloc(n + 120);
  if (n > 256) vm.charge(n >>> 8);
  return new Uint8Array(n);
}

/**
 * The bytes of a bytes-like object, or undefined where it is none. A window on the object's own bytes where they lie
 * in one piece (not to be changed, nor kept), else a copy.
 */
export function bufferBytes(vm: VM, v: PyValue): Uint8Array | undefined {
  if (v instanceof PyBytes) return v.bytes;
  if (v instanceof PyByteArray) return v.buffer.subarray(0, v.length);
  if (v instanceof PyMemoryView) return viewBytes(vm, v);
  const e = exporterOf(v);
  if (e === undefined) return undefined;
  const x = e.get(v);
  return x.bytes.subarray(0, x.length);
}

export function checkReleased(view: PyMemoryView): void {
  if (view.released) throw valueError('operation forbidden on released memoryview object');
}

/** Content of a view in C order. */
export function viewBytes(vm: VM, view: PyMemoryView): Uint8Array {
  checkReleased(view);
  const array = viewArray(view);
  const size = viewCount(view) * view.itemsize;
  if (isContiguous(view)) return array.subarray(view.offset, view.offset + size);
  vm.charge(size);
  const out = reserveBytes(vm, size);
  let at = 0;
  forEachOffset(view, (offset) => {
    for (let k = 0; k < view.itemsize; k++) out[at++] = array[offset + k]!;
  });
  return out;
}

/** Visit the offsets of all elements in C order. */
export function forEachOffset(view: PyMemoryView, visit: (offset: number) => void): void {
  const { dims, strides } = view;
  const n = dims.length;
  if (viewCount(view) === 0) return;
  const index = new Array<number>(n).fill(0);
  let offset = view.offset;
  for (;;) {
    visit(offset);
    let k = n - 1;
    for (; k >= 0; k--) {
      offset += strides[k]!;
      if (++index[k]! < dims[k]!) break;
      offset -= strides[k]! * dims[k]!;
      index[k] = 0;
    }
    if (k < 0) return;
  }
}

/** Beyond this no machine has the memory: MemoryError, as in CPython; below it the cell's own limit decides. */
const ABSURD = 2 ** 40;

/** Refuses a str or bytes of `n` elements that cannot be made, before anything is made. */
export function refuseSize(vm: VM, n: number): void {
  if (n >= ABSURD) throw raise(MemoryErrorType);
  if (n < 0x1fffffe8) return;
  vm.alloc(n);
  throw raise(MemoryErrorType);
}

/** `bufferBytes`, for what takes only bytes that lie in one piece: a view with gaps is as good as no bytes-like object. */
export function simpleBytes(vm: VM, v: PyValue): Uint8Array | undefined {
  if (!(v instanceof PyMemoryView)) return bufferBytes(vm, v);
  checkReleased(v);
  return isContiguous(v) ? viewBytes(vm, v) : undefined;
}

/** The same, where a view with gaps is refused in its own words. */
export function contiguousBytes(vm: VM, v: PyValue): Uint8Array | undefined {
  const b = simpleBytes(vm, v);
  if (b === undefined && v instanceof PyMemoryView)
    throw raise(BufferErrorType, 'memoryview: underlying buffer is not C-contiguous');
  return b;
}

/** The bytes of an argument that has to be bytes-like. */
export function requireBuffer(vm: VM, v: PyValue): Uint8Array {
  const b = contiguousBytes(vm, v);
  if (b === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(v).name}'`);
  return b;
}

/** Refuses to resize a bytearray that is looked at. Views that were dropped without `release()` do not count. */
export function checkResizable(vm: VM, b: PyByteArray): void {
  if (b.exports === 0) return;
  b.exports = vm.liveViews(b);
  if (b.exports > 0) throw raise(BufferErrorType, 'Existing exports of data: object cannot be re-sized');
}
