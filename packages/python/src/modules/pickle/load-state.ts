/** What an unpickler knows between two steps: its input, its stack, its memo. */
import { newDict } from '../../objects/builtin-types.js';
import type { PyDict } from '../../objects/dict.js';
import { PyObject, type PyValue, type Shape } from '../../objects/object.js';
import type { Str } from '../../objects/text/core.js';
import type { VM } from '../../objects/vm.js';
import { findKey, setKey } from '../../protocols/mapping.js';
import { DictModels } from '../../types/dict-models.js';
import { LoadingType, unpicklingError } from './types.js';

/** The values that a pickle has numbered. */
export class LoadMemo {
  /** Numbers from 0 on without a gap. */
  near: PyValue[] = [];
  /** Others, as keys. */
  far: PyDict | null = null;

  get size(): number {
    return this.near.length + (this.far?.size ?? 0);
  }

  get(vm: VM, i: number): PyValue | undefined {
    if (i < this.near.length) return this.near[i];
    if (this.far === null) return undefined;
    const at = findKey(vm, this.far, i);
    return at < 0 ? undefined : this.far.vals[at];
  }

  set(vm: VM, i: number, v: PyValue): void {
    const { near } = this;
    if (i < near.length) near[i] = v;
    else if (i === near.length && this.far === null) {
      vm.alloc(8);
      near.push(v);
    } else setKey(vm, (this.far ??= newDict()), i, v);
  }
}

/** What an unpickler keeps from one `load` to the next: its input, its memo, and how it was made. */
export class UnpicklerState {
  data: Uint8Array = new Uint8Array(0);
  at = 0;
  /** Where in the data the bytes begin that the file has only shown (`peek`); -1: it has given all. */
  peeked = -1;
  memo = new LoadMemo();
  protocol = 0;
  /** A piece of the data as text, from which short strs are cut, and where it begins. */
  text = '';
  textFrom = 0;
  constructor(
    readonly fixImports: boolean,
    readonly encoding: Str,
    readonly errors: Str,
    /** Iterator over buffers; None: there are none. */
    readonly buffers: PyValue,
    /** Methods of the file; None in the place of `read`: all is there. */
    readonly read: PyValue,
    readonly readline: PyValue,
    public peek: PyValue,
  ) {}
}

/** One `load` under way. */
export class PyLoading extends PyObject {
  stack: PyValue[] = [];
  /** How long the stack was at each MARK. */
  marks: number[] = [];
  models = new DictModels();
  constructor(
    shape: Shape,
    /** The Unpickler, for its subclasses' methods; None: there is none. */
    readonly unpickler: PyValue,
    readonly state: UnpicklerState,
    readonly persistent: PyValue,
  ) {
    super(shape);
  }
}

export function newLoading(vm: VM, unpickler: PyValue, state: UnpicklerState, persistent: PyValue): PyLoading {
  vm.alloc(200);
  state.protocol = 0;
  return new PyLoading(LoadingType.root, unpickler, state, persistent);
}

/** How many bytes of what the file has shown are used by now: it has to be told to pass over them. */
export function shownAndUsed(state: UnpicklerState, upTo: number): number {
  if (state.peeked < 0) return 0;
  const n = upTo - state.peeked;
  state.peeked = upTo;
  return n;
}

/** Bytes of the file; `from` is how far the opcode under way had come. They are shown only where `peeked`. */
export function feed(vm: VM, state: UnpicklerState, from: number, b: Uint8Array, peeked: boolean): void {
  const kept = from - state.at;
  // The file's own method may have used the unpickler, whose data is another then.
  if (kept < 0 || from > state.data.length) throw unpicklingError('the Unpickler was used by the file it reads from');
  vm.charge((kept + b.length) >> 6);
  vm.alloc(kept + b.length + 120);
  const data = new Uint8Array(kept + b.length);
  data.set(state.data.subarray(state.at, from));
  data.set(b, kept);
  state.data = data;
  state.at = 0;
  state.peeked = peeked ? kept : -1;
  state.text = '';
  state.textFrom = 0;
}
