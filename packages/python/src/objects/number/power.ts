/**
 * The real power function, in double-double arithmetic: about 100 bits on the way, one rounding at the end.
 *
 * The engines' own `**` differ from each other and, in the last bit, often from the C library that CPython uses; this
 * one is the same everywhere and agrees with a correctly rounded one in all but very rare cases.
 */
import { mantissaOf, pow2 } from './double.js';

/** An unevaluated sum, |lo| at most half a unit of hi. Scratch values: made anew by each operation. */
interface Double2 {
  hi: number;
  lo: number;
}

const SPLITTER = 134217729;

function fast(a: number, b: number): Double2 {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

function sum(a: number, b: number): Double2 {
  const hi = a + b;
  const v = hi - a;
  return { hi, lo: a - (hi - v) + (b - v) };
}

/** a * b exactly. */
function product(a: number, b: number): Double2 {
  const hi = a * b;
  const ca = SPLITTER * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = SPLITTER * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  return { hi, lo: ah * bh - hi + ah * bl + al * bh + al * bl };
}

function add(a: Double2, b: Double2): Double2 {
  const s = sum(a.hi, b.hi);
  return fast(s.hi, s.lo + a.lo + b.lo);
}

function mul(a: Double2, b: Double2): Double2 {
  const p = product(a.hi, b.hi);
  return fast(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

function div(a: Double2, b: Double2): Double2 {
  const q1 = a.hi / b.hi;
  const p = product(q1, b.hi);
  const r = a.hi - p.hi - p.lo + a.lo - q1 * b.lo;
  return fast(q1, r / b.hi);
}

const LN2: Double2 = { hi: Math.LN2, lo: 2.3190468138462996e-17 };
/** The first 32 bits of ln 2: products with small integers are exact. */
const LN2_HEAD = Math.round(Math.LN2 * 4294967296) / 4294967296;
const LN2_TAIL = Math.LN2 - LN2_HEAD;

/** 1/(2k+1) as double-doubles, for the series of atanh. */
const ODD: Double2[] = [];
/** 1/k! as double-doubles, for the series of exp. */
const FACTORIAL: Double2[] = [];

function oddReciprocal(k: number): Double2 {
  ODD[k] ??= div({ hi: 1, lo: 0 }, { hi: 2 * k + 1, lo: 0 });
  return ODD[k]!;
}

function factorialReciprocal(k: number): Double2 {
  if (k <= 1) return { hi: 1, lo: 0 };
  FACTORIAL[k] ??= div(factorialReciprocal(k - 1), { hi: k, lo: 0 });
  return FACTORIAL[k]!;
}

/** log(x) of a positive finite x: k ln 2 + 2 atanh((m - 1) / (m + 1)). */
function log(x: number): Double2 {
  const { mantissa, exponent } = mantissaOf(x);
  let m = mantissa;
  let k = exponent;
  while (m < 4503599627370496) {
    m *= 2;
    k--;
  }
  m /= 4503599627370496;
  k += 52;
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  const s = div({ hi: m - 1, lo: 0 }, sum(m, 1));
  const z = mul(s, s);
  // The terms beyond the tenth are small enough for plain doubles.
  let tail = 0;
  for (let i = 21; i > 10; i--) tail = (tail + 1 / (2 * i + 1)) * z.hi;
  let series: Double2 = { hi: tail, lo: 0 };
  for (let i = 10; i > 0; i--) series = mul(add(series, oddReciprocal(i)), z);
  series = mul(add(series, { hi: 1, lo: 0 }), s);
  series = { hi: 2 * series.hi, lo: 2 * series.lo };
  if (k === 0) return series;
  return add(mul({ hi: k, lo: 0 }, LN2), series);
}

/** exp(p), times 2^shift at the end. */
function exp(p: Double2): number {
  const n = Math.round(p.hi / LN2.hi);
  if (n > 1100) return Infinity;
  if (n < -1200) return 0;
  let r = add({ hi: p.hi - n * LN2_HEAD, lo: p.lo - n * LN2.lo }, product(-n, LN2_TAIL));
  r = { hi: r.hi / 16, lo: r.lo / 16 };
  let e: Double2 = factorialReciprocal(13);
  for (let i = 12; i >= 0; i--) e = add(mul(e, r), factorialReciprocal(i));
  for (let i = 0; i < 4; i++) e = mul(e, e);
  return scale(e, n);
}

/** (hi + lo) * 2^n, rounded once where the result is subnormal too. */
function scale(x: Double2, n: number): number {
  if (n > 1000) return x.hi * pow2(1000) * pow2(n - 1000);
  if (n >= -960) return x.hi * pow2(n);
  const big = x.hi * pow2(n + 128);
  const tiny = big * pow2(-128);
  // A tie that lo decides.
  const rest = big - tiny * pow2(128);
  if (rest === 0 || Math.abs(rest) !== pow2(-1075 + 128)) return tiny;
  return (big + Math.sign(x.lo) * pow2(-1000 + 50)) * pow2(-128);
}

/** x^n by squaring, for a small n > 0; undefined where the range is left. */
function integerPower(x: Double2, n: number): Double2 | undefined {
  let base = x;
  let r: Double2 | undefined;
  for (;;) {
    if (n & 1) r = r === undefined ? base : mul(r, base);
    n >>= 1;
    if (n === 0) break;
    base = mul(base, base);
    if (!(base.hi < 1e140 && base.hi > 1e-140)) return undefined;
  }
  return r!.hi < 1e280 && r!.hi > 1e-250 ? r : undefined;
}

function root(x: number): Double2 {
  const hi = Math.sqrt(x);
  const p = product(hi, hi);
  return fast(hi, (x - p.hi - p.lo) / (2 * hi));
}

/** x^y for finite x > 0 and finite y other than 0: Infinity where it is too large. */
export function realPower(x: number, y: number): number {
  const a = Math.abs(y);
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === 0.5) return Math.sqrt(x);
  if (a <= 64 && Number.isInteger(2 * a) && x < 1e140 && x > 1e-140) {
    const whole = Number.isInteger(a);
    const r = integerPower(whole ? { hi: x, lo: 0 } : root(x), whole ? a : 2 * a);
    if (r !== undefined) return y > 0 ? r.hi : div({ hi: 1, lo: 0 }, r).hi;
  }
  const l = log(x);
  const approximate = y * l.hi;
  if (approximate > 720) return Infinity;
  if (approximate < -760) return 0;
  const p = product(y, l.hi);
  return exp(fast(p.hi, p.lo + y * l.lo));
}
