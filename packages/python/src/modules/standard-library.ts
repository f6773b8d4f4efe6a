/**
 * Modules of CPython's own library: ordinary source modules, found by name after what the cell's finder has. They lie
 * below LIBRARY_FOLDER as far as a program can see. Handed in at load time by library/loader.ts.
 */
import { compileSource } from '../machine/compile.js';
import type { PyCode } from '../objects/code.js';
import type { FoundSource } from '../powers.js';

const LIBRARY_FOLDER = '/lib/python3.14';

/** Sources not asked for yet. */
const waiting = new Map<string, () => FoundSource>();
const modules = new Map<string, FoundSource>();
const compiled = new Map<FoundSource, PyCode>();

export function provideStandardLibrary(table: Iterable<readonly [string, string, () => string, boolean]>): void {
  for (const [name, file, source, isPackage] of table) {
    waiting.set(name, () => ({ source: source(), filename: `${LIBRARY_FOLDER}/${file}`, isPackage }));
  }
}

export function standardModule(name: string): FoundSource | undefined {
  let found = modules.get(name);
  if (found === undefined) {
    found = waiting.get(name)?.();
    if (found !== undefined) modules.set(name, found);
  }
  return found;
}

/** Code of a module of the standard library, compiled once for the process; each cell gets a clone. */
export function standardModuleCode(name: string): PyCode {
  const found = standardModule(name)!;
  let code = compiled.get(found);
  if (code === undefined) {
    code = compileSource(found.source, found.filename, 'exec').setOrigin(name);
    compiled.set(found, code);
  }
  return code.cloneFor();
}
