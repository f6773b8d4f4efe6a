/**
 * Constants while compiling: what a literal, a folded expression or a nested code object is before it becomes a value.
 *
 * Python values are made at the end, through the ConstantFactory the caller gives, so that this folder knows no types.
 */
import type { PyCode } from '../objects/code.js';
import type { PyValue } from '../objects/object.js';
import { BytesConst, type ConstantValue, EllipsisConst, FloatConst, ImagConst, WideConst } from '../syntax/ast.js';

export class TupleConst {
  readonly ordered = true;
  constructor(readonly items: readonly Const[]) {}
}
export class FrozenSetConst {
  readonly frozen = true;
  constructor(readonly items: readonly Const[]) {}
}
export class ComplexConst {
  constructor(
    readonly re: number,
    readonly im: number,
  ) {}
}
export class SliceConst {
  constructor(
    readonly lower: Const,
    readonly upper: Const,
    readonly step: Const,
  ) {}
}
export class CodeConst {
  constructor(readonly code: PyCode) {}
}

export type Const = ConstantValue | TupleConst | FrozenSetConst | ComplexConst | SliceConst | CodeConst;

/** Makes the Python values that are not plain JavaScript ones. */
export interface ConstantFactory {
  float(n: number): PyValue;
  complex(re: number, im: number): PyValue;
  bytes(bytes: Uint8Array): PyValue;
  wide(codepoints: Uint32Array): PyValue;
  tuple(items: PyValue[]): PyValue;
  frozenset(items: PyValue[]): PyValue;
  /** Without it slices are built when they are needed. */
  slice?(lower: PyValue, upper: PyValue, step: PyValue): PyValue;
  readonly ellipsis: PyValue;
}

export function makeValue(c: Const, factory: ConstantFactory): PyValue {
  if (typeof c !== 'object' || c === null) return c;
  if (c instanceof CodeConst) return c.code;
  if (c instanceof FloatConst) return factory.float(c.value);
  if (c instanceof TupleConst) return factory.tuple(c.items.map((i) => makeValue(i, factory)));
  if (c instanceof FrozenSetConst) return factory.frozenset(c.items.map((i) => makeValue(i, factory)));
  if (c instanceof BytesConst) return factory.bytes(c.bytes);
  if (c instanceof WideConst) return factory.wide(c.codepoints);
  if (c instanceof ImagConst) return factory.complex(0, c.value);
  if (c instanceof ComplexConst) return factory.complex(c.re, c.im);
  if (c instanceof SliceConst)
    return factory.slice!(makeValue(c.lower, factory), makeValue(c.upper, factory), makeValue(c.step, factory));
  return factory.ellipsis;
}

/** Equal keys: same type and same value, so one constant serves both. Code objects have no key. */
export function constKey(c: Const): string {
  switch (typeof c) {
    case 'string':
      return 's' + c;
    case 'number':
    case 'bigint':
      return 'i' + c;
    case 'boolean':
      return c ? 'T' : 'F';
  }
  if (c === null) return 'N';
  if (c instanceof FloatConst) return 'f' + floatKey(c.value);
  if (c instanceof TupleConst) return '(' + itemKeys(c.items) + ')';
  if (c instanceof FrozenSetConst) return '{' + itemKeys(c.items) + '}';
  if (c instanceof BytesConst) return 'b' + c.bytes.join();
  if (c instanceof WideConst) return 'w' + c.codepoints.join();
  if (c instanceof ImagConst) return 'c0,' + floatKey(c.value);
  if (c instanceof ComplexConst) return 'c' + floatKey(c.re) + ',' + floatKey(c.im);
  if (c instanceof SliceConst) return ':' + itemKeys([c.lower, c.upper, c.step]);
  return 'E';
}

function itemKeys(items: readonly Const[]): string {
  let out = '';
  for (const item of items) {
    const key = constKey(item);
    out += key.length + ':' + key;
  }
  return out;
}

function floatKey(n: number): string {
  return Object.is(n, -0) ? '-0' : String(n);
}

export function isTrue(c: Const): boolean {
  switch (typeof c) {
    case 'string':
      return c.length > 0;
    case 'number':
      return c !== 0;
    case 'bigint':
      return true;
    case 'boolean':
      return c;
  }
  if (c === null) return false;
  if (c instanceof FloatConst || c instanceof ImagConst) return c.value !== 0;
  if (c instanceof ComplexConst) return c.re !== 0 || c.im !== 0;
  if (c instanceof TupleConst || c instanceof FrozenSetConst) return c.items.length > 0;
  if (c instanceof BytesConst) return c.bytes.length > 0;
  return true;
}

/** `type(c).__name__` */
export function typeName(c: Const): string {
  switch (typeof c) {
    case 'string':
      return 'str';
    case 'number':
    case 'bigint':
      return 'int';
    case 'boolean':
      return 'bool';
  }
  if (c === null) return 'NoneType';
  if (c instanceof FloatConst) return 'float';
  if (c instanceof ImagConst || c instanceof ComplexConst) return 'complex';
  if (c instanceof TupleConst) return 'tuple';
  if (c instanceof FrozenSetConst) return 'frozenset';
  if (c instanceof BytesConst) return 'bytes';
  if (c instanceof WideConst) return 'str';
  if (c instanceof EllipsisConst) return 'ellipsis';
  return 'slice';
}
