/** Concatenation of exact str values, for the machine (f-strings, BUILD_STRING). */
import type { PyValue, R } from '../objects/object.js';
import { join, type Str } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';

export function joinStrings(vm: VM, parts: PyValue[]): R {
  return join(vm, '', parts as Str[]);
}
