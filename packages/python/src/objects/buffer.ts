/**
 * The buffer protocol between built-in classes: the bytes of bytes-like objects, and memoryview's representation.
 *
 * A class exports its bytes by `registerBuffer`. A memoryview holds its exporter, never the array, so that heap and
 * snapshots see one owner; an exporter that can be resized counts its views and keeps its size while there are any.
 */
import { ByteArrayType, BytesType } from './builtin-types.js';
import type { PyByteArray, PyBytes } from './bytes.js';
import { PyObject, type PyType, type PyValue, type Shape } from './object.js';

/** What an exporter shows of itself: its bytes are the array from 0 to `length`. */
export interface Exported {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly format: string;
  readonly itemsize: number;
  readonly readonly: boolean;
}

export interface Exporter {
  /** The content now. */
  get(o: any): Exported;
  /** One view more (+1) or less (-1). */
  hold(o: any, by: number): void;
}

const exporters = new Map<PyType, Exporter>();

/** Declare that the instances of a built-in class (and of its subclasses) export their bytes. */
export function registerBuffer(cls: PyType, exporter: Exporter): void {
  exporters.set(cls, exporter);
}

/** `obj` is the exporter. One element lies at `offset + sum(index * stride)`. `released`: no access any more. */
export class PyMemoryView extends PyObject {
  released = false;
  /** Views made from this one that hold it. */
  exports = 0;
  hash: number | bigint | undefined = undefined;
  constructor(
    shape: Shape,
    readonly obj: PyValue,
    readonly offset: number,
    readonly format: string,
    readonly itemsize: number,
    readonly readonly: boolean,
    readonly dims: readonly number[],
    readonly strides: readonly number[],
  ) {
    super(shape);
  }
}

export function exporterOf(v: PyValue): Exporter | undefined {
  if (!(v instanceof PyObject)) return undefined;
  const cls = v.shape.cls;
  if (cls === BytesType || cls === ByteArrayType) return exporters.get(cls);
  for (let t: PyType | null = cls; t !== null; t = t.base) {
    const e = exporters.get(t);
    if (e !== undefined) return e;
  }
  return undefined;
}

export function isBuffer(v: PyValue): boolean {
  return v instanceof PyMemoryView || exporterOf(v) !== undefined;
}

/** The exporter's whole array of a view. */
export function viewArray(view: PyMemoryView): Uint8Array {
  return exporterOf(view.obj)!.get(view.obj).bytes;
}

/** Elements of a view. */
export function viewCount(view: PyMemoryView): number {
  let n = 1;
  for (const d of view.dims) n *= d;
  return n;
}

/** Elements lie one after the other in C order. */
export function isContiguous(view: PyMemoryView): boolean {
  let stride = view.itemsize;
  for (let k = view.dims.length - 1; k >= 0; k--) {
    if (view.dims[k]! > 1 && view.strides[k] !== stride) return viewCount(view) === 0;
    stride *= view.dims[k]!;
  }
  return true;
}

registerBuffer(BytesType, {
  get: (o: PyBytes) => ({ bytes: o.bytes, length: o.bytes.length, format: 'B', itemsize: 1, readonly: true }),
  hold: () => {},
});
registerBuffer(ByteArrayType, {
  get: (o: PyByteArray) => ({ bytes: o.buffer, length: o.length, format: 'B', itemsize: 1, readonly: false }),
  hold: (o: PyByteArray, by) => {
    o.exports += by;
  },
});
