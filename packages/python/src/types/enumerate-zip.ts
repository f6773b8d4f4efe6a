/**
 * enumerate, zip, map and filter: iterators over other iterators.
 *
 * Where all inner iterators are native (`simple`) the step is taken here; otherwise library/iterators.py takes it, and
 * StopIteration raised there is the end. `level` bounds how deep simple ones nest.
 */
import { BoolType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import type { PyRaise } from '../objects/errors.js';
import { typeError, valueError } from '../objects/exception-types.js';
import {
  EnumerateType,
  FilterType,
  MapType,
  PyEnumerate,
  PyFilter,
  PyMap,
  PyZip,
  ZipType,
} from '../objects/iterators.js';
import * as int from '../objects/number/int.js';
import { DELEGATE, type Delegate, type PyType, type PyValue, type R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { getIter, isPureIterator, nextStep, registerIterator } from '../protocols/iterate.js';
import { isTrueFast } from '../protocols/truth.js';
import { intArgument } from './range.js';
import { CLASS_GETITEM, ITER_SELF, nextRow } from './support.js';

const MAX_LEVEL = 16;

/** How deep an iterator over this one nests, and whether it runs without Python code. */
export function nestingOf(its: readonly PyValue[]): { simple: boolean; level: number } {
  let level = 0;
  let simple = true;
  for (const it of its) {
    const inner = (it as { level?: unknown } | null)?.level;
    if (typeof inner === 'number' && inner > level) level = inner;
    if (!isPureIterator(it)) simple = false;
  }
  return { simple: simple && level < MAX_LEVEL, level: level + 1 };
}

/** Iterators of all arguments, or undefined where an `__iter__` is Python code. */
export function iteratorsOf(
  vm: VM,
  args: readonly PyValue[],
  complaint?: (i: number, v: PyValue) => string,
): PyValue[] | undefined {
  vm.charge(args.length);
  const out: PyValue[] = [];
  for (let i = 0; i < args.length; i++) {
    const v = args[i]!;
    if (complaint !== undefined && !isIterable(v)) throw typeError(complaint(i, v));
    const it = getIter(vm, v);
    if (it === DELEGATE) return undefined;
    out.push(it as PyValue);
  }
  return out;
}

function isIterable(v: PyValue): boolean {
  const cls = typeOf(v);
  const m = cls.lookup('__iter__');
  return m !== null && (m !== undefined || cls.lookup('__getitem__') !== undefined);
}

// -- enumerate ----------------------------------------------------------------------------------------------------------------

function makeEnumerate(vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  const given = args.length + (kw?.size ?? 0);
  if (given > 2) throw typeError(`enumerate() takes at most 2 arguments (${given} given)`);
  for (const k of kw?.keys ?? []) {
    if (k !== 'iterable' && k !== 'start') throw typeError(`'${k}' is an invalid keyword argument for enumerate()`);
  }
  const iterable = args.length > 0 ? args[0] : kw?.getStr('iterable');
  const start = args.length > 1 ? args[1] : kw?.getStr('start');
  if (iterable === undefined) throw typeError("enumerate() missing required argument 'iterable'");
  const count = start === undefined ? 0 : intArgument(start);
  if (count === undefined) return vm.lib('with_index', [cls, tuple([iterable, start!]), 1]);
  const it = getIter(vm, iterable);
  if (it === DELEGATE) return vm.lib('enumerate_over', [cls, iterable, count]);
  return enumerateOver(cls, it as PyValue, count);
}

export function enumerateOver(cls: PyType, it: PyValue, count: int.Int): PyEnumerate {
  const { simple, level } = nestingOf([it]);
  return new PyEnumerate(cls.root, it, count, simple, level);
}

/** The pair for a value that came; counts on. */
export function enumeratePair(vm: VM, e: PyEnumerate, v: PyValue): PyValue {
  vm.alloc(64);
  const n = e.count;
  e.count = typeof n === 'number' && n < Number.MAX_SAFE_INTEGER ? n + 1 : int.add(vm, n, 1);
  return tuple([n, v]);
}

function enumerateStep(vm: VM, e: PyEnumerate): PyValue | undefined | Delegate {
  if (!e.simple) return vm.lib('enumerate_next', [e]);
  const v = nextStep(vm, e.it);
  return v === undefined ? undefined : enumeratePair(vm, e, v as PyValue);
}
registerIterator(EnumerateType, enumerateStep, (e: PyEnumerate) => e.simple);
defineType(EnumerateType, {
  doc: 'Iterator of (number, value) pairs.',
  new: ['($type, *args, **kwargs)', null, makeEnumerate],
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(enumerateStep),
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (_vm, e: PyEnumerate) => tuple([typeOf(e), tuple([e.it, e.count])]),
    ],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
});

// -- zip ----------------------------------------------------------------------------------------------------------------------

function strictOption(vm: VM, base: PyType, cls: PyType, kw: PyDict | undefined): boolean | undefined {
  // Named arguments of a subclass are for its own `__init__`.
  if (kw === undefined || cls.lookup('__init__') !== base.lookup('__init__')) return false;
  const { name } = base;
  if (kw.size > 1) throw typeError(`${name}() takes at most 1 keyword argument (${kw.size} given)`);
  for (const k of kw.keys) {
    if (k === 'strict') continue;
    const hint = vm.closestName(['strict'], k as string) === null ? '' : ". Did you mean 'strict'?";
    throw typeError(`${name}() got an unexpected keyword argument '${k}'${hint}`);
  }
  return isTrueFast(vm, kw.getStr('strict')!);
}

function makeZip(vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  const strict = strictOption(vm, ZipType, cls, kw);
  const its = strict === undefined ? undefined : iteratorsOf(vm, args);
  if (its === undefined) return vm.lib('zip_over', [cls, tuple(args), kw?.getStr('strict') ?? false]);
  return zipOver(cls, its, strict!);
}

export function zipOver(cls: PyType, its: PyValue[], strict: boolean): PyZip {
  const { simple, level } = nestingOf(its);
  return new PyZip(cls.root, its, strict, simple, level);
}

/** "zip() argument 2 is shorter than argument 1" */
export function lengthMismatch(name: string, i: number, what: 'shorter' | 'longer'): PyRaise {
  const others = i === 1 ? ' ' : 's 1-';
  return valueError(`${name}() argument ${i + 1} is ${what} than argument${others}${i}`);
}

/** One value of each native iterator; undefined at the end (`strict`: errors of lengths). */
function stepAll(vm: VM, name: string, its: readonly PyValue[], strict: boolean): PyValue[] | undefined {
  vm.charge(its.length);
  vm.alloc(48 + its.length * 8);
  const out: PyValue[] = new Array(its.length);
  for (let i = 0; i < its.length; i++) {
    const v = nextStep(vm, its[i]!);
    if (v === undefined) {
      if (strict) checkLengths(vm, name, its, i);
      return undefined;
    }
    out[i] = v as PyValue;
  }
  return out;
}

function checkLengths(vm: VM, name: string, its: readonly PyValue[], ended: number): void {
  if (ended > 0) throw lengthMismatch(name, ended, 'shorter');
  for (let i = 1; i < its.length; i++) if (nextStep(vm, its[i]!) !== undefined) throw lengthMismatch(name, i, 'longer');
}

function zipStep(vm: VM, z: PyZip): PyValue | undefined | Delegate {
  if (z.its.length === 0) return undefined;
  if (!z.simple) return vm.lib('zip_next', [z]);
  const values = stepAll(vm, 'zip', z.its, z.strict);
  return values === undefined ? undefined : tuple(values);
}
registerIterator(ZipType, zipStep, (z: PyZip) => z.simple);
defineType(ZipType, {
  doc: 'Iterator of tuples with one value of each iterable.',
  new: ['($type, *args, **kwargs)', null, makeZip],
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(zipStep),
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (_vm, z: PyZip) => tuple(z.strict ? [typeOf(z), tuple(z.its), true] : [typeOf(z), tuple(z.its)]),
    ],
    __setstate__: [
      '($self, object, /)',
      'Set the state from pickling.',
      (vm: VM, z: PyZip, state: PyValue) => void (z.strict = isTrueFast(vm, state) ?? true),
    ],
  },
});

