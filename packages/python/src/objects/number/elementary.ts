/**
 * exp, log, sin, cos, tan, asin, acos, atan and their like, rounded once: about 75 good bits on the way, so that a
 * result is the correctly rounded one in all but very rare cases, and the same on every engine.
 *
 * Each function takes a table entry near its argument, a number that is exact to twice the precision, and a short
 * series for the small rest. Results of two parts come as the value and, in `low`, what is missing from it.
 */
import { mantissaOf, pow2 } from './double.js';

const SPLITTER = 134217729;
/** What the value of the last operation of two parts misses: scratch. */
let low = 0;

/** a * b; the error in `low`. */
function product(a: number, b: number): number {
  const hi = a * b;
  const ca = SPLITTER * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = SPLITTER * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  low = ah * bh - hi + ah * bl + al * bh + al * bl;
  return hi;
}

/** a + b; the error in `low`. */
function sum(a: number, b: number): number {
  const hi = a + b;
  const v = hi - a;
  low = a - (hi - v) + (b - v);
  return hi;
}

/** (ah + al) / (bh + bl); the rest in `low`. */
function quotient(ah: number, al: number, bh: number, bl: number): number {
  const q = ah / bh;
  const p = product(q, bh);
  const r = (ah - p - low + al - q * bl) / bh;
  const hi = q + r;
  low = r - (hi - q);
  return hi;
}

/** (ah + al) * (bh + bl); the rest in `low`. */
function times(ah: number, al: number, bh: number, bl: number): number {
  const p = product(ah, bh);
  const e = low + (ah * bl + al * bh);
  const hi = p + e;
  low = e - (hi - p);
  return hi;
}

// -- tables: fixed point of so many bits, made at the first use ----------------------------------------------------------

const BITS = 200n;
const ONE = 1n << BITS;

interface Table {
  readonly hi: Float64Array;
  readonly lo: Float64Array;
}

function toParts(v: bigint): [number, number] {
  const hi = scaledBack(v);
  return [hi, scaledBack(v - fixed(hi))];
}
function scaledBack(v: bigint): number {
  return Number(v) * 2 ** -200;
}
function fixed(x: number): bigint {
  if (x === 0) return 0n;
  const { mantissa, exponent } = mantissaOf(Math.abs(x));
  const e = BigInt(exponent) + BITS;
  const m = e >= 0n ? BigInt(mantissa) << e : BigInt(mantissa) >> -e;
  return x < 0 ? -m : m;
}

function makeTable(n: number, f: (j: number) => bigint): Table {
  const hi = new Float64Array(n);
  const lo = new Float64Array(n);
  for (let j = 0; j < n; j++) [hi[j], lo[j]] = toParts(f(j)) as [number, number];
  return { hi, lo };
}

/** x = j / 64 in fixed point. */
const sixtyFourth = (j: number): bigint => (BigInt(j) << BITS) / 64n;

function fixedExp(x: bigint): bigint {
  let term = ONE;
  let total = ONE;
  for (let k = 1n; term !== 0n; k++) {
    term = (term * x) / (ONE * k);
    total += term;
  }
  return total;
}

/** atan(num / den) by its series; |num / den| at most about 1/2. */
function fixedAtan(num: bigint, den: bigint): bigint {
  let term = (num << BITS) / den;
  let total = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term = -(term * num * num) / (den * den);
    total += term / k;
  }
  return total;
}

/** log(num / den) = 2 atanh((num - den) / (num + den)). */
function fixedLog(num: bigint, den: bigint): bigint {
  const a = num - den;
  const b = num + den;
  let term = (a << BITS) / b;
  let total = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term = (term * a * a) / (b * b);
    total += term / k;
  }
  return 2n * total;
}

function fixedSin(x: bigint): bigint {
  let term = x;
  let total = x;
  for (let k = 2n; term !== 0n; k += 2n) {
    term = -(((term * x) / ONE) * x) / (ONE * k * (k + 1n));
    total += term;
  }
  return total;
}

function fixedCos(x: bigint): bigint {
  let term = ONE;
  let total = ONE;
  for (let k = 1n; term !== 0n; k += 2n) {
    term = -(((term * x) / ONE) * x) / (ONE * k * (k + 1n));
    total += term;
  }
  return total;
}

