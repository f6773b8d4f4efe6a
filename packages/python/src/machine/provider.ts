/**
 * Where the machine gets library code and native modules from. The library lies below the machine (it is compiled by
 * the machine's own front end), so it is handed in at load time by library/loader.ts.
 */
import type { PyCode } from '../objects/code.js';
import type { PyDict } from '../objects/dict.js';
import { InternalError } from '../objects/errors.js';
import type { PyModule } from '../objects/function.js';
import type { VM } from '../objects/vm.js';

export interface LibraryProvider {
  /** Shared code of a library function: to be cloned for a cell. */
  template(name: string): PyCode;
  /** The namespace of library code in a cell whose `builtins` are made. */
  globals(vm: VM): PyDict;
  /** A native module, made for a cell. */
  module(vm: VM, name: string): PyModule;
}

let provider: LibraryProvider | null = null;

export function provideLibrary(p: LibraryProvider): void {
  provider = p;
}

export function library(): LibraryProvider {
  if (provider === null) throw new InternalError('the library is not loaded: import library/loader.js');
  return provider;
}
