/** Arithmetic and text of complex; the mixed operations with a real operand are C99's, as in Python 3.14. */
import { length, type Str, toJS } from '../text/core.js';
import { TextError } from '../text/error.js';
import { reprStr } from '../text/repr.js';
import type { VM } from '../vm.js';
import { floatRepr } from './decimal.js';
import { isNegative } from './double.js';
import { atan2, cos, exp, log, sin } from './elementary.js';

import { stripAscii, toAsciiNumber } from './int-text.js';
import { realPower } from './power.js';
import { isSign, realEnd, realValue, underscoresFit } from './scan.js';

export interface Complex {
  readonly real: number;
  readonly imag: number;
}

export function complexMul(a: Complex, b: Complex): Complex {
  const ac = a.real * b.real;
  const bd = a.imag * b.imag;
  const ad = a.real * b.imag;
  const bc = a.imag * b.real;
  const r = { real: ac - bd, imag: ad + bc };
  if (!Number.isNaN(r.real) || !Number.isNaN(r.imag)) return r;
  const overflow = [ac, bd, ad, bc].some((x) => Math.abs(x) === Infinity);
  return infinite(a) || infinite(b) || overflow ? infiniteProduct(a, b) : r;
}

/** An infinite product that came out as NaN (C99, annex G). */
function infiniteProduct(a: Complex, b: Complex): Complex {
  const x = infinite(a) ? boxed(a) : withoutNaN(a);
  const y = infinite(b) ? boxed(b) : withoutNaN(b);
  return {
    real: Infinity * (x.real * y.real - x.imag * y.imag),
    imag: Infinity * (x.real * y.imag + x.imag * y.real),
  };
}

const boxed = (z: Complex): Complex => ({ real: box(z.real), imag: box(z.imag) });
const withoutNaN = (z: Complex): Complex => ({
  real: Number.isNaN(z.real) ? 0 : z.real,
  imag: Number.isNaN(z.imag) ? 0 : z.imag,
});

function zeroDivision(): never {
  throw new TextError('ZeroDivisionError', 'division by zero');
}

/** Quotient by Smith's method: the larger part of the divisor is divided by. */
export function complexDiv(a: Complex, b: Complex): Complex {
  const r = quotient(a, b);
  if (r === undefined) zeroDivision();
  return r;
}

function quotient(a: Complex, b: Complex): Complex | undefined {
  const absReal = Math.abs(b.real);
  const absImag = Math.abs(b.imag);
  let r: Complex;
  if (absReal >= absImag) {
    if (absReal === 0) return undefined;
    const ratio = b.imag / b.real;
    const denom = b.real + b.imag * ratio;
    r = { real: (a.real + a.imag * ratio) / denom, imag: (a.imag - a.real * ratio) / denom };
  } else if (absImag >= absReal) {
    const ratio = b.real / b.imag;
    const denom = b.real * ratio + b.imag;
    r = { real: (a.real * ratio + a.imag) / denom, imag: (a.imag * ratio - a.real) / denom };
  } else r = { real: NaN, imag: NaN };
  return Number.isNaN(r.real) && Number.isNaN(r.imag) ? recovered(a, b, r) : r;
}

/** 1 for an infinity, 0 for what else, with its sign; the NaN of inf * 0 has the sign bit on x86. */
const box = (x: number): number => (Math.abs(x) === Infinity ? 1 : 0) * (isNegative(x) || Number.isNaN(x) ? -1 : 1);
const finite = (z: Complex): boolean => Number.isFinite(z.real) && Number.isFinite(z.imag);
const infinite = (z: Complex): boolean => Math.abs(z.real) === Infinity || Math.abs(z.imag) === Infinity;

/** Infinities and zeros that came out as NaN (C99, annex G). */
function recovered(a: Complex, b: Complex, r: Complex): Complex {
  if (infinite(a) && finite(b)) {
    const x = box(a.real);
    const y = box(a.imag);
    return { real: Infinity * (x * b.real + y * b.imag), imag: Infinity * (y * b.real - x * b.imag) };
  }
  if (infinite(b) && finite(a)) {
    const x = box(b.real);
    const y = box(b.imag);
    return { real: 0 * (a.real * x + a.imag * y), imag: 0 * (a.imag * x - a.real * y) };
  }
  return r;
}

/** complex / real. */
export function complexDivReal(a: Complex, b: number): Complex {
  if (b === 0) zeroDivision();
  return { real: a.real / b, imag: a.imag / b };
}

/** real / complex. */
export function realDivComplex(a: number, b: Complex): Complex {
  const absReal = Math.abs(b.real);
  const absImag = Math.abs(b.imag);
  let r: Complex;
  if (absReal >= absImag) {
    if (absReal === 0) zeroDivision();
    const ratio = b.imag / b.real;
    const denom = b.real + b.imag * ratio;
    r = { real: a / denom, imag: (-a * ratio) / denom };
  } else if (absImag >= absReal) {
    const ratio = b.real / b.imag;
    const denom = b.real * ratio + b.imag;
    r = { real: (a * ratio) / denom, imag: -a / denom };
  } else r = { real: NaN, imag: NaN };
  if (!Number.isNaN(r.real) || !Number.isNaN(r.imag) || !Number.isFinite(a) || !infinite(b)) return r;
  return { real: 0 * (a * box(b.real)), imag: 0 * (-a * box(b.imag)) };
}

