/** Iterator over a str by code points. `seq` is null once exhausted. */
import { newBuiltinType, ObjectType } from './builtin-types.js';
import { PyObject, type Shape } from './object.js';
import type { Str } from './text/core.js';

export const StrIterType = newBuiltinType('str_iterator', ObjectType, { final: true });
/** CPython has a class of its own for ASCII text. */
export const StrAsciiIterType = newBuiltinType('str_ascii_iterator', ObjectType, { final: true });

export class PyStrIter extends PyObject {
  constructor(
    shape: Shape,
    public seq: Str | null,
    public index: number,
  ) {
    super(shape);
  }
}
