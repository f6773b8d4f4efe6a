/** Representations of bytes and bytearray. */
import { PyObject, type PyValue, type Shape } from './object.js';

/** `bytes` is never changed after the object can be seen. */
export class PyBytes extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly bytes: Uint8Array,
  ) {
    super(shape);
  }
}

/** The first `length` bytes of `buffer` are the content. `exports` counts memoryviews: while there are any, it keeps its size. */
export class PyByteArray extends PyObject {
  exports = 0;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public buffer: Uint8Array,
    public length: number,
  ) {
    super(shape);
  }
}
