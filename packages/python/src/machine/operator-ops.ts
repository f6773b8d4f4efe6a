/**
 * Operators on instances whose method is Python code, in the case that needs no second candidate: the method's frame is
 * entered at once, and Ret.Binary or Ret.Compare looks for NotImplemented when it returns. Everything else is
 * protocols/operators.ts.
 */

import { Op } from '../compiler/opcodes.js';
import { typeOf } from '../objects/builtin-types.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import { PyFunction } from '../objects/function.js';
import { floatFloordiv, floatMod } from '../objects/number/float.js';
import { PyFloat, PyInstance, type PyValue, type R } from '../objects/object.js';
import {
  BINARY,
  BINARY_BY_NAME,
  binaryOperation,
  COMPARE_METHODS,
  compare,
  compareNumbers,
  unsupported,
} from '../protocols/operators.js';
import { bindFunction, ENTER } from './calls.js';
import type { Machine } from './machine.js';

const SUB = BINARY_BY_NAME.get('sub')!;
const MUL = BINARY_BY_NAME.get('mul')!;
const TRUEDIV = BINARY_BY_NAME.get('truediv')!;
const FLOORDIV = BINARY_BY_NAME.get('floordiv')!;
const MOD = BINARY_BY_NAME.get('mod')!;

/** The value of a float, or of an int that is one exactly. */
function real(v: PyValue): number | undefined {
  return typeof v === 'number' ? v : v instanceof PyFloat ? v.v : undefined;
}

/** Arithmetic of floats, and of floats with ints; undefined: it is something else. */
function floats(index: number, a: PyValue, b: PyValue): PyValue | undefined {
  const x = real(a);
  if (x === undefined) return undefined;
  const y = real(b);
  if (y === undefined) return undefined;
  switch (index) {
    case SUB:
      return new PyFloat(x - y);
    case MUL:
      return new PyFloat(x * y);
    case TRUEDIV:
      return y === 0 ? undefined : new PyFloat(x / y);
    case FLOORDIV:
      return y === 0 ? undefined : new PyFloat(floatFloordiv(x, y));
    case MOD:
      return y === 0 ? undefined : new PyFloat(floatMod(x, y));
    default:
      return undefined;
  }
}

/** `a op b` (or in place) beyond the loop's own cases. */
export function binary(m: Machine, index: number, a: PyValue, b: PyValue, inplace: boolean): R {
  if (a instanceof PyFloat || b instanceof PyFloat || index === TRUEDIV) {
    const r = floats(index, a, b);
    if (r !== undefined) return r;
  }
  if (a instanceof PyInstance) {
    const op = BINARY[index]!;
    const ta = a.shape.cls;
    const left = ta.lookup(op.method);
    if (left instanceof PyFunction && (!inplace || ta.lookup(op.inplace) === undefined)) {
      const tb = typeOf(b);
      const { half } = left.code;
      if (half !== null && (tb === ta || !tb.isSubtypeOf(ta))) {
        const r = half(m, left, [a, b], null);
        if (r !== undefined) return r;
      }
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
  if (a instanceof PyFloat || b instanceof PyFloat) {
    const x = real(a);
    const y = real(b);
    if (x !== undefined && y !== undefined) return compareNumbers(op, x, y);
  }
  if (a instanceof PyInstance) {
    const ta = a.shape.cls;
    const left = ta.lookup(COMPARE_METHODS[op]!);
    if (left instanceof PyFunction) {
      const tb = typeOf(b);
      if (tb === ta || !tb.isSubtypeOf(ta)) {
        const { half } = left.code;
        if (half !== null) {
          const r = half(m, left, [a, b], null);
          if (r !== undefined) return r;
        }
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
