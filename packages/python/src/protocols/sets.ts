/**
 * Members of sets: adding, finding and removing them, the order of iteration, and the operations of sets, where no
 * member needs Python code (`d.custom` is null); library/sets.py does the others by the primitives here.
 *
 * The operations follow CPython's steps one by one, as the steps decide in what order the result is iterated.
 */
import { newDict, TupleType } from '../objects/builtin-types.js';
import type { PyDict } from '../objects/dict.js';
import { PyRaise } from '../objects/errors.js';
import type { PyType, PyValue } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { DUMMY, PySet, SetTable } from '../objects/set.js';
import type { VM } from '../objects/vm.js';
import { type Hash, hashFast, identityHash } from './hash.js';
import { findKey, setKey } from './mapping.js';

const TWO32 = 4294967296;

export function lowHalf(h: Hash): number {
  return typeof h === 'number' ? h | 0 : Number(BigInt.asIntN(32, h));
}
export function highHalf(h: Hash): number {
  return typeof h === 'number' ? Math.floor(h / TWO32) | 0 : Number(BigInt.asIntN(32, h >> 32n));
}

export function newSetOf(cls: PyType): PySet {
  return new PySet(cls.root, newDict());
}

/** Add a member; false: only Python code can tell whether it is there. */
export function addMember(vm: VM, s: PySet, v: PyValue): boolean {
  return setKey(vm, s.d, v, null, 'set element');
}

/** Entry of a member, ABSENT or NEEDS_PYTHON. */
export function findMember(vm: VM, s: PySet, v: PyValue): number {
  return findKey(vm, s.d, v, 'set element');
}

/** The model of CPython's table, up to date. */
export function tableOf(vm: VM, s: PySet): SetTable {
  const { keys } = s.d;
  let table = s.table;
  if (table === null) {
    vm.alloc(520);
    s.table = table = new SetTable();
  }
  if (s.applied === keys.length) return table;
  const more = keys.length - s.applied;
  vm.charge(more * 2);
  vm.alloc(more * 64);
  for (; s.applied < keys.length; s.applied++) {
    const key = keys[s.applied];
    if (key === undefined) continue;
    const h = memberHash(vm, s, s.applied, key);
    table.add(vm, key, lowHalf(h), highHalf(h));
  }
  return table;
}

/**
 * Hash of the member at entry `i`. Where its class has got another `__hash__` since it was added, or one that is Python
 * code, it stands by its identity.
 */
function memberHash(vm: VM, s: PySet, i: number, key: PyValue): Hash {
  const known = s.d.customHashes?.get(i);
  if (known !== undefined) return known;
  const { nesting } = vm;
  try {
    // Content keys nest no deeper than contentHash allows: their hash is native at any depth.
    vm.nesting = 0;
    return hashFast(vm, key) ?? identityHash(vm, key);
  } catch (e) {
    if (e instanceof PyRaise) return identityHash(vm, key);
    throw e;
  } finally {
    vm.nesting = nesting;
  }
}

/** Add a member that library code found to be absent. */
export function addCustomMember(s: PySet, v: PyValue, hash: Hash): void {
  s.d.addCustom(v, hash, null);
}

/** Remove the member at entry `i`. */
export function removeMember(vm: VM, s: PySet, i: number): void {
  const table = tableOf(vm, s);
  const key = s.d.keys[i];
  // A comparison by the program may have removed it meanwhile.
  if (key === undefined) return;
  const h = memberHash(vm, s, i, key);
  table.remove(vm, key, lowHalf(h), highHalf(h));
  s.d.removeAt(vm, i);
  s.applied = s.d.keys.length;
}

export function clearSet(s: PySet): void {
  s.d = newDict();
  s.table = null;
  s.applied = 0;
}

/** Give `a` the members of `b`, which is not used afterwards. */
export function takeBody(a: PySet, b: PySet): void {
  a.d = b.d;
  a.table = b.table;
  a.applied = b.applied;
}

/** Members in the order of iteration. */
export function membersOf(vm: VM, s: PySet): PyValue[] {
  vm.charge(s.d.size);
  vm.alloc(s.d.size * 8);
  return tableOf(vm, s).members();
}

