/** `atexit`: functions to call when the program ends. The cell runs them by the library function `run_atexit`. */
import { ListType, newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineModule } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import type { PyValue } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';

/** (function, arguments, keywords), in order of registering. */
function registered(vm: VM): PyList {
  let l = vm.moduleState.get('atexit-functions') as PyList | undefined;
  if (l === undefined) {
    l = new PyList(ListType.root, []);
    vm.moduleState.set('atexit-functions', l);
  }
  return l;
}

function register(vm: VM, func: PyValue, args: PyValue[], kw: PyDict | undefined): PyValue {
  if (typeOf(func).lookup('__call__') === undefined) throw typeError('the first argument must be callable');
  vm.alloc(100);
  registered(vm).items.push(tuple([func, tuple(args), kw ?? newDict()]));
  return func;
}

defineModule('atexit', {
  functions: {
    register: ['($module, func, /, *args, **kwargs)', null, register],
    unregister: [
      '($module, func, /)',
      null,
      (vm: VM, func: PyValue) => vm.lib('atexit_unregister', [registered(vm), func]),
    ],
    _clear: ['($module, /)', null, (vm: VM) => void (registered(vm).items.length = 0)],
    _ncallbacks: ['($module, /)', null, (vm: VM) => registered(vm).items.length],
    _run_exitfuncs: ['($module, /)', null, (vm: VM) => vm.lib('run_atexit', [])],
  },
});

defineIntrinsics({ atexit_functions: ['()', (vm: VM) => registered(vm)] });
