/** SHA-224, SHA-256, SHA-384 and SHA-512 (FIPS 180-4). The tables are worked out as the standard defines them. */
import { BlockDigest, bigEndian, carry, readBigEndian, wordBytes } from './digest-blocks.js';

function primes(n: number): number[] {
  const out: number[] = [];
  for (let p = 2; out.length < n; p++) if (out.every((q) => p % q !== 0)) out.push(p);
  return out;
}

/** The first 64 bits of the fraction of the `k`-th root of `p`. */
function rootFraction(p: number, k: number): bigint {
  const target = BigInt(p) << BigInt(64 * k);
  let low = 0n;
  let high = 1n << 70n;
  while (high - low > 1n) {
    const mid = (low + high) >> 1n;
    if (mid ** BigInt(k) <= target) low = mid;
    else high = mid;
  }
  return low & 0xffffffffffffffffn;
}

const highWord = (x: bigint): number => Number(x >> 32n) | 0;
const lowWord = (x: bigint): number => Number(x & 0xffffffffn) | 0;

/** Round constants and start values, as pairs of high and low words. */
interface Tables {
  readonly kHigh: Int32Array;
  readonly kLow: Int32Array;
  readonly h512: Int32Array;
  readonly h384: Int32Array;
  readonly h256: Int32Array;
  readonly h224: Int32Array;
}

let made: Tables | null = null;

function tables(): Tables {
  if (made !== null) return made;
  const list = primes(80);
  const k = list.map((p) => rootFraction(p, 3));
  const h = list.slice(0, 16).map((p) => rootFraction(p, 2));
  const pairs = (xs: bigint[]) => Int32Array.from(xs.flatMap((x) => [highWord(x), lowWord(x)]));
  made = {
    kHigh: Int32Array.from(k, highWord),
    kLow: Int32Array.from(k, lowWord),
    h512: pairs(h.slice(0, 8)),
    h384: pairs(h.slice(8)),
    h256: Int32Array.from(h.slice(0, 8), highWord),
    h224: Int32Array.from(h.slice(8), lowWord),
  };
  return made;
}

/** The start value of SHA-512, high and low words in turn; its high words are that of SHA-256. */
export function startWords(): Int32Array {
  return tables().h512;
}

/** The message schedule of the block that is being mixed in, for SHA-512 in high and low words: nothing outlasts a call. */
const w = new Int32Array(80);
const wl = new Int32Array(80);

/** The pair of words at `i`, high and low, and another. */
function addTo(h: Int32Array, i: number, high: number, low: number): void {
  const sum = (h[i + 1]! >>> 0) + (low >>> 0);
  h[i + 1] = sum;
  h[i] = h[i]! + high + carry(sum);
}

function schedule256(data: Uint8Array, at: number): void {
  readBigEndian(w, 16, data, at);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
}

export class Sha256 extends BlockDigest {
  private readonly h: Int32Array;
  constructor(private readonly size: 28 | 32) {
    super(64);
    const t = tables();
    this.h = (size === 32 ? t.h256 : t.h224).slice();
  }

