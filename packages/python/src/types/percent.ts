/** `%` formatting. */
import type { PyByteArray, PyBytes } from '../objects/bytes.js';
import type { PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

export function formatPercentBytes(_vm: VM, self: PyBytes | PyByteArray, _args: PyValue, _mutable: boolean): R {
  return self;
}
