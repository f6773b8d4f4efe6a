/** Calling special methods by name: len, getitem, contains, str, repr, format. Native half; else DELEGATE to library code. */
import { DictType, ListType, ObjectType, StrType, TupleType, typeOf } from '../objects/builtin-types.js';
import { PyDict } from '../objects/dict.js';
import { IndexErrorType, KeyErrorType, raise, typeError } from '../objects/exception-types.js';
import { PyFunction, PyMethodDescr } from '../objects/function.js';
import { PyIntObject, PyType, type PyValue, PyWideStr, type R } from '../objects/object.js';
import type { PyList, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { callNative } from './call.js';
import { ABSENT, findKey, NEEDS_PYTHON, setKey } from './mapping.js';

/** `type(o).name(o, *args)`; undefined: the class has no such method (or it is None). */
export function callSpecial(vm: VM, o: PyValue, name: string, args: PyValue[]): R | undefined {
  const m = typeOf(o).lookup(name);
  if (m === undefined || m === null) return undefined;
  if (m instanceof PyMethodDescr) return callNative(vm, m.def, o, args, null);
  if (m instanceof PyFunction) return vm.call(m, [o, ...args]);
  return vm.lib('call_special', [o, name, ...args]);
}

/** An index as a JS number, or undefined where the value is no exact int (or int subclass). Beyond 2^53: +-Infinity. */
export function indexFast(v: PyValue): number | undefined {
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (typeof v === 'bigint') return v > 0n ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (v instanceof PyIntObject) return typeof v.value === 'number' ? v.value : indexFast(v.value);
  return undefined;
}

/** o[k] */
export function getItem(vm: VM, o: PyValue, k: PyValue): R {
  if (typeof o === 'object' && o !== null && !(o instanceof PyWideStr)) {
    const cls = o.shape.cls;
    if (cls === DictType) return dictGet(vm, o as PyDict, k);
    if ((cls === ListType || cls === TupleType) && typeof k === 'number') {
      const items = (o as PyList | PyTuple).items;
      const v = items[k < 0 ? k + items.length : k];
      if (v === undefined) throw raise(IndexErrorType, `${cls.name} index out of range`);
      return v;
    }
    if (o instanceof PyType) {
      const m = cls.lookup('__getitem__');
      if (m === undefined) return vm.lib('class_getitem', [o, k]);
    }
  } else if (typeof o === 'string' && typeof k === 'number') {
    const c = o[k < 0 ? k + o.length : k];
    if (c === undefined) throw raise(IndexErrorType, 'string index out of range');
    return c;
  }
  const r = callSpecial(vm, o, '__getitem__', [k]);
  if (r === undefined) throw typeError(`'${typeOf(o).name}' object is not subscriptable`);
  return r;
}

/** dict.__getitem__ for an exact dict. */
export function dictGet(vm: VM, d: PyDict, k: PyValue): R {
  const i = findKey(vm, d, k);
  if (i >= 0) return d.vals[i]!;
  if (i === ABSENT) throw raise(KeyErrorType, k);
  return vm.lib('dict_getitem', [d, k]);
}

/** o[k] = v. The result is to be discarded. */
export function setItem(vm: VM, o: PyValue, k: PyValue, v: PyValue): R {
  if (typeof o === 'object' && o !== null && !(o instanceof PyWideStr)) {
    const cls = o.shape.cls;
    if (cls === DictType) {
      if (setKey(vm, o as PyDict, k, v)) return null;
      return vm.lib('dict_setitem', [o, k, v]);
    }
    if (cls === ListType && typeof k === 'number') {
      const items = (o as PyList).items;
      const i = k < 0 ? k + items.length : k;
      if (i < 0 || i >= items.length) throw raise(IndexErrorType, 'list assignment index out of range');
      items[i] = v;
      return null;
    }
  }
  const r = callSpecial(vm, o, '__setitem__', [k, v]);
  if (r === undefined) {
    sequenceIndex(typeOf(o), k);
    throw typeError(`'${typeOf(o).name}' object does not support item assignment`);
  }
  return r;
}

/** del o[k]. The result is to be discarded. */
export function deleteItem(vm: VM, o: PyValue, k: PyValue): R {
  if (o instanceof PyDict && o.shape.cls === DictType) {
    const i = findKey(vm, o, k);
    if (i === NEEDS_PYTHON) return vm.lib('dict_delitem', [o, k]);
    if (i === ABSENT) throw raise(KeyErrorType, k);
    o.removeAt(vm, i);
    return null;
  }
  const r = callSpecial(vm, o, '__delitem__', [k]);
  if (r === undefined) {
    const cls = typeOf(o);
    throw typeError(`'${cls.name}' object ${sequenceIndex(cls, k) ? "doesn't" : 'does not'} support item deletion`);
  }
  return r;
}

/** Classes that are sequences to CPython in one way or another: an integer is an index to them before they refuse it. */
const SEQUENCES = new Set(
  'str bytes tuple range set frozenset dict_keys dict_values dict_items mappingproxy'.split(' '),
);

function sequenceIndex(cls: PyType, k: PyValue): boolean {
  if (!cls.heap && !SEQUENCES.has(cls.name)) return false;
  const i = indexFast(k);
  if (i === undefined) return typeOf(k).lookup('__index__') !== undefined;
  if (!Number.isSafeInteger(i)) throw raise(IndexErrorType, "cannot fit 'int' into an index-sized integer");
  return true;
}

/** x in c */
export function contains(vm: VM, c: PyValue, x: PyValue): R {
  if (c instanceof PyDict && c.shape.cls === DictType) {
    const i = findKey(vm, c, x);
    return i === NEEDS_PYTHON ? vm.lib('dict_contains', [c, x]) : i >= 0;
  }
  const cls = typeOf(c);
  const m = cls.lookup('__contains__');
  if (m instanceof PyMethodDescr) return callNative(vm, m.def, c, [x], null);
  if (m === null) throw typeError(`'${cls.name}' object is not a container`);
  if (m === undefined) {
    if (cls.lookup('__iter__') === undefined && cls.lookup('__getitem__') === undefined) {
      throw typeError(`argument of type '${cls.name}' is not a container or iterable`);
    }
    return vm.lib('contains_by_iteration', [c, x]);
  }
  return vm.lib('contains_by_method', [c, x]);
}

/** len(o) */
export function length(vm: VM, o: PyValue): R {
  if (typeof o === 'string') return o.length;
  const cls = typeOf(o);
  const m = cls.lookup('__len__');
  if (m instanceof PyMethodDescr) return callNative(vm, m.def, o, [], null);
  if (m === undefined || m === null) throw typeError(`object of type '${cls.name}' has no len()`);
  return vm.lib('len_by_method', [o]);
}

/** str(o) */
export function toStr(vm: VM, o: PyValue): R {
  const cls = typeOf(o);
  if (cls === StrType) return o;
  const m = cls.lookup('__str__');
  // object.__str__ is repr(): where that is Python code, the result is checked as str()'s.
  if (m instanceof PyMethodDescr && (m.owner !== ObjectType || cls.lookup('__repr__') instanceof PyMethodDescr)) {
    return callNative(vm, m.def, o, [], null);
  }
  return vm.lib('str_by_method', [o]);
}

/** repr(o) */
export function toRepr(vm: VM, o: PyValue): R {
  const m = typeOf(o).lookup('__repr__');
  if (m instanceof PyMethodDescr) return callNative(vm, m.def, o, [], null);
  return vm.lib('repr_by_method', [o]);
}

/** format(o, spec) */
export function format(vm: VM, o: PyValue, spec: PyValue): R {
  const cls = typeOf(o);
  if (spec === '' && (cls === StrType || typeof o === 'number')) return cls === StrType ? o : String(o);
  const m = cls.lookup('__format__');
  if (m instanceof PyMethodDescr) return callNative(vm, m.def, o, [spec], null);
  return vm.lib('format_by_method', [o, spec]);
}
