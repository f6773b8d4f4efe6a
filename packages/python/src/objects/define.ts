/**
 * `defineType`: the one way a built-in class gets its behaviour. The table's method signatures are CPython's own text
 * signatures. Runs at load time only; afterwards the class is frozen.
 */
import {
  BuiltinFunctionType,
  ClassMethodDescriptorType,
  GetSetDescriptorType,
  MemberDescriptorType,
  MethodDescriptorType,
  StaticMethodType,
  WrapperDescriptorType,
} from './builtin-types.js';
import { docOf, methodDoc } from './docstrings.js';
import { type NativeGet, type NativeSet, PyBuiltin, PyGetSet, PyMethodDescr, PyWrapperMethod } from './function.js';
import { isMember } from './members.js';
import { defineNative, type NativeDef, type NativeImpl, type SelfKind } from './native.js';
import type { PyType, PyValue } from './object.js';
import type { VM } from './vm.js';

/** Text signature, docstring, implementation `(vm, self, ...args)`. */
export type MethodRow = readonly [signature: string, doc: string | null, impl: NativeImpl];

export interface TypeSpec {
  doc?: string | null;
  /** How `self` reaches the functions: 'int' | 'float' | 'str' unwrap to the raw value, also for subclasses. */
  self?: SelfKind;
  /** `__new__`: impl is `(vm, cls, ...args)`. */
  new?: MethodRow;
  /** A direct call of exactly this class, where that is shorter than `__new__` then `__init__`: `(vm, cls, ...args)`. */
  make?: MethodRow;
  /** Methods; names that are slots in CPython (`__add__`, `__repr__`, ...) become slot wrappers. */
  methods?: Record<string, MethodRow>;
  classmethods?: Record<string, MethodRow>;
  staticmethods?: Record<string, MethodRow>;
  getset?: Record<string, { get?: NativeGet; set?: NativeSet; del?: NativeSet; doc?: string | null }>;
  /** All of `getset` are members (members.ts). */
  members?: boolean;
  /** Plain class attributes (`__hash__ = None`, `__match_args__`, ...). */
  attrs?: Record<string, PyValue>;
}

/** Special methods that are type slots in CPython: their descriptors are `wrapper_descriptor`s. */
const SLOT_NAMES = new Set(
  (
    'repr hash call str getattribute getattr setattr delattr lt le eq ne gt ge iter next get set delete init del len ' +
    'getitem setitem delitem contains add radd iadd sub rsub isub mul rmul imul mod rmod imod divmod rdivmod pow rpow ' +
    'ipow neg pos abs bool invert lshift rlshift ilshift rshift rrshift irshift and rand iand xor rxor ixor or ror ior ' +
    'int float floordiv rfloordiv ifloordiv truediv rtruediv itruediv index matmul rmatmul imatmul await aiter anext ' +
    'buffer release_buffer'
  )
    .split(' ')
    .map((n) => `__${n}__`),
);

/** Slots that are ordinary methods as well, for speed. */
const METHODS_TOO = new Set([
  'dict.__contains__',
  'dict.__getitem__',
  'list.__getitem__',
  'set.__contains__',
  'frozenset.__contains__',
]);

