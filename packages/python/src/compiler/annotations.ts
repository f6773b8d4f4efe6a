/**
 * Annotations (PEP 649, 749): functions, classes and modules get an `__annotate__` function that works them out when
 * they are asked for. With `from __future__ import annotations` they are strings.
 */
import type { AnnAssign, Arg, AsyncFunctionDef, Expr, FunctionDef } from '../syntax/ast.js';
import { unparse } from '../syntax/unparse.js';
import type { Compiler } from './compiler.js';
import { visitExpr, visitSlice } from './expressions.js';
import { ANNOTATE, emitClosure } from './functions.js';
import { type Loc, NO_LOCATION } from './location.js';
import { loadName, storeName } from './names.js';
import { Op } from './opcodes.js';
import { FREE } from './scopes.js';
import { visitTarget } from './targets.js';

/** `format` beyond VALUE_WITH_FAKE_GLOBALS is not known here. */
export function emitFormatCheck(c: Compiler, loc: Loc): void {
  const known = c.newLabel();
  c.emit(loc, Op.LOAD_FAST, 0);
  c.constant(loc, 2);
  c.emit(loc, Op.COMPARE_GT);
  c.emit(loc, Op.POP_JUMP_IF_FALSE, known);
  c.emit(loc, Op.LOAD_NOT_IMPLEMENTED_ERROR);
  c.emit(loc, Op.RAISE, 1);
  c.place(known);
}

function annotationString(c: Compiler, e: Expr): void {
  c.constant(e, unparse(e));
}

// ---- functions

/** Puts the annotate function on the stack where there are annotations; gives the flag that says so. */
export function visitFunctionAnnotations(c: Compiler, s: FunctionDef | AsyncFunctionDef): number {
  const scope = c.table.byNode.get(s.args)!;
  if (!scope.annotationsUsed) return 0;
  c.enter('annotations', scope, '__annotate__', s.lineno);
  c.u.argcount = 1;
  c.u.posonlyargcount = 1;
  emitFormatCheck(c, s);
  const { args } = s;
  let n = 0;
  const one = (arg: Arg | null) => {
    if (arg === null || arg.annotation === null) return;
    c.constant(s, c.mangle(arg.arg));
    visitAnnotation(c, arg.annotation);
    n++;
  };
  for (const a of args.posonlyargs) one(a);
  for (const a of args.args) one(a);
  one(args.vararg);
  for (const a of args.kwonlyargs) one(a);
  one(args.kwarg);
  if (s.returns !== null) {
    c.constant(s, 'return');
    visitAnnotation(c, s.returns);
    n++;
  }
  c.emit(s, Op.BUILD_MAP, n);
  c.emit(s, Op.RETURN_VALUE);
  const code = c.leave(false);
  emitClosure(c, s, code, 0);
  return ANNOTATE;
}

function visitAnnotation(c: Compiler, e: Expr): void {
  if (c.options.futureAnnotations) {
    annotationString(c, e);
    return;
  }
  if (e.kind !== 'Starred') {
    visitExpr(c, e);
    return;
  }
  // *args: *Ts
  visitExpr(c, e.value);
  c.emit(e, Op.UNPACK_SEQUENCE, 1);
}

// ---- variables

export function visitAnnAssign(c: Compiler, s: AnnAssign): void {
  const { target, value } = s;
  if (value !== null) {
    visitExpr(c, value);
    visitTarget(c, target);
  }
  switch (target.kind) {
    case 'Name':
      if (s.simple && (c.u.type === 'module' || c.u.type === 'class')) annotateName(c, s, target.id);
      return;
    case 'Attribute':
      if (value === null) discard(c, target.value);
      return;
    case 'Subscript':
      if (value !== null) return;
      discard(c, target.value);
      if (target.slice.kind === 'Slice') {
        for (const part of [target.slice.lower, target.slice.upper, target.slice.step])
          if (part !== null) discard(c, part);
      } else discard(c, target.slice);
      return;
    default:
      throw c.error('invalid node type for annotated assignment', s);
  }
}

function discard(c: Compiler, e: Expr): void {
  visitSlice(c, e);
  c.emit(NO_LOCATION, Op.POP_TOP);
}

