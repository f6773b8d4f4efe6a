/** complex (Library Reference, "Numeric Types"). Arithmetic with a real operand keeps the signs of zeros (3.14). */
import { ComplexType } from '../objects/builtin-types.js';
import { PyComplex } from '../objects/complex.js';

export function newComplex(re: number, im: number): PyComplex {
  return new PyComplex(ComplexType.root, re, im);
}
