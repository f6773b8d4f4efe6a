/** Built-in functions over iterables: all, any, max, min, sorted, sum. */
import { ListType, tuple, typeOf } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError, valueError } from '../objects/exception-types.js';
import type { PyMethodDescr } from '../objects/function.js';
import { DELEGATE, PyFloat, type PyValue, type R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { callNative } from '../protocols/call.js';
import { collectFast, getIter, isPureIterator, nextStep } from '../protocols/iterate.js';
import { BINARY_BY_NAME, binaryOperation, compareFast, GT, LT } from '../protocols/operators.js';
import { isTrueFast } from '../protocols/truth.js';

const ADD = BINARY_BY_NAME.get('add')!;

/** all() and any(): stop at the first value whose truth is `wanted`. */
function quantifier(library: string, wanted: boolean) {
  return (vm: VM, iterable: PyValue): R => {
    const r = getIter(vm, iterable);
    if (r === DELEGATE) return vm.lib(library, [iterable]);
    const it = r as PyValue;
    if (!isPureIterator(it)) return vm.lib(library, [it]);
    for (;;) {
      vm.charge(1);
      const item = nextStep(vm, it) as PyValue | undefined;
      if (item === undefined) return !wanted;
      const t = isTrueFast(vm, item);
      if (t === undefined) return vm.lib('quantify_from', [item, it, wanted]);
      if (t === wanted) return wanted;
    }
  };
}

function extreme(name: 'max' | 'min', op: number) {
  return (vm: VM, args: PyValue[], kw: PyDict | undefined): R => {
    if (args.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`);
    const { key, fallback } = options(vm, name, kw);
    if (args.length > 1 && fallback !== undefined)
      throw typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
    const hasDefault = fallback !== undefined;
    const items = key !== null ? undefined : args.length > 1 ? args : collectFast(vm, args[0]!);
    const slow = (source: PyValue) => vm.lib('extreme', [name, op, source, key, hasDefault, fallback ?? null]);
    if (items === undefined) return slow(args.length > 1 ? tuple(args) : args[0]!);
    if (items.length === 0) {
      if (fallback !== undefined) return fallback;
      throw valueError(`${name}() iterable argument is empty`);
    }
    let best = items[0]!;
    for (let i = 1; i < items.length; i++) {
      vm.charge(1);
      const better = compareFast(vm, op, items[i]!, best);
      if (better === undefined) return slow(tuple(items));
      if (better) best = items[i]!;
    }
    return best;
  };
}

function options(vm: VM, name: string, kw: PyDict | undefined): { key: PyValue; fallback: PyValue | undefined } {
  let key: PyValue = null;
  let fallback: PyValue | undefined;
  if (kw !== undefined) {
    for (let i = 0; i < kw.keys.length; i++) {
      const k = kw.keys[i];
      if (k === undefined) continue;
      if (k === 'key') key = kw.vals[i]!;
      else if (k === 'default') fallback = kw.vals[i]!;
      else {
        const meant = vm.closestName(['key', 'default'], k as string);
        const hint = meant === null ? '' : `. Did you mean '${meant}'?`;
        throw typeError(`${name}() got an unexpected keyword argument '${k as string}'${hint}`);
      }
    }
  }
  return { key, fallback };
}

function sorted(vm: VM, iterable: PyValue, key: PyValue | undefined, reverse: PyValue | undefined): R {
  const items = collectFast(vm, iterable);
  if (items === undefined) return vm.lib('sorted_list', [iterable, key ?? null, reverse ?? false]);
  const list = new PyList(ListType.root, items);
  const sort = ListType.lookup('sort') as PyMethodDescr;
  const r = callNative(vm, sort.def, list, [key ?? null, reverse ?? false], ['key', 'reverse']);
  if (r !== DELEGATE) return list;
  return vm.lib('then_value', [vm.pendingFn, vm.pendingArgsAsTuple(), vm.pendingKwAsDict(), list]);
}

/** Sums of ints and floats natively (floats with compensation, as CPython since 3.12); anything else by `+`. */
function sum(vm: VM, iterable: PyValue, start: PyValue | undefined): R {
  const first = start ?? 0;
  const kind = typeOf(first).name;
  if (kind === 'str') throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (kind === 'bytes') throw typeError("sum() can't sum bytes [use b''.join(seq) instead]");
  if (kind === 'bytearray') throw typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
  const items = collectFast(vm, iterable);
  if (items === undefined) return vm.lib('sum_by_iteration', [iterable, first]);
  let total: PyValue = first;
  let i = 0;
  for (; i < items.length; i++) {
    const v = items[i]!;
    if (typeof total !== 'number' || typeof v !== 'number') break;
    const t: number = total + v;
    if (!Number.isSafeInteger(t)) break;
    total = t;
  }
  vm.charge(items.length);
  if (total instanceof PyFloat || (typeof total === 'number' && items[i] instanceof PyFloat)) {
    [total, i] = sumFloats(items, i, total);
  }
  for (; i < items.length; i++) {
    vm.charge(1);
    const r = binaryOperation(vm, ADD, total, items[i]!, false);
    if (r === DELEGATE) return vm.lib('sum_from', [total, tuple(items.slice(i))]);
    total = r as PyValue;
  }
  return total;
}

/** Neumaier's compensated sum over floats and ints, as far as they go. */
function sumFloats(items: readonly PyValue[], from: number, start: PyFloat | number): [PyValue, number] {
  let total = typeof start === 'number' ? start : start.v;
  let lost = 0;
  let i = from;
  for (; i < items.length; i++) {
    const v = items[i]!;
    let x: number;
    if (v instanceof PyFloat) x = v.v;
    else if (typeof v === 'number' || typeof v === 'boolean') x = Number(v);
    else break;
    const t = total + x;
    lost += Math.abs(total) >= Math.abs(x) ? total - t + x : x - t + total;
    total = t;
  }
  const exact = total + lost;
  return [new PyFloat(Number.isFinite(lost) && lost !== 0 ? exact : total), i];
}

export const foldingFunctions: Record<string, MethodRow> = {
  all: ['($module, iterable, /)', null, quantifier('all_of', false)],
  any: ['($module, iterable, /)', null, quantifier('any_of', true)],
  max: ['(*args, **kwargs)', null, extreme('max', GT)],
  min: ['(*args, **kwargs)', null, extreme('min', LT)],
  sorted: ['($module, iterable, /, *, key=None, reverse=False)', null, sorted],
  sum: ['($module, iterable, /, start=0)', null, sum],
};
