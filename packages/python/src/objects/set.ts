/**
 * set and frozenset: members as the keys of a dict (which finds them), and a model of CPython's hash table, which
 * alone says in what order a set is iterated.
 *
 * The model is made when it is first needed (iteration, removal, merging) and lags behind: members that were added
 * since then are `d.keys[applied..]`, in the order of their adding. `protocols/sets.ts` brings it up to date.
 * Invariant: no member is ever removed before the model is up to date.
 */
import { ObjectType, PySingleton } from './builtin-types.js';
import type { PyDict } from './dict.js';
import { PyObject, type PyValue, type Shape } from './object.js';
import type { VM } from './vm.js';

/** set and frozenset, told apart by their class. */
export class PySet extends PyObject {
  table: SetTable | null = null;
  /** Entries of `d.keys` below this are in `table`. */
  applied = 0;
  /** Python's hash, once a frozenset was asked for it. */
  hash: number | bigint | undefined = undefined;
  /** Its hash as a key (objects/content.ts), likewise. */
  content: number | undefined = undefined;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public d: PyDict,
  ) {
    super(shape);
  }
}

/** In the place of a member that was removed. */
export const DUMMY = new PySingleton(ObjectType.root);

const MIN_SIZE = 8;
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5;

/** CPython's table: where each member lies by its 64-bit hash (halves in `lo` and `hi`). */
export class SetTable {
  mask = MIN_SIZE - 1;
  /** Members and dummies. */
  fill = 0;
  used = 0;
  /** Where pop() begins to look. */
  finger = 0;
  keys: (PyValue | undefined)[] = new Array(MIN_SIZE).fill(undefined);
  lo = new Int32Array(MIN_SIZE);
  hi = new Int32Array(MIN_SIZE);

  /**
   * Puts a key that is not in the table on its probe sequence: in the place of the last dummy before the first free
   * place, or there. Answers whether a free place was taken. Hashes may be chosen to collide: long searches are charged.
   */
  private place(vm: VM, key: PyValue, lo: number, hi: number): boolean {
    const { keys, mask } = this;
    let perturbLo = lo;
    let perturbHi = hi;
    let i = lo & mask;
    let at = -1;
    for (;;) {
      const last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
      for (let j = i; j <= last; j++) {
        const there = keys[j];
        if (there === DUMMY) at = j;
        if (there !== undefined) continue;
        const free = at < 0;
        if (free) at = j;
        keys[at] = key;
        this.lo[at] = lo;
        this.hi[at] = hi;
        return free;
      }
      vm.charge(LINEAR_PROBES);
      perturbLo = (perturbLo >>> PERTURB_SHIFT) | (perturbHi << (32 - PERTURB_SHIFT));
      perturbHi >>>= PERTURB_SHIFT;
      i = (Math.imul(i, 5) + 1 + perturbLo) & mask;
    }
  }

  /** Position of a key that is in the table as this very value, or -1. */
  private position(vm: VM, key: PyValue, lo: number, hi: number): number {
    const { keys, mask } = this;
    let perturbLo = lo;
    let perturbHi = hi;
    let i = lo & mask;
    for (;;) {
      const last = i + LINEAR_PROBES <= mask ? i + LINEAR_PROBES : i;
      for (let j = i; j <= last; j++) {
        if (keys[j] === undefined) return -1;
        if (keys[j] === key && this.lo[j] === lo && this.hi[j] === hi) return j;
      }
      vm.charge(LINEAR_PROBES);
      perturbLo = (perturbLo >>> PERTURB_SHIFT) | (perturbHi << (32 - PERTURB_SHIFT));
      perturbHi >>>= PERTURB_SHIFT;
      i = (Math.imul(i, 5) + 1 + perturbLo) & mask;
    }
  }

  add(vm: VM, key: PyValue, lo: number, hi: number): void {
    this.used++;
    if (!this.place(vm, key, lo, hi)) return;
    this.fill++;
    if (this.fill * 5 >= this.mask * 3) this.shrinkOrGrow(vm);
  }

  /** The rebuild that CPython does after an insertion too many, or after many removals. */
  shrinkOrGrow(vm: VM): void {
    this.resize(vm, this.used > 50000 ? this.used * 2 : this.used * 4);
  }

  remove(vm: VM, key: PyValue, lo: number, hi: number): void {
    const j = this.position(vm, key, lo, hi);
    if (j < 0) return;
    this.keys[j] = DUMMY;
    this.used--;
  }

  /** A table for more than `least` members. */
  resize(vm: VM, least: number): void {
    let size = MIN_SIZE;
    while (size <= least) size *= 2;
    vm.charge(size >> 2);
    vm.alloc(size * 16);
    if (size === MIN_SIZE && this.mask === MIN_SIZE - 1 && this.fill === this.used) return;
    const { keys, lo, hi } = this;
    this.keys = new Array(size).fill(undefined);
    this.lo = new Int32Array(size);
    this.hi = new Int32Array(size);
    this.mask = size - 1;
    this.fill = this.used;
    for (let j = 0; j < keys.length; j++) {
      const key = keys[j];
      if (key !== undefined && key !== DUMMY) this.place(vm, key, lo[j]!, hi[j]!);
    }
  }

  /** Room for what a merge may bring, in one step. */
  reserve(vm: VM, more: number): void {
    if ((this.fill + more) * 5 >= this.mask * 3) this.resize(vm, (this.used + more) * 2);
  }

  /** Members of `other` into this empty table. */
  fillFrom(vm: VM, other: SetTable): void {
    this.reserve(vm, other.used);
    if (this.mask === other.mask && other.fill === other.used) {
      this.keys = other.keys.slice();
      this.lo = other.lo.slice();
      this.hi = other.hi.slice();
    } else {
      for (let j = 0; j < other.keys.length; j++) {
        const key = other.keys[j];
        if (key !== undefined && key !== DUMMY) this.place(vm, key, other.lo[j]!, other.hi[j]!);
      }
    }
    this.fill = this.used = other.used;
  }

  /** Rebuild where more than a quarter of the places are dummies (after `difference_update`). */
  sweep(vm: VM): void {
    if (this.fill - this.used > this.mask >>> 2) this.shrinkOrGrow(vm);
  }

  /** Position of the member that pop() takes; there is one. */
  popPosition(): number {
    let j = this.finger & this.mask;
    while (this.keys[j] === undefined || this.keys[j] === DUMMY) j = j === this.mask ? 0 : j + 1;
    this.finger = j + 1;
    return j;
  }

  /** Members in order. */
  members(): PyValue[] {
    const out: PyValue[] = [];
    for (const key of this.keys) if (key !== undefined && key !== DUMMY) out.push(key);
    return out;
  }
}
