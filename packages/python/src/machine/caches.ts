/** Inline caches: what an instruction learnt the last time it ran. One object an instruction, made at its first miss. */
import type { PyDict } from '../objects/dict.js';
import type { PyType, PyValue, Shape } from '../objects/object.js';

export enum AttrKind {
  None = 0,
  /** The value is in slot `index` of instances with `shape`. */
  Slot = 1,
  /** A function or native method found on the class; the instance has no attribute of this name. */
  Method = 2,
  /** A value of a module: entry `index` of `dict` while its version is `dictVersion`. */
  Module = 3,
  /** A new attribute: `shape` becomes `nextShape`. */
  Add = 4,
  /** A plain class attribute (no descriptor), read through an instance or the class itself. */
  Value = 5,
  /** A `__slots__` member at `index` of `slotted`. */
  Member = 6,
  /** A property `value` (its getter is read each time), and no attribute of this name in the instance. */
  Property = 7,
  /** What `cls.name` gives for exactly the class `cls`, while its version is `version`. */
  ClassValue = 8,
}

export class AttrCache {
  kind: AttrKind = AttrKind.None;
  shape: Shape | null = null;
  cls: PyType | null = null;
  version = 0;
  index = 0;
  value: PyValue = null;
  nextShape: Shape | null = null;
  dict: PyDict | null = null;
  dictVersion = 0;
}

export class GlobalCache {
  globals: PyDict | null = null;
  globalsVersion = 0;
  builtins: PyDict | null = null;
  builtinsVersion = 0;
  /** Where the value is: `dict.vals[index]`. */
  dict: PyDict | null = null;
  index = 0;
}
