/** `for`, `async for`, `while`, `break` and `continue` (language reference 8.2, 8.3, 7.9, 7.10). */
import type { AsyncFor, Break, Continue, For, While } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { jumpIf } from './conditions.js';
import { visitContainer, visitExpr } from './expressions.js';
import { leaveBlock, popBlock, pushBlock, unwind } from './frame-blocks.js';
import { type Loc, NO_LOCATION } from './location.js';
import { Op } from './opcodes.js';
import { POP_BLOCK, SETUP_FINALLY } from './pseudo.js';
import { visitBody } from './statements.js';
import { visitTarget } from './targets.js';
import { emitAwait, requireAsync } from './with.js';

export function visitFor(c: Compiler, s: For | AsyncFor): void {
  if (s.kind === 'AsyncFor') {
    visitAsyncFor(c, s);
    return;
  }
  const cleanup = c.newLabel();
  const end = c.newLabel();
  visitContainer(c, s.iter, true);
  c.emit(s.iter, Op.GET_ITER);
  const start = c.here();
  pushBlock(c, s, { kind: 'for', start, exit: end });
  c.emit(s.iter, Op.FOR_ITER, cleanup);
  visitTarget(c, s.target);
  visitBody(c, s.body);
  c.emit(NO_LOCATION, Op.JUMP, start);
  c.place(cleanup);
  popBlock(c);
  visitBody(c, s.orelse);
  c.place(end);
}

function visitAsyncFor(c: Compiler, s: AsyncFor): void {
  requireAsync(c, "'async for' outside async function", s);
  const except = c.newLabel();
  const end = c.newLabel();
  visitExpr(c, s.iter);
  c.emit(s.iter, Op.GET_AITER);
  const start = c.here();
  pushBlock(c, s, { kind: 'async for', start, exit: end });
  c.emit(s, SETUP_FINALLY, except);
  c.emit(s, Op.GET_ANEXT);
  c.constant(s, null);
  emitAwait(c, s);
  c.emit(s, POP_BLOCK);
  visitTarget(c, s.target);
  visitBody(c, s.body);
  c.emit(NO_LOCATION, Op.JUMP, start);
  popBlock(c);
  c.place(except);
  c.emit(s.iter, Op.END_ASYNC_FOR);
  visitBody(c, s.orelse);
  c.place(end);
}

export function visitWhile(c: Compiler, s: While): void {
  const anchor = c.newLabel();
  const end = c.newLabel();
  const start = c.here();
  pushBlock(c, s, { kind: 'while', start, exit: end });
  jumpIf(c, s.test, anchor, false);
  visitBody(c, s.body);
  c.emit(NO_LOCATION, Op.JUMP, start);
  popBlock(c);
  c.place(anchor);
  visitBody(c, s.orelse);
  c.place(end);
}

export function visitBreak(c: Compiler, s: Break): void {
  const at: { loc: Loc } = { loc: s };
  c.emit(s, Op.NOP);
  const loop = unwind(c, at, false, true);
  if (loop === null) throw c.error("'break' outside loop", s);
  leaveBlock(c, at, loop, false);
  c.emit(at.loc, Op.JUMP, loop.exit);
}

export function visitContinue(c: Compiler, s: Continue): void {
  const at: { loc: Loc } = { loc: s };
  c.emit(s, Op.NOP);
  const loop = unwind(c, at, false, true);
  if (loop === null) throw c.error("'continue' not properly in loop", s);
  c.emit(at.loc, Op.JUMP, loop.start);
}
