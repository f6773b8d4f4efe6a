/** Simple statements (language reference, chapter 7), conditionals, and bodies. */
import type { Assert, AugAssign, Expr, ExprStmt, If, Import, ImportFrom, Return, Stmt } from '../syntax/ast.js';
import { emitAnnotate, emitAnnotationSetup, visitAnnAssign } from './annotations.js';
import { visitClassDef } from './classes.js';
import type { Compiler } from './compiler.js';
import { jumpIf } from './conditions.js';
import { isTrue, TupleConst } from './constants.js';
import { cleanDocstring, docstringOf } from './docstring.js';
import { emitBinary, visitExpr, visitSlice } from './expressions.js';
import { constantOf } from './folding.js';
import { unwind } from './frame-blocks.js';
import { visitFunctionDef } from './functions.js';
import { isFutureImport } from './future.js';
import { isAfter, type Loc, NO_LOCATION } from './location.js';
import { visitBreak, visitContinue, visitFor, visitWhile } from './loops.js';
import { loadName, storeName } from './names.js';
import { Op } from './opcodes.js';
import { visitMatch } from './patterns.js';
import { LOCAL } from './scopes.js';
import { attributeLoc, visitTarget } from './targets.js';
import { visitTry, visitTryStar } from './try.js';
import { visitTypeAlias } from './type-params.js';
import { visitWith } from './with.js';

export function visitBody(c: Compiler, stmts: readonly Stmt[]): void {
  for (let i = 0; i < stmts.length; i++) visitStmt(c, stmts[i]!);
}

/** The body of a module or class: docstring and annotations besides the statements. */
export function visitModuleOrClassBody(c: Compiler, stmts: readonly Stmt[], loc: Loc): void {
  if (stmts.length === 0) return;
  emitAnnotationSetup(c, c.u.type === 'module' ? stmts[0]! : loc);
  let body = stmts;
  const doc = c.u.type === 'module' && c.options.interactive ? undefined : docstringOf(stmts);
  if (doc !== undefined) {
    body = stmts.slice(1);
    if (c.options.optimize < 2) {
      const value = (stmts[0] as ExprStmt).value;
      c.constant(value, cleanDocstring(doc));
      storeName(c, NO_LOCATION, '__doc__', 'Store');
    }
  }
  visitBody(c, body);
  if (c.u.deferredAnnotations.length > 0) emitAnnotate(c, c.u.type === 'module' ? stmts[0]! : loc);
}

/** Statements that may run or not. */
export function conditionally(c: Compiler, visit: () => void): void {
  const u = c.u;
  const before = u.inConditionalBlock;
  u.inConditionalBlock = true;
  visit();
  u.inConditionalBlock = before;
}

export function visitStmt(c: Compiler, s: Stmt): void {
  c.descend();
  statement(c, s);
  c.ascend();
}

function statement(c: Compiler, s: Stmt): void {
  switch (s.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      visitFunctionDef(c, s);
      return;
    case 'ClassDef':
      visitClassDef(c, s);
      return;
    case 'TypeAlias':
      visitTypeAlias(c, s);
      return;
    case 'Return':
      visitReturn(c, s);
      return;
    case 'Delete':
      for (const t of s.targets) visitTarget(c, t);
      return;
    case 'Assign':
      visitAssign(c, s.targets, s.value, s);
      return;
    case 'AugAssign':
      visitAugAssign(c, s);
      return;
    case 'AnnAssign':
      visitAnnAssign(c, s);
      return;
    case 'For':
    case 'AsyncFor':
      conditionally(c, () => visitFor(c, s));
      return;
    case 'While':
      conditionally(c, () => visitWhile(c, s));
      return;
    case 'If':
      conditionally(c, () => visitIf(c, s));
      return;
    case 'Match':
      conditionally(c, () => visitMatch(c, s));
      return;
    case 'Raise':
      if (s.exc !== null) visitExpr(c, s.exc);
      if (s.exc !== null && s.cause !== null) visitExpr(c, s.cause);
      c.emit(s, Op.RAISE, s.exc === null ? 0 : s.cause === null ? 1 : 2);
      return;
    case 'Try':
      conditionally(c, () => visitTry(c, s));
      return;
    case 'TryStar':
      conditionally(c, () => visitTryStar(c, s));
      return;
    case 'Assert':
      visitAssert(c, s);
      return;
    case 'Import':
      visitImport(c, s);
      return;
    case 'ImportFrom':
      visitImportFrom(c, s);
      return;
    case 'Global':
    case 'Nonlocal':
      return;
    case 'Expr':
      visitExprStmt(c, s);
      return;
    case 'Pass':
      c.emit(s, Op.NOP);
      return;
    case 'Break':
      visitBreak(c, s);
      return;
    case 'Continue':
      visitContinue(c, s);
      return;
    case 'With':
    case 'AsyncWith':
      conditionally(c, () => visitWith(c, s));
      return;
  }
}

