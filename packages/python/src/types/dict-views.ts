/** dict_keys, dict_values, dict_items and the iterators over a dict (Library Reference, "Dictionary view objects"). */
import { ListType, MappingProxyType, NotImplemented, tuple } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import { defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { RuntimeErrorType, raise } from '../objects/exception-types.js';
import {
  DictItemIterType,
  DictItemsType,
  DictKeyIterType,
  DictKeysType,
  DictReverseItemIterType,
  DictReverseKeyIterType,
  DictReverseValueIterType,
  DictValueIterType,
  DictValuesType,
  PyDictIter,
  PyDictView,
} from '../objects/iterators.js';
import { PyMappingProxy } from '../objects/mapping-proxy.js';
import { DELEGATE, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import type { VM } from '../objects/vm.js';
import { registerIterator } from '../protocols/iterate.js';
import { findKey, NEEDS_PYTHON } from '../protocols/mapping.js';
import { EQ, GE, GT, LE, LT, NE } from '../protocols/operators.js';
import {
  bracketed,
  builtin,
  comparisonRows,
  containerRepr,
  equalFast,
  ITER_SELF,
  nextRow,
  reprAll,
} from './support.js';

type Pick = (vm: VM, d: PyDict, i: number) => PyValue;

const pickKey: Pick = (_vm, d, i) => d.keys[i]!;
const pickValue: Pick = (_vm, d, i) => d.vals[i]!;
const pickItem: Pick = (vm, d, i) => {
  vm.alloc(64);
  return tuple([d.keys[i]!, d.vals[i]!]);
};

// -- iterators ----------------------------------------------------------------------------------------------------------------

/** The entry that comes next, or -1 at the end; raises RuntimeError after a change. */
function advance(vm: VM, it: PyDictIter, by: 1 | -1, changed = 'dictionary changed size during iteration'): number {
  const d = it.dict!;
  if (it.used !== d.size) {
    it.used = -1;
    throw raise(RuntimeErrorType, changed);
  }
  if (it.epoch !== d.epoch) {
    it.used = -1;
    throw raise(RuntimeErrorType, 'dictionary keys changed during iteration');
  }
  const { keys } = d;
  let i = it.pos;
  if (i >= 0 && i < keys.length && keys[i] === undefined) {
    const from = i;
    while (i >= 0 && i < keys.length && keys[i] === undefined) i += by;
    vm.charge(Math.abs(i - from) >>> 2);
  }
  if (i < 0 || i >= keys.length) {
    it.dict = null;
    return -1;
  }
  if (it.left === 0) {
    it.dict = null;
    throw raise(RuntimeErrorType, 'dictionary keys changed during iteration');
  }
  it.left--;
  it.pos = i + by;
  return i;
}

function remaining(vm: VM, it: PyDictIter, pick: Pick, by: 1 | -1): PyValue[] {
  const copy = new PyDictIter(it.shape, it.dict, it.pos, it.used, it.left);
  const out: PyValue[] = [];
  while (copy.dict !== null) {
    const d = copy.dict;
    const i = advance(vm, copy, by);
    if (i < 0) break;
    vm.charge(1);
    out.push(pick(vm, d, i));
  }
  return out;
}

export function defineDictIterator(cls: PyType, pick: Pick, by: 1 | -1, changed?: string): void {
  const step = (vm: VM, it: PyDictIter): PyValue | undefined => {
    const d = it.dict;
    if (d === null) return undefined;
    const i = advance(vm, it, by, changed);
    return i < 0 ? undefined : pick(vm, d, i);
  };
  registerIterator(cls, step);
  defineType(cls, {
    methods: {
      __iter__: ITER_SELF,
      __next__: nextRow(step),
      __length_hint__: [
        '($self, /)',
        'Estimate of how many values are left.',
        (_vm, it: PyDictIter) => (it.dict !== null && it.used === it.dict.size ? it.left : 0),
      ],
      __reduce__: [
        '($self, /)',
        'State for pickling.',
        (vm: VM, it: PyDictIter) =>
          tuple([builtin(vm, 'iter'), tuple([new PyList(ListType.root, remaining(vm, it, pick, by))])]),
      ],
    },
  });
}

defineDictIterator(DictKeyIterType, pickKey, 1);
defineDictIterator(DictValueIterType, pickValue, 1);
defineDictIterator(DictItemIterType, pickItem, 1);
defineDictIterator(DictReverseKeyIterType, pickKey, -1);
defineDictIterator(DictReverseValueIterType, pickValue, -1);
defineDictIterator(DictReverseItemIterType, pickItem, -1);

// -- views --------------------------------------------------------------------------------------------------------------------

/** All values of a view, in order. */
function viewValues(vm: VM, d: PyDict, pick: Pick): PyValue[] {
  vm.charge(d.keys.length);
  vm.alloc(d.size * 8);
  const out: PyValue[] = [];
  for (let i = 0; i < d.keys.length; i++) if (d.keys[i] !== undefined) out.push(pick(vm, d, i));
  return out;
}

function forward(cls: PyType) {
  return (_vm: VM, v: PyDictView) => new PyDictIter(cls.root, v.dict, 0, v.dict.size, v.dict.size);
}
function backward(cls: PyType) {
  return (_vm: VM, v: PyDictView) => new PyDictIter(cls.root, v.dict, v.dict.keys.length - 1, v.dict.size, v.dict.size);
}

function commonRows(pick: Pick, iter: PyType, reverse: PyType): Record<string, MethodRow> {
  return {
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, v: PyDictView) =>
        containerRepr(vm, v, '...', 'view_repr', () => {
          const parts = reprAll(vm, viewValues(vm, v.dict, pick));
          return parts === undefined ? undefined : bracketed(vm, `${v.shape.cls.name}([`, parts, '])');
        }),
    ],
    __iter__: ['($self, /)', null, forward(iter)],
    __len__: ['($self, /)', null, (_vm, v: PyDictView) => v.dict.size],
    __reversed__: ['($self, /)', 'Return a reverse iterator over the view.', backward(reverse)],
  };
}

