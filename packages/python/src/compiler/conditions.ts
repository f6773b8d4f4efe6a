/** Comparisons, and jumping on the truth of an expression. */
import type { CmpOperator, Compare, Expr } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { isTrue } from './constants.js';
import { visitContainer, visitExpr } from './expressions.js';
import { constantOf } from './folding.js';
import { type Loc, NO_LOCATION } from './location.js';
import { Op } from './opcodes.js';
import { warnIsLiteral } from './warnings.js';

export function emitCompare(c: Compiler, loc: Loc, op: CmpOperator): void {
  switch (op) {
    case 'Eq':
      c.emit(loc, Op.COMPARE_EQ);
      return;
    case 'NotEq':
      c.emit(loc, Op.COMPARE_NE);
      return;
    case 'Lt':
      c.emit(loc, Op.COMPARE_LT);
      return;
    case 'LtE':
      c.emit(loc, Op.COMPARE_LE);
      return;
    case 'Gt':
      c.emit(loc, Op.COMPARE_GT);
      return;
    case 'GtE':
      c.emit(loc, Op.COMPARE_GE);
      return;
    case 'Is':
      c.emit(loc, Op.IS_OP, 0);
      return;
    case 'IsNot':
      c.emit(loc, Op.IS_OP, 1);
      return;
    case 'In':
      c.emit(loc, Op.CONTAINS_OP, 0);
      return;
    case 'NotIn':
      c.emit(loc, Op.CONTAINS_OP, 1);
      return;
  }
}

/** Jumps to `label` if the truth of `e` is `when`; else goes on. */
export function jumpIf(c: Compiler, e: Expr, label: number, when: boolean): void {
  while (e.kind === 'UnaryOp' && e.op === 'Not') {
    e = e.operand;
    when = !when;
  }
  switch (e.kind) {
    case 'BoolOp': {
      c.descend();
      const shortcut = e.op === 'Or';
      const next = shortcut === when ? label : c.newLabel();
      const last = e.values.length - 1;
      for (let i = 0; i < last; i++) jumpIf(c, e.values[i]!, next, shortcut);
      jumpIf(c, e.values[last]!, label, when);
      if (next !== label) c.place(next);
      c.ascend();
      return;
    }
    case 'IfExp': {
      c.descend();
      const end = c.newLabel();
      const other = c.newLabel();
      jumpIf(c, e.test, other, false);
      jumpIf(c, e.body, label, when);
      c.emit(NO_LOCATION, Op.JUMP, end);
      c.place(other);
      jumpIf(c, e.orelse, label, when);
      c.place(end);
      c.ascend();
      return;
    }
    case 'Compare':
      if (e.ops.length > 1) {
        jumpIfChain(c, e, label, when);
        return;
      }
      if (jumpIfNone(c, e, label, when)) return;
      break;
  }
  const value = constantOf(e, c);
  if (value !== undefined) {
    c.addConst(value);
    c.emit(e, Op.NOP);
    if (isTrue(value) === when) c.emit(e, Op.JUMP, label);
    return;
  }
  visitExpr(c, e);
  c.emit(e, when ? Op.POP_JUMP_IF_TRUE : Op.POP_JUMP_IF_FALSE, label);
}

/** `x is None` and `x is not None` */
function jumpIfNone(c: Compiler, e: Compare, label: number, when: boolean): boolean {
  const op = e.ops[0]!;
  const right = e.comparators[0]!;
  if ((op !== 'Is' && op !== 'IsNot') || right.kind !== 'Constant' || right.value !== null) return false;
  warnIsLiteral(c, e);
  visitExpr(c, e.left);
  c.addConst(null);
  c.emit(e, (op === 'Is') === when ? Op.POP_JUMP_IF_NONE : Op.POP_JUMP_IF_NOT_NONE, label);
  return true;
}

/** a < b < c: each operand is evaluated once. */
function jumpIfChain(c: Compiler, e: Compare, label: number, when: boolean): void {
  warnIsLiteral(c, e);
  visitExpr(c, e.left);
  const cleanup = c.newLabel();
  const end = c.newLabel();
  const last = e.ops.length - 1;
  for (let i = 0; i < last; i++) {
    visitExpr(c, e.comparators[i]!);
    c.emit(e, Op.SWAP, 2);
    c.emit(e, Op.COPY, 2);
    emitCompare(c, e, e.ops[i]!);
    c.emit(e, Op.POP_JUMP_IF_FALSE, cleanup);
  }
  visitContainer(c, e.comparators[last]!, false);
  emitCompare(c, e, e.ops[last]!);
  c.emit(e, when ? Op.POP_JUMP_IF_TRUE : Op.POP_JUMP_IF_FALSE, label);
  c.emit(NO_LOCATION, Op.JUMP, end);
  c.place(cleanup);
  c.emit(e, Op.POP_TOP);
  if (!when) c.emit(NO_LOCATION, Op.JUMP, label);
  c.place(end);
}