  protected block(data: Uint8Array, at: number): void {
    const { h } = this;
    const k = tables().kHigh;
    schedule256(data, at);
    let a = h[0]!;
    let b = h[1]!;
    let c = h[2]!;
    let d = h[3]!;
    let e = h[4]!;
    let f = h[5]!;
    let g = h[6]!;
    let z = h[7]!;
    for (let i = 0; i < 64; i += 8) {
      z =
        (z +
          (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
          (g ^ (e & (f ^ g))) +
          k[i]! +
          w[i]!) |
        0;
      d = (d + z) | 0;
      z =
        (z +
          (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
          ((a & b) | (c & (a | b)))) |
        0;
      g =
        (g +
          (((d >>> 6) | (d << 26)) ^ ((d >>> 11) | (d << 21)) ^ ((d >>> 25) | (d << 7))) +
          (f ^ (d & (e ^ f))) +
          k[i + 1]! +
          w[i + 1]!) |
        0;
      c = (c + g) | 0;
      g =
        (g +
          (((z >>> 2) | (z << 30)) ^ ((z >>> 13) | (z << 19)) ^ ((z >>> 22) | (z << 10))) +
          ((z & a) | (b & (z | a)))) |
        0;
      f =
        (f +
          (((c >>> 6) | (c << 26)) ^ ((c >>> 11) | (c << 21)) ^ ((c >>> 25) | (c << 7))) +
          (e ^ (c & (d ^ e))) +
          k[i + 2]! +
          w[i + 2]!) |
        0;
      b = (b + f) | 0;
      f =
        (f +
          (((g >>> 2) | (g << 30)) ^ ((g >>> 13) | (g << 19)) ^ ((g >>> 22) | (g << 10))) +
          ((g & z) | (a & (g | z)))) |
        0;
      e =
        (e +
          (((b >>> 6) | (b << 26)) ^ ((b >>> 11) | (b << 21)) ^ ((b >>> 25) | (b << 7))) +
          (d ^ (b & (c ^ d))) +
          k[i + 3]! +
          w[i + 3]!) |
        0;
      a = (a + e) | 0;
      e =
        (e +
          (((f >>> 2) | (f << 30)) ^ ((f >>> 13) | (f << 19)) ^ ((f >>> 22) | (f << 10))) +
          ((f & g) | (z & (f | g)))) |
        0;
      d =
        (d +
          (((a >>> 6) | (a << 26)) ^ ((a >>> 11) | (a << 21)) ^ ((a >>> 25) | (a << 7))) +
          (c ^ (a & (b ^ c))) +
          k[i + 4]! +
          w[i + 4]!) |
        0;
      z = (z + d) | 0;
      d =
        (d +
          (((e >>> 2) | (e << 30)) ^ ((e >>> 13) | (e << 19)) ^ ((e >>> 22) | (e << 10))) +
          ((e & f) | (g & (e | f)))) |
        0;
      c =
        (c +
          (((z >>> 6) | (z << 26)) ^ ((z >>> 11) | (z << 21)) ^ ((z >>> 25) | (z << 7))) +
          (b ^ (z & (a ^ b))) +
          k[i + 5]! +
          w[i + 5]!) |
        0;
      g = (g + c) | 0;
      c =
        (c +
          (((d >>> 2) | (d << 30)) ^ ((d >>> 13) | (d << 19)) ^ ((d >>> 22) | (d << 10))) +
          ((d & e) | (f & (d | e)))) |
        0;
      b =
        (b +
          (((g >>> 6) | (g << 26)) ^ ((g >>> 11) | (g << 21)) ^ ((g >>> 25) | (g << 7))) +
          (a ^ (g & (z ^ a))) +
          k[i + 6]! +
          w[i + 6]!) |
        0;
      f = (f + b) | 0;
      b =
        (b +
          (((c >>> 2) | (c << 30)) ^ ((c >>> 13) | (c << 19)) ^ ((c >>> 22) | (c << 10))) +
          ((c & d) | (e & (c | d)))) |
        0;
      a =
        (a +
          (((f >>> 6) | (f << 26)) ^ ((f >>> 11) | (f << 21)) ^ ((f >>> 25) | (f << 7))) +
          (z ^ (f & (g ^ z))) +
          k[i + 7]! +
          w[i + 7]!) |
        0;
      e = (e + a) | 0;
      a =
        (a +
          (((b >>> 2) | (b << 30)) ^ ((b >>> 13) | (b << 19)) ^ ((b >>> 22) | (b << 10))) +
          ((b & c) | (d & (b | c)))) |
        0;
    }
    h[0] = h[0]! + a;
    h[1] = h[1]! + b;
    h[2] = h[2]! + c;
    h[3] = h[3]! + d;
    h[4] = h[4]! + e;
    h[5] = h[5]! + f;
    h[6] = h[6]! + g;
    h[7] = h[7]! + z;
  }

  copy(): Sha256 {
    const to = new Sha256(this.size);
    this.copyInto(to);
    to.h.set(this.h);
    return to;
  }

  finish(): Uint8Array {
    this.pad(8, false);
    return wordBytes(this.h, false).slice(0, this.size);
  }
}

function schedule512(data: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    w[i] = bigEndian(data, at + i * 8);
    wl[i] = bigEndian(data, at + i * 8 + 4);
  }
  for (let i = 16; i < 80; i++) {
    const xh = w[i - 15]!;
    const xl = wl[i - 15]!;
    const yh = w[i - 2]!;
    const yl = wl[i - 2]!;
    const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
    const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
    const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
    const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
    const low = (s0l >>> 0) + (s1l >>> 0) + (wl[i - 7]! >>> 0) + (wl[i - 16]! >>> 0);
    wl[i] = low;
    w[i] = s0h + s1h + w[i - 7]! + w[i - 16]! + carry(low);
  }
}

/** 64-bit words are pairs: high at 2i, low at 2i + 1. */
export class Sha512 extends BlockDigest {
  private readonly h: Int32Array;
  constructor(private readonly size: 48 | 64) {
    super(128);
    const t = tables();
    this.h = (size === 64 ? t.h512 : t.h384).slice();
  }

