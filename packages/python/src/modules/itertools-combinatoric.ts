/** itertools: product, permutations, combinations. The pools are collected when one is made; the steps are native. */
import { tuple } from '../objects/builtin-types.js';
import type { PyDict } from '../objects/dict.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { PyCombinatoric } from '../objects/itertools.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { collectFast } from '../protocols/iterate.js';
import { intOf } from '../types/coerce.js';
import { intArgument } from '../types/range.js';
import { indexArgument } from '../types/support.js';
import { defineTool, itertoolsType, type Step } from './itertools-tool.js';

const always = (): boolean => true;

function give(vm: VM, values: PyValue[]): PyValue {
  vm.charge(1 + (values.length >>> 2));
  vm.alloc(48 + values.length * 8);
  return tuple(values);
}

/** The number argument `r` of combinations and permutations; undefined where `__index__` is Python code. */
function sizeArgument(v: PyValue): number | undefined {
  const n = indexArgument(v);
  if (n !== undefined && n < 0) throw valueError('r must be non-negative');
  return n;
}

/** A class over one pool, with r places. */
function defineOverPool(
  name: string,
  signature: string,
  start: (n: number, r: number) => PyCombinatoric | null,
  step: Step,
): PyType {
  const cls = itertoolsType(name);
  defineTool(
    cls,
    [
      signature,
      null,
      (vm: VM, c: PyType, iterable: PyValue, r?: PyValue): R => {
        if (name === 'permutations' && r !== undefined && r !== null && intOf(r) === undefined) {
          throw typeError('Expected int as r');
        }
        const size = r === undefined || r === null ? -1 : sizeArgument(r);
        if (size === undefined) return vm.lib('with_index', [c, tuple([iterable, r!]), 1]);
        const pool = collectFast(vm, iterable);
        if (pool === undefined)
          return vm.lib('collect_then_call', [c, tuple(r === undefined ? [iterable] : [iterable, r]), 0]);
        const places = size < 0 ? pool.length : size;
        const made = start(pool.length, places);
        vm.alloc(Math.min(places, pool.length) * 16);
        const t = new PyCombinatoric(c.root, [pool], made?.indices ?? []);
        t.cycles = made?.cycles ?? [];
        t.ended = made === null;
        return t;
      },
    ],
    step,
    always,
  );
  return cls;
}

const indicesOf = (indices: number[], cycles: number[] = []): PyCombinatoric => {
  return { indices, cycles } as PyCombinatoric;
};
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const pick = (vm: VM, t: PyCombinatoric, r: number): PyValue => {
  const pool = t.pools[0]!;
  return give(
    vm,
    t.indices.slice(0, r).map((i) => pool[i]!),
  );
};

// -- combinations ----------------------------------------------------------------------------------------------------------------

function combinationsStep(vm: VM, t: PyCombinatoric): PyValue | undefined {
  if (t.ended) return undefined;
  const { indices } = t;
  const r = indices.length;
  const n = t.pools[0]!.length;
  if (!t.started) {
    t.started = true;
    return pick(vm, t, r);
  }
  let i = r - 1;
  while (i >= 0 && indices[i] === i + n - r) i--;
  if (i < 0) {
    t.ended = true;
    return undefined;
  }
  indices[i]!++;
  for (i++; i < r; i++) indices[i] = indices[i - 1]! + 1;
  return pick(vm, t, r);
}
export const CombinationsType = defineOverPool(
  'combinations',
  '($type, iterable, r)',
  (n, r) => (r > n ? null : indicesOf(upTo(r))),
  combinationsStep,
);

