/** The bytes of a pickle as its opcodes take them, and the requests that leave the loop. */
import { tuple } from '../../objects/builtin-types.js';
import { EOFErrorType, OverflowErrorType, raise } from '../../objects/exception-types.js';
import type { PyValue } from '../../objects/object.js';
import type { PyTuple } from '../../objects/sequence.js';
import type { VM } from '../../objects/vm.js';
import type { PyLoading, UnpicklerState } from './load-state.js';
import { unpicklingError } from './types.js';

/** A request leaves the loop this way: only after everything that the loop knows is in the state. */
export class Ask {
  constructor(readonly request: PyTuple) {}
}

const MAX_SIZE = Number.MAX_SAFE_INTEGER;

export const latin1 = (b: Uint8Array): string => String.fromCharCode.apply(null, b as unknown as number[]);

export class LoadInput {
  protected data: Uint8Array;
  protected at: number;
  /** Where the opcode under way began. */
  protected begun = 0;
  protected readonly state: UnpicklerState;

  constructor(
    protected readonly vm: VM,
    protected readonly loading: PyLoading,
  ) {
    const { state } = loading;
    this.state = state;
    this.data = state.data;
    this.at = state.at;
  }

  // -- requests ------------------------------------------------------------------------------------------------------

  protected request(what: string, a: PyValue = null, b: PyValue = null, c: PyValue = null): PyTuple {
    this.vm.alloc(120);
    return tuple([what, a, b, c]);
  }

  protected ask(what: string, a: PyValue = null, b: PyValue = null, c: PyValue = null): never {
    throw new Ask(this.request(what, a, b, c));
  }

  // -- input ---------------------------------------------------------------------------------------------------------

  protected truncated(): never {
    throw unpicklingError('pickle data was truncated');
  }

  /** The data ends before the next `n` bytes (-1: a line). From a file they come, and the opcode begins anew. */
  protected more(n: number, first = false): never {
    const { state } = this;
    if (state.read !== null) {
      const from = this.at;
      this.at = this.begun;
      this.ask('read', n, from, first);
    }
    if (first) throw raise(EOFErrorType, 'Ran out of input');
    this.truncated();
  }

  /** `n` bytes from here on are there. */
  protected need(n: number): void {
    if (n > this.data.length - this.at) this.more(n);
  }

  protected u8(): number {
    if (this.at >= this.data.length) this.more(1);
    return this.data[this.at++]!;
  }

  protected u16(): number {
    this.need(2);
    const { data, at } = this;
    this.at = at + 2;
    return data[at]! | (data[at + 1]! << 8);
  }

  protected u32(): number {
    return this.i32() >>> 0;
  }

  protected i32(): number {
    this.need(4);
    const { data, at } = this;
    this.at = at + 4;
    return data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24);
  }

  protected size8(what: string): number {
    const low = this.u32At(8);
    const n = low[1] * 4294967296 + low[0];
    if (n > MAX_SIZE) throw raise(OverflowErrorType, `${what} exceeds system's maximum size of ${MAX_SIZE} bytes`);
    return n;
  }

  protected u32At(n: number): [number, number] {
    this.need(n);
    return [this.u32(), this.u32()];
  }

  /** The next `n` bytes, in the data itself. */
  protected block(n: number): Uint8Array {
    this.need(n);
    const b = this.data.subarray(this.at, this.at + n);
    this.at += n;
    return b;
  }

  protected copied(n: number): Uint8Array {
    this.need(n);
    this.vm.charge(n >> 6);
    this.vm.alloc(n + 120);
    return this.block(n).slice();
  }

  /** A line without its end; at least `least` bytes of it with the end. */
  protected line(least = 2): Uint8Array {
    const { data, at } = this;
    let end = data.indexOf(10, at);
    this.vm.charge(((end < 0 ? data.length : end) - at) >> 4);
    if (end < 0) this.more(-1);
    this.at = ++end;
    if (end - at < least) this.truncated();
    return data.subarray(at, end - 1);
  }

  protected lineText(): string {
    const b = this.line();
    this.vm.alloc(b.length * 2);
    const parts: string[] = [];
    for (let i = 0; i < b.length; i += 4096) parts.push(latin1(b.subarray(i, i + 4096)));
    return parts.join('');
  }
}
