/**
 * dict's representation: insertion-ordered entries with an index on canonical keys.
 *
 * Keys whose equality JavaScript's Map decides like Python's (str, int, bool, float, None, and objects with identity
 * equality) are found through `map` under their canonical form: 1, 1.0 and True are one key. Keys that compare by
 * content (tuple, frozenset, bytes, ...) are found through `side` by an internal hash. Keys with a `__hash__` or
 * `__eq__` written in Python are found through `custom` by their Python hash, and only library code can compare them.
 *
 * JavaScript's Map hashes numbers by a known function, and of a bigint only the lowest 64 bits: who chooses such keys
 * can make each access as slow as a walk over all, and nothing would charge for it. So a number goes into a Map only as
 * 32 bits under a secret of the process (`setKeySecret`); other numbers are content keys, whose lists are charged. So are
 * long strings.
 *
 * Invariants: `keys[i] === undefined` exactly where entry i was deleted; `size` counts the live ones; `version`
 * changes whenever a key is added or removed (never when a value is replaced).
 */

import { PyComplex } from './complex.js';
import { contentEqual, contentHash } from './content.js';
import { PyFloat, PyFloatObject, PyIntObject, PyObject, PyStrObject, type PyValue, type Shape } from './object.js';
import type { VM } from './vm.js';

/** How a key is found. */
export enum KeyKind {
  /** Through `map`. */
  Plain = 0,
  /** Through `side`: hash and equality by content. */
  Content = 1,
  /** Through `custom`: needs Python code. */
  Custom = 2,
  /** Not hashable. */
  Unhashable = 3,
}

/** Canonical form of a str, int, bool, float or None key; undefined where the key is none of these. */
export function canonical(key: PyValue): unknown {
  switch (typeof key) {
    case 'string':
    case 'number':
    case 'bigint':
      return key;
    case 'boolean':
      return key ? 1 : 0;
  }
  if (key === null) return key;
  if (key instanceof PyFloat) {
    const v = key.v;
    if (Number.isNaN(v)) return key;
    return canonicalFloat(v);
  }
  // A complex number without imaginary part is one key with the float.
  if (key instanceof PyComplex && key.im === 0 && !key.shape.cls.heap && !Number.isNaN(key.re))
    return canonicalFloat(key.re);
  return undefined;
}

function canonicalFloat(v: number): unknown {
  if (!Number.isInteger(v)) return v;
  return Number.isSafeInteger(v) ? (v === 0 ? 0 : v) : BigInt(v);
}

let secret = 0x2545f491;
/** A random number for the process, before anything is made; the default is known to everyone. */
export function setKeySecret(n: number): void {
  secret = n | 0;
}

/** A longer str is a content key: of such strings V8's Map knows the length alone (from 16384 on). */
export const LONGEST_PLAIN = 8192;

/** What stands for a canonical form in `map`; undefined: the key is a content key. */
export function indexKey(canon: unknown): unknown {
  if (typeof canon === 'string') return canon.length > LONGEST_PLAIN ? undefined : canon;
  if (typeof canon === 'number') return (canon | 0) === canon ? canon ^ secret : undefined;
  return typeof canon === 'bigint' ? undefined : canon;
}

/** Hash of a str as a content key; nobody can know beforehand which long ones have the same. */
export function textHash(s: string): number {
  let h = 0x811c9dc5 ^ s.length;
  if (s.length > LONGEST_PLAIN) h ^= secret;
  for (let i = 0; i < s.length; i++) h = Math.imul(h ^ s.charCodeAt(i), 0x01000193);
  return h;
}

/** The list of `side` that a content hash leads to. */
export const sideKey = (hash: number): number => hash ^ secret;

/** The list of `custom` (and of a HashIndex) that a Python hash leads to; others may lead there too. */
export function hashKey(hash: number | bigint): number {
  const low = typeof hash === 'number' ? hash | 0 : Number(BigInt.asIntN(32, hash));
  const high = typeof hash === 'number' ? Math.floor(hash / 4294967296) : Number(BigInt.asIntN(32, hash >> 32n));
  return low ^ Math.imul(high, 0x9e3779b1) ^ secret;
}

