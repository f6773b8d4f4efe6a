/**
 * A code object: what the compiler makes of a function, a class body, a comprehension or a module.
 *
 * Everything but `caches` is fixed once made. A code object belongs to one cell; library code, compiled once for the
 * process, is given to each cell by `cloneFor`.
 */
import type { PyFunction } from './function.js';
import { PyObject, type PyValue, type R, type Shape } from './object.js';
import type { VM } from './vm.js';

/** Flags of `co_flags` (CPython's values; Include/cpython/code.h). */
export const CO_OPTIMIZED = 0x1;
export const CO_NEWLOCALS = 0x2;
export const CO_VARARGS = 0x4;
export const CO_VARKEYWORDS = 0x8;
export const CO_NESTED = 0x10;
export const CO_GENERATOR = 0x20;
export const CO_COROUTINE = 0x80;
export const CO_ITERABLE_COROUTINE = 0x100;
export const CO_ASYNC_GENERATOR = 0x200;
export const CO_FUTURE_ANNOTATIONS = 0x1000000;
export const CO_HAS_DOCSTRING = 0x4000000;
export const CO_METHOD = 0x8000000;

/** One row of the exception table: instructions [start, end) are handled at `target` with the stack cut to `depth`. */
export interface Handler {
  readonly start: number;
  readonly end: number;
  readonly target: number;
  readonly depth: number;
  /** Push the index of the raising instruction before the exception (for RERAISE to restore it). */
  readonly lasti: boolean;
}

/** What the compiler hands over. Indices count instructions, not bytes. */
export interface CodeFields {
  name: string;
  qualname: string;
  filename: string;
  firstlineno: number;
  flags: number;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  /** Locals, then cells that are not parameters or locals, then free variables: the order of the frame's registers. */
  varnames: string[];
  cellvars: string[];
  freevars: string[];
  /** Register names in order; `varnames` is its head. A cell variable that is also a local has one register. */
  localsplus: string[];
  /** Most values on the stack at once. */
  stacksize: number;
  /** Instructions: opcode in the low byte, operand in the upper 24 bits. */
  instrs: Int32Array;
  consts: PyValue[];
  /** Names of globals and attributes by operand. */
  names: string[];
  handlers: Handler[];
  /** Four numbers an instruction: line, end line, column, end column (UTF-8 bytes, 0-based); line 0: none. */
  positions: Int32Array;
  /** A function of `library/`: not in tracebacks, not in `sys._getframe`. */
  hidden: boolean;
}

/**
 * The native half of a function of the library: the same result as its Python code, for operands that need no Python; else
 * undefined, and the Python code runs. `args` are as the caller gave them, not yet bound; `kw` names the last of them.
 */
export type Half = (vm: VM, fn: PyFunction, args: PyValue[], kw: string[] | null) => R | undefined;
const halves = new Map<string, Half>();

/** Natives for functions of the library's module `origin`, by their qualified names. */
export function defineHalves(origin: string, byName: Record<string, Half>): void {
  for (const [qualname, half] of Object.entries(byName)) halves.set(`${origin}:${qualname}`, half);
}

export function halfOf(origin: string | null, qualname: string): Half | null {
  return origin === null ? null : (halves.get(`${origin}:${qualname}`) ?? null);
}

export class PyCode extends PyObject {
  readonly nregs: number;
  /** Registers and stack. */
  readonly framesize: number;
  /** Inline caches by instruction index, made at first use (see machine/caches.ts). */
  caches: unknown[] | null = null;
  /** Called with exactly `argcount` positional arguments, binding is a copy. */
  readonly plain: boolean;
  /** Such a call need not go through `callValue`: it is plain, and no native half is to be asked first. */
  simple: boolean;
  /** Set by `setOrigin`. */
  half: Half | null = null;
  readonly isGenerator: boolean;
  /** Its generators may have something to do when they are abandoned; undefined: not looked at yet. */
  needsClosing: boolean | undefined = undefined;
  /**
   * The module of the library whose text this is, '' for the functions of library/*.py; null: code of the program. Only the
   * loaders set it, on what they compiled themselves: no program can make or keep code with an origin (`ownCode`).
   */
  origin: string | null = null;

  constructor(
    shape: Shape,
    readonly f: CodeFields,
  ) {
    super(shape);
    this.nregs = f.localsplus.length;
    this.framesize = this.nregs + f.stacksize;
    this.plain = this.simple = (f.flags & (CO_VARARGS | CO_VARKEYWORDS)) === 0 && f.kwonlyargcount === 0;
    this.isGenerator = (f.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0;
  }

  /** The same code with caches of its own, nested code objects included. */
  cloneFor(): PyCode {
    const consts = this.f.consts.map((c) => (c instanceof PyCode ? c.cloneFor() : c));
    const clone = new PyCode(this.shape, { ...this.f, consts });
    clone.origin = this.origin;
    clone.half = this.half;
    clone.simple = this.simple;
    return clone;
  }

  /** Marks this code, nested code included, as the library's. */
  setOrigin(origin: string): this {
    this.origin = origin;
    this.half = halfOf(origin, this.f.qualname);
    if (this.half !== null) this.simple = false;
    for (const c of this.f.consts) if (c instanceof PyCode) c.setOrigin(origin);
    return this;
  }

  /** The same code as the program's own: what becomes a function or is run at the program's wish. */
  ownCode(): PyCode {
    if (this.origin === null) return this;
    const consts = this.f.consts.map((c) => (c instanceof PyCode ? c.ownCode() : c));
    return new PyCode(this.shape, { ...this.f, consts });
  }
}
