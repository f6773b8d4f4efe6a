/** `type`: classes as objects: their attributes, `__bases__` and names, subclass and instance checks. */
import {
  builtinTypes,
  ListType,
  NotImplemented,
  newDict,
  ObjectType,
  TypeType,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { AttributeErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyFunction, PyGetSet, PyMethodDescr } from '../objects/function.js';
import { mappingProxy } from '../objects/mapping-proxy.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import {
  assignThroughDescriptor,
  attributeError,
  bindDescriptor,
  setDictStr,
  typeGetAttribute,
} from '../protocols/attributes.js';
import { isTrueFast } from '../protocols/truth.js';
import { encodeStr } from './codec-glue.js';
import { signatureInCPython } from './constructor-signatures.js';
import { linearize } from './mro.js';
import { attributeName } from './object.js';
import { bestBase, solidBase } from './type-layout.js';
import { fullName, isText, moduleOf, shortName, textOf } from './type-names.js';
import { classIntrinsics, newType, registerSubclass, subclassesOf, unregisterSubclass } from './type-new.js';

// -- attributes of classes -------------------------------------------------------------------------------------------

/** `cls.name = value`, or `del` with value undefined. */
function assignTypeAttribute(vm: VM, cls: PyType, name: string, value: PyValue | undefined): R {
  if (!cls.heap) throw typeError(`cannot set '${name}' attribute of immutable type '${cls.name}'`);
  const d = cls.shape.cls.lookup(name);
  if (d !== undefined && typeof d === 'object' && d !== null && !(d instanceof PyFunction)) {
    const r = assignThroughDescriptor(vm, d, cls, name, value);
    if (r !== undefined) return r;
  }
  if (value === undefined) {
    if (!cls.dict.deleteStr(vm, name)) throw attributeError(cls, name);
  } else setDictStr(vm, cls.dict, name, value);
  const finalized = cls.finalizes;
  typeChanged(vm, cls);
  if (name === '__del__' && !finalized && cls.finalizes) vm.findInstances(cls);
  return null;
}

/** Lookups through the class may answer differently from now on. */
function typeChanged(vm: VM, cls: PyType): void {
  vm.charge(cls.changed());
}

function checkWritable(cls: PyType, name: string, value: PyValue | undefined): void {
  if (!cls.heap) throw typeError(`cannot set '${name}' attribute of immutable type '${cls.name}'`);
  if (value === undefined) throw typeError(`cannot delete '${name}' attribute of immutable type '${cls.name}'`);
}

/** A setter and deleter for an attribute that only classes of a program have. */
function guarded(name: string, set: (vm: VM, cls: PyType, value: PyValue) => R | void) {
  return {
    set: (vm: VM, cls: PyType, value: PyValue) => {
      checkWritable(cls, name, value);
      return set(vm, cls, value);
    },
    del: (_vm: VM, cls: PyType) => {
      checkWritable(cls, name, undefined);
    },
  };
}

/** CPython keeps names of classes in UTF-8: a lone surrogate is refused. */
function checkEncodable(vm: VM, text: string): void {
  if (/\p{Surrogate}/u.test(text)) encodeStr(vm, fromJS(text), 'utf-8');
}

function setName(vm: VM, cls: PyType, value: PyValue): void {
  if (!isText(value)) throw typeError(`can only assign string to ${cls.name}.__name__, not '${typeOf(value).name}'`);
  const text = textOf(value)!;
  if (text.includes('\0')) throw valueError('type name must not contain null characters');
  checkEncodable(vm, text);
  cls.name = text;
  typeChanged(vm, cls);
}

function setQualname(_vm: VM, cls: PyType, value: PyValue): void {
  if (!isText(value))
    throw typeError(`can only assign string to ${cls.name}.__qualname__, not '${typeOf(value).name}'`);
  cls.qualname = textOf(value)!;
}

// -- __bases__ --------------------------------------------------------------------------------------------------------

