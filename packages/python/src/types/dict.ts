/** dict (Library Reference, "Mapping Types"; PEP 584 for `|`). */
import { DictType, NotImplemented, newDict, tuple } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { KeyErrorType, raise, typeError } from '../objects/exception-types.js';
import { PyFunction, PyMethodDescr } from '../objects/function.js';
import {
  DictItemsType,
  DictKeyIterType,
  DictKeysType,
  DictReverseKeyIterType,
  DictValuesType,
  PyDictIter,
  PyDictView,
  PyZip,
} from '../objects/iterators.js';
import { DELEGATE, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { callNative } from '../protocols/call.js';
import { collectFast } from '../protocols/iterate.js';
import { ABSENT, findKey, NEEDS_PYTHON, setKey } from '../protocols/mapping.js';
import { enterNative, leaveNative } from '../protocols/nesting.js';
import { toRepr } from '../protocols/special.js';
import { bracketed, CLASS_GETITEM, containerRepr, equalFast, equalityRows, newList } from './support.js';

// -- reading ------------------------------------------------------------------------------------------------------------------

function getItem(vm: VM, self: PyDict, k: PyValue): R {
  const i = findKey(vm, self, k);
  if (i >= 0) return self.vals[i]!;
  if (i === NEEDS_PYTHON) return vm.lib('dict_getitem', [self, k]);
  return missing(vm, self, k);
}

/** `__missing__` of a subclass, or KeyError. */
export function missing(vm: VM, self: PyDict, k: PyValue): R {
  if (self.shape.cls !== DictType) {
    const m = self.shape.cls.lookup('__missing__');
    if (m instanceof PyFunction) return vm.call(m, [self, k]);
    if (m instanceof PyMethodDescr) return callNative(vm, m.def, self, [k], null);
    if (m !== undefined) return vm.lib('call_special', [self, '__missing__', k]);
  }
  throw raise(KeyErrorType, k);
}

function get(vm: VM, self: PyDict, k: PyValue, fallback?: PyValue): R {
  const i = findKey(vm, self, k);
  if (i >= 0) return self.vals[i]!;
  if (i === ABSENT) return fallback ?? null;
  return vm.lib('dict_get', [self, k, fallback ?? null]);
}

function containsKey(vm: VM, self: PyDict, k: PyValue): R {
  const i = findKey(vm, self, k);
  return i === NEEDS_PYTHON ? vm.lib('dict_contains', [self, k]) : i >= 0;
}

// -- writing ------------------------------------------------------------------------------------------------------------------

function setDefault(vm: VM, self: PyDict, k: PyValue, fallback?: PyValue): R {
  const i = findKey(vm, self, k);
  if (i >= 0) return self.vals[i]!;
  if (i === NEEDS_PYTHON) return vm.lib('dict_setdefault', [self, k, fallback ?? null]);
  setKey(vm, self, k, fallback ?? null);
  return fallback ?? null;
}

function pop(vm: VM, self: PyDict, k: PyValue, fallback?: PyValue): R {
  if (self.size === 0) {
    if (fallback === undefined) throw raise(KeyErrorType, k);
    return fallback;
  }
  const i = findKey(vm, self, k);
  if (i === NEEDS_PYTHON)
    return fallback === undefined ? vm.lib('dict_pop', [self, k]) : vm.lib('dict_pop_default', [self, k, fallback]);
  if (i === ABSENT) {
    if (fallback === undefined) throw raise(KeyErrorType, k);
    return fallback;
  }
  const v = self.vals[i]!;
  self.removeAt(vm, i);
  return v;
}

function popItem(vm: VM, self: PyDict): R {
  if (self.size === 0) throw raise(KeyErrorType, 'popitem(): dictionary is empty');
  let i = self.keys.length - 1;
  while (self.keys[i] === undefined) i--;
  const pair = tuple([self.keys[i]!, self.vals[i]!]);
  self.removeAt(vm, i);
  return pair;
}

function deleteItem(vm: VM, self: PyDict, k: PyValue): R {
  const i = findKey(vm, self, k);
  if (i === NEEDS_PYTHON) return vm.lib('dict_delitem', [self, k]);
  if (i === ABSENT) throw raise(KeyErrorType, k);
  self.removeAt(vm, i);
  return null;
}

/** Whether iterating over this dict or subclass instance gives its keys as they lie. */
export function iteratesAsDict(d: PyDict): boolean {
  return !d.shape.cls.heap || d.shape.cls.lookup('__iter__') === DictType.dict.getStr('__iter__');
}

/** `self.update(arg, **kw)`; DELEGATE where Python code is needed. The answer is to be discarded. */
export function updateDict(vm: VM, self: PyDict, given: PyValue | undefined, kw: PyDict | undefined): R {
  const arg = pairsOf(vm, given);
  if (arg !== undefined && !mergeNative(vm, self, arg)) {
    return vm.lib('dict_update', [self, arg, kw ?? newDict()]);
  }
  if (kw === undefined) return null;
  if (self.custom !== null) return vm.lib('dict_update', [self, kw, newDict()]);
  self.copyFrom(vm, kw);
  return null;
}

function mergeNative(vm: VM, self: PyDict, arg: PyValue): boolean {
  if (arg instanceof PyDict) {
    if (!iteratesAsDict(arg)) return false;
    if (self !== arg) {
      if (self.size > 0 && (self.custom !== null || arg.custom !== null)) return false;
      self.copyFrom(vm, arg);
    }
    return true;
  }
  if (self.custom !== null) return false;
  if ((arg instanceof PyList || arg instanceof PyTuple) && !arg.shape.cls.heap) return mergePairs(vm, self, arg.items);
  return false;
}

/** What a zip of native iterators holds, as a list: its pairs are nobody else's, so it is asked at once. */
function pairsOf(vm: VM, arg: PyValue | undefined): PyValue | undefined {
  if (!(arg instanceof PyZip) || arg.shape.cls.heap) return arg;
  const pairs = collectFast(vm, arg);
  return pairs === undefined ? arg : newList(vm, pairs);
}

/** Pairs without any need of Python code; false (and nothing done) where one is something else. */
function mergePairs(vm: VM, self: PyDict, pairs: readonly PyValue[]): boolean {
  vm.charge(pairs.length);
  for (const p of pairs) {
    if (!(p instanceof PyTuple || p instanceof PyList) || p.shape.cls.heap || p.items.length !== 2) return false;
    if (typeof p.items[0] !== 'string' && typeof p.items[0] !== 'number') return false;
  }
  for (const p of pairs) {
    const [k, v] = (p as PyTuple).items;
    setKey(vm, self, k!, v!);
  }
  return true;
}

function oneArgument(name: string, args: PyValue[]): PyValue | undefined {
  if (args.length > 1) throw typeError(`${name} expected at most 1 argument, got ${args.length}`);
  return args[0];
}

function make(vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  const arg = pairsOf(vm, oneArgument('dict', args));
  vm.alloc(160);
  const d = new PyDict(cls.root);
  return updateDict(vm, d, arg, kw) === DELEGATE ? vm.lib('dict_new', [d, arg!, kw ?? newDict()]) : d;
}

function copyDict(vm: VM, self: PyDict): PyDict {
  vm.alloc(160);
  const d = newDict();
  d.copyFrom(vm, self);
  return d;
}

/** Undefined where Python code is needed. */
function fromKeysFast(vm: VM, iterable: PyValue, value: PyValue): PyDict | undefined {
  const keys = iterable instanceof PySet && iterable.d.custom !== null ? undefined : collectFast(vm, iterable);
  if (keys === undefined) return undefined;
  const d = newDict();
  for (const k of keys) if (!setKey(vm, d, k, value)) return undefined;
  return d;
}

function fromKeys(vm: VM, cls: PyType, iterable: PyValue, value?: PyValue): R {
  if (cls === DictType) {
    const made = vm.keeping(() => fromKeysFast(vm, iterable, value ?? null));
    if (made !== undefined) return made;
  }
  return vm.lib('dict_fromkeys', [cls, iterable, value ?? null]);
}

// -- the whole dict -----------------------------------------------------------------------------------------------------------

function equals(vm: VM, a: PyDict, other: PyValue): R {
  if (!(other instanceof PyDict)) return NotImplemented;
  if (a.size !== other.size) return false;
  if (a === other && a.size === 0) return true;
  if (!enterNative(vm)) return vm.lib('dict_eq', [a, other]);
  try {
    vm.charge(a.keys.length);
    for (let i = 0; i < a.keys.length; i++) {
      const k = a.keys[i];
      if (k === undefined) continue;
      if (a.customHashes?.has(i)) return vm.lib('dict_eq', [a, other]);
      const j = findKey(vm, other, k);
      if (j === ABSENT) return false;
      const same = j === NEEDS_PYTHON ? undefined : equalFast(vm, other.vals[j]!, a.vals[i]!);
      if (same === undefined) return vm.lib('dict_eq', [a, other]);
      if (!same) return false;
    }
    return true;
  } finally {
    leaveNative(vm);
  }
}

/** dict's own repr, also of an instance of a subclass. */
export function reprDict(vm: VM, self: PyDict): R {
  if (self.size === 0) return '{}';
  return containerRepr(vm, self, '{...}', 'dict_repr', () => {
    vm.charge(self.size);
    vm.alloc(self.size * 48);
    const parts: text.Str[] = [];
    for (let i = 0; i < self.keys.length; i++) {
      const key = self.keys[i];
      if (key === undefined) continue;
      const k = toRepr(vm, key);
      if (k === DELEGATE) return undefined;
      const v = toRepr(vm, self.vals[i]!);
      if (v === DELEGATE) return undefined;
      parts.push(text.concat(vm, text.concat(vm, k as text.Str, ': '), v as text.Str));
    }
    return bracketed(vm, '{', parts, '}');
  });
}

/** A new dict of `a` with `b` over it. */
function union(vm: VM, a: PyDict, b: PyDict): R {
  const d = copyDict(vm, a);
  if (updateDict(vm, d, b, undefined) === DELEGATE) return vm.lib('dict_new', [d, b, newDict()]);
  return d;
}

/** Keys of a dict in order. */
export function keysOf(vm: VM, d: PyDict): PyValue[] {
  vm.charge(d.keys.length);
  vm.alloc(d.size * 8);
  return d.keys.filter((k) => k !== undefined) as PyValue[];
}

defineType(DictType, {
  doc: 'Mapping of hashable keys to values, in the order of insertion.',
  new: ['($type, *args, **kwargs)', null, (_vm, cls: PyType) => new PyDict(cls.root)],
  make: ['(*args, **kwargs)', null, make],
  methods: {
    __init__: [
      '($self, /, *args, **kwargs)',
      null,
      (vm: VM, self: PyDict, args: PyValue[], kw?: PyDict) => updateDict(vm, self, oneArgument('dict', args), kw),
    ],
    __repr__: ['($self, /)', null, reprDict],
    ...equalityRows(equals, 'dict_ne'),
    __iter__: [
      '($self, /)',
      null,
      (_vm, self: PyDict) => new PyDictIter(DictKeyIterType.root, self, 0, self.size, self.size),
    ],
    __or__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDict, other: PyValue) => (other instanceof PyDict ? union(vm, self, other) : NotImplemented),
    ],
    __ror__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDict, other: PyValue) => (other instanceof PyDict ? union(vm, other, self) : NotImplemented),
    ],
    __ior__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDict, other: PyValue) => {
        const source = pairsOf(vm, other)!;
        return updateDict(vm, self, source, undefined) === DELEGATE
          ? vm.lib('dict_new', [self, source, newDict()])
          : self;
      },
    ],
    __len__: ['($self, /)', null, (_vm, self: PyDict) => self.size],
    __getitem__: ['($self, key, /)', 'Return self[key].', getItem],
    __setitem__: [
      '($self, key, value, /)',
      null,
      (vm: VM, self: PyDict, k: PyValue, v: PyValue) =>
        setKey(vm, self, k, v) ? null : vm.lib('dict_setitem', [self, k, v]),
    ],
    __delitem__: ['($self, key, /)', null, deleteItem],
    __contains__: ['($self, key, /)', 'Whether the key is there.', containsKey],
    __sizeof__: ['($self, /)', 'Return the size of the dict in memory, in bytes.', (_vm, self: PyDict) => sizeOf(self)],
    get: ['($self, key, default=None, /)', 'Return the value of the key, or the default.', get],
    setdefault: [
      '($self, key, default=None, /)',
      'Return the value of the key; the default is its value from now on if it is not there.',
      setDefault,
    ],
    pop: ['($self, key, default=<unrepresentable>, /)', 'Remove the key and return its value, or the default.', pop],
    popitem: ['($self, /)', 'Remove and return the last (key, value) pair.', popItem],
    keys: ['($self, /)', 'Return a view on the keys.', (_vm, self: PyDict) => new PyDictView(DictKeysType.root, self)],
    items: [
      '($self, /)',
      'Return a view on the (key, value) pairs.',
      (_vm, self: PyDict) => new PyDictView(DictItemsType.root, self),
    ],
    values: [
      '($self, /)',
      'Return a view on the values.',
      (_vm, self: PyDict) => new PyDictView(DictValuesType.root, self),
    ],
    update: [
      '($self, /, *args, **kwargs)',
      'Set the keys of a mapping, or of an iterable of pairs, and those given by name.',
      (vm: VM, self: PyDict, args: PyValue[], kw?: PyDict) => updateDict(vm, self, oneArgument('update', args), kw),
    ],
    clear: ['($self, /)', 'Remove all keys.', (_vm, self: PyDict) => self.clear()],
    copy: ['($self, /)', 'Return a shallow copy.', copyDict],
    __reversed__: [
      '($self, /)',
      'Return a reverse iterator over the keys.',
      (_vm, self: PyDict) =>
        new PyDictIter(DictReverseKeyIterType.root, self, self.keys.length - 1, self.size, self.size),
    ],
  },
  classmethods: {
    fromkeys: [
      '($type, iterable, value=None, /)',
      'Create a dict with keys from the iterable, all with one value.',
      fromKeys,
    ],
    __class_getitem__: CLASS_GETITEM,
  },
  attrs: { __hash__: null },
});

function sizeOf(d: PyDict): number {
  if (d.size === 0) return 48;
  let size = 8;
  while ((size * 2) / 3 < d.size) size *= 2;
  return 48 + 32 + size * (size <= 256 ? 1 : size <= 65536 ? 2 : 4) + Math.floor((size * 2) / 3) * 24;
}
