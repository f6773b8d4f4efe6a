/** set and frozenset (Library Reference, "Set Types"). The order of iteration is CPython's: protocols/sets.ts. */
import { FrozenSetType, ListType, NotImplemented, SetType, tuple, typeOf } from '../objects/builtin-types.js';
import { contentHash, registerContent } from '../objects/content.js';
import { defineType, type MethodRow } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { KeyErrorType, RuntimeErrorType, raise } from '../objects/exception-types.js';
import { PySetIter, SetIterType } from '../objects/iterators.js';
import { hashFrozenset } from '../objects/number/hash.js';
import { DELEGATE, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { DUMMY, PySet } from '../objects/set.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { hashAll } from '../protocols/hash.js';
import { collectFast, registerIterator } from '../protocols/iterate.js';
import { ABSENT, NEEDS_PYTHON } from '../protocols/mapping.js';
import { enterNative, leaveNative } from '../protocols/nesting.js';
import { EQ, GE, GT, LE, LT, NE } from '../protocols/operators.js';
import {
  addMember,
  clearSet,
  copySet,
  findMember,
  intersectSets,
  intersectValues,
  isContained,
  isDisjointFrom,
  isPlainSet,
  membersOf,
  mergeDict,
  mergeSet,
  newSetOf,
  popMember,
  removeAll,
  removeMember,
  removeValues,
  subtractDict,
  subtractSets,
  tableOf,
  takeBody,
  toggleAll,
} from '../protocols/sets.js';
import {
  bracketed,
  builtin,
  CLASS_GETITEM,
  comparisonRows,
  constructorArgument,
  containerRepr,
  ITER_SELF,
  nextRow,
  reprAll,
} from './support.js';

/** A new empty set. */
export function newSet(): PySet {
  return newSetOf(SetType);
}

/** Add a member; false: library code has to (`set_add_item`). */
export function setAdd(vm: VM, s: PySet, v: PyValue): boolean {
  return addMember(vm, s, v);
}

// -- making -------------------------------------------------------------------------------------------------------------------

/** `s.update(other)` natively; false (and nothing done) where Python code is needed. */
function updateNative(vm: VM, s: PySet, other: PyValue): boolean {
  if (other instanceof PySet) {
    if (isPlainSet(s) && isPlainSet(other)) {
      mergeSet(vm, s, other);
      return true;
    }
    return false;
  }
  if (!isPlainSet(s)) return false;
  if (other instanceof PyDict && !other.shape.cls.heap) {
    if (other.custom !== null) return false;
    mergeDict(vm, s, other);
    return true;
  }
  return vm.keeping(() => {
    const values = collectFast(vm, other);
    // The members before one that needs Python code may stay: adding them again changes nothing.
    return values?.every((v) => addMember(vm, s, v)) ?? false;
  });
}

function fill(vm: VM, s: PySet, iterable: PyValue): R {
  if (iterable instanceof PySet && s.d.size === 0) {
    const copy = copySet(vm, s.shape.cls, iterable);
    takeBody(s, copy);
    return s;
  }
  return updateNative(vm, s, iterable) ? s : vm.lib('set_fill', [s, iterable]);
}

function makeSet(vm: VM, cls: PyType, iterable?: PyValue): R {
  const s = newSetOf(cls);
  return iterable === undefined ? s : fill(vm, s, iterable);
}

function makeFrozen(vm: VM, cls: PyType, iterable?: PyValue): R {
  if (cls === FrozenSetType && iterable instanceof PySet && iterable.shape.cls === FrozenSetType) return iterable;
  return makeSet(vm, cls, iterable);
}

/** The class of a result: operations on subclass instances give the built-in class. */
function baseOf(s: PySet): PyType {
  return s.shape.cls.isSubtypeOf(SetType) ? SetType : FrozenSetType;
}

// -- reading ------------------------------------------------------------------------------------------------------------------

function containsMember(vm: VM, s: PySet, v: PyValue): R {
  if (v instanceof PySet && typeOf(v).lookup('__hash__') === null) return vm.lib('set_contains_set', [s, v]);
  const i = findMember(vm, s, v);
  return i === NEEDS_PYTHON ? vm.lib('set_contains', [s, v]) : i >= 0;
}

function setStep(vm: VM, it: PySetIter): PyValue | undefined {
  const s = it.set;
  if (s === null) return undefined;
  if (it.used !== s.d.size) {
    it.used = -1;
    throw raise(RuntimeErrorType, 'Set changed size during iteration');
  }
  const { keys } = tableOf(vm, s);
  let i = it.pos;
  while (i < keys.length && (keys[i] === undefined || keys[i] === DUMMY)) i++;
  if (i >= keys.length) {
    it.set = null;
    return undefined;
  }
  it.pos = i + 1;
  it.left--;
  return keys[i]!;
}

registerIterator(SetIterType, setStep);
defineType(SetIterType, {
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(setStep),
    __length_hint__: [
      '($self, /)',
      'Estimate of how many values are left.',
      (_vm, it: PySetIter) => (it.set !== null && it.used === it.set.d.size ? it.left : 0),
    ],
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (vm: VM, it: PySetIter) => {
        const copy = new PySetIter(it.shape, it.set, it.pos, it.used, it.left);
        const out: PyValue[] = [];
        for (let v = setStep(vm, copy); v !== undefined; v = setStep(vm, copy)) out.push(v);
        return tuple([builtin(vm, 'iter'), tuple([new PyList(ListType.root, out)])]);
      },
    ],
  },
});

