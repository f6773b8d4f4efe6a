/**
 * Constant folding: what an expression of constants is worth, or undefined where it must be worked out at run time.
 *
 * Leaving something unfolded is always right; folding must give exactly what the machine would. The limits are
 * CPython's (a short program must not make a large constant).
 */
import {
  type BinOp,
  BytesConst,
  type Expr,
  FloatConst,
  ImagConst,
  type Operator,
  type Subscript,
  type UnaryOperator,
  WideConst,
} from '../syntax/ast.js';
import { ComplexConst, type Const, isTrue, SliceConst, TupleConst } from './constants.js';

const MAX_INT_BITS = 128;
const MAX_COLLECTION = 256;
const MAX_STRING = 4096;
const MAX_TOTAL_ITEMS = 1024;
/** Beyond it a concatenation is left to run time (a chain of them would copy its parts again and again). */
const MAX_CONCATENATION = 4096;

export interface FoldContext {
  readonly debug: boolean;
}

export function constantOf(e: Expr, cx: FoldContext): Const | undefined {
  switch (e.kind) {
    case 'Constant':
      return e.value;
    case 'Name':
      return e.id === '__debug__' && e.ctx === 'Load' ? cx.debug : undefined;
    case 'UnaryOp': {
      const v = constantOf(e.operand, cx);
      return v === undefined ? undefined : foldUnary(e.op, v);
    }
    case 'BinOp':
    case 'Subscript':
      return constantChain(e, cx);
    case 'Tuple':
      return e.ctx === 'Load' ? constantItems(e.elts, cx) : undefined;
    default:
      return undefined;
  }
}

/** Operators and subscripts nest to the left without limit: a loop follows them. */
function constantChain(e: Expr, cx: FoldContext): Const | undefined {
  const links: (BinOp | Subscript)[] = [];
  let head = e;
  while (head.kind === 'BinOp' || (head.kind === 'Subscript' && head.ctx === 'Load')) {
    links.push(head);
    head = head.kind === 'BinOp' ? head.left : head.value;
  }
  let value = head.kind === 'Subscript' ? undefined : constantOf(head, cx);
  while (value !== undefined && links.length > 0) value = foldLink(links.pop()!, value, cx);
  return value;
}

/** One link of a chain whose first part is worth `value`. */
export function foldLink(link: BinOp | Subscript, value: Const, cx: FoldContext): Const | undefined {
  const right = constantOf(link.kind === 'BinOp' ? link.right : link.slice, cx);
  if (right === undefined) return undefined;
  return link.kind === 'BinOp' ? foldBinary(link.op, value, right) : foldSubscript(value, right);
}

