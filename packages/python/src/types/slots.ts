/** `__slots__` (Data model, 3.3.2.4): which members, dict and weak references the instances of a new class get. */
import { GetSetDescriptorType, MemberDescriptorType, typeOf } from '../objects/builtin-types.js';
import type { PyDict } from '../objects/dict.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { PyGetSet, PySlotMember } from '../objects/function.js';
import type { PyType, PyValue } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import { isidentifier } from '../objects/text/predicates.js';
import { reprStr } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { dictDelete, dictGet, dictSet, weakrefGet } from './object.js';
import { isText, textOf } from './type-names.js';

/** What a class body's `__slots__` asks for. */
export interface SlotPlan {
  readonly members: string[];
  readonly addDict: boolean;
  readonly addWeakref: boolean;
}

/** Classes whose instances have a variable size: they take no further members. */
const VARIABLE = new Set(['int', 'tuple', 'bytes', 'type']);

function isVariable(base: PyType): boolean {
  return VARIABLE.has(base.layout);
}

/** `__x` in a class becomes `_Class__x` (Language reference 6.2.1 "Private name mangling"). */
export function mangle(className: string, name: string): string {
  if (!name.startsWith('__') || name.endsWith('__') || name.includes('.')) return name;
  const stripped = className.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

/** Members for the value of `__slots__` (its items), checked; undefined: the body has none. */
export function planSlots(
  vm: VM,
  className: string,
  base: PyType,
  bases: PyType[],
  ns: PyDict,
  slots: PyValue[] | undefined,
): SlotPlan {
  const mayDict = !base.hasDict;
  const mayWeakref = !base.hasWeakref && !isVariable(base);
  if (slots === undefined) return { members: [], addDict: mayDict, addWeakref: mayWeakref };
  if (slots.length > 0 && isVariable(base)) {
    throw typeError(`nonempty __slots__ not supported for subtype of '${base.name}'`);
  }
  vm.charge(slots.length);
  let addDict = false;
  let addWeakref = false;
  const members: string[] = [];
  for (const s of slots) {
    if (!isText(s)) throw typeError(`__slots__ items must be strings, not '${typeOf(s).name}'`);
    const name = textOf(s)!;
    if (!isidentifier(vm, fromJS(name))) throw typeError('__slots__ must be identifiers');
    if (name === '__dict__') {
      if (!mayDict || addDict) throw typeError('__dict__ slot disallowed: we already got one');
      addDict = true;
    } else if (name === '__weakref__') {
      if (!mayWeakref || addWeakref) throw typeError('__weakref__ slot disallowed: we already got one');
      addWeakref = true;
    } else {
      const mangled = mangle(className, name);
      if (ns.getStr(mangled) !== undefined && name !== '__qualname__' && name !== '__classcell__') {
        throw valueError(`${reprStr(vm, fromJS(mangled))} in __slots__ conflicts with class variable`);
      }
      if (!members.includes(mangled)) members.push(mangled);
    }
  }
  members.sort();
  // Bases beside the best one may bring a dict or weak references.
  for (const b of bases) {
    if (b === base) continue;
    if (mayDict && b.hasDict) addDict = true;
    if (mayWeakref && b.hasWeakref) addWeakref = true;
  }
  return { members, addDict, addWeakref };
}

/** Give the class its member descriptors and the `__dict__` and `__weakref__` attributes. */
export function installSlots(cls: PyType, base: PyType, plan: SlotPlan): void {
  let index = base.slotCount;
  for (const name of plan.members) {
    cls.dict.setStr(name, new PySlotMember(MemberDescriptorType.root, name, cls, index++));
  }
  cls.slotCount = index;
  cls.hasDict = base.hasDict || plan.addDict;
  cls.hasWeakref = base.hasWeakref || plan.addWeakref;
  if (plan.addDict && cls.dict.getStr('__dict__') === undefined) cls.dict.setStr('__dict__', dictDescriptor(cls));
  if (plan.addWeakref && cls.dict.getStr('__weakref__') === undefined)
    cls.dict.setStr('__weakref__', weakrefDescriptor(cls));
}

export function dictDescriptor(cls: PyType): PyGetSet {
  const doc = 'dictionary for instance variables';
  return new PyGetSet(GetSetDescriptorType.root, '__dict__', cls, dictGet, dictSet, dictDelete, doc, 'object');
}

export function weakrefDescriptor(cls: PyType): PyGetSet {
  const doc = 'list of weak references to the object';
  return new PyGetSet(GetSetDescriptorType.root, '__weakref__', cls, weakrefGet, null, null, doc, 'object');
}
