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

/** Where the texts are, and what was compiled before. */
export interface LibraryTexts {
  source(name: string): string;
  code(name: string): CodeData | undefined;
}

const names = new Set<string>();
const compiled = new Map<string, PyCode>();
let library: LibraryTexts | null = null;

export function provideLibraryModules(table: Iterable<string>, from: LibraryTexts): void {
  library = from;
  for (const name of table) names.add(name);
}

export function libraryModuleNames(): Iterable<string> {
  return names;
}

export function libraryModuleSource(name: string): string | undefined {
  return names.has(name) ? library!.source(name) : undefined;
}

/** Code of a library module, made once for the process; each cell gets a clone. */
export function libraryModuleCode(name: string): PyCode {
  let code = compiled.get(name);
  if (code === undefined) {
    const filename = `<frozen ${name}>`;
    const data = library!.code(name);
    code =
      data === undefined
        ? compileSource(library!.source(name), filename, 'exec', { hidden: true })
        : codeFromData(data, filename, true);
    code.setOrigin(name);
    compiled.set(name, code);
  }
  return code.cloneFor();
}
