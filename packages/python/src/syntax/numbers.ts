/** Numeric literals (language reference 2.6): text to constant values. */

import { type ConstantValue, FloatConst, ImagConst } from './ast.js';

/** sys.int_info.default_max_str_digits */
export const MAX_STR_DIGITS = 4300;

/** The number of decimal digits when that is more than an int may be read from, else 0. */
export function excessDigits(text: string): number {
  if (/^0[xXoObB]|[.eEjJ]/.test(text)) return 0;
  const digits = text.replaceAll('_', '').length;
  return digits > MAX_STR_DIGITS ? digits : 0;
}

export function parseNumber(text: string): ConstantValue {
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const last = plain.charCodeAt(plain.length - 1) | 32;
  const isRadix = plain.length > 1 && plain.charCodeAt(0) === 48 && plain.charCodeAt(1) >= 65;
  if (isRadix && !/^0[eEjJ]/.test(plain)) return normalInt(plain);
  if (last === 106) return new ImagConst(Number(plain.slice(0, -1)));
  if (/[.eE]/.test(plain)) return new FloatConst(Number(plain));
  return normalInt(plain);
}

function normalInt(text: string): number | bigint {
  const n = Number(text);
  return Number.isSafeInteger(n) ? n : BigInt(text);
}
