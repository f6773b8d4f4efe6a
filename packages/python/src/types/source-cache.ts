/** The source lines of the cell's modules by file name: what tracebacks show. Filled where source is compiled. */
import type { VM } from '../objects/vm.js';

const KEY = 'linecache';

function cache(vm: VM): Map<string, string[]> {
  let known = vm.moduleState.get(KEY) as Map<string, string[]> | undefined;
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

/** Line `n` (from 1) without its end and trailing blanks; '' where it is not known. */
export function sourceLine(vm: VM, filename: string, n: number): string {
  return cache(vm).get(filename)?.[n - 1]?.trimEnd() ?? '';
}

/** All lines of a file, or undefined. */
export function sourceLines(vm: VM, filename: string): readonly string[] | undefined {
  return cache(vm).get(filename);
}
