/**
 * Making a class: `type(name, bases, namespace)` (Data model, 3.3.3 "Customizing class creation").
 *
 * The native half builds the class; what must be Python code (a custom `mro()`, `__set_name__`, `__init_subclass__`,
 * iterating `__slots__`) is left to `library/classes.py`, which gets the finished class.
 */
import {
  ClassMethodType,
  newDict,
  ObjectType,
  StaticMethodType,
  TypeType,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import { PyDict } from '../objects/dict.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { PyBuiltin, PyCell, PyFunction, PyMethodDescr, PyWrapperMethod } from '../objects/function.js';
import { ParamKind } from '../objects/native.js';
import { PyType, type PyValue, type R } from '../objects/object.js';
import { type PyList, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { callNative } from '../protocols/call.js';
import { collectFast } from '../protocols/iterate.js';
import { toRepr } from '../protocols/special.js';
import { linearize } from './mro.js';
import { installSlots, planSlots } from './slots.js';
import { bestBase, calculateMetaclass, solidBase } from './type-layout.js';
import { isText, textOf } from './type-names.js';

/** `type.__new__(meta, name, bases, namespace, **kwargs)` */
export function newType(vm: VM, meta: PyType, args: PyValue[], kw: PyDict | undefined): R {
  if (args.length !== 3) throw typeError(`type.__new__() takes exactly 3 arguments (${args.length} given)`);
  const [name, bases, ns] = args as [PyValue, PyValue, PyValue];
  if (!isText(name)) throw typeError(`type.__new__() argument 1 must be str, not ${typeOf(name).name}`);
  if (!(bases instanceof PyTuple))
    throw typeError(`type.__new__() argument 2 must be tuple, not ${typeOf(bases).name}`);
  if (!(ns instanceof PyDict)) throw typeError(`type.__new__() argument 3 must be dict, not ${typeOf(ns).name}`);
  checkBases(bases.items);
  const winner = calculateMetaclass(meta, bases.items);
  if (winner !== meta) {
    const make = winner.lookup('__new__');
    if (!(make instanceof PyBuiltin && make.def === TypeType.newDef)) {
      return vm.lib('new_by_metaclass', [winner, tuple(args), kw ?? newDict()]);
    }
  }
  const slots = ns.getStr('__slots__');
  let items: PyValue[] | undefined;
  if (slots !== undefined) {
    items = isText(slots) ? [slots] : collectFast(vm, slots);
    if (items === undefined) return vm.lib('new_type_with_slots', [winner, name, bases, ns, kw ?? newDict(), slots]);
  }
  return buildType(vm, winner, textOf(name)!, bases.items, ns, kw ?? newDict(), items);
}

function checkBases(bases: readonly PyValue[]): void {
  for (const b of bases) {
    if (!(b instanceof PyType) && typeOf(b).lookup('__mro_entries__') !== undefined) {
      throw typeError("type() doesn't support MRO entry resolution; use types.new_class()");
    }
  }
}

/** Build the class from checked parts, then what Python code has to do. */
export function buildType(
  vm: VM,
  meta: PyType,
  name: string,
  given: PyValue[],
  ns: PyDict,
  kw: PyDict,
  slots: PyValue[] | undefined,
): R {
  if (name.includes('\0')) throw valueError('type name must not contain null characters');
  const bases = (given.length === 0 ? [ObjectType] : given) as PyType[];
  const base = bestBase(bases);
  vm.alloc(1200);
  const dict = newDict();
  dict.copyFrom(vm, ns);
  const plan = planSlots(vm, name, base, bases, dict, slots);
  const cls = new PyType(meta.root, name, bases.slice(), dict, true);
  cls.base = base;
  cls.layout = base.layout;
  cls.patma = 0;
  takeQualname(vm, cls, dict);
  if (dict.getStr('__module__') === undefined) {
    const module = callerModule(vm);
    if (module !== undefined) dict.setStr('__module__', module);
  }
  wrapImplicit(dict);
  const cell = dict.getStr('__classcell__');
  if (cell !== undefined) {
    if (!(cell instanceof PyCell)) {
      return typeErrorWithRepr(vm, '__classcell__ must be a nonlocal cell, not ', typeOf(cell));
    }
    dict.deleteStr(vm, '__classcell__');
    cell.value = cls;
  }
  const namespace = dict.getStr('__classdictcell__');
  if (namespace !== undefined) {
    if (!(namespace instanceof PyCell)) {
      return typeErrorWithRepr(vm, '__classdictcell__ must be a nonlocal cell, not ', typeOf(namespace));
    }
    dict.deleteStr(vm, '__classdictcell__');
    namespace.value = dict;
  }
  installSlots(cls, base, plan);
  if (dict.getStr('__doc__') === undefined) dict.setStr('__doc__', null);
  if (dict.getStr('__eq__') !== undefined && dict.getStr('__hash__') === undefined) dict.setStr('__hash__', null);
  const mro = meta === TypeType ? undefined : meta.lookup('mro');
  const customMro = mro !== undefined && !(mro instanceof PyMethodDescr && mro.owner === TypeType);
  if (!customMro) cls.mro = linearize(vm, cls, bases);
  else cls.mro = [cls, ObjectType];
  if (customMro) return vm.lib('finish_class_with_mro', [cls, kw]);
  return finishType(vm, cls, kw);
}

/** The mro is there: link the class to its bases, then the hooks. */
function finishType(vm: VM, cls: PyType, kw: PyDict): R {
  for (const b of cls.bases) registerSubclass(vm, b, cls);
  const named: PyValue[] = [];
  let native = true;
  vm.charge(cls.dict.keys.length);
  for (let i = 0; i < cls.dict.keys.length; i++) {
    const key = cls.dict.keys[i];
    const v = cls.dict.vals[i]!;
    if (key === undefined || typeof v !== 'object' || v === null) continue;
    const hook = typeOf(v).lookup('__set_name__');
    if (hook === undefined || hook === null) continue;
    if (!(hook instanceof PyMethodDescr)) native = false;
    named.push(tuple([key, v]));
  }
  const init = superInit(cls);
  const initNative = init instanceof PyMethodDescr && init.owner === ObjectType;
  if (native && initNative) {
    for (const pair of named) {
      const [key, v] = (pair as PyTuple).items as [PyValue, PyValue];
      callNative(vm, (typeOf(v).lookup('__set_name__') as PyMethodDescr).def, v, [cls, key], null);
    }
    if (kw.size > 0) throw typeError(`${cls.name}.__init_subclass__() takes no keyword arguments`);
    return cls;
  }
  return vm.lib('finish_class', [cls, tuple(named), kw]);
}

/** `super(cls, cls).__init_subclass__`, unbound. */
function superInit(cls: PyType): PyValue | undefined {
  for (let i = 1; i < cls.mro.length; i++) {
    const v = cls.mro[i]!.dict.getStr('__init_subclass__');
    if (v !== undefined) return v;
  }
  return undefined;
}

export function registerSubclass(vm: VM, base: PyType, cls: PyType): void {
  if (base.heap) {
    base.subclasses.push(cls);
    return;
  }
  const known = vm.builtinSubclasses.get(base);
  if (known === undefined) vm.builtinSubclasses.set(base, [cls]);
  else known.push(cls);
}

export function unregisterSubclass(vm: VM, base: PyType, cls: PyType): void {
  const list = base.heap ? base.subclasses : vm.builtinSubclasses.get(base);
  const i = list === undefined ? -1 : list.indexOf(cls);
  if (i >= 0) list!.splice(i, 1);
}

/** Direct subclasses made in this cell. */
export function subclassesOf(vm: VM, cls: PyType): PyType[] {
  return cls.heap ? cls.subclasses : (vm.builtinSubclasses.get(cls) ?? []);
}

function takeQualname(vm: VM, cls: PyType, dict: PyDict): void {
  const q = dict.getStr('__qualname__');
  if (q === undefined) return;
  const text = isText(q) ? textOf(q) : undefined;
  if (text === undefined) throw typeError(`type __qualname__ must be a str, not ${typeOf(q).name}`);
  cls.qualname = text;
  dict.deleteStr(vm, '__qualname__');
}

/** `__name__` of the globals of the Python code that is running. */
export function callerModule(vm: VM): PyValue | undefined {
  let f = vm.frame;
  while (f?.code.f.hidden) f = f.back;
  return f?.globals.getStr('__name__');
}

/** `__new__` is a static method, `__init_subclass__` and `__class_getitem__` are class methods, without saying so. */
function wrapImplicit(dict: PyDict): void {
  const make = dict.getStr('__new__');
  if (make instanceof PyFunction) dict.setStr('__new__', new PyWrapperMethod(StaticMethodType.root, make));
  for (const name of ['__init_subclass__', '__class_getitem__']) {
    const f = dict.getStr(name);
    if (f instanceof PyFunction) dict.setStr(name, new PyWrapperMethod(ClassMethodType.root, f));
  }
}

function typeErrorWithRepr(vm: VM, text: string, v: PyValue): R {
  const r = toRepr(vm, v);
  if (typeof r === 'string') throw typeError(text + r);
  return vm.lib('raise_type_error_with_repr', [text, v]);
}

/** The result of a custom `mro()`, checked, becomes the class's mro. */
function setMro(vm: VM, cls: PyType, result: PyTuple | PyList): null {
  const items = result.items;
  if (items.length === 0) throw typeError('type MRO must not be empty');
  vm.charge(items.length);
  const solid = solidBase(cls);
  for (const b of items) {
    if (!(b instanceof PyType)) throw typeError(`mro() returned a non-class ('${typeOf(b).name}')`);
    if (!solid.isSubtypeOf(solidBase(b)) && b !== cls && solid !== solidBase(b)) {
      throw typeError(`mro() returned base with unsuitable layout ('${b.name}')`);
    }
  }
  cls.mro = items.slice() as PyType[];
  cls.changed();
  return null;
}

/** Whether instances have no built-in layout of their own (pickling by `__new__` and state is enough). */
function hasPlainLayout(cls: PyType): boolean {
  let c = solidBase(cls);
  while (c.heap) c = solidBase(c.base!);
  return c === ObjectType && (cls.heap || cls === ObjectType);
}

export const classIntrinsics = {
  calculate_metaclass: [
    '(meta, bases, /)',
    (_vm: VM, meta: PyType, bases: PyTuple) => calculateMetaclass(meta, bases.items),
  ],
  /** Run a class body with `ns` as its namespace; the `__class__` cell if it has one. */
  run_class_body: ['(f, ns, /)', (vm: VM, f: PyFunction, ns: PyValue) => vm.exec(f, ns)],
  /** The class in a `__class__` cell; None where it is empty; the class itself where there is no cell. */
  cell_class: [
    '(cell, cls, /)',
    (_vm: VM, cell: PyValue, cls: PyType) => (cell instanceof PyCell ? (cell.value ?? null) : cls),
  ],
  /** Keywords were for a `__new__` of Python code: a native `__init__` that takes none does not get them. */
  keywords_for_init: [
    '(o, kwargs, /)',
    (_vm: VM, o: PyValue, kwargs: PyDict) => {
      const cls = typeOf(o);
      const init = cls.lookup('__init__');
      if (!(init instanceof PyMethodDescr) || cls.lookup('__new__') instanceof PyBuiltin) return kwargs;
      return init.def.params.every((p) => p.kind === ParamKind.PositionalOnly) ? newDict() : kwargs;
    },
  ],
  has_plain_layout: ['(cls, /)', (_vm: VM, cls: PyType) => hasPlainLayout(cls)],
  has_plain_init_subclass: [
    '(cls, /)',
    (_vm: VM, cls: PyType) => {
      const init = superInit(cls);
      return init instanceof PyMethodDescr && init.owner === ObjectType;
    },
  ],
  is_real_subclass: ['(c, cls, /)', (_vm: VM, c: PyType, cls: PyType) => c.isSubtypeOf(cls)],

  build_type: [
    '(meta, name, bases, ns, kw, slots, /)',
    (vm: VM, meta: PyType, name: PyValue, bases: PyTuple, ns: PyDict, kw: PyDict, slots: PyList) =>
      buildType(vm, meta, textOf(name)!, bases.items, ns, kw, slots.items),
  ],
  set_class_mro: ['(cls, mro, /)', setMro],
  finish_type: ['(cls, kw, /)', finishType],
} as const;