/** A set with the members of `s`, as `set(s)` arranges them. */
export function copySet(vm: VM, cls: PyType, s: PySet): PySet {
  const out = newSetOf(cls);
  const from = tableOf(vm, s);
  copyBody(vm, out, s, from);
  return out;
}

function copyBody(vm: VM, into: PySet, s: PySet, from: SetTable): void {
  vm.charge(from.keys.length);
  vm.alloc(from.keys.length * 24);
  const table = (into.table = new SetTable());
  table.fillFrom(vm, from);
  into.d.copyFrom(vm, s.d);
  into.applied = into.d.keys.length;
}

/** Whether the operations of sets serve these natively. */
export function isPlainSet(s: PySet): boolean {
  return s.d.custom === null;
}

/** `s.update(other)` for plain sets. */
export function mergeSet(vm: VM, s: PySet, other: PySet): void {
  if (s === other || other.d.size === 0) return;
  const from = tableOf(vm, other);
  const into = tableOf(vm, s);
  if (s.d.size === 0 && into.fill === 0) {
    copyBody(vm, s, other, from);
    return;
  }
  reserveFor(vm, into, from.used);
  vm.charge(from.keys.length);
  for (let j = 0; j < from.keys.length; j++) {
    const key = from.keys[j];
    if (key !== undefined && key !== DUMMY) addMember(vm, s, key);
  }
}

function reserveFor(vm: VM, table: SetTable, more: number): void {
  if ((table.fill + more) * 5 < table.mask * 3) return;
  vm.charge((table.used + more) * 2);
  vm.alloc((table.used + more) * 48);
  table.reserve(vm, more);
}

/** `s.update(d)` for a plain set and a plain dict. */
export function mergeDict(vm: VM, s: PySet, d: PyDict): void {
  reserveFor(vm, tableOf(vm, s), d.size);
  vm.charge(d.keys.length);
  for (let i = 0; i < d.keys.length; i++) {
    const key = d.keys[i];
    if (key !== undefined) addMember(vm, s, key);
  }
}

/** A new set of those members of `order` (in its order) that are in `other`, or that are not. */
function select(vm: VM, cls: PyType, order: PySet, other: PyDict, wanted: boolean): PySet {
  const out = newSetOf(cls);
  const table = tableOf(vm, order);
  vm.charge(table.keys.length);
  for (let j = 0; j < table.keys.length; j++) {
    const key = table.keys[j];
    if (key === undefined || key === DUMMY) continue;
    if (findKey(vm, other, key) >= 0 === wanted) addMember(vm, out, key);
  }
  return out;
}

export function intersectSets(vm: VM, cls: PyType, s: PySet, other: PySet): PySet {
  if (s === other) return copySet(vm, cls, s);
  if (other.d.size > s.d.size) return select(vm, cls, s, other.d, true);
  return select(vm, cls, other, s.d, true);
}

/** Values of an iterable that are members of `s`; undefined where one needs Python code. */
export function intersectValues(vm: VM, cls: PyType, s: PySet, values: readonly PyValue[]): PySet | undefined {
  const out = newSetOf(cls);
  vm.charge(values.length);
  for (const v of values) {
    const i = findKey(vm, s.d, v, 'value');
    if (i === -2) return undefined;
    if (i >= 0) addMember(vm, out, v);
  }
  return out;
}

export function subtractSets(vm: VM, cls: PyType, s: PySet, other: PySet): PySet {
  if (s.d.size >>> 2 > other.d.size) {
    const out = copySet(vm, cls, s);
    removeAll(vm, out, other);
    return out;
  }
  return select(vm, cls, s, other.d, false);
}

export function subtractDict(vm: VM, cls: PyType, s: PySet, d: PyDict): PySet {
  if (s.d.size >>> 2 > d.size) {
    const out = copySet(vm, cls, s);
    removeValues(vm, out, d.keys);
    return out;
  }
  return select(vm, cls, s, d, false);
}

