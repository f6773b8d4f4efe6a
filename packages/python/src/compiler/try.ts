/** `try` in all its forms (language reference 8.4). */
import type { ExceptHandler, Try, TryStar } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { visitExpr } from './expressions.js';
import { popBlock, pushBlock, unbindHandlerName } from './frame-blocks.js';
import { NO_LOCATION } from './location.js';
import { storeName } from './names.js';
import { Op } from './opcodes.js';
import { POP_BLOCK, SETUP_CLEANUP, SETUP_FINALLY } from './pseudo.js';
import { visitBody } from './statements.js';
import { emitPopExceptAndReraise } from './with.js';

export function visitTry(c: Compiler, s: Try): void {
  if (s.finalbody.length > 0) finallyAround(c, s, s.handlers.length > 0 ? tryExcept : null);
  else tryExcept(c, s);
}

export function visitTryStar(c: Compiler, s: TryStar): void {
  if (s.finalbody.length > 0) finallyAround(c, s, tryExceptStar);
  else tryExceptStar(c, s);
}

/** The final body is written twice: for the end of the block, and for an exception. */
function finallyAround<S extends Try | TryStar>(
  c: Compiler,
  s: S,
  handled: ((c: Compiler, s: S) => void) | null,
): void {
  const except = c.newLabel();
  const exit = c.newLabel();
  const cleanup = c.newLabel();
  c.emit(s, SETUP_FINALLY, except);
  pushBlock(c, s, { kind: 'finally try', start: -1, exit: -1, body: s.finalbody });
  if (handled !== null) handled(c, s);
  else visitBody(c, s.body);
  c.emit(NO_LOCATION, POP_BLOCK);
  popBlock(c);
  visitBody(c, s.finalbody);
  c.emit(NO_LOCATION, Op.JUMP, exit);
  c.place(except);
  pushBlock(c, s, { kind: 'finally end', start: -1, exit: -1 });
  c.emit(NO_LOCATION, SETUP_CLEANUP, cleanup);
  c.emit(NO_LOCATION, Op.PUSH_EXC_INFO);
  visitBody(c, s.finalbody);
  popBlock(c);
  c.emit(NO_LOCATION, Op.RERAISE, 0);
  c.place(cleanup);
  emitPopExceptAndReraise(c);
  c.place(exit);
}

function tryExcept(c: Compiler, s: Try): void {
  const except = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  c.emit(s, SETUP_FINALLY, except);
  pushBlock(c, s, { kind: 'try', start: -1, exit: -1 });
  visitBody(c, s.body);
  popBlock(c);
  c.emit(NO_LOCATION, POP_BLOCK);
  visitBody(c, s.orelse);
  c.emit(NO_LOCATION, Op.JUMP, end);
  c.place(except);
  c.emit(NO_LOCATION, SETUP_CLEANUP, cleanup);
  c.emit(NO_LOCATION, Op.PUSH_EXC_INFO);
  pushBlock(c, s, { kind: 'handlers', start: -1, exit: -1 });
  for (let i = 0; i < s.handlers.length; i++) {
    const h = s.handlers[i]!;
    if (h.type === null && i < s.handlers.length - 1) throw c.error("default 'except:' must be last", h);
    const next = c.newLabel();
    if (h.type !== null) {
      visitExpr(c, h.type);
      c.emit(h, Op.CHECK_EXC_MATCH);
      c.emit(h, Op.POP_JUMP_IF_FALSE, next);
    }
    handlerBody(c, h, end);
    c.place(next);
  }
  popBlock(c);
  c.emit(NO_LOCATION, Op.RERAISE, 0);
  c.place(cleanup);
  emitPopExceptAndReraise(c);
  c.place(end);
}

function handlerBody(c: Compiler, h: ExceptHandler, end: number): void {
  if (h.name === null) {
    c.emit(h, Op.POP_TOP);
    pushBlock(c, h, { kind: 'handler', start: -1, exit: -1, name: null });
    visitBody(c, h.body);
    popBlock(c);
    c.emit(NO_LOCATION, POP_BLOCK);
    c.emit(NO_LOCATION, Op.POP_EXCEPT);
    c.emit(NO_LOCATION, Op.JUMP, end);
    return;
  }
  // try: body; finally: name = None; del name
  const unbind = c.newLabel();
  storeName(c, h, h.name, 'Store');
  c.emit(h, SETUP_CLEANUP, unbind);
  pushBlock(c, h, { kind: 'handler', start: -1, exit: -1, name: h.name });
  visitBody(c, h.body);
  popBlock(c);
  c.emit(NO_LOCATION, POP_BLOCK);
  c.emit(NO_LOCATION, POP_BLOCK);
  c.emit(NO_LOCATION, Op.POP_EXCEPT);
  unbindHandlerName(c, NO_LOCATION, h.name);
  c.emit(NO_LOCATION, Op.JUMP, end);
  c.place(unbind);
  unbindHandlerName(c, NO_LOCATION, h.name);
  c.emit(NO_LOCATION, Op.RERAISE, 1);
}

