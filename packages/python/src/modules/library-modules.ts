/**
 * Modules in the place of those that CPython has in C, written in Python (library/natives): their source by name, handed in
 * at load time by library/loader.ts. Their frames are in no traceback.
 */
import { type CodeData, codeFromData } from '../machine/code-data.js';
import { compileSource } from '../machine/compile.js';
import type { PyCode } from '../objects/code.js';

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

/** Code of a library module, made once for the process; each cell gets a clone. */
export function libraryModuleCode(name: string): PyCode {
  let code = compiled.get(name);
  if (code === undefined) {
    const filename = `<frozen ${name}>`;
    const data = made(name);
    code =
      data === undefined
        ? compileSource(sources.get(name)!(), filename, 'exec', { hidden: true })
        : codeFromData(data, filename, true);
    code.setOrigin(name);
    compiled.set(name, code);
  }
  return code.cloneFor();
}