function repr(vm: VM, s: PySet): R {
  const cls = s.shape.cls;
  if (s.d.size === 0) return `${cls.name}()`;
  return containerRepr(vm, s, `${cls.name}(...)`, 'set_repr', () => {
    const parts = reprAll(vm, membersOf(vm, s));
    if (parts === undefined) return undefined;
    const body = bracketed(vm, '{', parts, '}');
    return cls === SetType ? body : text.concat(vm, text.concat(vm, `${cls.name}(`, body), ')');
  });
}

function compareSets(vm: VM, op: number, a: PySet, other: PyValue): R {
  if (!(other instanceof PySet)) return NotImplemented;
  const n = a.d.size;
  const m = other.d.size;
  if (op === EQ && n !== m) return false;
  if (op === NE && n !== m) return true;
  if ((op === LT && n >= m) || (op === LE && n > m) || (op === GT && n <= m) || (op === GE && n < m)) return false;
  if (!isPlainSet(a) || !isPlainSet(other))
    return vm.lib(op === NE ? 'set_ne' : op === GT || op === GE ? 'set_issuperset' : 'set_issubset', [a, other]);
  if (op === GT || op === GE) return isContained(vm, other, a.d);
  const inside = isContained(vm, a, other.d);
  return op === NE ? !inside : inside;
}

function hash(vm: VM, s: PySet): R {
  if (s.hash !== undefined) return s.hash;
  if (!enterNative(vm)) return vm.lib('hash_frozenset', [s]);
  try {
    const hashes = isPlainSet(s) ? hashAll(vm, membersOf(vm, s)) : undefined;
    if (hashes === undefined) return vm.lib('hash_frozenset', [s]);
    s.hash = hashFrozenset(vm, hashes);
    return s.hash;
  } finally {
    leaveNative(vm);
  }
}

// -- operations ---------------------------------------------------------------------------------------------------------------

const plainPair = (a: PySet, b: PyValue): b is PySet => b instanceof PySet && isPlainSet(a) && isPlainSet(b);

function union(vm: VM, s: PySet, others: PyValue[]): R {
  const out = copySet(vm, baseOf(s), s);
  for (let i = 0; i < others.length; i++) {
    if (others[i] === s) continue;
    if (!updateNative(vm, out, others[i]!)) return vm.lib('set_update_all', [out, tuple(others.slice(i))]);
  }
  return out;
}

function update(vm: VM, s: PySet, others: PyValue[]): R {
  for (let i = 0; i < others.length; i++) {
    if (!updateNative(vm, s, others[i]!)) return vm.lib('set_update_rest', [s, tuple(others.slice(i))]);
  }
  return null;
}

function intersection(vm: VM, s: PySet, others: PyValue[]): R {
  if (others.length === 0) return copySet(vm, baseOf(s), s);
  let out = s;
  for (let i = 0; i < others.length; i++) {
    const next = intersectNative(vm, out, others[i]!);
    if (next === undefined) return vm.lib('set_intersection_all', [out, tuple(others.slice(i))]);
    out = next;
  }
  return out;
}

