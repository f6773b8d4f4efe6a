/** BLAKE2b and BLAKE2s (RFC 7693), with key, salt, personalization and the tree parameters. */
import { BlockDigest, carry, littleEndian, readLittleEndian, wordBytes } from './digest-blocks.js';
import { startWords } from './digest-sha2.js';

const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
/** What the eight mixings of a round work on: four words of the state, each. */
const MIXES = Uint8Array.of(
  ...[0, 4, 8, 12],
  ...[1, 5, 9, 13],
  ...[2, 6, 10, 14],
  ...[3, 7, 11, 15],
  ...[0, 5, 10, 15],
  ...[1, 6, 11, 12],
  ...[2, 7, 8, 13],
  ...[3, 4, 9, 14],
);
/** The state and the block's words while a block is mixed in: nothing in them outlasts a call. */
const v = new Int32Array(32);
const m = new Int32Array(32);

/** What stands in the parameter block. */
export interface Blake2Parameters {
  readonly digestSize: number;
  readonly keySize: number;
  readonly fanout: number;
  readonly depth: number;
  readonly leafSize: number;
  readonly nodeOffset: bigint;
  readonly nodeDepth: number;
  readonly innerSize: number;
  readonly salt: Uint8Array;
  readonly person: Uint8Array;
  readonly lastNode: boolean;
}

function parameterBlock(p: Blake2Parameters, wide: boolean): Uint8Array {
  const out = new Uint8Array(wide ? 64 : 32);
  const put = (at: number, size: number, value: bigint) => {
    for (let i = 0; i < size; i++) out[at + i] = Number((value >> BigInt(i * 8)) & 255n);
  };
  out.set([p.digestSize, p.keySize, p.fanout, p.depth]);
  put(4, 4, BigInt(p.leafSize));
  put(8, wide ? 8 : 6, p.nodeOffset);
  const at = wide ? 16 : 14;
  out[at] = p.nodeDepth;
  out[at + 1] = p.innerSize;
  out.set(p.salt, wide ? 32 : 16);
  out.set(p.person, wide ? 48 : 24);
  return out;
}

/** BLAKE2b works on words of 64 bits (pairs: low at 2i, high at 2i + 1), BLAKE2s on words of 32. */
export class Blake2 extends BlockDigest {
  private readonly h: Int32Array;
  constructor(
    private readonly wide: boolean,
    private readonly parameters: Blake2Parameters,
  ) {
    super(wide ? 128 : 64);
    const start = startWords();
    const block = parameterBlock(parameters, wide);
    this.h = new Int32Array(wide ? 16 : 8);
    for (let i = 0; i < this.h.length; i++) {
      const word = wide ? start[i ^ 1]! : start[i * 2]!;
      this.h[i] = word ^ littleEndian(block, i * 4);
    }
  }

  protected override keepsLast(): boolean {
    return true;
  }

  protected block(data: Uint8Array, at: number): void {
    const isLast = this.last;
    // All that was eaten counts, but for what waits behind this block.
    this.counted += isLast ? this.used : this.blockSize;
    if (this.wide) this.block64(data, at, this.counted, isLast);
    else this.block32(data, at, this.counted, isLast);
  }

  private last = false;
  private counted = 0;

  private block32(data: Uint8Array, at: number, count: number, isLast: boolean): void {
    const { h } = this;
    const start = startWords();
    readLittleEndian(m, 16, data, at);
    v.set(h);
    for (let i = 0; i < 8; i++) v[8 + i] = start[i * 2]!;
    v[12] = v[12]! ^ count;
    v[13] = v[13]! ^ Math.floor(count / 4294967296);
    if (isLast) v[14] = ~v[14]!;
    if (isLast && this.parameters.lastNode) v[15] = ~v[15]!;
    for (let round = 0; round < 10; round++) {
      const sigma = SIGMA[round]!;
      for (let i = 0; i < 8; i++) {
        const k = i * 4;
        mix32(MIXES[k]!, MIXES[k + 1]!, MIXES[k + 2]!, MIXES[k + 3]!, sigma[i * 2]!, sigma[i * 2 + 1]!);
      }
    }
    for (let i = 0; i < 8; i++) h[i] = h[i]! ^ v[i]! ^ v[i + 8]!;
  }

