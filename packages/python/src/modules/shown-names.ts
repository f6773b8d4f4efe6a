/**
 * Modules of which a cell shows some names only (`sys`, `os`; objects/restrictions.ts). The module object that the program
 * has holds the shown names. The others are its `privates`: library code whose text names them (`sys.modules`,
 * `from os import fspath`) and the machine find them there, nothing else does.
 */

import { isGenuine } from '../machine/import-decisions.js';
import { newDict } from '../objects/builtin-types.js';
import { defineIntrinsics } from '../objects/define.js';
import { ImportErrorType, raise } from '../objects/exception-types.js';
import { PyModule } from '../objects/function.js';
import type { PyValue } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { textOf } from '../types/type-names.js';

/** Names that every module shows. */
const ALWAYS = new Set(
  '__name__ __doc__ __package__ __loader__ __spec__ __file__ __path__ __builtins__ __all__'.split(' '),
);

/** The names that a module may show; undefined: all. `posix` shows what `os` does. */
function shownNames(vm: VM, module: string): ReadonlySet<string> | undefined {
  const { names } = vm.restrictions;
  if (names === undefined) return undefined;
  const key = Object.hasOwn(names, module) ? module : module === 'posix' ? 'os' : '';
  return Object.hasOwn(names, key) ? new Set(names[key]) : undefined;
}

/**
 * Leaves the shown names in the module's namespace. `keep`: functions of the module have the old namespace as their
 * globals, so the module gets a new one.
 */
export function showOnly(vm: VM, m: PyModule, name: string, keep: boolean): void {
  const shown = shownNames(vm, name);
  if (shown === undefined) return;
  const old = m.dict;
  const visible = newDict();
  m.privates = keep ? old : newDict();
  for (let i = 0; i < old.keys.length; i++) {
    const k = old.keys[i];
    if (typeof k !== 'string') continue;
    if (k === '__all__') visible.setStr(k, listShown(old.vals[i]!, shown));
    else if (shown.has(k) || ALWAYS.has(k)) visible.setStr(k, old.vals[i]!);
    else if (!keep) m.privates.setStr(k, old.vals[i]!);
  }
  m.dict = visible;
}

function listShown(all: PyValue, shown: ReadonlySet<string>): PyValue {
  if (!(all instanceof PyList)) return all;
  return new PyList(
    all.shape,
    all.items.filter((n) => typeof n === 'string' && shown.has(n)),
  );
}

defineIntrinsics({
  /** Before the library's code runs in a module: where attributes are hidden, the module must be new, and is sealed. */
  seal_module: [
    '(module, name, /)',
    (vm: VM, m: PyValue, name: PyValue) => {
      if (vm.hidden === null) return null;
      const fresh = m instanceof PyModule && m.dict.keys.every((k) => typeof k === 'string' && /^__\w+__$/.test(k));
      if (!fresh) throw raise(ImportErrorType, `${textOf(name)} cannot be loaded into this module in restricted mode`);
      m.sealed = true;
      return null;
    },
  ],
  /** What the library imports by the name of a module of its own must be that, where attributes are hidden. */
  check_genuine: [
    '(name, /)',
    (vm: VM, name: PyValue) => {
      const text = textOf(name) ?? '';
      if (!isGenuine(vm, text)) throw raise(ImportErrorType, `${text} is not the library's in restricted mode`);
      return null;
    },
  ],
  /** After the code of a library module was run. */
  show_only: [
    '(module, name, /)',
    (vm: VM, m: PyValue, name: PyValue) => {
      if (m instanceof PyModule && typeof name === 'string') showOnly(vm, m, name, true);
      return null;
    },
  ],
});