function visitExprStmt(c: Compiler, s: ExprStmt): void {
  if (c.options.interactive && c.u.type === 'module') {
    visitExpr(c, s.value);
    c.emit(s, Op.INTRINSIC_1, 0);
    c.emit(NO_LOCATION, Op.POP_TOP);
    return;
  }
  if (constantOf(s.value, c) !== undefined) {
    c.emit(s, Op.NOP);
    return;
  }
  visitExpr(c, s.value);
  c.emit(NO_LOCATION, Op.POP_TOP);
}

function visitReturn(c: Compiler, s: Return): void {
  const { scope } = c.u;
  if (!scope.functionLike) throw c.error("'return' outside function", s);
  if (s.value !== null && scope.coroutine && scope.generator)
    throw c.error("'return' with value in async generator", s);
  const value = s.value === null ? null : s.value.kind === 'Constant' ? s.value.value : undefined;
  // A value that is worked out stays on the stack while blocks are left.
  const keep = value === undefined;
  const at: { loc: Loc } = { loc: s };
  if (keep) visitExpr(c, s.value!);
  else if (s.value !== null) {
    at.loc = s.value;
    c.emit(s.value, Op.NOP);
  }
  if (s.value === null || s.value.lineno !== s.lineno) {
    at.loc = s;
    c.emit(s, Op.NOP);
  } else if (keep) at.loc = s;
  unwind(c, at, keep, false);
  if (!keep) c.constant(at.loc, value!);
  c.emit(at.loc, Op.RETURN_VALUE);
}

/** a, b = x, y needs no tuple. */
function visitAssign(c: Compiler, targets: readonly Expr[], value: Expr, s: Loc): void {
  const target = targets[0]!;
  if (
    targets.length === 1 &&
    value.kind === 'Tuple' &&
    target.kind === 'Tuple' &&
    swapAssign(c, target.elts, value.elts, value, target)
  )
    return;
  visitExpr(c, value);
  for (let i = 0; i < targets.length; i++) {
    if (i < targets.length - 1) c.emit(s, Op.COPY, 1);
    visitTarget(c, targets[i]!);
  }
}

function swapAssign(c: Compiler, targets: readonly Expr[], values: readonly Expr[], value: Expr, target: Loc): boolean {
  const n = values.length;
  if (n !== targets.length || n < 1 || n > 3 || constantOf(value, c) !== undefined) return false;
  if (values.some((v) => v.kind === 'Starred') || targets.some((t) => t.kind === 'Starred')) return false;
  for (const v of values) visitExpr(c, v);
  // Stores to distinct plain locals may come in any order.
  const names = targets.map((t) => (t.kind === 'Name' ? t.id : null));
  const plain = c.u.scope.functionLike && names.every((name) => name !== null) && new Set(names).size === n;
  if (plain) {
    for (const t of targets) reserveName(c, t);
    for (let i = n - 1; i >= 0; i--) visitTarget(c, targets[i]!);
    return true;
  }
  if (n > 1) c.emit(target, Op.SWAP, n);
  for (const t of targets) visitTarget(c, t);
  return true;
}

/** Registers are numbered in the order of the text. */
function reserveName(c: Compiler, e: Expr): void {
  const mangled = e.kind === 'Name' ? c.mangle(e.id) : '';
  if (c.u.scope.scopeOf(mangled) === LOCAL) c.register(mangled);
}