  private block64(data: Uint8Array, at: number, count: number, isLast: boolean): void {
    const { h } = this;
    const start = startWords();
    readLittleEndian(m, 32, data, at);
    v.set(h);
    for (let i = 0; i < 16; i++) v[16 + i] = start[i ^ 1]!;
    v[24] = v[24]! ^ count;
    v[25] = v[25]! ^ Math.floor(count / 4294967296);
    if (isLast) {
      v[28] = ~v[28]!;
      v[29] = ~v[29]!;
      if (this.parameters.lastNode) {
        v[30] = ~v[30]!;
        v[31] = ~v[31]!;
      }
    }
    for (let round = 0; round < 12; round++) {
      const sigma = SIGMA[round % 10]!;
      for (let i = 0; i < 8; i++) {
        const k = i * 4;
        mix64(MIXES[k]!, MIXES[k + 1]!, MIXES[k + 2]!, MIXES[k + 3]!, sigma[i * 2]!, sigma[i * 2 + 1]!);
      }
    }
    for (let i = 0; i < 16; i++) h[i] = h[i]! ^ v[i]! ^ v[i + 16]!;
  }

  copy(): Blake2 {
    const to = new Blake2(this.wide, this.parameters);
    this.copyInto(to);
    to.counted = this.counted;
    to.h.set(this.h);
    return to;
  }

  finish(length: number): Uint8Array {
    this.last = true;
    this.buffer.fill(0, this.used);
    this.block(this.buffer, 0);
    return wordBytes(this.h, true).slice(0, length);
  }
}

/** The mixing function G on words a, b, c and d of the state with words x and y of the block. */
function mix32(a: number, b: number, c: number, d: number, x: number, y: number): void {
  let va = v[a]!;
  let vb = v[b]!;
  let vc = v[c]!;
  let vd = v[d]!;
  va = (va + vb + m[x]!) | 0;
  vd ^= va;
  vd = (vd >>> 16) | (vd << 16);
  vc = (vc + vd) | 0;
  vb ^= vc;
  vb = (vb >>> 12) | (vb << 20);
  va = (va + vb + m[y]!) | 0;
  vd ^= va;
  vd = (vd >>> 8) | (vd << 24);
  vc = (vc + vd) | 0;
  vb ^= vc;
  v[a] = va;
  v[b] = (vb >>> 7) | (vb << 25);
  v[c] = vc;
  v[d] = vd;
}

/** The same with words of 64 bits. */
function mix64(a: number, b: number, c: number, d: number, x: number, y: number): void {
  let bl = v[b * 2]!;
  let bh = v[b * 2 + 1]!;
  let sum = (v[a * 2]! >>> 0) + (bl >>> 0) + (m[x * 2]! >>> 0);
  let al = sum | 0;
  let ah = (v[a * 2 + 1]! + bh + m[x * 2 + 1]! + carry(sum)) | 0;
  let dh = v[d * 2]! ^ al;
  let dl = v[d * 2 + 1]! ^ ah;
  sum = (v[c * 2]! >>> 0) + (dl >>> 0);
  let cl = sum | 0;
  let ch = (v[c * 2 + 1]! + dh + carry(sum)) | 0;
  let low = bl ^ cl;
  let high = bh ^ ch;
  bl = (low >>> 24) | (high << 8);
  bh = (high >>> 24) | (low << 8);
  sum = (al >>> 0) + (bl >>> 0) + (m[y * 2]! >>> 0);
  al = sum | 0;
  ah = (ah + bh + m[y * 2 + 1]! + carry(sum)) | 0;
  low = dl ^ al;
  high = dh ^ ah;
  dl = (low >>> 16) | (high << 16);
  dh = (high >>> 16) | (low << 16);
  sum = (cl >>> 0) + (dl >>> 0);
  cl = sum | 0;
  ch = (ch + dh + carry(sum)) | 0;
  low = bl ^ cl;
  high = bh ^ ch;
  v[a * 2] = al;
  v[a * 2 + 1] = ah;
  v[b * 2] = (low << 1) | (high >>> 31);
  v[b * 2 + 1] = (high << 1) | (low >>> 31);
  v[c * 2] = cl;
  v[c * 2 + 1] = ch;
  v[d * 2] = dl;
  v[d * 2 + 1] = dh;
}
