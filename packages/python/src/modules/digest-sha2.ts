/** SHA-224, SHA-256, SHA-384 and SHA-512 (FIPS 180-4). The tables are worked out as the standard defines them. */
import { BlockDigest, bigEndian, wordBytes } from './digest-blocks.js';

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
  };
  return made;
}

/** The start value of SHA-512, high and low words in turn; its high words are that of SHA-256. */
export function startWords(): Int32Array {
  return tables().h512;
}

export class Sha256 extends BlockDigest {
  private readonly h: Int32Array;
  private readonly w = new Int32Array(64);
  constructor(private readonly size: 28 | 32) {
    super(64);
    const t = tables();
    this.h = Int32Array.from({ length: 8 }, (_, i) => (size === 32 ? t.h512[i * 2]! : t.h384[i * 2 + 1]!));
  }

  protected block(data: Uint8Array, at: number): void {
    const { h, w } = this;
    const k = tables().kHigh;
    for (let i = 0; i < 16; i++) w[i] = bigEndian(data, at + i * 4);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
    }
    let [a, b, c, d, e, f, g, z] = [h[0]!, h[1]!, h[2]!, h[3]!, h[4]!, h[5]!, h[6]!, h[7]!];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (z + s1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      z = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
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

/** 64-bit words are pairs: high at 2i, low at 2i + 1. */
export class Sha512 extends BlockDigest {
  private readonly h: Int32Array;
  private readonly wh = new Int32Array(80);
  private readonly wl = new Int32Array(80);
  constructor(private readonly size: 48 | 64) {
    super(128);
    const t = tables();
    this.h = (size === 64 ? t.h512 : t.h384).slice();
  }

  private schedule(data: Uint8Array, at: number): void {
    const { wh, wl } = this;
    for (let i = 0; i < 16; i++) {
      wh[i] = bigEndian(data, at + i * 8);
      wl[i] = bigEndian(data, at + i * 8 + 4);
    }
    for (let i = 16; i < 80; i++) {
      const xh = wh[i - 15]!;
      const xl = wl[i - 15]!;
      const yh = wh[i - 2]!;
      const yl = wl[i - 2]!;
      const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
      const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
      const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
      const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
      const low = (s0l >>> 0) + (s1l >>> 0) + (wl[i - 7]! >>> 0) + (wl[i - 16]! >>> 0);
      wl[i] = low;
      wh[i] = s0h + s1h + wh[i - 7]! + wh[i - 16]! + Math.floor(low / 4294967296);
    }
  }

  protected block(data: Uint8Array, at: number): void {
    this.schedule(data, at);
    const { h, wh, wl } = this;
    const { kHigh, kLow } = tables();
    const v = h.slice();
    for (let i = 0; i < 80; i++) {
      const [ah, al, eh, el] = [v[0]!, v[1]!, v[8]!, v[9]!];
      const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const ch = (eh & v[10]!) ^ (~eh & v[12]!);
      const cl = (el & v[11]!) ^ (~el & v[13]!);
      const t1l = (v[15]! >>> 0) + (s1l >>> 0) + (cl >>> 0) + (kLow[i]! >>> 0) + (wl[i]! >>> 0);
      const t1h = (v[14]! + s1h + ch + kHigh[i]! + wh[i]! + Math.floor(t1l / 4294967296)) | 0;
      const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const mh = (ah & v[2]!) ^ (ah & v[4]!) ^ (v[2]! & v[4]!);
      const ml = (al & v[3]!) ^ (al & v[5]!) ^ (v[3]! & v[5]!);
      const newEl = (v[7]! >>> 0) + ((t1l | 0) >>> 0);
      const newEh = (v[6]! + t1h + Math.floor(newEl / 4294967296)) | 0;
      const newAl = ((t1l | 0) >>> 0) + (s0l >>> 0) + (ml >>> 0);
      const newAh = (t1h + s0h + mh + Math.floor(newAl / 4294967296)) | 0;
      v.copyWithin(2, 0, 14);
      v[0] = newAh;
      v[1] = newAl | 0;
      v[8] = newEh;
      v[9] = newEl | 0;
    }
    for (let i = 0; i < 16; i += 2) {
      const low = (h[i + 1]! >>> 0) + (v[i + 1]! >>> 0);
      h[i + 1] = low;
      h[i] = h[i]! + v[i]! + Math.floor(low / 4294967296);
    }
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
