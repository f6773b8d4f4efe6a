/** Functions and lambdas (language reference 8.7, 6.14), decorators, defaults, closures. */
import type { PyCode } from '../objects/code.js';
import type { Arguments, AsyncFunctionDef, Expr, FunctionDef, Lambda } from '../syntax/ast.js';
import { visitFunctionAnnotations } from './annotations.js';
import type { Compiler } from './compiler.js';
import { emitGeneratorEnd } from './comprehensions.js';
import { CodeConst } from './constants.js';
import { cleanDocstring, docstringOf } from './docstring.js';
import { visitExpr } from './expressions.js';
import { constantItems } from './folding.js';
import { type Loc, NO_LOCATION } from './location.js';
import { storeName } from './names.js';
import { Op } from './opcodes.js';
import { SETUP_CLEANUP } from './pseudo.js';
import { CELL, FREE } from './scopes.js';
import { visitBody } from './statements.js';
import { enterTypeParams, leaveTypeParams, visitTypeParams } from './type-params.js';

/** Flags of SET_FUNCTION_ATTRIBUTE. */
export const DEFAULTS = 1;
export const KWDEFAULTS = 2;
export const ANNOTATIONS = 4;
export const CLOSURE = 8;
export const ANNOTATE = 16;

/**
 * A function of `code`, whose free variables are cells of the unit that goes on now. `flags` tells what is on the stack
 * for it: from below defaults, keyword defaults, the annotate function.
 */
export function emitClosure(c: Compiler, loc: Loc, code: PyCode, flags: number): void {
  const { freevars } = code.f;
  if (freevars.length > 0) {
    for (const name of freevars) c.emit(loc, Op.LOAD_CLOSURE, closureCell(c, name));
    c.emit(loc, Op.BUILD_TUPLE, freevars.length);
    flags |= CLOSURE;
  }
  c.constant(loc, new CodeConst(code));
  c.emit(loc, Op.MAKE_FUNCTION);
  for (const flag of [CLOSURE, ANNOTATE, ANNOTATIONS, KWDEFAULTS, DEFAULTS])
    if (flags & flag) c.emit(loc, Op.SET_FUNCTION_ATTRIBUTE, flag);
}

function closureCell(c: Compiler, name: string): number {
  const u = c.u;
  // A class gives its own cells to what is inside, even where the name is free in it as well.
  if (
    u.type === 'class' &&
    (name === '__class__' || name === '__classdict__' || name === '__conditional_annotations__')
  )
    return c.cell(name, !u.cellIndex.has(name));
  const where = u.scope.scopeOf(name);
  if (where === CELL) return c.cell(name, false);
  if (where === FREE) return c.cell(name, true);
  return c.cell(name, u.freeIndex.has(name));
}

export function visitDecorators(c: Compiler, decorators: readonly Expr[]): void {
  for (const d of decorators) visitExpr(c, d);
}

export function applyDecorators(c: Compiler, decorators: readonly Expr[]): void {
  for (let i = decorators.length - 1; i >= 0; i--) c.emit(decorators[i]!, Op.CALL, 0);
}

/** Puts the defaults on the stack; gives the flags that tell which are there. */
function visitDefaults(c: Compiler, loc: Loc, args: Arguments): number {
  let flags = 0;
  if (args.defaults.length > 0) {
    flags |= DEFAULTS;
    visitDefaultTuple(c, loc, args.defaults);
  }
  let keywords = 0;
  for (let i = 0; i < args.kwonlyargs.length; i++) {
    const value = args.kw_defaults[i];
    if (value == null) continue;
    c.constant(loc, c.mangle(args.kwonlyargs[i]!.arg));
    visitExpr(c, value);
    keywords++;
  }
  if (keywords > 0) {
    c.emit(loc, Op.BUILD_MAP, keywords);
    flags |= KWDEFAULTS;
  }
  return flags;
}

function visitDefaultTuple(c: Compiler, loc: Loc, defaults: readonly Expr[]): void {
  const items = constantItems(defaults, c);
  if (items !== undefined) {
    c.constant(loc, items);
    return;
  }
  for (const d of defaults) visitExpr(c, d);
  c.emit(loc, Op.BUILD_TUPLE, defaults.length);
}

/** Argument counts of the unit that was just entered. */
function setArguments(c: Compiler, args: Arguments): void {
  const u = c.u;
  u.posonlyargcount = args.posonlyargs.length;
  u.argcount = args.posonlyargs.length + args.args.length;
  u.kwonlyargcount = args.kwonlyargs.length;
}

export function visitFunctionDef(c: Compiler, s: FunctionDef | AsyncFunctionDef): void {
  visitDecorators(c, s.decorator_list);
  const firstlineno = s.decorator_list.length > 0 ? s.decorator_list[0]!.lineno : s.lineno;
  let flags = visitDefaults(c, s, s.args);
  const generic = s.type_params.length > 0;
  const given = (flags & DEFAULTS ? 1 : 0) + (flags & KWDEFAULTS ? 1 : 0);
  if (generic) {
    // The first of two becomes "self" of the call below.
    if (given === 2) c.emit(s, Op.SWAP, 2);
    enterTypeParams(c, s, s.name, firstlineno);
    c.u.argcount = given;
    visitTypeParams(c, s.type_params);
    for (let i = 0; i < given; i++) c.emit(s, Op.LOAD_FAST, i);
  }
  flags |= visitFunctionAnnotations(c, s);
  functionBody(c, s, firstlineno, flags);
  if (generic) {
    c.emit(s, Op.SWAP, 2);
    c.emit(s, Op.INTRINSIC_2, 2);
    leaveTypeParams(c, s, given);
  }
  applyDecorators(c, s.decorator_list);
  storeName(c, s, s.name, 'Store');
}

function functionBody(c: Compiler, s: FunctionDef | AsyncFunctionDef, firstlineno: number, flags: number): void {
  const scope = c.table.byNode.get(s)!;
  c.enter(s.kind === 'FunctionDef' ? 'function' : 'async function', scope, s.name, firstlineno);
  setArguments(c, s.args);
  const doc = docstringOf(s.body);
  if (doc !== undefined && c.options.optimize < 2) c.addConst(cleanDocstring(doc));
  const handler = c.newLabel();
  const wrap = scope.generator || scope.coroutine;
  if (wrap) c.emit(NO_LOCATION, SETUP_CLEANUP, handler);
  visitBody(c, doc === undefined ? s.body : s.body.slice(1));
  if (wrap) emitGeneratorEnd(c, handler);
  const code = c.leave(!wrap);
  emitClosure(c, s, code, flags);
}

export function visitLambda(c: Compiler, e: Lambda): void {
  const flags = visitDefaults(c, e, e.args);
  const scope = c.table.byNode.get(e)!;
  c.enter('lambda', scope, '<lambda>', e.lineno);
  setArguments(c, e.args);
  visitExpr(c, e.body);
  c.emit(e.body, Op.RETURN_VALUE);
  const code = c.leave(false);
  emitClosure(c, e, code, flags);
}
