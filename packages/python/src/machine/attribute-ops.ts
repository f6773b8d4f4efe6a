/** LOAD_ATTR, LOAD_METHOD, STORE_ATTR beyond their inline caches: the general lookup, and what it teaches the cache. */
import { ModuleType, ObjectType, PropertyType, StaticMethodType, TypeType, typeOf } from '../objects/builtin-types.js';
import type { PyFrame } from '../objects/frame.js';
import { PyFunction, PyMethodDescr, PyModule, PyProperty, PySlotMember, PyWrapperMethod } from '../objects/function.js';
import {
  DELEGATE,
  PyFloat,
  PyInstance,
  type PyObject,
  PyType,
  type PyValue,
  PyWideStr,
  type R,
} from '../objects/object.js';
import { seenByLibrary } from '../objects/restrictions.js';
import {
  checkMethodShown,
  genericSetAttribute,
  getAttribute,
  isDataDescriptor,
  setAttribute,
} from '../protocols/attributes.js';
import { checkSelf } from '../protocols/call.js';
import { AttrCache, AttrKind } from './caches.js';
import type { Machine } from './machine.js';

function cacheOf(frame: PyFrame, site: number): AttrCache {
  const caches = frame.code.caches!;
  let c = caches[site] as AttrCache | undefined;
  if (c === undefined) {
    c = new AttrCache();
    caches[site] = c;
  }
  return c;
}

function isHeapValue(o: PyValue): o is PyObject {
  return typeof o === 'object' && o !== null && !(o instanceof PyFloat) && !(o instanceof PyWideStr);
}

/** Whether attributes of the class's instances follow object.__getattribute__ and nothing else. */
function isPlain(cls: PyType): boolean {
  const hook = cls.lookup('__getattribute__');
  return hook instanceof PyMethodDescr && hook.owner === ObjectType;
}

/** o.name */
export function loadAttr(m: Machine, frame: PyFrame, o: PyValue, name: string, site: number): R {
  return m.hidden !== null && seenByLibrary(frame.code, name)
    ? loadLifted(m, frame, o, name, site)
    : lookUp(m, frame, o, name, site);
}

/** A lookup for library code that may read hidden attributes. Whatever is Python in it runs after it, restricted. */
function lifted(m: Machine, look: () => R): R {
  m.lifted = true;
  try {
    return look();
  } finally {
    m.lifted = false;
  }
}

// Apart, since a function that makes a closure keeps its parameters in the heap.
function loadLifted(m: Machine, frame: PyFrame, o: PyValue, name: string, site: number): R {
  return lifted(m, () => lookUp(m, frame, o, name, site));
}
function loadMethodLifted(m: Machine, frame: PyFrame, o: PyValue, name: string, site: number): R {
  return lifted(m, () => lookUpMethod(m, frame, o, name, site));
}
function storeLifted(m: Machine, frame: PyFrame, o: PyValue, name: string, v: PyValue, site: number): R {
  return lifted(m, () => store(m, frame, o, name, v, site));
}

function lookUp(m: Machine, frame: PyFrame, o: PyValue, name: string, site: number): R {
  if (isHeapValue(o)) {
    if (o instanceof PyModule) return loadModuleAttr(m, frame, o, name, site);
    if (o instanceof PyType) return loadClassAttr(m, frame, o, name, site);
    if (isPlain(o.shape.cls)) {
      const known = loadInstanceAttr(frame, o, name, site);
      if (known !== undefined) return known;
    }
  }
  return getAttribute(m, o, name);
}

/** The plain cases, which teach the cache: an own attribute, a slot, a property, a class attribute that is no descriptor. */
function loadInstanceAttr(frame: PyFrame, o: PyObject, name: string, site: number): PyValue | undefined {
  const cls = o.shape.cls;
  const d = cls.lookup(name);
  if (d !== undefined && isDataDescriptor(d)) {
    if (d instanceof PySlotMember && o instanceof PyInstance && o.slotted !== null) {
      const v = o.slotted[d.index];
      if (v !== undefined && cls.isSubtypeOf(d.owner)) return v;
    }
    if (d instanceof PyProperty && d.shape === PropertyType.root && o instanceof PyInstance) {
      learn(cacheOf(frame, site), o, AttrKind.Property, 0, d);
    }
    return undefined;
  }
  if (o.shape.isDict) return undefined;
  const i = o.slots === null ? -1 : o.shape.slotOf(name);
  if (i >= 0) {
    learn(cacheOf(frame, site), o, AttrKind.Slot, i, null);
    return o.slots![i]!;
  }
  if (d === undefined || !(o instanceof PyInstance) || !isPlainValue(d)) return undefined;
  learn(cacheOf(frame, site), o, AttrKind.Value, 0, d);
  return d;
}

/** Numbers, strings, None and other values whose class is built in and has no `__get__`. */
function isPlainValue(d: PyValue): boolean {
  if (typeof d !== 'object' || d === null) return true;
  const cls = typeOf(d);
  return !cls.heap && cls.lookup('__get__') === undefined;
}

/** `C.name`: what is found on the class itself, where neither a metaclass nor a descriptor has a say. */
function loadClassAttr(m: Machine, frame: PyFrame, o: PyType, name: string, site: number): R {
  if (o.shape.cls === TypeType && TypeType.lookup(name) === undefined) {
    const d = o.lookup(name);
    const value = d instanceof PyFunction || (d !== undefined && isPlainValue(d)) ? d : staticCallable(d);
    if (value !== undefined) {
      const c = cacheOf(frame, site);
      c.kind = AttrKind.ClassValue;
      c.shape = null;
      c.cls = o;
      c.version = o.version;
      c.value = value;
      return value;
    }
  }
  return getAttribute(m, o, name);
}