function setBases(vm: VM, cls: PyType, value: PyValue): void {
  if (!(value instanceof PyTuple)) {
    throw typeError(`can only assign tuple to ${cls.name}.__bases__, not ${typeOf(value).name}`);
  }
  if (value.items.length === 0) throw typeError(`can only assign non-empty tuple to ${cls.name}.__bases__, not ()`);
  for (const b of value.items) {
    if (!(b instanceof PyType))
      throw typeError(`${cls.name}.__bases__ must be tuple of classes, not '${typeOf(b).name}'`);
    if (b.isSubtypeOf(cls)) throw typeError('a __bases__ item causes an inheritance cycle');
  }
  const bases = value.items as PyType[];
  const base = bestBase(bases);
  const old = cls.base!;
  if (solidBase(base) !== solidBase(old) || base.hasDict !== old.hasDict) {
    if (old !== ObjectType && !base.heap && base !== ObjectType) {
      throw typeError(`__bases__ assignment: '${base.name}' deallocator differs from '${old.name}'`);
    }
    throw typeError(`__bases__ assignment: '${base.name}' object layout differs from '${old.name}'`);
  }
  const before = { bases: cls.bases, base: cls.base, mro: cls.mro };
  const undo: [PyType, PyType[]][] = [];
  cls.bases = bases.slice();
  cls.base = base;
  try {
    relinearize(vm, cls, undo);
  } catch (e) {
    cls.bases = before.bases;
    cls.base = before.base;
    for (const [c, mro] of undo) c.mro = mro;
    throw e;
  }
  for (const b of before.bases) unregisterSubclass(vm, b, cls);
  for (const b of bases) registerSubclass(vm, b, cls);
  typeChanged(vm, cls);
}

/** New mros of a class and everything below it: a work list, since classes nest as deep as a program likes. */
function relinearize(vm: VM, cls: PyType, undo: [PyType, PyType[]][]): void {
  const work = [cls];
  for (let i = 0; i < work.length; i++) {
    const c = work[i]!;
    undo.push([c, c.mro]);
    c.mro = linearize(vm, c, c.bases);
    for (const sub of c.subclasses) work.push(sub);
  }
}

// -- annotations (PEP 649) ---------------------------------------------------------------------------------------------

function getAnnotations(vm: VM, cls: PyType): R {
  if (!cls.heap) throw attributeError(cls, '__annotations__');
  const own = cls.dict.getStr('__annotations__');
  if (own !== undefined) return bindDescriptor(vm, own, undefined, cls);
  const cached = cls.dict.getStr('__annotations_cache__');
  if (cached !== undefined) return cached;
  const annotate = cls.dict.getStr('__annotate_func__') ?? cls.dict.getStr('__annotate__') ?? null;
  if (annotate === null) {
    const d = newDict();
    setDictStr(vm, cls.dict, '__annotations_cache__', d);
    return d;
  }
  return vm.lib('class_annotations', [cls]);
}

function setAnnotations(vm: VM, cls: PyType, value: PyValue): R {
  if (!cls.heap) throw typeError(`cannot set '__annotations__' attribute of immutable type '${cls.name}'`);
  setDictStr(
    vm,
    cls.dict,
    cls.dict.getStr('__annotations__') !== undefined ? '__annotations__' : '__annotations_cache__',
    value,
  );
  forgetAnnotate(vm, cls);
  typeChanged(vm, cls);
  return null;
}

function forgetAnnotate(vm: VM, cls: PyType): void {
  cls.dict.deleteStr(vm, '__annotate_func__');
  cls.dict.deleteStr(vm, '__annotate__');
}

function deleteAnnotations(vm: VM, cls: PyType): R {
  if (!cls.heap) throw typeError(`cannot set '__annotations__' attribute of immutable type '${cls.name}'`);
  const had = cls.dict.deleteStr(vm, '__annotations__') || cls.dict.deleteStr(vm, '__annotations_cache__');
  if (!had) throw raise(AttributeErrorType, '__annotations__');
  forgetAnnotate(vm, cls);
  typeChanged(vm, cls);
  return null;
}

function getAnnotate(vm: VM, cls: PyType): R {
  if (!cls.heap) throw attributeError(cls, '__annotate__');
  const f = cls.dict.getStr('__annotate_func__') ?? cls.dict.getStr('__annotate__');
  if (f !== undefined) return bindDescriptor(vm, f, undefined, cls);
  setDictStr(vm, cls.dict, '__annotate_func__', null);
  return null;
}

function setAnnotate(vm: VM, cls: PyType, value: PyValue): R {
  if (!cls.heap) throw typeError(`cannot set '__annotate__' attribute of immutable type '${cls.name}'`);
  if (value !== null && typeOf(value).lookup('__call__') === undefined) {
    throw typeError('__annotate__ must be callable or None');
  }
  setDictStr(vm, cls.dict, '__annotate_func__', value);
  if (value !== null) {
    cls.dict.deleteStr(vm, '__annotations__');
    cls.dict.deleteStr(vm, '__annotations_cache__');
  }
  typeChanged(vm, cls);
  return null;
}

