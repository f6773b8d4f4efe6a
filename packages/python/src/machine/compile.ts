/** Source text to a code object: the whole front end in one call. */

import {
  type ConstantFactory,
  compile,
  PyCF_ALLOW_INCOMPLETE_INPUT,
  PyCF_DONT_IMPLY_DEDENT,
} from '../compiler/compile.js';
import { BytesType, CodeType, ComplexType, Ellipsis, SliceType, tuple } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import type { PyCode } from '../objects/code.js';
import { PyComplex } from '../objects/complex.js';
import { PyFloat, type PyValue, PyWideStr } from '../objects/object.js';
import { PySlice } from '../objects/sequence.js';
import { codePointOfName } from '../objects/text/unicode/names.js';
import type { VM } from '../objects/vm.js';
import type { Mod } from '../syntax/ast.js';
import { parse } from '../syntax/parse.js';
import { newFrozenSet } from '../types/set.js';
import { settledSet, settledTuple, unmetered } from '../types/settled.js';

export type CompileMode = 'exec' | 'eval' | 'single' | 'func_type';

export interface CompileSourceOptions {
  /** Library code: hidden from tracebacks. */
  hidden?: boolean;
  /** `compile()`'s flags (future features, ...). */
  flags?: number;
  optimize?: -1 | 0 | 1 | 2;
  onWarning?: (category: string, message: string, lineno: number) => void;
  /** The cell that pays; without it (library code, the command's own use) nothing is metered. */
  vm?: VM;
}

/** What one unit of the front end's charge costs, and the least that a compilation costs. */
const FUEL_PER_UNIT = 3;
const FUEL_AT_ONCE = 60;
/** Bytes of tokens, tree and tables that stand behind one unit of the front end's charge, while it runs. */
const BYTES_PER_UNIT = 100;

/** How the compiler makes constants at a cell's expense. */
function constantsFor(vm: VM): ConstantFactory {
  return {
    float: (n: number): PyValue => new PyFloat(n),
    complex: (re: number, im: number): PyValue => new PyComplex(ComplexType.root, re, im),
    bytes: (b: Uint8Array): PyValue => new PyBytes(BytesType.root, b),
    wide: (cps: Uint32Array): PyValue => new PyWideStr(cps),
    tuple: (items: PyValue[]): PyValue => tuple(items),
    // Members with one hash are compared with each other.
    frozenset: (items: PyValue[]): PyValue => newFrozenSet(vm, items),
    ellipsis: Ellipsis,
    slice: (a: PyValue, b: PyValue, c: PyValue): PyValue => new PySlice(SliceType.root, a, b, c),
  };
}

/** Constants of code that cells share. */
const sharedConstants: ConstantFactory = {
  ...constantsFor(unmetered),
  tuple: (items: PyValue[]): PyValue => settledTuple(tuple(items)),
  frozenset: (items: PyValue[]): PyValue => settledSet(newFrozenSet(unmetered, items)),
};

export function constantsOf(vm: VM | undefined): ConstantFactory {
  return vm === undefined ? sharedConstants : constantsFor(vm);
}

/** Constants of code that nobody runs. */
const nothing = (): PyValue => null;
const noConstants: ConstantFactory = {
  ...{ float: nothing, complex: nothing, bytes: nothing, wide: nothing, tuple: nothing, frozenset: nothing },
  ...{ ellipsis: Ellipsis, slice: nothing },
};

export function compileSource(
  source: string,
  filename: string,
  mode: CompileMode,
  options: CompileSourceOptions = {},
): PyCode {
  return metered(options.vm, (charge) => {
    const tree = parse(source, {
      filename,
      mode,
      lookupName: codePointOfName,
      allowIncomplete: ((options.flags ?? 0) & PyCF_ALLOW_INCOMPLETE_INPUT) !== 0,
      dontImplyDedent: ((options.flags ?? 0) & PyCF_DONT_IMPLY_DEDENT) !== 0,
      ...options,
      ...(charge === undefined ? {} : { charge }),
    });
    options.vm?.checkSource(tree, filename, source);
    return compile(tree, compileOptions(filename, mode, options, charge));
  });
}

export function compileTree(
  tree: Mod,
  filename: string,
  mode: CompileMode,
  options: CompileSourceOptions = {},
): PyCode {
  return metered(options.vm, (charge) => {
    options.vm?.checkSource(tree, filename, null);
    return compile(tree, compileOptions(filename, mode, options, charge));
  });
}

/** Raises what is wrong with a tree that could be parsed: a `break` outside of a loop, a parameter twice. */
export function checkTreeCompiles(tree: Mod, filename: string, mode: CompileMode): void {
  compile(tree, { filename, mode, codeShape: CodeType.root, constants: noConstants });
}

type Charge = ((n: number) => void) | undefined;

function compileOptions(filename: string, mode: CompileMode, options: CompileSourceOptions, charge: Charge) {
  return {
    ...options,
    filename,
    mode,
    codeShape: CodeType.root,
    constants: constantsOf(options.vm),
    ...(charge === undefined ? {} : { charge }),
  };
}

/** Run the front end at a cell's expense: what it builds counts as live until it is done. */
export function metered<T>(vm: VM | undefined, body: (charge: Charge) => T): T {
  if (vm === undefined) return body(undefined);
  const before = vm.held;
  vm.charge(FUEL_AT_ONCE);
  try {
    return body((n) => {
      vm.charge(n * FUEL_PER_UNIT);
      vm.held += n * BYTES_PER_UNIT;
      vm.alloc(n * BYTES_PER_UNIT);
    });
  } finally {
    vm.held = before;
  }
}
