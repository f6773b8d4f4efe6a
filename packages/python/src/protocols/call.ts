/**
 * Calling natives: binding arguments to a native's signature, with CPython's TypeErrors, and unwrapping `self`.
 * Calls of Python functions are the machine's (machine/calls.ts); nothing here runs Python code.
 */
import { ClassMethodDescriptorType, NotImplemented, newDict, typeOf } from '../objects/builtin-types.js';
import type { PyDict } from '../objects/dict.js';
import { AttributeErrorType, raise, typeError } from '../objects/exception-types.js';
import { type PyBuiltin, PyMethodDescr } from '../objects/function.js';
import { type NativeDef, ParamKind, type SelfKind } from '../objects/native.js';
import {
  DELEGATE,
  PyFloat,
  type PyFloatObject,
  PyIntObject,
  type PyObject,
  PyStrObject,
  PyType,
  type PyValue,
  type R,
} from '../objects/object.js';
import type { VM } from '../objects/vm.js';

/** The raw value that a native of the given kind takes as self. */
export function unwrapSelf(kind: SelfKind, self: PyValue): unknown {
  switch (kind) {
    case 'int':
      return typeof self === 'boolean' ? (self ? 1 : 0) : self instanceof PyIntObject ? self.value : self;
    case 'float':
      return self instanceof PyFloat ? self.v : (self as PyFloatObject).value;
    case 'str':
      return self instanceof PyStrObject ? self.value : self;
    default:
      return self;
  }
}

/** Call a native whose `self` (if its kind has one) is known to fit. `kw` names the last arguments. */
export function callNative(vm: VM, def: NativeDef, self: PyValue | undefined, args: PyValue[], kw: string[] | null): R {
  const bound = def.simple && kw === null ? simpleArgs(def, args) : bindNative(vm, def, args, kw);
  const impl = def.impl;
  if (self === undefined) {
    switch (bound.length) {
      case 0:
        return impl(vm) ?? null;
      case 1:
        return impl(vm, bound[0]) ?? null;
      case 2:
        return impl(vm, bound[0], bound[1]) ?? null;
      case 3:
        return impl(vm, bound[0], bound[1], bound[2]) ?? null;
      default:
        return impl(vm, ...bound) ?? null;
    }
  }
  const me = def.selfKind === 'object' || def.selfKind === 'none' ? self : unwrapSelf(def.selfKind, self);
  switch (bound.length) {
    case 0:
      return impl(vm, me) ?? null;
    case 1:
      return impl(vm, me, bound[0]) ?? null;
    case 2:
      return impl(vm, me, bound[0], bound[1]) ?? null;
    case 3:
      return impl(vm, me, bound[0], bound[1], bound[2]) ?? null;
    default:
      return impl(vm, me, ...bound) ?? null;
  }
}

/** Call a method descriptor unbound: its first argument is self, checked against the owner. */
export function callDescriptor(vm: VM, d: PyMethodDescr, args: PyValue[], kw: string[] | null): R {
  if (args.length - (kw === null ? 0 : kw.length) < 1) {
    throw typeError(
      d.def.wrapper || d.shape.cls === ClassMethodDescriptorType
        ? `descriptor '${d.def.name}' of '${d.owner.name}' object needs an argument`
        : `unbound method ${d.def.qualname}() needs an argument`,
    );
  }
  const self = args[0]!;
  const hidden = vm.hidden?.textOfMethod(d.owner, d.def.name);
  if (hidden !== undefined) throw raise(AttributeErrorType, hidden);
  if (d.shape.cls === ClassMethodDescriptorType) checkClass(d, self);
  else checkSelf(d, self);
  const rest = args.slice(1);
  const r = callNative(vm, d.def, self, rest, kw);
  return r === NotImplemented && d.def.wrapper ? ownRefusal(vm, d.def, self, rest) : r;
}

const SEQUENCE_SLOT = /^(?:str|list|tuple|bytes|bytearray)\.__(?:add|r?mul|imul)__$/;

/** `+` and `*` of sequences, called by name: in CPython they are slots of another kind, which refuse what does not fit by themselves. */
function ownRefusal(vm: VM, def: NativeDef, self: PyValue, args: PyValue[]): R {
  if (!SEQUENCE_SLOT.test(def.qualname) || vm.frame?.code.f.hidden === true) return NotImplemented;
  const name = typeOf(args[0]!).name;
  if (def.name !== '__add__') throw typeError(`'${name}' object cannot be interpreted as an integer`);
  const kind = def.qualname.slice(0, def.qualname.indexOf('.'));
  if (kind.startsWith('byte')) throw typeError(`can't concat ${name} to ${typeOf(self).name}`);
  throw typeError(`can only concatenate ${kind} (not "${name}") to ${kind}`);
}

