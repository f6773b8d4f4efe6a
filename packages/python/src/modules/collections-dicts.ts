/** collections.defaultdict, collections.OrderedDict, and the helpers of Counter and namedtuple. */
import {
  DictType,
  FloatType,
  IntType,
  ListType,
  NotImplemented,
  newBuiltinType,
  newDict,
  ObjectType,
  SetType,
  StrType,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, type MethodRow } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { AttributeErrorType, IndexErrorType, KeyErrorType, raise, typeError } from '../objects/exception-types.js';
import { PyMethod } from '../objects/function.js';
import { DictItemsType, DictKeysType, DictValuesType, PyDictIter, PyDictView } from '../objects/iterators.js';
import * as int from '../objects/number/int.js';
import { DELEGATE, PyFloat, PyObject, type PyType, type PyValue, type R, type Shape } from '../objects/object.js';
import { PyDefaultDict, PyOrderedDict } from '../objects/ordered-dict.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { collectFast } from '../protocols/iterate.js';
import { ABSENT, findKey, NEEDS_PYTHON, setKey } from '../protocols/mapping.js';
import { newSetOf } from '../protocols/sets.js';
import { toRepr } from '../protocols/special.js';
import { isTrueFast } from '../protocols/truth.js';
import { reprDict, updateDict } from '../types/dict.js';
import { defineDictIterator } from '../types/dict-views.js';
import { dictDelete, dictGet, dictSet } from '../types/object.js';
import { CLASS_GETITEM, equalityRows } from '../types/support.js';

/** The class's name without its module. */
function shownName(o: PyObject): string {
  const { cls } = o.shape;
  return cls.heap ? cls.name : cls.qualname;
}

// -- defaultdict ----------------------------------------------------------------------------------------------------------------

export const DefaultDictType = newBuiltinType('collections.defaultdict', DictType, { layout: 'defaultdict' });

function isCallable(v: PyValue): boolean {
  return typeOf(v).lookup('__call__') !== undefined;
}

function defaultInit(vm: VM, self: PyDefaultDict, args: PyValue[], kw?: PyDict): R {
  const factory = args[0] ?? null;
  if (factory !== null && !isCallable(factory)) throw typeError('first argument must be callable or None');
  if (args.length > 2) throw typeError(`dict expected at most 1 argument, got ${args.length - 1}`);
  self.factory = factory;
  return updateDict(vm, self, args[1], kw);
}

/** What a factory makes, where it is a built-in class called without arguments. */
function madeBy(vm: VM, factory: PyValue): PyValue | undefined {
  switch (factory) {
    case ListType:
      vm.alloc(64);
      return new PyList(ListType.root, []);
    case IntType:
      return 0;
    case DictType:
      vm.alloc(160);
      return newDict();
    case SetType:
      vm.alloc(200);
      return newSetOf(SetType);
    case StrType:
      return '';
    case FloatType:
      return new PyFloat(0);
  }
  return undefined;
}

function defaultMissing(vm: VM, self: PyDefaultDict, key: PyValue): R {
  if (self.factory === null) throw raise(KeyErrorType, key);
  const v = madeBy(vm, self.factory);
  if (v !== undefined && setKey(vm, self, key, v)) return v;
  return vm.lib('defaultdict_missing', [self, key, self.factory]);
}

function copyDefault(vm: VM, self: PyDefaultDict): R {
  return vm.call(typeOf(self), [self.factory, self]);
}

defineType(DefaultDictType, {
  doc: 'dict that makes the value of a missing key with a factory.',
  new: ['($type, *args, **kwargs)', null, (_vm, cls: PyType) => new PyDefaultDict(cls.root)],
  methods: {
    __init__: ['($self, /, *args, **kwargs)', null, defaultInit],
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, self: PyDefaultDict) => {
        const factory = self.factory instanceof PyMethod ? DELEGATE : toRepr(vm, self.factory);
        const body = factory === DELEGATE ? DELEGATE : reprDict(vm, self);
        if (body === DELEGATE) return vm.lib('defaultdict_repr', [self]);
        const head = text.concat(vm, `${shownName(self)}(`, factory as text.Str);
        return text.concat(vm, text.concat(vm, head, ', '), text.concat(vm, body as text.Str, ')'));
      },
    ],
    __missing__: ['($self, object, /)', 'Make, set and return the value of a missing key.', defaultMissing],
    __or__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDefaultDict, other: PyValue) =>
        other instanceof PyDict ? vm.lib('defaultdict_or', [self, self, other]) : NotImplemented,
    ],
    __ror__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDefaultDict, other: PyValue) =>
        other instanceof PyDict ? vm.lib('defaultdict_or', [self, other, self]) : NotImplemented,
    ],
    copy: ['($self, /)', 'Return a shallow copy.', copyDefault],
    __copy__: ['($self, /)', 'Return a shallow copy.', copyDefault],
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (vm: VM, self: PyDefaultDict) =>
        vm.lib('defaultdict_reduce', [self, self.factory === null ? tuple([]) : tuple([self.factory])]),
    ],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  getset: {
    default_factory: {
      get: (_vm, self: PyDefaultDict) => self.factory,
      set: (_vm, self: PyDefaultDict, v) => void (self.factory = v),
      del: (_vm, self: PyDefaultDict) => void (self.factory = null),
    },
  },
  attrs: { __module__: 'collections' },
});

