/** Text and bytes that grow: each doubling is reserved before it is made. */
import { PyWideStr } from '../object.js';
import type { VM } from '../vm.js';
import { fromCodePoints, length, MAX_STR_LENGTH, type Str } from './core.js';
import { TextError } from './error.js';

/** Code points on their way to a Str. */
export class TextBuilder {
  private units: Uint16Array | Uint32Array;
  private n = 0;
  constructor(
    private readonly vm: VM,
    capacity: number,
  ) {
    vm.alloc(2 * capacity + 32);
    this.units = new Uint16Array(capacity);
  }

  get length(): number {
    return this.n;
  }

  push(cp: number): void {
    if (this.n === this.units.length) this.grow(1);
    if (cp > 0xffff && this.units instanceof Uint16Array) this.widen();
    this.units[this.n++] = cp;
  }

  /** Bytes that are one code point each. */
  addBytes(bytes: Uint8Array, from: number, to: number): void {
    this.grow(to - from);
    const { units } = this;
    let { n } = this;
    for (let i = from; i < to; i++) units[n++] = bytes[i]!;
    this.n = n;
  }

  add(s: Str): void {
    const n = length(s);
    this.grow(n);
    if (typeof s === 'string') for (let i = 0; i < n; i++) this.push(s.charCodeAt(i));
    else for (let i = 0; i < n; i++) this.push(s.cps[i]!);
  }

  /** Makes room for `more`. */
  grow(more: number): void {
    const need = this.n + more;
    if (need <= this.units.length) return;
    if (need > MAX_STR_LENGTH) throw new TextError('MemoryError', '');
    const size = Math.min(MAX_STR_LENGTH, Math.max(need, 2 * this.units.length, 16));
    this.vm.charge(size >>> 4);
    this.vm.alloc(size * this.units.BYTES_PER_ELEMENT);
    const larger = this.units instanceof Uint16Array ? new Uint16Array(size) : new Uint32Array(size);
    larger.set(this.units);
    this.units = larger;
  }

  private widen(): void {
    this.vm.charge(this.units.length >>> 2);
    this.vm.alloc(4 * this.units.length);
    this.units = Uint32Array.from(this.units);
  }

  finish(): Str {
    if (this.units instanceof Uint16Array) return fromCodePoints(this.vm, this.units, 0, this.n);
    this.vm.alloc(4 * this.n);
    return new PyWideStr(this.units.slice(0, this.n) as Uint32Array);
  }
}

/** Bytes on their way out. */
export class ByteBuilder {
  private bytes: Uint8Array;
  private n = 0;
  constructor(
    private readonly vm: VM,
    capacity: number,
  ) {
    vm.alloc(capacity + 32);
    this.bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.n;
  }

  push(byte: number): void {
    if (this.n === this.bytes.length) this.grow(1);
    this.bytes[this.n++] = byte;
  }

  /** The ASCII characters of `s` from `at` on; where they end. */
  addAscii(s: string, at: number): number {
    const end = s.length;
    this.grow(end - at);
    const { bytes } = this;
    let { n } = this;
    let i = at;
    for (; i < end; i++) {
      const c = s.charCodeAt(i);
      if (c >= 0x80) break;
      bytes[n++] = c;
    }
    this.n = n;
    return i;
  }

  add(bytes: Uint8Array): void {
    this.grow(bytes.length);
    this.bytes.set(bytes, this.n);
    this.n += bytes.length;
  }

  grow(more: number): void {
    const need = this.n + more;
    if (need <= this.bytes.length) return;
    const size = Math.max(need, 2 * this.bytes.length, 32);
    if (size > 2 ** 31) throw new TextError('MemoryError', '');
    this.vm.charge(size >>> 5);
    this.vm.alloc(size);
    const larger = new Uint8Array(size);
    larger.set(this.bytes);
    this.bytes = larger;
  }

  finish(): Uint8Array {
    return this.n === this.bytes.length ? this.bytes : this.bytes.slice(0, this.n);
  }
}