/** The first argument of a class method's descriptor is a subclass of its owner. */
function checkClass(d: PyMethodDescr, self: PyValue): void {
  if (!(self instanceof PyType)) {
    throw typeError(
      `descriptor '${d.def.name}' for type '${d.owner.name}' needs a type, not a '${typeOf(self).name}' as arg 2`,
    );
  }
  if (!self.isSubtypeOf(d.owner)) {
    throw typeError(`descriptor '${d.def.name}' requires a subtype of '${d.owner.name}' but received '${self.name}'`);
  }
}

export function checkSelf(d: PyMethodDescr, self: PyValue): void {
  if (!typeOf(self).isSubtypeOf(d.owner)) {
    throw typeError(
      d.def.wrapper
        ? `descriptor '${d.def.name}' requires a '${d.owner.name}' object but received a '${typeOf(self).name}'`
        : `descriptor '${d.def.name}' for '${d.owner.name}' objects doesn't apply to a '${typeOf(self).name}' object`,
    );
  }
}

/** A special method found on a class, called on `self` with exact positional arguments, where it is native; undefined where it is not. */
export function callSpecialNative(vm: VM, method: PyValue, self: PyValue, args: PyValue[]): R | undefined {
  if (method instanceof PyMethodDescr) return callNative(vm, method.def, self, args, null);
  return undefined;
}

export function callBuiltin(vm: VM, f: PyBuiltin, args: PyValue[], kw: string[] | null): R {
  const self = f.self;
  if (self instanceof PyType && self.newDef === f.def) return callNew(vm, f.def, self, args, kw);
  const def = f.def;
  if (def.simple && self !== undefined && !def.wrapper) checkBoundCall(def, self, args.length, kw);
  const r = callNative(vm, def, self, args, kw);
  return r === NotImplemented && def.wrapper ? ownRefusal(vm, def, self!, args) : r;
}

/** A bound method goes by the class of what it is bound to in the messages of wrong calls, not by its owner. */
function checkBoundCall(def: NativeDef, self: PyValue, given: number, kw: string[] | null): void {
  const wrong = (kw !== null && kw.length > 0) || given < def.minPositional || given > def.maxPositional;
  if (!wrong || constructorName(def) !== undefined) return;
  const qualname = `${(self instanceof PyType ? self : typeOf(self)).qualname}.${def.name}`;
  throw kw !== null && kw.length > 0
    ? typeError(`${qualname}() takes no keyword arguments`)
    : countError({ ...def, qualname }, given);
}

/** `cls.__new__(sub, ...)`: the class to instantiate comes first and has to fit. */
function callNew(vm: VM, def: NativeDef, cls: PyType, args: PyValue[], kw: string[] | null): R {
  if (args.length - (kw === null ? 0 : kw.length) < 1) throw typeError(`${cls.name}.__new__(): not enough arguments`);
  const sub = args[0]!;
  if (!(sub instanceof PyType)) throw typeError(`${cls.name}.__new__(X): X is not a type object (${typeOf(sub).name})`);
  if (!sub.isSubtypeOf(cls))
    throw typeError(`${cls.name}.__new__(${sub.name}): ${sub.name} is not a subtype of ${cls.name}`);
  let fixed: PyType = sub;
  while (fixed.heap) fixed = fixed.base!;
  let owner: PyType | null = fixed;
  while (owner !== null && owner.newDef === null) owner = owner.base;
  if (owner !== null && owner.newDef!.impl !== def.impl) {
    throw typeError(`${cls.name}.__new__(${sub.name}) is not safe, use ${fixed.name}.__new__()`);
  }
  const o = callNative(vm, def, sub, args.slice(1), kw);
  if (!sub.finalizes) return o;
  if (o === DELEGATE) {
    return vm.lib('new_to_finalize', [vm.pendingFn, vm.pendingArgsAsTuple(), vm.pendingKwAsDict()]);
  }
  vm.finalization.add(o as PyObject);
  return o;
}