const mapping = {
  mapping: {
    get: (_vm: VM, v: PyDictView): R => new PyMappingProxy(MappingProxyType.root, v.dict),
    doc: 'the dict behind this view',
  },
};

function keyIn(vm: VM, v: PyDictView, k: PyValue): R {
  const i = findKey(vm, v.dict, k);
  return i === NEEDS_PYTHON ? vm.lib('dict_contains', [v.dict, k]) : i >= 0;
}

function itemIn(vm: VM, v: PyDictView, item: PyValue): R {
  if (!(item instanceof PyTuple) || item.items.length !== 2) return false;
  const i = findKey(vm, v.dict, item.items[0]!);
  if (i === NEEDS_PYTHON) return vm.lib('dict_items_contains', [v.dict, item.items[0]!, item.items[1]!]);
  if (i < 0) return false;
  const same = equalFast(vm, v.dict.vals[i]!, item.items[1]!);
  return same ?? vm.lib('dict_items_contains', [v.dict, item.items[0]!, item.items[1]!]);
}

/** Something that a view of keys or items is compared with. */
export function isSetLike(v: PyValue): boolean {
  return v instanceof PySet || (v instanceof PyDictView && !v.shape.cls.isSubtypeOf(DictValuesType));
}

function sizeOf(v: PyValue): number {
  return v instanceof PySet ? v.d.size : (v as PyDictView).dict.size;
}

function compareView(vm: VM, op: number, v: PyDictView, other: PyValue): R {
  if (!isSetLike(other)) return NotImplemented;
  const n = v.dict.size;
  const m = sizeOf(other);
  switch (op) {
    case EQ:
      return n === m ? allIn(vm, v, other) : false;
    case NE: {
      if (n !== m) return true;
      const r = allIn(vm, v, other);
      return r === DELEGATE ? vm.lib('view_ne', [v, other]) : !r;
    }
    case LT:
      return n < m ? allIn(vm, v, other) : false;
    case LE:
      return n <= m ? allIn(vm, v, other) : false;
    case GT:
      return n > m ? allIn(vm, other, v) : false;
    case GE:
      return n >= m ? allIn(vm, other, v) : false;
  }
  return NotImplemented;
}

function allIn(vm: VM, a: PyValue, b: PyValue): R {
  return vm.lib('all_contained', [a, b]);
}

const operation = (name: string, reflected: boolean): MethodRow => [
  '($self, value, /)',
  null,
  (vm: VM, v: PyDictView, other: PyValue) => vm.lib(name, reflected ? [other, v] : [v, other]),
];

const setRows: Record<string, MethodRow> = {
  ...comparisonRows(compareView),
  __sub__: operation('view_sub', false),
  __rsub__: operation('view_sub', true),
  __and__: operation('view_and', false),
  __rand__: operation('view_and', true),
  __xor__: operation('view_xor', false),
  __rxor__: operation('view_xor', true),
  __or__: operation('view_or', false),
  __ror__: operation('view_or', true),
  isdisjoint: [
    '($self, object, /)',
    'Whether no value of the iterable is in the view.',
    (vm: VM, v: PyDictView, other: PyValue) => vm.lib('view_isdisjoint', [v, other]),
  ],
};

defineType(DictKeysType, {
  methods: {
    ...commonRows(pickKey, DictKeyIterType, DictReverseKeyIterType),
    ...setRows,
    __contains__: ['($self, key, /)', null, keyIn],
  },
  getset: mapping,
  attrs: { __hash__: null },
});
defineType(DictValuesType, {
  methods: commonRows(pickValue, DictValueIterType, DictReverseValueIterType),
  getset: mapping,
});
defineType(DictItemsType, {
  methods: {
    ...commonRows(pickItem, DictItemIterType, DictReverseItemIterType),
    ...setRows,
    __contains__: ['($self, key, /)', null, itemIn],
  },
  getset: mapping,
  attrs: { __hash__: null },
});
