/** `repr` and `ascii` of str, `repr` of bytes: quotes and escapes. */
import type { VM } from '../vm.js';
import { codePointAt, fromCodePoint, join, length, reserve, type Str } from './core.js';
import { isPrintable } from './predicates.js';

/** What keeps a str from being its own repr between single quotes. */
const NOT_PLAIN = /[^ -&(-[\]-~]/;

function hex(cp: number, digits: number): string {
  return cp.toString(16).padStart(digits, '0');
}

/** The escape of a code point that is not shown as itself. */
export function escapeCodePoint(cp: number): string {
  if (cp === 10) return '\\n';
  if (cp === 13) return '\\r';
  if (cp === 9) return '\\t';
  if (cp < 0x100) return '\\x' + hex(cp, 2);
  return cp < 0x10000 ? '\\u' + hex(cp, 4) : '\\U' + hex(cp, 8);
}

function quoteFor(s: Str): string {
  let single = false;
  for (let i = 0; i < length(s); i++) {
    const cp = codePointAt(s, i);
    if (cp === 0x22) return "'";
    if (cp === 0x27) single = true;
  }
  return single ? '"' : "'";
}

function quoted(vm: VM, s: Str, ascii: boolean): Str {
  const n = length(s);
  if (n > 64) vm.charge(n);
  if (typeof s === 'string' && !NOT_PLAIN.test(s)) {
    reserve(vm, n + 2, false);
    return `'${s}'`;
  }
  vm.charge(2 * n);
  vm.alloc(8 * n);
  const quote = quoteFor(s);
  const q = quote.charCodeAt(0);
  const parts: Str[] = [quote];
  let text = '';
  for (let i = 0; i < n; i++) {
    const cp = codePointAt(s, i);
    if (cp === q || cp === 0x5c) text += '\\' + String.fromCharCode(cp);
    else if (cp < 127 ? cp >= 32 : !ascii && isPrintable(cp)) {
      if (cp <= 0xffff) text += String.fromCharCode(cp);
      else {
        vm.alloc(64);
        parts.push(text, fromCodePoint(cp));
        text = '';
      }
    } else text += escapeCodePoint(cp);
  }
  parts.push(text, quote);
  return join(vm, '', parts);
}

/** `repr(s)`. */
export function reprStr(vm: VM, s: Str): Str {
  return quoted(vm, s, false);
}

/** `ascii(s)`. */
export function asciiStr(vm: VM, s: Str): string {
  return quoted(vm, s, true) as string;
}

/** Any text with what is beyond ASCII escaped: `ascii(x)` of the repr of `x`. */
export function escapeNonAscii(vm: VM, s: Str): string {
  const n = length(s);
  if (n > 64) vm.charge(n);
  reserve(vm, n, false);
  let out = '';
  for (let i = 0; i < n; i++) {
    const cp = codePointAt(s, i);
    out += cp < 128 ? String.fromCharCode(cp) : escapeCodePoint(cp);
  }
  return out;
}

/** `repr` of bytes, without the `b`: `bytearray(b...)` takes it too. */
export function reprBytes(vm: VM, bytes: Uint8Array): string {
  const n = bytes.length;
  if (n > 64) vm.charge(n);
  reserve(vm, n, false);
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  const q = quote.charCodeAt(0);
  let out = 'b' + quote;
  for (let i = 0; i < n; i++) {
    const c = bytes[i]!;
    if (c === q || c === 0x5c) out += '\\' + String.fromCharCode(c);
    else out += c >= 32 && c < 127 ? String.fromCharCode(c) : escapeCodePoint(c);
  }
  return out + quote;
}
