/**
 * Library code: functions of `library/*.py`, compiled once for the process and given to each cell as its own function
 * objects, and native modules made for a cell from their tables.
 *
 * The templates are never run and never changed; a cell gets clones (its inline caches are its own).
 */

import { CODE_FORMAT, type CodeData, codeFromData } from '../machine/code-data.js';
import { compileSource } from '../machine/compile.js';
import { provideLibrary } from '../machine/provider.js';
import { provideLibraryModules } from '../modules/library-modules.js';
import { showOnly } from '../modules/shown-names.js';
import { provideStandardLibrary } from '../modules/standard-library.js';
import { ModuleType, newDict } from '../objects/builtin-types.js';
import { PyCode } from '../objects/code.js';
import { libraryIntrinsics, moduleTable } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { InternalError } from '../objects/errors.js';
import { PyModule } from '../objects/function.js';
import type { VM } from '../objects/vm.js';
import { codeFormat, functionCodes, moduleCodes } from './generated/codes.js';
import { libraryFunctions, nativeModules } from './generated/functions.js';
import { standardNames } from './generated/names.js';
import { librarySources } from './generated/sources.js';
import { standardSources } from './generated/standard.js';
import { standardCodes } from './generated/standard-codes.js';
import '../types/index.js';
import '../builtins/index.js';
import '../modules/index.js';

/** The file of each library function. */
const files = new Map(libraryFunctions);
const templates = new Map<string, PyCode>();
/** What the build compiled; code for other instructions than this machine's is passed over. */
const isBuilt = codeFormat === CODE_FORMAT;

type Codes = ReadonlyMap<string, () => CodeData>;
const built = (codes: () => Codes) => (name: string) => (isBuilt ? codes().get(name)?.() : undefined);
const functionCode = built(() => functionCodes);

/** Code of a library function. Each is made at its first use in the process. */
export function libraryTemplate(name: string): PyCode {
  let code = templates.get(name);
  if (code === undefined) {
    code = compileFunction(name);
    templates.set(name, code);
  }
  return code;
}

function compileFunction(name: string): PyCode {
  const file = files.get(name);
  if (file === undefined) throw new InternalError(`no library function ${name}`);
  const filename = `<library/${file}>`;
  const data = functionCode(name);
  if (data !== undefined) return codeFromData(data, filename, true).setOrigin('');
  const module = compileSource(librarySources.get(name)!(), filename, 'exec', { hidden: true });
  for (const c of module.f.consts) if (c instanceof PyCode) return c.setOrigin('');
  throw new InternalError(`library function ${name} has no code`);
}

export function hasLibraryFunction(name: string): boolean {
  return files.has(name);
}

let libraryNamespace: PyDict | null = null;

/** What library code sees as globals: the intrinsics over the pristine builtins. Library functions are found by the machine. */
export function libraryGlobals(_vm: VM): PyDict {
  if (libraryNamespace === null) {
    const d = newDict();
    const builtins = namespaceTemplate('builtins');
    const own = moduleTable.get('builtins')!.places ?? [];
    builtins.keys.forEach((k, i) => {
      // What each cell has of its own is nothing that library code needs.
      if (typeof k === 'string' && !own.includes(k)) d.setStr(k, builtins.vals[i]!);
    });
    for (const [name, fn] of libraryIntrinsics()) d.setStr(name, fn);
    libraryNamespace = d;
  }
  return libraryNamespace.lend();
}

const namespaces = new Map<string, PyDict>();

/** What the namespaces of a native module have in common in all cells. */
export function namespaceTemplate(name: string): PyDict {
  const known = namespaces.get(name);
  if (known !== undefined) return known;
  const entry = moduleTable.get(name);
  if (entry === undefined) throw new InternalError(`no native module ${name}`);
  const d = newDict();
  d.setStr('__name__', name);
  d.setStr('__doc__', entry.doc ?? null);
  d.setStr('__package__', '');
  d.setStr('__loader__', null);
  d.setStr('__spec__', null);
  for (const fn of entry.callables) d.setStr(fn.def.name, fn);
  for (const t of entry.types ?? []) d.setStr(t.qualname, t);
  for (const [k, v] of entry.constants?.() ?? []) d.setStr(k, v);
  for (const k of entry.places ?? []) d.setStr(k, null);
  namespaces.set(name, d);
  return d;
}

/** Dicts lend their keys elsewhere too (types/dict-models.ts). */
export function isNamespaceTemplate(d: PyDict): boolean {
  const [name] = d.vals;
  return typeof name === 'string' && namespaces.get(name) === d;
}

/** A native module for this cell, from its table. */
export function instantiateModule(vm: VM, name: string): PyModule {
  const d = namespaceTemplate(name).lend();
  const m = new PyModule(ModuleType.root, d);
  for (const [k, v] of moduleTable.get(name)!.values?.(vm) ?? []) d.setStr(k, v);
  showOnly(vm, m, name, false);
  return m;
}

provideLibrary({ template: libraryTemplate, globals: libraryGlobals, module: instantiateModule });
provideLibraryModules(nativeModules, {
  source: (name) => librarySources.get(`${name}.py`)!(),
  code: built(() => moduleCodes),
});
provideStandardLibrary(standardNames, {
  source: (name) => standardSources.get(name)!(),
  code: built(() => standardCodes),
});
