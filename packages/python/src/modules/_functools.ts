/** The _functools module: partial (PEP 309, Placeholder of 3.14), reduce, cmp_to_key, the cache of lru_cache. */
import {
  MethodType,
  newBuiltinType,
  newDict,
  ObjectType,
  PySingleton,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import { defineIntrinsics, defineModule, defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyMethod } from '../objects/function.js';
import { PyObject, PyStrObject, type PyType, type PyValue, PyWideStr, type R, type Shape } from '../objects/object.js';
import { PyOrderedDict } from '../objects/ordered-dict.js';
import { PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { findKey, setKey } from '../protocols/mapping.js';
import { isTrueFast } from '../protocols/truth.js';
import { kwNames, withKeywords } from '../types/call-support.js';
import { dictDelete, dictGet, dictSet } from '../types/object.js';
import { intArgument } from '../types/range.js';
import { CLASS_GETITEM, comparisonRows } from '../types/support.js';
import { moveEntry, OrderedDictType } from './collections-dicts.js';

// -- partial --------------------------------------------------------------------------------------------------------------------

const PlaceholderType = newBuiltinType('functools._PlaceholderType', ObjectType, { final: true });
export const Placeholder = new PySingleton(PlaceholderType.root);
defineType(PlaceholderType, {
  new: ['($type, *args, **kwargs)', null, () => Placeholder],
  methods: {
    __repr__: ['($self, /)', null, () => 'Placeholder'],
    __reduce__: ['($self, /)', null, () => 'Placeholder'],
  },
  attrs: { __module__: 'functools' },
});

export class PyPartial extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public fn: PyValue,
    public args: PyTuple,
    public kw: PyDict,
    /** How many of `args` are Placeholder. */
    public holes: number,
  ) {
    super(shape);
  }
}
const isStr = (v: PyValue): boolean => typeof v === 'string' || v instanceof PyWideStr || v instanceof PyStrObject;
const PartialType = newBuiltinType('functools.partial', ObjectType, {
  layout: 'partial',
  hasDict: true,
  hasWeakref: true,
});

const countHoles = (args: readonly PyValue[]): number =>
  args.reduce((n: number, a) => (a === Placeholder ? n + 1 : n), 0);

/** `given` in the places of the placeholders of `args`, the rest at the end; placeholders that are left stay. */
function fillHoles(args: readonly PyValue[], given: readonly PyValue[]): PyValue[] {
  let next = 0;
  const out = args.map((a) => (a === Placeholder && next < given.length ? given[next++]! : a));
  return out.concat(given.slice(next));
}

function makePartial(vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  if (args.length === 0) throw typeError("type 'partial' takes at least one argument");
  let [fn] = args as [PyValue];
  let rest = args.slice(1);
  if (typeOf(fn).lookup('__call__') === undefined) throw typeError('the first argument must be callable');
  if (rest.length > 0 && rest[rest.length - 1] === Placeholder)
    throw typeError('trailing Placeholders are not allowed');
  const own = newDict();
  if (fn instanceof PyPartial && fn.shape === PartialType.root && cls === PartialType) {
    rest = fillHoles(fn.args.items, rest);
    own.copyFrom(vm, fn.kw);
    fn = fn.fn;
  }
  if (kw !== undefined) {
    for (const v of kw.vals)
      if (v === Placeholder) throw typeError('Placeholder cannot be passed as a keyword argument');
    own.copyFrom(vm, kw);
  }
  vm.alloc(200 + rest.length * 8);
  return new PyPartial(cls.root, fn, tuple(rest), own, countHoles(rest));
}

function callPartial(vm: VM, p: PyPartial, args: PyValue[], kw?: PyDict): R {
  let positional: PyValue[];
  if (p.holes > 0) {
    if (args.length < p.holes) {
      throw typeError(
        `missing positional arguments in 'partial' call; expected at least ${p.holes}, got ${args.length}`,
      );
    }
    positional = fillHoles(p.args.items, args);
  } else positional = p.args.items.length === 0 ? args : p.args.items.concat(args);
  for (const k of p.kw.keys) if (k !== undefined && !isStr(k)) throw typeError('keywords must be strings');
  let named: PyDict | undefined = p.kw;
  if (p.kw.size === 0) named = kw;
  else if (kw !== undefined) {
    named = newDict();
    named.copyFrom(vm, p.kw);
    named.copyFrom(vm, kw);
  }
  return vm.call(p.fn, withKeywords(positional, named), kwNames(named));
}

function keepDict(): never {
  throw typeError('cannot delete __dict__');
}