/** Tables and constants of two and three parts. */
class Tables {
  /** exp(j / 64), j from -32 to 32. */
  readonly exp = makeTable(65, (j) => fixedExp(sixtyFourth(j - 32)));
  /** -log(j / 64), j from 0 to 96 (below 40 unused). */
  readonly log = makeTable(97, (j) => (j < 40 ? 0n : -fixedLog(BigInt(j), 64n)));
  /** sin and cos of j / 64, j from 0 to 52. */
  readonly sin = makeTable(53, (j) => fixedSin(sixtyFourth(j)));
  readonly cos = makeTable(53, (j) => fixedCos(sixtyFourth(j)));
  /** atan(j / 64), j from 0 to 64. */
  readonly atan: Table;
  readonly pi: [number, number];
  readonly halfPi: [number, number];
  readonly ln2: [number, number];
  readonly ln2Inverse: [number, number];
  /** ln 2 as 32 bits and two parts more. */
  readonly ln2Head: number;
  readonly ln2Tail: [number, number];
  /** pi / 2 as 32 bits, 32 bits and two parts more. */
  readonly halfPiParts: [number, number, number, number];
  constructor() {
    const pi = 16n * fixedAtan(1n, 5n) - 4n * fixedAtan(1n, 239n);
    this.pi = toParts(pi);
    this.halfPi = toParts(pi / 2n);
    const ln2 = fixedLog(2n, 1n);
    this.ln2 = toParts(ln2);
    this.ln2Inverse = toParts((ONE * ONE) / ln2);
    this.ln2Head = Math.round(Math.LN2 * 4294967296) / 4294967296;
    this.ln2Tail = toParts(ln2 - fixed(this.ln2Head));
    const head = Math.round((Math.PI / 2) * 4294967296) / 4294967296;
    const rest = pi / 2n - fixed(head);
    const middle = Math.round(scaledBack(rest) * 2 ** 65) / 2 ** 65;
    const [a, b] = toParts(rest - fixed(middle));
    this.halfPiParts = [head, middle, a, b];
    this.atan = makeTable(65, (j) =>
      j <= 32 ? fixedAtan(BigInt(j), 64n) : pi / 4n - fixedAtan(BigInt(64 - j), BigInt(64 + j)),
    );
  }
}
let made: Tables | undefined;
function tables(): Tables {
  made ??= new Tables();
  return made;
}

// -- exponential ---------------------------------------------------------------------------------------------------------

/** Exponent of two that the last `expParts` left out: scratch. */
let scaleBits = 0;

/** exp(x + xl) = (value + low) * 2^scaleBits. |x| below 800. */
function expParts(x: number, xl: number): number {
  const t = tables();
  const k = Math.round(x / Math.LN2);
  scaleBits = k;
  const a = x - k * t.ln2Head;
  const p = product(k, t.ln2Tail[0]);
  const pl = low;
  const r = sum(a, -p);
  const rl = low - pl - k * t.ln2Tail[1] + xl;
  const j = Math.round(r * 64);
  const b = r - j / 64;
  const q = b * b * (0.5 + b * (1 / 6 + b * (1 / 24 + b * (1 / 120 + b * (1 / 720 + b / 5040)))));
  const hi = t.exp.hi[j + 32]!;
  const lo = t.exp.lo[j + 32]!;
  const m = product(hi, b);
  const ml = low;
  const s = sum(hi, m);
  const rest = low + ml + hi * (q + rl * (1 + b)) + lo * (1 + b + q);
  const v = s + rest;
  low = rest - (v - s);
  return v;
}

/** (value + rest) * 2^n, rounded once. */
function scale(value: number, rest: number, n: number): number {
  if (n > 1000) return value * pow2(1000) * pow2(n - 1000);
  if (n >= -1000) return value * pow2(n);
  // Subnormal: the rest decides where the rounding of the first part came to lie on a tie.
  const tiny = value * pow2(-900) * pow2(Math.max(n + 900, -1074));
  const back = tiny * pow2(900) * pow2(-Math.max(n + 900, -1074)) - value;
  if (back !== 0 && Math.abs(back) * 2 === pow2(-1074 - n) && rest !== 0 && rest > 0 === back < 0) {
    return tiny + (rest > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE);
  }
  return tiny;
}

export function exp(x: number): number {
  if (!(x > -746)) return Number.isNaN(x) ? x : 0;
  if (x > 710) return Infinity;
  const v = expParts(x, 0);
  return scale(v, low, scaleBits);
}

