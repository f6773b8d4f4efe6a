/** SHA-3 and SHAKE (FIPS 202). A lane of 64 bits is a pair of words: low at 2i, high at 2i + 1. */
import { BlockDigest, littleEndian, wordBytes } from './digest-blocks.js';

/** The round constants, from the standard's shift register, as low and high words. */
const ROUNDS = roundConstants();

function roundConstants(): Int32Array {
  const out = new Int32Array(48);
  let r = 1;
  for (let round = 0; round < 24; round++) {
    for (let j = 0; j <= 6; j++) {
      if (r & 1) {
        const bit = (1 << j) - 1;
        const k = round * 2 + (bit >> 5);
        out[k] = out[k]! ^ (1 << (bit & 31));
      }
      r = r & 0x80 ? (r << 1) ^ 0x171 : r << 1;
    }
  }
  return out;
}

/** Lane by lane along the path of rho and pi: where its words go, and by how much they are turned. */
const PATH_WORDS = new Uint8Array(24);
const PATH_TURNS = new Uint8Array(24);
for (let t = 0, x = 1, y = 0; t < 24; t++) {
  [x, y] = [y, (2 * x + 3 * y) % 5];
  PATH_WORDS[t] = (x + 5 * y) * 2;
  PATH_TURNS[t] = (((t + 1) * (t + 2)) / 2) % 64;
}

/** What theta and chi look at: nothing in it outlasts a call. */
const column = new Int32Array(10);

function theta(s: Int32Array): void {
  for (let x = 0; x < 10; x++) column[x] = s[x]! ^ s[x + 10]! ^ s[x + 20]! ^ s[x + 30]! ^ s[x + 40]!;
  for (let x = 0; x < 10; x += 2) {
    const before = x === 0 ? 8 : x - 2;
    const after = x === 8 ? 0 : x + 2;
    const low = column[before]! ^ ((column[after]! << 1) | (column[after + 1]! >>> 31));
    const high = column[before + 1]! ^ ((column[after + 1]! << 1) | (column[after]! >>> 31));
    for (let y = x; y < 50; y += 10) {
      s[y] = s[y]! ^ low;
      s[y + 1] = s[y + 1]! ^ high;
    }
  }
}

/** No lane's turn is a multiple of 32. */
function rhoPi(s: Int32Array): void {
  let low = s[2]!;
  let high = s[3]!;
  for (let t = 0; t < 24; t++) {
    const to = PATH_WORDS[t]!;
    const turn = PATH_TURNS[t]!;
    const a = turn > 32 ? high : low;
    const b = turn > 32 ? low : high;
    const n = turn & 31;
    low = s[to]!;
    high = s[to + 1]!;
    s[to] = (a << n) | (b >>> (32 - n));
    s[to + 1] = (b << n) | (a >>> (32 - n));
  }
}

function chi(s: Int32Array): void {
  for (let y = 0; y < 50; y += 10) {
    for (let half = y; half < y + 2; half++) {
      const a = s[half]!;
      const b = s[half + 2]!;
      const c = s[half + 4]!;
      const d = s[half + 6]!;
      const e = s[half + 8]!;
      s[half] = a ^ (~b & c);
      s[half + 2] = b ^ (~c & d);
      s[half + 4] = c ^ (~d & e);
      s[half + 6] = d ^ (~e & a);
      s[half + 8] = e ^ (~a & b);
    }
  }
}

function keccak(s: Int32Array): void {
  for (let round = 0; round < 24; round++) {
    theta(s);
    rhoPi(s);
    chi(s);
    s[0] = s[0]! ^ ROUNDS[round * 2]!;
    s[1] = s[1]! ^ ROUNDS[round * 2 + 1]!;
  }
}

export class Sha3 extends BlockDigest {
  private readonly s = new Int32Array(50);
  /** `suffix`: the bits that tell SHA-3 and SHAKE apart, with the first bit of the padding. */
  constructor(
    rate: number,
    private readonly suffix: number,
  ) {
    super(rate);
  }

  protected block(data: Uint8Array, at: number): void {
    const { s } = this;
    for (let i = 0; i < this.blockSize >> 2; i++) s[i] = s[i]! ^ littleEndian(data, at + i * 4);
    keccak(s);
  }

  copy(): Sha3 {
    const to = new Sha3(this.blockSize, this.suffix);
    this.copyInto(to);
    to.s.set(this.s);
    return to;
  }

  finish(length: number): Uint8Array {
    const { buffer, blockSize } = this;
    buffer.fill(0, this.used);
    buffer[this.used] = this.suffix;
    buffer[blockSize - 1] = buffer[blockSize - 1]! | 0x80;
    this.block(buffer, 0);
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += blockSize) {
      if (at > 0) keccak(this.s);
      out.set(wordBytes(this.s, true).subarray(0, Math.min(blockSize, length - at)), at);
    }
    return out;
  }
}
