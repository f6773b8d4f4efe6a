/** MD5 (RFC 1321) and SHA-1 (FIPS 180-4). */
import { sin } from '../objects/number/elementary.js';
import { BlockDigest, readBigEndian, readLittleEndian, rotl, wordBytes } from './digest-blocks.js';

let sines: Int32Array | undefined;
/** The constants of the 64 steps: made at the first use, since the tables of `sin` take a while. */
function stepConstants(): Int32Array {
  sines ??= Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(sin(i + 1)) * 4294967296));
  return sines;
}
/** The words of the block that is being mixed in: nothing in it outlasts a call. */
const w = new Int32Array(80);

/** MD5 takes the block's words in the order `step * i + from` in each of its four rounds: that of the four functions below. */
const MD5_ORDER = Int32Array.from(
  [
    [1, 0],
    [5, 1],
    [3, 5],
    [7, 0],
  ].flatMap(([step, from]) => Array.from({ length: 16 }, (_, i) => (step! * i + from!) & 15)),
);

export class Md5 extends BlockDigest {
  private readonly h = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  private readonly constants = stepConstants();
  constructor() {
    super(64);
  }

  protected block(data: Uint8Array, at: number): void {
    const { h, constants: k } = this;
    const o = MD5_ORDER;
    readLittleEndian(w, 16, data, at);
    let a = h[0]!;
    let b = h[1]!;
    let c = h[2]!;
    let d = h[3]!;
    for (let i = 0; i < 16; i += 4) {
      a = (b + rotl((a + (d ^ (b & (c ^ d))) + k[i]! + w[i]!) | 0, 7)) | 0;
      d = (a + rotl((d + (c ^ (a & (b ^ c))) + k[i + 1]! + w[i + 1]!) | 0, 12)) | 0;
      c = (d + rotl((c + (b ^ (d & (a ^ b))) + k[i + 2]! + w[i + 2]!) | 0, 17)) | 0;
      b = (c + rotl((b + (a ^ (c & (d ^ a))) + k[i + 3]! + w[i + 3]!) | 0, 22)) | 0;
    }
    for (let i = 16; i < 32; i += 4) {
      a = (b + rotl((a + (c ^ (d & (b ^ c))) + k[i]! + w[o[i]!]!) | 0, 5)) | 0;
      d = (a + rotl((d + (b ^ (c & (a ^ b))) + k[i + 1]! + w[o[i + 1]!]!) | 0, 9)) | 0;
      c = (d + rotl((c + (a ^ (b & (d ^ a))) + k[i + 2]! + w[o[i + 2]!]!) | 0, 14)) | 0;
      b = (c + rotl((b + (d ^ (a & (c ^ d))) + k[i + 3]! + w[o[i + 3]!]!) | 0, 20)) | 0;
    }
    for (let i = 32; i < 48; i += 4) {
      a = (b + rotl((a + (b ^ c ^ d) + k[i]! + w[o[i]!]!) | 0, 4)) | 0;
      d = (a + rotl((d + (a ^ b ^ c) + k[i + 1]! + w[o[i + 1]!]!) | 0, 11)) | 0;
      c = (d + rotl((c + (d ^ a ^ b) + k[i + 2]! + w[o[i + 2]!]!) | 0, 16)) | 0;
      b = (c + rotl((b + (c ^ d ^ a) + k[i + 3]! + w[o[i + 3]!]!) | 0, 23)) | 0;
    }
    for (let i = 48; i < 64; i += 4) {
      a = (b + rotl((a + (c ^ (b | ~d)) + k[i]! + w[o[i]!]!) | 0, 6)) | 0;
      d = (a + rotl((d + (b ^ (a | ~c)) + k[i + 1]! + w[o[i + 1]!]!) | 0, 10)) | 0;
      c = (d + rotl((c + (a ^ (d | ~b)) + k[i + 2]! + w[o[i + 2]!]!) | 0, 15)) | 0;
      b = (c + rotl((b + (d ^ (c | ~a)) + k[i + 3]! + w[o[i + 3]!]!) | 0, 21)) | 0;
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

function schedule(data: Uint8Array, at: number): void {
  readBigEndian(w, 16, data, at);
  for (let i = 16; i < 80; i++) {
    const x = w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!;
    w[i] = (x << 1) | (x >>> 31);
  }
}

export class Sha1 extends BlockDigest {
  private readonly h = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  constructor() {
    super(64);
  }

  protected block(data: Uint8Array, at: number): void {
    const { h } = this;
    schedule(data, at);
    let a = h[0]!;
    let b = h[1]!;
    let c = h[2]!;
    let d = h[3]!;
    let e = h[4]!;
    for (let i = 0; i < 20; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + 0x5a827999 + w[i]!) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + (c ^ (a & (b ^ c))) + 0x5a827999 + w[i + 1]!) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + (b ^ (e & (a ^ b))) + 0x5a827999 + w[i + 2]!) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + (a ^ (d & (e ^ a))) + 0x5a827999 + w[i + 3]!) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + (e ^ (c & (d ^ e))) + 0x5a827999 + w[i + 4]!) | 0;
      c = (c << 30) | (c >>> 2);
    }
    for (let i = 20; i < 40; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + 0x6ed9eba1 + w[i]!) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + 0x6ed9eba1 + w[i + 1]!) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + 0x6ed9eba1 + w[i + 2]!) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + 0x6ed9eba1 + w[i + 3]!) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + 0x6ed9eba1 + w[i + 4]!) | 0;
      c = (c << 30) | (c >>> 2);
    }
    for (let i = 40; i < 60; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + ((b & c) | (d & (b | c))) + (0x8f1bbcdc | 0) + w[i]!) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + ((a & b) | (c & (a | b))) + (0x8f1bbcdc | 0) + w[i + 1]!) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + ((e & a) | (b & (e | a))) + (0x8f1bbcdc | 0) + w[i + 2]!) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + ((d & e) | (a & (d | e))) + (0x8f1bbcdc | 0) + w[i + 3]!) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + ((c & d) | (e & (c | d))) + (0x8f1bbcdc | 0) + w[i + 4]!) | 0;
      c = (c << 30) | (c >>> 2);
    }
    for (let i = 60; i < 80; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + (0xca62c1d6 | 0) + w[i]!) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + (0xca62c1d6 | 0) + w[i + 1]!) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + (0xca62c1d6 | 0) + w[i + 2]!) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + (0xca62c1d6 | 0) + w[i + 3]!) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + (0xca62c1d6 | 0) + w[i + 4]!) | 0;
      c = (c << 30) | (c >>> 2);
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