// -- checks ---------------------------------------------------------------------------------------------------------------

/** Whether `o.__class__` is the class for instances of `t`: no attribute of theirs says otherwise. */
export function showsItsClass(t: PyType): boolean {
  const hook = t.lookup('__getattribute__');
  if (!(hook instanceof PyMethodDescr) || hook.owner.layout === 'weakproxy') return false;
  return t.lookup('__class__') === ObjectType.dict.getStr('__class__');
}

/** isinstance without hooks: the class itself, or what `__class__` claims. */
function realInstanceCheck(vm: VM, cls: PyType, o: PyValue): R {
  const t = typeOf(o);
  if (t === cls || t.isSubtypeOf(cls)) return true;
  return showsItsClass(t) ? false : vm.lib('instance_check_by_class', [o, cls]);
}

function subclassCheck(vm: VM, cls: PyType, c: PyValue): R {
  if (c instanceof PyType) return c === cls || c.isSubtypeOf(cls);
  return vm.lib('subclass_check_by_bases', [c, cls]);
}

// -- __or__: X | Y ----------------------------------------------------------------------------------------------------------

let union: (vm: VM, a: PyValue, b: PyValue) => R = () => NotImplemented;
/** Given by types/union.ts: `a | b` of types. */
export function setUnion(f: (vm: VM, a: PyValue, b: PyValue) => R): void {
  union = f;
}

function typeRepr(_vm: VM, cls: PyType): PyValue {
  return fromJS(`<class '${fullName(cls)}'>`);
}

function typeDir(vm: VM, cls: PyType): PyValue {
  const names = new Set<string>();
  for (const c of cls.mro) {
    vm.charge(c.dict.keys.length);
    vm.alloc(c.dict.size * 16);
    for (const k of c.dict.keys) if (typeof k === 'string') names.add(k);
  }
  const hidden = vm.hidden;
  const listed = hidden === null ? [...names] : [...names].filter((n) => hidden.text(cls, n) === undefined);
  return new PyList(ListType.root, listed);
}

/** Static types of CPython that have a module before their name; others of modules are made when it is imported. */
const STATIC = new Set(
  (
    'types.SimpleNamespace types.GenericAlias typing.Union typing.TypeAliasType collections.OrderedDict ' +
    'weakref.ReferenceType weakref.ProxyType weakref.CallableProxyType'
  ).split(' '),
);

/** CPython's Py_TPFLAGS that programs look at. */
function flagsOf(cls: PyType): number {
  let flags = 1 << 12;
  if (cls.heap || (cls.name.includes('.') && !STATIC.has(cls.name))) flags |= 1 << 9;
  if (!cls.heap) flags |= 1 << 8;
  if (!cls.final) flags |= 1 << 10;
  if (cls.abstract) flags |= 1 << 20;
  if (cls.hasDict) flags |= 1 << 4;
  for (const c of cls.mro) {
    if (c.patma === 1) flags |= 1 << 5;
    if (c.patma === 2) flags |= 1 << 6;
    if (c.heap) continue;
    const bit = ['int', 'list', 'tuple', 'bytes', 'str', 'dict', 'BaseException', 'type'].indexOf(c.name);
    if (bit >= 0) flags |= 2 ** (24 + bit);
  }
  return flags >>> 0;
}

