/**
 * Comprehensions and generator expressions (language reference 6.2.4). List, set and dict comprehensions run in the
 * frame around them (PEP 709): their names get registers that are saved before and put back after.
 */
import type { Comprehension, DictComp, Expr, GeneratorExp, ListComp, SetComp } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { jumpIf } from './conditions.js';
import { emitYield, visitContainer, visitExpr } from './expressions.js';
import { popBlock, pushBlock } from './frame-blocks.js';
import { emitClosure } from './functions.js';
import { type Loc, NO_LOCATION } from './location.js';
import { Op } from './opcodes.js';
import { POP_BLOCK, SETUP_CLEANUP, SETUP_FINALLY, STORE_FAST_MAYBE_UNBOUND } from './pseudo.js';
import { CELL, type ComprehensionType, DEF_LOCAL, DEF_NONLOCAL, DEF_PARAM, FREE, type Scope } from './scopes.js';
import { visitTarget } from './targets.js';
import { emitAwait } from './with.js';

type Node = ListComp | SetComp | DictComp | GeneratorExp;

interface Plan {
  readonly node: Node;
  readonly type: ComprehensionType;
  readonly element: Expr;
  /** Value of a dict comprehension; the element is its key. */
  readonly value: Expr | null;
}

function planOf(e: Node): Plan {
  switch (e.kind) {
    case 'DictComp':
      return { node: e, type: 'dict', element: e.key, value: e.value };
    case 'ListComp':
      return { node: e, type: 'list', element: e.elt, value: null };
    case 'SetComp':
      return { node: e, type: 'set', element: e.elt, value: null };
    case 'GeneratorExp':
      return { node: e, type: 'generator', element: e.elt, value: null };
  }
}

export function visitComprehension(c: Compiler, e: Node): void {
  const plan = planOf(e);
  const scope = c.table.byNode.get(e)!;
  const waits = scope.coroutine && plan.type !== 'generator';
  if (
    waits &&
    c.u.type !== 'async function' &&
    c.u.type !== 'comprehension' &&
    !(c.options.topLevelAwait && c.u.type === 'module')
  )
    throw c.error('asynchronous comprehension outside of an asynchronous function', e);
  if (scope.inlined) inlineHere(c, plan, scope);
  else ownFrame(c, plan, scope, waits);
}

function emptyResult(c: Compiler, plan: Plan): void {
  if (plan.type === 'generator') return;
  const op = plan.type === 'list' ? Op.BUILD_LIST : plan.type === 'set' ? Op.BUILD_SET : Op.BUILD_MAP;
  c.emit(plan.node, op, 0);
}

function outermostIterator(c: Compiler, plan: Plan): void {
  const first = plan.node.generators[0]!;
  visitContainer(c, first.iter, !first.is_async);
  c.emit(first.iter, first.is_async ? Op.GET_AITER : Op.GET_ITER);
}

// ---- in a frame of its own

const FRAME_NAMES = { list: '<listcomp>', set: '<setcomp>', dict: '<dictcomp>', generator: '<genexpr>' };

function ownFrame(c: Compiler, plan: Plan, scope: Scope, waits: boolean): void {
  const e = plan.node;
  c.enter('comprehension', scope, FRAME_NAMES[plan.type], e.lineno);
  c.u.argcount = 1;
  const generator = plan.type === 'generator';
  const handler = c.newLabel();
  if (generator) c.emit(NO_LOCATION, SETUP_CLEANUP, handler);
  emptyResult(c, plan);
  clause(c, plan, 0, 0, false);
  if (!generator) c.emit(e, Op.RETURN_VALUE);
  else emitGeneratorEnd(c, handler);
  const code = c.leave(false);
  emitClosure(c, e, code, 0);
  outermostIterator(c, plan);
  c.emit(e, Op.CALL, 0);
  if (waits) {
    c.emit(e, Op.GET_AWAITABLE, 0);
    c.constant(e, null);
    emitAwait(c, e);
  }
}

/** The end of a generator's code: StopIteration does not leave it (PEP 479). */
export function emitGeneratorEnd(c: Compiler, handler: number): void {
  c.constant(NO_LOCATION, null);
  c.emit(NO_LOCATION, Op.RETURN_VALUE);
  c.emit(NO_LOCATION, POP_BLOCK);
  c.place(handler);
  c.emit(NO_LOCATION, Op.INTRINSIC_1, 1);
  c.emit(NO_LOCATION, Op.RERAISE, 1);
}

// ---- in the frame around

function inlineHere(c: Compiler, plan: Plan, scope: Scope): void {
  const e = plan.node;
  outermostIterator(c, plan);
  const u = c.u;
  const outer = u.scope;
  const inClass = outer.type === 'class' && u.inlinedComprehensions === 0;
  u.inlinedComprehensions++;
  const saved: string[] = [];
  const hidden: string[] = [];
  const symbols = new Map<string, number | undefined>();
  for (const [name, symbol] of scope.symbols) {
    if (symbol & DEF_PARAM) continue;
    const bound = (symbol & DEF_LOCAL) !== 0 && (symbol & DEF_NONLOCAL) === 0;
    const where = scope.scopeOf(name);
    const before = outer.symbols.get(name);
    const outerWhere = outer.scopeOf(name);
    // Inside, the name means what it means in the comprehension.
    if ((where !== outerWhere && where !== FREE && !(where === CELL && outerWhere === FREE)) || inClass) {
      symbols.set(name, before);
      outer.symbols.set(name, symbol);
    }
    if (!bound) continue;
    if (!outer.functionLike && !u.fastHidden.has(name)) {
      u.fastHidden.add(name);
      hidden.push(name);
    }
    c.emit(e, Op.LOAD_FAST_AND_CLEAR, c.register(name));
    if (where === CELL) c.emit(e, Op.MAKE_CELL, c.cell(name, false));
    saved.push(name);
  }
  const cleanup = c.newLabel();
  if (saved.length > 0) {
    c.emit(e, Op.SWAP, saved.length + 1);
    c.emit(NO_LOCATION, SETUP_FINALLY, cleanup);
  }
  emptyResult(c, plan);
  c.emit(e, Op.SWAP, 2);
  clause(c, plan, 0, 0, true);
  u.inlinedComprehensions--;
  if (saved.length > 0) restore(c, e, saved, cleanup);
  for (const [name, before] of symbols) {
    if (before === undefined) outer.symbols.delete(name);
    else outer.symbols.set(name, before);
  }
  for (const name of hidden) u.fastHidden.delete(name);
}

