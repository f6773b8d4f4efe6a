/** list (Library Reference, "Lists"; Data model 3.2.5.2). */
import { ListIterType, ListType, NotImplemented, typeOf } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { IndexErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { ListReverseIterType, PyListReverseIter } from '../objects/iterators.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { PyList, PySeqIter, type PySlice, type PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { collectFast } from '../protocols/iterate.js';
import { EQ, NE } from '../protocols/operators.js';
import { isTrueFast } from '../protocols/truth.js';
import { sortValues } from './sorting.js';
import {
  boundArgument,
  bracketed,
  CLASS_GETITEM,
  compareSequences,
  comparisonRows,
  constructorArgument,
  containerRepr,
  findItem,
  hasIndex,
  indexArgument,
  isSlice,
  methodOf,
  newList,
  repeatCount,
  repeatItems,
  reprAll,
  sliceBounds,
  sliceItems,
  subscriptIndex,
  withIndex,
  withSlice,
} from './support.js';

const again = (name: string): PyValue => methodOf(ListType, name);

function badIndex(k: PyValue) {
  return typeError(`list indices must be integers or slices, not ${typeOf(k).name}`);
}

function make(vm: VM, cls: PyType, iterable?: PyValue): R {
  if (iterable === undefined) return newList(vm, []);
  const items = collectFast(vm, iterable);
  if (items === undefined) return vm.lib('collect_list', [iterable]);
  return new PyList(cls.root, items);
}

function init(vm: VM, self: PyList, args: PyValue[], kw?: PyDict): R {
  const iterable = constructorArgument(ListType, self.shape.cls, '__new__', args, kw);
  if (iterable === undefined) {
    self.items = [];
    return null;
  }
  const items = collectFast(vm, iterable);
  if (items === undefined) {
    self.items = [];
    return vm.lib('list_extend', [self, iterable]);
  }
  self.items = items;
  return null;
}

function getItem(vm: VM, self: PyList, k: PyValue): R {
  const i = subscriptIndex(k);
  if (i !== undefined) {
    const v = self.items[i < 0 ? i + self.items.length : i];
    if (v === undefined) throw raise(IndexErrorType, 'list index out of range');
    return v;
  }
  if (isSlice(k)) {
    const b = sliceBounds(k, self.items.length);
    if (b === undefined) return withSlice(vm, again('__getitem__'), [self, k], 1);
    return new PyList(ListType.root, sliceItems(vm, self.items, b));
  }
  if (hasIndex(k)) return withIndex(vm, again('__getitem__'), [self, k], 1);
  throw badIndex(k);
}

function setItem(vm: VM, self: PyList, k: PyValue, v: PyValue): R {
  const i = subscriptIndex(k);
  if (i !== undefined) {
    const at = i < 0 ? i + self.items.length : i;
    if (!(at >= 0 && at < self.items.length)) throw raise(IndexErrorType, 'list assignment index out of range');
    self.items[at] = v;
    return null;
  }
  if (isSlice(k)) return setSlice(vm, self, k, v);
  if (hasIndex(k)) return withIndex(vm, again('__setitem__'), [self, k, v], 1);
  throw badIndex(k);
}

function setSlice(vm: VM, self: PyList, k: PySlice, v: PyValue): R {
  const b = sliceBounds(k, self.items.length);
  if (b === undefined) return withSlice(vm, again('__setitem__'), [self, k, v], 1);
  const simple = b.step === 1;
  const cls = typeOf(v);
  const iter = cls.lookup('__iter__');
  if (iter === null || (iter === undefined && cls.lookup('__getitem__') === undefined)) {
    throw typeError('must assign iterable to extended slice');
  }
  const items = collectFast(vm, v);
  if (items === undefined) return vm.lib('list_set_slice', [self, k, v]);
  if (simple) {
    splice(vm, self, b.start, b.count, items);
    return null;
  }
  if (items.length !== b.count) {
    throw valueError(`attempt to assign sequence of size ${items.length} to extended slice of size ${b.count}`);
  }
  for (let i = 0, at = b.start; i < b.count; i++, at += b.step) self.items[at] = items[i]!;
  return null;
}

/** Replace `count` items from `start` on. */
function splice(vm: VM, self: PyList, start: number, count: number, items: PyValue[]): void {
  const old = self.items;
  vm.charge((old.length - start) >>> 3);
  if (items.length < 1024) {
    vm.alloc(items.length * 8);
    if (count > 0 && count === old.length && items.length === 0) self.items = [];
    else old.splice(start, count, ...items);
    return;
  }
  // An array of the exact length: one that grows by pushing has room for half as many again.
  const total = old.length - count + items.length;
  vm.charge(total >>> 2);
  vm.alloc(total * 8);
  const made = new Array<PyValue>(total);
  let n = 0;
  for (let i = 0; i < start; i++) made[n++] = old[i]!;
  for (let i = 0; i < items.length; i++) made[n++] = items[i]!;
  for (let i = start + count; i < old.length; i++) made[n++] = old[i]!;
  self.items = made;
}

function deleteItem(vm: VM, self: PyList, k: PyValue): R {
  const { items } = self;
  const i = subscriptIndex(k);
  if (i !== undefined) {
    const at = i < 0 ? i + items.length : i;
    if (!(at >= 0 && at < items.length)) throw raise(IndexErrorType, 'list assignment index out of range');
    removeAt(vm, self, at);
    return null;
  }
  if (isSlice(k)) {
    const b = sliceBounds(k, items.length);
    if (b === undefined) return withSlice(vm, again('__delitem__'), [self, k], 1);
    deleteSlice(vm, self, b.start, b.step, b.count);
    return null;
  }
  if (hasIndex(k)) return withIndex(vm, again('__delitem__'), [self, k], 1);
  throw badIndex(k);
}

function deleteSlice(vm: VM, self: PyList, start: number, step: number, count: number): void {
  const { items } = self;
  if (count === 0) return;
  if (step === 1) {
    splice(vm, self, start, count, []);
    return;
  }
  vm.charge(items.length);
  if (step < 0) {
    start += step * (count - 1);
    step = -step;
  }
  let out = start;
  let next = start;
  let left = count;
  for (let i = start; i < items.length; i++) {
    if (left > 0 && i === next) {
      next += step;
      left--;
    } else items[out++] = items[i]!;
  }
  items.length = out;
}

/** A list that is being sorted is empty, and can tell by its array that it was not all the time. */
function emptied(_vm: VM, self: PyList): void {
  if (self.items.length > 0) self.items = [];
}

function removeAt(vm: VM, self: PyList, at: number): PyValue {
  const { items } = self;
  if (items.length === 1) emptied(vm, self);
  if (at === items.length - 1) return items.pop()!;
  if (items.length - at > 64) vm.charge((items.length - at) >>> 4);
  if (at === 0) return items.shift()!;
  return items.splice(at, 1)[0]!;
}

/** Append all of an iterable where that needs no Python code. */
function extend(vm: VM, self: PyList, iterable: PyValue): R {
  const items = collectFast(vm, iterable);
  if (items === undefined) return vm.lib('list_extend', [self, iterable]);
  vm.alloc(items.length * 8);
  const own = self.items;
  for (let i = 0; i < items.length; i++) own.push(items[i]!);
  return null;
}

function add(vm: VM, self: PyList, other: PyValue): R {
  if (!(other instanceof PyList)) return NotImplemented;
  const total = self.items.length + other.items.length;
  if (total > 16) vm.charge(total >>> 2);
  vm.alloc(total * 8 + 64);
  return new PyList(ListType.root, self.items.concat(other.items));
}

function multiply(name: string) {
  return (vm: VM, self: PyList, n: PyValue): R => {
    const times = repeatCount(n);
    if (times === undefined) return hasIndex(n) ? withIndex(vm, again(name), [self, n], 1) : NotImplemented;
    return new PyList(ListType.root, repeatItems(vm, self.items, times));
  };
}

function sort(vm: VM, self: PyList, key?: PyValue, reverse?: PyValue): R {
  const down = reverse === undefined ? false : isTrueFast(vm, reverse);
  if ((key === undefined || key === null) && down !== undefined) {
    const sorted = sortValues(vm, self.items, self.items, down);
    if (sorted !== undefined) {
      if (sorted.length > 0) self.items = sorted;
      return null;
    }
  }
  return vm.lib('list_sort', [self, key ?? null, reverse ?? false]);
}

/** Shared with tuple: `index` and `count`. */
export function indexOf(vm: VM, cls: PyType, self: PyList | PyTuple, x: PyValue, start?: PyValue, stop?: PyValue): R {
  const { items } = self;
  const from = boundArgument(start, items.length, 0);
  if (from === undefined)
    return withIndex(vm, methodOf(cls, 'index'), [self, x, start!, ...(stop === undefined ? [] : [stop])], 2);
  const to = boundArgument(stop, items.length, items.length);
  if (to === undefined) return withIndex(vm, methodOf(cls, 'index'), [self, x, start!, stop!], 3);
  const i = findItem(vm, items, x, from, to);
  if (i >= 0) return i;
  if (i < -1) return vm.lib('sequence_index', [self, x, -2 - i, Math.min(to, Number.MAX_SAFE_INTEGER)]);
  throw valueError(cls === ListType ? 'list.index(x): x not in list' : 'tuple.index(x): x not in tuple');
}

export function countOf(vm: VM, self: PyList | PyTuple, x: PyValue): R {
  let n = 0;
  for (let from = 0; ; n++) {
    const i = findItem(vm, self.items, x, from, self.items.length);
    if (i < -1) return vm.lib('sequence_count', [self, x, -2 - i, n]);
    if (i < 0) return n;
    from = i + 1;
  }
}

export function containsItem(vm: VM, self: PyList | PyTuple, x: PyValue): R {
  const i = findItem(vm, self.items, x, 0, self.items.length);
  return i < -1 ? vm.lib('sequence_contains', [self, x, -2 - i]) : i >= 0;
}

defineType(ListType, {
  doc: 'Mutable sequence of values.',
  new: ['($type, *args, **kwargs)', null, (_vm, cls: PyType) => new PyList(cls.root, [])],
  make: ['(iterable=(), /)', null, make],
  methods: {
    __init__: ['($self, /, *args, **kwargs)', null, init],
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, self: PyList) =>
        self.items.length === 0
          ? '[]'
          : containerRepr(vm, self, '[...]', 'list_repr', () => {
              const parts = reprAll(vm, self.items);
              return parts === undefined ? undefined : bracketed(vm, '[', parts, ']');
            }),
    ],
    ...comparisonRows((vm, op, self: PyList, other) => {
      if (!(other instanceof PyList)) return NotImplemented;
      if (self.items.length !== other.items.length && (op === EQ || op === NE)) return op === NE;
      return compareSequences(vm, op, self, other, self.items, other.items);
    }),
    __iter__: ['($self, /)', null, (_vm, self: PyList) => new PySeqIter(ListIterType.root, self, 0)],
    __len__: ['($self, /)', null, (_vm, self: PyList) => self.items.length],
    __getitem__: ['($self, index, /)', 'Return self[index].', getItem],
    __setitem__: ['($self, key, value, /)', null, setItem],
    __delitem__: ['($self, key, /)', null, deleteItem],
    __add__: ['($self, value, /)', null, add],
    __mul__: ['($self, value, /)', null, multiply('__mul__')],
    __rmul__: ['($self, value, /)', null, multiply('__rmul__')],
    __contains__: ['($self, key, /)', null, containsItem],
    __iadd__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyList, other: PyValue) => {
        const items = collectFast(vm, other);
        if (items === undefined) return vm.lib('list_iadd', [self, other]);
        vm.alloc(items.length * 8);
        for (let i = 0; i < items.length; i++) self.items.push(items[i]!);
        return self;
      },
    ],
    __imul__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyList, n: PyValue) => {
        const times = repeatCount(n);
        if (times === undefined) return hasIndex(n) ? withIndex(vm, again('__imul__'), [self, n], 1) : NotImplemented;
        self.items = repeatItems(vm, self.items, times);
        return self;
      },
    ],
    __reversed__: [
      '($self, /)',
      'Return a reverse iterator over the list.',
      (_vm, self: PyList) => new PyListReverseIter(ListReverseIterType.root, self, self.items.length - 1),
    ],
    __sizeof__: [
      '($self, /)',
      'Return the size of the list in memory, in bytes.',
      (_vm, self: PyList) => 40 + 8 * self.items.length,
    ],
    clear: ['($self, /)', 'Remove all items.', emptied],
    copy: [
      '($self, /)',
      'Return a shallow copy.',
      (vm: VM, self: PyList) => new PyList(ListType.root, collectItems(vm, self)),
    ],
    append: [
      '($self, object, /)',
      'Add one item at the end.',
      (vm: VM, self: PyList, v: PyValue) => {
        vm.alloc(48);
        self.items.push(v);
      },
    ],
    insert: [
      '($self, index, object, /)',
      'Insert an item before the index.',
      (vm: VM, self: PyList, index: PyValue, v: PyValue) => {
        const i = indexArgument(index);
        if (i === undefined) return withIndex(vm, again('insert'), [self, index, v], 1);
        const n = self.items.length;
        const at = i < 0 ? Math.max(i + n, 0) : Math.min(i, n);
        vm.alloc(48);
        if (n - at > 64) vm.charge((n - at) >>> 4);
        if (at === n) self.items.push(v);
        else self.items.splice(at, 0, v);
        return null;
      },
    ],
    extend: ['($self, iterable, /)', 'Append all items of the iterable.', extend],
    pop: [
      '($self, index=-1, /)',
      'Remove and return the item at the index (the last one by default).',
      (vm: VM, self: PyList, index?: PyValue) => {
        const n = self.items.length;
        const i = index === undefined ? -1 : indexArgument(index);
        if (i === undefined) return withIndex(vm, again('pop'), [self, index!], 1);
        if (n === 0) throw raise(IndexErrorType, 'pop from empty list');
        const at = i < 0 ? i + n : i;
        if (!(at >= 0 && at < n)) throw raise(IndexErrorType, 'pop index out of range');
        return removeAt(vm, self, at);
      },
    ],
    remove: [
      '($self, value, /)',
      'Remove the first item that is equal to the value.',
      (vm: VM, self: PyList, x: PyValue) => {
        const i = findItem(vm, self.items, x, 0, self.items.length);
        if (i < -1) return vm.lib('list_remove', [self, x, -2 - i]);
        if (i < 0) throw valueError('list.remove(x): x not in list');
        removeAt(vm, self, i);
        return null;
      },
    ],
    index: [
      '($self, value, start=0, stop=sys.maxsize, /)',
      'Return the index of the first item that is equal to the value.',
      (vm: VM, self: PyList, x: PyValue, start?: PyValue, stop?: PyValue) =>
        indexOf(vm, ListType, self, x, start, stop),
    ],
    count: ['($self, value, /)', 'Return the number of items that are equal to the value.', countOf],
    reverse: [
      '($self, /)',
      'Reverse the order of the items, in place.',
      (vm: VM, self: PyList) => {
        vm.charge(self.items.length >>> 3);
        self.items.reverse();
      },
    ],
    sort: [
      '($self, /, *, key=None, reverse=False)',
      'Sort the items in place, ascending by `<`; equal items keep their order.',
      sort,
    ],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  attrs: { __hash__: null },
});

function collectItems(vm: VM, self: PyList): PyValue[] {
  vm.charge(self.items.length >>> 3);
  vm.alloc(self.items.length * 8 + 64);
  return self.items.slice();
}
