/**
 * Expressions (language reference, chapter 6). Each leaves one value on the stack.
 *
 * Chains that the grammar nests to the left (a + b + c, a.b.c, f(x)(y)) are followed by loops.
 */
import type {
  Attribute,
  Await,
  BinOp,
  BoolOp,
  Call,
  Compare,
  Dict,
  Expr,
  IfExp,
  List,
  Operator,
  Set as SetNode,
  Subscript,
  Tuple,
  UnaryOp,
  Yield,
  YieldFrom,
} from '../syntax/ast.js';
import { callOnTop, methodCallFunction, superArguments, usesSuper } from './calls.js';
import type { Compiler } from './compiler.js';
import { visitComprehension } from './comprehensions.js';
import { emitCompare, jumpIf } from './conditions.js';
import { type Const, FrozenSetConst } from './constants.js';
import { constantItems, constantOf, constantSlice, foldLink } from './folding.js';
import { visitLambda } from './functions.js';
import { type Loc, NO_LOCATION } from './location.js';
import { loadName } from './names.js';
import { Op } from './opcodes.js';
import { formatWithPercent, visitFormattedValue, visitJoinedStr, visitTemplateStr } from './strings.js';
import { attributeLoc, visitTarget } from './targets.js';
import { warnCaller, warnIndex, warnIsLiteral, warnSubscripter } from './warnings.js';
import { emitAwait } from './with.js';

/** Displays and calls with more items than this are built piece by piece. */
export const STACK_GUIDELINE = 30;

const BINARY: Record<Operator, Op> = {
  Add: Op.BINARY_ADD,
  Sub: Op.BINARY_SUBTRACT,
  Mult: Op.BINARY_MULTIPLY,
  MatMult: Op.BINARY_MATRIX_MULTIPLY,
  Div: Op.BINARY_TRUE_DIVIDE,
  Mod: Op.BINARY_REMAINDER,
  Pow: Op.BINARY_POWER,
  LShift: Op.BINARY_LSHIFT,
  RShift: Op.BINARY_RSHIFT,
  BitOr: Op.BINARY_OR,
  BitXor: Op.BINARY_XOR,
  BitAnd: Op.BINARY_AND,
  FloorDiv: Op.BINARY_FLOOR_DIVIDE,
};

const UNARY = { Invert: Op.UNARY_INVERT, Not: Op.UNARY_NOT, UAdd: Op.UNARY_POSITIVE, USub: Op.UNARY_NEGATIVE };

export function emitBinary(c: Compiler, loc: Loc, op: Operator, inPlace: boolean): void {
  c.emit(loc, BINARY[op], inPlace ? 1 : 0);
}

export function visitExpr(c: Compiler, e: Expr): void {
  switch (e.kind) {
    case 'Name':
      if (e.id === '__debug__') {
        c.constant(e, c.debug);
        return;
      }
      loadName(c, e, e.id);
      return;
    case 'Constant':
      c.constant(e, e.value);
      return;
  }
  c.descend();
  expression(c, e);
  c.ascend();
}

function expression(c: Compiler, e: Expr): void {
  switch (e.kind) {
    case 'Name':
    case 'Constant':
      visitExpr(c, e);
      return;
    case 'NamedExpr':
      visitExpr(c, e.value);
      c.emit(e, Op.COPY, 1);
      visitTarget(c, e.target);
      return;
    case 'BoolOp':
      visitBoolOp(c, e);
      return;
    case 'BinOp':
    case 'Attribute':
    case 'Subscript':
    case 'Call':
      visitSpine(c, e);
      return;
    case 'UnaryOp':
      visitUnary(c, e);
      return;
    case 'Lambda':
      visitLambda(c, e);
      return;
    case 'IfExp':
      visitIfExp(c, e);
      return;
    case 'Dict':
      visitDict(c, e);
      return;
    case 'Set':
    case 'List':
    case 'Tuple':
      visitDisplay(c, e);
      return;
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp':
      visitComprehension(c, e);
      return;
    case 'Yield':
      visitYield(c, e);
      return;
    case 'YieldFrom':
      visitYieldFrom(c, e);
      return;
    case 'Await':
      visitAwait(c, e);
      return;
    case 'Compare':
      visitCompare(c, e);
      return;
    case 'JoinedStr':
      visitJoinedStr(c, e);
      return;
    case 'TemplateStr':
      visitTemplateStr(c, e);
      return;
    case 'FormattedValue':
      visitFormattedValue(c, e);
      return;
    case 'Interpolation':
      visitExpr(c, e.value);
      return;
    case 'Starred':
      throw c.error(
        e.ctx === 'Store'
          ? 'starred assignment target must be in a list or tuple'
          : "can't use starred expression here",
        e,
      );
    case 'Slice':
      visitSlice(c, e);
      return;
  }
}

