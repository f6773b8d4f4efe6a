/** The _bisect module: natively over a list or tuple without a key function, as long as `<` is native. */
import { ListType } from '../objects/builtin-types.js';
import { defineModule, type MethodRow } from '../objects/define.js';
import { typeError, valueError } from '../objects/exception-types.js';
import type { Int } from '../objects/number/int.js';
import type { PyValue, R } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { intArgument } from '../types/range.js';
import { lessFast } from '../types/support.js';

const SIGNATURE = '($module, /, a, x, lo=0, hi=None, *, key=None)';

/** The place for x after (`right`) or before equal items; undefined where Python code is needed. */
function search(
  vm: VM,
  items: readonly PyValue[],
  x: PyValue,
  lo: number,
  hi: number,
  right: boolean,
): number | undefined {
  vm.charge(8);
  while (lo < hi) {
    const mid = Math.floor((lo + hi) / 2);
    const less = right ? lessFast(vm, x, items[mid]!) : lessFast(vm, items[mid]!, x);
    if (less === undefined) return undefined;
    if (less === right) hi = mid;
    else lo = mid + 1;
  }
  return lo;
}

function bound(v: PyValue | undefined, fallback: number): Int {
  if (v === undefined || v === null) return fallback;
  const n = intArgument(v);
  if (n === undefined) throw typeError('an integer is required');
  return n;
}

function find(
  vm: VM,
  name: string,
  right: boolean,
  a: PyValue,
  x: PyValue,
  lo?: PyValue,
  hi?: PyValue,
  key?: PyValue,
): R {
  const from = bound(lo, 0);
  if (from < 0) throw valueError('lo must be non-negative');
  const to = bound(hi, -1);
  if ((key === undefined || key === null) && (a instanceof PyList || a instanceof PyTuple) && !a.shape.cls.heap) {
    const end = to < 0 ? a.items.length : Number(to);
    const at = end > a.items.length ? undefined : search(vm, a.items, x, Number(from), end, right);
    if (at !== undefined) {
      if (!name.startsWith('insort')) return at;
      if (a.shape.cls === ListType) {
        vm.alloc(48);
        vm.charge((a.items.length - at) >>> 4);
        a.items.splice(at, 0, x);
        return null;
      }
    }
  }
  return vm.lib(`${name}_by`, [a, x, from, to < 0 ? null : to, key ?? null]);
}

const row = (name: string, right: boolean): MethodRow => [
  SIGNATURE,
  null,
  (vm: VM, a: PyValue, x: PyValue, lo?: PyValue, hi?: PyValue, key?: PyValue) =>
    find(vm, name, right, a, x, lo, hi, key),
];

defineModule('_bisect', {
  doc: 'Places in sorted lists.',
  functions: {
    bisect_left: row('bisect_left', false),
    bisect_right: row('bisect_right', true),
    insort_left: row('insort_left', false),
    insort_right: row('insort_right', true),
  },
});
