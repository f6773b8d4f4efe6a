/**
 * `cmath` (C99, annex G): each function's value for finite arguments, and its table of special values where a part is
 * infinite or NaN.
 */
import { tuple, typeOf } from '../objects/builtin-types.js';
import { PyComplex } from '../objects/complex.js';
import { defineModule, type MethodRow } from '../objects/define.js';
import { OverflowErrorType, raise, typeError, valueError, ZeroDivisionErrorType } from '../objects/exception-types.js';
import { PyMethodDescr } from '../objects/function.js';
import { type Complex, complexDiv, hypot } from '../objects/number/complex.js';
import { isNegative } from '../objects/number/double.js';
import * as E from '../objects/number/elementary.js';
import { PyFloat, type PyValue, type R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { floatOf, hasMethod, intOf } from '../types/coerce.js';
import { newComplex } from '../types/complex.js';
import { realNumber } from '../types/float.js';
import { convertThenCall, moduleFunction } from './math-arguments.js';

const z = (real: number, imag: number): Complex => ({ real, imag });
const LOG_2 = Math.LN2;

function domain(): never {
  throw valueError('math domain error');
}
function range(): never {
  throw raise(OverflowErrorType, 'math range error');
}

const copysign = (x: number, y: number): number => (isNegative(y) ? -Math.abs(x) : Math.abs(x));
const finite = (a: Complex): boolean => Number.isFinite(a.real) && Number.isFinite(a.imag);
const infinite = (x: number): boolean => x === Infinity || x === -Infinity;

/** The complex value of an argument; undefined: Python code has to be asked. */
function complexOf(v: PyValue): Complex | undefined {
  if (v instanceof PyComplex) return z(v.re, v.im);
  const m = typeOf(v).lookup('__complex__');
  if (m !== undefined && m !== null && !(m instanceof PyMethodDescr)) return undefined;
  const f = floatOf(v);
  if (f !== undefined) return z(f, 0);
  if (intOf(v) === undefined && !hasMethod(v, '__float__') && !hasMethod(v, '__index__')) {
    throw typeError(`must be real number, not ${typeOf(v).name}`);
  }
  const r = realNumber(v);
  return r === undefined ? undefined : z(r, 0);
}

// -- values ------------------------------------------------------------------------------------------------------------------

function absolute(a: Complex): number {
  if (infinite(a.real) || infinite(a.imag)) return Infinity;
  if (Number.isNaN(a.real) || Number.isNaN(a.imag)) return Number.NaN;
  return hypot(a.real, a.imag);
}

function sqrt(a: Complex): Complex {
  if (!finite(a)) return sqrtSpecial(a);
  if (a.real === 0 && a.imag === 0) return z(0, a.imag);
  let ax = Math.abs(a.real);
  const ay = Math.abs(a.imag);
  let s: number;
  if (ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308 && (ax > 0 || ay > 0)) {
    // Subnormal parts: scaled up by an even power of two.
    ax *= 2 ** 54;
    s = Math.sqrt(ax + hypot(ax, ay * 2 ** 54)) * Math.SQRT1_2 * 2 ** -27;
  } else {
    ax /= 8;
    s = 2 * Math.sqrt(ax + hypot(ax, ay / 8));
  }
  const d = ay / (2 * s);
  return a.real >= 0 ? z(s, copysign(d, a.imag)) : z(d, copysign(s, a.imag));
}

function sqrtSpecial(a: Complex): Complex {
  if (infinite(a.imag)) return z(Infinity, a.imag);
  if (a.real === Infinity) return z(Infinity, Number.isNaN(a.imag) ? Number.NaN : copysign(0, a.imag));
  if (a.real === -Infinity) {
    return Number.isNaN(a.imag) ? z(Number.NaN, Infinity) : z(0, copysign(Infinity, a.imag));
  }
  return z(Number.NaN, Number.NaN);
}

function exp(a: Complex): Complex {
  if (!finite(a)) return expSpecial(a);
  let r: Complex;
  if (a.real > 708) {
    const l = E.exp(a.real - 1);
    r = z(l * E.cos(a.imag) * Math.E, l * E.sin(a.imag) * Math.E);
  } else {
    const l = E.exp(a.real);
    r = z(l * E.cos(a.imag), l * E.sin(a.imag));
  }
  if (infinite(r.real) || infinite(r.imag)) range();
  return r;
}

function expSpecial(a: Complex): Complex {
  if (infinite(a.real) && Number.isFinite(a.imag)) {
    const l = a.real > 0 ? Infinity : 0;
    if (a.imag === 0) return z(l, a.imag);
    return z(copysign(l, E.cos(a.imag)), copysign(l, E.sin(a.imag)));
  }
  if (infinite(a.imag) && (Number.isFinite(a.real) || a.real === Infinity)) domain();
  if (a.real === -Infinity) return z(0, copysign(0, a.imag));
  if (a.real === Infinity) return z(Infinity, Number.NaN);
  if (Number.isNaN(a.real) && a.imag === 0) return z(Number.NaN, a.imag);
  return z(Number.NaN, Number.NaN);
}

function log(a: Complex): Complex {
  const imag = E.atan2(a.imag, a.real);
  if (!finite(a)) {
    const real = infinite(a.real) || infinite(a.imag) ? Infinity : Number.NaN;
    return z(real, imag);
  }
  const ax = Math.abs(a.real);
  const ay = Math.abs(a.imag);
  if (ax > Number.MAX_VALUE / 4 || ay > Number.MAX_VALUE / 4) return z(E.log(hypot(ax / 2, ay / 2)) + LOG_2, imag);
  if (ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308) {
    if (ax === 0 && ay === 0) domain();
    return z(E.log(hypot(ax * 2 ** 53, ay * 2 ** 53)) - 53 * LOG_2, imag);
  }
  const h = hypot(ax, ay);
  if (h >= 0.71 && h <= 1.73) {
    const am = Math.max(ax, ay);
    const an = Math.min(ax, ay);
    return z(Math.log1p((am - 1) * (am + 1) + an * an) / 2, imag);
  }
  return z(E.log(h), imag);
}

function sinh(a: Complex): Complex {
  if (!finite(a)) return sinhSpecial(a);
  let r: Complex;
  if (Math.abs(a.real) > 708) {
    const x = a.real - copysign(1, a.real);
    r = z(E.cos(a.imag) * Math.sinh(x) * Math.E, E.sin(a.imag) * E.cosh(x) * Math.E);
  } else r = z(E.cos(a.imag) * Math.sinh(a.real), E.sin(a.imag) * E.cosh(a.real));
  if (infinite(r.real) || infinite(r.imag)) range();
  return r;
}

function sinhSpecial(a: Complex): Complex {
  if (infinite(a.imag) && !Number.isNaN(a.real)) domain();
  if (infinite(a.real)) {
    if (Number.isNaN(a.imag)) return z(a.real, Number.NaN);
    if (a.imag === 0) return z(a.real, a.imag);
    return z(copysign(Infinity, E.cos(a.imag)) * Math.sign(a.real), copysign(Infinity, E.sin(a.imag)));
  }
  if (a.real === 0) return z(a.real, Number.NaN);
  if (Number.isNaN(a.real) && a.imag === 0) return z(Number.NaN, a.imag);
  return z(Number.NaN, Number.NaN);
}

function cosh(a: Complex): Complex {
  if (!finite(a)) return coshSpecial(a);
  let r: Complex;
  if (Math.abs(a.real) > 708) {
    const x = a.real - copysign(1, a.real);
    r = z(E.cos(a.imag) * E.cosh(x) * Math.E, E.sin(a.imag) * Math.sinh(x) * Math.E);
  } else r = z(E.cos(a.imag) * E.cosh(a.real), E.sin(a.imag) * Math.sinh(a.real));
  if (infinite(r.real) || infinite(r.imag)) range();
  return r;
}

function coshSpecial(a: Complex): Complex {
  if (infinite(a.imag) && !Number.isNaN(a.real)) domain();
  if (infinite(a.real)) {
    if (Number.isNaN(a.imag)) return z(Infinity, Number.NaN);
    if (a.imag === 0) return z(Infinity, copysign(0, a.imag) * Math.sign(a.real));
    return z(copysign(Infinity, E.cos(a.imag)), copysign(Infinity, E.sin(a.imag)) * Math.sign(a.real));
  }
  if (a.real === 0) return z(Number.NaN, 0);
  if (Number.isNaN(a.real) && a.imag === 0) return z(Number.NaN, a.imag);
  return z(Number.NaN, Number.NaN);
}

function tanh(a: Complex): Complex {
  if (!finite(a)) {
    if (infinite(a.imag) && Number.isFinite(a.real)) domain();
    if (infinite(a.real)) {
      const turn = Number.isFinite(a.imag) ? 2 * E.sin(a.imag) * E.cos(a.imag) : 0;
      return z(copysign(1, a.real), copysign(0, turn));
    }
    if (Number.isNaN(a.real) && a.imag === 0) return z(Number.NaN, a.imag);
    if (a.real === 0) return z(a.real, Number.NaN);
    return z(Number.NaN, Number.NaN);
  }
  if (Math.abs(a.real) > 708) {
    const s = 4 * E.sin(a.imag) * E.cos(a.imag) * E.exp(-2 * Math.abs(a.real));
    return z(copysign(1, a.real), s);
  }
  const tx = Math.tanh(a.real);
  const ty = E.tan(a.imag);
  const cx = 1 / E.cosh(a.real);
  const txty = tx * ty;
  const denom = 1 + txty * txty;
  return z((tx * (1 + ty * ty)) / denom, (ty / denom) * cx * cx);
}

/** f(iz) / i, for the functions of the circle. */
function turned(f: (a: Complex) => Complex): (a: Complex) => Complex {
  return (a) => {
    const r = f(z(-a.imag, a.real));
    return z(r.imag, -r.real);
  };
}

const LARGE = Number.MAX_VALUE / 4;

function acosh(a: Complex): Complex {
  if (!finite(a)) {
    if (infinite(a.real) || infinite(a.imag)) return z(Infinity, E.atan2(a.imag, a.real));
    return a.real === 0 ? z(Number.NaN, Math.PI / 2) : z(Number.NaN, Number.NaN);
  }
  if (Math.abs(a.real) > LARGE || Math.abs(a.imag) > LARGE) {
    return z(E.log(hypot(a.real / 2, a.imag / 2)) + LOG_2 * 2, E.atan2(a.imag, a.real));
  }
  const s1 = sqrt(z(a.real - 1, a.imag));
  const s2 = sqrt(z(a.real + 1, a.imag));
  return z(E.asinh(s1.real * s2.real + s1.imag * s2.imag), 2 * E.atan2(s1.imag, s2.real));
}

function acos(a: Complex): Complex {
  if (!finite(a)) return acosSpecial(a);
  if (Math.abs(a.real) > LARGE || Math.abs(a.imag) > LARGE) {
    const imag = E.log(hypot(a.real / 2, a.imag / 2)) + LOG_2 * 2;
    return z(E.atan2(Math.abs(a.imag), a.real), a.real < 0 ? -copysign(imag, a.imag) : copysign(imag, -a.imag));
  }
  const s1 = sqrt(z(1 - a.real, -a.imag));
  const s2 = sqrt(z(1 + a.real, a.imag));
  return z(2 * E.atan2(s1.real, s2.real), E.asinh(s2.real * s1.imag - s2.imag * s1.real));
}

function acosSpecial(a: Complex): Complex {
  if (infinite(a.real) || infinite(a.imag)) {
    const real = Number.isNaN(a.imag) || Number.isNaN(a.real) ? Number.NaN : E.atan2(Math.abs(a.imag), a.real);
    return z(real, Number.isNaN(a.imag) ? Infinity : -copysign(Infinity, a.imag));
  }
  return a.real === 0 ? z(Math.PI / 2, Number.NaN) : z(Number.NaN, Number.NaN);
}

function asinh(a: Complex): Complex {
  if (!finite(a)) {
    if (infinite(a.real) || infinite(a.imag)) {
      if (Number.isNaN(a.imag)) return z(a.real, Number.NaN);
      if (Number.isNaN(a.real)) return z(Infinity, Number.NaN);
      return z(copysign(Infinity, a.real), E.atan2(a.imag, Math.abs(a.real)));
    }
    return a.imag === 0 ? z(Number.NaN, a.imag) : z(Number.NaN, Number.NaN);
  }
  if (Math.abs(a.real) > LARGE || Math.abs(a.imag) > LARGE) {
    const real = E.log(hypot(a.real / 2, a.imag / 2)) + LOG_2 * 2;
    return z(copysign(real, a.real), E.atan2(a.imag, Math.abs(a.real)));
  }
  const s1 = sqrt(z(1 + a.imag, -a.real));
  const s2 = sqrt(z(1 - a.imag, a.real));
  return z(E.asinh(s1.real * s2.imag - s2.real * s1.imag), E.atan2(a.imag, s1.real * s2.real - s1.imag * s2.imag));
}

function atanh(a: Complex): Complex {
  if (!finite(a)) {
    if (infinite(a.imag)) return z(copysign(0, a.real), copysign(Math.PI / 2, a.imag));
    if (infinite(a.real))
      return z(copysign(0, a.real), Number.isNaN(a.imag) ? Number.NaN : copysign(Math.PI / 2, a.imag));
    return a.real === 0 ? z(a.real, Number.NaN) : z(Number.NaN, Number.NaN);
  }
  if (isNegative(a.real)) {
    const r = atanh(z(-a.real, -a.imag));
    return z(-r.real, -r.imag);
  }
  const ay = Math.abs(a.imag);
  if (a.real > Math.sqrt(LARGE) || ay > Math.sqrt(LARGE)) {
    const h = hypot(a.real / 2, a.imag / 2);
    return z(a.real / 4 / h / h, -copysign(Math.PI / 2, -a.imag));
  }
  if (a.real === 1 && ay < 1.4916681462400413e-154) {
    if (ay === 0) domain();
    return z(-E.log(Math.sqrt(ay) / Math.sqrt(hypot(ay, 2))), copysign(E.atan2(2, -ay) / 2, a.imag));
  }
  return z(
    Math.log1p((4 * a.real) / ((1 - a.real) * (1 - a.real) + ay * ay)) / 4,
    -E.atan2(-2 * a.imag, (1 - a.real) * (1 + a.real) - ay * ay) / 2,
  );
}

// -- rows --------------------------------------------------------------------------------------------------------------------------

function row(name: string, f: (a: Complex) => R): MethodRow {
  return [
    '($module, z, /)',
    null,
    (vm: VM, v: PyValue): R => {
      const a = complexOf(v);
      return a === undefined ? convertThenCall(vm, 'complexes_then_call', 'cmath', name, [v]) : f(a);
    },
  ];
}
const complexRow = (name: string, f: (a: Complex) => Complex) =>
  row(name, (a) => {
    const r = f(a);
    return newComplex(r.real, r.imag);
  });
const test = (name: string, f: (a: Complex) => boolean) => row(name, f);

function phase(a: Complex): number {
  return E.atan2(a.imag, a.real);
}

function logBase(vm: VM, x: PyValue, base?: PyValue): R {
  const a = complexOf(x);
  const b = base === undefined ? z(1, 0) : complexOf(base);
  if (a === undefined || b === undefined) {
    return convertThenCall(vm, 'complexes_then_call', 'cmath', 'log', base === undefined ? [x] : [x, base]);
  }
  let r = log(a);
  if (base !== undefined) {
    const d = log(b);
    if (d.real === 0 && d.imag === 0) throw raise(ZeroDivisionErrorType, 'division by zero');
    r = complexDiv(r, d);
  }
  return newComplex(r.real, r.imag);
}

function rect(vm: VM, rv: PyValue, phiv: PyValue): R {
  const r = realNumber(rv);
  const phi = realNumber(phiv);
  if (r === undefined || phi === undefined) return convertThenCall(vm, 'reals_then_call', 'cmath', 'rect', [rv, phiv]);
  if (Number.isFinite(r) && Number.isFinite(phi)) {
    return phi === 0 ? newComplex(r, r * phi) : newComplex(r * E.cos(phi), r * E.sin(phi));
  }
  if (infinite(phi) && r !== 0 && !Number.isNaN(r)) domain();
  if (infinite(r) && Number.isFinite(phi) && phi !== 0) {
    const sign = Math.sign(r);
    return newComplex(sign * copysign(Infinity, E.cos(phi)), sign * copysign(Infinity, E.sin(phi)));
  }
  if (phi === 0) return newComplex(r, Number.isNaN(r) ? 0 : r > 0 ? phi : -phi);
  if (r === 0) return newComplex(0, 0);
  return newComplex(infinite(r) ? Infinity : Number.NaN, Number.NaN);
}

function isclose(vm: VM, av: PyValue, bv: PyValue, rel?: PyValue, abs?: PyValue): R {
  const a = complexOf(av);
  const b = complexOf(bv);
  const r = rel === undefined ? 1e-9 : realNumber(rel);
  const t = abs === undefined ? 0 : realNumber(abs);
  if (a === undefined || b === undefined || r === undefined || t === undefined) {
    return vm.lib('cmath_isclose', [
      moduleFunction('cmath', 'isclose'),
      tuple([av, bv]),
      rel ?? new PyFloat(1e-9),
      abs ?? 0,
    ]);
  }
  if (r < 0 || t < 0) throw valueError('tolerances must be non-negative');
  if (a.real === b.real && a.imag === b.imag) return true;
  if (infinite(a.real) || infinite(a.imag) || infinite(b.real) || infinite(b.imag)) return false;
  const d = absolute(z(a.real - b.real, a.imag - b.imag));
  return d <= r * absolute(b) || d <= r * absolute(a) || d <= t;
}

defineModule('cmath', {
  doc: null,
  functions: {
    acos: complexRow('acos', acos),
    acosh: complexRow('acosh', acosh),
    asin: complexRow('asin', turned(asinh)),
    asinh: complexRow('asinh', asinh),
    atan: complexRow('atan', turned(atanh)),
    atanh: complexRow('atanh', atanh),
    cos: complexRow('cos', (a) => cosh(z(-a.imag, a.real))),
    cosh: complexRow('cosh', cosh),
    exp: complexRow('exp', exp),
    isclose: ['($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)', null, isclose],
    isfinite: test('isfinite', finite),
    isinf: test('isinf', (a) => infinite(a.real) || infinite(a.imag)),
    isnan: test('isnan', (a) => Number.isNaN(a.real) || Number.isNaN(a.imag)),
    log: ['($module, z, base=<unrepresentable>, /)', null, logBase],
    log10: complexRow('log10', (a) => {
      const r = log(a);
      return z(r.real / Math.LN10, r.imag / Math.LN10);
    }),
    phase: row('phase', (a) => new PyFloat(phase(a))),
    polar: row('polar', (a) => {
      const r = absolute(a);
      if (r === Infinity && finite(a)) range();
      return tuple([new PyFloat(r), new PyFloat(phase(a))]);
    }),
    rect: ['($module, r, phi, /)', null, rect],
    sin: complexRow('sin', turned(sinh)),
    sinh: complexRow('sinh', sinh),
    sqrt: complexRow('sqrt', sqrt),
    tan: complexRow('tan', turned(tanh)),
    tanh: complexRow('tanh', tanh),
  },
  values: () => [
    ['pi', new PyFloat(Math.PI)],
    ['e', new PyFloat(Math.E)],
    ['tau', new PyFloat(2 * Math.PI)],
    ['inf', new PyFloat(Infinity)],
    ['nan', new PyFloat(Number.NaN)],
    ['infj', newComplex(0, Infinity)],
    ['nanj', newComplex(0, Number.NaN)],
  ],
});