export function exp2(x: number): number {
  if (!(x > -1076)) return Number.isNaN(x) ? x : 0;
  if (x >= 1024) return Infinity;
  const k = Math.round(x);
  const t = tables();
  const f = times(x - k, 0, t.ln2[0], t.ln2[1]);
  const v = expParts(f, low);
  return scale(v, low, scaleBits + k);
}

export function cosh(x: number): number {
  const a = Math.abs(x);
  if (a < 0.34657359027997264) {
    const t = Math.expm1(a);
    return 1 + (t * t) / (2 * (1 + t));
  }
  if (a < 22) {
    const t = exp(a);
    return t / 2 + 0.5 / t;
  }
  if (!(a < 711)) return Number.isNaN(x) ? x : Infinity;
  const v = expParts(a, 0);
  return scale(v / 2, low / 2, scaleBits);
}

// -- logarithm -------------------------------------------------------------------------------------------------------------

/** log(x + xl) for a normal x > 0: value and `low`. */
function logParts(x: number, xl: number): number {
  const t = tables();
  const { mantissa, exponent } = mantissaOf(x);
  let m = mantissa;
  let k = exponent + 52;
  while (m < 4503599627370496) {
    m *= 2;
    k--;
  }
  m /= 4503599627370496;
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  const ml = xl === 0 ? 0 : xl * pow2(-k);
  const j = Math.round(64 / m);
  const p = product(m, j / 64);
  const r = p - 1;
  const rl = low + (ml * j) / 64;
  const square = product(r, r);
  const sl = low;
  let series = 0;
  for (let n = 11; n >= 3; n--) series = 1 / n - series * r;
  const tail = series * r * square - sl / 2 + rl * (1 - r);
  // k ln 2 - log(j / 64) + r - r^2 / 2 + tail, from the largest part on.
  const kh = k * t.ln2Head;
  const s1 = sum(kh, t.log.hi[j]!);
  let rest = low;
  const s2 = sum(s1, r);
  rest += low;
  const s3 = sum(s2, -square / 2);
  rest += low + tail + t.log.lo[j]! + k * t.ln2Tail[0] + k * t.ln2Tail[1];
  const v = s3 + rest;
  low = rest - (v - s3);
  return v;
}

export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  return x === 1 ? 0 : logParts(x, 0);
}

export function log2(x: number): number {
  if (!(x > 0 && x < Infinity)) return log(x);
  const { mantissa, exponent } = mantissaOf(x);
  let k = exponent + 52;
  let m = mantissa;
  while (m < 4503599627370496) {
    m *= 2;
    k--;
  }
  m /= 4503599627370496;
  if (m === 1) return k;
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  const v = logParts(m, 0);
  const t = tables();
  const f = times(v, low, t.ln2Inverse[0], t.ln2Inverse[1]);
  const fl = low;
  const s = sum(k, f);
  return s + (low + fl);
}

// -- circle ------------------------------------------------------------------------------------------------------------------

/** Quadrant of the last reduction: scratch. */
let quadrant = 0;

/** x - k pi / 2 within +-pi/4: value and `low`; k mod 4 in `quadrant`. */
function reduce(x: number): number {
  if (Math.abs(x) > 1e6) return reduceLarge(x);
  const t = tables();
  const k = Math.round(x / (Math.PI / 2));
  quadrant = ((k % 4) + 4) % 4;
  const [a, b, c, d] = t.halfPiParts;
  const first = x - k * a;
  const second = sum(first, -k * b);
  const sl = low;
  const p = product(k, c);
  const pl = low;
  const r = sum(second, -p);
  const rest = low + sl - pl - k * d;
  const v = r + rest;
  low = rest - (v - r);
  return v;
}

const LARGE_BITS = 1300n;
let largePi: bigint | undefined;

/** pi with LARGE_BITS bits after the point. */
function piForLarge(): bigint {
  if (largePi !== undefined) return largePi;
  const one = 1n << LARGE_BITS;
  const atan = (den: bigint): bigint => {
    let power = one / den;
    let total = power;
    for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
      power /= den * den;
      total += (sign * power) / k;
    }
    return total;
  };
  largePi = 16n * atan(5n) - 4n * atan(239n);
  return largePi;
}

function reduceLarge(x: number): number {
  const { mantissa, exponent } = mantissaOf(Math.abs(x));
  const half = piForLarge() / 2n;
  const shift = BigInt(exponent) + LARGE_BITS;
  const n = BigInt(mantissa) << shift;
  let k = n / half;
  let r = n - k * half;
  if (2n * r > half) {
    k += 1n;
    r -= half;
  }
  if (x < 0) {
    k = -k;
    r = -r;
  }
  quadrant = Number(((k % 4n) + 4n) % 4n);
  const [hi, lo] = toParts(r >> (LARGE_BITS - BITS));
  low = lo;
  return hi;
}

