/** `with` and `async with` (language reference 8.5), and waiting: await, yield from. */
import type { AsyncWith, With } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { visitExpr } from './expressions.js';
import { popBlock, pushBlock } from './frame-blocks.js';
import { type Loc, NO_LOCATION } from './location.js';
import { Op } from './opcodes.js';
import { POP_BLOCK, SETUP_CLEANUP, SETUP_FINALLY, SETUP_WITH } from './pseudo.js';
import { visitBody } from './statements.js';
import { visitTarget } from './targets.js';

/** The iterator and None are on the stack; in the end its result is. Each value on the way is yielded. */
export function emitAwait(c: Compiler, loc: Loc): void {
  const fail = c.newLabel();
  const exit = c.newLabel();
  const send = c.here();
  c.emit(loc, Op.SEND, exit);
  // A StopIteration out of close() or throw() is the result as well.
  c.emit(loc, SETUP_FINALLY, fail);
  c.emit(loc, Op.YIELD_VALUE);
  c.emit(NO_LOCATION, POP_BLOCK);
  c.emit(loc, Op.JUMP, send);
  c.place(fail);
  c.emit(loc, Op.CLEANUP_THROW);
  c.place(exit);
  c.emit(loc, Op.END_SEND);
}

/** exit(None, None, None) */
export function emitExitCall(c: Compiler, loc: Loc): void {
  c.emit(loc, Op.PUSH_NULL);
  c.constant(loc, null);
  c.constant(loc, null);
  c.constant(loc, null);
  c.emit(loc, Op.CALL, 3);
}

export function visitWith(c: Compiler, s: With | AsyncWith): void {
  if (s.kind === 'AsyncWith') requireAsync(c, "'async with' outside async function", s);
  withItem(c, s, 0);
}

/** `async` constructs need an async function around them, or a module that may wait. */
export function requireAsync(c: Compiler, message: string, loc: Loc): void {
  if (c.options.topLevelAwait && c.u.type === 'module') return;
  if (c.u.type !== 'async function' && c.u.type !== 'comprehension') throw c.error(message, loc);
}

function withItem(c: Compiler, s: With | AsyncWith, index: number): void {
  const item = s.items[index]!;
  const isAsync = s.kind === 'AsyncWith';
  const loc = item.context_expr;
  const final = c.newLabel();
  const exit = c.newLabel();
  const cleanup = c.newLabel();
  visitExpr(c, item.context_expr);
  if (isAsync) {
    c.emit(loc, Op.BEFORE_ASYNC_WITH);
    c.emit(loc, Op.GET_AWAITABLE, 1);
    c.constant(loc, null);
    emitAwait(c, loc);
  } else c.emit(loc, Op.BEFORE_WITH);
  c.emit(loc, SETUP_WITH, final);
  pushBlock(c, s, { kind: isAsync ? 'async with' : 'with', start: -1, exit: -1, loc });
  if (item.optional_vars !== null) visitTarget(c, item.optional_vars);
  else c.emit(loc, Op.POP_TOP);
  if (index + 1 === s.items.length) visitBody(c, s.body);
  else withItem(c, s, index + 1);
  c.emit(NO_LOCATION, POP_BLOCK);
  popBlock(c);
  emitExitCall(c, loc);
  if (isAsync) awaitExit(c, loc);
  c.emit(loc, Op.POP_TOP);
  c.emit(loc, Op.JUMP, exit);

  c.place(final);
  c.emit(loc, SETUP_CLEANUP, cleanup);
  c.emit(loc, Op.PUSH_EXC_INFO);
  c.emit(loc, Op.WITH_EXCEPT_START);
  if (isAsync) awaitExit(c, loc);
  const suppress = c.newLabel();
  c.emit(loc, Op.POP_JUMP_IF_TRUE, suppress);
  // exit lasti prev exc: what was handled before is handled again, and exc goes on from lasti.
  c.emit(loc, Op.SWAP, 2);
  c.emit(loc, POP_BLOCK);
  c.emit(loc, Op.POP_EXCEPT);
  c.emit(loc, Op.RERAISE, 1);
  c.place(suppress);
  c.emit(loc, Op.POP_TOP);
  c.emit(NO_LOCATION, POP_BLOCK);
  c.emit(loc, Op.POP_EXCEPT);
  c.emit(loc, Op.POP_TOP);
  c.emit(loc, Op.POP_TOP);
  c.emit(loc, Op.JUMP, exit);
  c.place(cleanup);
  emitPopExceptAndReraise(c);
  c.place(exit);
}

function awaitExit(c: Compiler, loc: Loc): void {
  c.emit(loc, Op.GET_AWAITABLE, 2);
  c.constant(loc, null);
  emitAwait(c, loc);
}

/** prev lasti exc: an exception came while another was handled. */
export function emitPopExceptAndReraise(c: Compiler): void {
  c.emit(NO_LOCATION, Op.COPY, 3);
  c.emit(NO_LOCATION, Op.POP_EXCEPT);
  c.emit(NO_LOCATION, Op.RERAISE, 1);
}
