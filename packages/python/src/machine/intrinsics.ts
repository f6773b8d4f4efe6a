/** Natives that library/machine.py and library/patterns.py name. */
import { defineIntrinsics } from '../objects/define.js';
import { PyRaise } from '../objects/errors.js';
import { NameErrorType, newException } from '../objects/exception-types.js';
import type { PyCell } from '../objects/function.js';
import type { PyType, PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { checkStateShown, lookupSpecial } from '../protocols/attributes.js';
import { nameError } from './name-ops.js';

/** Built-in classes whose one positional sub-pattern is the object itself (PEP 634). */
const MATCH_SELF = new Set([
  'bool',
  'bytearray',
  'bytes',
  'dict',
  'float',
  'frozenset',
  'int',
  'list',
  'set',
  'str',
  'tuple',
]);

defineIntrinsics({
  /** The special method of an object's class, bound to it; None: there is none. */
  special: ['(o, name, /)', (vm: VM, o: PyValue, name: string) => lookupSpecial(vm, o, name) ?? null],
  raise_undefined_name: [
    '(name, /)',
    (_vm: VM, name: string) => {
      throw nameError(name);
    },
  ],
  cell_value: [
    '(cell, name, /)',
    (_vm: VM, cell: PyCell, name: string) => {
      if (cell.value !== undefined) return cell.value;
      const message = `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`;
      const exc = newException(NameErrorType, [message]);
      exc.fields = new Map<string, PyValue>([['name', name]]);
      throw new PyRaise(exc);
    },
  ],
  /** Refuses to hand out the own attributes of an object where they are hidden. */
  check_state_shown: [
    '(o, /)',
    (vm: VM, o: PyValue) => {
      checkStateShown(vm, o);
      return null;
    },
  ],
  matches_self: ['(cls, /)', (_vm: VM, cls: PyType) => cls.mro.some((c) => !c.heap && MATCH_SELF.has(c.name))],
});
