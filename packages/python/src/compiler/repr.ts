/** repr() of constants, for messages. */
import { BytesConst, FloatConst, ImagConst, WideConst } from '../syntax/ast.js';
import { ComplexConst, type Const, TupleConst } from './constants.js';

export function constantRepr(c: Const): string {
  switch (typeof c) {
    case 'string':
      return textRepr(c);
    case 'number':
    case 'bigint':
      return String(c);
    case 'boolean':
      return c ? 'True' : 'False';
  }
  if (c === null) return 'None';
  if (c instanceof FloatConst) return floatRepr(c.value);
  if (c instanceof ImagConst) return numberText(c.value) + 'j';
  if (c instanceof ComplexConst) {
    const im = numberText(c.im);
    return `(${numberText(c.re)}${im.startsWith('-') ? '' : '+'}${im}j)`;
  }
  if (c instanceof BytesConst) return 'b' + textRepr(String.fromCharCode(...c.bytes.subarray(0, 1000)));
  if (c instanceof WideConst) return textRepr([...c.codepoints].map((p) => String.fromCodePoint(p)).join(''));
  if (c instanceof TupleConst)
    return c.items.length === 1 ? `(${constantRepr(c.items[0]!)},)` : `(${c.items.map(constantRepr).join(', ')})`;
  return 'Ellipsis';
}

function textRepr(s: string): string {
  const quote = s.includes("'") && !s.includes('"') ? '"' : "'";
  let out = quote;
  for (const ch of s) {
    const code = ch.codePointAt(0)!;
    if (ch === quote || ch === '\\') out += '\\' + ch;
    else if (ch === '\n') out += '\\n';
    else if (ch === '\r') out += '\\r';
    else if (ch === '\t') out += '\\t';
    else if (code < 32 || code === 127) out += '\\x' + code.toString(16).padStart(2, '0');
    else out += ch;
  }
  return out + quote;
}

/** A float as inside a complex number: integral values without `.0`. */
function numberText(n: number): string {
  if (Object.is(n, -0)) return '-0';
  if (Number.isInteger(n) && Math.abs(n) < 1e16) return String(n);
  return floatRepr(n);
}

function floatRepr(n: number): string {
  if (n === Infinity) return 'inf';
  if (n === -Infinity) return '-inf';
  if (Number.isNaN(n)) return 'nan';
  if (Object.is(n, -0)) return '-0.0';
  const size = Math.abs(n);
  if (n !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [mantissa, exponent] = n.toExponential().split('e') as [string, string];
    return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  return Number.isInteger(n) ? n + '.0' : String(n);
}
