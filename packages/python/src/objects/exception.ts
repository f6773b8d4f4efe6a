/** Exceptions and tracebacks as values. */
import type { PyFrame } from './frame.js';
import { PyObject, type PyValue, type Shape } from './object.js';
import type { PyTuple } from './sequence.js';

/** Any instance of BaseException. Fields of particular classes (`errno`, `name`, ...) are in `fields`, set by the class. */
export class PyException extends PyObject {
  cause: PyException | null = null;
  context: PyException | null = null;
  suppressContext = false;
  traceback: PyTraceback | null = null;
  /** Members that a built-in exception class declares (OSError.errno, NameError.name, StopIteration.value, ...). */
  fields: Map<string, PyValue> | null = null;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public args: PyTuple,
  ) {
    super(shape);
  }
}

/** One entry of a traceback: `lasti` is the index of the instruction in the frame's code. */
export class PyTraceback extends PyObject {
  constructor(
    shape: Shape,
    public next: PyTraceback | null,
    readonly frame: PyFrame,
    readonly lasti: number,
    public lineno: number,
  ) {
    super(shape);
  }
}