/**
 * except* (PEP 654): each handler takes its part of the group; what they raise and what is left is raised together.
 * While the handlers run the stack is: prev, the group, list of what was raised, what is left.
 */
function tryExceptStar(c: Compiler, s: TryStar): void {
  const except = c.newLabel();
  const orelse = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  const reraiseStar = c.newLabel();
  c.emit(s, SETUP_FINALLY, except);
  pushBlock(c, s, { kind: 'try', start: -1, exit: -1 });
  visitBody(c, s.body);
  popBlock(c);
  c.emit(NO_LOCATION, POP_BLOCK);
  c.emit(NO_LOCATION, Op.JUMP, orelse);
  c.place(except);
  c.emit(NO_LOCATION, SETUP_CLEANUP, cleanup);
  c.emit(NO_LOCATION, Op.PUSH_EXC_INFO);
  pushBlock(c, s, { kind: 'group handlers', start: -1, exit: -1 });
  for (let i = 0; i < s.handlers.length; i++) {
    const h = s.handlers[i]!;
    if (i === 0) {
      c.emit(h, Op.BUILD_LIST, 0);
      c.emit(h, Op.COPY, 2);
    }
    starHandler(c, h);
    if (i === s.handlers.length - 1) {
      c.emit(h, Op.LIST_APPEND, 1);
      c.emit(h, Op.JUMP, reraiseStar);
    }
  }
  popBlock(c);
  c.place(reraiseStar);
  const reraise = c.newLabel();
  c.emit(NO_LOCATION, Op.PREP_RERAISE_STAR);
  c.emit(NO_LOCATION, Op.COPY, 1);
  c.emit(NO_LOCATION, Op.POP_JUMP_IF_NOT_NONE, reraise);
  c.emit(NO_LOCATION, Op.POP_TOP);
  c.emit(NO_LOCATION, POP_BLOCK);
  c.emit(NO_LOCATION, Op.POP_EXCEPT);
  c.emit(NO_LOCATION, Op.JUMP, end);
  c.place(reraise);
  c.emit(NO_LOCATION, POP_BLOCK);
  c.emit(NO_LOCATION, Op.SWAP, 2);
  c.emit(NO_LOCATION, Op.POP_EXCEPT);
  c.emit(NO_LOCATION, Op.RERAISE, 0);
  c.place(cleanup);
  emitPopExceptAndReraise(c);
  c.place(orelse);
  visitBody(c, s.orelse);
  c.place(end);
}

function starHandler(c: Compiler, h: ExceptHandler): void {
  const next = c.newLabel();
  const none = c.newLabel();
  const raised = c.newLabel();
  if (h.type !== null) {
    visitExpr(c, h.type);
    c.emit(h, Op.CHECK_EG_MATCH);
    c.emit(h, Op.COPY, 1);
    c.emit(h, Op.POP_JUMP_IF_NONE, none);
  }
  if (h.name !== null) storeName(c, h, h.name, 'Store');
  else c.emit(h, Op.POP_TOP);
  c.emit(h, SETUP_CLEANUP, raised);
  pushBlock(c, h, { kind: 'handler', start: -1, exit: -1, name: h.name });
  visitBody(c, h.body);
  popBlock(c);
  c.emit(NO_LOCATION, POP_BLOCK);
  if (h.name !== null) unbindHandlerName(c, NO_LOCATION, h.name);
  c.emit(NO_LOCATION, Op.JUMP, next);
  c.place(raised);
  if (h.name !== null) unbindHandlerName(c, NO_LOCATION, h.name);
  // list left lasti exc: the exception joins the list.
  c.emit(NO_LOCATION, Op.LIST_APPEND, 3);
  c.emit(NO_LOCATION, Op.POP_TOP);
  c.emit(NO_LOCATION, Op.JUMP, next);
  c.place(none);
  c.emit(h, Op.POP_TOP);
  c.place(next);
}