function replacementStep(vm: VM, t: PyCombinatoric): PyValue | undefined {
  if (t.ended) return undefined;
  const { indices } = t;
  const r = indices.length;
  const n = t.pools[0]!.length;
  if (!t.started) {
    t.started = true;
    return pick(vm, t, r);
  }
  let i = r - 1;
  while (i >= 0 && indices[i] === n - 1) i--;
  if (i < 0) {
    t.ended = true;
    return undefined;
  }
  const next = indices[i]! + 1;
  for (; i < r; i++) indices[i] = next;
  return pick(vm, t, r);
}
export const CombinationsWithReplacementType = defineOverPool(
  'combinations_with_replacement',
  '($type, iterable, r)',
  (n, r) => (n === 0 && r > 0 ? null : indicesOf(new Array<number>(r).fill(0))),
  replacementStep,
);

// -- permutations ----------------------------------------------------------------------------------------------------------------

/** `cycles[i]` counts down the values that place i has still to take. */
function permutationsStep(vm: VM, t: PyCombinatoric): PyValue | undefined {
  if (t.ended) return undefined;
  const { indices, cycles } = t;
  const n = indices.length;
  const r = cycles.length;
  if (!t.started) {
    t.started = true;
    return pick(vm, t, r);
  }
  for (let i = r - 1; i >= 0; i--) {
    cycles[i]!--;
    if (cycles[i] === 0) {
      vm.charge(n - i);
      const first = indices[i]!;
      indices.copyWithin(i, i + 1, n);
      indices[n - 1] = first;
      cycles[i] = n - i;
      continue;
    }
    const j = n - cycles[i]!;
    const swapped = indices[i]!;
    indices[i] = indices[j]!;
    indices[j] = swapped;
    return pick(vm, t, r);
  }
  t.ended = true;
  return undefined;
}
export const PermutationsType = defineOverPool(
  'permutations',
  '($type, iterable, r=None)',
  (n, r) =>
    r > n
      ? null
      : indicesOf(
          upTo(n),
          Array.from({ length: r }, (_, i) => n - i),
        ),
  permutationsStep,
);

// -- product ----------------------------------------------------------------------------------------------------------------------

export const ProductType = itertoolsType('product');
function makeProduct(vm: VM, cls: PyType, iterables: PyValue[], kw?: PyDict): R {
  for (const k of kw?.keys ?? []) {
    if (k !== 'repeat') throw typeError(`product() got an unexpected keyword argument '${k}'`);
  }
  const option = kw?.getStr('repeat');
  const repeat = option === undefined ? 1 : intArgument(option);
  if (repeat === undefined) return vm.lib('product_by_index', [cls, tuple(iterables), option!]);
  if (repeat < 0) throw valueError('repeat argument cannot be negative');
  const pools: PyValue[][] = [];
  for (const iterable of iterables) {
    const pool = collectFast(vm, iterable);
    if (pool === undefined) return vm.lib('product_over', [cls, tuple(iterables), repeat]);
    pools.push(pool);
  }
  return productOf(vm, cls, pools, Number(repeat));
}
export function productOf(vm: VM, cls: PyType, pools: PyValue[][], repeat: number): PyCombinatoric {
  const places = pools.length * repeat;
  vm.charge(places);
  vm.alloc(64 + places * 16);
  const all: PyValue[][] = [];
  for (let i = 0; i < repeat; i++) for (const pool of pools) all.push(pool);
  const t = new PyCombinatoric(cls.root, all, new Array<number>(places).fill(0));
  t.ended = all.some((pool) => pool.length === 0);
  return t;
}
function productStep(vm: VM, t: PyCombinatoric): PyValue | undefined {
  if (t.ended) return undefined;
  const { pools, indices } = t;
  if (t.started) {
    let i = pools.length - 1;
    for (; i >= 0; i--) {
      if (++indices[i]! < pools[i]!.length) break;
      indices[i] = 0;
    }
    if (i < 0) {
      t.ended = true;
      return undefined;
    }
  }
  t.started = true;
  const out = new Array<PyValue>(pools.length);
  for (let i = 0; i < pools.length; i++) out[i] = pools[i]![indices[i]!]!;
  return give(vm, out);
}
defineTool(ProductType, ['($type, *iterables, **kwargs)', null, makeProduct], productStep, always);
