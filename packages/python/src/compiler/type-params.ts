/** Type parameter lists and type aliases (PEP 695, 696): each list is a function that is called at once. */
import type { AsyncFunctionDef, ClassDef, Expr, FunctionDef, TypeAlias, TypeParam } from '../syntax/ast.js';
import { emitFormatCheck } from './annotations.js';
import type { Compiler } from './compiler.js';
import { TupleConst } from './constants.js';
import { visitExpr } from './expressions.js';
import { DEFAULTS, emitClosure } from './functions.js';
import type { Loc } from './location.js';
import { storeName } from './names.js';
import { Op } from './opcodes.js';
import type { Scope } from './scopes.js';

export function enterTypeParams(
  c: Compiler,
  node: FunctionDef | AsyncFunctionDef | ClassDef | TypeAlias,
  name: string,
  firstlineno: number,
  className?: string,
): void {
  c.enter('type params', c.table.typeParams.get(node)!, `<generic parameters of ${name}>`, firstlineno, className);
}

/** Returns the value on the stack from the function of the list, and calls that with `given` values below. */
export function leaveTypeParams(c: Compiler, loc: Loc, given: number): void {
  c.emit(loc, Op.RETURN_VALUE);
  const code = c.leave(false);
  emitClosure(c, loc, code, 0);
  if (given === 0) {
    c.emit(loc, Op.PUSH_NULL);
    c.emit(loc, Op.CALL, 0);
    return;
  }
  c.emit(loc, Op.SWAP, given + 1);
  c.emit(loc, Op.CALL, given - 1);
}

/** The tuple of the parameters; each is bound to its name as well. */
export function visitTypeParams(c: Compiler, params: readonly TypeParam[]): void {
  let defaults = false;
  for (const p of params) {
    if (p.default_value !== null) defaults = true;
    else if (defaults) throw c.error(`non-default type parameter '${p.name}' follows default type parameter`, p);
    visitTypeParam(c, p);
    c.emit(p, Op.COPY, 1);
    storeName(c, p, p.name, 'Store');
  }
  c.emit(params[0]!, Op.BUILD_TUPLE, params.length);
}

function visitTypeParam(c: Compiler, p: TypeParam): void {
  c.constant(p, p.name);
  if (p.kind === 'TypeVar' && p.bound !== null) {
    evaluator(c, p.bound, p.name, c.table.bounds.get(p)!, false);
    c.emit(p, Op.INTRINSIC_2, p.bound.kind === 'Tuple' ? 1 : 0);
  } else c.emit(p, Op.INTRINSIC_1, p.kind === 'TypeVar' ? 3 : p.kind === 'ParamSpec' ? 4 : 5);
  if (p.default_value === null) return;
  evaluator(c, p.default_value, p.name, c.table.defaults.get(p)!, p.kind === 'TypeVarTuple');
  c.emit(p, Op.INTRINSIC_2, 3);
}

/** A function that works out `e` when it is asked for (PEP 649). `unpack`: `*e` stands for what it unpacks to. */
function evaluator(c: Compiler, e: Expr, name: string, scope: Scope, unpack: boolean): void {
  c.constant(e, new TupleConst([1]));
  c.enter('annotations', scope, name, e.lineno);
  c.u.argcount = 1;
  c.u.posonlyargcount = 1;
  emitFormatCheck(c, e);
  if (unpack && e.kind === 'Starred') {
    visitExpr(c, e.value);
    c.emit(e, Op.UNPACK_SEQUENCE, 1);
  } else visitExpr(c, e);
  c.emit(e, Op.RETURN_VALUE);
  const code = c.leave(false);
  emitClosure(c, e, code, DEFAULTS);
}

export function visitTypeAlias(c: Compiler, s: TypeAlias): void {
  const name = s.name.kind === 'Name' ? s.name.id : '';
  const generic = s.type_params.length > 0;
  if (generic) {
    enterTypeParams(c, s, name, s.lineno);
    c.constant(s, name);
    visitTypeParams(c, s.type_params);
  } else {
    c.constant(s, name);
    c.constant(s, null);
  }
  aliasValue(c, s, name);
  c.emit(s, Op.BUILD_TUPLE, 3);
  c.emit(s, Op.INTRINSIC_1, 7);
  if (generic) leaveTypeParams(c, s, 0);
  storeName(c, s, name, 'Store');
}

function aliasValue(c: Compiler, s: TypeAlias, name: string): void {
  c.constant(s, new TupleConst([1]));
  c.enter('annotations', c.table.byNode.get(s)!, name, s.lineno);
  c.u.argcount = 1;
  c.u.posonlyargcount = 1;
  emitFormatCheck(c, s);
  visitExpr(c, s.value);
  c.emit(s, Op.RETURN_VALUE);
  const code = c.leave(false);
  emitClosure(c, s, code, DEFAULTS);
}
