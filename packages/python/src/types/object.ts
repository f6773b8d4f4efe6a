/**
 * `object`: what every value inherits. Also the rules of `__class__` assignment, of `__dict__`, and which classes hash
 * by identity (Data model, 3.3.1 "Basic customization").
 */
import { ListType, ModuleType, NotImplemented, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { setIdentityTest } from '../objects/content.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyBuiltin, PyFunction, PyGetSet, PyMethod, PyMethodDescr, PyModule } from '../objects/function.js';
import { addressText } from '../objects/identity.js';
import { PyInstance, PyObject, PyType, type PyValue, type R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import {
  attributeError,
  genericGetAttribute,
  genericSetAttribute,
  instanceDict,
  missingAttribute,
  ownAttribute,
  setInstanceDict,
} from '../protocols/attributes.js';
import { callNative } from '../protocols/call.js';
import { identityHash } from '../protocols/hash.js';
import { callSpecial, toStr } from '../protocols/special.js';
import { layoutRoot } from './type-layout.js';
import { fullName, textOf } from './type-names.js';

export { addressText, idOf } from '../objects/identity.js';

// -- reductions ---------------------------------------------------------------------------------------------------------

const isObjects = (v: PyValue | undefined): boolean => v instanceof PyMethodDescr && v.owner === ObjectType;

/** Protocol 2 of an instance that says nothing of its own, and whose class copyreg has looked for slots in before. */
function plainReduction(vm: VM, self: PyValue, protocol: PyValue): PyValue | undefined {
  if (!(self instanceof PyInstance) || vm.hidden !== null || typeof protocol !== 'number' || protocol < 2)
    return undefined;
  const { cls } = self.shape;
  if (!isObjects(cls.lookup('__reduce__')) || !isObjects(cls.lookup('__getstate__'))) return undefined;
  if (cls.lookup('__getnewargs_ex__') !== undefined || cls.lookup('__getnewargs__') !== undefined) return undefined;
  const own = cls.lookup('__dict__');
  if (!(own instanceof PyGetSet) || own.get !== dictGet || !isObjects(cls.lookup('__getattribute__'))) return undefined;
  const slots = cls.dict.getStr('__slotnames__');
  if (!(slots instanceof PyList) || slots.items.length > 0 || !cls.heap || cls.layout !== 'object') return undefined;
  const copyreg = vm.modules.getStr('copyreg');
  const newobj = copyreg instanceof PyModule ? copyreg.dict.getStr('__newobj__') : undefined;
  if (newobj === undefined) return undefined;
  vm.charge(10);
  vm.alloc(200);
  const state = instanceDict(vm, self);
  return tuple([newobj, tuple([cls]), state.size > 0 ? state : null, null, null]);
}

// -- making instances --------------------------------------------------------------------------------------------------

function overrides(cls: PyType, name: '__new__' | '__init__'): boolean {
  const found = cls.lookup(name);
  if (name === '__new__') return !(found instanceof PyBuiltin && found.def === ObjectType.newDef);
  return !(found instanceof PyMethodDescr && found.owner === ObjectType);
}

function newObject(vm: VM, cls: PyType, args: PyValue[], kw: PyDict | undefined): R {
  if (args.length > 0 || kw !== undefined) {
    if (overrides(cls, '__new__')) {
      throw typeError('object.__new__() takes exactly one argument (the type to instantiate)');
    }
    if (!overrides(cls, '__init__')) throw typeError(`${cls.name}() takes no arguments`);
  }
  if (cls.abstract) return vm.lib('abstract_class_error', [cls]);
  if (cls.layout !== 'object' || (!cls.heap && cls !== ObjectType))
    throw typeError(`cannot create '${cls.name}' instances`);
  vm.alloc(64);
  return new PyInstance(cls.root);
}

function initObject(_vm: VM, self: PyValue, args: PyValue[], kw: PyDict | undefined): null {
  if (args.length > 0 || kw !== undefined) {
    const cls = typeOf(self);
    if (overrides(cls, '__init__')) {
      throw typeError('object.__init__() takes exactly one argument (the instance to initialize)');
    }
    // A built-in class that cannot be called has no `__new__` at all, so anything goes.
    if (!overrides(cls, '__new__') && (cls.heap || cls === ObjectType)) {
      throw typeError(`${cls.name}.__init__() takes exactly one argument (the instance to initialize)`);
    }
  }
  return null;
}

// -- __class__ ---------------------------------------------------------------------------------------------------------

function setClass(vm: VM, self: PyValue, value: PyValue): null {
  if (!(value instanceof PyType)) {
    throw typeError(`__class__ must be set to a class, not '${typeOf(value).name}' object`);
  }
  const old = typeOf(self);
  const modules = old.isSubtypeOf(ModuleType) && value.isSubtypeOf(ModuleType);
  if (!modules && (!old.heap || !value.heap)) {
    throw typeError('__class__ assignment only supported for mutable types or ModuleType subclasses');
  }
  if (layoutRoot(old) !== layoutRoot(value) || old.hasDict !== value.hasDict || old.hasWeakref !== value.hasWeakref) {
    throw typeError(`__class__ assignment: '${value.name}' object layout differs from '${old.name}'`);
  }
  changeClass(vm, self as PyObject, value);
  if (value.finalizes && !old.finalizes) vm.finalization.add(self as PyObject);
  return null;
}

/** Give an object another class of the same layout; its attributes move to that class's shapes. */
function changeClass(vm: VM, o: PyObject, cls: PyType): void {
  const slots = o.slots;
  if (slots === null) {
    o.shape = cls.root;
    return;
  }
  if (!o.shape.isDict) {
    let shape = cls.root;
    for (const name of o.shape.names()) {
      const next = shape.with(name);
      if (next === null) {
        instanceDict(vm, o);
        break;
      }
      shape = next;
    }
    if (!o.shape.isDict) {
      o.shape = shape;
      return;
    }
  }
  o.shape = cls.dictShape;
}

// -- __dict__ and __weakref__: getsets that each class adding them gets ---------------------------------------------------

export function dictGet(vm: VM, self: PyObject): R {
  if (!typeOf(self).hasDict) throw attributeError(self, '__dict__');
  return instanceDict(vm, self);
}
function refuseClassDict(self: PyObject): void {
  if (self instanceof PyType)
    throw attributeError(self, '__dict__', "attribute '__dict__' of 'type' objects is not writable");
}

export function dictSet(_vm: VM, self: PyObject, value: PyValue): null {
  refuseClassDict(self);
  if (!(value instanceof PyDict))
    throw typeError(`__dict__ must be set to a dictionary, not a '${typeOf(value).name}'`);
  setInstanceDict(self, value);
  return null;
}
export function dictDelete(_vm: VM, self: PyObject): null {
  refuseClassDict(self);
  const cls = self.shape.cls;
  if (self.slots !== null) {
    self.slots = null;
    self.shape = cls.root;
  }
  return null;
}
export function weakrefGet(vm: VM, self: PyObject): R {
  const state = vm.moduleState.get('weakref') as { first(o: PyObject): PyValue } | undefined;
  return state === undefined ? null : state.first(self);
}

// -- __dir__ -------------------------------------------------------------------------------------------------------------

/** Names of an object's own attributes and of its classes', in order of finding. */
function objectDir(vm: VM, self: PyValue): PyValue {
  const names = new Set<string>();
  const add = (d: PyDict) => {
    vm.charge(d.keys.length);
    vm.alloc(d.size * 16);
    for (const k of d.keys) {
      const s = textOf(k);
      if (s !== undefined) names.add(s);
    }
  };
  if (self instanceof PyObject && typeOf(self).hasDict) {
    if (self.shape.isDict || self.slots === null) add(instanceDictOf(vm, self));
    else for (const n of self.shape.names()) names.add(n);
  }
  // A method shows the attributes of its function.
  if (self instanceof PyMethod && self.func instanceof PyFunction && self.func.dict !== null) add(self.func.dict);
  for (const c of typeOf(self).mro) add(c.dict);
  const hidden = vm.hidden;
  const listed = hidden === null ? [...names] : [...names].filter((n) => hidden.text(self, n) === undefined);
  return new PyList(ListType.root, listed);
}

function instanceDictOf(vm: VM, o: PyObject): PyDict {
  return instanceDict(vm, o);
}

// -- comparison ----------------------------------------------------------------------------------------------------------

/** `__ne__`: the opposite of `__eq__`, unless that is NotImplemented. */
function notEqual(vm: VM, self: PyValue, other: PyValue): R {
  const eq = typeOf(self).lookup('__eq__');
  if (!(eq instanceof PyMethodDescr)) return vm.lib('ne_by_eq', [self, other]);
  const r = callNative(vm, eq.def, self, [other], null);
  if (r === NotImplemented) return r;
  const truth = typeof r === 'boolean' ? r : undefined;
  return truth === undefined ? vm.lib('ne_by_eq', [self, other]) : !truth;
}

const notImplemented = (): R => NotImplemented;

let objectHash: PyValue | undefined;
let objectEq: PyValue | undefined;
/** Whether `__hash__` and `__eq__` of a class are object's own. */
export function hashesByIdentity(cls: PyType): boolean {
  return cls.lookup('__hash__') === objectHash && cls.lookup('__eq__') === objectEq;
}

// -- str and repr ----------------------------------------------------------------------------------------------------------

export function defaultRepr(vm: VM, self: PyValue): string {
  return `<${fullName(typeOf(self))} object at ${addressText(vm, self)}>`;
}

function formatObject(vm: VM, self: PyValue, spec: PyValue): R {
  const text = textOf(spec);
  if (text === undefined) throw typeError(`__format__() argument must be str, not ${typeOf(spec).name}`);
  if (text !== '') throw typeError(`unsupported format string passed to ${typeOf(self).name}.__format__`);
  return toStr(vm, self);
}

/** A str as an attribute name. */
export function attributeName(v: PyValue): string {
  const s = textOf(v);
  if (s === undefined) throw typeError(`attribute name must be string, not '${typeOf(v).name}'`);
  return s;
}

defineType(ObjectType, {
  doc: 'The root of all classes.',
  new: [
    '($type, *args, **kwargs)',
    'Create and return a new object.  See help(type) for accurate signature.',
    newObject,
  ],
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', defaultRepr],
    __hash__: [
      '($self, /)',
      'Return hash(self).',
      (vm: VM, self: PyValue) => {
        return identityHash(vm, self);
      },
    ],
    __str__: ['($self, /)', 'Return str(self).', (vm: VM, self: PyValue) => callSpecial(vm, self, '__repr__', [])],
    __getattribute__: [
      '($self, name, /)',
      'Return getattr(self, name).',
      (vm: VM, self: PyValue, name: PyValue) => {
        const key = attributeName(name);
        const v = genericGetAttribute(vm, self, key);
        if (v === undefined) throw missingAttribute(self, key);
        return v;
      },
    ],
    __setattr__: [
      '($self, name, value, /)',
      'Implement setattr(self, name, value).',
      (vm: VM, self: PyValue, name: PyValue, value: PyValue) => {
        if (self instanceof PyType) throw typeError(`can't apply this __setattr__ to ${typeOf(self).name} object`);
        return genericSetAttribute(vm, self, attributeName(name), value);
      },
    ],
    __delattr__: [
      '($self, name, /)',
      'Implement delattr(self, name).',
      (vm: VM, self: PyValue, name: PyValue) => {
        if (self instanceof PyType) throw typeError(`can't apply this __delattr__ to ${typeOf(self).name} object`);
        return genericSetAttribute(vm, self, attributeName(name), undefined);
      },
    ],
    __lt__: ['($self, value, /)', 'Return self<value.', notImplemented],
    __le__: ['($self, value, /)', 'Return self<=value.', notImplemented],
    __eq__: [
      '($self, value, /)',
      'Return self==value.',
      (_vm: VM, a: PyValue, b: PyValue) => (a === b ? true : NotImplemented),
    ],
    __ne__: ['($self, value, /)', 'Return self!=value.', notEqual],
    __gt__: ['($self, value, /)', 'Return self>value.', notImplemented],
    __ge__: ['($self, value, /)', 'Return self>=value.', notImplemented],
    __init__: [
      '($self, /, *args, **kwargs)',
      'Initialize self.  See help(type(self)) for accurate signature.',
      initObject,
    ],
    __reduce_ex__: [
      '($self, protocol, /)',
      'Helper for pickle.',
      (vm: VM, self: PyValue, protocol: PyValue) =>
        plainReduction(vm, self, protocol) ?? vm.lib('object_reduce_ex', [self, protocol]),
    ],
    __reduce__: ['($self, /)', 'Helper for pickle.', (vm: VM, self: PyValue) => vm.lib('object_reduce', [self])],
    __getstate__: ['($self, /)', 'Helper for pickle.', (vm: VM, self: PyValue) => vm.lib('object_getstate', [self])],
    __format__: ['($self, format_spec, /)', 'str(self), for an empty format_spec.', formatObject],
    __sizeof__: ['($self, /)', 'Size of object in memory, in bytes.', (_vm: VM, self: PyValue) => sizeOf(self)],
    __dir__: ['($self, /)', 'Default dir() implementation.', objectDir],
  },
  classmethods: {
    __subclasshook__: [
      '($type, object, /)',
      'What issubclass() asks of a class made by ABCMeta first.',
      notImplemented,
    ],
    __init_subclass__: [
      '($type, /, **kwargs)',
      'Called on the parent of a class that has just been made.',
      (_vm: VM, cls: PyType, kw: PyDict | undefined) => {
        if (kw !== undefined) throw typeError(`${cls.name}.__init_subclass__() takes no keyword arguments`);
        return null;
      },
    ],
  },
  getset: {
    __class__: {
      get: (_vm: VM, self: PyValue) => typeOf(self),
      set: setClass,
      del: () => {
        throw typeError("can't delete __class__ attribute");
      },
      doc: "the object's class",
    },
  },
});

objectHash = ObjectType.dict.getStr('__hash__');
objectEq = ObjectType.dict.getStr('__eq__');
setIdentityTest(hashesByIdentity);

function sizeOf(self: PyValue): number {
  const cls = typeOf(self);
  return 16 + (cls.hasDict ? 16 : 0) + (cls.hasWeakref ? 8 : 0) + 8 * cls.slotCount;
}

defineIntrinsics({
  /** The instance's `__dict__` if its class has one, else None. */
  own_dict: [
    '(o, /)',
    (vm: VM, o: PyValue) => (o instanceof PyObject && typeOf(o).hasDict ? instanceDict(vm, o) : null),
  ],
  has_own: ['(o, name, /)', (_vm: VM, o: PyValue, name: string) => ownAttribute(o, name) !== undefined],
  slot_count: ['(cls, /)', (_vm: VM, cls: PyType) => cls.slotCount],
  type_layout: ['(cls, /)', (_vm: VM, cls: PyType) => cls.layout],
  class_flags: ['(cls, /)', (_vm: VM, cls: PyType) => (cls.heap ? 1 : 0) | (cls.final ? 2 : 0)],
});
