/** Functions, cells, bound methods, and the native callables. */
import type { PyCode } from './code.js';
import type { PyDict } from './dict.js';
import type { NativeDef, SelfKind } from './native.js';
import { PyObject, type PyType, type PyValue, type R, type Shape, setAdmission } from './object.js';
import type { PyTuple } from './sequence.js';
import type { VM } from './vm.js';

/** A variable shared between scopes. `value` undefined: unbound. */
export class PyCell extends PyObject {
  constructor(
    shape: Shape,
    public value: PyValue | undefined,
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
  }
}

/** A function of Python code. */
export class PyFunction extends PyObject {
  defaults: PyTuple | null = null;
  kwdefaults: PyDict | null = null;
  closure: PyCell[] | null = null;
  name: string;
  qualname: string;
  doc: PyValue = null;
  module: PyValue = null;
  annotations: PyValue = null;
  annotate: PyValue = null;
  typeParams: PyTuple | null = null;
  dict: PyDict | null = null;
  constructor(
    shape: Shape,
    public code: PyCode,
    readonly globals: PyDict,
    readonly builtins: PyDict,
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
    this.name = code.f.name;
    this.qualname = code.f.qualname;
  }
}

/** `method`: a callable bound to its first argument. */
export class PyMethod extends PyObject {
  constructor(
    shape: Shape,
    readonly func: PyValue,
    readonly self: PyValue,
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
  }
}

/** `builtin_function_or_method`: a native, bound (`self` a value) or a module's function (`self` undefined). Also method-wrapper by its shape. */
export class PyBuiltin extends PyObject {
  constructor(
    shape: Shape,
    readonly def: NativeDef,
    readonly self: PyValue | undefined,
    /** Name of the module for a module's function. */
    readonly module: string | null,
  ) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
  }
}

/** method_descriptor, wrapper_descriptor, classmethod_descriptor (told apart by their type). */
export class PyMethodDescr extends PyObject {
  constructor(
    shape: Shape,
    readonly def: NativeDef,
    readonly owner: PyType,
  ) {
    super(shape);
  }
}

/**
 * A native method that was put into a class which is no subclass of its owner (`__len__ = list.__len__`): what lookups
 * give in its place, so that no fast path runs the native on a self of the wrong layout. It cannot be bound.
 */
export class PyMisplacedMethod extends PyObject {
  readonly def: NativeDef;
  readonly owner: PyType;
  constructor(readonly method: PyMethodDescr) {
    super(method.shape);
    this.def = method.def;
    this.owner = method.owner;
  }
}

setAdmission((cls, found) =>
  found instanceof PyMethodDescr && !cls.isSubtypeOf(found.owner) ? new PyMisplacedMethod(found) : found,
);

/** getset_descriptor and member_descriptor of built-in classes. */
export class PyGetSet extends PyObject {
  constructor(
    shape: Shape,
    readonly name: string,
    readonly owner: PyType,
    readonly get: NativeGet | null,
    readonly set: NativeSet | null,
    readonly del: NativeSet | null,
    readonly doc: string | null,
    readonly selfKind: SelfKind,
  ) {
    super(shape);
  }
}

/** Reads an attribute. `self` is unwrapped as for methods. */
export type NativeGet = (vm: VM, self: any) => R;
/** Writes (or, as `del`, deletes) an attribute. */
export type NativeSet = (vm: VM, self: any, value: PyValue) => R | void;

/** member_descriptor of a `__slots__` name: the value is `obj.slotted[index]`. */
export class PySlotMember extends PyObject {
  constructor(
    shape: Shape,
    readonly name: string,
    readonly owner: PyType,
    readonly index: number,
  ) {
    super(shape);
  }
}

export class PyProperty extends PyObject {
  name: PyValue | undefined = undefined;
  /** `doc` came from the getter: that of a new getter replaces it. */
  getterDoc = false;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public fget: PyValue,
    public fset: PyValue,
    public fdel: PyValue,
    public doc: PyValue,
  ) {
    super(shape);
  }
}

/** staticmethod and classmethod: told apart by their type. `dict` holds what is copied from the wrapped function. */
export class PyWrapperMethod extends PyObject {
  dict: PyDict | null = null;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public callable: PyValue,
  ) {
    super(shape);
  }
}

export class PySuper extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public thisClass: PyType | null,
    public obj: PyValue | undefined,
    public objType: PyType | null,
  ) {
    super(shape);
  }
}

export class PyModule extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  /** Names that only the library sees (objects/restrictions.ts); null: none. */
  privates: PyDict | null = null;
  /** The program cannot set or delete its attributes. */
  sealed = false;
  constructor(
    shape: Shape,
    public dict: PyDict,
  ) {
    super(shape);
  }
}
