/** tuple (Library Reference, "Tuples"). */
import { EMPTY_TUPLE, NotImplemented, TupleIterType, TupleType, tuple, typeOf } from '../objects/builtin-types.js';
import { combineHashes, contentEqual, registerContent } from '../objects/content.js';
import { defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { IndexErrorType, raise, typeError } from '../objects/exception-types.js';
import { hashTuple } from '../objects/number/hash.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { PySeqIter, PyTuple } from '../objects/sequence.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { hashAll } from '../protocols/hash.js';
import { collectFast } from '../protocols/iterate.js';
import { enterNative, leaveNative } from '../protocols/nesting.js';
import { containsItem, countOf, indexOf } from './list.js';
import {
  bracketed,
  CLASS_GETITEM,
  compareSequences,
  comparisonRows,
  constructorArgument,
  containerRepr,
  hasIndex,
  isSlice,
  methodOf,
  repeatCount,
  repeatItems,
  reprAll,
  sliceBounds,
  sliceItems,
  subscriptIndex,
  withIndex,
  withSlice,
} from './support.js';

const again = (name: string): PyValue => methodOf(TupleType, name);

function make(vm: VM, _cls: PyType, iterable?: PyValue): R {
  if (iterable === undefined) return EMPTY_TUPLE;
  if (iterable instanceof PyTuple && iterable.shape.cls === TupleType) return iterable;
  const items = collectFast(vm, iterable);
  return items === undefined ? vm.lib('collect_tuple', [iterable]) : tuple(items);
}

function construct(vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  const iterable = constructorArgument(TupleType, cls, '__init__', args, kw);
  if (cls === TupleType) return make(vm, cls, iterable);
  if (iterable === undefined) return new PyTuple(cls.root, []);
  const items = collectFast(vm, iterable);
  if (items === undefined)
    return vm.lib('collect_then_call', [TupleType.dict.getStr('__new__')!, tuple([cls, iterable]), 1]);
  return new PyTuple(cls.root, items);
}

function getItem(vm: VM, self: PyTuple, k: PyValue): R {
  const i = subscriptIndex(k);
  if (i !== undefined) {
    const v = self.items[i < 0 ? i + self.items.length : i];
    if (v === undefined) throw raise(IndexErrorType, 'tuple index out of range');
    return v;
  }
  if (isSlice(k)) {
    const b = sliceBounds(k, self.items.length);
    if (b === undefined) return withSlice(vm, again('__getitem__'), [self, k], 1);
    if (b.count === self.items.length && b.step === 1 && self.shape.cls === TupleType) return self;
    return tuple(sliceItems(vm, self.items, b));
  }
  if (hasIndex(k)) return withIndex(vm, again('__getitem__'), [self, k], 1);
  throw typeError(`tuple indices must be integers or slices, not ${typeOf(k).name}`);
}

function add(vm: VM, self: PyTuple, other: PyValue): R {
  if (!(other instanceof PyTuple)) return NotImplemented;
  if (self.items.length === 0 && other.shape.cls === TupleType) return other;
  if (other.items.length === 0 && self.shape.cls === TupleType) return self;
  const total = self.items.length + other.items.length;
  if (total > 16) vm.charge(total >>> 2);
  vm.alloc(total * 8 + 64);
  return tuple(self.items.concat(other.items));
}

function multiply(vm: VM, self: PyTuple, n: PyValue): R {
  const times = repeatCount(n);
  if (times === undefined) return hasIndex(n) ? withIndex(vm, again('__mul__'), [self, n], 1) : NotImplemented;
  if (times === 1 && self.shape.cls === TupleType) return self;
  return tuple(repeatItems(vm, self.items, times));
}

function hash(vm: VM, self: PyTuple): R {
  if (!enterNative(vm)) return vm.lib('hash_tuple', [self]);
  try {
    const hashes = hashAll(vm, self.items);
    return hashes === undefined ? vm.lib('hash_tuple', [self]) : hashTuple(vm, hashes);
  } finally {
    leaveNative(vm);
  }
}

function repr(vm: VM, self: PyTuple): R {
  if (self.items.length === 0) return '()';
  return containerRepr(vm, self, '(...)', 'tuple_repr', () => {
    const parts = reprAll(vm, self.items);
    if (parts === undefined) return undefined;
    if (parts.length === 1) return text.concat(vm, text.concat(vm, '(', parts[0]!), ',)');
    return bracketed(vm, '(', parts, ')');
  });
}

defineType(TupleType, {
  doc: 'Immutable sequence of values.',
  new: ['($type, *args, **kwargs)', null, construct],
  make: ['(iterable=(), /)', null, make],
  methods: {
    __repr__: ['($self, /)', null, repr],
    __hash__: ['($self, /)', null, hash],
    ...comparisonRows((vm, op, self: PyTuple, other) =>
      other instanceof PyTuple ? compareSequences(vm, op, self, other, self.items, other.items) : NotImplemented,
    ),
    __iter__: ['($self, /)', null, (_vm, self: PyTuple) => new PySeqIter(TupleIterType.root, self, 0)],
    __len__: ['($self, /)', null, (_vm, self: PyTuple) => self.items.length],
    __getitem__: ['($self, key, /)', null, getItem],
    __add__: ['($self, value, /)', null, add],
    __mul__: ['($self, value, /)', null, multiply],
    __rmul__: ['($self, value, /)', null, multiply],
    __contains__: ['($self, key, /)', null, containsItem],
    __getnewargs__: ['($self, /)', null, (_vm, self: PyTuple) => tuple([tuple(self.items)])],
    index: [
      '($self, value, start=0, stop=sys.maxsize, /)',
      'Return the index of the first item that is equal to the value.',
      (vm: VM, self: PyTuple, x: PyValue, start?: PyValue, stop?: PyValue) =>
        indexOf(vm, TupleType, self, x, start, stop),
    ],
    count: ['($self, value, /)', 'Return the number of items that are equal to the value.', countOf],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
});

registerContent(
  TupleType,
  (vm: VM, t: PyTuple, depth: number) => {
    if (t.hash !== undefined) return t.hash;
    const h = combineHashes(vm, t.items, 0x7ab1e, depth);
    t.hash = h;
    return h;
  },
  (vm: VM, a: PyTuple, b: PyTuple) => {
    const x = a.items;
    const y = b.items;
    if (x.length !== y.length) return false;
    if (x.length > 8) vm.charge(x.length);
    for (let i = 0; i < x.length; i++) if (!contentEqual(vm, x[i]!, y[i]!)) return false;
    return true;
  },
);
