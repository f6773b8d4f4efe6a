/**
 * Blocks that a `return`, `break` or `continue` has to leave properly: loops hold an iterator, `try` a handler,
 * `with` an exit function, `finally` code to run.
 */
import type { Stmt } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { type Loc, NO_LOCATION } from './location.js';
import { storeName } from './names.js';
import { Op } from './opcodes.js';
import { POP_BLOCK } from './pseudo.js';
import { visitBody } from './statements.js';
import { emitAwait, emitExitCall } from './with.js';

export type FrameBlockKind =
  | 'while'
  | 'for'
  | 'async for'
  | 'try'
  | 'finally try'
  | 'finally end'
  | 'with'
  | 'async with'
  | 'handler'
  | 'handlers'
  | 'group handlers'
  | 'value'
  | 'async comprehension'
  | 'stop iteration';

export interface FrameBlock {
  readonly kind: FrameBlockKind;
  /** Where `continue` goes; where `break` goes. */
  readonly start: number;
  readonly exit: number;
  /** Place of the `with` item. */
  readonly loc?: Loc;
  /** Body of a `finally`. */
  readonly body?: readonly Stmt[];
  /** Name of `except ... as name`. */
  readonly name?: string | null;
}

/** CPython's limit on statically nested blocks. */
const MAX_BLOCKS = 21;

export function pushBlock(c: Compiler, loc: Loc, block: FrameBlock): void {
  if (c.u.blocks.length >= MAX_BLOCKS) throw c.error('too many statically nested blocks', loc);
  c.u.blocks.push(block);
}

export function popBlock(c: Compiler): void {
  c.u.blocks.pop();
}

/**
 * Leaves blocks from the inside out, up to a loop where `toLoop` (which is given back), else all of them.
 * `keepTop`: the value on top of the stack stays there. `at` is where the instructions are placed; it is lost on the way.
 */
export function unwind(c: Compiler, at: { loc: Loc }, keepTop: boolean, toLoop: boolean): FrameBlock | null {
  const { blocks } = c.u;
  const left: FrameBlock[] = [];
  let loop: FrameBlock | null = null;
  while (blocks.length > 0) {
    const top = blocks[blocks.length - 1]!;
    if (top.kind === 'group handlers')
      throw c.error("'break', 'continue' and 'return' cannot appear in an except* block", at.loc);
    if (toLoop && (top.kind === 'while' || top.kind === 'for' || top.kind === 'async for')) {
      loop = top;
      break;
    }
    blocks.pop();
    left.push(top);
    leaveBlock(c, at, top, keepTop);
  }
  for (let i = left.length - 1; i >= 0; i--) blocks.push(left[i]!);
  return loop;
}

/** The instructions that leave one block. */
export function leaveBlock(c: Compiler, at: { loc: Loc }, block: FrameBlock, keepTop: boolean): void {
  const loc = at.loc;
  switch (block.kind) {
    case 'while':
    case 'handlers':
    case 'group handlers':
    case 'async comprehension':
    case 'stop iteration':
      return;
    case 'for':
    case 'async for':
    case 'value':
      if (keepTop) c.emit(loc, Op.SWAP, 2);
      c.emit(loc, Op.POP_TOP);
      return;
    case 'try':
      c.emit(loc, POP_BLOCK);
      return;
    case 'finally try':
      c.emit(loc, POP_BLOCK);
      if (keepTop) pushBlock(c, loc, { kind: 'value', start: -1, exit: -1 });
      visitBody(c, block.body!);
      if (keepTop) popBlock(c);
      at.loc = NO_LOCATION;
      return;
    case 'finally end':
      if (keepTop) c.emit(loc, Op.SWAP, 2);
      c.emit(loc, Op.POP_TOP);
      if (keepTop) c.emit(loc, Op.SWAP, 2);
      c.emit(loc, POP_BLOCK);
      c.emit(loc, Op.POP_EXCEPT);
      return;
    case 'with':
    case 'async with':
      at.loc = block.loc!;
      c.emit(at.loc, POP_BLOCK);
      if (keepTop) c.emit(at.loc, Op.SWAP, 2);
      emitExitCall(c, at.loc);
      if (block.kind === 'async with') {
        c.emit(at.loc, Op.GET_AWAITABLE, 2);
        c.constant(at.loc, null);
        emitAwait(c, at.loc);
      }
      c.emit(at.loc, Op.POP_TOP);
      at.loc = NO_LOCATION;
      return;
    case 'handler':
      if (block.name != null) c.emit(loc, POP_BLOCK);
      if (keepTop) c.emit(loc, Op.SWAP, 2);
      c.emit(loc, POP_BLOCK);
      c.emit(loc, Op.POP_EXCEPT);
      if (block.name != null) unbindHandlerName(c, loc, block.name);
      return;
  }
}

/** The name of `except ... as name` is unbound when its block ends. */
export function unbindHandlerName(c: Compiler, loc: Loc, name: string): void {
  c.constant(loc, null);
  storeName(c, loc, name, 'Store');
  storeName(c, loc, name, 'Del');
}