// -- OrderedDict ------------------------------------------------------------------------------------------------------------------

export const OrderedDictType = newBuiltinType('collections.OrderedDict', DictType, {
  layout: 'OrderedDict',
  hasDict: true,
  hasWeakref: true,
});
const OdictKeysType = newBuiltinType('odict_keys', DictKeysType, { final: true });
const OdictValuesType = newBuiltinType('odict_values', DictValuesType, { final: true });
const OdictItemsType = newBuiltinType('odict_items', DictItemsType, { final: true });
const OdictIterType = newBuiltinType('odict_iterator', ObjectType, { final: true });
const OdictValueIterType = newBuiltinType('odict_iterator', ObjectType, { final: true });
const OdictItemIterType = newBuiltinType('odict_iterator', ObjectType, { final: true });
const OdictReverseIterType = newBuiltinType('odict_iterator', ObjectType, { final: true });
const OdictReverseValueIterType = newBuiltinType('odict_iterator', ObjectType, { final: true });
const OdictReverseItemIterType = newBuiltinType('odict_iterator', ObjectType, { final: true });

const MUTATED = 'OrderedDict mutated during iteration';
const pickKey = (_vm: VM, d: PyDict, i: number): PyValue => d.keys[i]!;
const pickValue = (_vm: VM, d: PyDict, i: number): PyValue => d.vals[i]!;
const pickItem = (_vm: VM, d: PyDict, i: number): PyValue => tuple([d.keys[i]!, d.vals[i]!]);
for (const [cls, pick, by] of [
  [OdictIterType, pickKey, 1],
  [OdictValueIterType, pickValue, 1],
  [OdictItemIterType, pickItem, 1],
  [OdictReverseIterType, pickKey, -1],
  [OdictReverseValueIterType, pickValue, -1],
  [OdictReverseItemIterType, pickItem, -1],
] as const) {
  defineDictIterator(cls, pick, by, MUTATED);
}
function viewRows(iter: PyType, reverse: PyType): { methods: Record<string, MethodRow> } {
  return {
    methods: {
      __iter__: [
        '($self, /)',
        null,
        (_vm, v: PyDictView) => new PyDictIter(iter.root, v.dict, 0, v.dict.size, v.dict.size),
      ],
      __reversed__: [
        '($self, /)',
        'Return a reverse iterator over the view.',
        (_vm, v: PyDictView) => new PyDictIter(reverse.root, v.dict, v.dict.keys.length - 1, v.dict.size, v.dict.size),
      ],
    },
  };
}
defineType(OdictKeysType, viewRows(OdictIterType, OdictReverseIterType));
defineType(OdictValuesType, viewRows(OdictValueIterType, OdictReverseValueIterType));
defineType(OdictItemsType, viewRows(OdictItemIterType, OdictReverseItemIterType));

function orderedUpdate(vm: VM, self: PyOrderedDict, args: PyValue[], kw?: PyDict): R {
  if (args.length > 1) throw typeError(`expected at most 1 argument, got ${args.length}`);
  if (self.shape.cls === OrderedDictType) return updateDict(vm, self, args[0], kw);
  return vm.lib('odict_update', [self, tuple(args), kw ?? newDict()]);
}

/** The two are equal as dicts; OrderedDicts have their keys in the same order, too. */
function orderedEquals(vm: VM, self: PyOrderedDict, other: PyValue): R {
  if (!(other instanceof PyDict)) return NotImplemented;
  return vm.lib('odict_eq', [self, other]);
}

function moveToEnd(vm: VM, self: PyOrderedDict, key: PyValue, last?: PyValue): R {
  const i = findKey(vm, self, key);
  if (i === NEEDS_PYTHON) return vm.lib('odict_move', [self, key, last ?? true]);
  if (i === ABSENT) throw raise(KeyErrorType, key);
  moveEntry(vm, self, i, last === undefined ? true : (isTrueFast(vm, last) ?? true));
  return null;
}

