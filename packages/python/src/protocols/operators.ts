/**
 * Binary and unary operators and comparisons (Data model, 3.3.8 "Emulating numeric types"; 3.3.1 rich comparison).
 *
 * The native half tries the candidates in Python's order as long as they are native; from the first that is Python
 * code on, `library/operators.py` goes on with the candidates that are left.
 */

import { NotImplemented, typeOf } from '../objects/builtin-types.js';
import { typeError } from '../objects/exception-types.js';
import { PyFunction, PyMethodDescr } from '../objects/function.js';
import { words } from '../objects/number/int.js';
import { DELEGATE, PyFloat, type PyType, type PyValue, type R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { callNative } from './call.js';

/** One binary operator: symbol, special method, reflected, in-place. */
export interface BinaryOperator {
  readonly symbol: string;
  readonly method: string;
  readonly reflected: string;
  readonly inplace: string;
}

const rows: readonly (readonly [string, string])[] = [
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'truediv'],
  ['//', 'floordiv'],
  ['%', 'mod'],
  ['** or pow()', 'pow'],
  ['<<', 'lshift'],
  ['>>', 'rshift'],
  ['&', 'and'],
  ['|', 'or'],
  ['^', 'xor'],
  ['@', 'matmul'],
];

/** In the order of the BINARY_* opcodes. */
export const BINARY: readonly BinaryOperator[] = rows.map(([symbol, n]) => ({
  symbol,
  method: `__${n}__`,
  reflected: `__r${n}__`,
  inplace: `__i${n}__`,
}));

/** Operators of BINARY by the name without underscores (`add`, `pow`, ...). */
export const BINARY_BY_NAME: ReadonlyMap<string, number> = new Map(rows.map(([, n], i) => [n, i]));

/** `a op b`, or `a op= b`. */
export function binaryOperation(vm: VM, index: number, a: PyValue, b: PyValue, inplace: boolean): R {
  const op = BINARY[index]!;
  const ta = typeOf(a);
  const tb = typeOf(b);
  if (inplace) {
    const m = ta.lookup(op.inplace);
    if (m !== undefined) {
      if (!(m instanceof PyMethodDescr)) return vm.lib('inplace_operator', [index, a, b]);
      const r = callNative(vm, m.def, a, [b], null);
      if (r !== NotImplemented) return r;
    }
  }
  const left = ta.lookup(op.method);
  const right = ta === tb ? undefined : tb.lookup(op.reflected);
  const rightFirst = right !== undefined && left !== right && tb.isSubtypeOf(ta) && overrides(ta, right, op.reflected);
  if (rightFirst) {
    const r = tryNative(vm, right!, b, a);
    if (r === undefined) return vm.lib('binary_operator', [index, a, b, inplace]);
    if (r !== NotImplemented) return r;
  }
  if (left !== undefined) {
    const r = tryNative(vm, left, a, b);
    if (r === undefined) return vm.lib('binary_operator', [index, a, b, inplace]);
    if (r !== NotImplemented) return r;
  }
  if (right !== undefined && !rightFirst) {
    const r = tryNative(vm, right, b, a);
    if (r === undefined) return vm.lib('binary_operator', [index, a, b, inplace]);
    if (r !== NotImplemented) return r;
  }
  throw unsupported(op, a, b, inplace);
}

/** The right operand's class is a subclass and brings its own reflected method. */
function overrides(ta: PyType, right: PyValue, name: string): boolean {
  return ta.lookup(name) !== right;
}

function tryNative(vm: VM, method: PyValue, self: PyValue, other: PyValue): R | undefined {
  if (method instanceof PyFunction && method.code.half !== null) {
    const r = method.code.half(vm, method, [self, other], null);
    return r === DELEGATE ? undefined : r;
  }
  if (!(method instanceof PyMethodDescr)) return undefined;
  return callNative(vm, method.def, self, [other], null);
}

/** "unsupported operand type(s) for +: 'int' and 'str'" */
export function unsupported(op: BinaryOperator, a: PyValue, b: PyValue, inplace: boolean) {
  const ta = typeOf(a);
  let symbol = op.symbol;
  if (inplace) symbol = op.method === '__pow__' ? '**=' : `${symbol}=`;
  if (
    op.method === '__rshift__' &&
    !inplace &&
    ta.name === 'builtin_function_or_method' &&
    (a as { def?: { name: string } }).def?.name === 'print'
  ) {
    return typeError(
      `unsupported operand type(s) for >>: '${ta.name}' and '${typeOf(b).name}'. Did you mean "print(<message>, file=<output_stream>)"?`,
    );
  }
  const sequenceText = sequenceError(op, a, b);
  if (sequenceText !== undefined) return typeError(sequenceText);
  return typeError(`unsupported operand type(s) for ${symbol}: '${ta.name}' and '${typeOf(b).name}'`);
}

