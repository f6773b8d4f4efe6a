/**
 * Bounded nesting of natives: a native that may reach itself again through the parts of a container counts itself in
 * `vm.nesting`, and at the bound leaves the case to library code, whose frames the recursion limit counts.
 */
import type { VM } from '../objects/vm.js';

const MAX_NESTING = 48;

/** Count one more level; false at the bound. Each true answer needs `leaveNative` in a `finally`. */
export function enterNative(vm: VM): boolean {
  if (vm.nesting >= MAX_NESTING) return false;
  vm.nesting++;
  return true;
}

export function leaveNative(vm: VM): void {
  vm.nesting--;
}
