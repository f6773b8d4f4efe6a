/** Modules of the library that are written in Python: their source by name, handed in at load time by library/loader.ts. */
import { type CodeData, codeFromData } from '../machine/code-data.js';
import { compileSource } from '../machine/compile.js';
import type { PyCode } from '../objects/code.js';

/** Native in CPython: their frames are in no traceback. */
const NATIVE_THERE = new Set(['_contextvars', '_io']);

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
let made: (name: string) => CodeData | undefined = () => undefined;

/** `code`: of what was compiled before. */
export function provideLibraryModules(
  table: Iterable<readonly [string, () => string]>,
  code: (name: string) => CodeData | undefined,
): void {
  made = code;
  for (const [name, source] of table) sources.set(name, source);
}

export function libraryModuleNames(): Iterable<string> {
  return sources.keys();
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

/** Code of a library module, made once for the process; each cell gets a clone. */
export function libraryModuleCode(name: string): PyCode {
  let code = compiled.get(name);
  if (code === undefined) {
    const filename = `<frozen ${name}>`;
    const hidden = NATIVE_THERE.has(name);
    const data = made(name);
    code =
      data === undefined
        ? compileSource(sources.get(name)!(), filename, 'exec', { hidden })
        : codeFromData(data, filename, hidden);
    code.setOrigin(name);
    compiled.set(name, code);
  }
  return code.cloneFor();
}
