/** `_imp`: what CPython's importlib asks of the interpreter, as far as a cell has it. */

import { ListType } from '../objects/builtin-types.js';
import { defineModule, moduleTable } from '../objects/define.js';
import type { PyValue } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { textOf } from '../types/type-names.js';

defineModule('_imp', {
  functions: {
    acquire_lock: ['($module, /)', null, () => null],
    release_lock: ['($module, /)', null, () => null],
    lock_held: ['($module, /)', null, () => false],
    is_builtin: ['($module, name, /)', null, (_vm: VM, name: PyValue) => (moduleTable.has(textOf(name) ?? '') ? 1 : 0)],
    is_frozen: ['($module, name, /)', null, () => false],
    is_frozen_package: ['($module, name, /)', null, () => false],
    extension_suffixes: ['($module, /)', null, () => new PyList(ListType.root, [])],
    _override_frozen_modules_for_tests: ['($module, override, /)', null, () => null],
    _override_multi_interp_extensions_check: ['($module, override, /)', null, () => 0],
    _fix_co_filename: ['($module, code, path, /)', null, () => null],
  },
  values: () => [['check_hash_based_pycs', 'default']],
});
