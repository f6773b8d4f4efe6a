/**
 * The _heapq module: natively as long as `<` is native. The heap is worked on in place; where a comparison needs Python
 * code the writes are taken back and library/functional.py does the whole operation.
 */

import { typeOf } from '../objects/builtin-types.js';
import { defineModule, type MethodRow } from '../objects/define.js';
import { IndexErrorType, raise, typeError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { lessFast } from '../types/support.js';

/** Writes to take back: places and what was there. Scratch of one call. */
interface Log {
  readonly places: number[];
  readonly values: PyValue[];
}

function write(heap: PyValue[], log: Log, i: number, v: PyValue): void {
  log.places.push(i);
  log.values.push(heap[i]!);
  heap[i] = v;
}
function takeBack(heap: PyValue[], log: Log): void {
  for (let i = log.places.length - 1; i >= 0; i--) heap[log.places[i]!] = log.values[i]!;
}

const before = (vm: VM, a: PyValue, b: PyValue, most: boolean): boolean | undefined =>
  most ? lessFast(vm, b, a) : lessFast(vm, a, b);

/** Move the value at `pos` towards `start` to where it belongs; false: Python code is needed. */
function down(vm: VM, heap: PyValue[], log: Log, start: number, pos: number, most: boolean): boolean {
  const item = heap[pos]!;
  while (pos > start) {
    const parent = (pos - 1) >> 1;
    const r = before(vm, item, heap[parent]!, most);
    if (r === undefined) return false;
    if (!r) break;
    write(heap, log, pos, heap[parent]!);
    write(heap, log, parent, item);
    pos = parent;
  }
  return true;
}

/** Move the value at `pos` to a leaf by way of the children that come first, then back up. */
function up(vm: VM, heap: PyValue[], log: Log, pos: number, most: boolean): boolean {
  const end = heap.length;
  const start = pos;
  const limit = end >> 1;
  while (pos < limit) {
    let child = 2 * pos + 1;
    if (child + 1 < end) {
      const r = before(vm, heap[child]!, heap[child + 1]!, most);
      if (r === undefined) return false;
      if (!r) child++;
    }
    const v = heap[pos]!;
    write(heap, log, pos, heap[child]!);
    write(heap, log, child, v);
    pos = child;
  }
  return down(vm, heap, log, start, pos, most);
}

/** Run a native attempt; undone (and false) where Python code is needed or an error is raised. */
function attempt(heap: PyValue[], f: (log: Log) => boolean): boolean {
  const log: Log = { places: [], values: [] };
  let done = false;
  try {
    done = f(log);
    return done;
  } finally {
    if (!done) takeBack(heap, log);
  }
}

function listArgument(name: string, v: PyValue, only: boolean): PyList {
  if (v instanceof PyList) return v;
  throw typeError(`${name}() argument ${only ? '' : '1 '}must be list, not ${typeOf(v).name}`);
}

const logarithm = (n: number): number => 32 - Math.clz32(n);

const push = (name: string, most: boolean): MethodRow => [
  '($module, heap, item, /)',
  null,
  (vm: VM, h: PyValue, item: PyValue): R => {
    const { items } = listArgument(name, h, false);
    vm.charge(logarithm(items.length));
    vm.alloc(48);
    items.push(item);
    if (attempt(items, (log) => down(vm, items, log, 0, items.length - 1, most))) return null;
    items.pop();
    return vm.lib('heap_push', [h, item, most]);
  },
];

const pop = (name: string, most: boolean): MethodRow => [
  '($module, heap, /)',
  null,
  (vm: VM, h: PyValue): R => {
    const { items } = listArgument(name, h, true);
    if (items.length === 0) throw raise(IndexErrorType, 'index out of range');
    vm.charge(2 * logarithm(items.length));
    const last = items.pop()!;
    if (items.length === 0) return last;
    const first = items[0]!;
    items[0] = last;
    if (attempt(items, (log) => up(vm, items, log, 0, most))) return first;
    items[0] = first;
    items.push(last);
    return vm.lib('heap_pop', [h, most]);
  },
];

function replaceFirst(vm: VM, h: PyList, item: PyValue, most: boolean): R {
  const { items } = h;
  vm.charge(2 * logarithm(items.length));
  const first = items[0]!;
  items[0] = item;
  if (attempt(items, (log) => up(vm, items, log, 0, most))) return first;
  items[0] = first;
  return vm.lib('heap_replace', [h, item, most]);
}

const replace = (name: string, most: boolean): MethodRow => [
  '($module, heap, item, /)',
  null,
  (vm: VM, h: PyValue, item: PyValue): R => {
    const heap = listArgument(name, h, false);
    if (heap.items.length === 0) throw raise(IndexErrorType, 'index out of range');
    return replaceFirst(vm, heap, item, most);
  },
];

const pushPop = (name: string, most: boolean): MethodRow => [
  '($module, heap, item, /)',
  null,
  (vm: VM, h: PyValue, item: PyValue): R => {
    const heap = listArgument(name, h, false);
    if (heap.items.length === 0) return item;
    const r = before(vm, heap.items[0]!, item, most);
    if (r === undefined) return vm.lib('heap_push_pop', [h, item, most]);
    return r ? replaceFirst(vm, heap, item, most) : item;
  },
];

const make = (name: string, most: boolean): MethodRow => [
  '($module, heap, /)',
  null,
  (vm: VM, h: PyValue): R => {
    const { items } = listArgument(name, h, true);
    vm.charge(2 * items.length);
    vm.alloc(items.length * 16);
    const done = attempt(items, (log) => {
      for (let i = (items.length >> 1) - 1; i >= 0; i--) if (!up(vm, items, log, i, most)) return false;
      return true;
    });
    return done ? null : vm.lib('heap_make', [h, most]);
  },
];

defineModule('_heapq', {
  doc: 'Heaps in lists.',
  functions: {
    heapify: make('heapify', false),
    heapify_max: make('heapify_max', true),
    heappop: pop('heappop', false),
    heappop_max: pop('heappop_max', true),
    heappush: push('heappush', false),
    heappush_max: push('heappush_max', true),
    heappushpop: pushPop('heappushpop', false),
    heappushpop_max: pushPop('heappushpop_max', true),
    heapreplace: replace('heapreplace', false),
    heapreplace_max: replace('heapreplace_max', true),
  },
});