export function moveEntry(vm: VM, d: PyDict, i: number, last: boolean): void {
  const key = d.keys[i]!;
  const value = d.vals[i]!;
  const hash = d.customHashes?.get(i);
  if (last) {
    d.removeAt(vm, i);
    putBack(vm, d, key, value, hash);
    return;
  }
  vm.charge(d.keys.length);
  vm.alloc(d.size * 64);
  const rest = new PyDict(d.shape);
  rest.copyFrom(vm, d);
  d.clear();
  putBack(vm, d, key, value, hash);
  for (let j = 0; j < rest.keys.length; j++) {
    const k = rest.keys[j];
    if (k !== undefined && k !== key) putBack(vm, d, k, rest.vals[j]!, rest.customHashes?.get(j));
  }
}

function putBack(vm: VM, d: PyDict, key: PyValue, value: PyValue, hash: number | bigint | undefined): void {
  if (hash !== undefined) d.addCustom(key, hash, value);
  else {
    const custom = d.custom;
    d.custom = null;
    setKey(vm, d, key, value);
    d.custom = custom;
  }
}

function popItem(vm: VM, self: PyOrderedDict, last?: PyValue): R {
  if (self.size === 0) throw raise(KeyErrorType, 'dictionary is empty');
  const fromEnd = last === undefined ? true : (isTrueFast(vm, last) ?? true);
  let i = self.keys.length - 1;
  if (fromEnd) while (self.keys[i] === undefined) i--;
  else i = self.firstEntry();
  const pair = tuple([self.keys[i]!, self.vals[i]!]);
  self.removeAt(vm, i);
  return pair;
}

defineType(OrderedDictType, {
  doc: 'dict with a method to move a key to either end; equal to another only in the same order.',
  new: ['($type, *args, **kwargs)', null, (_vm, cls: PyType) => new PyOrderedDict(cls.root)],
  methods: {
    __init__: ['($self, /, *args, **kwargs)', null, orderedUpdate],
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, self: PyOrderedDict) => {
        const name = shownName(self);
        if (self.size === 0) return `${name}()`;
        return vm.isBeingShown(self) ? '...' : vm.lib('odict_repr', [self, name]);
      },
    ],
    ...equalityRows(orderedEquals, 'odict_ne'),
    __iter__: ['($self, /)', null, (_vm, d: PyDict) => new PyDictIter(OdictIterType.root, d, 0, d.size, d.size)],
    __or__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDict, other: PyValue) =>
        other instanceof PyDict ? vm.lib('odict_or', [typeOf(self), self, other]) : NotImplemented,
    ],
    __ror__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyDict, other: PyValue) =>
        other instanceof PyDict ? vm.lib('odict_or', [typeOf(self), other, self]) : NotImplemented,
    ],
    __ior__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyOrderedDict, other: PyValue) => vm.lib('odict_ior', [self, other]),
    ],
    update: [
      '($self, /, *args, **kwargs)',
      'Set the keys of a mapping, or of an iterable of pairs, and those given by name.',
      orderedUpdate,
    ],
    popitem: ['($self, /, last=True)', 'Remove and return the last (or first) pair.', popItem],
    pop: [
      '($self, /, key, default=<unrepresentable>)',
      'Remove the key and return its value, or the default.',
      (vm: VM, self: PyDict, k: PyValue, d?: PyValue) =>
        d === undefined ? vm.lib('odict_pop', [self, k]) : vm.lib('dict_pop_default', [self, k, d]),
    ],
    setdefault: [
      '($self, /, key, default=None)',
      'Return the value of the key; the default is its value from now on if it is not there.',
      (vm: VM, self: PyDict, k: PyValue, d?: PyValue) => vm.lib('odict_setdefault', [self, k, d ?? null]),
    ],
    keys: ['($self, /)', 'Return a view on the keys.', (_vm, d: PyDict) => new PyDictView(OdictKeysType.root, d)],
    values: ['($self, /)', 'Return a view on the values.', (_vm, d: PyDict) => new PyDictView(OdictValuesType.root, d)],
    items: ['($self, /)', 'Return a view on the pairs.', (_vm, d: PyDict) => new PyDictView(OdictItemsType.root, d)],
    copy: ['($self, /)', 'Return a shallow copy.', (vm: VM, self: PyDict) => vm.lib('odict_copy', [self])],
    __reversed__: [
      '($self, /)',
      'Return a reverse iterator over the keys.',
      (_vm, d: PyDict) => new PyDictIter(OdictReverseIterType.root, d, d.keys.length - 1, d.size, d.size),
    ],
    move_to_end: ['($self, /, key, last=True)', 'Move a key to the end, or to the beginning.', moveToEnd],
    __reduce__: ['($self, /)', 'State for pickling.', (vm: VM, self: PyDict) => vm.lib('odict_reduce', [self])],
  },
  classmethods: {
    fromkeys: [
      '($type, /, iterable, value=None)',
      'Create one with keys from the iterable, all with one value.',
      (vm: VM, cls: PyType, iterable: PyValue, value?: PyValue) =>
        vm.lib('odict_fromkeys', [cls, iterable, value ?? null]),
    ],
  },
  getset: { __dict__: { get: dictGet, set: dictSet, del: dictDelete } },
  attrs: { __hash__: null, __module__: 'collections' },
});

