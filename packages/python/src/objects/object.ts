/**
 * What a Python value is, and the two things every heap object has: a shape and its slots.
 *
 * | Python | TypeScript |
 * | --- | --- |
 * | None, bool | `null`, `boolean` |
 * | int | `number` while |n| <= 2^53-1 (never -0), else `bigint`: one form for each value |
 * | float | `PyFloat` |
 * | str | `string` where each UTF-16 unit is a code point, else `PyWideStr` |
 * | everything else | `PyObject` |
 *
 * Invariant: `undefined` is never a Python value; it means unbound or missing. `typeOf(v)` is total over PyValue.
 * A shape belongs to one class, so an equal shape implies an equal class and the same attributes in the same slots.
 */
import type { PyDict } from './dict.js';
import type { NativeDef } from './native.js';

export type PyValue = null | boolean | number | bigint | string | PyFloat | PyWideStr | PyObject;

/** "Run a call in my place": what a native answers when only Python code can go on. See `vm.ts`. */
export class Delegate {
  declare private readonly brand: undefined;
}
export const DELEGATE = new Delegate();
/** The answer of a native: a value, or DELEGATE with the call left in the machine. */
export type R = PyValue | Delegate;

/** Beyond this many attributes an instance keeps a dict instead of a shape. */
const MAX_SHAPE_SLOTS = 64;
/** Beyond this many shapes a class stops making new ones. */
const MAX_SHAPES_PER_CLASS = 512;

/** A hidden class: names to slot numbers, for the instances of one Python class. */
export class Shape {
  private index: Map<string, number> | null = null;
  private next: Map<string, Shape> | null = null;
  constructor(
    readonly cls: PyType,
    readonly parent: Shape | null,
    readonly name: string,
    readonly count: number,
    /** The instance's attributes are a PyDict in slot 0 (its `__dict__` was asked for, or it grew too large). */
    readonly isDict: boolean,
  ) {}

  /** Slot of `name`, or -1. */
  slotOf(name: string): number {
    if (this.count === 0) return -1;
    if (this.index === null) {
      this.index = new Map();
      for (let s: Shape = this; s.parent !== null; s = s.parent) this.index.set(s.name, s.count - 1);
    }
    return this.index.get(name) ?? -1;
  }

  /** The shape with one more attribute, or null where the instance must go over to a dict. */
  with(name: string): Shape | null {
    const known = this.next?.get(name);
    if (known !== undefined) return known;
    const cls = this.cls;
    if (!cls.heap || this.isDict || this.count >= MAX_SHAPE_SLOTS || cls.shapeCount >= MAX_SHAPES_PER_CLASS)
      return null;
    cls.shapeCount++;
    if (this.count >= cls.slotHint) cls.slotHint = this.count + 1;
    const made = new Shape(cls, this, name, this.count + 1, false);
    this.next ??= new Map();
    this.next.set(name, made);
    return made;
  }

  /** Attribute names in slot order. */
  names(): string[] {
    const out = new Array<string>(this.count);
    for (let s: Shape = this; s.parent !== null; s = s.parent) out[s.count - 1] = s.name;
    return out;
  }

  /** Shapes that follow this one (for heap walks). */
  children(): Iterable<Shape> {
    return this.next === null ? [] : this.next.values();
  }
}

/** Put a new attribute's value in slot `index`, the first that is free. */
export function addSlot(o: PyObject, index: number, value: PyValue): void {
  const slots = o.slots;
  if (slots === null) {
    const made: PyValue[] = new Array(o.shape.cls.slotHint);
    made[index] = value;
    o.slots = made;
  } else if (index < slots.length) slots[index] = value;
  else slots.push(value);
}

/** Base of every heap object. `slots` is null until the first attribute; it may be longer than the shape has names. */
export class PyObject {
  declare shape: Shape;
  declare slots: PyValue[] | null;
  /** Number of the last heap walk that came by (machine/memory.ts). */
  declare mark: number;
  /**
   * Classes of which many objects are made call this without a shape and set the three fields themselves: stores in a
   * constructor that all classes share would be megamorphic.
   */
  constructor(shape?: Shape) {
    if (shape !== undefined) {
      this.shape = shape;
      this.slots = null;
      this.mark = 0;
    }
  }
}

/** An instance of a Python class whose layout is `object`'s. `slotted` holds `__slots__` values (undefined: unset). */
export class PyInstance extends PyObject {
  slotted: (PyValue | undefined)[] | null;
  constructor(shape: Shape) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
    this.slotted = null;
  }
}

/** A float. Exact floats carry no shape of their own: the prototype has the one of the type. */
export class PyFloat {
  declare readonly shape: Shape;
  declare readonly slots: null;
  readonly v: number;
  constructor(v: number) {
    this.v = v;
  }
}

/** A str with at least one code point beyond U+FFFF: one array element a code point. Never mutated. */
export class PyWideStr {
  declare readonly shape: Shape;
  declare readonly slots: null;
  readonly cps: Uint32Array;
  constructor(cps: Uint32Array) {
    this.cps = cps;
  }
}

