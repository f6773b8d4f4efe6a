/**
 * Modules of CPython's own library: ordinary source modules, found by name after what the cell's finder has. They lie
 * below LIBRARY_FOLDER as far as a program can see. Handed in at load time by library/loader.ts.
 */
import { type CodeData, codeFromData } from '../machine/code-data.js';
import { compileSource } from '../machine/compile.js';
import type { PyCode } from '../objects/code.js';
import type { FoundSource } from '../powers.js';
import { SharedSource } from '../types/source-cache.js';
import { LIBRARY_FOLDER } from './library-folder.js';

/** Frozen in CPython too, and seen in tracebacks: the frames of `python -m`. */
const FROZEN = new Set(['runpy']);

/** Where the texts are, and what was compiled before. */
export interface StandardLibrary {
  source(name: string): string;
  code(name: string): CodeData | undefined;
}

let library: StandardLibrary | null = null;

/** A module whose text is fetched when it is asked for: mostly only its code is. Cells refer to it: it keeps nothing. */
class StandardModule extends SharedSource implements FoundSource {
  readonly filename: string;

  constructor(
    readonly name: string,
    file: string,
    readonly isPackage: boolean,
  ) {
    super();
    this.filename = `${LIBRARY_FOLDER}/${file}`;
  }

  get source(): string {
    return library!.source(this.name);
  }

  make(): PyCode {
    const data = library!.code(this.name);
    const filename = FROZEN.has(this.name) ? `<frozen ${this.name}>` : this.filename;
    const code =
      data === undefined ? compileSource(this.source, filename, 'exec') : codeFromData(data, filename, false);
    return code.setOrigin(this.name);
  }
}

const modules = new Map<string, StandardModule>();
const codes = new Map<string, PyCode>();

export function provideStandardLibrary(
  table: Iterable<readonly [string, string, boolean]>,
  from: StandardLibrary,
): void {
  library = from;
  for (const [name, file, isPackage] of table) modules.set(name, new StandardModule(name, file, isPackage));
}

export function isStandardFolder(path: string): boolean {
  return path === LIBRARY_FOLDER || path.startsWith(`${LIBRARY_FOLDER}/`);
}

export function standardModuleNames(): Iterable<string> {
  return modules.keys();
}

export function standardModule(name: string): FoundSource | undefined {
  return modules.get(name);
}

/** Code of a module of the standard library, made once for the process; each cell gets a clone. */
export function standardModuleCode(name: string): PyCode {
  let code = codes.get(name);
  if (code === undefined) {
    code = modules.get(name)!.make();
    codes.set(name, code);
  }
  return code.cloneFor();
}