// -- map ----------------------------------------------------------------------------------------------------------------------

function makeMap(vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  const strict = strictOption(vm, MapType, cls, kw);
  if (args.length < 2) throw typeError('map() must have at least two arguments.');
  const its = strict === undefined ? undefined : iteratorsOf(vm, args.slice(1));
  if (its === undefined)
    return vm.lib('map_over', [cls, args[0]!, tuple(args.slice(1)), kw?.getStr('strict') ?? false]);
  return mapOver(cls, args[0]!, its, strict!);
}

export function mapOver(cls: PyType, fn: PyValue, its: PyValue[], strict: boolean): PyMap {
  return new PyMap(cls.root, fn, its, strict, nestingOf(its).simple);
}

function mapStep(vm: VM, m: PyMap): PyValue | undefined | Delegate {
  if (!m.simple) return vm.lib(m.its.length === 1 && !m.strict ? 'map_next_one' : 'map_next', [m]);
  const values = stepAll(vm, 'map', m.its, m.strict);
  return values === undefined ? undefined : vm.call(m.fn, values);
}
registerIterator(MapType, mapStep, () => false);
defineType(MapType, {
  doc: 'Iterator of the results of a function over the values of iterables.',
  new: ['($type, *args, **kwargs)', null, makeMap],
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(mapStep),
    __reduce__: [
      '($self, /)',
      'State for pickling.',
      (_vm, m: PyMap) => {
        const args = tuple([m.fn, ...m.its]);
        return tuple(m.strict ? [typeOf(m), args, true] : [typeOf(m), args]);
      },
    ],
    __setstate__: [
      '($self, object, /)',
      'Set the state from pickling.',
      (vm: VM, m: PyMap, state: PyValue) => void (m.strict = isTrueFast(vm, state) ?? true),
    ],
  },
});