function annotateName(c: Compiler, s: AnnAssign, name: string): void {
  const u = c.u;
  if (c.options.futureAnnotations) {
    annotationString(c, s.annotation);
    loadName(c, s, '__annotations__');
    c.constant(s, c.mangle(name));
    c.emit(s, Op.STORE_SUBSCR);
    return;
  }
  const conditional = u.type === 'module' || u.inConditionalBlock;
  const index = conditional ? u.nextConditionalAnnotation++ : -1;
  u.deferredAnnotations.push({ node: s, index });
  if (!conditional) return;
  // Remembers that this statement has run.
  if (u.type === 'class') c.emit(s, Op.LOAD_DEREF, c.cell('__conditional_annotations__', false));
  else loadName(c, s, '__conditional_annotations__');
  c.constant(s, index);
  c.emit(s, Op.SET_ADD, 1);
  c.emit(s, Op.POP_TOP);
}

/** Whether the body has annotations that its annotate function will answer for. */
export function hasDeferredAnnotations(c: Compiler): boolean {
  return c.u.scope.annotationBlock !== null && !c.options.futureAnnotations;
}

/** Makes the annotate function of the class or module from the annotations seen in it. */
export function emitAnnotate(c: Compiler, loc: Loc): void {
  const u = c.u;
  const code = annotateCode(c, loc);
  if (u.type === 'class') {
    emitClosure(c, loc, code, 0);
    storeName(c, loc, '__annotate_func__', 'Store');
    return;
  }
  // A module's stands at its start: the place was kept.
  emitClosure(c, loc, code, 0);
  storeName(c, loc, '__annotate__', 'Store');
  const ops = u.ops.splice(-3);
  const args = u.args.splice(-3);
  u.locs.length -= 3;
  for (let i = 0; i < 3; i++) {
    u.ops[u.annotateSetup + i] = ops[i]!;
    u.args[u.annotateSetup + i] = args[i]!;
  }
}

function annotateCode(c: Compiler, loc: Loc) {
  const { deferredAnnotations, scope } = c.u;
  c.enter('annotations', scope.annotationBlock!, '__annotate__', loc.lineno);
  c.u.argcount = 1;
  c.u.posonlyargcount = 1;
  emitFormatCheck(c, loc);
  c.emit(loc, Op.BUILD_MAP, 0);
  for (const { node, index } of deferredAnnotations) {
    const skip = c.newLabel();
    if (index >= 0) {
      c.constant(node, index);
      if (scope.type === 'class')
        c.emit(
          node,
          Op.LOAD_DEREF,
          c.cell('__conditional_annotations__', c.u.scope.scopeOf('__conditional_annotations__') === FREE),
        );
      else c.emitPlainName(node, Op.LOAD_GLOBAL, '__conditional_annotations__');
      c.emit(node, Op.CONTAINS_OP, 0);
      c.emit(node, Op.POP_JUMP_IF_FALSE, skip);
    }
    visitExpr(c, node.annotation);
    c.emit(node, Op.COPY, 2);
    c.constant(node, c.mangle(node.target.kind === 'Name' ? node.target.id : ''));
    c.emit(loc, Op.STORE_SUBSCR);
    c.place(skip);
  }
  c.emit(loc, Op.RETURN_VALUE);
  return c.leave(false);
}

/** At the start of a module or class body. */
export function emitAnnotationSetup(c: Compiler, loc: Loc): void {
  const u = c.u;
  const used = u.scope.annotationsUsed;
  if (!c.options.futureAnnotations && used && u.type === 'module' && hasDeferredAnnotations(c)) {
    u.annotateSetup = u.ops.length;
    for (let i = 0; i < 3; i++) c.emit(loc, Op.NOP);
  }
  if (u.type === 'module' && u.scope.hasConditionalAnnotations) {
    c.emit(loc, Op.BUILD_SET, 0);
    storeName(c, loc, '__conditional_annotations__', 'Store');
  }
  if (c.options.futureAnnotations && used) c.emit(loc, Op.SETUP_ANNOTATIONS);
}