/** Where `map` has a key if it is a plain one. */
export function plainKey(key: PyValue): unknown {
  const canon = canonical(key) ?? baseCanonical(key);
  return canon === undefined ? key : indexKey(canon);
}

/** Canonical form of the base value of an instance of a subclass of str, int or float. */
export function baseCanonical(key: PyValue): unknown {
  if (key instanceof PyStrObject || key instanceof PyIntObject) return canonical(key.value);
  if (key instanceof PyFloatObject && !Number.isNaN(key.value)) return canonical(new PyFloat(key.value));
  return undefined;
}

/** Entries by Python hash, up to entry `upTo`. Entries removed since then stay in the lists. */
export class HashIndex {
  private readonly lists = new Map<number, number[]>();
  private readonly hashes: (number | bigint)[] = [];
  upTo = 0;

  add(i: number, hash: number | bigint): void {
    this.hashes[i] = hash;
    enlist(this.lists, hashKey(hash), i);
  }

  /** Entries with this hash. */
  find(vm: VM, hash: number | bigint): number[] {
    const list = this.lists.get(hashKey(hash));
    if (list === undefined) return [];
    vm.charge(list.length);
    return list.filter((i) => this.hashes[i] === hash);
  }
}

export class PyDict extends PyObject {
  keys: (PyValue | undefined)[] = [];
  vals: PyValue[] = [];
  size = 0;
  version = 0;
  /** Canonical key -> entry. */
  map: Map<unknown, number> | null = null;
  /** Content hash -> entries. */
  side: Map<number, number[]> | null = null;
  /** `hashKey` of the Python hash -> entries. Not null exactly where there are custom keys. */
  custom: Map<number, number[]> | null = null;
  /** Entry of a custom key -> its Python hash. */
  customHashes: Map<number, number | bigint> | null = null;
  /** Python hash -> entries of plain and content keys, for lookups of custom keys; made by protocols/mapping.ts. */
  hashed: HashIndex | null = null;
  /** Goes up whenever the entries are renumbered. */
  epoch = 0;
  slotted: (PyValue | undefined)[] | null = null;
  /** The dict whose `keys` and `map` these are, until a key comes or goes; it never changes itself. */
  lender: PyDict | null = null;

  constructor(shape: Shape) {
    super();
    this.shape = shape;
    this.slots = null;
    this.mark = 0;
  }

  /** A dict with the same entries, all of them plain ones. This one does not change any more. */
  lend(): PyDict {
    const d = new PyDict(this.shape);
    d.keys = this.keys;
    d.map = this.map;
    d.vals = this.vals.slice();
    d.size = this.size;
    d.version = this.version;
    d.lender = this;
    return d;
  }

  /** The entries of a dict that does not change any more, all of them plain ones, into this empty one: the values are the caller's to put. */
  borrow(lender: PyDict): void {
    this.keys = lender.keys;
    this.map = lender.map;
    this.vals = lender.vals.slice();
    this.size = lender.size;
    this.version++;
    this.epoch++;
    this.hashed = null;
    this.lender = lender;
  }

  /** Before a key comes or goes. */
  private settle(): void {
    this.keys = this.keys.slice();
    if (this.map !== null) this.map = new Map(this.map);
    this.lender = null;
  }

  // -- str keys: the common case, and the only one that names need -------------------------------------------------

  /** Entry number of a str key, or -1. (A str key is never in `custom`; a custom key that equals it is looked for by the caller.) */
  indexStr(key: string): number {
    const i = this.map?.get(key);
    if (i !== undefined) return i;
    return key.length > LONGEST_PLAIN ? this.indexLong(key) : -1;
  }

  getStr(key: string): PyValue | undefined {
    const i = this.map?.get(key);
    if (i !== undefined) return this.vals[i];
    if (key.length <= LONGEST_PLAIN) return undefined;
    const long = this.indexLong(key);
    return long < 0 ? undefined : this.vals[long];
  }

