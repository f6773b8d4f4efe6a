/**
 * Attributes of instances of the library's own classes in Python, for the natives that take the place of their methods: of
 * classes on which an attribute is what lies in the instance, or the class's default, and no code of the program is asked.
 */
import { ObjectType } from '../objects/builtin-types.js';
import type { PyDict } from '../objects/dict.js';
import { PySlotMember } from '../objects/function.js';
import { type PyInstance, PyObject, type PyType, type PyValue } from '../objects/object.js';

/** The instance's own attribute, else the class's. */
export function field(o: PyInstance, name: string): PyValue | undefined {
  const { shape, slots } = o;
  if (slots !== null) {
    const i = shape.isDict ? -1 : shape.slotOf(name);
    const own = shape.isDict ? (slots[0] as PyDict).getStr(name) : i < 0 ? undefined : slots[i];
    if (own !== undefined) return own;
  }
  return shape.cls.lookup(name);
}

/** Whether the instance has an attribute of its own of that name. */
export function hasOwn(o: PyInstance, name: string): boolean {
  if (o.slots === null) return false;
  return o.shape.isDict ? (o.slots[0] as PyDict).getStr(name) !== undefined : o.shape.slotOf(name) >= 0;
}

/** What was found out about classes, and for which version of each. */
export class ClassFacts<T> {
  private readonly known = new WeakMap<PyType, { version: number; fact: T }>();
  constructor(private readonly find: (cls: PyType) => T) {}

  of(cls: PyType): T {
    const known = this.known.get(cls);
    if (known !== undefined && known.version === cls.version) return known.fact;
    const fact = this.find(cls);
    this.known.set(cls, { version: cls.version, fact });
    return fact;
  }
}

/** Attributes of the class are read and written as those of any object, and nothing of the class stands before these names. */
export function hasPlainFields(cls: PyType, names: readonly string[]): boolean {
  const generic = ['__getattribute__', '__setattr__'].every((name) => cls.lookup(name) === ObjectType.lookup(name));
  return cls.heap && cls.hasDict && generic && names.every((name) => !(cls.lookup(name) instanceof PyObject));
}

/** Where the `__slots__` of these names are; undefined where the class has other things of these names. */
export function slotPlaces(cls: PyType, names: readonly string[]): number[] | undefined {
  const members = names.map((name) => cls.lookup(name));
  return members.every((m) => m instanceof PySlotMember) ? members.map((m) => m.index) : undefined;
}