function staticCallable(d: PyValue | undefined): PyValue | undefined {
  return d instanceof PyWrapperMethod && d.shape === StaticMethodType.root ? d.callable : undefined;
}

function learn(c: AttrCache, o: PyObject, kind: AttrKind, index: number, value: PyValue): void {
  c.kind = kind;
  c.shape = o.shape;
  c.cls = o.shape.cls;
  c.version = o.shape.cls.version;
  c.index = index;
  c.value = value;
}

function loadModuleAttr(m: Machine, frame: PyFrame, o: PyModule, name: string, site: number): R {
  const c = cacheOf(frame, site);
  if (
    c.kind === AttrKind.Module &&
    c.dict === o.dict &&
    c.dictVersion === o.dict.version &&
    o.shape.cls === ModuleType
  ) {
    return o.dict.vals[c.index]!;
  }
  if (o.shape.cls === ModuleType) {
    const d = ModuleType.lookup(name);
    const i = o.dict.indexStr(name);
    if (i >= 0 && (d === undefined || !isDataDescriptor(d))) {
      c.kind = AttrKind.Module;
      c.shape = null;
      c.dict = o.dict;
      c.dictVersion = o.dict.version;
      c.index = i;
      return o.dict.vals[i]!;
    }
  }
  const own = frame.code.origin === null ? undefined : o.privates?.getStr(name);
  if (own !== undefined && o.dict.indexStr(name) < 0) return own;
  return getAttribute(m, o, name);
}

/**
 * o.name for a call. Pushes "function, self" or "value, no self" on the frame's stack and answers null, or answers
 * DELEGATE: then the value of the call is the callable (Ret.PushNull).
 */
export function loadMethod(m: Machine, frame: PyFrame, o: PyValue, name: string, site: number): R {
  return m.hidden !== null && seenByLibrary(frame.code, name)
    ? loadMethodLifted(m, frame, o, name, site)
    : lookUpMethod(m, frame, o, name, site);
}

function lookUpMethod(m: Machine, frame: PyFrame, o: PyValue, name: string, site: number): R {
  const cls = typeOf(o);
  const stack = frame.stack;
  const heap = isHeapValue(o);
  if (heap ? isPlain(cls) && !(o instanceof PyModule) : true) {
    const d = cls.lookup(name);
    if (d instanceof PyFunction || d instanceof PyMethodDescr) {
      const own = heap && hasOwn(o, name);
      const kind = d instanceof PyMethodDescr ? d.shape.cls : null;
      const bindable = kind === null || kind.name !== 'classmethod_descriptor';
      if (!own && bindable) {
        if (d instanceof PyMethodDescr) {
          if (m.hidden !== null) checkMethodShown(m, d);
          checkSelf(d, o);
        }
        if (!heap || (!o.shape.isDict && !(o instanceof PyFunction))) {
          const c = cacheOf(frame, site);
          c.kind = AttrKind.Method;
          c.shape = heap ? o.shape : typeof o === 'object' && o !== null ? (o as PyFloat).shape : null;
          c.cls = cls;
          c.version = cls.version;
          c.value = d;
        }
        stack[frame.sp++] = d;
        stack[frame.sp++] = o;
        return null;
      }
    }
  }
  const r = heap ? lookUp(m, frame, o, name, site) : getAttribute(m, o, name);
  if (r === DELEGATE) return r;
  stack[frame.sp++] = r as PyValue;
  stack[frame.sp++] = undefined as unknown as PyValue;
  return null;
}

function hasOwn(o: PyObject, name: string): boolean {
  if (o.slots !== null) {
    if (o.shape.isDict) return (o.slots[0] as { indexStr?(n: string): number } & PyObject as any).indexStr(name) >= 0;
    return o.shape.slotOf(name) >= 0;
  }
  const d = (o as { dict?: unknown }).dict;
  if (o instanceof PyType || d === undefined || d === null) return false;
  return (d as { indexStr(n: string): number }).indexStr(name) >= 0;
}

/** o.name = v */
export function storeAttr(m: Machine, frame: PyFrame, o: PyValue, name: string, v: PyValue, site: number): R {
  return m.hidden !== null && frame.code.origin !== null && (o instanceof PyModule || seenByLibrary(frame.code, name))
    ? storeLifted(m, frame, o, name, v, site)
    : store(m, frame, o, name, v, site);
}

function store(m: Machine, frame: PyFrame, o: PyValue, name: string, v: PyValue, site: number): R {
  if (!isHeapValue(o)) return setAttribute(m, o, name, v);
  const cls = o.shape.cls;
  const hook = cls.lookup('__setattr__');
  if (!(hook instanceof PyMethodDescr) || hook.owner !== ObjectType) return setAttribute(m, o, name, v);
  const before = o.shape;
  const r = genericSetAttribute(m, o, name, v);
  if (r === DELEGATE || !cls.heap) return r;
  const d = cls.lookup(name);
  if (d !== undefined && typeof d === 'object' && d !== null && isDataDescriptor(d)) return r;
  const after = o.shape;
  if (before.isDict || after.isDict) return r;
  const c = cacheOf(frame, site);
  if (before === after) {
    // What a native layout keeps for itself is in no slot.
    const slot = after.slotOf(name);
    if (slot >= 0) learn(c, o, AttrKind.Slot, slot, null);
  } else {
    learn(c, o, AttrKind.Add, before.count, null);
    c.shape = before;
    c.nextShape = after;
  }
  return r;
}

/** del o.name */
export function deleteAttr(m: Machine, o: PyValue, name: string): R {
  return setAttribute(m, o, name, undefined);
}
