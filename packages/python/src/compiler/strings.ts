/** f-strings and t-strings (PEP 498, 701, 750), and `'...' % (a, b)` where it can be one. */
import type { BinOp, Expr, FormattedValue, Interpolation, JoinedStr, TemplateStr } from '../syntax/ast.js';
import type { Compiler } from './compiler.js';
import { type Const, TupleConst } from './constants.js';
import { STACK_GUIDELINE, visitExpr } from './expressions.js';
import type { Loc } from './location.js';
import { Op } from './opcodes.js';

/** Operand of CONVERT_VALUE for the conversion characters s, r, a. */
function conversionCode(conversion: number): number {
  return conversion === 115 ? 1 : conversion === 114 ? 2 : conversion === 97 ? 3 : 0;
}

export function visitJoinedStr(c: Compiler, e: JoinedStr): void {
  const n = e.values.length;
  if (n === 0) {
    c.constant(e, '');
    return;
  }
  if (n > STACK_GUIDELINE) {
    c.constant(e, '');
    c.emitPlainName(e, Op.LOAD_METHOD, 'join');
    c.emit(e, Op.BUILD_LIST, 0);
    for (const v of e.values) {
      visitExpr(c, v);
      c.emit(e, Op.LIST_APPEND, 1);
    }
    c.emit(e, Op.CALL, 1);
    return;
  }
  for (const v of e.values) visitExpr(c, v);
  if (n > 1) c.emit(e, Op.BUILD_STRING, n);
}

export function visitFormattedValue(c: Compiler, e: FormattedValue): void {
  visitExpr(c, e.value);
  const code = conversionCode(e.conversion);
  if (code !== 0) c.emit(e, Op.CONVERT_VALUE, code);
  if (e.format_spec === null) {
    c.emit(e, Op.FORMAT_SIMPLE);
    return;
  }
  visitExpr(c, e.format_spec);
  c.emit(e, Op.FORMAT_WITH_SPEC);
}

export function visitTemplateStr(c: Compiler, e: TemplateStr): void {
  const strings: Const[] = [];
  const interpolations: Interpolation[] = [];
  let text = false;
  for (const v of e.values) {
    if (v.kind === 'Constant') {
      strings.push(v.value);
      text = true;
    } else if (v.kind === 'Interpolation') {
      if (!text) strings.push('');
      text = false;
      interpolations.push(v);
    }
  }
  if (!text) strings.push('');
  c.constant(e, new TupleConst(strings));
  const big = interpolations.length > STACK_GUIDELINE;
  if (big) c.emit(e, Op.BUILD_LIST, 0);
  for (const i of interpolations) {
    visitInterpolation(c, i);
    if (big) c.emit(e, Op.LIST_APPEND, 1);
  }
  if (big) c.emit(e, Op.LIST_TO_TUPLE);
  else c.emit(e, Op.BUILD_TUPLE, interpolations.length);
  c.emit(e, Op.BUILD_TEMPLATE);
}

function visitInterpolation(c: Compiler, e: Interpolation): void {
  visitExpr(c, e.value);
  c.constant(e, e.str);
  let flags = conversionCode(e.conversion) << 2;
  if (e.format_spec !== null) {
    flags |= 1;
    visitExpr(c, e.format_spec);
  }
  c.emit(e, Op.BUILD_INTERPOLATION, flags);
}

/**
 * `'%s: %r' % (a, b)` with the tuple written out is the f-string it looks like. Only %s, %r and %a (with width or
 * precision) and %% qualify, and only where the numbers agree. False: nothing was written.
 */
export function formatWithPercent(c: Compiler, e: BinOp): boolean {
  if (e.op !== 'Mod' || e.left.kind !== 'Constant' || e.right.kind !== 'Tuple') return false;
  const format = e.left.value;
  if (typeof format !== 'string') return false;
  const args = e.right.elts;
  if (args.some((a) => a.kind === 'Starred')) return false;
  const parts = parsePercent(format, args);
  if (parts === null || parts.length > STACK_GUIDELINE) return false;
  for (const part of parts) {
    if (typeof part === 'string') c.constant(e.left, part);
    else formatted(c, part);
  }
  if (parts.length === 0) c.constant(e, '');
  else if (parts.length > 1) c.emit(e, Op.BUILD_STRING, parts.length);
  return true;
}

interface Field {
  readonly value: Expr;
  readonly conversion: number;
  readonly spec: string;
}

function parsePercent(format: string, args: readonly Expr[]): (string | Field)[] | null {
  const parts: (string | Field)[] = [];
  let literal = '';
  let used = 0;
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== '%') {
      literal += format[i];
      continue;
    }
    if (format[i + 1] === '%') {
      literal += '%';
      i++;
      continue;
    }
    const m = /^%(-?)(\d{0,3})(?:\.(\d{0,3}))?([sra])/.exec(format.slice(i, i + 12));
    const value = args[used];
    if (m === null || value === undefined) return null;
    used++;
    if (literal !== '') parts.push(literal);
    literal = '';
    const width = m[2]!.replace(/^0+/, '');
    // Width with leading zeros or precision without digits: left to run time.
    if (width !== m[2] || m[3] === '') return null;
    const spec = (width === '' ? '' : (m[1] === '-' ? '' : '>') + width) + (m[3] === undefined ? '' : '.' + m[3]);
    parts.push({ value, conversion: m[4]!.charCodeAt(0), spec });
    i += m[0].length - 1;
  }
  if (used !== args.length) return null;
  if (literal !== '') parts.push(literal);
  return parts;
}

function formatted(c: Compiler, field: Field): void {
  const loc: Loc = field.value;
  visitExpr(c, field.value);
  c.emit(loc, Op.CONVERT_VALUE, conversionCode(field.conversion));
  if (field.spec === '') {
    c.emit(loc, Op.FORMAT_SIMPLE);
    return;
  }
  c.constant(loc, field.spec);
  c.emit(loc, Op.FORMAT_WITH_SPEC);
}
