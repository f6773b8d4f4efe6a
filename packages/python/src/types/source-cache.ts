/** The source lines of the cell's modules by file name: what tracebacks show. Filled where source is compiled. */

import type { VM } from '../objects/vm.js';
import { copyOf } from '../syntax/pieces.js';

const KEY = 'linecache';

/** A text that all cells of the process share, fetched when it is asked for. */
export abstract class SharedSource {
  abstract readonly source: string;
}

function cache(vm: VM): Map<string, SharedSource | string[]> {
  let known = vm.moduleState.get(KEY) as Map<string, SharedSource | string[]> | undefined;
  if (known === undefined) {
    known = new Map();
    vm.moduleState.set(KEY, known);
  }
  return known;
}

/** Remember the text of a file. */
export function rememberSource(vm: VM, filename: string, text: string): void {
  vm.alloc(text.length * 2 + 64);
  cache(vm).set(filename, text.split(/\r\n|\r|\n/));
}

/** Remember a text that all cells of the process share: its lines are made when they are asked for. */
export function rememberSharedSource(vm: VM, filename: string, shared: SharedSource): void {
  cache(vm).set(filename, shared);
}

/** The files of which lines are known. */
export function knownFiles(vm: VM): string[] {
  return [...cache(vm).keys()];
}

/** Line `n` (from 1) without its end and trailing blanks; '' where it is not known. */
export function sourceLine(vm: VM, filename: string, n: number): string {
  return copyOf(sourceLines(vm, filename)?.[n - 1]?.trimEnd() ?? '');
}

/** All lines of a file, or undefined. */
export function sourceLines(vm: VM, filename: string): readonly string[] | undefined {
  const known = cache(vm).get(filename);
  if (known === undefined || Array.isArray(known)) return known;
  const { source } = known;
  const lines = source.split('\n');
  vm.alloc(source.length * 2);
  cache(vm).set(filename, lines);
  return lines;
}
