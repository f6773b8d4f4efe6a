/**
 * itertools: the tools over other iterators (Library Reference, "itertools").
 *
 * A step is taken here where the inner iterators are native and no function has to be called afterwards; otherwise
 * library/itertools.py takes it by the intrinsics at the end of this file. StopIteration that it raises is the end.
 */
import { tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { typeError, valueError } from '../objects/exception-types.js';
import type { PyTool } from '../objects/itertools.js';
import * as int from '../objects/number/int.js';
import { DELEGATE, type Delegate, PyFloat, type PyType, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { PyList, PyRange, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import type { Str } from '../objects/text/core.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { getIter, isPureIterator, nextStep } from '../protocols/iterate.js';
import { toRepr } from '../protocols/special.js';
import { isTrueFast } from '../protocols/truth.js';
import { intArgument } from '../types/range.js';
import { CLASS_GETITEM, indexArgument, withIndex } from '../types/support.js';
import { defineTool, itertoolsType, makeTool, never, simple, source, toolOver } from './itertools-tool.js';

// -- accumulate, batched ----------------------------------------------------------------------------------------------------

export const AccumulateType = itertoolsType('accumulate');
function accumulateStep(vm: VM, t: PyTool): PyValue | undefined | Delegate {
  if (!t.simple || t.fn !== null) return vm.lib('accumulate_next', [t]);
  if (t.flag) {
    t.flag = false;
    return t.held;
  }
  const v = source(vm, t);
  if (v === undefined) return undefined;
  if (t.held === undefined) return (t.held = v);
  const sum = addScalars(vm, t.held, v);
  return sum === undefined ? vm.lib('accumulate_value', [t, v]) : (t.held = sum);
}
function addScalars(vm: VM, a: PyValue, b: PyValue): PyValue | undefined {
  if ((typeof a === 'number' || typeof a === 'bigint') && (typeof b === 'number' || typeof b === 'bigint'))
    return int.add(vm, a, b);
  if (a instanceof PyFloat && b instanceof PyFloat) return new PyFloat(a.v + b.v);
  return undefined;
}
defineTool(
  AccumulateType,
  [
    '($type, iterable, func=None, *, initial=None)',
    null,
    (vm: VM, cls: PyType, iterable: PyValue, fn?: PyValue, initial?: PyValue) =>
      initial === undefined || initial === null
        ? toolOver(vm, cls, [iterable], { fn: fn ?? null })
        : toolOver(vm, cls, [iterable], { fn: fn ?? null, flag: true, held: initial }),
  ],
  accumulateStep,
  never,
);

export const BatchedType = itertoolsType('batched');
defineTool(
  BatchedType,
  [
    '($type, iterable, n, *, strict=False)',
    null,
    (vm: VM, cls: PyType, iterable: PyValue, n: PyValue, strict?: PyValue): R => {
      const size = intArgument(n);
      if (size === undefined) return vm.lib('with_index', [cls, tuple([iterable, n]), 1]);
      if (size < 1) throw valueError('n must be at least one');
      return toolOver(vm, cls, [iterable], {
        n: Number(size),
        flag: strict === undefined ? false : (isTrueFast(vm, strict) ?? true),
      });
    },
  ],
  (vm, t: PyTool) => {
    if (!t.simple) return vm.lib('batched_next', [t]);
    const out: PyValue[] = [];
    while (out.length < t.n) {
      const v = source(vm, t);
      if (v === undefined) break;
      vm.alloc(16);
      out.push(v);
    }
    if (out.length === 0) return undefined;
    if (t.flag && out.length < t.n) throw valueError('batched(): incomplete batch');
    // As long as it is: pushing makes room for more.
    return tuple(out.slice());
  },
  simple,
);

// -- chain ----------------------------------------------------------------------------------------------------------------------

/** Containers whose iterators never need Python code. */
function isPlainContainer(v: PyValue): boolean {
  if (typeof v === 'string' || v instanceof PyWideStr) return true;
  const plain =
    v instanceof PyList || v instanceof PyTuple || v instanceof PyDict || v instanceof PySet || v instanceof PyRange;
  return plain && !typeOf(v).heap;
}

/** `its` is the source of iterables, `held` the iterator at work, `flag`: all iterables are plain containers. */
export const ChainType = itertoolsType('chain');
function chainStep(vm: VM, t: PyTool): PyValue | undefined | Delegate {
  for (;;) {
    vm.charge(1);
    if (t.held === undefined) {
      if (!t.simple) return vm.lib('chain_next', [t]);
      const iterables = t.its[0]!;
      if (iterables === null) return undefined;
      // At its end, and with the first that is not iterable, the chain is over.
      t.its[0] = null;
      const iterable = nextStep(vm, iterables) as PyValue | undefined;
      if (iterable === undefined) return undefined;
      const it = getIter(vm, iterable);
      if (it === DELEGATE) return vm.lib('chain_next_of', [t, iterables, iterable]);
      t.held = it as PyValue;
      t.its[0] = iterables;
    }
    if (!t.flag && !isPureIterator(t.held)) return vm.lib('chain_next', [t]);
    const v = nextStep(vm, t.held) as PyValue | undefined;
    if (v !== undefined) return v;
    t.held = undefined;
  }
}
defineTool(
  ChainType,
  [
    '($type, *iterables)',
    null,
    (vm: VM, cls: PyType, iterables: PyValue[]) =>
      toolOver(vm, cls, [tuple(iterables)], { flag: iterables.every(isPlainContainer) }),
  ],
  chainStep,
  (t: PyTool) => t.flag && t.simple,
  {
    classmethods: {
      from_iterable: [
        '($type, iterable, /)',
        'Chain the iterables that an iterable gives, as they come.',
        (vm: VM, cls: PyType, iterable: PyValue) => toolOver(vm, cls, [iterable], {}),
      ],
      __class_getitem__: CLASS_GETITEM,
    },
  },
);

// -- compress, filters ------------------------------------------------------------------------------------------------------------

export const CompressType = itertoolsType('compress');
defineTool(
  CompressType,
  [
    '($type, data, selectors)',
    null,
    (vm: VM, cls: PyType, data: PyValue, selectors: PyValue) => toolOver(vm, cls, [data, selectors], {}),
  ],
  (vm, t: PyTool) => {
    if (!t.simple) return vm.lib('compress_next', [t]);
    for (;;) {
      const v = source(vm, t);
      if (v === undefined) return undefined;
      const s = nextStep(vm, t.its[1]!) as PyValue | undefined;
      if (s === undefined) return undefined;
      const wanted = isTrueFast(vm, s);
      if (wanted === undefined) return vm.lib('compress_next_from', [t, v, s]);
      if (wanted) return v;
    }
  },
  never,
);

/** A tool that calls a predicate on the values of one iterable. */
function definePredicateTool(name: string, next: string, ended: (t: PyTool) => boolean): PyType {
  const cls = itertoolsType(name);
  defineTool(
    cls,
    [
      `($type, ${name === 'filterfalse' || name === 'starmap' ? 'function' : 'predicate'}, iterable, /)`,
      null,
      (vm: VM, c: PyType, fn: PyValue, iterable: PyValue) => toolOver(vm, c, [iterable], { fn }),
    ],
    (vm, t: PyTool) => (ended(t) ? undefined : vm.lib(next, [t])),
    never,
  );
  return cls;
}
export const DropWhileType = definePredicateTool('dropwhile', 'dropwhile_next', () => false);
export const TakeWhileType = definePredicateTool('takewhile', 'takewhile_next', (t) => t.flag);
export const FilterFalseType = definePredicateTool('filterfalse', 'filterfalse_next', () => false);
export const StarMapType = definePredicateTool('starmap', 'starmap_next', () => false);

// -- count, cycle, repeat -----------------------------------------------------------------------------------------------------------

/** `held` is the next number, `fn` the step. */
export const CountType = itertoolsType('count');
function isNumber(v: PyValue): boolean {
  const cls = typeOf(v);
  return (
    cls.lookup('__index__') !== undefined ||
    cls.lookup('__float__') !== undefined ||
    cls.lookup('__complex__') !== undefined
  );
}
function countStep(vm: VM, t: PyTool): PyValue | undefined | Delegate {
  const v = t.held!;
  const next = addScalars(vm, v, t.fn);
  if (next === undefined) return vm.lib('count_next', [t]);
  t.held = next;
  return v;
}
defineTool(
  CountType,
  [
    '($type, start=0, step=1)',
    null,
    (_vm: VM, cls: PyType, start?: PyValue, step?: PyValue) => {
      if ((start !== undefined && !isNumber(start)) || (step !== undefined && !isNumber(step)))
        throw typeError('a number is required');
      return makeTool(cls, [], {
        held: typeof start === 'boolean' ? Number(start) : (start ?? 0),
        fn: typeof step === 'boolean' ? Number(step) : (step ?? 1),
      });
    },
  ],
  countStep,
  (t: PyTool) => addScalarsPossible(t),
  {
    methods: {
      __repr__: [
        '($self, /)',
        null,
        (vm: VM, t: PyTool) => {
          const plain = t.fn === 1;
          return vm.lib('call_repr', [shortName(t), tuple(plain ? [t.held!] : [t.held!, t.fn])]);
        },
      ],
    },
  },
);
function addScalarsPossible(t: PyTool): boolean {
  const a = t.held!;
  const b = t.fn;
  const ints = (v: PyValue): boolean => typeof v === 'number' || typeof v === 'bigint';
  return (ints(a) && ints(b)) || (a instanceof PyFloat && b instanceof PyFloat);
}
function shortName(o: PyValue): string {
  const name = typeOf(o).name;
  return name.slice(name.lastIndexOf('.') + 1);
}

/** `kept` are the values seen, `n` the place in them, `flag`: the source has ended. */
export const CycleType = itertoolsType('cycle');
defineTool(
  CycleType,
  ['($type, iterable, /)', null, (vm: VM, cls: PyType, iterable: PyValue) => toolOver(vm, cls, [iterable], {})],
  (vm, t: PyTool) => {
    if (!t.flag) {
      if (!t.simple) return vm.lib('cycle_next', [t]);
      const v = source(vm, t);
      if (v !== undefined) {
        vm.alloc(16);
        t.kept.push(v);
        return v;
      }
      t.flag = true;
    }
    if (t.kept.length === 0) return undefined;
    vm.charge(1);
    const v = t.kept[t.n]!;
    t.n = t.n + 1 === t.kept.length ? 0 : t.n + 1;
    return v;
  },
  simple,
);

/** `n` is how many are left, -1: no end. */
export const RepeatType = itertoolsType('repeat');
defineTool(
  RepeatType,
  [
    '($type, object, times=None)',
    null,
    (vm: VM, cls: PyType, object: PyValue, times?: PyValue) => {
      if (times === undefined) return makeTool(cls, [], { held: object, n: -1 });
      const n = indexArgument(times);
      if (n === undefined) return withIndex(vm, cls, [object, times], 1);
      return makeTool(cls, [], { held: object, n: Math.max(n, 0) });
    },
  ],
  (vm, t: PyTool) => {
    vm.charge(1);
    if (t.n === 0) return undefined;
    if (t.n > 0) t.n--;
    return t.held;
  },
  () => true,
  {
    methods: {
      __repr__: [
        '($self, /)',
        null,
        (vm: VM, t: PyTool) => {
          const r = toRepr(vm, t.held!);
          if (r === DELEGATE) return vm.lib('call_repr', ['repeat', tuple(t.n < 0 ? [t.held!] : [t.held!, t.n])]);
          return text.concat(vm, text.concat(vm, 'repeat(', r as Str), t.n < 0 ? ')' : `, ${t.n})`);
        },
      ],
      __length_hint__: [
        '($self, /)',
        'Number of values left.',
        (_vm, t: PyTool) => {
          if (t.n < 0) throw typeError('len() of unsized object');
          return t.n;
        },
      ],
    },
  },
);

// -- pairwise, zip_longest ----------------------------------------------------------------------------------------------------

export const PairwiseType = itertoolsType('pairwise');
defineTool(
  PairwiseType,
  ['($type, iterable, /)', null, (vm: VM, cls: PyType, iterable: PyValue) => toolOver(vm, cls, [iterable], {})],
  (vm, t: PyTool) => {
    if (!t.simple) return vm.lib('pairwise_next', [t]);
    if (t.held === undefined) t.held = source(vm, t);
    if (t.held === undefined) return undefined;
    const v = source(vm, t);
    if (v === undefined) return undefined;
    vm.alloc(64);
    const pair = tuple([t.held, v]);
    t.held = v;
    return pair;
  },
  simple,
);

/** `n` counts the iterators that go on; None stands for one that has ended. */
export const ZipLongestType = itertoolsType('zip_longest');
defineTool(
  ZipLongestType,
  [
    '($type, *iterables, **kwargs)',
    null,
    (vm: VM, cls: PyType, iterables: PyValue[], kw?: PyDict): R => {
      for (const k of kw?.keys ?? []) {
        if (k !== 'fillvalue') throw typeError('zip_longest() got an unexpected keyword argument');
      }
      return toolOver(vm, cls, iterables, { n: iterables.length, held: kw?.getStr('fillvalue') ?? null });
    },
  ],
  (vm, t: PyTool) => {
    if (t.n === 0) return undefined;
    if (!t.simple) return vm.lib('zip_longest_next', [t]);
    vm.charge(t.its.length);
    vm.alloc(48 + t.its.length * 8);
    const out: PyValue[] = new Array(t.its.length);
    for (let i = 0; i < t.its.length; i++) {
      let v: PyValue | undefined;
      if (t.its[i] !== null) {
        v = nextStep(vm, t.its[i]!) as PyValue | undefined;
        if (v === undefined) {
          t.its[i] = null;
          if (--t.n === 0) return undefined;
        }
      }
      out[i] = v ?? (v === null ? null : t.held!);
    }
    return tuple(out);
  },
  simple,
);

// -- groupby ----------------------------------------------------------------------------------------------------------------------

/** `kept` is [current key, target key, current value] with holes, `held` the group that may go on. */
export const GroupByType = itertoolsType('groupby');
defineTool(
  GroupByType,
  [
    '($type, iterable, key=None)',
    null,
    (vm: VM, cls: PyType, iterable: PyValue, key?: PyValue) => toolOver(vm, cls, [iterable], { fn: key ?? null }),
  ],
  (vm, t: PyTool) => vm.lib('groupby_next', [t]),
  never,
);
/** A group: `its` is the groupby, `held` its key. */
export const GrouperType = itertoolsType('_grouper');
defineTool(
  GrouperType,
  [
    '($type, parent, tgtkey, /)',
    null,
    (_vm: VM, cls: PyType, parent: PyValue, key: PyValue) => makeTool(cls, [parent], { held: key }),
  ],
  (vm, t: PyTool) => ((t.its[0] as PyTool).held === t ? vm.lib('grouper_next', [t, t.its[0]!]) : undefined),
  never,
);

// -- for library code ---------------------------------------------------------------------------------------------------------------

defineIntrinsics({
  tool_make: [
    '(cls, its, fn, n, flag, held, /)',
    (_vm: VM, cls: PyType, its: PyList, fn: PyValue, n: number, flag: boolean, held: PyTuple) =>
      makeTool(cls, its.items, { fn, n, flag, ...(held.items.length > 0 ? { held: held.items[0]! } : {}) }),
  ],
  tool_fn: ['(t, /)', (_vm, t: PyTool) => t.fn],
  tool_source: ['(t, i, /)', (_vm, t: PyTool, i: number) => t.its[i] ?? null],
  tool_end_source: ['(t, i, /)', (_vm, t: PyTool, i: number) => void (t.its[i] = null)],
  tool_set_source: ['(t, i, it, /)', (_vm, t: PyTool, i: number, it: PyValue) => void (t.its[i] = it)],
  tool_sources: ['(t, /)', (_vm, t: PyTool) => t.its.length],
  tool_n: ['(t, /)', (_vm, t: PyTool) => t.n],
  tool_set_n: ['(t, n, /)', (_vm, t: PyTool, n: number) => void (t.n = n)],
  tool_flag: ['(t, /)', (_vm, t: PyTool) => t.flag],
  tool_set_flag: ['(t, flag, /)', (_vm, t: PyTool, flag: boolean) => void (t.flag = flag)],
  tool_has: ['(t, /)', (_vm, t: PyTool) => t.held !== undefined],
  tool_held: ['(t, /)', (_vm, t: PyTool) => t.held ?? null],
  tool_hold: ['(t, v, /)', (_vm, t: PyTool, v: PyValue) => void (t.held = v)],
  tool_drop: ['(t, /)', (_vm, t: PyTool) => void (t.held = undefined)],
  tool_keep: [
    '(t, v, /)',
    (vm: VM, t: PyTool, v: PyValue) => {
      vm.alloc(16);
      t.kept.push(v);
    },
  ],
  tool_kept_has: ['(t, i, /)', (_vm, t: PyTool, i: number) => t.kept[i] !== undefined],
  tool_kept: ['(t, i, /)', (_vm, t: PyTool, i: number) => t.kept[i] ?? null],
  tool_set_kept: ['(t, i, v, /)', (_vm, t: PyTool, i: number, v: PyValue) => void (t.kept[i] = v)],
  tool_unset_kept: ['(t, i, /)', (_vm, t: PyTool, i: number) => void delete t.kept[i]],
  grouper_make: [
    '(parent, key, /)',
    (_vm, parent: PyValue, key: PyValue) => makeTool(GrouperType, [parent], { held: key }),
  ],
});
