/** collections.deque and its iterators: the values lie in `items` from `head` on; what is before `head` is None. */
import { PyObject, type PyValue, type Shape } from './object.js';

export class PyDeque extends PyObject {
  items: PyValue[] = [];
  head = 0;
  /** -1: no bound. */
  maxlen = -1;
  /** Goes up with every change of length or order: running iterators notice. */
  changes = 0;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(shape: Shape) {
    super(shape);
  }

  get length(): number {
    return this.items.length - this.head;
  }

  /** The values in order, as a new array. */
  values(): PyValue[] {
    return this.items.slice(this.head);
  }

  setValues(values: PyValue[]): void {
    this.items = values;
    this.head = 0;
    this.changes++;
  }

  push(v: PyValue): void {
    this.changes++;
    this.items.push(v);
    if (this.maxlen >= 0 && this.length > this.maxlen) this.shift();
  }

  unshift(v: PyValue): void {
    this.changes++;
    if (this.maxlen >= 0 && this.length >= this.maxlen) {
      if (this.maxlen === 0) return;
      this.items.pop();
    }
    if (this.head === 0) {
      const gap = Math.max(8, this.items.length);
      this.items = new Array<PyValue>(gap).fill(null).concat(this.items);
      this.head = gap;
    }
    this.items[--this.head] = v;
  }

  /** The first value; there is one. */
  shift(): PyValue {
    this.changes++;
    const v = this.items[this.head]!;
    this.items[this.head++] = null;
    if (this.head > 32 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return v;
  }

  /** The last value; there is one. */
  pop(): PyValue {
    this.changes++;
    return this.items.pop()!;
  }
}

/** _deque_iterator and _deque_reverse_iterator: `left` values to come. */
export class PyDequeIter extends PyObject {
  readonly changes: number;
  constructor(
    shape: Shape,
    readonly deque: PyDeque,
    public left: number,
  ) {
    super(shape);
    this.changes = deque.changes;
  }
}
