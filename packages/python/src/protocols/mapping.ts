/**
 * Keys in dicts and sets: lookup, insertion and removal for any key.
 *
 * A plain or content key is served here. Where the key is custom (its `__hash__` or `__eq__` is Python code), or the
 * dict holds custom keys that it might equal, the native half answers `Needs.Python` and `library/mapping.py` goes on.
 */
import { typeOf } from '../objects/builtin-types.js';
import { contentHash, isIdentityHashed } from '../objects/content.js';
import { canonical, type PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import type { PyRaise } from '../objects/errors.js';
import { PyMethodDescr } from '../objects/function.js';
import { PyObject, PyStrObject, type PyValue, PyIntObject, PyFloatObject, PyFloat } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

/** Found entry numbers are >= 0. */
export const ABSENT = -1;
/** Only Python code can tell. */
export const NEEDS_PYTHON = -2;

/** Entry of a key, ABSENT, or NEEDS_PYTHON. Raises TypeError for an unhashable key. */
export function findKey(vm: VM, d: PyDict, key: PyValue): number {
  const canon = keyOf(key);
  if (canon !== undefined) {
    const i = d.map?.get(canon);
    if (i !== undefined) return i;
    return d.custom !== null ? NEEDS_PYTHON : ABSENT;
  }
  const hash = contentHash(vm, key);
  if (hash !== undefined) {
    const i = d.indexContent(vm, key, hash);
    if (i >= 0) return i;
    return d.custom !== null ? NEEDS_PYTHON : ABSENT;
  }
  checkHashable(vm, key);
  return NEEDS_PYTHON;
}

/** The key under which `map` holds this value, or undefined. Subclasses of str, int, float with inherited hash and eq count as their base value. */
export function keyOf(key: PyValue): unknown {
  const canon = canonical(key);
  if (canon !== undefined) return canon;
  const o = key as PyObject;
  if (isIdentityHashed(o)) return o;
  if ((o instanceof PyStrObject || o instanceof PyIntObject || o instanceof PyFloatObject) && inheritsHash(o)) {
    return canonical(o instanceof PyFloatObject ? new PyFloat(o.value) : o.value);
  }
  return undefined;
}

function inheritsHash(o: PyObject): boolean {
  const cls = o.shape.cls;
  return cls.lookup('__hash__') instanceof PyMethodDescr && cls.lookup('__eq__') instanceof PyMethodDescr;
}

/** d[key] = value natively; false where Python code is needed. */
export function setKey(vm: VM, d: PyDict, key: PyValue, value: PyValue): boolean {
  const canon = keyOf(key);
  if (canon !== undefined) {
    if (d.custom === null || d.map?.has(canon)) {
      const i = d.map?.get(canon);
      if (i !== undefined) {
        d.vals[i] = value;
        return true;
      }
      vm.alloc(96);
      d.setPlain(canon, key, value);
      return true;
    }
    return false;
  }
  const hash = contentHash(vm, key);
  if (hash !== undefined) {
    if (d.custom !== null && d.indexContent(vm, key, hash) < 0) return false;
    vm.alloc(160);
    d.setContent(vm, key, hash, value);
    return true;
  }
  checkHashable(vm, key);
  return false;
}

/** Value of a key where no Python code is needed: undefined both for "absent" and "needs Python": for internal tables only. */
export function getStrKey(d: PyDict, key: string): PyValue | undefined {
  return d.getStr(key);
}

/** Raises TypeError if the key's class, or a part of the key, is not hashable. */
export function checkHashable(vm: VM, key: PyValue): void {
  const bad = unhashablePart(vm, key);
  if (bad !== undefined) throw unhashable(bad);
}

/** The class that is to blame, or undefined. Parts of tuples are looked at by hash() itself. */
function unhashablePart(_vm: VM, key: PyValue): PyValue | undefined {
  const h = typeOf(key).lookup('__hash__');
  return h === null || h === undefined ? key : undefined;
}

export function unhashable(key: PyValue): PyRaise {
  return typeError(`unhashable type: '${typeOf(key).name}'`);
}
