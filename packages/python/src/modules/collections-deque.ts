/** collections.deque (Library Reference, "deque objects"). */
import { NotImplemented, newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, type MethodRow } from '../objects/define.js';
import { PyDeque, PyDequeIter } from '../objects/deque.js';
import type { PyDict } from '../objects/dict.js';
import {
  IndexErrorType,
  MemoryErrorType,
  RuntimeErrorType,
  raise,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { collectFast, registerIterator } from '../protocols/iterate.js';
import { intArgument } from '../types/range.js';
import {
  boundArgument,
  CLASS_GETITEM,
  compareSequences,
  comparisonRows,
  containerRepr,
  findItem,
  hasIndex,
  ITER_SELF,
  indexArgument,
  methodOf,
  nextRow,
  repeatCount,
  reprAll,
  subscriptIndex,
  withIndex,
} from '../types/support.js';

export const DequeType = newBuiltinType('collections.deque', ObjectType, {
  layout: 'deque',
  patma: 1,
  hasWeakref: true,
});
export const DequeIterType = newBuiltinType('collections._deque_iterator', ObjectType, { final: true });
export const DequeReverseIterType = newBuiltinType('collections._deque_reverse_iterator', ObjectType, { final: true });

const again = (name: string): PyValue => methodOf(DequeType, name);

function maxlenArgument(v: PyValue | undefined): number {
  if (v === undefined || v === null) return -1;
  const n = hasIndex(v) ? indexArgument(v) : undefined;
  if (n === undefined) throw typeError('an integer is required');
  if (n < 0) throw valueError('maxlen must be non-negative');
  return Number(n);
}

function init(vm: VM, self: PyDeque, args: PyValue[], kw?: PyDict): R {
  const given = args.length + (kw?.size ?? 0);
  if (given > 2) throw typeError(`deque() takes at most 2 arguments (${given} given)`);
  for (const k of kw?.keys ?? []) {
    if (k !== 'iterable' && k !== 'maxlen') throw typeError(`deque() got an unexpected keyword argument '${k}'`);
  }
  self.maxlen = maxlenArgument(args.length > 1 ? args[1] : kw?.getStr('maxlen'));
  self.setValues([]);
  const iterable = args.length > 0 ? args[0] : kw?.getStr('iterable');
  return iterable === undefined ? null : extend(vm, self, iterable);
}

function make(vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  vm.alloc(120);
  const d = new PyDeque(cls.root);
  const r = init(vm, d, args, kw);
  return r === null ? d : vm.lib('then_value', [vm.pendingFn, vm.pendingArgsAsTuple(), vm.pendingKwAsDict(), d]);
}

function extend(vm: VM, self: PyDeque, iterable: PyValue): R {
  const values = valuesOf(vm, self, iterable);
  if (values === undefined) return vm.lib('deque_extend', [self, iterable]);
  if (self.maxlen < 0 && values.length >= self.length) {
    // In one piece: an array that grows has half of it to spare.
    vm.charge(self.length >>> 4);
    vm.alloc((self.length + values.length) * 8);
    self.setValues(self.length === 0 ? values : self.values().concat(values));
    return null;
  }
  vm.alloc(values.length * 8);
  for (const v of values) self.push(v);
  return null;
}

/** What is to be added; undefined: Python code has to be asked. */
function valuesOf(vm: VM, self: PyDeque, iterable: PyValue): PyValue[] | undefined {
  if (iterable !== self) return collectFast(vm, iterable);
  vm.charge(self.length >>> 3);
  vm.alloc(self.length * 8);
  return self.values();
}

/** The place of an index in `items`; undefined where `__index__` is Python code. */
function placeOf(self: PyDeque, k: PyValue): number | undefined {
  const i = subscriptIndex(k);
  if (i === undefined) {
    if (!hasIndex(k)) throw typeError(`sequence index must be integer, not '${typeOf(k).name}'`);
    return undefined;
  }
  const n = self.length;
  const at = i < 0 ? i + n : i;
  if (!(at >= 0 && at < n)) throw raise(IndexErrorType, 'deque index out of range');
  return self.head + at;
}

function removeAt(vm: VM, self: PyDeque, place: number): void {
  vm.charge((self.items.length - place) >>> 4);
  self.changes++;
  self.items.splice(place, 1);
}

function rotate(vm: VM, self: PyDeque, n?: PyValue): R {
  const by = n === undefined ? 1 : indexArgument(n);
  if (by === undefined) return withIndex(vm, again('rotate'), [self, n!], 1);
  const size = self.length;
  if (size < 2) return null;
  let k = by % size;
  if (Number.isNaN(k)) k = 0;
  if (k < 0) k += size;
  if (k === 0) return null;
  if (k <= 4) for (let i = 0; i < k; i++) self.unshift(takeLast(self));
  else if (size - k <= 4) for (let i = 0; i < size - k; i++) self.push(self.shift());
  else {
    vm.charge(size >>> 2);
    vm.alloc(size * 8);
    const values = self.values();
    self.setValues(values.slice(size - k).concat(values.slice(0, size - k)));
  }
  return null;
}
function takeLast(self: PyDeque): PyValue {
  return self.pop();
}

function copy(vm: VM, self: PyDeque): R {
  if (self.shape.cls !== DequeType) {
    return vm.call(self.shape.cls, self.maxlen < 0 ? [self] : [self, self.maxlen]);
  }
  return copyOf(vm, self, self.values());
}

function copyOf(vm: VM, self: PyDeque, values: PyValue[]): PyDeque {
  vm.charge(values.length >>> 3);
  vm.alloc(120 + values.length * 8);
  const d = new PyDeque(DequeType.root);
  d.maxlen = self.maxlen;
  d.setValues(self.maxlen >= 0 && values.length > self.maxlen ? values.slice(values.length - self.maxlen) : values);
  return d;
}

function repeated(vm: VM, self: PyDeque, times: number): PyValue[] {
  const values = self.values();
  if (times <= 0 || values.length === 0) return [];
  let total = values.length * times;
  vm.charge(Math.ceil(total / 4));
  // Only the last maxlen values can stay.
  if (self.maxlen >= 0 && total > self.maxlen) {
    const out: PyValue[] = [];
    total = self.maxlen;
    vm.alloc(total * 8);
    for (let i = 0; i < total; i++) out.push(values[(values.length - (total % values.length) + i) % values.length]!);
    return out;
  }
  vm.alloc(total * 8);
  if (total > 0xfffffff) throw raise(MemoryErrorType);
  const out = new Array<PyValue>(total);
  for (let i = 0; i < total; i++) out[i] = values[i % values.length]!;
  return out;
}

const multiply: MethodRow = [
  '($self, value, /)',
  null,
  (vm: VM, self: PyDeque, n: PyValue): R => {
    const times = repeatCount(n);
    if (times === undefined) {
      if (!hasIndex(n)) throw typeError(`can't multiply sequence by non-int of type '${typeOf(n).name}'`);
      return withIndex(vm, again('__mul__'), [self, n], 1);
    }
    if (self.shape.cls !== DequeType) return vm.lib('deque_repeat', [self, times]);
    return copyOf(vm, self, repeated(vm, self, times));
  },
];

function indexOf(vm: VM, self: PyDeque, x: PyValue, start?: PyValue, stop?: PyValue): R {
  const n = self.length;
  const from = boundArgument(start, n, 0);
  if (from === undefined)
    return withIndex(vm, again('index'), [self, x, start!, ...(stop === undefined ? [] : [stop])], 2);
  const to = boundArgument(stop, n, n);
  if (to === undefined) return withIndex(vm, again('index'), [self, x, start!, stop!], 3);
  const i = findItem(vm, self.items, x, self.head + from, self.head + Math.min(to, n));
  if (i >= 0) return i - self.head;
  if (i < -1) return vm.lib('deque_index', [self, x, from, Math.min(to, n)]);
  throw valueError('deque.index(x): x not in deque');
}

defineType(DequeType, {
  doc: 'Sequence that is quick to change at both ends.',
  new: ['($type, *args, **kwargs)', null, (_vm, cls: PyType) => new PyDeque(cls.root)],
  make: ['(*args, **kwargs)', null, make],
  methods: {
    __init__: ['($self, /, *args, **kwargs)', null, init],
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, self: PyDeque) =>
        containerRepr(vm, self, '[...]', 'deque_repr', () => {
          const parts = reprAll(vm, self.values());
          if (parts === undefined) return undefined;
          const { cls } = self.shape;
          const name = cls.heap ? cls.name : cls.qualname;
          const tail = self.maxlen < 0 ? '])' : `], maxlen=${self.maxlen})`;
          return text.concat(vm, text.concat(vm, `${name}([`, text.join(vm, ', ', parts)), tail);
        }),
    ],
    ...comparisonRows((vm, op, self: PyDeque, other) => {
      if (!(other instanceof PyDeque)) return NotImplemented;
      vm.charge(self.length + other.length);
      vm.alloc((self.length + other.length) * 8);
      const a = tuple(self.values());
      const b = tuple(other.values());
      return compareSequences(vm, op, a, b, a.items, b.items);
    }),
    __iter__: ['($self, /)', null, (_vm, self: PyDeque) => new PyDequeIter(DequeIterType.root, self, self.length)],
    __len__: ['($self, /)', null, (_vm, self: PyDeque) => self.length],
    __add__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDeque, other: PyValue) => {
        if (!(other instanceof PyDeque))
          throw typeError(`can only concatenate deque (not "${typeOf(other).name}") to deque`);
        if (self.shape.cls !== DequeType) return vm.lib('deque_concat', [self, other]);
        return copyOf(vm, self, self.values().concat(other.values()));
      },
    ],
    __mul__: multiply,
    __rmul__: multiply,
    __getitem__: [
      '($self, key, /)',
      null,
      (vm: VM, self: PyDeque, k: PyValue) => {
        const at = placeOf(self, k);
        return at === undefined ? withIndex(vm, again('__getitem__'), [self, k], 1) : self.items[at]!;
      },
    ],
    __setitem__: [
      '($self, key, value, /)',
      null,
      (vm: VM, self: PyDeque, k: PyValue, v: PyValue): R => {
        const at = placeOf(self, k);
        if (at === undefined) return withIndex(vm, again('__setitem__'), [self, k, v], 1);
        self.items[at] = v;
        return null;
      },
    ],
    __delitem__: [
      '($self, key, /)',
      null,
      (vm: VM, self: PyDeque, k: PyValue): R => {
        const at = placeOf(self, k);
        if (at === undefined) return withIndex(vm, again('__delitem__'), [self, k], 1);
        removeAt(vm, self, at);
        return null;
      },
    ],
    __contains__: [
      '($self, key, /)',
      null,
      (vm: VM, self: PyDeque, x: PyValue) => {
        const i = findItem(vm, self.items, x, self.head, self.items.length);
        return i < -1 ? vm.lib('contains_by_iteration', [self, x]) : i >= 0;
      },
    ],
    __iadd__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDeque, other: PyValue) =>
        extend(vm, self, other) === null ? self : vm.lib('call_then', [again('extend'), self, other]),
    ],
    __imul__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDeque, n: PyValue): R => {
        const times = repeatCount(n);
        if (times === undefined) {
          if (!hasIndex(n)) throw typeError(`can't multiply sequence by non-int of type '${typeOf(n).name}'`);
          return withIndex(vm, again('__imul__'), [self, n], 1);
        }
        self.setValues(repeated(vm, self, times));
        return self;
      },
    ],
    append: [
      '($self, item, /)',
      'Add a value at the right end.',
      (vm: VM, self: PyDeque, v: PyValue) => {
        vm.alloc(48);
        self.push(v);
      },
    ],
    appendleft: [
      '($self, item, /)',
      'Add a value at the left end.',
      (vm: VM, self: PyDeque, v: PyValue) => {
        vm.alloc(48);
        if (self.head === 0) {
          vm.charge(self.items.length >>> 3);
          vm.alloc(self.items.length * 8);
        }
        self.unshift(v);
      },
    ],
    clear: ['($self, /)', 'Remove all values.', (_vm, self: PyDeque) => self.setValues([])],
    __copy__: ['($self, /)', 'Return a shallow copy.', copy],
    copy: ['($self, /)', 'Return a shallow copy.', copy],
    count: [
      '($self, value, /)',
      'Return the number of values that are equal to this one.',
      (vm: VM, self: PyDeque, x: PyValue) => {
        let n = 0;
        for (let from = self.head; ; n++) {
          const i = findItem(vm, self.items, x, from, self.items.length);
          if (i < -1) return vm.lib('count_by_iteration', [self, x]);
          if (i < 0) return n;
          from = i + 1;
        }
      },
    ],
    extend: ['($self, iterable, /)', 'Add the values of the iterable at the right end.', extend],
    extendleft: [
      '($self, iterable, /)',
      'Add the values of the iterable at the left end, one by one.',
      (vm: VM, self: PyDeque, iterable: PyValue): R => {
        const values = valuesOf(vm, self, iterable);
        if (values === undefined) return vm.lib('deque_extendleft', [self, iterable]);
        vm.alloc(values.length * 16);
        for (const v of values) self.unshift(v);
        return null;
      },
    ],
    index: [
      '($self, value, start=0, stop=sys.maxsize, /)',
      'Return the index of the first value that is equal to this one.',
      indexOf,
    ],
    insert: [
      '($self, index, value, /)',
      'Insert a value before the index.',
      (vm: VM, self: PyDeque, index: PyValue, v: PyValue): R => {
        const i = indexArgument(index);
        if (i === undefined) return withIndex(vm, again('insert'), [self, index, v], 1);
        const n = self.length;
        if (self.maxlen >= 0 && n >= self.maxlen) throw raise(IndexErrorType, 'deque already at its maximum size');
        vm.alloc(48);
        const at = i < 0 ? Math.max(i + n, 0) : Math.min(i, n);
        vm.charge((n - at) >>> 4);
        self.changes++;
        self.items.splice(self.head + at, 0, v);
        return null;
      },
    ],
    pop: [
      '($self, /)',
      'Remove and return the value at the right end.',
      (_vm: VM, self: PyDeque) => {
        if (self.length === 0) throw raise(IndexErrorType, 'pop from an empty deque');
        return self.pop();
      },
    ],
    popleft: [
      '($self, /)',
      'Remove and return the value at the left end.',
      (_vm: VM, self: PyDeque) => {
        if (self.length === 0) throw raise(IndexErrorType, 'pop from an empty deque');
        return self.shift();
      },
    ],
    __reduce__: ['($self, /)', 'State for pickling.', (vm: VM, self: PyDeque) => vm.lib('deque_reduce', [self])],
    remove: [
      '($self, value, /)',
      'Remove the first value that is equal to this one.',
      (vm: VM, self: PyDeque, x: PyValue): R => {
        const i = findItem(vm, self.items, x, self.head, self.items.length);
        if (i < -1) return vm.lib('deque_remove', [self, x]);
        if (i < 0) throw valueError('deque.remove(x): x not in deque');
        removeAt(vm, self, i);
        return null;
      },
    ],
    __reversed__: [
      '($self, /)',
      'Return a reverse iterator.',
      (_vm, self: PyDeque) => new PyDequeIter(DequeReverseIterType.root, self, self.length),
    ],
    reverse: [
      '($self, /)',
      'Reverse the order of the values, in place.',
      (vm: VM, self: PyDeque) => {
        vm.charge(self.length >>> 3);
        self.setValues(self.values().reverse());
      },
    ],
    rotate: ['($self, n=1, /)', 'Move the values n places to the right.', rotate],
    __sizeof__: [
      '($self, /)',
      'Return the size in memory, in bytes.',
      (_vm, self: PyDeque) => 232 + 528 * Math.ceil((self.length + 1) / 64),
    ],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  getset: {
    maxlen: { get: (_vm, self: PyDeque) => (self.maxlen < 0 ? null : self.maxlen), doc: 'greatest size, or None' },
  },
  attrs: { __hash__: null, __module__: 'collections' },
});