  protected block(data: Uint8Array, at: number): void {
    schedule512(data, at);
    const { h } = this;
    const { kHigh, kLow } = tables();
    let ah = h[0]!;
    let al = h[1]!;
    let bh = h[2]!;
    let bl = h[3]!;
    let ch0 = h[4]!;
    let cl0 = h[5]!;
    let dh = h[6]!;
    let dl = h[7]!;
    let eh = h[8]!;
    let el = h[9]!;
    let fh = h[10]!;
    let fl = h[11]!;
    let gh = h[12]!;
    let gl = h[13]!;
    let zh = h[14]!;
    let zl = h[15]!;
    for (let i = 0; i < 80; i++) {
      const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const ch = gh ^ (eh & (fh ^ gh));
      const cl = gl ^ (el & (fl ^ gl));
      const t1l = (zl >>> 0) + (s1l >>> 0) + (cl >>> 0) + (kLow[i]! >>> 0) + (wl[i]! >>> 0);
      const t1h = (zh + s1h + ch + kHigh[i]! + w[i]! + carry(t1l)) | 0;
      const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const mh = (ah & bh) | (ch0 & (ah | bh));
      const ml = (al & bl) | (cl0 & (al | bl));
      zh = gh;
      zl = gl;
      gh = fh;
      gl = fl;
      fh = eh;
      fl = el;
      const newEl = (dl >>> 0) + ((t1l | 0) >>> 0);
      eh = (dh + t1h + carry(newEl)) | 0;
      el = newEl | 0;
      dh = ch0;
      dl = cl0;
      ch0 = bh;
      cl0 = bl;
      bh = ah;
      bl = al;
      const newAl = ((t1l | 0) >>> 0) + (s0l >>> 0) + (ml >>> 0);
      ah = (t1h + s0h + mh + carry(newAl)) | 0;
      al = newAl | 0;
    }
    addTo(h, 0, ah, al);
    addTo(h, 2, bh, bl);
    addTo(h, 4, ch0, cl0);
    addTo(h, 6, dh, dl);
    addTo(h, 8, eh, el);
    addTo(h, 10, fh, fl);
    addTo(h, 12, gh, gl);
    addTo(h, 14, zh, zl);
  }

  copy(): Sha512 {
    const to = new Sha512(this.size);
    this.copyInto(to);
    to.h.set(this.h);
    return to;
  }

  finish(): Uint8Array {
    this.pad(16, false);
    return wordBytes(this.h, false).slice(0, this.size);
  }
}
