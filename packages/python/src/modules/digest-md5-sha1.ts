/** MD5 (RFC 1321) and SHA-1 (FIPS 180-4). */
import { sin } from '../objects/number/elementary.js';
import { BlockDigest, bigEndian, littleEndian, rotl, wordBytes } from './digest-blocks.js';

let sines: Int32Array | undefined;
/** The constants of the 64 steps: made at the first use, since the tables of `sin` take a while. */
function stepConstants(): Int32Array {
  sines ??= Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(sin(i + 1)) * 4294967296));
  return sines;
}
const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

export class Md5 extends BlockDigest {
  private readonly h = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  private readonly w = new Int32Array(16);
  private readonly constants = stepConstants();
  constructor() {
    super(64);
  }

  protected block(data: Uint8Array, at: number): void {
    const { h, w } = this;
    for (let i = 0; i < 16; i++) w[i] = littleEndian(data, at + i * 4);
    let a = h[0]!;
    let b = h[1]!;
    let c = h[2]!;
    let d = h[3]!;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let f: number;
      let k: number;
      if (round === 0) {
        f = (b & c) | (~b & d);
        k = i;
      } else if (round === 1) {
        f = (d & b) | (~d & c);
        k = (5 * i + 1) & 15;
      } else if (round === 2) {
        f = b ^ c ^ d;
        k = (3 * i + 5) & 15;
      } else {
        f = c ^ (b | ~d);
        k = (7 * i) & 15;
      }
      const sum = (a + f + this.constants[i]! + w[k]!) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + rotl(sum, MD5_SHIFTS[round * 4 + (i & 3)]!)) | 0;
    }
    h[0] = h[0]! + a;
    h[1] = h[1]! + b;
    h[2] = h[2]! + c;
    h[3] = h[3]! + d;
  }

  copy(): Md5 {
    const to = new Md5();
    this.copyInto(to);
    to.h.set(this.h);
    return to;
  }

  finish(): Uint8Array {
    this.pad(8, true);
    return wordBytes(this.h, true);
  }
}

export class Sha1 extends BlockDigest {
  private readonly h = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  private readonly w = new Int32Array(80);
  constructor() {
    super(64);
  }

  protected block(data: Uint8Array, at: number): void {
    const { h, w } = this;
    for (let i = 0; i < 16; i++) w[i] = bigEndian(data, at + i * 4);
    for (let i = 16; i < 80; i++) w[i] = rotl(w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!, 1);
    let a = h[0]!;
    let b = h[1]!;
    let c = h[2]!;
    let d = h[3]!;
    let e = h[4]!;
    for (let i = 0; i < 80; i++) {
      let f: number;
      if (i < 20) f = ((b & c) | (~b & d)) + 0x5a827999;
      else if (i < 40) f = (b ^ c ^ d) + 0x6ed9eba1;
      else if (i < 60) f = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      else f = (b ^ c ^ d) + 0xca62c1d6;
      const sum = (rotl(a, 5) + f + e + w[i]!) | 0;
      e = d;
      d = c;
      c = rotl(b, 30);
      b = a;
      a = sum;
    }
    h[0] = h[0]! + a;
    h[1] = h[1]! + b;
    h[2] = h[2]! + c;
    h[3] = h[3]! + d;
    h[4] = h[4]! + e;
  }

  copy(): Sha1 {
    const to = new Sha1();
    this.copyInto(to);
    to.h.set(this.h);
    return to;
  }

  finish(): Uint8Array {
    this.pad(8, false);
    return wordBytes(this.h, false);
  }
}
