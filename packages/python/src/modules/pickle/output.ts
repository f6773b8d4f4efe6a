/**
 * Where a pickle is written: bytes in memory, in frames from protocol 4 on (PEP 3154). What is for a file waits in `ready`
 * as whole pieces, which library code writes.
 *
 * A frame's header is kept free where the frame begins, and filled or closed up when it ends.
 */
import type { PyBytes } from '../../objects/bytes.js';
import type { PyValue } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';
import { newBytes, refuseSize, reserveBytes } from '../../types/buffer.js';
import { Op } from './opcodes.js';

const FRAME_MIN = 4;
/** A frame that has this much ends; a single value that has it stands outside of frames. */
export const FRAME_TARGET = 1 << 16;
const FRAME_HEADER = 9;

export class PickleOutput {
  buffer: Uint8Array;
  length = 0;
  /** Where the open frame's header is; -1: none is open. */
  frame = -1;
  framing = false;
  /** What the file has to get, in order. */
  ready: PyValue[] = [];

  constructor(
    readonly toFile: boolean,
    size: number,
  ) {
    this.buffer = new Uint8Array(size);
  }

  /** Where the next `n` bytes go: the caller writes them into `buffer` and sets `length` behind them. */
  room(vm: VM, n: number): number {
    if (this.frame < 0 && this.framing) {
      this.frame = this.length;
      if (this.length + FRAME_HEADER + n > this.buffer.length) this.grow(vm, FRAME_HEADER + n);
      this.length += FRAME_HEADER;
    } else if (this.length + n > this.buffer.length) this.grow(vm, n);
    return this.length;
  }

  private grow(vm: VM, n: number): void {
    refuseSize(vm, this.length + n);
    const size = Math.max(this.length + n, Math.min(this.length * 2, this.length + (1 << 24)), 256);
    const bigger = reserveBytes(vm, size);
    bigger.set(this.buffer.subarray(0, this.length));
    this.buffer = bigger;
  }

  byte(vm: VM, b: number): void {
    // The room may be in another array.
    const at = this.room(vm, 1);
    this.buffer[at] = b;
    this.length = at + 1;
  }

  /** An opcode with an argument of one byte. */
  two(vm: VM, op: number, b: number): void {
    const at = this.room(vm, 2);
    this.buffer[at] = op;
    this.buffer[at + 1] = b;
    this.length = at + 2;
  }

  /** An opcode and an unsigned number of `size` bytes, little-endian. */
  sized(vm: VM, op: number, n: number, size: number): void {
    const at = this.room(vm, 1 + size);
    this.buffer[at] = op;
    this.length = at + 1;
    this.number(n, size);
  }

  /** The same where there is room already. */
  number(n: number, size: number): void {
    let at = this.length;
    this.length = at + size;
    for (; at < this.length; n = Math.floor(n / 256)) this.buffer[at++] = n % 256;
  }

  bytes(vm: VM, b: Uint8Array): void {
    vm.charge(b.length >> 6);
    const at = this.room(vm, b.length);
    this.buffer.set(b, at);
    this.length = at + b.length;
  }

  /** Text of one byte a character. */
  ascii(vm: VM, s: string): void {
    vm.charge(s.length >> 4);
    const at = this.room(vm, s.length);
    const { buffer } = this;
    for (let i = 0; i < s.length; i++) buffer[at + i] = s.charCodeAt(i);
    this.length = at + s.length;
  }

  /** An opcode, the size of what follows, and this; of what is long no copy is made for a file. */
  counted(vm: VM, op: number, sizeBytes: number, b: Uint8Array, whole: PyBytes | null): void {
    const apart = b.length >= FRAME_TARGET;
    const { framing } = this;
    if (apart) {
      this.closeFrame();
      this.framing = false;
    }
    this.sized(vm, op, b.length, sizeBytes);
    if (apart && this.toFile) {
      this.flush(vm);
      vm.alloc(16);
      this.ready.push(whole ?? newBytes(this.copy(vm, b)));
    } else this.bytes(vm, b);
    this.framing = framing;
  }

  private copy(vm: VM, b: Uint8Array): Uint8Array {
    const out = reserveBytes(vm, b.length);
    out.set(b);
    return out;
  }

  /** Between two values: a frame that is full ends. */
  boundary(vm: VM): void {
    if (this.frame < 0 || this.length - this.frame < FRAME_TARGET + FRAME_HEADER) return;
    this.closeFrame();
    if (this.toFile) this.flush(vm);
  }

  closeFrame(): void {
    const { frame, buffer } = this;
    if (frame < 0) return;
    this.frame = -1;
    const end = this.length;
    const size = end - frame - FRAME_HEADER;
    if (size >= FRAME_MIN) {
      buffer[frame] = Op.FRAME;
      this.length = frame + 1;
      this.number(size, 8);
      this.length = end;
    } else {
      buffer.copyWithin(frame, frame + FRAME_HEADER, end);
      this.length = end - FRAME_HEADER;
    }
  }

  /** What is written so far, and nothing is left of it here. */
  take(vm: VM): PyBytes {
    const out = newBytes(this.copy(vm, this.buffer.subarray(0, this.length)));
    this.length = 0;
    return out;
  }

  flush(vm: VM): void {
    vm.alloc(16);
    if (this.length > 0) this.ready.push(this.take(vm));
  }
}