// ---- chains to the left

type SpineNode = BinOp | Attribute | Subscript | Call;

function isSpine(e: Expr): e is SpineNode {
  return e.kind === 'BinOp' || e.kind === 'Attribute' || e.kind === 'Subscript' || e.kind === 'Call';
}

function isFoldable(e: SpineNode): e is BinOp | Subscript {
  return e.kind === 'BinOp' || e.kind === 'Subscript';
}

/** The part of a chain link that is evaluated first. */
function headOf(e: SpineNode): Expr {
  return e.kind === 'BinOp' ? e.left : e.kind === 'Call' ? e.func : e.value;
}

function visitSpine(c: Compiler, e: SpineNode): void {
  const nodes: SpineNode[] = [];
  let head: Expr = e;
  while (isSpine(head)) {
    if (head.kind === 'Attribute' && usesSuper(c, head)) break;
    nodes.push(head);
    head = headOf(head);
  }
  let value: Const | undefined = constantOf(head, c);
  if (value === undefined) visitHead(c, head);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i]!;
    const outer = i > 0 ? nodes[i - 1]! : null;
    if (value !== undefined) {
      const folded = isFoldable(node) ? foldLink(node, value, c) : undefined;
      if (folded !== undefined) {
        value = folded;
        if (i === 0) c.constant(node, value);
        continue;
      }
      if (node.kind === 'BinOp' && formatWithPercent(c, node)) {
        value = undefined;
        continue;
      }
      const operand: Expr = headOf(node);
      c.constant(operand, value);
      value = undefined;
    }
    link(c, node, outer);
  }
}

/** What the chain starts with: `super().name` reads no super object. */
function visitHead(c: Compiler, head: Expr): void {
  if (head.kind === 'Attribute') {
    superArguments(c, head);
    c.emitName(attributeLoc(head, head), Op.LOAD_SUPER_ATTR, head.attr);
  } else visitExpr(c, head);
}

/** One link: its first part is on the stack. An attribute that is called at once becomes a method call. */
function link(c: Compiler, node: SpineNode, outer: SpineNode | null): void {
  switch (node.kind) {
    case 'BinOp':
      visitExpr(c, node.right);
      emitBinary(c, node, node.op, false);
      return;
    case 'Attribute':
      if (outer !== null && outer.kind === 'Call' && outer.func === node && methodCallFunction(c, outer)) return;
      c.emitName(attributeLoc(node, node), Op.LOAD_ATTR, node.attr);
      return;
    case 'Subscript':
      warnSubscripter(c, node.value);
      warnIndex(c, node.value, node.slice);
      visitSlice(c, node.slice);
      c.emit(node, Op.BINARY_SUBSCR);
      return;
    case 'Call':
      warnCaller(c, node.func);
      callOnTop(c, node);
      return;
  }
}

// ---- operators

function visitUnary(c: Compiler, e: UnaryOp): void {
  const value = constantOf(e, c);
  if (value !== undefined) {
    c.constant(e, value);
    return;
  }
  const operand = e.operand;
  if (e.op === 'Not' && operand.kind === 'Compare' && operand.ops.length === 1) {
    const op = operand.ops[0]!;
    if (op === 'In' || op === 'NotIn' || op === 'Is' || op === 'IsNot') {
      compareOperands(c, operand);
      c.emit(e, op === 'In' || op === 'NotIn' ? Op.CONTAINS_OP : Op.IS_OP, op === 'In' || op === 'Is' ? 1 : 0);
      return;
    }
    // The comparison takes the place of `not` here: CPython has it so.
    compareOperands(c, operand);
    emitCompare(c, e, op);
    c.emit(e, Op.UNARY_NOT);
    return;
  }
  visitExpr(c, operand);
  c.emit(e, UNARY[e.op]);
}

function visitBoolOp(c: Compiler, e: BoolOp): void {
  const jump = e.op === 'And' ? Op.POP_JUMP_IF_FALSE : Op.POP_JUMP_IF_TRUE;
  const end = c.newLabel();
  const last = e.values.length - 1;
  for (let i = 0; i < last; i++) {
    visitExpr(c, e.values[i]!);
    c.emit(e, Op.COPY, 1);
    c.emit(e, jump, end);
    c.emit(e, Op.POP_TOP);
  }
  visitExpr(c, e.values[last]!);
  c.place(end);
}

