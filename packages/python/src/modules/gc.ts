/** `gc`: there is no cycle collector to steer; heap walks see to finalization. The switches keep what they are told. */

import { exactInt } from '../builtins/support.js';
import { ListType, newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { defineModule, type MethodRow } from '../objects/define.js';
import { typeError } from '../objects/exception-types.js';
import { PyObject, type PyValue } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';

interface GcState {
  enabled: boolean;
  thresholds: number[];
  debug: number;
}

function state(vm: VM): GcState {
  let s = vm.moduleState.get('gc-state') as GcState | undefined;
  if (s === undefined) {
    s = { enabled: true, thresholds: [2000, 10, 0], debug: 0 };
    vm.moduleState.set('gc-state', s);
  }
  return s;
}

function int(v: PyValue): number {
  const n = exactInt(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  return Number(n);
}

const empty = (): PyList => new PyList(ListType.root, []);

const functions: Record<string, MethodRow> = {
  collect: ['($module, /, generation=2)', null, (vm: VM) => vm.lib('collect_garbage', [])],
  disable: ['($module, /)', null, (vm: VM) => void (state(vm).enabled = false)],
  enable: ['($module, /)', null, (vm: VM) => void (state(vm).enabled = true)],
  freeze: ['($module, /)', null, () => null],
  unfreeze: ['($module, /)', null, () => null],
  get_count: ['($module, /)', null, () => tuple([0, 0, 0])],
  get_debug: ['($module, /)', null, (vm: VM) => state(vm).debug],
  get_freeze_count: ['($module, /)', null, () => 0],
  get_objects: ['($module, /, generation=None)', null, empty],
  get_referents: ['(*objs)', null, empty],
  get_referrers: ['(*objs)', null, empty],
  get_stats: [
    '($module, /)',
    null,
    () =>
      new PyList(
        ListType.root,
        [0, 1, 2].map(() => {
          const d = newDict();
          for (const name of ['collections', 'collected', 'uncollectable']) d.setStr(name, 0);
          return d;
        }),
      ),
  ],
  get_threshold: ['($module, /)', null, (vm: VM) => tuple(state(vm).thresholds.slice())],
  is_finalized: [
    '($module, obj, /)',
    null,
    (vm: VM, o: PyValue) => o instanceof PyObject && vm.finalization.finalized.has(o),
  ],
  is_tracked: [
    '($module, obj, /)',
    null,
    (_vm: VM, o: PyValue) =>
      typeof o === 'object' && o !== null && !['float', 'str', 'bytes', 'complex'].includes(typeOf(o).name),
  ],
  isenabled: ['($module, /)', null, (vm: VM) => state(vm).enabled],
  set_debug: ['($module, flags, /)', null, (vm: VM, flags: PyValue) => void (state(vm).debug = int(flags))],
  set_threshold: [
    '(threshold0, threshold1=10, threshold2=0, /)',
    null,
    (vm: VM, ...given: (PyValue | undefined)[]) => {
      given.forEach((v, i) => {
        if (v !== undefined) state(vm).thresholds[i] = int(v);
      });
    },
  ],
};

defineModule('gc', {
  functions,
  values: () => [
    ['callbacks', empty()],
    ['garbage', empty()],
    ['DEBUG_STATS', 1],
    ['DEBUG_COLLECTABLE', 2],
    ['DEBUG_UNCOLLECTABLE', 4],
    ['DEBUG_SAVEALL', 32],
    ['DEBUG_LEAK', 38],
  ],
});
