/** A double as integer mantissa and exponent, and back with correct rounding. */
import { bitLength, normalize } from './int.js';

const view = new DataView(new ArrayBuffer(8));

/** 2^n for -1074 <= n <= 1023. */
export function pow2(n: number): number {
  if (n < -1022) return 2 ** -1022 * pow2(n + 1022);
  view.setUint32(0, (n + 1023) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/** x = mantissa * 2^exponent with an integer mantissa below 2^53; x is finite and >= 0. */
export function mantissaOf(x: number): { mantissa: number; exponent: number } {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const fraction = (high & 0xfffff) * 4294967296 + view.getUint32(4);
  if (biased === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction + 4503599627370496, exponent: biased - 1075 };
}

/** m * 2^e, rounded half to even; Infinity where it is too large. m >= 0. */
export function scaled(m: bigint, e: number): number {
  if (m === 0n) return 0;
  const bits = bitLength(normalize(m));
  if (bits + e > 1024) return Infinity;
  if (bits + e < -1080) return 0;
  // Exponent of the last bit that the result keeps.
  const last = Math.max(bits + e - 53, -1074);
  const shift = last - e;
  if (shift <= 0) return Number(m << BigInt(-shift)) * pow2(last);
  const drop = BigInt(shift);
  let q = m >> drop;
  const rest = m - (q << drop);
  const half = 1n << (drop - 1n);
  if (rest > half || (rest === half && (q & 1n) === 1n)) q += 1n;
  return last > 1023 ? Infinity : Number(q) * pow2(last);
}

/** Magnitude 0, with the sign of `like`. */
export function signedZero(like: number): number {
  return isNegative(like) ? -0 : 0;
}

/** The sign bit (that of a NaN is not told). */
export function isNegative(x: number): boolean {
  return x < 0 || Object.is(x, -0);
}