/** Puts the saved registers back, also when an exception leaves the comprehension. */
function restore(c: Compiler, loc: Loc, saved: readonly string[], cleanup: number): void {
  const end = c.newLabel();
  c.emit(NO_LOCATION, POP_BLOCK);
  c.emit(NO_LOCATION, Op.JUMP, end);
  c.place(cleanup);
  // The unfinished result is below the exception.
  c.emit(NO_LOCATION, Op.SWAP, 2);
  c.emit(NO_LOCATION, Op.POP_TOP);
  restoreSaved(c, loc, saved);
  c.emit(loc, Op.RERAISE, 0);
  c.place(end);
  restoreSaved(c, loc, saved);
}

function restoreSaved(c: Compiler, loc: Loc, saved: readonly string[]): void {
  // When they were saved the iterator changed places with the first one, so that one is on top now.
  c.emit(loc, Op.SWAP, saved.length + 1);
  for (let i = saved.length - 1; i >= 0; i--) c.emit(loc, STORE_FAST_MAYBE_UNBOUND, c.register(saved[i]!));
}

// ---- for clauses

function clause(c: Compiler, plan: Plan, index: number, depth: number, onStack: boolean): void {
  if (plan.node.generators[index]!.is_async) asyncClause(c, plan, index, depth, onStack);
  else syncClause(c, plan, index, depth, onStack);
}

function syncClause(c: Compiler, plan: Plan, index: number, depth: number, onStack: boolean): void {
  const e = plan.node;
  const g = e.generators[index]!;
  const skip = c.newLabel();
  const end = c.newLabel();
  let loops = true;
  if (index === 0) {
    if (!onStack) c.emit(e, Op.LOAD_FAST, 0);
  } else {
    const only = singleItem(g);
    if (only !== null) {
      visitExpr(c, only);
      loops = false;
    } else {
      visitContainer(c, g.iter, true);
      c.emit(g.iter, Op.GET_ITER);
    }
  }
  const start = c.here();
  if (loops) {
    depth++;
    c.emit(g.iter, Op.FOR_ITER, end);
  }
  visitTarget(c, g.target);
  for (const test of g.ifs) jumpIf(c, test, skip, false);
  inner(c, plan, index, depth);
  c.place(skip);
  if (loops) c.emit(elementLoc(plan), Op.JUMP, start);
  c.place(end);
}

/** `for x in [value]` binds x without a loop. */
function singleItem(g: Comprehension): Expr | null {
  const { iter } = g;
  if ((iter.kind !== 'List' && iter.kind !== 'Tuple') || iter.elts.length !== 1) return null;
  return iter.elts[0]!.kind === 'Starred' ? null : iter.elts[0]!;
}

function asyncClause(c: Compiler, plan: Plan, index: number, depth: number, onStack: boolean): void {
  const e = plan.node;
  const g = e.generators[index]!;
  const skip = c.newLabel();
  const except = c.newLabel();
  if (index === 0) {
    if (!onStack) c.emit(e, Op.LOAD_FAST, 0);
  } else {
    visitExpr(c, g.iter);
    c.emit(g.iter, Op.GET_AITER);
  }
  const start = c.here();
  pushBlock(c, e, { kind: 'async comprehension', start, exit: -1 });
  c.emit(e, SETUP_FINALLY, except);
  c.emit(e, Op.GET_ANEXT);
  c.constant(e, null);
  emitAwait(c, e);
  c.emit(e, POP_BLOCK);
  visitTarget(c, g.target);
  for (const test of g.ifs) jumpIf(c, test, skip, false);
  inner(c, plan, index, depth + 1);
  c.place(skip);
  c.emit(elementLoc(plan), Op.JUMP, start);
  popBlock(c);
  c.place(except);
  c.emit(e, Op.END_ASYNC_FOR);
}

function inner(c: Compiler, plan: Plan, index: number, depth: number): void {
  if (index + 1 < plan.node.generators.length) {
    c.descend();
    clause(c, plan, index + 1, depth, false);
    c.ascend();
    return;
  }
  const loc = elementLoc(plan);
  visitExpr(c, plan.element);
  switch (plan.type) {
    case 'generator':
      emitYield(c, loc);
      c.emit(loc, Op.POP_TOP);
      return;
    case 'list':
      c.emit(loc, Op.LIST_APPEND, depth + 1);
      return;
    case 'set':
      c.emit(loc, Op.SET_ADD, depth + 1);
      return;
    case 'dict':
      visitExpr(c, plan.value!);
      c.emit(loc, Op.MAP_ADD, depth + 1);
      return;
  }
}

function elementLoc(plan: Plan): Loc {
  const { element, value } = plan;
  if (value === null) return element;
  return {
    lineno: element.lineno,
    col_offset: element.col_offset,
    end_lineno: value.end_lineno,
    end_col_offset: value.end_col_offset,
  };
}