/** `s.difference_update(other)` for plain sets. */
export function removeAll(vm: VM, s: PySet, other: PySet): void {
  if (s === other) {
    clearSet(s);
    return;
  }
  const from = other.d.size >>> 3 > s.d.size ? intersectSets(vm, other.shape.cls, s, other) : other;
  removeValues(vm, s, membersOf(vm, from));
}

/** Discard these values (undefined ones are skipped); undefined where one needs Python code. */
export function removeValues(vm: VM, s: PySet, values: readonly (PyValue | undefined)[]): boolean {
  vm.charge(values.length);
  for (const v of values) {
    if (v === undefined) continue;
    const i = findMember(vm, s, v);
    if (i === -2) return false;
    if (i >= 0) removeMember(vm, s, i);
  }
  tableOf(vm, s).sweep(vm);
  return true;
}

/** `s.symmetric_difference_update(other)` for plain sets (or a plain dict's keys). */
export function toggleAll(vm: VM, s: PySet, other: readonly (PyValue | undefined)[]): void {
  vm.charge(other.length);
  for (const v of other) {
    if (v === undefined) continue;
    const i = findMember(vm, s, v);
    if (i >= 0) removeMember(vm, s, i);
    else addMember(vm, s, v);
  }
}

/** Whether all members of `s` are keys of `d`. */
export function isContained(vm: VM, s: PySet, d: PyDict): boolean {
  if (s.d.size > d.size) return false;
  vm.charge(s.d.keys.length);
  for (const key of s.d.keys) if (key !== undefined && findKey(vm, d, key) < 0) return false;
  return true;
}

export function isDisjointFrom(vm: VM, a: PySet, b: PySet): boolean {
  const [few, many] = a.d.size < b.d.size ? [a, b] : [b, a];
  vm.charge(few.d.keys.length);
  for (const key of few.d.keys) if (key !== undefined && findKey(vm, many.d, key) >= 0) return false;
  return true;
}

/** Take the member that CPython's pop() takes; undefined from an empty set. */
export function popMember(vm: VM, s: PySet): PyValue | undefined {
  if (s.d.size === 0) return undefined;
  const table = tableOf(vm, s);
  const from = table.finger & table.mask;
  const j = table.popPosition();
  vm.charge(j >= from ? j - from : j + table.mask - from);
  const key = table.keys[j]!;
  const hash = fromHalves(table.hi[j]!, table.lo[j]!);
  const i = entryOf(vm, s, key, hash);
  table.keys[j] = DUMMY;
  table.used--;
  s.d.removeAt(vm, i);
  s.applied = s.d.keys.length;
  return key;
}

/** Entry of a value that is known to be a member as this very value. */
function entryOf(vm: VM, s: PySet, key: PyValue, hash: Hash): number {
  const custom = s.d.customEntries(vm, hash).find((i) => s.d.keys[i] === key);
  if (custom !== undefined) return custom;
  const found = findMemberOf(vm, s, key);
  if (found >= 0) return found;
  // Its class has got another hash since it was added.
  vm.charge(s.d.keys.length);
  return s.d.keys.indexOf(key);
}

function findMemberOf(vm: VM, s: PySet, key: PyValue): number {
  const custom = s.d.custom;
  s.d.custom = null;
  const i = findMember(vm, s, key);
  s.d.custom = custom;
  return i;
}

/** The Python hash that lies in a table. */
export function fromHalves(hi: number, lo: number): Hash {
  if (hi >= -0x200000 && hi < 0x200000) {
    const n = hi * TWO32 + (lo >>> 0);
    if (n !== -9007199254740992) return n;
  }
  return BigInt(hi) * 4294967296n + BigInt(lo >>> 0);
}

/** Members and their hashes, in order, for library code. */
export function membersAndHashes(vm: VM, s: PySet): PyTuple[] {
  const table = tableOf(vm, s);
  vm.charge(table.keys.length);
  vm.alloc(table.used * 96);
  const out: PyTuple[] = [];
  for (let j = 0; j < table.keys.length; j++) {
    const key = table.keys[j];
    if (key !== undefined && key !== DUMMY) {
      out.push(new PyTuple(TupleType.root, [key, fromHalves(table.hi[j]!, table.lo[j]!)]));
    }
  }
  return out;
}
