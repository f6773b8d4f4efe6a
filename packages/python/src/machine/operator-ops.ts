/**
 * Operators on instances whose method is Python code, in the case that needs no second candidate: the method's frame is
 * entered at once, and Ret.Binary or Ret.Compare looks for NotImplemented when it returns. Everything else is
 * protocols/operators.ts.
 */

import { Op } from '../compiler/opcodes.js';
import { typeOf } from '../objects/builtin-types.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import { PyFunction } from '../objects/function.js';
import { PyInstance, type PyValue, type R } from '../objects/object.js';
import { BINARY, binaryOperation, COMPARE_METHODS, compare, unsupported } from '../protocols/operators.js';
import { bindFunction, ENTER } from './calls.js';
import type { Machine } from './machine.js';

/** `a op b` (or in place) beyond the loop's own cases. */
export function binary(m: Machine, index: number, a: PyValue, b: PyValue, inplace: boolean): R {
  if (a instanceof PyInstance) {
    const op = BINARY[index]!;
    const ta = a.shape.cls;
    const left = ta.lookup(op.method);
    if (left instanceof PyFunction && (!inplace || ta.lookup(op.inplace) === undefined)) {
      const tb = typeOf(b);
      if (tb === ta || tb.lookup(op.reflected) === undefined) {
        m.entered = bindFunction(m, left, [a, b], null);
        m.enteredRet = Ret.Binary;
        return ENTER;
      }
    }
  }
  return binaryOperation(m, index, a, b, inplace);
}

/** A comparison beyond the loop's own cases. */
export function comparison(m: Machine, op: number, a: PyValue, b: PyValue): R {
  if (a instanceof PyInstance) {
    const ta = a.shape.cls;
    const left = ta.lookup(COMPARE_METHODS[op]!);
    if (left instanceof PyFunction) {
      const tb = typeOf(b);
      if (tb === ta || !tb.isSubtypeOf(ta)) {
        m.entered = bindFunction(m, left, [a, b], null);
        m.enteredRet = Ret.Compare;
        return ENTER;
      }
    }
  }
  return compare(m, op, a, b);
}

/**
 * The method gave NotImplemented. Its operands still lie above the stack pointer of the frame below, where the
 * instruction popped them.
 */
export function afterNotImplemented(m: Machine, back: PyFrame, ret: Ret): R {
  const a = back.stack[back.sp]!;
  const b = back.stack[back.sp + 1]!;
  const w = back.code.f.instrs[back.pc - 1]!;
  if (ret === Ret.Binary) throw unsupported(BINARY[(w & 255) - Op.BINARY_ADD]!, a, b, w >>> 8 !== 0);
  return m.lib('compare_reflected', [(w & 255) - Op.COMPARE_LT, a, b]);
}