/** Texts of sequences' own + and *, which have no NotImplemented in CPython (sq_concat, sq_repeat). */
function sequenceError(op: BinaryOperator, a: PyValue, b: PyValue): string | undefined {
  const ta = typeOf(a);
  const tb = typeOf(b);
  if (op.method === '__add__') {
    const concat = ta.lookup('__concat_name__');
    if (typeof concat === 'string') return undefined;
    for (const base of ta.mro) {
      if (base.heap) continue;
      if (base.name === 'str') return `can only concatenate str (not "${tb.name}") to str`;
      if (base.name === 'list') return `can only concatenate list (not "${tb.name}") to list`;
      if (base.name === 'tuple') return `can only concatenate tuple (not "${tb.name}") to tuple`;
      if (base.name === 'bytes' || base.name === 'bytearray') return `can't concat ${tb.name} to ${ta.name}`;
    }
  }
  if (op.method === '__mul__') {
    if (isSequenceType(ta)) return `can't multiply sequence by non-int of type '${tb.name}'`;
    if (isSequenceType(tb)) return `can't multiply sequence by non-int of type '${ta.name}'`;
  }
  return undefined;
}

const SEQUENCES = new Set(['str', 'list', 'tuple', 'bytes', 'bytearray']);
function isSequenceType(t: PyType): boolean {
  return t.mro.some((b) => !b.heap && SEQUENCES.has(b.name));
}

// -- unary ------------------------------------------------------------------------------------------------------------

const UNARY_SYMBOL: Record<string, string> = { __neg__: '-', __pos__: '+', __invert__: '~' };

/** `-a`, `+a`, `~a` by the name of the special method. */
export function unaryOperation(vm: VM, method: '__neg__' | '__pos__' | '__invert__', a: PyValue): R {
  const m = typeOf(a).lookup(method);
  if (m === undefined || m === null) {
    throw typeError(`bad operand type for unary ${UNARY_SYMBOL[method]}: '${typeOf(a).name}'`);
  }
  if (m instanceof PyMethodDescr) return callNative(vm, m.def, a, [], null);
  return vm.lib('call_special', [a, method]);
}

// -- comparison ---------------------------------------------------------------------------------------------------------

export const LT = 0;
export const LE = 1;
export const EQ = 2;
export const NE = 3;
export const GT = 4;
export const GE = 5;
export const COMPARE_METHODS = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'] as const;
export const COMPARE_SYMBOLS = ['<', '<=', '==', '!=', '>', '>='] as const;
const SWAPPED = [GT, GE, EQ, NE, LT, LE] as const;

/** `a op b` for op in LT..GE: any value. */
export function compare(vm: VM, op: number, a: PyValue, b: PyValue): R {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(op, a, b);
  if (typeof a === 'string' && typeof b === 'string' && (op === EQ || op === NE)) {
    if (a.length > 64 && a.length === b.length) vm.charge(a.length >>> 5);
    return (a === b) === (op === EQ);
  }
  if (a instanceof PyFloat && b instanceof PyFloat) return compareNumbers(op, a.v, b.v);
  if (typeof a === 'bigint' && typeof b === 'bigint') vm.charge(words(a) >>> 3);
  const ta = typeOf(a);
  const tb = typeOf(b);
  const left = ta.lookup(COMPARE_METHODS[op]!);
  const swapped = COMPARE_METHODS[SWAPPED[op]!]!;
  const right = tb.lookup(swapped);
  const rightFirst = ta !== tb && tb.isSubtypeOf(ta) && right !== undefined;
  if (rightFirst) {
    const r = tryNative(vm, right, b, a);
    if (r === undefined || (r === DELEGATE && op === NE)) return vm.lib('compare_operator', [op, a, b]);
    if (r !== NotImplemented) return r;
  }
  if (left !== undefined) {
    const r = tryNative(vm, left, a, b);
    // object.__ne__ asks `__eq__`: where that is Python code it may still answer NotImplemented.
    if (r === undefined || (r === DELEGATE && op === NE)) return vm.lib('compare_operator', [op, a, b]);
    if (r !== NotImplemented) return r;
  }
  if (!rightFirst && right !== undefined) {
    const r = tryNative(vm, right, b, a);
    if (r === undefined || (r === DELEGATE && op === NE)) return vm.lib('compare_operator', [op, a, b]);
    if (r !== NotImplemented) return r;
  }
  if (op === EQ) return a === b;
  if (op === NE) return a !== b;
  throw notOrderable(op, a, b);
}

export function notOrderable(op: number, a: PyValue, b: PyValue) {
  return typeError(
    `'${COMPARE_SYMBOLS[op]}' not supported between instances of '${typeOf(a).name}' and '${typeOf(b).name}'`,
  );
}

export function compareNumbers(op: number, a: number, b: number): boolean {
  switch (op) {
    case LT:
      return a < b;
    case LE:
      return a <= b;
    case EQ:
      return a === b;
    case NE:
      return a !== b;
    case GT:
      return a > b;
    default:
      return a >= b;
  }
}

/** `a op b` as a bool where no Python code is needed; undefined otherwise. Errors are raised. */
export function compareFast(vm: VM, op: number, a: PyValue, b: PyValue): boolean | undefined {
  const r = compare(vm, op, a, b);
  return typeof r === 'boolean' ? r : undefined;
}

/** Python's `a is b or a == b` without Python code: undefined where that would be needed. */
export function identicalOrEqualFast(vm: VM, a: PyValue, b: PyValue): boolean | undefined {
  if (a === b) return true;
  return compareFast(vm, EQ, a, b);
}

/** `a is b` */
export function isSame(a: PyValue, b: PyValue): boolean {
  return a === b;
}