  setStr(key: string, value: PyValue): void {
    if (key.length > LONGEST_PLAIN) this.setLong(key, value);
    else this.setPlain(key, key, value);
  }

  /** Entry of a str that is a content key, or -1. */
  private indexLong(key: string, hash = textHash(key)): number {
    for (const i of this.side?.get(sideKey(hash)) ?? []) if (this.keys[i] === key) return i;
    return -1;
  }

  private setLong(key: string, value: PyValue): void {
    const hash = textHash(key);
    const i = this.indexLong(key, hash);
    if (i >= 0) this.vals[i] = value;
    else enlist((this.side ??= new Map()), sideKey(hash), this.append(key, value));
  }

  deleteStr(vm: VM, key: string): boolean {
    const i = this.indexStr(key);
    if (i < 0) return false;
    this.removeAt(vm, i);
    return true;
  }

  // -- plain keys ---------------------------------------------------------------------------------------------------

  /** Set under a key of `map` that the caller worked out (`indexKey` of the canonical form). */
  setPlain(canon: unknown, key: PyValue, value: PyValue): void {
    let map = (this.map ??= new Map());
    const i = map.get(canon);
    if (i !== undefined) {
      this.vals[i] = value;
      return;
    }
    if (this.lender !== null) {
      this.settle();
      map = this.map;
    }
    map.set(canon, this.append(key, value));
  }

  // -- keys that compare by content ----------------------------------------------------------------------------------

  indexContent(vm: VM, key: PyValue, hash: number): number {
    const list = this.side?.get(sideKey(hash));
    if (list === undefined) return -1;
    if (list.length > 8) vm.charge(list.length);
    for (const i of list) {
      // An entry can be gone without being found in its list: a part of the key had a class that changed its hash.
      const at = this.keys[i];
      if (at !== undefined && contentEqual(vm, at, key)) return i;
    }
    return -1;
  }

  setContent(vm: VM, key: PyValue, hash: number, value: PyValue): void {
    const i = this.indexContent(vm, key, hash);
    if (i >= 0) {
      this.vals[i] = value;
      return;
    }
    enlist((this.side ??= new Map()), sideKey(hash), this.append(key, value));
  }

  // -- keys that need Python ------------------------------------------------------------------------------------------

  /** Add an entry for a custom key that library code found to be absent. */
  addCustom(key: PyValue, hash: number | bigint, value: PyValue): void {
    const n = this.append(key, value);
    enlist((this.custom ??= new Map()), hashKey(hash), n);
    this.customHashes ??= new Map();
    this.customHashes.set(n, hash);
  }

  /** Entries of custom keys with this Python hash. */
  customEntries(vm: VM, hash: number | bigint): number[] {
    const list = this.custom?.get(hashKey(hash));
    if (list === undefined) return [];
    vm.charge(list.length);
    return list.filter((i) => this.customHashes!.get(i) === hash);
  }

  // -- entries --------------------------------------------------------------------------------------------------------

  private append(key: PyValue, value: PyValue): number {
    if (this.lender !== null) this.settle();
    const n = this.keys.length;
    this.keys.push(key);
    this.vals.push(value);
    this.size++;
    this.version++;
    return n;
  }

  /** Remove entry `i`, whatever kind its key is. */
  removeAt(vm: VM, i: number): void {
    if (this.lender !== null) this.settle();
    this.unlink(vm, i);
    this.keys[i] = undefined;
    this.vals[i] = null;
    this.size--;
    this.version++;
    if (this.size === 0) this.reset();
    else if (i === this.keys.length - 1) this.dropTail();
    else if (this.keys.length > 32 && this.size < this.keys.length >> 1) {
      vm.charge(this.keys.length);
      this.compact();
    }
  }

  /** Take entry `i` out of the index that holds it. */
  private unlink(vm: VM, i: number): void {
    const key = this.keys[i]!;
    const hash = this.customHashes?.get(i);
    if (hash !== undefined) {
      this.customHashes!.delete(i);
      unlist(this.custom!, hashKey(hash), i);
      if (this.custom!.size === 0) this.custom = this.customHashes = null;
      return;
    }
    const plain = plainKey(key);
    if (this.map?.get(plain) === i) {
      this.map.delete(plain);
      return;
    }
    const content = contentHash(vm, key);
    if (content !== undefined && this.side !== null) unlist(this.side, sideKey(content), i);
  }

