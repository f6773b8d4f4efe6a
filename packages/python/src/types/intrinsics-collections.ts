/** What library code needs of lists, dicts, sets and iterators beyond their Python interface. */
import { DictType, FrozenSetType, SetType, tuple, typeOf } from '../objects/builtin-types.js';
import { contentHash } from '../objects/content.js';
import { defineIntrinsics } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import {
  PyCallableIter,
  PyDictView,
  type PyEnumerate,
  type PyFilter,
  type PyMap,
  PyReversed,
  PySequenceIter,
  type PyZip,
  SeqIterType,
} from '../objects/iterators.js';
import { hashFrozenset, hashTuple } from '../objects/number/hash.js';
import { PyIntObject, type PyType, type PyValue, type R } from '../objects/object.js';
import type { PyList, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import type { Str } from '../objects/text/core.js';
import { toJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { lookupSpecial } from '../protocols/attributes.js';
import { type Hash, reduceHash } from '../protocols/hash.js';
import { candidates, type KeyRole, keyOf, setKey, unusableKey } from '../protocols/mapping.js';
import { BINARY, COMPARE_METHODS, notOrderable, unsupported } from '../protocols/operators.js';
import {
  addMember,
  clearSet,
  membersAndHashes,
  mergeSet,
  newSetOf,
  removeMember,
  tableOf,
  takeBody,
} from '../protocols/sets.js';
import { iteratesAsDict, missing } from './dict.js';
import { isSetLike } from './dict-views.js';
import { enumerateOver, enumeratePair, filterOver, lengthMismatch, mapOver, zipOver } from './enumerate-zip.js';
import { hashSlice } from './slice.js';
import { sortValues } from './sorting.js';
import { newList } from './support.js';

type Candidate = [self: PyValue, other: PyValue, name: string];

function candidateTuple(list: Candidate[]): PyValue {
  return tuple(list.map((c) => tuple(c)));
}

/** Methods to try for `a op b`, in Python's order. */
function binaryCandidates(index: number, a: PyValue, b: PyValue): Candidate[] {
  const op = BINARY[index]!;
  const ta = typeOf(a);
  const tb = typeOf(b);
  const left = ta.lookup(op.method);
  const right = ta === tb ? undefined : tb.lookup(op.reflected);
  const out: Candidate[] = [];
  if (left !== undefined) out.push([a, b, op.method]);
  if (right === undefined) return out;
  const first = tb.isSubtypeOf(ta) && ta.lookup(op.reflected) !== right;
  if (first) out.unshift([b, a, op.reflected]);
  else out.push([b, a, op.reflected]);
  return out;
}

const SWAPPED = [4, 5, 2, 3, 0, 1];

function compareCandidates(op: number, a: PyValue, b: PyValue): Candidate[] {
  const ta = typeOf(a);
  const tb = typeOf(b);
  const name = COMPARE_METHODS[op]!;
  const swapped = COMPARE_METHODS[SWAPPED[op]!]!;
  const out: Candidate[] = [];
  if (ta.lookup(name) !== undefined) out.push([a, b, name]);
  if (tb.lookup(swapped) === undefined) return out;
  if (ta !== tb && tb.isSubtypeOf(ta)) out.unshift([b, a, swapped]);
  else out.push([b, a, swapped]);
  return out;
}

defineIntrinsics({
  // operators
  find_special: ['(o, name, /)', (vm: VM, o: PyValue, name: string) => lookupSpecial(vm, o, name) ?? null],
  binary_candidates: [
    '(index, a, b, /)',
    (_vm, i: number, a: PyValue, b: PyValue) => candidateTuple(binaryCandidates(i, a, b)),
  ],
  compare_candidates: [
    '(op, a, b, /)',
    (_vm, op: number, a: PyValue, b: PyValue) => candidateTuple(compareCandidates(op, a, b)),
  ],
  inplace_name: ['(index, /)', (_vm, i: number) => BINARY[i]!.inplace],
  raise_unsupported: [
    '(index, a, b, inplace, /)',
    (_vm, i: number, a: PyValue, b: PyValue, inplace: boolean) => {
      throw unsupported(BINARY[i]!, a, b, inplace);
    },
  ],
  raise_not_orderable: [
    '(op, a, b, /)',
    (_vm, op: number, a: PyValue, b: PyValue) => {
      throw notOrderable(op, a, b);
    },
  ],
  plain_int: [
    '(n, /)',
    (_vm, n: PyValue) => (n instanceof PyIntObject ? n.value : typeof n === 'boolean' ? Number(n) : n),
  ],
  reduce_hash: ['(n, /)', (vm: VM, n: number | bigint) => reduceHash(vm, n)],
  combine_tuple_hash: ['(hashes, /)', (vm: VM, l: PyList) => hashTuple(vm, l.items as Hash[])],
  combine_slice_hash: ['(hashes, /)', (_vm, l: PyList) => hashSlice(l.items as Hash[])],
  keep_frozenset_hash: [
    '(s, /)',
    (vm: VM, s: PySet) =>
      (s.hash = hashFrozenset(
        vm,
        membersAndHashes(vm, s).map((p) => p.items[1] as Hash),
      )),
  ],

  // lists and tuples, whatever their class overrides
  raw_length: ['(s, /)', (_vm, s: PyList | PyTuple) => s.items.length],
  raw_item: ['(s, i, /)', (_vm, s: PyList | PyTuple, i: number) => s.items[i]!],
  list_push: [
    '(l, v, /)',
    (vm: VM, l: PyList, v: PyValue) => {
      vm.alloc(48);
      l.items.push(v);
    },
  ],
  list_delete_at: ['(l, i, /)', (_vm, l: PyList, i: number) => void l.items.splice(i, 1)],
  /** The items as a list of their own; the list is empty meanwhile, as is `meanwhile`, which has the same array. */
  list_detach: [
    '(l, meanwhile, /)',
    (vm: VM, l: PyList, meanwhile: PyList) => {
      const items = newList(vm, l.items);
      l.items = meanwhile.items;
      return items;
    },
  ],
  /** Give a list its items back; answers whether it was changed meanwhile. */
  list_restore: [
    '(l, items, meanwhile, /)',
    (_vm: VM, l: PyList, items: PyList, meanwhile: PyList) => {
      const changed = l.items !== meanwhile.items || l.items.length > 0;
      l.items = items.items;
      return changed;
    },
  ],
  is_exact_int: ['(v, /)', (_vm: VM, v: PyValue) => typeof v === 'number' || typeof v === 'bigint'],
  all_exact_ints: [
    '(l, /)',
    (vm: VM, l: PyList) => {
      vm.charge(l.items.length >>> 3);
      return l.items.every((v) => typeof v === 'number' || typeof v === 'bigint');
    },
  ],
  sort_natively: [
    '(keys, items, reverse, /)',
    (vm: VM, keys: PyList, items: PyList, reverse: boolean) => {
      const sorted = sortValues(vm, keys.items, items.items, reverse);
      return sorted === undefined ? null : newList(vm, sorted);
    },
  ],

  // repr
  repr_enter: [
    '(o, /)',
    (vm: VM, o: PyValue) => {
      if (vm.isBeingShown(o)) return false;
      vm.reprs.push(o);
      return true;
    },
  ],
  repr_leave: [
    '(o, /)',
    (vm: VM, o: PyValue) => {
      const i = vm.reprs.lastIndexOf(o);
      if (i >= 0) vm.reprs.splice(i, 1);
    },
  ],

  // dicts
  raw_size: ['(d, /)', (_vm, d: PyDict) => d.size],
  dict_version: ['(d, /)', (_vm, d: PyDict) => d.version],
  dict_candidates: ['(d, h, /)', (vm: VM, d: PyDict, h: Hash) => tuple(candidates(vm, d, h))],
  dict_key_at: ['(d, i, /)', (_vm, d: PyDict, i: number) => d.keys[i] ?? null],
  dict_value_at: ['(d, i, /)', (_vm, d: PyDict, i: number) => d.vals[i] ?? null],
  /** Python hash of a custom key; None for others. */
  dict_hash_at: ['(d, i, /)', (_vm, d: PyDict, i: number) => d.customHashes?.get(i) ?? null],
  /** The entry after `i`, or -1. */
  dict_next: [
    '(d, i, /)',
    (_vm: VM, d: PyDict, i: number) => {
      for (i++; i < d.keys.length; i++) if (d.keys[i] !== undefined) return i;
      return -1;
    },
  ],
  dict_set_at: ['(d, i, v, /)', (_vm, d: PyDict, i: number, v: PyValue) => void (d.vals[i] = v)],
  dict_remove_at: [
    '(d, i, /)',
    (vm: VM, d: PyDict, i: number) => {
      const v = d.vals[i]!;
      d.removeAt(vm, i);
      return v;
    },
  ],
  /** Set natively; False where the key needs Python code. */
  dict_put: ['(d, key, value, /)', (vm: VM, d: PyDict, k: PyValue, v: PyValue) => setKey(vm, d, k, v)],
  dict_add: ['(d, key, hash, value, /)', addEntry],
  dict_missing: ['(d, key, /)', missing],
  iterates_as_dict: ['(o, /)', (_vm, o: PyValue) => o instanceof PyDict && iteratesAsDict(o)],
  is_set_view: ['(o, /)', (_vm, o: PyValue) => o instanceof PyDictView && isSetLike(o)],
  /** What set() is made of for a view: the dict itself for keys. */
  view_source: [
    '(v, /)',
    (_vm, v: PyValue) =>
      v instanceof PyDictView && v.shape.cls.name === 'dict_keys' && v.dict.shape.cls === DictType ? v.dict : v,
  ],
  raise_unusable_key: [
    '(key, role, reason, /)',
    (_vm: VM, key: PyValue, role: KeyRole, reason: Str) => {
      throw unusableKey(key, role, toJS(reason));
    },
  ],

  // sets
  is_set: ['(o, /)', (_vm, o: PyValue) => o instanceof PySet],
  set_body: ['(s, /)', (_vm, s: PySet) => s.d],
  set_like: ['(s, /)', (_vm, s: PySet) => newSetOf(s.shape.cls.isSubtypeOf(SetType) ? SetType : FrozenSetType)],
  set_put: ['(s, v, /)', (vm: VM, s: PySet, v: PyValue) => addMember(vm, s, v)],
  set_insert: ['(s, v, hash, /)', (vm: VM, s: PySet, v: PyValue, h: Hash) => addEntry(vm, s.d, v, h, null)],
  set_remove_at: ['(s, i, /)', (vm: VM, s: PySet, i: number) => removeMember(vm, s, i)],
  set_entries: ['(s, /)', (vm: VM, s: PySet) => newList(vm, membersAndHashes(vm, s))],
  /** An empty set takes all of another: nothing has to be compared. False where it is not empty. */
  set_fill_empty: [
    '(s, other, /)',
    (vm: VM, s: PySet, other: PySet) => {
      if (s.d.size > 0 || tableOf(vm, s).fill > 0) return false;
      mergeSet(vm, s, other);
      return true;
    },
  ],
  set_reserve: ['(s, n, /)', (vm: VM, s: PySet, n: number) => tableOf(vm, s).reserve(vm, n)],
  set_sweep: ['(s, /)', (vm: VM, s: PySet) => tableOf(vm, s).sweep(vm)],
  set_empty: ['(s, /)', (_vm, s: PySet) => clearSet(s)],
  set_take_body: ['(s, other, /)', (_vm, s: PySet, other: PySet) => takeBody(s, other)],

  // iterators
  sequence_iterator_over: ['(o, /)', (_vm, o: PyValue) => new PySequenceIter(SeqIterType.root, o, 0)],
  sequence_state: ['(it, /)', (_vm, it: PySequenceIter | PyReversed) => tuple([it.seq ?? null, it.index])],
  sequence_advance: ['(it, i, /)', (_vm, it: PySequenceIter | PyReversed, i: number) => void (it.index = i)],
  sequence_end: [
    '(it, /)',
    (_vm: VM, it: PySequenceIter | PyReversed | PyCallableIter) => {
      if (it instanceof PyCallableIter) it.callable = undefined;
      else it.seq = undefined;
    },
  ],
  callable_state: ['(it, /)', (_vm, it: PyCallableIter) => tuple([it.callable ?? null, it.sentinel])],
  callable_alive: ['(it, /)', (_vm, it: PyCallableIter) => it.callable !== undefined],
  make_enumerate_over: [
    '(cls, it, start, /)',
    (_vm, cls: PyType, it: PyValue, start: number | bigint) => enumerateOver(cls, it, start),
  ],
  enumerate_source: ['(e, /)', (_vm, e: PyEnumerate) => e.it],
  enumerate_pair: ['(e, v, /)', (vm: VM, e: PyEnumerate, v: PyValue) => enumeratePair(vm, e, v)],
  make_zip_over: [
    '(cls, its, strict, /)',
    (_vm, cls: PyType, its: PyList, strict: boolean) => zipOver(cls, its.items, strict),
  ],
  make_map_over: [
    '(cls, fn, its, strict, /)',
    (_vm, cls: PyType, fn: PyValue, its: PyList, strict: boolean) => mapOver(cls, fn, its.items, strict),
  ],
  make_filter_over: ['(cls, fn, it, /)', (_vm, cls: PyType, fn: PyValue, it: PyValue) => filterOver(cls, fn, it)],
  make_reversed_over: [
    '(cls, seq, index, /)',
    (_vm, cls: PyType, seq: PyValue, i: number) => new PyReversed(cls.root, seq, i),
  ],
  iterator_sources: ['(it, /)', (_vm, it: PyZip | PyMap) => tuple(it.its)],
  iterator_source: ['(it, /)', (_vm, it: PyFilter) => it.it],
  iterator_strict: ['(it, /)', (_vm, it: PyZip | PyMap) => it.strict],
  iterator_function: ['(it, /)', (_vm, it: PyMap | PyFilter) => it.fn],
  raise_length_mismatch: [
    '(name, i, what, /)',
    (_vm: VM, name: string, i: number, what: 'shorter' | 'longer') => {
      throw lengthMismatch(name, i, what);
    },
  ],
});

/** Add an entry for a key that was found to be absent, under the index that fits it. */
function addEntry(vm: VM, d: PyDict, key: PyValue, hash: Hash, value: PyValue): R {
  vm.alloc(d.custom === null ? 960 : 220);
  const canon = keyOf(key);
  if (canon !== undefined) {
    d.setPlain(canon, key, value);
    return null;
  }
  const content = contentHash(vm, key);
  if (content !== undefined) d.setContent(vm, key, content, value);
  else d.addCustom(key, hash, value);
  return null;
}