function intersectNative(vm: VM, s: PySet, other: PyValue): PySet | undefined {
  if (plainPair(s, other)) return intersectSets(vm, baseOf(s), s, other);
  if (other instanceof PySet || !isPlainSet(s)) return undefined;
  const values = collectFast(vm, other);
  return values === undefined ? undefined : intersectValues(vm, baseOf(s), s, values);
}

function difference(vm: VM, s: PySet, others: PyValue[]): R {
  if (others.length === 0) return copySet(vm, baseOf(s), s);
  const first = others[0]!;
  let out: PySet;
  if (plainPair(s, first)) out = subtractSets(vm, baseOf(s), s, first);
  else if (first instanceof PyDict && !first.shape.cls.heap && first.custom === null && isPlainSet(s))
    out = subtractDict(vm, baseOf(s), s, first);
  else if (first instanceof PySet || !isPlainSet(s)) return vm.lib('set_difference_all', [s, tuple(others)]);
  else {
    out = copySet(vm, baseOf(s), s);
    if (!subtractNative(vm, out, first)) return vm.lib('set_difference_all', [s, tuple(others)]);
  }
  for (let i = 1; i < others.length; i++) {
    if (!subtractNative(vm, out, others[i]!))
      return vm.lib('set_difference_update_all', [out, tuple(others.slice(i)), out]);
  }
  return out;
}

/** `s.difference_update(other)`; false where Python code is needed (what was removed by then may stay removed). */
function subtractNative(vm: VM, s: PySet, other: PyValue): boolean {
  if (other instanceof PySet) {
    if (!isPlainSet(s) || !isPlainSet(other)) return false;
    removeAll(vm, s, other);
    return true;
  }
  if (!isPlainSet(s)) return false;
  const values = collectFast(vm, other);
  return values !== undefined && removeValues(vm, s, values);
}

function differenceUpdate(vm: VM, s: PySet, others: PyValue[]): R {
  for (let i = 0; i < others.length; i++) {
    if (!subtractNative(vm, s, others[i]!))
      return vm.lib('set_difference_update_all', [s, tuple(others.slice(i)), null]);
  }
  return null;
}

/** `s.symmetric_difference_update(other)`; false where Python code is needed. */
function toggleNative(vm: VM, s: PySet, other: PyValue): boolean {
  if (!isPlainSet(s)) return false;
  if (other === s) {
    clearSet(s);
    return true;
  }
  let from: PyValue = other;
  if (other instanceof PyDict && !other.shape.cls.heap) {
    if (other.custom !== null) return false;
    toggleAll(vm, s, other.keys.slice());
    return true;
  }
  if (!(other instanceof PySet)) {
    from = newSetOf(SetType);
    if (!updateNative(vm, from as PySet, other)) return false;
  }
  if (!isPlainSet(from as PySet)) return false;
  toggleAll(vm, s, membersOf(vm, from as PySet));
  return true;
}

function symmetricDifference(vm: VM, s: PySet, other: PyValue): R {
  const out = newSetOf(baseOf(s));
  if (!isPlainSet(s) || (other instanceof PySet && !isPlainSet(other)) || !updateNative(vm, out, other)) {
    return vm.lib('set_symmetric_difference', [newSetOf(baseOf(s)), s, other]);
  }
  toggleAll(vm, out, membersOf(vm, s));
  return out;
}

function isDisjoint(vm: VM, s: PySet, other: PyValue): R {
  if (plainPair(s, other)) return isDisjointFrom(vm, s, other);
  return vm.lib('set_isdisjoint', [s, other]);
}

function isSubset(vm: VM, s: PySet, other: PyValue): R {
  if (plainPair(s, other)) return isContained(vm, s, other.d);
  return vm.lib('set_issubset', [s, other]);
}

function isSuperset(vm: VM, s: PySet, other: PyValue): R {
  if (plainPair(s, other)) return isContained(vm, other, s.d);
  return vm.lib('set_issuperset', [s, other]);
}

/** A binary operator: both sides are sets, or NotImplemented. `(a, b)` are left and right. */
const operator = (f: (vm: VM, a: PySet, b: PySet) => R, reflected = false): MethodRow => [
  '($self, value, /)',
  null,
  (vm: VM, self: PySet, other: PyValue) =>
    other instanceof PySet ? (reflected ? f(vm, other, self) : f(vm, self, other)) : NotImplemented,
];

