/** `_pickle` (PEP 307, 3154, 574): data is pickled and unpickled here; where the program has a say, by library/pickle.py. */

import { PyBytes } from '../../objects/bytes.js';
import { defineModule } from '../../objects/define.js';
import type { PyValue, R } from '../../objects/object.js';
import type { PyTuple } from '../../objects/sequence.js';
import type { VM } from '../../objects/vm.js';
import { newLoading } from './load-state.js';
import { loadOn } from './loading.js';
import { newState as newPicklerState } from './pickler.js';
import { newSaving } from './save-state.js';
import { saveFirst } from './saving.js';
import { PickleErrorType, PicklerType, PicklingErrorType, UnpicklerType, UnpicklingErrorType } from './types.js';
import { newState as newUnpicklerState } from './unpickler.js';

function dumps(vm: VM, v: PyValue, protocol: PyValue = null, fix: PyValue = true, callback: PyValue = null): R {
  if ((protocol !== null && typeof protocol !== 'number') || typeof fix !== 'boolean')
    return vm.lib('pickle_dumps', [v, protocol, fix, callback]);
  const saving = newSaving(vm, null, newPicklerState(vm, protocol, fix, callback, false), null, null);
  const [what, value, more] = saveFirst(vm, saving, v).items as [PyValue, PyValue, PyValue];
  return what === 'done' ? value : vm.lib('pickle_saving_on', [saving, what, value, more]);
}

function loads(
  vm: VM,
  data: PyValue,
  fix: PyValue = true,
  encoding: PyValue = 'ASCII',
  errors: PyValue = 'strict',
  buffers: PyValue = null,
): R {
  if (!(data instanceof PyBytes) || fix !== true || buffers !== null || encoding !== 'ASCII' || errors !== 'strict')
    return vm.lib('pickle_loads', [data, fix, encoding, errors, buffers]);
  const state = newUnpicklerState(vm, true, encoding, errors, null, [null, null, null]);
  state.data = data.bytes;
  const loading = newLoading(vm, null, state, null);
  const [what, a, b, c] = (loadOn(vm, loading) as PyTuple).items as [PyValue, PyValue, PyValue, PyValue];
  return what === 'done' ? a : vm.lib('pickle_loading_on', [loading, what, a, b, c]);
}

defineModule('_pickle', {
  doc: 'Optimized C implementation for the Python pickle module.',
  functions: {
    dump: [
      '($module, obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)',
      'Write a pickled representation of obj to the open file object file.',
      (vm: VM, v: PyValue, file: PyValue, protocol?: PyValue, fix?: PyValue, callback?: PyValue) =>
        vm.lib('pickle_dump', [v, file, protocol ?? null, fix ?? true, callback ?? null]),
    ],
    // For the Unpickler that is written in Python.
    _admit_class: [
      '($module, module, name, /)',
      'Refuses what pickles may not name.',
      (vm: VM, module: PyValue, name: PyValue) => vm.lib('pickle_admit', [module, name]),
    ],
    dumps: [
      '($module, obj, protocol=None, *, fix_imports=True, buffer_callback=None)',
      'Return the pickled representation of the object as a bytes object.',
      dumps,
    ],
    load: [
      "($module, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
      'Read and return an object from the pickle data stored in a file.',
      (vm: VM, file: PyValue, fix?: PyValue, encoding?: PyValue, errors?: PyValue, buffers?: PyValue) =>
        vm.lib('pickle_load', [file, fix ?? true, encoding ?? 'ASCII', errors ?? 'strict', buffers ?? null]),
    ],
    loads: [
      "($module, data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
      'Read and return an object from the given pickle data.',
      loads,
    ],
  },
  values: () => [
    ['PickleError', PickleErrorType],
    ['PicklingError', PicklingErrorType],
    ['UnpicklingError', UnpicklingErrorType],
    ['Pickler', PicklerType],
    ['Unpickler', UnpicklerType],
  ],
});