function visitIfExp(c: Compiler, e: IfExp): void {
  const end = c.newLabel();
  const other = c.newLabel();
  jumpIf(c, e.test, other, false);
  visitExpr(c, e.body);
  c.emit(NO_LOCATION, Op.JUMP, end);
  c.place(other);
  visitExpr(c, e.orelse);
  c.place(end);
}

/** The two operands of a comparison; a display on the right of `in` is a constant or a tuple. */
function compareOperands(c: Compiler, e: Compare): void {
  warnIsLiteral(c, e);
  visitExpr(c, e.left);
  visitContainer(c, e.comparators[0]!, e.ops[0] === 'In' || e.ops[0] === 'NotIn');
}

/** A list or set display that only is looked through: no program can get hold of it. */
export function visitContainer(c: Compiler, e: Expr, throughOnly: boolean): void {
  if (throughOnly && (e.kind === 'List' || e.kind === 'Set')) {
    const items = constantItems(e.elts, c);
    if (items !== undefined && e.kind === 'List') {
      c.constant(e, items);
      return;
    }
    if (items !== undefined) {
      c.constant(e, new FrozenSetConst(items.items));
      return;
    }
    if (e.kind === 'List' && !e.elts.some((x) => x.kind === 'Starred') && e.elts.length <= STACK_GUIDELINE) {
      for (const elt of e.elts) visitExpr(c, elt);
      c.emit(e, Op.BUILD_TUPLE, e.elts.length);
      return;
    }
  }
  visitExpr(c, e);
}

function visitCompare(c: Compiler, e: Compare): void {
  if (e.ops.length === 1) {
    compareOperands(c, e);
    emitCompare(c, e, e.ops[0]!);
    return;
  }
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
    c.emit(e, Op.COPY, 1);
    c.emit(e, Op.POP_JUMP_IF_FALSE, cleanup);
    c.emit(e, Op.POP_TOP);
  }
  visitExpr(c, e.comparators[last]!);
  emitCompare(c, e, e.ops[last]!);
  c.emit(NO_LOCATION, Op.JUMP, end);
  c.place(cleanup);
  c.emit(e, Op.SWAP, 2);
  c.emit(e, Op.POP_TOP);
  c.place(end);
}

// ---- displays

function visitDisplay(c: Compiler, e: List | SetNode | Tuple): void {
  const n = e.elts.length;
  if (e.kind === 'Tuple') {
    const items = constantItems(e.elts, c);
    if (items !== undefined) {
      c.constant(e, items);
      return;
    }
    unpackedItems(c, e, e.elts, 0, 'Tuple', null);
    return;
  }
  // A long set is filled one by one: that decides in what order it is iterated.
  const folded = n >= 3 && (e.kind === 'List' || n <= STACK_GUIDELINE);
  const items = folded ? constantItems(e.elts, c) : undefined;
  if (items === undefined) {
    unpackedItems(c, e, e.elts, 0, e.kind, null);
    return;
  }
  c.emit(e, e.kind === 'List' ? Op.BUILD_LIST : Op.BUILD_SET, 0);
  c.constant(e, e.kind === 'List' ? items : new FrozenSetConst(items.items));
  c.emit(e, e.kind === 'List' ? Op.LIST_EXTEND : Op.SET_UPDATE, 1);
}

/**
 * A list, set or tuple of `elts`, with what `*x` among them gives in its place. `pushed` values below are its first
 * items; `injected` is the name of a variable whose value is the last.
 */
