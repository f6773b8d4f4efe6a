/**
 * Attribute access (Data model, 3.3.2 "Customizing attribute access"): getattr, setattr, delattr, descriptors and
 * special-method lookup. The answer is a value, or DELEGATE where a descriptor or hook is Python code.
 */
import {
  BuiltinFunctionType,
  ClassMethodDescriptorType,
  ClassMethodType,
  GetSetDescriptorType,
  MemberDescriptorType,
  MethodType,
  MethodWrapperType,
  ModuleType,
  newDict,
  ObjectType,
  TypeType,
  typeOf,
  WrapperDescriptorType,
} from '../objects/builtin-types.js';
import type { PyDict } from '../objects/dict.js';
import { PyRaise } from '../objects/errors.js';
import type { PyException } from '../objects/exception.js';
import { AttributeErrorType, newException, raise, typeError } from '../objects/exception-types.js';
import {
  PyBuiltin,
  PyFunction,
  PyGetSet,
  PyMethod,
  PyMethodDescr,
  PyMisplacedMethod,
  PyModule,
  PyProperty,
  PySlotMember,
  PyWrapperMethod,
} from '../objects/function.js';
import { addSlot, DELEGATE, PyFloat, PyObject, PyType, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { callNative, unwrapSelf } from './call.js';

// -- errors ----------------------------------------------------------------------------------------------------------

/** AttributeError with `name` and `obj` (they feed the "Did you mean" hint). */
export function attributeError(obj: PyValue, name: string, message?: string): PyRaise {
  const text =
    message ??
    (obj instanceof PyType
      ? `type object '${obj.name}' has no attribute '${name}'`
      : `'${typeOf(obj).name}' object has no attribute '${name}'`);
  const exc = newException(AttributeErrorType, [fromJS(text)]);
  exc.fields = new Map<string, PyValue>([
    ['name', fromJS(name)],
    ['obj', obj],
  ]);
  return new PyRaise(exc);
}

// -- the instance's own attributes ---------------------------------------------------------------------------------------

/** Own attribute of an instance (its `__dict__`), or undefined. Modules and functions keep a dict of their own. */
export function ownAttribute(o: PyValue, name: string): PyValue | undefined {
  if (typeof o !== 'object' || o === null || o instanceof PyFloat || o instanceof PyWideStr) return undefined;
  const slots = o.slots;
  if (slots !== null) {
    if (o.shape.isDict) return (slots[0] as PyDict).getStr(name);
    const i = o.shape.slotOf(name);
    return i < 0 ? undefined : slots[i];
  }
  const d = fixedDict(o);
  return d === null ? undefined : d.getStr(name);
}

/** The dict of objects that have one as a field (modules, functions, staticmethod), or null. */
function fixedDict(o: PyObject): PyDict | null {
  if (o instanceof PyModule) return o.dict;
  if (o instanceof PyFunction || o instanceof PyWrapperMethod) return o.dict;
  return null;
}

/** The dict that an object's attributes are in at present (made for functions), or null where they are in slots. */
function ownDict(o: PyObject): PyDict | null {
  if (o instanceof PyModule) return o.dict;
  if (o instanceof PyFunction || o instanceof PyWrapperMethod) return (o.dict ??= newDict());
  return o.shape.isDict && o.slots !== null ? (o.slots[0] as PyDict) : null;
}

/** Bind an own attribute. The caller knows that the class has a `__dict__`. */
export function setOwnAttribute(vm: VM, o: PyObject, name: string, value: PyValue): void {
  const own = ownDict(o);
  if (own !== null) {
    setDictStr(vm, own, name, value);
    return;
  }
  const shape = o.shape;
  const i = shape.slotOf(name);
  if (i >= 0) {
    o.slots![i] = value;
    return;
  }
  vm.alloc(48);
  const next = shape.with(name);
  if (next !== null) {
    addSlot(o, shape.count, value);
    o.shape = next;
    return;
  }
  setDictStr(vm, instanceDict(vm, o), name, value);
}

export function setDictStr(vm: VM, d: PyDict, name: string, value: PyValue): void {
  vm.alloc(64);
  d.setStr(name, value);
}

/** The `__dict__` of an instance as a real dict: from now on its attributes live there. */
export function instanceDict(vm: VM, o: PyObject): PyDict {
  if (o instanceof PyModule) return o.dict;
  if (o instanceof PyFunction || o instanceof PyWrapperMethod) return (o.dict ??= newDict());
  // A class has its namespace, and built-in ones are every cell's: a copy, and nothing hangs on it.
  if (o instanceof PyType) {
    const copy = newDict();
    copy.copyFrom(vm, o.dict);
    return copy;
  }
  if (o.shape.isDict && o.slots !== null) return o.slots[0] as PyDict;
  const d = newDict();
  const names = o.shape.names();
  vm.alloc(64 + 64 * names.length);
  for (let i = 0; i < names.length; i++) d.setStr(names[i]!, o.slots![i]!);
  o.shape = o.shape.cls.dictShape;
  o.slots = [d];
  return d;
}

/** `o.__dict__ = d` */
export function setInstanceDict(o: PyObject, d: PyDict): void {
  if (o instanceof PyModule || o instanceof PyFunction || o instanceof PyWrapperMethod) o.dict = d;
  else if (o instanceof PyType) throw typeError("the '__dict__' of a class cannot be replaced");
  else {
    o.shape = o.shape.cls.dictShape;
    o.slots = [d];
  }
}

// -- descriptors -------------------------------------------------------------------------------------------------------

/** Whether a class attribute overrides the instance's own attributes (has `__set__` or `__delete__`). */
export function isDataDescriptor(d: PyValue): boolean {
  if (typeof d !== 'object' || d === null || d instanceof PyFunction || d instanceof PyMethodDescr) return false;
  if (d instanceof PyProperty || d instanceof PyGetSet || d instanceof PySlotMember) return true;
  const t = typeOf(d);
  return t.lookup('__set__') !== undefined || t.lookup('__delete__') !== undefined;
}

/** A data descriptor without `__get__` governs assignment only. */
function hasGet(d: PyValue): boolean {
  return typeOf(d).lookup('__get__') !== undefined;
}

/** `d.__get__(obj, cls)` for a class attribute `d`; `obj` undefined where it is read from the class itself. */
export function bindDescriptor(vm: VM, d: PyValue, obj: PyValue | undefined, cls: PyType): R {
  if (typeof d !== 'object' || d === null) return d;
  if (d instanceof PyFunction) return obj === undefined ? d : new PyMethod(MethodType.root, d, obj);
  if (vm.hidden !== null && d instanceof PyMethodDescr) checkMethodShown(vm, d);
  if (d instanceof PyMethodDescr) return bindNativeMethod(d, obj, cls);
  if (d instanceof PyMisplacedMethod) return bindNativeMethod(d.method, obj, cls);
  if (d instanceof PyBuiltin || d instanceof PyType) {
    if (d.shape.cls === BuiltinFunctionType || d.shape.cls === TypeType) return d;
  }
  if (d instanceof PyGetSet) return obj === undefined ? d : readGetSet(vm, d, obj);
  if (d instanceof PySlotMember) return obj === undefined ? d : readSlot(d, obj);
  if (d instanceof PyProperty && d.shape.cls.lookup('__get__') === propertyGet()) {
    if (obj === undefined) return d;
    if (d.fget === null) return vm.lib('property_unreadable', [d, obj]);
    return vm.call(d.fget, [obj]);
  }
  if (d instanceof PyWrapperMethod) {
    if (!d.shape.cls.heap) {
      if (d.shape.cls === ClassMethodType) return bindClassMethod(vm, d.callable, cls);
      return d.callable;
    }
  }
  const get = typeOf(d).lookup('__get__');
  if (get === undefined) return d;
  if (get instanceof PyMethodDescr) return callNative(vm, get.def, d, [obj === undefined ? null : obj, cls], null);
  if (get instanceof PyFunction) return vm.call(get, [d, obj === undefined ? null : obj, cls]);
  return vm.lib('descriptor_get', [get, d, obj === undefined ? null : obj, cls]);
}

/** classmethod: binds the callable to the class (no chaining of descriptors since 3.13). */
function bindClassMethod(vm: VM, callable: PyValue, cls: PyType): R {
  void vm;
  return new PyMethod(MethodType.root, callable, cls);
}

let propertyGetDescr: PyValue | undefined;
function propertyGet(): PyValue | undefined {
  return propertyGetDescr;
}
/** Given by types/property.ts: the native `property.__get__`. */
export function setPropertyGet(d: PyValue): void {
  propertyGetDescr = d;
}

function bindNativeMethod(d: PyMethodDescr, obj: PyValue | undefined, cls: PyType): PyValue {
  const kind = d.shape.cls;
  if (kind === ClassMethodDescriptorType) {
    if (!cls.isSubtypeOf(d.owner)) {
      throw typeError(`descriptor '${d.def.name}' for type '${d.owner.name}' doesn't apply to type '${cls.name}'`);
    }
    return new PyBuiltin(BuiltinFunctionType.root, d.def, cls, null);
  }
  if (obj === undefined) return d;
  const got = typeOf(obj);
  if (got !== d.owner && !got.isSubtypeOf(d.owner)) {
    throw typeError(
      kind === WrapperDescriptorType
        ? `descriptor '${d.def.name}' requires a '${d.owner.name}' object but received a '${got.name}'`
        : `descriptor '${d.def.name}' for '${d.owner.name}' objects doesn't apply to a '${got.name}' object`,
    );
  }
  return new PyBuiltin(
    (kind === WrapperDescriptorType ? MethodWrapperType : BuiltinFunctionType).root,
    d.def,
    obj,
    null,
  );
}

function checkOwner(d: PyGetSet | PySlotMember, obj: PyValue): void {
  const cls = typeOf(obj);
  if (cls.isSubtypeOf(d.owner)) return;
  throw typeError(`descriptor '${d.name}' for '${d.owner.name}' objects doesn't apply to a '${cls.name}' object`);
}

function readGetSet(vm: VM, d: PyGetSet, obj: PyValue): R {
  if (d.get === null)
    throw attributeError(obj, d.name, `attribute '${d.name}' of '${d.owner.name}' objects is not readable`);
  checkOwner(d, obj);
  if (vm.hidden !== null) checkShown(vm, obj, d.name);
  if (vm.auditing && AUDITED.has(d.name) && !d.owner.heap) {
    const get = GetSetDescriptorType.lookup('__get__')!;
    const r = vm.announce('object.__getattr__', [obj, d.name], get, [d, obj, typeOf(obj)]);
    if (r !== undefined) return r;
  }
  return d.get(vm, d.selfKind === 'object' ? obj : unwrapSelf(d.selfKind, obj));
}

/** Refuses an attribute that is hidden from the program (objects/restrictions.ts). */
export function checkShown(vm: VM, obj: PyValue, name: string): void {
  if (vm.lifted) return;
  const text = vm.hidden?.text(obj, name);
  if (text !== undefined) throw raise(AttributeErrorType, text);
}

/** Refuses a hidden method of a built-in class, before it is bound or called. */
export function checkMethodShown(vm: VM, d: PyMethodDescr): void {
  if (vm.lifted) return;
  const text = vm.hidden?.textOfMethod(d.owner, d.def.name);
  if (text !== undefined) throw raise(AttributeErrorType, text);
}

/** What hands out the own attributes of an object in another form (its state for pickling) asks this first. */
export function checkStateShown(vm: VM, o: PyValue): void {
  if (vm.hidden === null || !(o instanceof PyObject)) return;
  const text = vm.hidden.text(o, '__dict__');
  const own = o.shape.isDict && o.slots !== null ? (o.slots[0] as PyDict) : fixedDict(o);
  const size = own !== null ? own.size : o.slots === null ? 0 : o.shape.count;
  if (text !== undefined && size > 0) throw raise(AttributeErrorType, text);
}

/** Attributes whose reading (and setting) is an event in CPython: they lead from an object to code, frames, defaults. */
const AUDITED = new Set(
  '__code__ __defaults__ __kwdefaults__ f_code tb_frame gi_frame gi_code cr_frame cr_code ag_frame ag_code'.split(' '),
);
const AUDITED_SET = new Set([...AUDITED, '__class__', '__bases__']);

function announceSet(vm: VM, d: PyGetSet, o: PyValue, value: PyValue | undefined): R | undefined {
  const event = value === undefined ? 'object.__delattr__' : 'object.__setattr__';
  const hook = GetSetDescriptorType.lookup(value === undefined ? '__delete__' : '__set__')!;
  const given = value === undefined ? [] : [value];
  return vm.announce(event, [o, d.name, ...given], hook, [d, o, ...given]);
}

interface Slotted {
  slotted: (PyValue | undefined)[] | null;
}

function readSlot(d: PySlotMember, obj: PyValue): PyValue {
  checkOwner(d, obj);
  const v = (obj as unknown as Slotted).slotted?.[d.index];
  if (v === undefined) throw attributeError(obj, d.name);
  return v;
}

// -- getattr -----------------------------------------------------------------------------------------------------------

/** `o.name` with all hooks. */
export function getAttribute(vm: VM, o: PyValue, name: string): R {
  const cls = typeOf(o);
  const hook = cls.lookup('__getattribute__');
  if (hook instanceof PyMethodDescr) {
    const r = nativeGetAttribute(vm, hook, o, name);
    if (r !== undefined) {
      if (r === DELEGATE && cls.lookup('__getattr__') !== undefined) {
        return vm.lib('getattr_with_hook', [vm.pendingFn, pendingTuple(vm), o, name]);
      }
      return r;
    }
    const fallback = cls.lookup('__getattr__');
    if (fallback !== undefined) return callGetattrHook(vm, fallback, o, name);
    throw missingAttribute(o, name);
  }
  if (cls.lookup('__getattr__') !== undefined) return vm.lib('getattribute_then_getattr', [o, name]);
  if (hook instanceof PyFunction) return vm.call(hook, [o, name]);
  return vm.lib('call_special', [o, '__getattribute__', name]);
}

function pendingTuple(vm: VM): PyValue {
  return vm.pendingArgsAsTuple();
}

function callGetattrHook(vm: VM, hook: PyValue, o: PyValue, name: string): R {
  if (hook instanceof PyFunction) return vm.call(hook, [o, name]);
  return vm.lib('call_special', [o, '__getattr__', name]);
}

/** The attribute by one of the native `__getattribute__`s; undefined: not found. Anything else raised passes through. */
function nativeGetAttribute(vm: VM, hook: PyMethodDescr, o: PyValue, name: string): R | undefined {
  if (hook.owner === ObjectType) return genericGetAttribute(vm, o, name);
  if (hook.owner === TypeType) return typeGetAttribute(vm, o as PyType, name);
  if (hook.owner === ModuleType) {
    const v = genericGetAttribute(vm, o, name);
    return v === undefined ? moduleGetattr(vm, o as PyModule, name) : v;
  }
  return catchAttributeError(() => callNative(vm, hook.def, o, [name], null), typeOf(o));
}

function catchAttributeError(f: () => R, cls: PyType): R | undefined {
  if (cls.lookup('__getattr__') === undefined) return f();
  try {
    return f();
  } catch (e) {
    if (e instanceof PyRaise && e.exc.shape.cls.isSubtypeOf(AttributeErrorType)) return undefined;
    throw e;
  }
}

/** `module.__getattr__` (PEP 562). */
function moduleGetattr(vm: VM, m: PyModule, name: string): R | undefined {
  const hook = m.dict.getStr('__getattr__');
  if (hook !== undefined) return vm.call(hook, [name]);
  return undefined;
}

/** The AttributeError of a failed lookup, with the text for the kind of object. */
export function missingAttribute(o: PyValue, name: string): PyRaise {
  return attributeError(o, name, o instanceof PyModule ? missingInModule(o, name) : undefined);
}

/** So many imports inside one another are looked through. */
const DEEPEST_IMPORT = 100;

/** What is wrong where a module has no such attribute: it may be half imported, as its spec knows. */
function missingInModule(m: PyModule, name: string): string {
  const own = m.dict.getStr('__name__');
  if (typeof own !== 'string') return `module has no attribute '${name}'`;
  const spec = m.dict.getStr('__spec__') ?? null;
  const why = '(most likely due to a circular import)';
  if (ownAttribute(spec, '_initializing') === true) {
    const origin = ownAttribute(spec, '_set_fileattr') === true ? ownAttribute(spec, 'origin') : undefined;
    const from = typeof origin === 'string' ? ` from '${origin}'` : '';
    return `partially initialized module '${own}'${from} has no attribute '${name}' ${why}`;
  }
  const loading = ownAttribute(spec, '_uninitialized_submodules');
  if (loading instanceof PyList && loading.items.slice(-DEEPEST_IMPORT).includes(name))
    return `cannot access submodule '${name}' of module '${own}' ${why}`;
  return `module '${own}' has no attribute '${name}'`;
}

/** object.__getattribute__ without the error: data descriptor, own attribute, then class attribute. */
export function genericGetAttribute(vm: VM, o: PyValue, name: string): R | undefined {
  const cls = typeOf(o);
  const d = cls.lookup(name);
  if (d !== undefined && isDataDescriptor(d) && hasGet(d)) return bindDescriptor(vm, d, o, cls);
  const own = ownAttribute(o, name);
  if (own !== undefined) return own;
  if (d === undefined) {
    // Built-in classes whose instances have a dict need not say so one by one.
    if (name !== '__dict__' || !cls.hasDict) return undefined;
    if (vm.hidden !== null) checkShown(vm, o, name);
    return instanceDict(vm, o as PyObject);
  }
  return bindDescriptor(vm, d, o, cls);
}

/** type.__getattribute__ without the error: the metaclass's data descriptors, the class's mro, the metaclass. */
export function typeGetAttribute(vm: VM, t: PyType, name: string): R | undefined {
  const meta = t.shape.cls;
  const m = meta.lookup(name);
  if (m !== undefined && isDataDescriptor(m) && hasGet(m)) return bindDescriptor(vm, m, t, meta);
  const d = t.lookup(name);
  if (d !== undefined) return bindDescriptor(vm, d, undefined, t);
  if (m === undefined) return undefined;
  return bindDescriptor(vm, m, t, meta);
}

/** An attribute where that needs no Python code and raises nothing: undefined otherwise. */
export function getAttributeFast(vm: VM, o: PyValue, name: string): PyValue | undefined {
  const cls = typeOf(o);
  const hook = cls.lookup('__getattribute__');
  if (!(hook instanceof PyMethodDescr) || cls.lookup('__getattr__') !== undefined) return undefined;
  const r = nativeGetAttribute(vm, hook, o, name);
  return r === DELEGATE ? undefined : (r as PyValue | undefined);
}

/** A special method as found on the class and bound to `o` (never the instance's own attributes); undefined: none. */
export function lookupSpecial(vm: VM, o: PyValue, name: string): R | undefined {
  const cls = typeOf(o);
  const d = cls.lookup(name);
  return d === undefined ? undefined : bindDescriptor(vm, d, o, cls);
}

// -- setattr, delattr -----------------------------------------------------------------------------------------------------

/** `o.name = value` (or `del o.name` with value undefined) with all hooks. The result is to be discarded. */
export function setAttribute(vm: VM, o: PyValue, name: string, value: PyValue | undefined): R {
  const special = value === undefined ? '__delattr__' : '__setattr__';
  const hook = typeOf(o).lookup(special);
  if (hook instanceof PyMethodDescr) {
    if (hook.owner === ObjectType) return genericSetAttribute(vm, o, name, value);
    return callNative(vm, hook.def, o, value === undefined ? [name] : [name, value], null);
  }
  const args = value === undefined ? [name] : [name, value];
  if (hook instanceof PyFunction) return vm.call(hook, [o, ...args]);
  return vm.lib('call_special', [o, special, ...args]);
}

/** object.__setattr__ / object.__delattr__ */
export function genericSetAttribute(vm: VM, o: PyValue, name: string, value: PyValue | undefined): R {
  if (o instanceof PyModule && o.sealed && vm.frame?.code.origin !== '' && !vm.lifted) {
    throw raise(AttributeErrorType, 'modules of the library are read-only in restricted mode');
  }
  const cls = typeOf(o);
  const d = cls.lookup(name);
  if (d !== undefined && typeof d === 'object' && d !== null && !(d instanceof PyFunction)) {
    const r = assignThroughDescriptor(vm, d, o, name, value);
    if (r !== undefined) return r;
  }
  if (!cls.hasDict || typeof o !== 'object' || o === null) throw cannotAssign(o, cls, name, d, value === undefined);
  if (value !== undefined) setOwnAttribute(vm, o as PyObject, name, value);
  else if (!deleteOwn(vm, o as PyObject, name)) throw missingAttribute(o, name);
  return null;
}

function deleteOwn(vm: VM, o: PyObject, name: string): boolean {
  if (ownAttribute(o, name) === undefined) return false;
  return instanceDict(vm, o).deleteStr(vm, name);
}

function cannotAssign(o: PyValue, cls: PyType, name: string, d: PyValue | undefined, deleting: boolean): PyRaise {
  void deleting;
  if (d !== undefined) return attributeError(o, name, `'${cls.name}' object attribute '${name}' is read-only`);
  return attributeError(
    o,
    name,
    cls.hasDict || !hasGenericSetattr(cls)
      ? undefined
      : `'${cls.name}' object has no attribute '${name}' and no __dict__ for setting new attributes`,
  );
}

function hasGenericSetattr(cls: PyType): boolean {
  const hook = cls.lookup('__setattr__');
  return hook instanceof PyMethodDescr && hook.owner === ObjectType;
}

/** Assign or delete through a data descriptor; undefined: `d` is none. */
export function assignThroughDescriptor(
  vm: VM,
  d: PyValue,
  o: PyValue,
  name: string,
  value: PyValue | undefined,
): R | undefined {
  if (d instanceof PyGetSet || d instanceof PySlotMember) checkOwner(d, o);
  if (d instanceof PyGetSet) {
    const text = vm.lifted ? undefined : vm.hidden?.textOfSet(o, d.name);
    if (text !== undefined) throw raise(AttributeErrorType, text);
    if (vm.auditing && AUDITED_SET.has(d.name) && !d.owner.heap) {
      const r = announceSet(vm, d, o, value);
      if (r !== undefined) return r;
    }
    const f = value === undefined ? d.del : d.set;
    if (f === null) {
      if (d.shape === MemberDescriptorType.root) throw raise(AttributeErrorType, 'readonly attribute');
      throw attributeError(o, name, `attribute '${d.name}' of '${d.owner.name}' objects is not writable`);
    }
    return f(vm, d.selfKind === 'object' ? o : unwrapSelf(d.selfKind, o), value as PyValue) ?? null;
  }
  if (d instanceof PySlotMember) {
    const s = o as unknown as Slotted;
    if (value === undefined && s.slotted?.[d.index] === undefined) throw raise(AttributeErrorType, name);
    if (s.slotted === null) s.slotted = new Array(typeOf(o).slotCount).fill(undefined);
    s.slotted[d.index] = value;
    return null;
  }
  if (d instanceof PyMethodDescr) return undefined;
  if (d instanceof PyProperty && !d.shape.cls.heap) {
    const f = value === undefined ? d.fdel : d.fset;
    if (f === null) return vm.lib(value === undefined ? 'property_undeletable' : 'property_unsettable', [d, o]);
    return vm.call(f, value === undefined ? [o] : [o, value]);
  }
  const t = typeOf(d);
  const special = value === undefined ? '__delete__' : '__set__';
  const m = t.lookup(special);
  if (m === undefined) {
    const other = t.lookup(value === undefined ? '__set__' : '__delete__');
    if (other !== undefined) throw attributeError(d, special, value === undefined ? '__delete__' : '__set__');
    return undefined;
  }
  const args = value === undefined ? [o] : [o, value];
  if (m instanceof PyMethodDescr) return callNative(vm, m.def, d, args, null);
  if (m instanceof PyFunction) return vm.call(m, [d, ...args]);
  return vm.lib('call_special', [d, special, ...args]);
}

/** The exception's class is AttributeError. */
export function isAttributeError(e: PyException): boolean {
  return e.shape.cls.isSubtypeOf(AttributeErrorType);
}
