/** Representations of list, tuple, and the exact iterators over them. Plain fields only. */
import { PyObject, type PyValue, type Shape } from './object.js';

export class PyList extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public items: PyValue[],
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
  }
}

/** `items` is never changed after the tuple can be seen. `contentHash` is remembered in `hash`. */
export class PyTuple extends PyObject {
  hash: number | undefined = undefined;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly items: PyValue[],
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
  }
}

/** list_iterator, tuple_iterator: `seq` is null once exhausted. */
export class PySeqIter extends PyObject {
  constructor(
    shape: Shape,
    public seq: PyList | PyTuple | null,
    public index: number,
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
  }
}

/** range: start, stop, step and length in the Values form of int. */
export class PyRange extends PyObject {
  constructor(
    shape: Shape,
    readonly start: number | bigint,
    readonly stop: number | bigint,
    readonly step: number | bigint,
    readonly length: number | bigint,
  ) {
    super(shape);
  }
}

/** range_iterator over small ints: `left` values to come, the next one is `next`. */
export class PyRangeIter extends PyObject {
  constructor(
    shape: Shape,
    public next: number,
    readonly step: number,
    public left: number,
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
  }
}

export class PySlice extends PyObject {
  constructor(
    shape: Shape,
    readonly start: PyValue,
    readonly stop: PyValue,
    readonly step: PyValue,
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
  }
}