// -- filter -------------------------------------------------------------------------------------------------------------------

function makeFilter(vm: VM, cls: PyType, fn: PyValue, iterable: PyValue): R {
  const it = getIter(vm, iterable);
  if (it === DELEGATE) return vm.lib('filter_over', [cls, fn, iterable]);
  return filterOver(cls, fn, it as PyValue);
}

export function filterOver(cls: PyType, fn: PyValue, it: PyValue): PyFilter {
  const { simple, level } = nestingOf([it]);
  return new PyFilter(cls.root, fn, it, simple, level);
}

/** filter(None, ...) over native iterators, as long as the truth of the values is native. */
function filterStep(vm: VM, f: PyFilter): PyValue | undefined | Delegate {
  if (!f.simple || (f.fn !== null && f.fn !== BoolType)) return vm.lib('filter_next', [f]);
  for (;;) {
    vm.charge(1);
    const v = nextStep(vm, f.it);
    if (v === undefined) return undefined;
    const t = isTrueFast(vm, v as PyValue);
    if (t === undefined) return vm.lib('filter_next_from', [f, v as PyValue]);
    if (t) return v;
  }
}
registerIterator(FilterType, filterStep, () => false);
defineType(FilterType, {
  doc: 'Iterator of those values for which a function is true.',
  new: ['($type, function, iterable, /)', null, makeFilter],
  make: ['(function, iterable, /)', null, makeFilter],
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(filterStep),
    __reduce__: ['($self, /)', 'State for pickling.', (_vm, f: PyFilter) => tuple([typeOf(f), tuple([f.fn, f.it])])],
  },
});
