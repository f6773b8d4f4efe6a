/** What the supervisor said about imports: each name is asked for once, while its answer is yes. */
import { PyModule } from '../objects/function.js';
import type { VM } from '../objects/vm.js';

export interface ImportDecisions {
  /** Names that the program may import. */
  readonly allowed: Set<string>;
  /** How many loads of a name are under way. */
  readonly loading: Map<string, number>;
}

const STATE = 'import-decisions';

export function importDecisions(vm: VM): ImportDecisions {
  let d = vm.moduleState.get(STATE) as ImportDecisions | undefined;
  if (d === undefined) {
    d = { allowed: new Set(), loading: new Map() };
    vm.moduleState.set(STATE, d);
  }
  return d;
}

/** Whether the supervisor has allowed it before. */
export function isImportAllowed(vm: VM, name: string): boolean {
  if (vm.restrictions.eachImport === true) return false;
  return (vm.moduleState.get(STATE) as ImportDecisions | undefined)?.allowed.has(name) === true;
}

/** Whether the module of this name is the library's own (or nobody's): no stand-in that the program put into sys.modules. */
export function isGenuine(vm: VM, name: string): boolean {
  if (vm.hidden === null) return true;
  const module = vm.modules.getStr(name);
  if (module === undefined || name === 'builtins') return true;
  const native = name === 'sys' ? vm.moduleState.get('sys') : vm.moduleState.get(`module:${name}`);
  return module === native || (module instanceof PyModule && module.sealed);
}