  /** Trailing holes go at once, so that popitem() in a loop is linear. */
  private dropTail(): void {
    const keys = this.keys;
    let n = keys.length;
    while (n > 0 && keys[n - 1] === undefined) n--;
    keys.length = n;
    this.vals.length = n;
    if (this.hashed !== null && this.hashed.upTo > n) this.hashed = null;
  }

  /** Close the holes. Running iterators notice through `version`. */
  private compact(): void {
    const { keys, vals } = this;
    const moved = new Int32Array(keys.length);
    let n = 0;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === undefined) continue;
      moved[i] = n;
      keys[n] = keys[i];
      vals[n++] = vals[i]!;
    }
    keys.length = n;
    vals.length = n;
    this.epoch++;
    this.hashed = null;
    if (this.customHashes !== null) {
      const hashes = new Map<number, number | bigint>();
      for (const [i, hash] of this.customHashes) hashes.set(moved[i]!, hash);
      this.customHashes = hashes;
    }
    if (this.map !== null) for (const [k, i] of this.map) this.map.set(k, moved[i]!);
    for (const index of [this.side, this.custom] as (Map<unknown, number[]> | null)[]) {
      if (index !== null)
        for (const list of index.values()) for (let j = 0; j < list.length; j++) list[j] = moved[list[j]!]!;
    }
  }

  private reset(): void {
    this.keys = [];
    this.vals = [];
    this.map = null;
    this.side = null;
    this.custom = null;
    this.customHashes = null;
    this.hashed = null;
    this.lender = null;
    this.epoch++;
  }

  clear(): void {
    if (this.size === 0) return;
    this.reset();
    this.size = 0;
    this.version++;
  }

  /**
   * Entries of another dict over these, or into this empty one. The caller has seen that neither has custom keys (an
   * empty dict takes a copy of anything).
   */
  copyFrom(vm: VM, other: PyDict): void {
    vm.charge(other.keys.length);
    vm.alloc(other.size * 64);
    if (this.size === 0 && other.keys.length === other.size) {
      this.keys = other.keys.slice();
      this.vals = other.vals.slice();
      this.size = other.size;
      this.map = other.map === null ? null : new Map(other.map);
      this.side = copyIndex(other.side);
      this.custom = copyIndex(other.custom);
      this.customHashes = other.customHashes === null ? null : new Map(other.customHashes);
      this.hashed = null;
      this.lender = null;
      this.epoch++;
      this.version++;
      return;
    }
    for (let i = 0; i < other.keys.length; i++) {
      const key = other.keys[i];
      if (key === undefined) continue;
      const python = other.customHashes?.get(i);
      if (python !== undefined) {
        this.addCustom(key, python, other.vals[i]!);
        continue;
      }
      const plain = plainKey(key);
      if (other.map?.get(plain) === i) this.setPlain(plain, key, other.vals[i]!);
      else {
        const hash = contentHash(vm, key);
        if (hash !== undefined) this.setContent(vm, key, hash, other.vals[i]!);
      }
    }
  }
}

export function enlist(index: Map<number, number[]>, key: number, i: number): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [i]);
  else list.push(i);
}

/** Remove entry `i` from the list under `hash`. */
function unlist<K>(index: Map<K, number[]>, hash: K, i: number): void {
  const list = index.get(hash);
  const at = list === undefined ? -1 : list.indexOf(i);
  if (at < 0) return;
  if (list!.length === 1) index.delete(hash);
  else list!.splice(at, 1);
}

function copyIndex<K>(index: Map<K, number[]> | null): Map<K, number[]> | null {
  if (index === null) return null;
  const out = new Map<K, number[]>();
  for (const [k, list] of index) out.set(k, list.slice());
  return out;
}