/** sin(r + rl) for |r| up to pi/4: value and `low`. */
function sinParts(r: number, rl: number): number {
  if (r < 0) {
    const v = sinParts(-r, -rl);
    low = -low;
    return -v;
  }
  const t = tables();
  const j = Math.round(r * 64);
  const b = r - j / 64;
  const bb = b * b;
  const cube = b * bb * (-1 / 6 + bb * (1 / 120 - bb / 5040)) + rl;
  const cosm1 = bb * (-0.5 + bb * (1 / 24 - bb / 720));
  const S = t.sin.hi[j]!;
  const C = t.cos.hi[j]!;
  const p = product(C, b);
  const pl = low;
  const s = sum(S, p);
  const rest = low + pl + C * cube + S * cosm1 + t.sin.lo[j]! + t.cos.lo[j]! * b - S * b * rl;
  const v = s + rest;
  low = rest - (v - s);
  return v;
}

/** cos(r + rl) for |r| up to pi/4: value and `low`. */
function cosParts(r: number, rl: number): number {
  if (r < 0) return cosParts(-r, -rl);
  const t = tables();
  const j = Math.round(r * 64);
  const b = r - j / 64;
  const bb = b * b;
  const cube = b * bb * (-1 / 6 + bb * (1 / 120 - bb / 5040)) + rl;
  const cosm1 = bb * (-0.5 + bb * (1 / 24 - bb / 720));
  const S = t.sin.hi[j]!;
  const C = t.cos.hi[j]!;
  const p = product(-S, b);
  const pl = low;
  const s = sum(C, p);
  const rest = low + pl - S * cube + C * cosm1 + t.cos.lo[j]! - t.sin.lo[j]! * b - C * b * rl;
  const v = s + rest;
  low = rest - (v - s);
  return v;
}

export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) < 1e-9) return x;
  const r = reduce(x);
  const v = quadrant % 2 === 0 ? sinParts(r, low) : cosParts(r, low);
  return quadrant < 2 ? v : -v;
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  const r = reduce(x);
  const v = quadrant % 2 === 0 ? cosParts(r, low) : sinParts(r, low);
  return quadrant === 0 || quadrant === 3 ? v : -v;
}

export function tan(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) < 1e-9) return x;
  const r = reduce(x);
  const rl = low;
  const s = sinParts(r, rl);
  const sl = low;
  const c = cosParts(r, rl);
  const cl = low;
  return quadrant % 2 === 0 ? quotient(s, sl, c, cl) : -quotient(c, cl, s, sl);
}

/** sin(pi x) and cos(pi x) are the reflection formula's. */
export function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const n = Math.round(2 * y);
  let r: number;
  switch (n) {
    case 0:
      r = sin(Math.PI * y);
      break;
    case 1:
      r = cos(Math.PI * (y - 0.5));
      break;
    case 2:
      r = sin(Math.PI * (1 - y));
      break;
    case 3:
      r = -cos(Math.PI * (y - 1.5));
      break;
    default:
      r = sin(Math.PI * (y - 2));
  }
  return x < 0 ? -r : r;
}

// -- inverse functions of the circle ---------------------------------------------------------------------------------------------

/** atan of (yh + yl) / (xh + xl), all positive: value and `low`. */
function atanParts(yh: number, yl: number, xh: number, xl: number): number {
  const t = tables();
  if (yh > xh) {
    const v = atanParts(xh, xl, yh, yl);
    const vl = low;
    const s = sum(t.halfPi[0], -v);
    const rest = low + t.halfPi[1] - vl;
    const hi = s + rest;
    low = rest - (hi - s);
    return hi;
  }
  const q = quotient(yh, yl, xh, xl);
  const ql = low;
  const j = Math.round(q * 64);
  const c = j / 64;
  // (q - c) / (1 + q c)
  const n = q - c;
  const d = product(q, c);
  const dl = low + ql * c;
  const e = sum(1, d);
  const u = quotient(n, ql, e, low + dl);
  const ul = low;
  const uu = u * u;
  const tail = u * uu * (-1 / 3 + uu * (1 / 5 + uu * (-1 / 7 + uu * (1 / 9 - uu / 11)))) + ul;
  const s = sum(t.atan.hi[j]!, u);
  const rest = low + tail + t.atan.lo[j]!;
  const v = s + rest;
  low = rest - (v - s);
  return v;
}

