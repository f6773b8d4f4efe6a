/**
 * AST to code object: the entry point of this folder. The steps are the symbol table (scopes.ts), instructions
 * (statements.ts, expressions.ts, ...), and the assembler.
 */
import type { PyCode } from '../objects/code.js';
import type { Shape } from '../objects/object.js';
import type { Interactive, Mod, Module } from '../syntax/ast.js';
import { Compiler } from './compiler.js';
import type { ConstantFactory } from './constants.js';
import { visitExpr } from './expressions.js';
import { warnFinallyJumps } from './finally-warnings.js';
import { FUTURE_ANNOTATIONS, FUTURE_BARRY_AS_BDFL, futureFeatures } from './future.js';
import { type Loc, lineStart, NO_LOCATION } from './location.js';
import { Op } from './opcodes.js';
import { visitModuleOrClassBody } from './statements.js';
import { buildSymbolTable } from './symbol-table.js';

export type { ConstantFactory } from './constants.js';

/** Flags of compile() (Include/cpython/compile.h). */
export const PyCF_ONLY_AST = 0x0400;
export const PyCF_DONT_IMPLY_DEDENT = 0x0200;
export const PyCF_TYPE_COMMENTS = 0x1000;
export const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;
export const PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000;
export const PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST;
/** Flags of future features, which nested compilations inherit. */
export const PyCF_MASK = 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000 | 0x1000000;

export interface CompileOptions {
  readonly filename: string;
  /** For the reader: the kind of the tree is what decides. */
  readonly mode?: 'exec' | 'eval' | 'single' | 'func_type';
  /** PyCF_* flags and inherited future features. */
  readonly flags?: number;
  /** -1 is the interpreter's own level, 0. */
  readonly optimize?: -1 | 0 | 1 | 2;
  /** Library code: not in tracebacks. */
  readonly hidden?: boolean;
  readonly codeShape: Shape;
  readonly constants: ConstantFactory;
  /** Called for each SyntaxWarning; to turn it into an error, throw. */
  readonly onWarning?: (category: 'SyntaxWarning', message: string, lineno: number) => void;
  /** Called with an amount of work before that work is done. */
  readonly charge?: (amount: number) => void;
  /** Called with bytes before they are taken. */
  readonly alloc?: (bytes: number) => void;
}

export function compile(mod: Mod, options: CompileOptions): PyCode {
  const { filename } = options;
  const nothing = () => {};
  const futures = futureFeatures(mod, filename);
  const flags = ((options.flags ?? 0) & PyCF_MASK) | futures.flags;
  const futureAnnotations = (flags & FUTURE_ANNOTATIONS) !== 0;
  const topLevelAwait = ((options.flags ?? 0) & PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0;
  const onWarning = options.onWarning;
  const warn = (message: string, loc: Loc) => onWarning?.('SyntaxWarning', message, loc.lineno);
  const charge = options.charge ?? nothing;
  if (onWarning !== undefined) warnFinallyJumps(mod, warn);
  const table = buildSymbolTable(mod, { filename, futureAnnotations, topLevelAwait, charge, warn });
  const c = new Compiler(
    {
      filename,
      flags,
      futureAnnotations,
      lastFuture: futures.last,
      topLevelAwait,
      interactive: mod.kind === 'Interactive',
      optimize: Math.max(0, options.optimize ?? 0),
      hidden: options.hidden ?? false,
      codeShape: options.codeShape,
      constants: options.constants,
      charge,
      alloc: options.alloc ?? nothing,
      warn,
    },
    table,
  );
  c.enter('module', table.top, '<module>', 1);
  switch (mod.kind) {
    case 'Module':
    case 'Interactive':
      moduleBody(c, mod);
      return c.leave(true);
    case 'Expression':
      visitExpr(c, mod.body);
      c.emit(mod.body, Op.RETURN_VALUE);
      return c.leave(false);
    default:
      throw new TypeError('this compiler does not handle FunctionTypes');
  }
}

function moduleBody(c: Compiler, mod: Module | Interactive): void {
  visitModuleOrClassBody(c, mod.body, lineStart(1));
  if (mod.body.length === 0) c.emit(NO_LOCATION, Op.NOP);
}

export { FUTURE_ANNOTATIONS, FUTURE_BARRY_AS_BDFL };