// -- Counter --------------------------------------------------------------------------------------------------------------------

/** Whether the mapping counts as a plain dict: `get` and `__setitem__` are dict's own. */
function countsAsDict(m: PyValue): m is PyDict {
  if (!(m instanceof PyDict)) return false;
  const cls = m.shape.cls;
  const own = (name: string): boolean => cls.lookup(name) === DictType.dict.getStr(name);
  return own('get') && own('__setitem__');
}

export function countElements(vm: VM, mapping: PyValue, iterable: PyValue): R {
  const values = countsAsDict(mapping) && mapping.custom === null ? collectFast(vm, iterable) : undefined;
  if (values === undefined) return vm.lib('count_elements', [mapping, iterable, 0]);
  const d = mapping as PyDict;
  for (let k = 0; k < values.length; k++) {
    const v = values[k]!;
    const i = findKey(vm, d, v);
    const old = i >= 0 ? d.vals[i]! : 0;
    if (i === NEEDS_PYTHON || (typeof old !== 'number' && typeof old !== 'bigint')) {
      vm.charge(values.length);
      return vm.lib('count_elements', [mapping, new PyList(ListType.root, values), k]);
    }
    if (i >= 0) d.vals[i] = int.add(vm, old, 1);
    else setKey(vm, d, v, 1);
  }
  return null;
}

// -- namedtuple -----------------------------------------------------------------------------------------------------------------

export class PyTupleGetter extends PyObject {
  constructor(
    shape: Shape,
    readonly index: number,
    public doc: PyValue,
  ) {
    super(shape);
  }
}
export const TupleGetterType = newBuiltinType('collections._tuplegetter', ObjectType, { layout: '_tuplegetter' });

const refuse = (): never => {
  throw raise(AttributeErrorType, "can't set attribute");
};
defineType(TupleGetterType, {
  new: [
    '($type, index, doc, /)',
    null,
    (_vm: VM, cls: PyType, index: number, doc: PyValue) => new PyTupleGetter(cls.root, index, doc),
  ],
  make: [
    '(index, doc, /)',
    null,
    (_vm: VM, cls: PyType, index: number, doc: PyValue) => new PyTupleGetter(cls.root, index, doc),
  ],
  methods: {
    __get__: [
      '($self, instance, owner=None, /)',
      null,
      (_vm: VM, self: PyTupleGetter, instance: PyValue) => {
        if (instance === null) return self;
        if (!(instance instanceof PyTuple)) {
          throw typeError(
            `descriptor for index '${self.index}' for tuple subclasses doesn't apply to '${typeOf(instance).name}' object`,
          );
        }
        const v = instance.items[self.index];
        if (v === undefined) throw raise(IndexErrorType, 'tuple index out of range');
        return v;
      },
    ],
    __set__: ['($self, instance, value, /)', null, refuse],
    __delete__: ['($self, instance, /)', null, refuse],
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, self: PyTupleGetter) => vm.lib('call_repr', ['_tuplegetter', tuple([self.index, self.doc])]),
    ],
    __reduce__: [
      '($self, /)',
      null,
      (_vm, self: PyTupleGetter) => tuple([typeOf(self), tuple([self.index, self.doc])]),
    ],
  },
  getset: {
    __doc__: {
      get: (_vm, self: PyTupleGetter) => self.doc,
      set: (_vm, self: PyTupleGetter, v) => void (self.doc = v),
    },
  },
  attrs: { __module__: 'collections' },
});

defineIntrinsics({
  odict_move_entry: ['(d, i, last, /)', (vm: VM, d: PyDict, i: number, last: boolean) => moveEntry(vm, d, i, last)],
  is_ordered_dict: ['(o, /)', (_vm, o: PyValue) => o instanceof PyOrderedDict],
  odict_factory: ['(d, /)', (_vm, d: PyDefaultDict) => d.factory],
});