function simpleArgs(def: NativeDef, args: PyValue[]): (PyValue | undefined)[] {
  const n = args.length;
  const max = def.maxPositional;
  if (n < def.minPositional || n > max) throw countError(def, n);
  return padded(args, max);
}

/** With undefined for the arguments that are left out. */
function padded(args: PyValue[], n: number): (PyValue | undefined)[] {
  if (args.length === n) return args;
  const out: (PyValue | undefined)[] = args.slice();
  while (out.length < n) out.push(undefined);
  return out;
}

/** Constructors go by the name of their class in messages. */
function constructorName(def: NativeDef): string | undefined {
  if (def.name !== '__new__' && def.name !== '__init__') return undefined;
  const parts = def.qualname.split('.');
  return parts.length > 1 ? parts[parts.length - 2] : undefined;
}
const shown = (def: NativeDef): string => constructorName(def) ?? def.qualname;
const shortly = (def: NativeDef): string => constructorName(def) ?? def.name;

/** Slot wrappers of two arguments say their name, of one they do not, but for these. */
const BUFFERS = new Set(['__buffer__', '__release_buffer__']);
const POWERS = new Set(['__pow__', '__rpow__']);
/** Constructors that look at positional arguments alone first. */
const COUNTED_FIRST = new Set(['int', 'str']);

/** Functions whose arguments CPython takes apart by a format string: other words for a wrong number. */
const FORMAT_PARSED = new Set(['time.ctime', 'time.gmtime', 'time.localtime', 'time.strftime']);
/** Functions that go by their bare names where they are given keywords. */
const BARE_NAMES = new Set([...FORMAT_PARSED, 'time.asctime', 'time.strptime']);

/** "f() takes exactly one argument (2 given)" in the words that CPython's parsers of arguments have for each form. */
function countError(def: NativeDef, given: number) {
  const { minPositional: min, maxPositional: max } = def;
  if (def.wrapper && def.name !== '__init__') {
    if (POWERS.has(def.name)) return typeError(`expected 1 or 2 arguments, got ${given}`);
    const name = max < 2 && !BUFFERS.has(def.name) ? '' : `${def.name} `;
    if (min === max) return typeError(`${name}expected ${min} argument${min === 1 ? '' : 's'}, got ${given}`);
    return typeError(
      given < min
        ? `${name}expected at least ${min} argument${min === 1 ? '' : 's'}, got ${given}`
        : `${name}expected at most ${max} argument${max === 1 ? '' : 's'}, got ${given}`,
    );
  }
  if (max === 0) return typeError(`${shown(def)}() takes no arguments (${given} given)`);
  if (FORMAT_PARSED.has(def.qualname)) {
    const [word, bound] = given < min ? ['least', min] : ['most', max];
    return typeError(`${def.name}() takes at ${word} ${bound} argument${bound === 1 ? '' : 's'} (${given} given)`);
  }
  if (min === 1 && max === 1 && constructorName(def) === undefined && !def.constructs && def.qualname !== 'sorted')
    return typeError(`${shown(def)}() takes exactly one argument (${given} given)`);
  const name = def.qualname === 'super' ? 'super()' : shortly(def);
  if (min === max) return typeError(`${name} expected ${min} argument${min === 1 ? '' : 's'}, got ${given}`);
  return typeError(
    given < min
      ? `${name} expected at least ${min} argument${min === 1 ? '' : 's'}, got ${given}`
      : `${name} expected at most ${max} argument${max === 1 ? '' : 's'}, got ${given}`,
  );
}