/** An in-place operator: answers the set itself. */
const inplace = (f: (vm: VM, a: PySet, b: PySet) => R, then: string): MethodRow => [
  '($self, value, /)',
  null,
  (vm: VM, self: PySet, other: PyValue) => {
    if (!(other instanceof PySet)) return NotImplemented;
    return f(vm, self, other) === DELEGATE ? vm.lib('call_then', [methodOfSet(then), self, other]) : self;
  },
];

const methodOfSet = (name: string): PyValue => SetType.dict.getStr(name)!;

function intersectionUpdate(vm: VM, s: PySet, others: PyValue[]): R {
  const r = intersection(vm, s, others);
  if (r === DELEGATE) return vm.lib('set_intersection_update', [s, tuple(others)]);
  takeBody(s, r === s ? copySet(vm, SetType, s) : (r as PySet));
  return null;
}

function reduce(vm: VM, s: PySet): R {
  const items = new PyList(ListType.root, membersOf(vm, s));
  return vm.lib('reduce_with_state', [typeOf(s), tuple([items]), s]);
}

const shared: Record<string, MethodRow> = {
  __repr__: ['($self, /)', null, repr],
  ...comparisonRows(compareSets),
  __iter__: ['($self, /)', null, (_vm, s: PySet) => new PySetIter(SetIterType.root, s, 0, s.d.size, s.d.size)],
  __len__: ['($self, /)', null, (_vm, s: PySet) => s.d.size],
  __contains__: ['($self, object, /)', 'Whether the value is a member.', containsMember],
  __sub__: operator((vm, a, b) => difference(vm, a, [b])),
  __rsub__: operator((vm, a, b) => difference(vm, a, [b]), true),
  __and__: operator((vm, a, b) => intersection(vm, a, [b])),
  __rand__: operator((vm, a, b) => intersection(vm, a, [b]), true),
  __xor__: operator(symmetricDifference),
  __rxor__: operator(symmetricDifference, true),
  __or__: operator((vm, a, b) => union(vm, a, [b])),
  __ror__: operator((vm, a, b) => union(vm, a, [b]), true),
  __reduce__: ['($self, /)', 'State for pickling.', reduce],
  __sizeof__: [
    '($self, /)',
    'Return the size of the set in memory, in bytes.',
    (vm: VM, s: PySet) => 200 + (s.d.size > 4 ? tableOf(vm, s).keys.length * 16 : 0),
  ],
  difference: ['($self, /, *others)', 'Return a set of the members that are in none of the others.', difference],
  intersection: ['($self, /, *others)', 'Return a set of the members that are in all of the others.', intersection],
  isdisjoint: ['($self, other, /)', 'Whether no member is in the other.', isDisjoint],
  issubset: ['($self, other, /)', 'Whether every member is in the other.', isSubset],
  issuperset: ['($self, other, /)', 'Whether every value of the other is a member.', isSuperset],
  symmetric_difference: ['($self, other, /)', 'Return a set of what is in one of the two alone.', symmetricDifference],
  union: ['($self, /, *others)', 'Return a set of all members of the set and the others.', union],
};

