/** Built-in functions on single values: conversions, attributes, classes, namespaces. */
import { FloatType, NotImplemented, newDict, TypeType, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { PyComplex } from '../objects/complex.js';
import type { MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { PyRaise } from '../objects/errors.js';
import { AttributeErrorType, raise, StopIterationType, typeError, valueError } from '../objects/exception-types.js';
import type { PyFrame } from '../objects/frame.js';
import { PyFunction, PyMethodDescr } from '../objects/function.js';
import { idOf } from '../objects/identity.js';
import { CallableIterType, PyCallableIter } from '../objects/iterators.js';
import { intWithPrefix } from '../objects/number/int-text.js';
import { DELEGATE, PyStrObject, PyType, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { gotByLibrary } from '../objects/restrictions.js';
import { PyTuple } from '../objects/sequence.js';
import { codePointAt, fromCodePoint, type Str, length as textLength } from '../objects/text/core.js';
import { escapeNonAscii } from '../objects/text/str.js';
import type { VM } from '../objects/vm.js';
import { getAttribute, setAttribute } from '../protocols/attributes.js';
import { callNative } from '../protocols/call.js';
import { hashValue } from '../protocols/hash.js';
import { getIter, isIterator, nextStep } from '../protocols/iterate.js';
import { BINARY_BY_NAME, binaryOperation } from '../protocols/operators.js';
import { callSpecial, format, length, toRepr } from '../protocols/special.js';
import { attributeName } from '../types/object.js';
import { frameLocals, visibleFrame } from '../types/traceback.js';
import { showsItsClass } from '../types/type.js';
import { builtin, exactInt, indexThenCall } from './support.js';

// -- numbers and text ---------------------------------------------------------------------------------------------------

function abs(vm: VM, x: PyValue): R {
  const r = callSpecial(vm, x, '__abs__', []);
  if (r === undefined) throw typeError(`bad operand type for abs(): '${typeOf(x).name}'`);
  return r;
}

function chr(vm: VM, i: PyValue): R {
  const n = exactInt(i);
  if (n === undefined) return indexThenCall(vm, 'chr', [i], 0);
  if (n < 0 || n > 0x10ffff) throw valueError('chr() arg not in range(0x110000)');
  return fromCodePoint(Number(n));
}

function strOf(v: PyValue): Str | undefined {
  if (typeof v === 'string' || v instanceof PyWideStr) return v;
  return v instanceof PyStrObject ? v.value : undefined;
}

function ord(_vm: VM, c: PyValue): R {
  const s = strOf(c);
  if (s !== undefined) {
    const n = textLength(s);
    if (n === 1) return codePointAt(s, 0);
    throw typeError(`ord() expected a character, but string of length ${n} found`);
  }
  const bytes = bytesOf(c);
  if (bytes === undefined) throw typeError(`ord() expected string of length 1, but ${typeOf(c).name} found`);
  if (bytes.length === 1) return bytes[0]!;
  throw typeError(`ord() expected a character, but string of length ${bytes.length} found`);
}

/** Bytes of a bytes or bytearray object. */
function bytesOf(v: PyValue): Uint8Array | undefined {
  if (v instanceof PyBytes) return v.bytes;
  return v instanceof PyByteArray ? v.buffer.subarray(0, v.length) : undefined;
}

function inBase(name: string, base: 2 | 8 | 16) {
  return (vm: VM, number: PyValue): R => {
    const n = exactInt(number);
    return n === undefined ? indexThenCall(vm, name, [number], 0) : intWithPrefix(vm, n, base);
  };
}

function divmod(vm: VM, x: PyValue, y: PyValue): R {
  const left = typeOf(x).lookup('__divmod__');
  const right = typeOf(y).lookup('__rdivmod__');
  const native = (m: PyValue | undefined) => m === undefined || m === null || m instanceof PyMethodDescr;
  if (!native(left) || !native(right)) return vm.lib('divmod_operator', [x, y]);
  const rightFirst =
    typeOf(x) !== typeOf(y) && typeOf(y).isSubtypeOf(typeOf(x)) && right !== typeOf(x).lookup('__rdivmod__');
  const tries: [PyValue | undefined, PyValue, PyValue][] = [
    [left, x, y],
    [typeOf(x) === typeOf(y) ? undefined : right, y, x],
  ];
  if (rightFirst) tries.reverse();
  for (const [m, self, other] of tries) {
    if (!(m instanceof PyMethodDescr)) continue;
    const r = callNative(vm, m.def, self, [other], null);
    if (r !== NotImplemented) return r;
  }
  throw typeError(`unsupported operand type(s) for divmod(): '${typeOf(x).name}' and '${typeOf(y).name}'`);
}

function pow(vm: VM, base: PyValue, exp: PyValue, mod: PyValue | undefined): R {
  if (mod === undefined || mod === null) return binaryOperation(vm, BINARY_BY_NAME.get('pow')!, base, exp, false);
  const native = [typeOf(base).lookup('__pow__'), typeOf(exp).lookup('__rpow__')];
  if (native.some((m) => m !== undefined && m !== null && !(m instanceof PyMethodDescr)))
    return vm.lib('power_operator', [base, exp, mod]);
  const m = native[0];
  if (m instanceof PyMethodDescr) {
    const r = callNative(vm, m.def, base, [exp, mod], null);
    if (r !== NotImplemented) return r;
  }
  for (const v of [base, exp, mod]) {
    if (typeOf(v).isSubtypeOf(FloatType))
      throw typeError('pow() 3rd argument not allowed unless all arguments are integers');
    if (v instanceof PyComplex) throw valueError('complex modulo');
  }
  const names = [base, exp, mod].map((v) => `'${typeOf(v).name}'`).join(', ');
  throw typeError(`unsupported operand type(s) for ** or pow(): ${names}`);
}

function round(vm: VM, number: PyValue, ndigits: PyValue | undefined): R {
  const r = callSpecial(vm, number, '__round__', ndigits === undefined || ndigits === null ? [] : [ndigits]);
  if (r === undefined) throw typeError(`type ${typeOf(number).name} doesn't define __round__ method`);
  return r;
}

function ascii(vm: VM, o: PyValue): R {
  const r = toRepr(vm, o);
  if (r === DELEGATE) return vm.lib('ascii', [o]);
  return asciiText(vm, r as PyValue);
}

/** A repr with what is beyond ASCII escaped; one that has nothing of it stays the object it is. */
export function asciiText(vm: VM, repr: PyValue): PyValue {
  const text = strOf(repr)!;
  const escaped = escapeNonAscii(vm, text);
  return escaped === text ? repr : escaped;
}

function formatValue(vm: VM, value: PyValue, spec: PyValue | undefined): R {
  if (spec === undefined) return format(vm, value, '');
  if (strOf(spec) === undefined)
    throw typeError(`format() argument 2 must be str, not ${spec === null ? 'None' : typeOf(spec).name}`);
  return format(vm, value, spec);
}

// -- attributes ----------------------------------------------------------------------------------------------------------

function isAttributeRaise(e: unknown): boolean {
  return e instanceof PyRaise && e.exc.shape.cls.isSubtypeOf(AttributeErrorType);
}

function getattr(vm: VM, o: PyValue, name: PyValue, fallback: PyValue | undefined): R {
  const key = attributeName(name);
  if (vm.hidden !== null && gotByLibrary(vm.frame?.code, o, key, fallback !== undefined)) {
    return getForLibrary(vm, o, key, fallback);
  }
  if (fallback === undefined) return getAttribute(vm, o, key);
  try {
    const r = getAttribute(vm, o, key);
    return r === DELEGATE ? vm.lib('getattr_or', [o, name, fallback]) : r;
  } catch (e) {
    if (isAttributeRaise(e)) return fallback;
    throw e;
  }
}

/** A hidden attribute for `functools.wraps`; what is only read (`fallback` given) is a copy. */
function getForLibrary(vm: VM, o: PyValue, key: string, fallback: PyValue | undefined): R {
  if (key === '__dict__' && fallback !== undefined) {
    const copy = newDict();
    if (o instanceof PyFunction && o.dict !== null) copy.copyFrom(vm, o.dict);
    return copy;
  }
  vm.lifted = true;
  try {
    return getAttribute(vm, o, key);
  } finally {
    vm.lifted = false;
  }
}

function hasattr(vm: VM, o: PyValue, name: PyValue): R {
  const key = attributeName(name);
  try {
    return getAttribute(vm, o, key) === DELEGATE ? vm.lib('has_attribute', [o, name]) : true;
  } catch (e) {
    if (isAttributeRaise(e)) return false;
    throw e;
  }
}

// -- classes -----------------------------------------------------------------------------------------------------------------

type Check = '__instancecheck__' | '__subclasscheck__';

/** One class, or undefined where it is no class of the plain kind. */
function checkPlain(vm: VM, cls: PyValue, o: PyValue, special: Check): R | undefined {
  if (!(cls instanceof PyType)) return undefined;
  const m = cls.shape.cls.lookup(special);
  if (!(m instanceof PyMethodDescr) || m.owner !== TypeType) return undefined;
  if (special === '__subclasscheck__') return o instanceof PyType ? o.isSubtypeOf(cls) : undefined;
  const t = typeOf(o);
  if (t.isSubtypeOf(cls)) return true;
  return showsItsClass(t) ? false : callNative(vm, m.def, cls, [o], null);
}

function check(vm: VM, o: PyValue, want: PyValue, special: Check, library: string): R {
  if (special === '__instancecheck__' && typeOf(o) === want) return true;
  const r = checkPlain(vm, want, o, special);
  if (r !== undefined) return r;
  if (want instanceof PyTuple) {
    vm.charge(want.items.length);
    for (const t of want.items) {
      const one = special === '__instancecheck__' && typeOf(o) === t ? true : checkPlain(vm, t, o, special);
      if (one === true) return true;
      if (one !== false) return vm.lib(library, [o, want]);
    }
    return false;
  }
  return vm.lib(library, [o, want]);
}

// -- iteration ------------------------------------------------------------------------------------------------------------------

function iter(vm: VM, o: PyValue, sentinel: PyValue | undefined): R {
  if (sentinel === undefined) return getIter(vm, o);
  if (typeOf(o).lookup('__call__') === undefined) throw typeError('iter(v, w): v must be callable');
  vm.alloc(48);
  return new PyCallableIter(CallableIterType.root, o, sentinel);
}

function next(vm: VM, it: PyValue, fallback: PyValue | undefined): R {
  if (!isIterator(it)) throw typeError(`'${typeOf(it).name}' object is not an iterator`);
  if (fallback === undefined) {
    const r = nextStep(vm, it);
    if (r === undefined) throw raise(StopIterationType);
    return r as R;
  }
  try {
    const r = nextStep(vm, it);
    // What the step has taken from other iterators is in the call.
    if (r === DELEGATE)
      return vm.pendingKind === 'call'
        ? vm.lib('call_or', [vm.pendingFn, vm.pendingArgsAsTuple(), vm.pendingKwAsDict(), fallback])
        : vm.lib('next_or', [it, fallback]);
    return r === undefined ? fallback : (r as R);
  } catch (e) {
    if (e instanceof PyRaise && e.exc.shape.cls.isSubtypeOf(StopIterationType)) return fallback;
    throw e;
  }
}

function aiter(vm: VM, it: PyValue): R {
  const m = typeOf(it).lookup('__aiter__');
  if (m === undefined || m === null) throw typeError(`'${typeOf(it).name}' object is not an async iterable`);
  return vm.lib('async_iterator_checked', [it]);
}

function anext(vm: VM, it: PyValue, fallback: PyValue | undefined): R {
  const m = typeOf(it).lookup('__anext__');
  if (m === undefined || m === null) throw typeError(`'${typeOf(it).name}' object is not an async iterator`);
  return fallback === undefined ? vm.lib('call_special', [it, '__anext__']) : vm.lib('async_next_or', [it, fallback]);
}

// -- namespaces --------------------------------------------------------------------------------------------------------------------

/** What `locals()` gives where it is called: the namespace itself, or a new dict in a function. */
export function localsHere(vm: VM): PyValue {
  const f = namespaceFrame(vm);
  if (f === null) return newDict();
  return f.locals !== null ? f.locals : frameLocals(vm, f);
}

export function globalsHere(vm: VM): PyDict {
  return namespaceFrame(vm)?.globals ?? newDict();
}

/**
 * The frame whose namespaces `globals()` and `locals()` give. Where attributes are hidden, that is no function of the
 * library: one that calls back (`functools.reduce(globals, ...)`) would give its own away.
 */
function namespaceFrame(vm: VM): PyFrame | null {
  let f = visibleFrame(vm);
  if (vm.hidden === null) return f;
  while (f !== null && (f.code.f.hidden || (f.code.origin !== null && f.code.f.name !== '<module>'))) f = f.back;
  return f;
}

function vars(vm: VM, o: PyValue | undefined): R {
  if (o === undefined) return localsHere(vm);
  try {
    const r = getAttribute(vm, o, '__dict__');
    return r === DELEGATE ? vm.lib('vars_of', [o]) : r;
  } catch (e) {
    if (!isAttributeRaise(e) || vm.hidden?.text(o, '__dict__') !== undefined) throw e;
    throw typeError('vars() argument must have __dict__ attribute');
  }
}

function dir(vm: VM, o: PyValue | undefined): R {
  return o === undefined ? vm.lib('names_here', [localsHere(vm)]) : vm.lib('dir_of', [o]);
}

function hash(vm: VM, o: PyValue): R {
  return hashValue(vm, o);
}

export const basicFunctions: Record<string, MethodRow> = {
  abs: ['($module, x, /)', null, abs],
  aiter: ['($module, async_iterable, /)', null, aiter],
  anext: ['($module, aiterator, default=<unrepresentable>, /)', null, anext],
  ascii: ['($module, obj, /)', null, ascii],
  bin: ['($module, number, /)', null, inBase('bin', 2)],
  callable: ['($module, obj, /)', null, (_vm: VM, o: PyValue) => typeOf(o).lookup('__call__') !== undefined],
  chr: ['($module, i, /)', null, chr],
  delattr: [
    '($module, obj, name, /)',
    null,
    (vm: VM, o: PyValue, name: PyValue) => setAttributeAndForget(vm, o, name, undefined),
  ],
  dir: ['(object=None, /)', null, dir],
  divmod: ['($module, x, y, /)', null, divmod],
  format: ["($module, value, format_spec='', /)", null, formatValue],
  getattr: ['(object, name, default=None, /)', null, getattr],
  globals: ['($module, /)', null, globalsHere],
  hasattr: ['($module, obj, name, /)', null, hasattr],
  hash: ['($module, obj, /)', null, hash],
  hex: ['($module, number, /)', null, inBase('hex', 16)],
  id: [
    '($module, obj, /)',
    null,
    (vm: VM, o: PyValue) =>
      vm.auditing ? (vm.announce('builtins.id', [idOf(vm, o)], builtin('id'), [o]) ?? idOf(vm, o)) : idOf(vm, o),
  ],
  isinstance: [
    '($module, obj, class_or_tuple, /)',
    null,
    (vm: VM, o: PyValue, cls: PyValue) => check(vm, o, cls, '__instancecheck__', 'is_instance'),
  ],
  issubclass: [
    '($module, cls, class_or_tuple, /)',
    null,
    (vm: VM, o: PyValue, cls: PyValue) => check(vm, o, cls, '__subclasscheck__', 'is_subclass'),
  ],
  iter: ['(object, sentinel=None, /)', null, iter],
  len: ['($module, obj, /)', null, length],
  locals: ['($module, /)', null, localsHere],
  next: ['(iterator, default=None, /)', null, next],
  oct: ['($module, number, /)', null, inBase('oct', 8)],
  ord: ['($module, character, /)', null, ord],
  pow: ['($module, /, base, exp, mod=None)', null, pow],
  repr: ['($module, obj, /)', null, toRepr],
  round: ['($module, /, number, ndigits=None)', null, round],
  setattr: ['($module, obj, name, value, /)', null, setAttributeAndForget],
  vars: ['(object=None, /)', null, vars],
};

/** The hook's result is dropped: setattr() and delattr() give None. */
function setAttributeAndForget(vm: VM, o: PyValue, name: PyValue, value: PyValue | undefined): R {
  const r = setAttribute(vm, o, attributeName(name), value);
  if (r !== DELEGATE) return null;
  return vm.lib('then_value', [vm.pendingFn, vm.pendingArgsAsTuple(), vm.pendingKwAsDict(), null]);
}
