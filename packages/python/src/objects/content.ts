/**
 * Hash and equality of keys that compare by content: tuples, frozensets, bytes, wide strings, ranges, slices, ...
 *
 * The hash is internal: equal keys have equal hashes, and nothing else is promised (Python's own hash is worked out by
 * protocols/hash.ts). Both answer only for values whose parts are built-in too; where a part could need Python code
 * `contentHash` is undefined and the key is a custom one. Each class registers its pair of functions.
 * Recursion is bounded: below DEPTH levels a key is treated as a custom one.
 */
import { canonical, textHash } from './dict.js';
import { hashInt } from './number/hash.js';
import { words } from './number/int.js';
import { PyFloat, PyInstance, type PyObject, type PyValue } from './object.js';
import type { VM } from './vm.js';

const DEPTH = 32;

type Hasher = (vm: VM, v: any, depth: number) => number | undefined;
type Equal = (vm: VM, a: any, b: any) => boolean;

interface Pair {
  hash: Hasher;
  equal: Equal;
}
const hashers = new Map<unknown, Pair>();

/** Classes made by library code whose `__hash__` and `__eq__` have native halves; undefined: it is none of them. */
type Finder = (cls: any) => Pair | undefined;
let instancePair: Finder = () => undefined;
export function setInstancePair(find: Finder): void {
  instancePair = find;
}

function pairOf(v: PyValue): Pair | undefined {
  const { cls } = (v as PyObject).shape;
  return hashers.get(cls) ?? (v instanceof PyInstance ? instancePair(cls) : undefined);
}

/** Called once for each class whose exact instances compare by content. Keyed by the Python class. */
export function registerContent(cls: PyObject, hash: Hasher, equal: Equal): void {
  hashers.set(cls, { hash, equal });
}

const identity = new WeakMap<object, number>();

/** Internal 32-bit hash of a key, or undefined where Python code is needed (or the key is unhashable). */
export function contentHash(vm: VM, v: PyValue, depth = 0): number | undefined {
  const c = canonical(v);
  if (c !== undefined) {
    if (typeof c === 'bigint') return bigintHash(vm, c);
    if (typeof c === 'string' && c.length > 64) vm.charge(c.length >> 5);
    return primitiveHash(c);
  }
  if (depth > DEPTH) return undefined;
  const pair = pairOf(v);
  if (pair !== undefined) return pair.hash(vm, v, depth + 1);
  return isIdentityHashed(v) || isNameHashed(v) ? identityHash(v as PyObject) : undefined;
}

/** Equality of two keys whose `contentHash` is defined. */
export function contentEqual(vm: VM, a: PyValue, b: PyValue): boolean {
  if (typeof a === 'string' && typeof b === 'string' && a.length === b.length && a.length > 64)
    vm.charge(a.length >> 6);
  if (a === b) return true;
  const ca = canonical(a);
  if (ca !== undefined) {
    if (typeof ca === 'bigint') vm.charge(words(ca));
    return ca === canonical(b);
  }
  if (typeof b !== 'object' || b === null) return false;
  const pair = pairOf(a);
  return pair !== undefined && pairOf(b) === pair && pair.equal(vm, a, b);
}

/** Whether `__hash__` and `__eq__` of the class are object's own: the object itself is the key. */
export function isIdentityHashed(v: PyValue): boolean {
  const cls = (v as PyObject).shape.cls;
  return identityTest(cls);
}

/** Whether the value is a member of an enum with enum's own `__hash__` and object's `__eq__`: equal to nothing else. */
export function isNameHashed(v: PyValue): boolean {
  return v instanceof PyInstance && nameTest(v.shape.cls);
}

let nameTest: (cls: any) => boolean = () => false;
export function setNameTest(test: (cls: any) => boolean): void {
  nameTest = test;
}

let identityTest: (cls: PyObject) => boolean = () => false;
/** Given by types/object.ts: does this class hash and compare by identity? */
export function setIdentityTest(test: (cls: any) => boolean): void {
  identityTest = test;
}

let nextIdentity = 1;
function identityHash(v: object): number {
  // Only a bucket number: it orders nothing that a program can see.
  let h = identity.get(v);
  if (h === undefined) {
    h = Math.imul(nextIdentity++, 0x9e3779b1);
    identity.set(v, h);
  }
  return h;
}

function bigintHash(vm: VM, n: bigint): number {
  return Number(BigInt.asIntN(32, BigInt(hashInt(vm, n))));
}

/** Bits of a double: scratch. */
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

function primitiveHash(c: unknown): number {
  switch (typeof c) {
    case 'number':
      if (Number.isInteger(c)) return Math.imul((c | 0) ^ Math.imul((c / 4294967296) | 0, 0x85ebca6b), 0xcc9e2d51);
      double[0] = c;
      return Math.imul(halves[0]!, 0x1b873593) ^ Math.imul(halves[1]! ^ (halves[0]! >>> 15), 0x5bd1e995);
    case 'string':
      return textHash(c);
    case 'object':
      return c === null ? 0x3c6ef372 : c instanceof PyFloat ? 0x7ff80000 : 0;
  }
  return 0;
}

/** Hash of an ordered sequence of parts. */
export function combineHashes(vm: VM, items: readonly PyValue[], seed: number, depth: number): number | undefined {
  vm.charge(items.length);
  let h = seed ^ items.length;
  for (let i = 0; i < items.length; i++) {
    const x = items[i]!;
    const p = typeof x === 'number' && (x | 0) === x ? Math.imul(x, 0xcc9e2d51) : contentHash(vm, x, depth);
    if (p === undefined) return undefined;
    h = Math.imul((h << 13) | (h >>> 19), 5) + p;
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  }
  return h;
}
