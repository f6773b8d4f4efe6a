/**
 * Keys in dicts and sets: lookup, insertion and removal for any key.
 *
 * A plain or content key is served here. Where the key is custom (its `__hash__` or `__eq__` is Python code), or the
 * dict holds custom keys that it might equal, the native half answers `Needs.Python` and `library/mapping.py` goes on.
 */
import { typeOf } from '../objects/builtin-types.js';
import { contentHash, isIdentityHashed, isNameHashed } from '../objects/content.js';
import { baseCanonical, canonical, HashIndex, indexKey, type PyDict } from '../objects/dict.js';
import type { PyRaise } from '../objects/errors.js';
import { typeError } from '../objects/exception-types.js';
import { PyMethodDescr } from '../objects/function.js';
import {
  PyFloatObject,
  PyIntObject,
  type PyObject,
  PyStrObject,
  type PyType,
  type PyValue,
} from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { type Hash, hashFast } from './hash.js';

/** Found entry numbers are >= 0. */
export const ABSENT = -1;
/** Only Python code can tell. */
export const NEEDS_PYTHON = -2;

/** Entry of a key, ABSENT, or NEEDS_PYTHON. Raises TypeError for an unhashable key. */
export function findKey(vm: VM, d: PyDict, key: PyValue, role: KeyRole = 'dict key'): number {
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
  checkHashable(vm, key, role);
  return NEEDS_PYTHON;
}

/** The key under which `map` holds this value, or undefined. Subclasses of str, int, float with inherited hash and eq count as their base value. */
export function keyOf(key: PyValue): unknown {
  const canon = canonical(key);
  if (canon !== undefined) return indexKey(canon);
  const o = key as PyObject;
  if (isIdentityHashed(o) || isNameHashed(o)) return o;
  if ((o instanceof PyStrObject || o instanceof PyIntObject || o instanceof PyFloatObject) && inheritsHash(o)) {
    return indexKey(baseCanonical(o));
  }
  return undefined;
}

function inheritsHash(o: PyObject): boolean {
  const cls = o.shape.cls;
  return cls.lookup('__hash__') instanceof PyMethodDescr && cls.lookup('__eq__') instanceof PyMethodDescr;
}

/** d[key] = value natively; false where Python code is needed. */
export function setKey(vm: VM, d: PyDict, key: PyValue, value: PyValue, role: KeyRole = 'dict key'): boolean {
  const canon = keyOf(key);
  if (canon !== undefined) {
    if (d.custom === null || d.map?.has(canon)) {
      const i = d.map?.get(canon);
      if (i !== undefined) {
        d.vals[i] = value;
        return true;
      }
      // The first key brings the table and two arrays.
      vm.alloc(d.map === null ? 560 : 96);
      d.setPlain(canon, key, value);
      return true;
    }
    return false;
  }
  const hash = contentHash(vm, key);
  if (hash !== undefined) {
    if (d.custom !== null && d.indexContent(vm, key, hash) < 0) return false;
    vm.alloc(d.side === null ? 620 : 160);
    d.setContent(vm, key, hash, value);
    return true;
  }
  checkHashable(vm, key, role);
  return false;
}

/** Value of a key where no Python code is needed: undefined both for "absent" and "needs Python": for internal tables only. */
export function getStrKey(d: PyDict, key: string): PyValue | undefined {
  return d.getStr(key);
}

/** Entries whose key may equal a key of this Python hash; library code compares them. */
export function candidates(vm: VM, d: PyDict, hash: Hash): number[] {
  const out: number[] = [];
  const index = (d.hashed ??= new HashIndex());
  const { keys } = d;
  vm.charge(keys.length - index.upTo);
  vm.alloc((keys.length - index.upTo) * 64);
  for (; index.upTo < keys.length; index.upTo++) {
    const i = index.upTo;
    const key = keys[i];
    if (key === undefined || d.customHashes?.has(i)) continue;
    const h = hashFast(vm, key);
    if (h === undefined) continue;
    index.add(i, h);
  }
  for (const i of index.find(vm, hash)) if (keys[i] !== undefined) out.push(i);
  for (const i of d.customEntries(vm, hash)) out.push(i);
  vm.charge(out.length);
  return out;
}

/** What a key is for, in messages; a mere 'value' is only said to be unhashable. */
export type KeyRole = 'dict key' | 'set element' | 'value';

/** Raises TypeError if the key's class is not hashable. (Parts of tuples are looked at by hash() itself.) */
export function checkHashable(_vm: VM, key: PyValue, role: KeyRole = 'dict key'): void {
  const h = typeOf(key).lookup('__hash__');
  if (h === null || h === undefined) throw unhashable(key, role);
}

export function unhashable(key: PyValue, role: KeyRole = 'dict key'): PyRaise {
  return unusableKey(key, role, `unhashable type: '${typeOf(key).name}'`);
}

/** "cannot use 'list' as a dict key (unhashable type: 'list')" */
export function unusableKey(key: PyValue, role: KeyRole, reason: string): PyRaise {
  if (role === 'value') return typeError(reason);
  return typeError(`cannot use '${fullName(typeOf(key))}' as a ${role} (${reason})`);
}

/** Name of a class with its module, unless that is builtins or __main__. */
export function fullName(cls: PyType): string {
  if (!cls.heap) return cls.name;
  const module = cls.dict.getStr('__module__');
  return typeof module === 'string' && module !== 'builtins' && module !== '__main__'
    ? `${module}.${cls.qualname}`
    : cls.qualname;
}
