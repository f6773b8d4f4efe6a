/**
 * The texts of CPython's own library as files, for whoever shows them to a cell as a folder. Nothing of the engine is
 * needed for it, and no text is fetched before it is asked for.
 */
import { standardNames } from './generated/names.js';
import { standardSources } from './generated/standard.js';

let modules: ReadonlyMap<string, string> | null = null;

/** Names of the files below the folder, each with the module whose text it is. */
export function libraryFiles(): ReadonlyMap<string, string> {
  modules ??= new Map(standardNames.map(([name, file]) => [file, name]));
  return modules;
}

export function libraryText(module: string): string {
  return standardSources.get(module)!();
}
