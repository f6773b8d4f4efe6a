/** Modules of the library that are written in Python: their source by name, handed in at load time by library/loader.ts. */
import { compileSource } from '../machine/compile.js';
import type { PyCode } from '../objects/code.js';

/** Native in CPython: their frames are in no traceback. */
const NATIVE_THERE = new Set(['_io']);

/** Of Python 2's time: there for the programs of RExec alone (`Restrictions.classic`). */
const CLASSIC = new Set(['_classic_builtins', '_classic_string', 'md5', 'sha', 'strop']);

/** What is added to a module of the standard library for them. */
const CLASSIC_PARTS: ReadonlyMap<string, string> = new Map([['string', '_classic_string']]);

export function isClassicModule(name: string): boolean {
  return CLASSIC.has(name);
}

export function classicPart(name: string): string | undefined {
  return CLASSIC_PARTS.get(name);
}

const sources = new Map<string, () => string>();
const compiled = new Map<string, PyCode>();

export function provideLibraryModules(table: Iterable<readonly [string, () => string]>): void {
  for (const [name, source] of table) sources.set(name, source);
}

export function libraryModuleSource(name: string): string | undefined {
  return sources.get(name)?.();
}

/** A module is a package where another one lies below it. */
export function isLibraryPackage(name: string): boolean {
  const prefix = `${name}.`;
  for (const other of sources.keys()) if (other.startsWith(prefix)) return true;
  return false;
}

/** Code of a library module, compiled once for the process; each cell gets a clone. */
export function libraryModuleCode(name: string): PyCode {
  let code = compiled.get(name);
  if (code === undefined) {
    code = compileSource(sources.get(name)!(), `<frozen ${name}>`, 'exec', {
      hidden: NATIVE_THERE.has(name),
    }).setOrigin(name);
    compiled.set(name, code);
  }
  return code.cloneFor();
}
