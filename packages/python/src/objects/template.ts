/** Representations of template strings (PEP 750). */
import { newBuiltinType, ObjectType } from './builtin-types.js';
import { PyObject, type PyValue, type Shape } from './object.js';
import type { PyTuple } from './sequence.js';

export const TemplateType = newBuiltinType('string.templatelib.Template', ObjectType, { final: true });
export const InterpolationType = newBuiltinType('string.templatelib.Interpolation', ObjectType, { final: true });
export const TemplateIterType = newBuiltinType('string.templatelib.TemplateIter', ObjectType, { final: true });

export class PyInterpolation extends PyObject {
  constructor(
    shape: Shape,
    readonly value: PyValue,
    readonly expression: PyValue,
    readonly conversion: PyValue,
    readonly formatSpec: PyValue,
  ) {
    super(shape);
  }
}

/** One string more than interpolations. */
export class PyTemplate extends PyObject {
  constructor(
    shape: Shape,
    readonly strings: PyTuple,
    readonly interpolations: PyTuple,
  ) {
    super(shape);
  }
}

/** `index` counts strings and interpolations in turn; empty strings are left out. */
export class PyTemplateIter extends PyObject {
  constructor(
    shape: Shape,
    public template: PyTemplate | null,
    public index: number,
  ) {
    super(shape);
  }
}