function visitAugAssign(c: Compiler, s: AugAssign): void {
  const e = s.target;
  switch (e.kind) {
    case 'Attribute': {
      visitExpr(c, e.value);
      const loc = attributeLoc(e, e);
      c.emit(loc, Op.COPY, 1);
      c.emitName(loc, Op.LOAD_ATTR, e.attr);
      visitExpr(c, s.value);
      emitBinary(c, s, s.op, true);
      c.emit(loc, Op.SWAP, 2);
      c.emitName(loc, Op.STORE_ATTR, e.attr);
      return;
    }
    case 'Subscript':
      visitExpr(c, e.value);
      visitSlice(c, e.slice);
      c.emit(e, Op.COPY, 2);
      c.emit(e, Op.COPY, 2);
      c.emit(e, Op.BINARY_SUBSCR);
      visitExpr(c, s.value);
      emitBinary(c, s, s.op, true);
      c.emit(e, Op.SWAP, 3);
      c.emit(e, Op.SWAP, 2);
      c.emit(e, Op.STORE_SUBSCR);
      return;
    case 'Name':
      loadName(c, e, e.id);
      visitExpr(c, s.value);
      emitBinary(c, s, s.op, true);
      storeName(c, e, e.id, 'Store');
      return;
    default:
      throw c.error('invalid node type for augmented assignment', s);
  }
}

function visitIf(c: Compiler, s: If): void {
  const end = c.newLabel();
  for (let node = s; ; ) {
    const next = node.orelse.length > 0 ? c.newLabel() : end;
    jumpIf(c, node.test, next, false);
    visitBody(c, node.body);
    if (node.orelse.length === 0) break;
    c.emit(NO_LOCATION, Op.JUMP, end);
    c.place(next);
    const only = node.orelse.length === 1 ? node.orelse[0]! : null;
    if (only?.kind !== 'If') {
      visitBody(c, node.orelse);
      break;
    }
    node = only;
  }
  c.place(end);
}

function visitAssert(c: Compiler, s: Assert): void {
  const { test } = s;
  if (test.kind === 'Tuple' ? test.elts.length > 0 : test.kind === 'Constant' && isTupleConst(test.value))
    c.warn('assertion is always true, perhaps remove parentheses?', s);
  if (c.options.optimize > 0) return;
  const end = c.newLabel();
  jumpIf(c, test, end, true);
  c.emit(s, Op.LOAD_ASSERTION_ERROR);
  if (s.msg !== null) {
    c.emit(s, Op.PUSH_NULL);
    visitExpr(c, s.msg);
    c.emit(s, Op.CALL, 1);
  }
  c.emit(test, Op.RAISE, 1);
  c.place(end);
}

/** Trees made by a program may have tuples for constants. */
function isTupleConst(value: unknown): boolean {
  return value instanceof TupleConst && isTrue(value);
}

function visitImport(c: Compiler, s: Import): void {
  for (const a of s.names) {
    c.constant(s, 0);
    c.constant(s, null);
    c.emitName(s, Op.IMPORT_NAME, a.name);
    const dot = a.name.indexOf('.');
    if (a.asname === null) {
      storeName(c, s, dot < 0 ? a.name : a.name.slice(0, dot), 'Store');
      continue;
    }
    const parts = a.name.split('.');
    for (let i = 1; i < parts.length; i++) {
      if (i > 1) {
        c.emit(s, Op.SWAP, 2);
        c.emit(s, Op.POP_TOP);
      }
      c.emitName(s, Op.IMPORT_FROM, parts[i]!);
    }
    storeName(c, s, a.asname, 'Store');
    if (parts.length > 1) c.emit(s, Op.POP_TOP);
  }
}

function visitImportFrom(c: Compiler, s: ImportFrom): void {
  if (isFutureImport(s) && isAfter(s, c.options.lastFuture))
    throw c.error('from __future__ imports must occur at the beginning of the file', s);
  c.constant(s, s.level ?? 0);
  c.constant(s, new TupleConst(s.names.map((a) => a.name)));
  c.emitName(s, Op.IMPORT_NAME, s.module ?? '');
  if (s.names[0]!.name === '*') {
    c.emit(s, Op.IMPORT_STAR);
    return;
  }
  for (const a of s.names) {
    c.emitName(s, Op.IMPORT_FROM, a.name);
    storeName(c, s, a.asname ?? a.name, 'Store');
  }
  c.emit(s, Op.POP_TOP);
}