export function unpackedItems(
  c: Compiler,
  loc: Loc,
  elts: readonly Expr[],
  pushed: number,
  kind: 'List' | 'Set' | 'Tuple',
  injected: string | null,
): void {
  const n = elts.length;
  const total = n + pushed + (injected === null ? 0 : 1);
  const build = kind === 'Set' ? Op.BUILD_SET : Op.BUILD_LIST;
  const add = kind === 'Set' ? Op.SET_ADD : Op.LIST_APPEND;
  const extend = kind === 'Set' ? Op.SET_UPDATE : Op.LIST_EXTEND;
  const big = total > STACK_GUIDELINE;
  if (!big && !elts.some((x) => x.kind === 'Starred')) {
    for (let i = 0; i < n; i++) visitExpr(c, elts[i]!);
    if (injected !== null) loadName(c, loc, injected);
    c.emit(loc, kind === 'Tuple' ? Op.BUILD_TUPLE : build, total);
    return;
  }
  let built = false;
  if (big) {
    c.emit(loc, build, pushed);
    built = true;
  }
  for (let i = 0; i < n; i++) {
    const elt = elts[i]!;
    if (elt.kind === 'Starred') {
      if (!built) {
        c.emit(loc, build, i + pushed);
        built = true;
      }
      visitExpr(c, elt.value);
      c.emit(loc, extend, 1);
    } else {
      visitExpr(c, elt);
      if (built) c.emit(loc, add, 1);
    }
  }
  if (injected !== null) {
    loadName(c, loc, injected);
    c.emit(loc, add, 1);
  }
  if (kind === 'Tuple') c.emit(loc, Op.LIST_TO_TUPLE);
}

function visitDict(c: Compiler, e: Dict): void {
  const n = e.values.length;
  let have = false;
  let elements = 0;
  const flush = (begin: number, end: number) => {
    subDict(c, e, begin, end);
    if (have) c.emit(e, Op.DICT_UPDATE, 1);
    have = true;
    elements = 0;
  };
  for (let i = 0; i < n; i++) {
    if (e.keys[i] === null) {
      if (elements > 0) flush(i - elements, i);
      if (!have) {
        c.emit(e, Op.BUILD_MAP, 0);
        have = true;
      }
      visitExpr(c, e.values[i]!);
      c.emit(e, Op.DICT_UPDATE, 1);
    } else if (elements * 2 > STACK_GUIDELINE) flush(i - elements, i + 1);
    else elements++;
  }
  if (elements > 0) flush(n - elements, n);
  if (!have) c.emit(e, Op.BUILD_MAP, 0);
}

function subDict(c: Compiler, e: Dict, begin: number, end: number): void {
  const n = end - begin;
  const big = n * 2 > STACK_GUIDELINE;
  if (big) c.emit(e, Op.BUILD_MAP, 0);
  for (let i = begin; i < end; i++) {
    visitExpr(c, e.keys[i]!);
    visitExpr(c, e.values[i]!);
    if (big) c.emit(e, Op.MAP_ADD, 1);
  }
  if (!big) c.emit(e, Op.BUILD_MAP, n);
}

/** An index, or a slice object. */
export function visitSlice(c: Compiler, e: Expr): void {
  if (e.kind !== 'Slice') {
    visitExpr(c, e);
    return;
  }
  if (c.options.constants.slice !== undefined) {
    const value = constantSlice(e, c);
    if (value !== undefined) {
      c.constant(e, value);
      return;
    }
  }
  for (const part of [e.lower, e.upper]) {
    if (part !== null) visitExpr(c, part);
    else c.constant(e, null);
  }
  if (e.step !== null) visitExpr(c, e.step);
  c.emit(e, Op.BUILD_SLICE, e.step === null ? 2 : 3);
}

// ---- generators and coroutines

export function emitYield(c: Compiler, loc: Loc): void {
  const { scope } = c.u;
  if (scope.generator && scope.coroutine) c.emit(loc, Op.INTRINSIC_1, 2);
  c.emit(loc, Op.YIELD_VALUE);
}

function visitYield(c: Compiler, e: Yield): void {
  if (!c.u.scope.functionLike) throw c.error("'yield' outside function", e);
  if (e.value !== null) visitExpr(c, e.value);
  else c.constant(e, null);
  emitYield(c, e);
}

function visitYieldFrom(c: Compiler, e: YieldFrom): void {
  if (!c.u.scope.functionLike) throw c.error("'yield from' outside function", e);
  if (c.u.type === 'async function') throw c.error("'yield from' inside async function", e);
  visitExpr(c, e.value);
  c.emit(e, Op.GET_YIELD_FROM_ITER);
  c.constant(e, null);
  emitAwait(c, e);
}

function visitAwait(c: Compiler, e: Await): void {
  const u = c.u;
  if (!(c.options.topLevelAwait && u.type === 'module')) {
    if (!u.scope.functionLike) throw c.error("'await' outside function", e);
    if (u.type !== 'async function' && u.type !== 'comprehension') throw c.error("'await' outside async function", e);
  }
  visitExpr(c, e.value);
  c.emit(e, Op.GET_AWAITABLE, 0);
  c.constant(e, null);
  emitAwait(c, e);
}