export function defineType(cls: PyType, spec: TypeSpec): PyType {
  const self = spec.self ?? 'object';
  const dict = cls.dict;
  const q = (name: string) => `${cls.qualname}.${name}`;
  if (spec.new !== undefined) {
    const [signature, doc, impl] = spec.new;
    const def = defineNative('__new__', q('__new__'), signature, doc ?? methodDoc('__new__', ''), impl, 'none');
    cls.newDef = def;
    dict.setStr('__new__', new PyBuiltin(BuiltinFunctionType.root, def, cls, null));
  }
  if (spec.make !== undefined)
    cls.makeDef = defineNative(cls.qualname, cls.qualname, spec.make[0], null, spec.make[2], 'none', false, true);
  for (const [name, [signature, doc, impl]] of Object.entries(spec.methods ?? {})) {
    const wrapper = SLOT_NAMES.has(name) && !METHODS_TOO.has(q(name));
    const def = defineNative(name, q(name), signature, doc ?? methodDoc(name, q(name)), impl, self, wrapper);
    dict.setStr(name, new PyMethodDescr((wrapper ? WrapperDescriptorType : MethodDescriptorType).root, def, cls));
  }
  for (const [name, [signature, doc, impl]] of Object.entries(spec.classmethods ?? {})) {
    const def = defineNative(name, q(name), signature, doc ?? methodDoc(name, q(name)), impl, 'object');
    dict.setStr(name, new PyMethodDescr(ClassMethodDescriptorType.root, def, cls));
  }
  for (const [name, [signature, doc, impl]] of Object.entries(spec.staticmethods ?? {})) {
    const def = defineNative(name, q(name), signature, doc ?? methodDoc(name, q(name)), impl, 'none');
    const fn = new PyBuiltin(BuiltinFunctionType.root, def, undefined, null);
    dict.setStr(name, new PyWrapperMethod(StaticMethodType.root, fn));
  }
  for (const [name, g] of Object.entries(spec.getset ?? {})) {
    dict.setStr(
      name,
      new PyGetSet(
        (spec.members === true || isMember(cls.qualname, name) ? MemberDescriptorType : GetSetDescriptorType).root,
        name,
        cls,
        g.get ?? null,
        g.set ?? null,
        g.del ?? null,
        g.doc ?? null,
        self,
      ),
    );
  }
  for (const [name, value] of Object.entries(spec.attrs ?? {})) dict.setStr(name, value);
  if (spec.getset?.['__doc__'] === undefined && (spec.doc !== undefined || dict.getStr('__doc__') === undefined))
    dict.setStr('__doc__', spec.doc ?? docOf(`class ${cls.qualname}`));
  return cls;
}

/** Natives that only library code can name, by name. */
export const intrinsics = new Map<string, NativeDef>();

/** The function that a native is in every cell: nothing of it can change. */
const functionOf = (def: NativeDef, module: string | null): PyBuiltin =>
  new PyBuiltin(BuiltinFunctionType.root, def, undefined, module);

let intrinsicFunctions: ReadonlyMap<string, PyBuiltin> | null = null;

/** The intrinsics as functions, made once all are defined. */
export function libraryIntrinsics(): ReadonlyMap<string, PyBuiltin> {
  intrinsicFunctions ??= new Map([...intrinsics].map(([name, def]) => [name, functionOf(def, null)]));
  return intrinsicFunctions;
}

/** Natives for `library/` code: `{ list_items: ['($l, /)', impl] }`; a leading `$` parameter is not special here: write plain names. */
export function defineIntrinsics(table: Record<string, readonly [signature: string, impl: NativeImpl]>): void {
  for (const [name, [signature, impl]] of Object.entries(table)) {
    if (intrinsics.has(name)) throw new Error(`intrinsic ${name} is defined twice`);
    intrinsics.set(name, defineNative(name, name, signature, null, impl, 'none'));
  }
}

/** A native module: made for each cell that imports it. */
export interface ModuleSpec {
  readonly doc?: string | null;
  /** Powers that the module needs, by their field in `Powers`: a policy grants by these names. */
  readonly needs?: readonly string[];
  readonly functions?: Record<string, MethodRow>;
  /** Values that all cells share: nothing of them can change. Asked once, when everything is loaded. */
  readonly constants?: () => Iterable<readonly [string, PyValue]>;
  /** Names of values made for each cell, where all have the same: so the namespaces share their index. */
  readonly places?: readonly string[];
  /** Values, made for each cell. */
  readonly values?: (vm: VM) => Iterable<readonly [string, PyValue]>;
  /** Built-in classes that the module shows under their own names. */
  readonly types?: readonly PyType[];
}

export interface ModuleEntry extends ModuleSpec {
  readonly name: string;
  readonly natives: readonly NativeDef[];
  /** The same as functions. */
  readonly callables: readonly PyBuiltin[];
}

/** Native modules by name. */
export const moduleTable = new Map<string, ModuleEntry>();

/** `defineModule('time', { needs: ['clock'], functions: { sleep: ['(seconds, /)', doc, impl] } })`; impl is `(vm, ...args)`. */
export function defineModule(name: string, spec: ModuleSpec): void {
  const natives = Object.entries(spec.functions ?? {}).map(([fn, [signature, doc, impl]]) => {
    const qualname = name === 'builtins' ? fn : `${name}.${fn}`;
    return defineNative(fn, qualname, signature, doc ?? docOf(qualname), impl, 'none');
  });
  const callables = natives.map((def) => functionOf(def, name));
  moduleTable.set(name, { ...spec, doc: spec.doc ?? docOf(`module ${name}`), name, natives, callables });
}