/** The tuple of the items where all of them are constants. */
export function constantItems(elts: readonly Expr[], cx: FoldContext): TupleConst | undefined {
  const items: Const[] = [];
  for (let i = 0; i < elts.length; i++) {
    const item = constantOf(elts[i]!, cx);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return new TupleConst(items);
}

/** A slice of constants, each int or None. */
export function constantSlice(e: Expr, cx: FoldContext): SliceConst | undefined {
  if (e.kind !== 'Slice') return undefined;
  const part = (p: Expr | null): Const | undefined => (p === null ? null : constantOf(p, cx));
  const lower = part(e.lower);
  if (lower === undefined) return undefined;
  const upper = part(e.upper);
  if (upper === undefined) return undefined;
  const step = part(e.step);
  return step === undefined ? undefined : new SliceConst(lower, upper, step);
}

export function foldUnary(op: UnaryOperator, v: Const): Const | undefined {
  if (op === 'Not') return !isTrue(v);
  const n = asInt(v);
  if (n !== undefined) {
    if (op === 'USub') return normal(-n);
    if (op === 'UAdd') return normal(n);
    return typeof v === 'boolean' ? undefined : normal(~n);
  }
  if (op === 'Invert') return undefined;
  const sign = op === 'USub' ? -1 : 1;
  if (v instanceof FloatConst) return new FloatConst(sign * v.value);
  const z = asComplex(v);
  return z === undefined ? undefined : new ComplexConst(sign * z.re, sign * z.im);
}

export function foldBinary(op: Operator, a: Const, b: Const): Const | undefined {
  const x = asInt(a);
  const y = asInt(b);
  if (x !== undefined && y !== undefined) {
    if (typeof a === 'boolean' && typeof b === 'boolean') {
      if (op === 'BitAnd') return a && b;
      if (op === 'BitOr') return a || b;
      if (op === 'BitXor') return a !== b;
    }
    return foldInts(op, x, y);
  }
  if (op === 'Mult') {
    if (y !== undefined && x === undefined && isSequence(a)) return repeat(a, y);
    if (x !== undefined && y === undefined && isSequence(b)) return repeat(b, x);
  }
  const f = asFloat(a);
  const g = asFloat(b);
  if (f !== undefined && g !== undefined) return foldFloats(op, f, g);
  const z = asComplex(a);
  const w = asComplex(b);
  if (z !== undefined && w !== undefined) return foldComplex(op, a, b, z, w);
  return op === 'Add' ? concatenate(a, b) : undefined;
}

function asInt(c: Const): bigint | undefined {
  if (typeof c === 'number' || typeof c === 'boolean') return BigInt(c);
  return typeof c === 'bigint' ? c : undefined;
}

/** The one form of an int: a number while it is safe. */
function normal(n: bigint): number | bigint {
  return n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : n;
}

function asFloat(c: Const): number | undefined {
  if (c instanceof FloatConst) return c.value;
  const n = asInt(c);
  if (n === undefined) return undefined;
  const f = Number(n);
  return Number.isFinite(f) ? f : undefined;
}

function asComplex(c: Const): { re: number; im: number } | undefined {
  if (c instanceof ComplexConst) return c;
  if (c instanceof ImagConst) return { re: 0, im: c.value };
  const f = asFloat(c);
  return f === undefined ? undefined : { re: f, im: 0 };
}

function bits(n: bigint): number {
  return n === 0n ? 0 : (n < 0n ? -n : n).toString(2).length;
}

function foldInts(op: Operator, x: bigint, y: bigint): Const | undefined {
  switch (op) {
    case 'Add':
      return normal(x + y);
    case 'Sub':
      return normal(x - y);
    case 'Mult':
      return x !== 0n && y !== 0n && bits(x) + bits(y) > MAX_INT_BITS ? undefined : normal(x * y);
    case 'Div': {
      // Exact only where both are exact as floats.
      if (y === 0n || typeof normal(x) !== 'number' || typeof normal(y) !== 'number') return undefined;
      return new FloatConst(x === 0n && y < 0n ? -0 : Number(x) / Number(y));
    }
    case 'FloorDiv':
    case 'Mod': {
      if (y === 0n) return undefined;
      let q = x / y;
      let r = x % y;
      if (r !== 0n && r < 0n !== y < 0n) {
        q -= 1n;
        r += y;
      }
      return normal(op === 'Mod' ? r : q);
    }
    case 'Pow':
      if (y < 0n || (x !== 0n && y !== 0n && BigInt(bits(x)) * y > BigInt(MAX_INT_BITS))) return undefined;
      return normal(x ** y);
    case 'LShift':
      if (y < 0n || (x !== 0n && y !== 0n && (y > BigInt(MAX_INT_BITS) || bits(x) + Number(y) > MAX_INT_BITS)))
        return undefined;
      return normal(x === 0n ? 0n : x << y);
    case 'RShift':
      return y < 0n ? undefined : normal(y > 1n << 31n ? (x < 0n ? -1n : 0n) : x >> y);
    case 'BitAnd':
      return normal(x & y);
    case 'BitOr':
      return normal(x | y);
    case 'BitXor':
      return normal(x ^ y);
    default:
      return undefined;
  }
}

function foldFloats(op: Operator, x: number, y: number): Const | undefined {
  switch (op) {
    case 'Add':
      return new FloatConst(x + y);
    case 'Sub':
      return new FloatConst(x - y);
    case 'Mult':
      return new FloatConst(x * y);
    case 'Div':
      return y === 0 ? undefined : new FloatConst(x / y);
    default:
      return undefined;
  }
}

function foldComplex(
  op: Operator,
  a: Const,
  b: Const,
  z: { re: number; im: number },
  w: { re: number; im: number },
): Const | undefined {
  // A real operand has no imaginary part: it leaves the other's sign of zero alone.
  const aReal = asFloat(a) !== undefined;
  const bReal = asFloat(b) !== undefined;
  if (op === 'Add') return new ComplexConst(z.re + w.re, aReal ? w.im : bReal ? z.im : z.im + w.im);
  if (op === 'Sub') return new ComplexConst(z.re - w.re, aReal ? -w.im : bReal ? z.im : z.im - w.im);
  return undefined;
}

type Sequence = string | TupleConst | BytesConst;

function sizeOf(seq: Sequence): number {
  if (typeof seq === 'string') return seq.length;
  return seq instanceof TupleConst ? seq.items.length : seq.bytes.length;
}

function isSequence(c: Const): c is Sequence {
  return typeof c === 'string' || c instanceof TupleConst || c instanceof BytesConst;
}

function totalItems(t: TupleConst, limit: number): number {
  for (const item of t.items) {
    if (item instanceof TupleConst) {
      limit = totalItems(item, limit);
      if (limit < 0) return limit;
    }
    limit--;
  }
  return limit;
}

function repeat(seq: Sequence, count: bigint): Const | undefined {
  const size = sizeOf(seq);
  const max = seq instanceof TupleConst ? MAX_COLLECTION : MAX_STRING;
  if (count < 0n) count = 0n;
  if (size > 0 && (count > BigInt(max) || size * Number(count) > max)) return undefined;
  const n = size === 0 ? 0 : Number(count);
  if (typeof seq === 'string') return seq.repeat(n);
  if (seq instanceof TupleConst) {
    if (n > 0 && totalItems(seq, Math.floor(MAX_TOTAL_ITEMS / n)) < 0) return undefined;
    const items: Const[] = [];
    for (let i = 0; i < n; i++) items.push(...seq.items);
    return new TupleConst(items);
  }
  const out = new Uint8Array(size * n);
  for (let i = 0; i < n; i++) out.set(seq.bytes, i * size);
  return new BytesConst(out);
}

function concatenate(a: Const, b: Const): Const | undefined {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (a instanceof TupleConst && b instanceof TupleConst) {
    if (a.items.length + b.items.length > MAX_CONCATENATION) return undefined;
    return new TupleConst([...a.items, ...b.items]);
  }
  if (a instanceof BytesConst && b instanceof BytesConst) {
    if (a.bytes.length + b.bytes.length > MAX_CONCATENATION) return undefined;
    const out = new Uint8Array(a.bytes.length + b.bytes.length);
    out.set(a.bytes);
    out.set(b.bytes, a.bytes.length);
    return new BytesConst(out);
  }
  if (a instanceof WideConst && b instanceof WideConst) {
    if (a.codepoints.length + b.codepoints.length > MAX_CONCATENATION) return undefined;
    const out = new Uint32Array(a.codepoints.length + b.codepoints.length);
    out.set(a.codepoints);
    out.set(b.codepoints, a.codepoints.length);
    return new WideConst(out);
  }
  return undefined;
}

function foldSubscript(value: Const, index: Const): Const | undefined {
  const n = asInt(index);
  if (n === undefined || !isSequence(value)) return undefined;
  const size = sizeOf(value);
  const i = n < 0n ? n + BigInt(size) : n;
  if (i < 0n || i >= BigInt(size)) return undefined;
  const at = Number(i);
  if (typeof value === 'string') return value[at]!;
  return value instanceof TupleConst ? value.items[at]! : value.bytes[at]!;
}