/** `abs(z)`. */
export function complexAbs(z: Complex): number {
  if (infinite(z)) return Infinity;
  if (Number.isNaN(z.real) || Number.isNaN(z.imag)) return NaN;
  const r = hypot(z.real, z.imag);
  if (r === Infinity) throw new TextError('OverflowError', 'absolute value too large');
  return r;
}

const SPLITTER = 134217729;

/** a * a - hi where hi is its rounding: the part that was lost. */
function squareError(a: number, hi: number): number {
  const c = SPLITTER * a;
  const h = c - (c - a);
  const l = a - h;
  return h * h - hi + 2 * h * l + l * l;
}

/** sqrt(x^2 + y^2) of finite x and y, correctly rounded in all but very rare cases. */
export function hypot(x: number, y: number): number {
  x = Math.abs(x);
  y = Math.abs(y);
  if (x < y) [x, y] = [y, x];
  if (y === 0 || x > y * 1e17) return x + y;
  let unit = 1;
  if (x > 1e140) unit = 2 ** 600;
  else if (y < 1e-140) unit = 2 ** -600;
  x /= unit;
  y /= unit;
  const xx = x * x;
  const yy = y * y;
  const total = xx + yy;
  const lost = yy - (total - xx) + squareError(x, xx) + squareError(y, yy);
  const r = Math.sqrt(total);
  const rr = r * r;
  return (r + (total - rr - squareError(r, rr) + lost) / (2 * r)) * unit;
}

/** `a ** b`. */
export function complexPow(a: Complex, b: Complex): Complex {
  const n = b.real;
  const r = b.imag === 0 && Number.isInteger(n) && Math.abs(n) <= 100 ? powInteger(a, n) : powGeneral(a, b);
  if (r === undefined) throw new TextError('ZeroDivisionError', 'zero to a negative or complex power');
  if (infinite(r)) throw new TextError('OverflowError', 'complex exponentiation');
  return r;
}

function powInteger(a: Complex, n: number): Complex | undefined {
  const power = powUnsigned(a, Math.abs(n));
  return n > 0 ? power : quotient({ real: 1, imag: 0 }, power);
}

function powUnsigned(a: Complex, n: number): Complex {
  let r: Complex = { real: 1, imag: 0 };
  let base = a;
  for (let mask = 1; n >= mask; mask <<= 1) {
    if (n & mask) r = complexMul(r, base);
    base = complexMul(base, base);
  }
  return r;
}

function powGeneral(a: Complex, b: Complex): Complex | undefined {
  if (b.real === 0 && b.imag === 0) return { real: 1, imag: 0 };
  if (a.real === 0 && a.imag === 0) {
    return b.imag !== 0 || b.real < 0 ? undefined : { real: 0, imag: 0 };
  }
  const size = finite(a) ? hypot(a.real, a.imag) : infinite(a) ? Infinity : NaN;
  const angle = atan2(a.imag, a.real);
  const plain = Number.isFinite(size) && Number.isFinite(b.real) && size > 0 && b.real !== 0;
  let len = plain ? realPower(size, b.real) : size ** b.real;
  let phase = angle * b.real;
  if (b.imag !== 0) {
    len /= exp(angle * b.imag);
    phase += b.imag * log(size);
  }
  return { real: len * cos(phase), imag: len * sin(phase) };
}

/** A part of a complex number: the repr of a float without `.0`. */
function partRepr(x: number): string {
  const text = floatRepr(x);
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}

/** `repr(z)`, also `str(z)`. */
export function complexRepr(z: Complex): string {
  const imag = partRepr(z.imag) + 'j';
  if (z.real === 0 && !isNegative(z.real)) return imag;
  return `(${partRepr(z.real)}${imag.startsWith('-') ? '' : '+'}${imag})`;
}

const isJ = (text: string, i: number): boolean => (text.charCodeAt(i) | 32) === 0x6a && i + 1 === text.length;

/** The coefficient of j: a sign alone stands for 1. */
function coefficient(text: string): number {
  return text === '' || text === '+' ? 1 : text === '-' ? -1 : realValue(text);
}

/** `complex(text)`. */
export function complexFromText(vm: VM, s: Str): Complex {
  if (length(s) > 64) vm.charge(4 * length(s));
  let text = stripAscii(toAsciiNumber(vm, s));
  if (text.includes('_') && !underscoresFit(text))
    throw new TextError('ValueError', `could not convert string to complex: ${toJS(reprStr(vm, s))}`);
  if (text.startsWith('(') && text.endsWith(')') && text.length > 1) text = stripAscii(text.slice(1, -1));
  const first = isSign(text.charCodeAt(0)) ? 1 : 0;
  const found = realEnd(text, first);
  const end = found < 0 ? first : found;
  if (found > 0 && end === text.length) return { real: realValue(text), imag: 0 };
  if (isJ(text, end)) return { real: 0, imag: coefficient(text.slice(0, end)) };
  if (found > 0 && isSign(text.charCodeAt(end))) {
    const second = realEnd(text, end + 1);
    const last = second < 0 ? end + 1 : second;
    if (isJ(text, last)) return { real: realValue(text.slice(0, end)), imag: coefficient(text.slice(end, last)) };
  }
  throw new TextError('ValueError', 'complex() arg is a malformed string');
}
