/** Hash functions that eat blocks: what MD5, the SHAs and BLAKE2 share. States are plain data. */

export abstract class BlockDigest {
  protected buffer: Uint8Array;
  /** Bytes waiting in `buffer`. */
  protected used = 0;
  /** Bytes eaten so far, those in `buffer` included. */
  protected total = 0;
  constructor(readonly blockSize: number) {
    this.buffer = new Uint8Array(blockSize);
  }

  /** Mix the block at `at` of `data` into the state. */
  protected abstract block(data: Uint8Array, at: number): void;
  /** A digest with the same state. */
  abstract copy(): BlockDigest;
  /** Pad and give the result: of `length` bytes where that is free. The state is spent. */
  abstract finish(length: number): Uint8Array;

  /** A function that needs to know its last block keeps a full one waiting. */
  protected keepsLast(): boolean {
    return false;
  }

  update(data: Uint8Array): void {
    const { blockSize, buffer } = this;
    const keep = this.keepsLast() ? 1 : 0;
    let at = 0;
    this.total += data.length;
    if (this.used > 0 || keep) {
      const n = Math.min(blockSize - this.used, data.length);
      buffer.set(data.subarray(0, n), this.used);
      this.used += n;
      at = n;
      if (this.used < blockSize || (keep && at === data.length)) return;
      this.block(buffer, 0);
      this.used = 0;
    }
    for (; at + blockSize + keep <= data.length; at += blockSize) this.block(data, at);
    buffer.set(data.subarray(at));
    this.used = data.length - at;
  }

  protected copyInto(to: BlockDigest): void {
    to.buffer.set(this.buffer);
    to.used = this.used;
    to.total = this.total;
  }

  /** A one bit, zeros, and the length in bits in the last `lengthBytes` bytes. */
  protected pad(lengthBytes: number, littleEndian: boolean): void {
    const { buffer, blockSize, total } = this;
    buffer[this.used++] = 0x80;
    if (this.used > blockSize - lengthBytes) {
      buffer.fill(0, this.used);
      this.block(buffer, 0);
      this.used = 0;
    }
    buffer.fill(0, this.used);
    let bits = total * 8;
    for (let i = 0; i < 8; i++) {
      buffer[littleEndian ? blockSize - 8 + i : blockSize - 1 - i] = bits % 256;
      bits = Math.floor(bits / 256);
    }
    this.block(buffer, 0);
  }
}

export const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

export const bigEndian = (b: Uint8Array, at: number): number =>
  (b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!;
export const littleEndian = (b: Uint8Array, at: number): number =>
  b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24);

/** What a sum of low words adds to that of the high words. */
export const carry = (low: number): number => (low / 4294967296) | 0;

/** The first `n` words of `data` at `at`. (Loops of their own: V8 puts only so much code inside the function that calls it.) */
export function readBigEndian(words: Int32Array, n: number, data: Uint8Array, at: number): void {
  for (let i = 0; i < n; i++, at += 4) words[i] = bigEndian(data, at);
}
export function readLittleEndian(words: Int32Array, n: number, data: Uint8Array, at: number): void {
  for (let i = 0; i < n; i++, at += 4) words[i] = littleEndian(data, at);
}

/** Words as bytes. */
export function wordBytes(words: ArrayLike<number>, little: boolean): Uint8Array {
  const out = new Uint8Array(words.length * 4);
  for (let i = 0; i < out.length; i++) {
    const shift = (little ? i & 3 : 3 - (i & 3)) * 8;
    out[i] = words[i >> 2]! >>> shift;
  }
  return out;
}