/** General binding: one array element a parameter; `*args` a JS array, `**kwargs` a PyDict. */
export function bindNative(vm: VM, def: NativeDef, args: PyValue[], kw: string[] | null): unknown[] {
  const params = def.params;
  if (kw === null && def.maxPositional === params.length && args.length <= def.maxPositional) {
    if (args.length >= def.minPositional) return padded(args, params.length);
  }
  const nkw = kw === null ? 0 : kw.length;
  const npos = args.length - nkw;
  if (nkw > 0 && params.every((p) => p.kind === ParamKind.PositionalOnly || p.kind === ParamKind.VarArgs)) {
    throw typeError(
      def.wrapper && def.name !== '__init__'
        ? `wrapper ${shortly(def)}() takes no keyword arguments`
        : `${BARE_NAMES.has(def.qualname) ? def.name : shown(def)}() takes no keyword arguments`,
    );
  }
  const out: unknown[] = new Array(params.length).fill(undefined);
  let next = 0;
  let extraKw: PyDict | undefined;
  for (let i = 0; i < params.length; i++) {
    const p = params[i]!;
    if (p.kind === ParamKind.VarArgs) {
      vm.charge(npos);
      out[i] = args.slice(Math.min(next, npos), npos);
      next = npos;
    } else if (p.kind === ParamKind.PositionalOnly || p.kind === ParamKind.Positional) {
      if (next < npos) out[i] = args[next++];
    }
  }
  if (next < npos || hasTooMany(def, npos, nkw)) throw tooMany(def, npos, nkw);
  let unexpected: string | undefined;
  for (let k = 0; k < nkw; k++) {
    const name = kw![k]!;
    const value = args[npos + k]!;
    const at = params.findIndex(
      (p) => p.name === name && (p.kind === ParamKind.Positional || p.kind === ParamKind.KeywordOnly),
    );
    if (at >= 0) {
      if (out[at] !== undefined)
        throw typeError(`argument for ${shortly(def)}() given by name ('${name}') and position (${at + 1})`);
      out[at] = value;
      continue;
    }
    const last = params[params.length - 1];
    if (last === undefined || last.kind !== ParamKind.VarKw) {
      unexpected ??= name;
      continue;
    }
    extraKw ??= newDict();
    extraKw.setStr(name, value);
    out[params.length - 1] = extraKw;
  }
  for (let i = 0; i < params.length; i++) {
    const p = params[i]!;
    if (out[i] !== undefined || p.optional) continue;
    throw missing(def, p.name, i, npos, p.kind);
  }
  if (unexpected !== undefined) throw unexpectedKeyword(vm, def, unexpected);
  return out;
}

/** More arguments than parameters, keywords among them. */
function hasTooMany(def: NativeDef, npos: number, nkw: number): boolean {
  return (
    npos + nkw > def.params.length &&
    def.params.every((p) => p.kind !== ParamKind.VarArgs && p.kind !== ParamKind.VarKw)
  );
}

function unexpectedKeyword(vm: VM, def: NativeDef, name: string) {
  const names = def.params.filter((p) => p.kind === ParamKind.Positional || p.kind === ParamKind.KeywordOnly);
  const meant = vm.closestName(
    names.map((p) => p.name),
    name,
  );
  const hint = meant === null ? '' : `. Did you mean '${meant}'?`;
  const spoken = def.qualname === 'sorted' ? 'sort' : shortly(def);
  return typeError(`${spoken}() got an unexpected keyword argument '${name}'${hint}`);
}

function tooMany(def: NativeDef, npos: number, nkw: number) {
  const { minPositional: min, maxPositional: max, params } = def;
  if (params.every((p) => p.kind === ParamKind.PositionalOnly)) return countError(def, npos);
  const total = params.length;
  if (def.qualname === 'sorted') return countError(def, npos);
  if (nkw === 0 && COUNTED_FIRST.has(def.qualname)) {
    return typeError(`${def.name} expected at most ${max} arguments, got ${npos}`);
  }
  if (npos + nkw > total) {
    const kind = npos === 0 ? 'keyword argument' : 'argument';
    return typeError(`${shortly(def)}() takes at most ${total} ${kind}${total === 1 ? '' : 's'} (${npos + nkw} given)`);
  }
  if (max === 0) return typeError(`${shortly(def)}() takes no positional arguments`);
  return typeError(
    `${shortly(def)}() takes ${min === max ? 'exactly' : 'at most'} ${max} positional argument${max === 1 ? '' : 's'} (${npos} given)`,
  );
}

function missing(def: NativeDef, name: string, index: number, npos: number, kind: ParamKind) {
  if (kind === ParamKind.PositionalOnly) {
    if (def.qualname === 'sorted' || def.params.every((p) => p.kind === ParamKind.PositionalOnly))
      return countError(def, npos);
    const min = def.params.filter((p) => p.kind === ParamKind.PositionalOnly && !p.optional).length;
    const exact = min === def.maxPositional ? 'exactly' : 'at least';
    return typeError(
      `${shortly(def)}() takes ${exact} ${min} positional argument${min === 1 ? '' : 's'} (${npos} given)`,
    );
  }
  if (kind === ParamKind.KeywordOnly)
    return typeError(`${shortly(def)}() missing required keyword-only argument '${name}'`);
  return typeError(`${shortly(def)}() missing required argument '${name}' (pos ${index + 1})`);
}
