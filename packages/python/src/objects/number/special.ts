/**
 * gamma, lgamma (Lanczos' approximation, as CPython has it, so that the last digits agree), erf and erfc (series in
 * fixed point, rounded once).
 */
import { mantissaOf, scaled } from './double.js';
import { exp, log, sinPi } from './elementary.js';
import { realPower } from './power.js';

const power = (x: number, y: number): number => (y === 0 ? 1 : realPower(x, y));

/** Lanczos' parameter, and the rational function that belongs to it (Boost's lanczos13m53). */
const G = 6.02468004077673;
const G_MINUS_HALF = 5.52468004077673;
const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.355667, 17921034426.037209, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];
const LOG_PI = 1.1447298858494002;

function lanczosSum(x: number): number {
  let num = 0;
  let den = 0;
  if (x < 5) {
    for (let i = 12; i >= 0; i--) {
      num = num * x + NUMERATOR[i]!;
      den = den * x + DENOMINATOR[i]!;
    }
  } else {
    for (let i = 0; i <= 12; i++) {
      num = num / x + NUMERATOR[i]!;
      den = den / x + DENOMINATOR[i]!;
    }
  }
  return num / den;
}

const FACTORIALS: number[] = [1];
for (let i = 1; i < 23; i++) FACTORIALS.push(FACTORIALS[i - 1]! * i);

/** gamma(x) of a finite x that is no pole; Infinity where it is too large. */
export function gamma(x: number): number {
  if (Number.isInteger(x) && x <= 23) return FACTORIALS[x - 1]!;
  const a = Math.abs(x);
  if (a < 1e-20) return 1 / x;
  if (a > 200) {
    if (x > 0) return Infinity;
    return Math.floor(x) % 2 === 0 ? 0 : -0;
  }
  const y = a + G_MINUS_HALF;
  // What the sum y has lost, as a correction.
  const lost = a > G_MINUS_HALF ? y - a - G_MINUS_HALF : y - G_MINUS_HALF - a;
  const z = (lost * G) / y;
  if (x < 0) {
    let r = ((-Math.PI / sinPi(a) / a) * exp(y)) / lanczosSum(a);
    r -= z * r;
    if (a < 140) return r / power(y, a - 0.5);
    const p = power(y, a / 2 - 0.25);
    return r / p / p;
  }
  let r = lanczosSum(a) / exp(y);
  r += z * r;
  if (a < 140) return r * power(y, a - 0.5);
  const p = power(y, a / 2 - 0.25);
  return r * p * p;
}

/** log |gamma(x)| of a finite x that is no pole. */
export function lgamma(x: number): number {
  if (Number.isInteger(x) && (x === 1 || x === 2)) return 0;
  const a = Math.abs(x);
  if (a < 1e-20) return -log(a);
  let r = log(lanczosSum(a)) - G;
  r += (a - 0.5) * (log(a + G - 0.5) - 1);
  if (x < 0) r = LOG_PI - log(Math.abs(sinPi(a))) - log(a) - r;
  return r;
}

// -- error function ------------------------------------------------------------------------------------------------------

/** 2 / sqrt(pi) with `bits` bits after the point. */
function twoOverRootPi(bits: bigint): bigint {
  const one = 1n << (bits + 32n);
  const atan = (den: bigint): bigint => {
    let power = one / den;
    let total = power;
    for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
      power /= den * den;
      total += (sign * power) / k;
    }
    return total;
  };
  const pi = 16n * atan(5n) - 4n * atan(239n);
  return ((2n * one * one) / root(pi * one)) >> 32n;
}

function root(n: bigint): bigint {
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

const factors = new Map<bigint, bigint>();

/** erf(x) of 0 < x in fixed point with `bits` bits. */
function fixedErf(x: number, bits: bigint): bigint {
  const { mantissa, exponent } = mantissaOf(x);
  const e = bits + BigInt(exponent);
  const t = e >= 0n ? BigInt(mantissa) << e : BigInt(mantissa) >> -e;
  const square = (t * t) >> bits;
  let term = t;
  let total = t;
  for (let n = 1n; term !== 0n; n++) {
    term = -((term * square) >> bits) / n;
    total += term / (2n * n + 1n);
  }
  let factor = factors.get(bits);
  if (factor === undefined) {
    factor = twoOverRootPi(bits);
    factors.set(bits, factor);
  }
  return (total * factor) >> bits;
}

/** Bits that the alternating series loses at x, and steps that it takes. */
export function erfCost(x: number): number {
  const a = Number.isNaN(x) ? 0 : Math.min(Math.abs(x), 27);
  return 40 + Math.ceil(a * a * a * a * 0.02 + a * a * 4);
}

function bitsFor(x: number, result: number): bigint {
  return BigInt(Math.ceil((x * x * 1.4427 + result + 160) / 64) * 64);
}

export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a < 1e-8) return x * 1.1283791670955126;
  let r = 1;
  if (a < 6) {
    const bits = bitsFor(a, 60);
    r = scaled(fixedErf(a, bits), -Number(bits));
  }
  return x < 0 ? -r : r;
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 27.3) return 0;
  if (x < -6) return 2;
  if (Math.abs(x) < 1e-17) return 1;
  const a = Math.abs(x);
  const bits = bitsFor(a, x > 0 ? x * x * 1.4427 + 80 : 80);
  const one = 1n << bits;
  const e = fixedErf(a, bits);
  return scaled(x > 0 ? one - e : one + e, -Number(bits));
}