function defineIter(cls: PyType, at: (it: PyDequeIter) => number): void {
  const step = (_vm: VM, it: PyDequeIter): PyValue | undefined => {
    const d = it.deque;
    if (it.changes !== d.changes) {
      it.left = 0;
      throw raise(RuntimeErrorType, 'deque mutated during iteration');
    }
    if (it.left === 0) return undefined;
    const v = d.items[at(it)]!;
    it.left--;
    return v;
  };
  registerIterator(cls, step);
  defineType(cls, {
    new: [
      '($type, deque, index=0, /, **kwargs)',
      null,
      (_vm: VM, c: PyType, deque: PyValue, skip?: PyValue) => {
        if (!(deque instanceof PyDeque)) throw typeError('argument 1 must be collections.deque');
        return new PyDequeIter(
          c.root,
          deque,
          Math.max(0, deque.length - Number(skip === undefined ? 0 : (intArgument(skip) ?? 0))),
        );
      },
    ],
    methods: {
      __iter__: ITER_SELF,
      __next__: nextRow(step),
      __length_hint__: ['($self, /)', 'Number of values left.', (_vm, it: PyDequeIter) => it.left],
      __reduce__: [
        '($self, /)',
        'State for pickling.',
        (_vm, it: PyDequeIter) => tuple([cls, tuple([it.deque, it.deque.length - it.left])]),
      ],
    },
    attrs: { __module__: 'collections' },
  });
}
defineIter(DequeIterType, (it) => it.deque.items.length - it.left);
defineIter(DequeReverseIterType, (it) => it.deque.head + it.left - 1);

defineIntrinsics({
  deque_values: [
    '(d, /)',
    (vm: VM, d: PyDeque) => {
      vm.alloc(d.length * 8);
      return tuple(d.values());
    },
  ],
  deque_push: [
    '(d, v, /)',
    (vm: VM, d: PyDeque, v: PyValue) => {
      vm.alloc(48);
      d.push(v);
    },
  ],
  deque_unshift: [
    '(d, v, /)',
    (vm: VM, d: PyDeque, v: PyValue) => {
      vm.alloc(64);
      d.unshift(v);
    },
  ],
  deque_remove_at: ['(d, i, /)', (vm: VM, d: PyDeque, i: number) => removeAt(vm, d, d.head + i)],
  deque_maxlen: ['(d, /)', (_vm, d: PyDeque) => (d.maxlen < 0 ? null : d.maxlen)],
});
