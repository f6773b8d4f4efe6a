/**
 * hash(): Python's own numbers, as 64-bit CPython gives them (objects/number/hash.ts).
 *
 * The native half serves values whose `__hash__` is native all the way down; tuples and frozensets with other members
 * go to library code, and so does what nests deeper than NESTING.
 */
import { typeOf } from '../objects/builtin-types.js';
import { isIdentityHashed } from '../objects/content.js';
import { typeError } from '../objects/exception-types.js';
import { PyFunction, PyMethodDescr } from '../objects/function.js';
import { idOf } from '../objects/identity.js';
import { hashFloat, hashInt, hashStr } from '../objects/number/hash.js';
import { normalize } from '../objects/number/int.js';
import { DELEGATE, PyFloat, type PyValue, PyWideStr, type R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { callNative } from './call.js';
import { enterNative, leaveNative } from './nesting.js';

export type Hash = number | bigint;

/** hash(None): CPython's constant. */
const NONE_HASH = 0xfca86420;

/** hash(o) of what hashes by identity. */
export function identityHash(vm: VM, v: PyValue): Hash {
  const id = idOf(vm, v);
  return typeof id === 'number' ? Math.floor(id / 16) : reduceHash(vm, normalize(id >> 4n));
}

/** hash(v): an int, or DELEGATE. Raises TypeError for what is not hashable. */
export function hashValue(vm: VM, v: PyValue): R {
  switch (typeof v) {
    case 'number':
    case 'bigint':
      return hashInt(vm, v);
    case 'string':
      return hashStr(vm, v);
    case 'boolean':
      return v ? 1 : 0;
  }
  if (v === null) return NONE_HASH;
  if (v instanceof PyFloat) return Number.isNaN(v.v) ? identityHash(vm, v) : hashFloat(vm, v.v);
  if (v instanceof PyWideStr) return hashStr(vm, v);
  if (isIdentityHashed(v)) return identityHash(vm, v);
  const m = typeOf(v).lookup('__hash__');
  if (m instanceof PyMethodDescr) {
    if (!enterNative(vm)) return vm.lib('hash_by_method', [v]);
    try {
      return callNative(vm, m.def, v, [], null);
    } finally {
      leaveNative(vm);
    }
  }
  if (m instanceof PyFunction && m.code.half !== null) {
    const r = m.code.half(vm, m, [v], null);
    if (r !== undefined && r !== DELEGATE) return r;
  }
  if (m === undefined || m === null) throw typeError(`unhashable type: '${typeOf(v).name}'`);
  return vm.lib('hash_by_method', [v]);
}

/** hash(v) where no Python code is needed; undefined otherwise. Errors are raised. */
export function hashFast(vm: VM, v: PyValue): Hash | undefined {
  const r = hashValue(vm, v);
  return r === DELEGATE ? undefined : (r as Hash);
}

/** Hashes of all items, or undefined where one needs Python code. */
export function hashAll(vm: VM, items: readonly PyValue[]): Hash[] | undefined {
  vm.charge(items.length);
  vm.alloc(items.length * 8);
  const out = new Array<Hash>(items.length);
  for (let i = 0; i < items.length; i++) {
    const h = hashFast(vm, items[i]!);
    if (h === undefined) return undefined;
    out[i] = h;
  }
  return out;
}

/** The result of a `__hash__` written in Python, brought into 64 bits (any int but -1). */
export function reduceHash(vm: VM, n: number | bigint): Hash {
  if (typeof n === 'number') return n === -1 ? -2 : n;
  if (BigInt.asIntN(64, n) === n) return n;
  return hashInt(vm, n);
}
