/** `sys.audit` and `sys.addaudithook` (PEP 578): events and hooks of the program's own. */
import { tuple, typeOf } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import { typeError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { shortName, textOf } from '../types/type-names.js';

function audit(vm: VM, event: PyValue, args: PyValue[]): R {
  const name = textOf(event);
  if (name === undefined) throw typeError(`expected str for argument 'event', not ${shortName(typeOf(event))}`);
  // What a program says of itself is recorded as that: it cannot make events of the system.
  vm.audit('sys.audit', [name]);
  return vm.hooked ? vm.lib('run_audit_hooks', [name, tuple(args)]) : null;
}

function addHook(vm: VM, hook: PyValue): R {
  vm.audit('sys.addaudithook', []);
  return vm.lib('add_audit_hook', [hook]);
}

export const auditFunctions: Record<string, MethodRow> = {
  addaudithook: ['($module, /, hook)', null, addHook],
  audit: ['($module, event, /, *args)', null, audit],
};
