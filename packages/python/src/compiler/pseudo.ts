/**
 * Instructions that only the compiler knows; the assembler turns them into exception table rows or real instructions.
 * Their numbers are above those of real opcodes.
 */
import { Op } from './opcodes.js';

/** From here to POP_BLOCK an exception goes to the label, with the stack as it is now and the exception on it. */
export const SETUP_FINALLY = 256;
/** The same, with the position of the raising instruction below the exception. */
export const SETUP_CLEANUP = 257;
/** SETUP_CLEANUP without the topmost value (the result of `__enter__`). */
export const SETUP_WITH = 258;
export const POP_BLOCK = 259;
/** STORE_FAST of a value that may be "unbound". */
export const STORE_FAST_MAYBE_UNBOUND = 260;

export function isSetup(op: number): boolean {
  return op >= SETUP_FINALLY && op <= SETUP_WITH;
}

export function isConditionalJump(op: number): boolean {
  return op >= Op.POP_JUMP_IF_FALSE && op <= Op.POP_JUMP_IF_NOT_NONE;
}

export function isJump(op: number): boolean {
  return op === Op.JUMP || op === Op.FOR_ITER || op === Op.SEND || isConditionalJump(op);
}

/** The next instruction is not reached from this one by falling through. */
export function endsFlow(op: number): boolean {
  return op === Op.JUMP || op === Op.RETURN_VALUE || op === Op.RAISE || op === Op.RERAISE;
}
