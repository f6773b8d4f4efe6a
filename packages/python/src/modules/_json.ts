/** `_json`: the strings of JSON (RFC 8259, section 7), read and written. What is around them is json's own Python. */
import { tuple, typeOf } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import { typeError, valueError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import { codePointAt, fromCodePoints, length, type Str } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { isTrueFast } from '../protocols/truth.js';
import { hasMethod, intOf, notAnInteger, strOf, toSize } from '../types/coerce.js';
import { moduleFunction } from './math-arguments.js';

const QUOTE = 34;
const BACKSLASH = 92;
const ESCAPES = new Map([...'"\\/bfnrt'].map((c, i) => [c.charCodeAt(0), '"\\/\b\f\n\r\t'.charCodeAt(i)]));

const fault = (vm: VM, message: string, s: Str, at: number): R => vm.lib('json_decode_error', [message, s, at]);

/** The end of the part from `at` on that stands for itself. */
function plainEnd(s: Str, at: number, strict: boolean): number {
  const n = length(s);
  let i = at;
  for (; i < n; i++) {
    const c = typeof s === 'string' ? s.charCodeAt(i) : s.cps[i]!;
    if (c === QUOTE || c === BACKSLASH || (c < 32 && strict)) break;
  }
  return i;
}

/** The four hexadecimal digits at `at` as a number; -1 where there are none. */
function hex4(s: Str, at: number): number {
  let out = 0;
  for (let i = at; i < at + 4; i++) {
    if (i >= length(s)) return -1;
    const digit = parseInt(String.fromCharCode(Math.min(codePointAt(s, i), 0xffff)), 16);
    if (Number.isNaN(digit)) return -1;
    out = out * 16 + digit;
  }
  return out;
}

function scan(vm: VM, s: Str, end: number, strict: boolean): R {
  const n = length(s);
  const begin = end - 1;
  if (end < 0 || end > n) throw valueError('end is out of bounds');
  const unended = (): R => fault(vm, 'Unterminated string starting at', s, begin);
  const cps: number[] = [];
  for (let at = end; ; ) {
    const stop = plainEnd(s, at, strict);
    vm.charge((stop - at) >>> 2);
    if (stop >= n) return unended();
    const c = codePointAt(s, stop);
    if (c === QUOTE && cps.length === 0 && typeof s === 'string') {
      vm.alloc(2 * (stop - at) + 64);
      return tuple([s.slice(at, stop), stop + 1]);
    }
    vm.alloc(8 * (stop - at) + 8);
    for (let i = at; i < stop; i++) cps.push(codePointAt(s, i));
    if (c === QUOTE) return tuple([fromCodePoints(vm, cps), stop + 1]);
    if (c !== BACKSLASH) return fault(vm, 'Invalid control character at', s, stop);
    at = stop + 1;
    if (at >= n) return unended();
    const e = codePointAt(s, at);
    if (e !== 117) {
      const escaped = ESCAPES.get(e);
      if (escaped === undefined) return fault(vm, 'Invalid \\escape', s, stop);
      cps.push(escaped);
      at++;
      continue;
    }
    let cp = hex4(s, at + 1);
    if (cp < 0) return fault(vm, 'Invalid \\uXXXX escape', s, at);
    at += 5;
    if (
      cp >= 0xd800 &&
      cp < 0xdc00 &&
      at + 1 < n &&
      codePointAt(s, at) === BACKSLASH &&
      codePointAt(s, at + 1) === 117
    ) {
      const low = hex4(s, at + 2);
      if (low < 0) return fault(vm, 'Invalid \\uXXXX escape', s, at + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
        at += 6;
      }
    }
    cps.push(cp);
  }
}

const SHORT = new Map([
  [QUOTE, '\\"'],
  [BACKSLASH, '\\\\'],
  [8, '\\b'],
  [9, '\\t'],
  [10, '\\n'],
  [12, '\\f'],
  [13, '\\r'],
]);

const unit = (c: number): string => `\\u${c.toString(16).padStart(4, '0')}`;

function escapeOf(c: number): string {
  const short = SHORT.get(c);
  if (short !== undefined) return short;
  if (c < 0x10000) return unit(c);
  const v = c - 0x10000;
  return unit(0xd800 | (v >> 10)) + unit(0xdc00 | (v & 0x3ff));
}

function text(v: PyValue): Str {
  const s = strOf(v);
  if (s === undefined) throw typeError(`first argument must be a string, not ${typeOf(v).name}`);
  return s;
}

function quoteAscii(vm: VM, v: PyValue): R {
  const s = text(v);
  const n = length(s);
  vm.charge(n >>> 2);
  vm.alloc(n * 12 + 64);
  if (typeof s === 'string' && /^[ !#-[\]-~]*$/.test(s)) return `"${s}"`;
  let out = '"';
  for (let i = 0; i < n; i++) {
    const c = codePointAt(s, i);
    out += c >= 32 && c < 127 && c !== QUOTE && c !== BACKSLASH ? String.fromCharCode(c) : escapeOf(c);
  }
  return `${out}"`;
}

function quote(vm: VM, v: PyValue): R {
  const s = text(v);
  const n = length(s);
  vm.charge(n >>> 2);
  vm.alloc(n * 12 + 64);
  if (typeof s === 'string') return `"${s.replace(/[\x00-\x1f"\\]/g, (c) => escapeOf(c.charCodeAt(0)))}"`;
  const out: number[] = [QUOTE];
  for (const c of s.cps) {
    if (c >= 32 && c !== QUOTE && c !== BACKSLASH) out.push(c);
    else for (const x of escapeOf(c)) out.push(x.charCodeAt(0));
  }
  out.push(QUOTE);
  return fromCodePoints(vm, out);
}

defineModule('_json', {
  doc: 'json speedups\n',
  functions: {
    scanstring: [
      '($module, string, end, strict=True, /)',
      null,
      (vm: VM, v: PyValue, at: PyValue, strict?: PyValue): R => {
        const s = strOf(v);
        if (s === undefined) throw typeError(`first argument must be a string, not ${typeOf(v).name}`);
        const end = intOf(at);
        if (end === undefined) {
          if (!hasMethod(at, '__index__')) throw notAnInteger(at);
          return vm.lib('with_index', [moduleFunction('_json', 'scanstring'), tuple([v, at, strict ?? true]), 1]);
        }
        return scan(vm, s, toSize(end), strict === undefined || isTrueFast(vm, strict) !== false);
      },
    ],
    encode_basestring: ['($module, string, /)', null, quote],
    encode_basestring_ascii: ['($module, string, /)', null, quoteAscii],
  },
});