export function atan(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x;
  if (Math.abs(x) < 1e-9) return x;
  const v = Math.abs(x) > 1e18 ? tables().halfPi[0] : atanParts(Math.abs(x), 0, 1, 0);
  return x < 0 ? -v : v;
}

export function atan2(y: number, x: number): number {
  if (y === 0 || x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return Math.atan2(y, x);
  const ay = Math.abs(y);
  const ax = Math.abs(x);
  const ratio = ay / ax;
  let v: number;
  if (ratio > 1e18 || ratio < 1e-18 || ratio === 0 || Math.max(ax, ay) > 1e150 || Math.min(ax, ay) < 1e-150) {
    v = scaledAtan2(ay, ax, ratio);
    if (x > 0) return y < 0 ? -v : v;
    v = ratio < 1e-18 ? Math.PI : Math.PI - v;
    return y < 0 ? -v : v;
  }
  v = atanParts(ay, 0, ax, 0);
  if (x < 0) {
    const t = tables();
    const vl = low;
    const s = sum(t.pi[0], -v);
    v = s + (low + t.pi[1] - vl);
  }
  return y < 0 ? -v : v;
}

function scaledAtan2(ay: number, ax: number, ratio: number): number {
  if (ratio > 1e18) return tables().halfPi[0];
  if (ratio < 1e-9) return ratio;
  const unit = pow2(Math.max(-1000, Math.min(1000, -Math.round(Math.log2(ax)))));
  return atanParts(ay * unit, 0, ax * unit, 0);
}

/** sqrt(1 - x^2): value and `low`. */
function cofunction(x: number): number {
  const p = product(x, x);
  const pl = low;
  const d = 1 - p;
  const s = sum(d, 1 - d - p - pl);
  const sl = low;
  const r = Math.sqrt(s);
  if (r === 0) {
    low = 0;
    return 0;
  }
  const rr = product(r, r);
  const e = (s - rr - low + sl) / (2 * r);
  const hi = r + e;
  low = e - (hi - r);
  return hi;
}

export function asin(x: number): number {
  const a = Math.abs(x);
  if (!(a <= 1)) return NaN;
  if (a < 1e-9) return x;
  if (a === 1) return x * tables().halfPi[0];
  const c = cofunction(a);
  const v = atanParts(a, 0, c, low);
  return x < 0 ? -v : v;
}

export function acos(x: number): number {
  const a = Math.abs(x);
  if (!(a <= 1)) return NaN;
  if (a === 1) return x > 0 ? 0 : Math.PI;
  if (x === 0) return tables().halfPi[0];
  const c = cofunction(a);
  const cl = low;
  const v = atanParts(c, cl, a, 0);
  if (x > 0) return v;
  const t = tables();
  const vl = low;
  const s = sum(t.pi[0], -v);
  return s + (low + t.pi[1] - vl);
}

// -- roots -----------------------------------------------------------------------------------------------------------------------

export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  let a = Math.abs(x);
  let unit = 1;
  if (a > 1e200) {
    a *= pow2(-600);
    unit = pow2(200);
  } else if (a < 1e-200) {
    a *= pow2(600);
    unit = pow2(-200);
  }
  const r = Math.cbrt(a);
  const rr = product(r, r);
  const rl = low;
  const cube = times(rr, rl, r, 0);
  const v = (r + (a - cube - low) / (3 * rr)) * unit;
  return x < 0 ? -v : v;
}

/** asinh and acosh as logarithms of sums. */
export function asinh(x: number): number {
  const a = Math.abs(x);
  if (!Number.isFinite(x) || a < 2 ** -28) return x;
  let w: number;
  if (a > 2 ** 28) w = log(a) + Math.LN2;
  else if (a > 2) w = log(2 * a + 1 / (Math.sqrt(x * x + 1) + a));
  else {
    const t = x * x;
    w = Math.log1p(a + t / (1 + Math.sqrt(1 + t)));
  }
  return x < 0 ? -w : w;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  if (x >= 2 ** 28) return x === Infinity ? x : log(x) + Math.LN2;
  if (x === 1) return 0;
  if (x > 2) {
    const t = x * x;
    return log(2 * x - 1 / (x + Math.sqrt(t - 1)));
  }
  const t = x - 1;
  return Math.log1p(t + Math.sqrt(2 * t + t * t));
}