/** Instance of a subclass of int (`value` in the Values form), also of IntEnum and such; never of bool. */
export class PyIntObject extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly value: number | bigint,
  ) {
    super(shape);
  }
}
/** Instance of a subclass of float. */
export class PyFloatObject extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly value: number,
  ) {
    super(shape);
  }
}
/** Instance of a subclass of str. */
export class PyStrObject extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly value: string | PyWideStr,
  ) {
    super(shape);
  }
}

/** What a lookup through a class gives for what it found: see `setAdmission`. */
let admit: (cls: PyType, found: PyValue) => PyValue = (_cls, found) => found;

/** Given by objects/function.ts at load time: natives of another class than this one's bases are kept apart. */
export function setAdmission(f: (cls: PyType, found: PyValue) => PyValue): void {
  admit = f;
}

/** How instances of a class are laid out in TypeScript; a subclass inherits its best base's layout. */
export type Layout = string;

/**
 * A class. Built-in ones (`heap` false) are frozen singletons shared by all cells; those made by a program belong to
 * its cell. `dict` holds the class's own attributes; `lookup` walks the mro through a cache.
 */
export class PyType extends PyObject {
  mro: PyType[] = [];
  /** The base whose layout the instances have. */
  base: PyType | null = null;
  /** Shape of an instance without attributes. */
  readonly root: Shape;
  /** Shape of an instance whose attributes are a PyDict in slot 0. */
  readonly dictShape: Shape;
  shapeCount = 0;
  /** Room that instances get for attributes at their first one: the most that any instance had so far. */
  slotHint = 2;
  /** Goes up whenever a lookup through this class may answer differently. */
  version = 0;
  readonly cache = new Map<string, PyValue | undefined>();
  /** Instances take arbitrary attributes. */
  hasDict = false;
  /** Instances can be referred to weakly. */
  hasWeakref = false;
  /** Number of `__slots__` members of the whole layout, inherited ones included. */
  slotCount = 0;
  /** Cannot be subclassed (bool, function, NoneType, ...). */
  final = false;
  /** Direct subclasses made in this cell (heap types only; those of built-in types hang on the machine). */
  subclasses: PyType[] = [];
  qualname: string;
  /** Constructor of instances: `object.__new__` and the natives of each layout read it. */
  layout: Layout;
  /** sequence / mapping flags for `match` (PEP 634), inherited. */
  patma: 0 | 1 | 2 = 0;
  /** `__new__` of a built-in class, and the short cut for calling exactly this class. */
  newDef: NativeDef | null = null;
  makeDef: NativeDef | null = null;
  /** A call makes a plain instance and runs this `__init__` on it, as long as `version` is still `initVersion`. */
  initFunction: PyObject | null = null;
  initVersion = -1;
  private finalizesAt = -1;
  private finalizesNow = false;
  /** Abstract classes refuse instances (set by `__abstractmethods__`). */
  abstract = false;
  constructor(
    metashape: Shape,
    public name: string,
    public bases: PyType[],
    public dict: PyDict,
    readonly heap: boolean,
  ) {
    super(metashape);
    this.qualname = name;
    this.root = new Shape(this, null, '', 0, false);
    this.dictShape = new Shape(this, null, '', 0, true);
    this.layout = 'object';
  }

  /** The attribute as found along the mro, unbound, or undefined. A miss is cached as well. */
  lookup(name: string): PyValue | undefined {
    const hit = this.cache.get(name);
    if (hit !== undefined || this.cache.has(name)) return hit;
    const mro = this.mro;
    let found: PyValue | undefined;
    for (let i = 0; i < mro.length; i++) {
      found = mro[i]!.dict.getStr(name);
      if (found !== undefined) break;
    }
    if (this.heap && typeof found === 'object' && found !== null) found = admit(this, found);
    // A program chooses names: the cache of a class stays small.
    if (this.cache.size >= 1024) this.cache.clear();
    this.cache.set(name, found);
    return found;
  }

  /** Forget cached lookups here and below; called after every change of `dict`, `bases` or `mro`. The number of classes looked at. */
  changed(): number {
    // Each once, by however many ways it is below.
    const below = new Set<PyType>([this]);
    for (const c of below) {
      c.version++;
      c.cache.clear();
      for (const sub of c.subclasses) below.add(sub);
    }
    return below.size;
  }

  /** Its instances have a `__del__` of the program's (Data model 3.3.1). */
  get finalizes(): boolean {
    if (this.finalizesAt !== this.version) {
      this.finalizesAt = this.version;
      this.finalizesNow = this.heap && this.lookup('__del__') !== undefined;
    }
    return this.finalizesNow;
  }

  isSubtypeOf(other: PyType): boolean {
    if (this === other) return true;
    const mro = this.mro;
    for (let i = 0; i < mro.length; i++) if (mro[i] === other) return true;
    return false;
  }
}
