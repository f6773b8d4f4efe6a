/** `FrameLocalsProxy`: a function's variables as a mapping that writes through (PEP 667). */
import { newBuiltinType, ObjectType } from './builtin-types.js';
import type { PyFrame } from './frame.js';
import { PyObject, type Shape } from './object.js';

export const FrameLocalsProxyType = newBuiltinType('FrameLocalsProxy', ObjectType, { final: true, patma: 2 });

export class PyFrameLocals extends PyObject {
  constructor(
    shape: Shape,
    readonly frame: PyFrame,
  ) {
    super(shape);
  }
}