defineType(TypeType, {
  doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
  new: ['($type, *args, **kwargs)', 'Create and return a new object.  See help(type) for accurate signature.', newType],
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', typeRepr],
    __call__: [
      '($self, /, *args, **kwargs)',
      'Call self as a function.',
      (vm: VM, cls: PyType, args: PyValue[], kw: PyDict | undefined) =>
        vm.lib('type_call', [cls, tuple(args), kw ?? newDict()]),
    ],
    __getattribute__: [
      '($self, name, /)',
      'Return getattr(self, name).',
      (vm: VM, cls: PyType, name: PyValue) => {
        const key = attributeName(name);
        const v = typeGetAttribute(vm, cls, key);
        if (v === undefined) throw attributeError(cls, key);
        return v;
      },
    ],
    __setattr__: [
      '($self, name, value, /)',
      'Implement setattr(self, name, value).',
      (vm: VM, cls: PyType, name: PyValue, value: PyValue) => assignTypeAttribute(vm, cls, attributeName(name), value),
    ],
    __delattr__: [
      '($self, name, /)',
      'Implement delattr(self, name).',
      (vm: VM, cls: PyType, name: PyValue) => assignTypeAttribute(vm, cls, attributeName(name), undefined),
    ],
    __init__: [
      '($self, /, *args, **kwargs)',
      'Initialize self.  See help(type(self)) for accurate signature.',
      (_vm: VM, _cls: PyType, args: PyValue[], kw: PyDict | undefined) => {
        if (args.length === 1 && kw !== undefined) throw typeError('type.__init__() takes no keyword arguments');
        if (args.length !== 1 && args.length !== 3) throw typeError('type.__init__() takes 1 or 3 arguments');
        return null;
      },
    ],
    __or__: ['($self, value, /)', 'Return self|value.', (vm: VM, a: PyValue, b: PyValue) => union(vm, a, b)],
    __ror__: ['($self, value, /)', 'Return value|self.', (vm: VM, a: PyValue, b: PyValue) => union(vm, b, a)],
    mro: [
      '($self, /)',
      "Return a type's method resolution order.",
      (vm: VM, cls: PyType) =>
        new PyList(ListType.root, cls.bases.length === 0 ? [cls] : linearize(vm, cls, cls.bases)),
    ],
    __subclasses__: [
      '($self, /)',
      'Return a list of immediate subclasses.',
      (vm: VM, cls: PyType) => {
        const subs = [...builtinSubclassesOf(cls), ...subclassesOf(vm, cls)];
        vm.alloc(subs.length * 8);
        return new PyList(ListType.root, subs);
      },
    ],
    __instancecheck__: ['($self, instance, /)', 'Check if an object is an instance.', realInstanceCheck],
    __subclasscheck__: ['($self, subclass, /)', 'Check if a class is a subclass.', subclassCheck],
    __dir__: ['($self, /)', 'Specialized __dir__ implementation for types.', typeDir],
    __sizeof__: ['($self, /)', 'Return memory consumption of the type object.', () => 1080],
  },
  classmethods: {
    __prepare__: ['($cls, name, bases, /, **kwds)', 'Create the namespace for the class statement', prepareNamespace],
  },
  getset: {
    __basicsize__: { get: () => 16 },
    __itemsize__: { get: () => 0 },
    __flags__: { get: (_vm: VM, cls: PyType) => flagsOf(cls) },
    __weakrefoffset__: { get: (_vm: VM, cls: PyType) => (cls.hasWeakref ? 24 : 0) },
    __base__: { get: (_vm: VM, cls: PyType) => cls.base },
    __dictoffset__: { get: (_vm: VM, cls: PyType) => (cls.hasDict ? 16 : 0) },
    __name__: { get: (_vm: VM, cls: PyType) => fromJS(shortName(cls)), ...guarded('__name__', setName) },
    __qualname__: { get: (_vm: VM, cls: PyType) => fromJS(cls.qualname), ...guarded('__qualname__', setQualname) },
    __bases__: { get: (_vm: VM, cls: PyType) => tuple(cls.bases.slice()), ...guarded('__bases__', setBases) },
    __mro__: { get: (_vm: VM, cls: PyType) => tuple(cls.mro.slice()) },
    __module__: {
      get: (vm: VM, cls: PyType) => {
        const m = moduleOf(cls);
        if (m === undefined) throw raise(AttributeErrorType, '__module__');
        return cls.heap ? bindDescriptor(vm, m, undefined, cls) : m;
      },
      ...guarded('__module__', (vm, cls, value) => {
        setDictStr(vm, cls.dict, '__module__', value);
        cls.dict.deleteStr(vm, '__firstlineno__');
        typeChanged(vm, cls);
      }),
    },
    __abstractmethods__: {
      get: (_vm: VM, cls: PyType) => {
        const v = cls === TypeType ? undefined : cls.dict.getStr('__abstractmethods__');
        if (v === undefined) throw raise(AttributeErrorType, '__abstractmethods__');
        return v;
      },
      set: (vm: VM, cls: PyType, value: PyValue) => {
        checkWritable(cls, '__abstractmethods__', value);
        const truth = isTrueFast(vm, value);
        if (truth === undefined) return vm.lib('set_abstract_methods', [cls, value]);
        markAbstract(vm, cls, value, truth);
        return null;
      },
      del: (vm: VM, cls: PyType) => {
        if (!cls.dict.deleteStr(vm, '__abstractmethods__')) throw raise(AttributeErrorType, '__abstractmethods__');
        cls.abstract = false;
        typeChanged(vm, cls);
      },
    },
    __dict__: { get: (_vm: VM, cls: PyType) => mappingProxy(cls.dict) },
    __doc__: {
      get: (vm: VM, cls: PyType) => {
        const doc = cls.dict.getStr('__doc__');
        if (doc === undefined || (!cls.heap && doc instanceof PyGetSet)) return null;
        return bindDescriptor(vm, doc, undefined, cls);
      },
      ...guarded('__doc__', (vm, cls, value) => {
        setDictStr(vm, cls.dict, '__doc__', value);
        typeChanged(vm, cls);
      }),
    },
    __text_signature__: { get: (_vm: VM, cls: PyType) => constructorSignature(cls) },
    __annotations__: { get: getAnnotations, set: setAnnotations, del: deleteAnnotations },
    __annotate__: {
      get: getAnnotate,
      set: setAnnotate,
      del: () => {
        throw typeError('cannot delete __annotate__ attribute');
      },
    },
    __type_params__: {
      get: (_vm: VM, cls: PyType) => (cls.heap ? (cls.dict.getStr('__type_params__') ?? tuple([])) : tuple([])),
      set: (vm: VM, cls: PyType, value: PyValue) => {
        checkWritable(cls, '__type_params__', value);
        setDictStr(vm, cls.dict, '__type_params__', value);
        typeChanged(vm, cls);
      },
      del: (_vm: VM, cls: PyType) => checkWritable(cls, '__type_params__', undefined),
    },
  },
});

