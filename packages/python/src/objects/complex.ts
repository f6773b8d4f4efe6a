/** Representation of complex. */
import { PyObject, type PyValue, type Shape } from './object.js';

export class PyComplex extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly re: number,
    readonly im: number,
  ) {
    super(shape);
  }
}