function setPartialState(vm: VM, p: PyPartial, state: PyValue): R {
  const items = state instanceof PyTuple ? state.items : [];
  const [fn, args, kw, dict] = items;
  if (
    items.length !== 4 ||
    typeOf(fn!).lookup('__call__') === undefined ||
    !(args instanceof PyTuple) ||
    !(kw === null || kw instanceof PyDict)
  ) {
    throw typeError('invalid partial state');
  }
  if (args.items.length > 0 && args.items[args.items.length - 1] === Placeholder)
    throw typeError('trailing Placeholders are not allowed');
  p.fn = fn!;
  p.args = args.shape.cls.heap ? (tuple(args.items) as PyTuple) : args;
  p.holes = countHoles(args.items);
  p.kw = kw !== null && !kw.shape.cls.heap ? kw : newDict();
  if (kw !== null && kw !== p.kw) p.kw.copyFrom(vm, kw);
  if (dict !== null) return vm.lib('partial_set_dict', [p, dict!]);
  dictDelete(vm, p);
  return null;
}

defineType(PartialType, {
  doc: 'Callable with some arguments of a function given beforehand.',
  new: ['($type, *args, **kwargs)', null, makePartial],
  make: ['(*args, **kwargs)', null, makePartial],
  methods: {
    __call__: ['($self, /, *args, **kwargs)', null, callPartial],
    __repr__: ['($self, /)', null, (vm: VM, p: PyPartial) => vm.lib('partial_repr', [p, p.fn, p.args, p.kw])],
    __get__: [
      '($self, instance, owner=None, /)',
      null,
      (_vm, p: PyPartial, instance: PyValue) => (instance === null ? p : new PyMethod(MethodType.root, p, instance)),
    ],
    __reduce__: [
      '($self, /)',
      null,
      (vm: VM, p: PyPartial) => vm.lib('partial_reduce', [p, tuple([p.fn]), tuple([p.fn, p.args, p.kw])]),
    ],
    __setstate__: ['($self, object, /)', null, setPartialState],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  getset: {
    func: { get: (_vm, p: PyPartial) => p.fn },
    args: { get: (_vm, p: PyPartial) => p.args },
    keywords: { get: (_vm, p: PyPartial) => p.kw },
    __dict__: { get: dictGet, set: dictSet, del: keepDict },
  },
  attrs: { __module__: 'functools' },
});

// -- cmp_to_key -------------------------------------------------------------------------------------------------------------------

export class PyKeyWrapper extends PyObject {
  constructor(
    shape: Shape,
    readonly cmp: PyValue,
    public obj: PyValue | undefined,
  ) {
    super(shape);
  }
}
const KeyWrapperType = newBuiltinType('functools.KeyWrapper', ObjectType, { final: true });
defineType(KeyWrapperType, {
  methods: {
    __call__: [
      '($self, /, obj)',
      null,
      (_vm, k: PyKeyWrapper, obj: PyValue) => new PyKeyWrapper(KeyWrapperType.root, k.cmp, obj),
    ],
    ...comparisonRows((vm, op, k: PyKeyWrapper, other) => {
      if (!(other instanceof PyKeyWrapper)) throw typeError('other argument must be K instance');
      return vm.lib('compare_by_cmp', [op, k.cmp, k.obj ?? null, other.obj ?? null]);
    }),
  },
  getset: { obj: { get: (_vm, k: PyKeyWrapper) => k.obj ?? null, set: (_vm, k: PyKeyWrapper, v) => void (k.obj = v) } },
  attrs: { __hash__: null, __module__: 'functools' },
});

// -- lru_cache --------------------------------------------------------------------------------------------------------------------

export class PyLruCache extends PyObject {
  hits = 0;
  misses = 0;
  readonly cache = new PyOrderedDict(OrderedDictType.root);
  constructor(
    shape: Shape,
    readonly fn: PyValue,
    /** -1: no bound. */
    readonly maxsize: number,
    readonly typed: boolean,
    readonly infoType: PyValue,
  ) {
    super(shape);
  }
}
const LruCacheType = newBuiltinType('functools._lru_cache_wrapper', ObjectType, {
  layout: '_lru_cache_wrapper',
  hasDict: true,
  hasWeakref: true,
});
/** Stands between the positional and the named arguments of a key. */
export const MARK = new PySingleton(ObjectType.root);

function makeCache(_vm: VM, cls: PyType, fn: PyValue, maxsize: PyValue, typed: PyValue, infoType: PyValue): R {
  if (typeOf(fn).lookup('__call__') === undefined) throw typeError('the first argument must be callable');
  let bound = -1;
  if (maxsize !== null) {
    const n = intArgument(maxsize);
    if (n === undefined) throw typeError('maxsize should be integer or None');
    bound = Math.max(0, Number(n));
  }
  return new PyLruCache(cls.root, fn, bound, isTrueFast(_vm, typed) ?? true, infoType);
}

/** One value for a call's arguments: a lone str or int stands for itself. */
function cacheKey(c: PyLruCache, args: PyValue[], kw: PyDict | undefined): PyValue {
  if (!c.typed && kw === undefined && args.length === 1) {
    const [a] = args as [PyValue];
    if (typeof a === 'string' || typeof a === 'number' || typeof a === 'bigint' || a instanceof PyWideStr) return a;
  }
  const parts = args.slice();
  if (kw !== undefined && kw.size > 0) {
    parts.push(MARK);
    for (let i = 0; i < kw.keys.length; i++) if (kw.keys[i] !== undefined) parts.push(kw.keys[i]!, kw.vals[i]!);
  }
  if (c.typed) {
    for (const a of args) parts.push(typeOf(a));
    if (kw !== undefined)
      for (let i = 0; i < kw.keys.length; i++) if (kw.keys[i] !== undefined) parts.push(typeOf(kw.vals[i]!));
  }
  return new PyTuple(tuple([]).shape, parts);
}

function callCached(vm: VM, c: PyLruCache, args: PyValue[], kw?: PyDict): R {
  if (c.maxsize === 0) {
    c.misses++;
    return vm.call(c.fn, withKeywords(args, kw), kwNames(kw));
  }
  vm.alloc(64);
  const key = cacheKey(c, args, kw);
  const i = findKey(vm, c.cache, key, 'value');
  if (i >= 0) return hit(vm, c, i);
  return vm.lib('lru_call', [c, key, c.fn, tuple(args), kw ?? newDict(), i === -2]);
}

function hit(vm: VM, c: PyLruCache, i: number): PyValue {
  c.hits++;
  const v = c.cache.vals[i]!;
  if (c.maxsize > 0 && i !== c.cache.keys.length - 1) moveEntry(vm, c.cache, i, true);
  return v;
}

/** Remember a result; the one that was not used for longest goes where the cache is full. */
function makeRoom(vm: VM, c: PyLruCache): void {
  if (c.maxsize > 0 && c.cache.size >= c.maxsize) c.cache.removeAt(vm, c.cache.firstEntry());
}

defineType(LruCacheType, {
  new: ['($type, user_function, maxsize, typed, cache_info_type, /)', null, makeCache],
  make: ['(user_function, maxsize, typed, cache_info_type)', null, makeCache],
  methods: {
    __call__: ['($self, /, *args, **kwargs)', null, callCached],
    __get__: [
      '($self, instance, owner=None, /)',
      null,
      (_vm, c: PyLruCache, instance: PyValue) => (instance === null ? c : new PyMethod(MethodType.root, c, instance)),
    ],
    cache_info: [
      '($self, /)',
      'Numbers of hits and misses, the greatest and the present size.',
      (vm: VM, c: PyLruCache) =>
        vm.call(c.infoType, [c.hits, c.misses, c.maxsize < 0 ? null : c.maxsize, c.cache.size]),
    ],
    cache_clear: [
      '($self, /)',
      'Forget all results and numbers.',
      (_vm, c: PyLruCache) => {
        c.hits = c.misses = 0;
        c.cache.clear();
      },
    ],
    __reduce__: ['($self, /)', null, (vm: VM, c: PyLruCache) => vm.lib('lru_reduce', [c])],
    __copy__: ['($self, /)', null, (_vm, c: PyLruCache) => c],
    __deepcopy__: ['($self, memo, /)', null, (_vm, c: PyLruCache) => c],
  },
  getset: { __dict__: { get: dictGet, set: dictSet, del: dictDelete } },
  attrs: { __module__: 'functools' },
});

defineIntrinsics({
  lru_hit_at: ['(c, i, /)', (vm: VM, c: PyLruCache, i: number) => hit(vm, c, i)],
  lru_cache_of: ['(c, /)', (_vm, c: PyLruCache) => c.cache],
  lru_miss: ['(c, /)', (_vm, c: PyLruCache) => void c.misses++],
  /** Remember natively; False where the key needs Python code. */
  lru_store: [
    '(c, key, value, /)',
    (vm: VM, c: PyLruCache, key: PyValue, value: PyValue) => {
      const i = findKey(vm, c.cache, key, 'value');
      if (i === -2) return false;
      if (i === -1) {
        makeRoom(vm, c);
        setKey(vm, c.cache, key, value, 'value');
      }
      return true;
    },
  ],
  lru_make_room: ['(c, /)', (vm: VM, c: PyLruCache) => makeRoom(vm, c)],
});

// -- reduce -----------------------------------------------------------------------------------------------------------------------

function reduce(vm: VM, fn: PyValue, iterable: PyValue, initial?: PyValue): R {
  const cls = typeOf(iterable);
  const iter = cls.lookup('__iter__');
  if (iter === null || (iter === undefined && cls.lookup('__getitem__') === undefined))
    throw typeError('reduce() arg 2 must support iteration');
  return initial === undefined ? vm.lib('reduce_all', [fn, iterable]) : vm.lib('reduce_from', [fn, iterable, initial]);
}

defineModule('_functools', {
  doc: 'Tools that work on functions.',
  functions: {
    cmp_to_key: [
      '($module, /, mycmp)',
      'A key function from a comparison function.',
      (_vm: VM, cmp: PyValue) => new PyKeyWrapper(KeyWrapperType.root, cmp, undefined),
    ],
    reduce: ['($module, function, iterable, /, initial=<unrepresentable>)', 'Fold an iterable from the left.', reduce],
  },
  types: [LruCacheType, PartialType, PlaceholderType],
  values: () => [['Placeholder', Placeholder]],
});
