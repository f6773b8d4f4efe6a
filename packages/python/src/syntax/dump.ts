/** The tree as text, the same as `ast.dump(tree, include_attributes=True)` gives. For tests and for looking at trees. */

import * as A from './ast.js';
import { isPrintable } from './identifiers.js';

export function dump(node: A.Node): string {
  const spec = A.NODE_FIELDS.get(node.kind)!;
  const parts: string[] = [];
  const record = node as unknown as Record<string, unknown>;
  for (const [field, type, count] of spec.fields) {
    const value = record[A.fieldProperty(node.kind, field)];
    if (count === 'list') {
      if ((value as unknown[]).length === 0) continue;
      parts.push(`${field}=[${(value as unknown[]).map((item) => dumpValue(item, type)).join(', ')}]`);
    } else if (value === null && count === 'optional') {
      // absent
    } else parts.push(`${field}=${dumpValue(value, type)}`);
  }
  if (spec.positions) {
    for (const name of ['lineno', 'col_offset', 'end_lineno', 'end_col_offset']) parts.push(`${name}=${record[name]}`);
  }
  return `${node.kind}(${parts.join(', ')})`;
}

function dumpValue(value: unknown, type: string): string {
  if (type === 'constant') return constantRepr(value as A.ConstantValue);
  if (A.ENUM_NODES.has(type)) return `${value}()`;
  if (value === null) return 'None';
  if (typeof value === 'string') return strRepr(Array.from(value, (c) => c.codePointAt(0)!));
  if (typeof value === 'number') return String(value);
  return dump(value as A.Node);
}

/** Python's repr of a constant. */
export function constantRepr(value: A.ConstantValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return strRepr(Array.from({ length: value.length }, (_, i) => value.charCodeAt(i)));
  if (value instanceof A.WideConst) return strRepr(value.codepoints);
  if (value instanceof A.BytesConst) return bytesRepr(value.bytes);
  if (value instanceof A.FloatConst) return floatRepr(value.value);
  if (value instanceof A.ImagConst) return floatRepr(value.value).replace(/\.0$/, '') + 'j';
  return 'Ellipsis';
}

export function floatRepr(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  const [digits, exponentText] = value.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 16) {
    if (Number.isInteger(value)) return value.toFixed(1);
    const plain = String(value);
    return plain.includes('e') ? value.toFixed(digits.replace(/[-.]/g, '').length - 1 - exponent) : plain;
  }
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function strRepr(codePoints: ArrayLike<number>): string {
  const all = Array.from(codePoints);
  const quote = all.includes(39) && !all.includes(34) ? '"' : "'";
  return quote + all.map((c) => escapeCodePoint(c, quote)).join('') + quote;
}

/** A character of a str's repr. */
export function escapeCodePoint(c: number, quote: string): string {
  if (c === quote.charCodeAt(0) || c === 92) return '\\' + String.fromCharCode(c);
  if (c === 10) return '\\n';
  if (c === 13) return '\\r';
  if (c === 9) return '\\t';
  if (c >= 32 && c < 127) return String.fromCharCode(c);
  if (c >= 127 && isPrintable(c)) return String.fromCodePoint(c);
  const hex = c.toString(16);
  if (c < 256) return '\\x' + hex.padStart(2, '0');
  return c < 0x10000 ? '\\u' + hex.padStart(4, '0') : '\\U' + hex.padStart(8, '0');
}

function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  const body = Array.from(bytes, (c) => (c < 127 ? escapeCodePoint(c, quote) : '\\x' + c.toString(16)));
  return 'b' + quote + body.join('') + quote;
}
