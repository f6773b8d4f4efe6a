/** Natives that library/machine.py and library/patterns.py name. */
import { CoroutineType, GeneratorType, typeOf } from '../objects/builtin-types.js';
import { CO_ITERABLE_COROUTINE, type PyCode } from '../objects/code.js';
import { defineIntrinsics } from '../objects/define.js';
import { newException, NameErrorType } from '../objects/exception-types.js';
import { PyRaise } from '../objects/errors.js';
import type { PyCell } from '../objects/function.js';
import { PyModule } from '../objects/function.js';
import { PyGenerator } from '../objects/generator.js';
import type { PyType, PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { nameError } from './name-ops.js';

/** Built-in classes whose one positional sub-pattern is the object itself (PEP 634). */
const MATCH_SELF = new Set(['bool', 'bytearray', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple']);

const has = (v: PyValue, name: string): boolean => {
  const m = typeOf(v).lookup(name);
  return m !== undefined && m !== null;
};

defineIntrinsics({
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
  has_next: ['(o, /)', (_vm: VM, o: PyValue) => has(o, '__next__')],
  has_anext: ['(o, /)', (_vm: VM, o: PyValue) => has(o, '__anext__')],
  is_coroutine: ['(o, /)', (_vm: VM, o: PyValue) => awaitsItself(o)],
  awaits_itself: ['(o, /)', (_vm: VM, o: PyValue) => awaitsItself(o)],
  matches_self: ['(cls, /)', (_vm: VM, cls: PyType) => cls.mro.some((c) => !c.heap && MATCH_SELF.has(c.name))],
  displayhook: [
    '()',
    (vm: VM) => {
      const sys = vm.modules.getStr('sys');
      const hook = sys instanceof PyModule ? sys.dict.getStr('displayhook') : undefined;
      if (hook === undefined) throw nameError('displayhook');
      return hook;
    },
  ],
});

/** Coroutines, and generators marked by types.coroutine. */
function awaitsItself(o: PyValue): boolean {
  if (!(o instanceof PyGenerator)) return false;
  if (o.shape.cls === CoroutineType) return true;
  return o.shape.cls === GeneratorType && ((o.code as PyCode).f.flags & CO_ITERABLE_COROUTINE) !== 0;
}