function markAbstract(vm: VM, cls: PyType, value: PyValue, truth: boolean): void {
  setDictStr(vm, cls.dict, '__abstractmethods__', value);
  cls.abstract = truth;
  typeChanged(vm, cls);
}

function prepareNamespace(_vm: VM): PyValue {
  return newDict();
}

function constructorSignature(cls: PyType): PyValue {
  if (cls.heap) return null;
  const known = signatureInCPython(cls);
  if (known !== undefined) return known;
  // A `make` that takes anything leaves the words to `__new__`.
  const made = cls.makeDef?.signature === '(*args, **kwargs)' ? (cls.newDef ?? cls.makeDef) : cls.makeDef;
  const def = made ?? cls.newDef;
  return def === null
    ? null
    : def.signature.replace(/\$(type|cls|self), ?(\/, ?)?/, '').replace(/\(\$(type|cls|self)\)/, '()');
}

/** Built-in classes directly below a built-in class; the table is made once, at the first question. */
let builtinChildren: Map<PyType, PyType[]> | undefined;
function builtinSubclassesOf(cls: PyType): PyType[] {
  if (cls.heap) return [];
  if (builtinChildren === undefined) {
    builtinChildren = new Map();
    for (const t of builtinTypes) {
      for (const b of t.bases) {
        const list = builtinChildren.get(b);
        if (list === undefined) builtinChildren.set(b, [t]);
        else list.push(t);
      }
    }
  }
  return builtinChildren.get(cls) ?? [];
}

defineIntrinsics({
  ...classIntrinsics,
  mark_abstract: [
    '(cls, value, truth, /)',
    (vm: VM, cls: PyType, value: PyValue, truth: boolean) => markAbstract(vm, cls, value, truth),
  ],
  class_dict_get: [
    '(cls, name, default, /)',
    (_vm: VM, cls: PyType, name: string, d: PyValue) => cls.dict.getStr(name) ?? d,
  ],
  class_dict_set: [
    '(cls, name, value, /)',
    (vm: VM, cls: PyType, name: string, value: PyValue) => {
      setDictStr(vm, cls.dict, name, value);
    },
  ],
  /** isinstance on the real class only. */
  real_instance: ['(o, cls, /)', (_vm: VM, o: PyValue, cls: PyType) => typeOf(o).isSubtypeOf(cls)],
  /** The class attribute as found along the mro, unbound; the default if there is none. */
  class_lookup: ['(cls, name, default, /)', (_vm: VM, cls: PyType, name: string, d: PyValue) => cls.lookup(name) ?? d],
  is_native_method: ['(f, /)', (_vm: VM, f: PyValue) => f instanceof PyMethodDescr],
  is_class: ['(o, /)', (_vm: VM, o: PyValue) => o instanceof PyType],
});