defineType(SetType, {
  doc: 'Mutable collection of distinct hashable values.',
  new: ['($type, *args, **kwargs)', null, (_vm, cls: PyType) => newSetOf(cls)],
  make: ['(iterable=(), /)', null, makeSet],
  methods: {
    ...shared,
    __init__: [
      '($self, /, *args, **kwargs)',
      null,
      (vm: VM, s: PySet, args: PyValue[], kw?: PyDict) => {
        const iterable = constructorArgument(SetType, SetType, '__new__', args, kw);
        clearSet(s);
        if (iterable === undefined) return null;
        return fill(vm, s, iterable) === DELEGATE ? DELEGATE : null;
      },
    ],
    __isub__: inplace((vm, a, b) => differenceUpdate(vm, a, [b]), 'difference_update'),
    __iand__: inplace((vm, a, b) => intersectionUpdate(vm, a, [b]), 'intersection_update'),
    __ixor__: inplace((vm, a, b) => (toggleNative(vm, a, b) ? null : DELEGATE), 'symmetric_difference_update'),
    __ior__: inplace((vm, a, b) => (updateNative(vm, a, b) ? null : DELEGATE), 'update'),
    add: [
      '($self, object, /)',
      'Add a member.',
      (vm: VM, s: PySet, v: PyValue) => (addMember(vm, s, v) ? null : vm.lib('set_add_item', [s, v])),
    ],
    clear: ['($self, /)', 'Remove all members.', (_vm, s: PySet) => clearSet(s)],
    copy: ['($self, /)', 'Return a shallow copy.', (vm: VM, s: PySet) => copySet(vm, baseOf(s), s)],
    discard: [
      '($self, object, /)',
      'Remove a member if it is there.',
      (vm: VM, s: PySet, v: PyValue) => {
        if (v instanceof PySet && typeOf(v).lookup('__hash__') === null) return vm.lib('set_discard_set', [s, v]);
        const i = findMember(vm, s, v);
        if (i === NEEDS_PYTHON) return vm.lib('set_discard', [s, v]);
        if (i !== ABSENT) removeMember(vm, s, i);
        return null;
      },
    ],
    remove: [
      '($self, object, /)',
      'Remove a member; KeyError if it is not there.',
      (vm: VM, s: PySet, v: PyValue) => {
        if (v instanceof PySet && typeOf(v).lookup('__hash__') === null) return vm.lib('set_remove_set', [s, v]);
        const i = findMember(vm, s, v);
        if (i === NEEDS_PYTHON) return vm.lib('set_remove', [s, v]);
        if (i === ABSENT) throw raise(KeyErrorType, v);
        removeMember(vm, s, i);
        return null;
      },
    ],
    pop: [
      '($self, /)',
      'Remove and return some member.',
      (vm: VM, s: PySet) => {
        const v = popMember(vm, s);
        if (v === undefined) throw raise(KeyErrorType, 'pop from an empty set');
        return v;
      },
    ],
    difference_update: ['($self, /, *others)', 'Remove all members that are in one of the others.', differenceUpdate],
    intersection_update: [
      '($self, /, *others)',
      'Keep only members that are in all of the others.',
      intersectionUpdate,
    ],
    symmetric_difference_update: [
      '($self, other, /)',
      'Keep what is in one of the two alone.',
      (vm: VM, s: PySet, other: PyValue) => (toggleNative(vm, s, other) ? null : vm.lib('set_toggle_all', [s, other])),
    ],
    update: ['($self, /, *others)', 'Add all members of the others.', update],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  attrs: { __hash__: null },
});

defineType(FrozenSetType, {
  doc: 'Immutable collection of distinct hashable values.',
  new: [
    '($type, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType, args: PyValue[], kw?: PyDict) =>
      makeFrozen(vm, cls, constructorArgument(FrozenSetType, cls, '__init__', args, kw)),
  ],
  make: ['(iterable=(), /)', null, makeFrozen],
  methods: {
    ...shared,
    __hash__: ['($self, /)', null, hash],
    copy: [
      '($self, /)',
      'Return a shallow copy.',
      (vm: VM, s: PySet) => (s.shape.cls === FrozenSetType ? s : copySet(vm, FrozenSetType, s)),
    ],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
});

registerContent(
  FrozenSetType,
  (vm: VM, s: PySet, depth: number) => {
    if (s.content !== undefined) return s.content;
    if (!isPlainSet(s)) return undefined;
    vm.charge(s.d.keys.length);
    let h = s.d.size;
    for (const key of s.d.keys) {
      if (key === undefined) continue;
      const part = contentHash(vm, key, depth);
      if (part === undefined) return undefined;
      h = (h + Math.imul(part ^ (part >>> 15), 0x2c1b3c6d)) | 0;
    }
    s.content = h;
    return h;
  },
  (vm: VM, a: PySet, b: PySet) => a.d.size === b.d.size && isContained(vm, a, b.d),
);

/** A frozenset constant (`x in {1, 2}`): its members are constants that need no Python code. */
export function newFrozenSet(vm: VM, items: readonly PyValue[]): PySet {
  const s = newSetOf(FrozenSetType);
  for (const v of items) addMember(vm, s, v);
  return s;
}
