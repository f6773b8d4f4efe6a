/** format(value, spec) of the built-in classes. */

import { floatRepr } from '../objects/number/decimal.js';
import type { Int } from '../objects/number/int.js';
import { intToDecimal } from '../objects/number/int-text.js';
import type { PyValue, R } from '../objects/object.js';
import type { Str } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';

export function formatInt(vm: VM, n: Int, _spec: PyValue): R {
  return intToDecimal(vm, n);
}
export function formatFloat(_vm: VM, x: number, _spec: PyValue): R {
  return floatRepr(x);
}
export function formatStr(_vm: VM, s: Str, _spec: PyValue): R {
  return s;
}
export function formatComplex(_vm: VM, _re: number, _im: number, _spec: PyValue): R {
  return '';
}
