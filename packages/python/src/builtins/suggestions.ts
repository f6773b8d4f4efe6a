/** What library/display.py asks for its hints. */
import { defineIntrinsics } from '../objects/define.js';
import type { PyValue } from '../objects/object.js';
import type { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { closest } from '../types/closest-name.js';
import { STDLIB_MODULES } from './stdlib-modules.js';

defineIntrinsics({
  closest_name: ['(names, wrong, /)', (vm: VM, names: PyList, wrong: string) => closest(vm, names.items, wrong)],
  is_stdlib_module: ['(name, /)', (_vm: VM, name: PyValue) => typeof name === 'string' && STDLIB_MODULES.has(name)],
});
