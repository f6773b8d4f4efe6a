/** Characters as regular expressions see them: case, categories, sets. The locale is always "C". */
import type { PyRaise } from '../objects/errors.js';
import { RuntimeErrorType, raise } from '../objects/exception-types.js';
import { isLineBreak, isSpace } from '../objects/text/predicates.js';
import { ALPHA, DECIMAL, DIGIT, flags, NUMERIC, toLower, toUpper } from '../objects/text/unicode/data.js';
import { Op } from './sre-opcodes.js';

export type Code = Uint32Array;

export const lowerAscii = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c);
export const upperAscii = (c: number): number => (c >= 97 && c <= 122 ? c - 32 : c);

/** Lower case as one character. */
export function lowerUnicode(c: number): number {
  if (c < 128) return lowerAscii(c);
  const to = toLower(c);
  return typeof to === 'number' ? to : to[0]!;
}

export function upperUnicode(c: number): number {
  if (c < 128) return upperAscii(c);
  const to = toUpper(c);
  return typeof to === 'number' ? to : to[0]!;
}

export function isWordAscii(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95;
}

export function isWordUnicode(c: number): boolean {
  return c < 128 ? isWordAscii(c) : (flags(c) & (ALPHA | DECIMAL | DIGIT | NUMERIC)) !== 0;
}

const isDigitAscii = (c: number): boolean => c >= 48 && c <= 57;
const isSpaceAscii = (c: number): boolean => c === 32 || (c >= 9 && c <= 13);
const isDigitUnicode = (c: number): boolean => (c < 128 ? isDigitAscii(c) : (flags(c) & DECIMAL) !== 0);

export function inCategory(category: number, c: number): boolean {
  switch (category) {
    case 0:
      return isDigitAscii(c);
    case 1:
      return !isDigitAscii(c);
    case 2:
      return isSpaceAscii(c);
    case 3:
      return !isSpaceAscii(c);
    case 4:
    case 8:
      return isWordAscii(c);
    case 5:
    case 9:
      return !isWordAscii(c);
    case 6:
      return c === 10;
    case 7:
      return c !== 10;
    case 10:
      return isDigitUnicode(c);
    case 11:
      return !isDigitUnicode(c);
    case 12:
      return isSpace(c);
    case 13:
      return !isSpace(c);
    case 14:
      return isWordUnicode(c);
    case 15:
      return !isWordUnicode(c);
    case 16:
      return isLineBreak(c);
    case 17:
      return !isLineBreak(c);
  }
  throw invalidCode();
}

export function invalidCode(): PyRaise {
  return raise(RuntimeErrorType, 'invalid SRE code');
}

/** Whether the set at `at` has `c`. */
export function inSet(code: Code, at: number, c: number): boolean {
  let ok = true;
  for (;;) {
    switch (code[at++]) {
      case Op.FAILURE:
        return !ok;
      case Op.LITERAL:
        if (c === code[at]) return ok;
        at++;
        break;
      case Op.CATEGORY:
        if (inCategory(code[at]!, c)) return ok;
        at++;
        break;
      case Op.CHARSET:
        if (c < 256 && (code[at + (c >> 5)]! >>> (c & 31)) & 1) return ok;
        at += 8;
        break;
      case Op.RANGE:
        if (code[at]! <= c && c <= code[at + 1]!) return ok;
        at += 2;
        break;
      case Op.RANGE_UNI_IGNORE: {
        if (code[at]! <= c && c <= code[at + 1]!) return ok;
        const upper = upperUnicode(c);
        if (code[at]! <= upper && upper <= code[at + 1]!) return ok;
        at += 2;
        break;
      }
      case Op.NEGATE:
        ok = !ok;
        break;
      case Op.BIGCHARSET:
        if (inBigSet(code, at, c)) return ok;
        at += 1 + 64 + code[at]! * 8;
        break;
      default:
        throw invalidCode();
    }
  }
}

const ASCII = 128;

/** For the sets of one pattern, by where they stand in its code: which characters of ASCII they have. Made when asked for. */
export class SetTables {
  private readonly index: Int32Array;
  private used = 0;
  /** At the place that `table` answers begins a byte for each character of ASCII, 1 where the set has it. */
  bits: Uint8Array = new Uint8Array(4 * ASCII);

  constructor(private readonly code: Code) {
    this.index = new Int32Array(code.length).fill(-1);
  }

  table(at: number): number {
    const known = this.index[at]!;
    return known >= 0 ? known : this.make(at);
  }

  private make(at: number): number {
    const from = this.used;
    if (from + ASCII > this.bits.length) {
      const more = new Uint8Array(this.bits.length * 2);
      more.set(this.bits);
      this.bits = more;
    }
    for (let c = 0; c < ASCII; c++) this.bits[from + c] = inSet(this.code, at, c) ? 1 : 0;
    this.used += ASCII;
    this.index[at] = from;
    return from;
  }

  has(at: number, c: number): boolean {
    if (c >= ASCII) return inSet(this.code, at, c);
    const from = this.table(at);
    return this.bits[from + c] === 1;
  }
}

const tables = new WeakMap<Code, SetTables>();

/** The tables of a pattern's code, which never changes. */
export function tablesOf(code: Code): SetTables {
  let found = tables.get(code);
  if (found === undefined) tables.set(code, (found = new SetTables(code)));
  return found;
}

const WORDS = Uint8Array.from({ length: ASCII }, (_, c) => (isWordAscii(c) ? 1 : 0));
export const isWord = (c: number, ascii: boolean): boolean => (c < ASCII ? WORDS[c] === 1 : !ascii && isWordUnicode(c));

/** A count of 256-bit chunks, 256 bytes that give the chunk of each block of 256 characters, and the chunks. */
function inBigSet(code: Code, at: number, c: number): boolean {
  if (c >= 65536) return false;
  const block = c >> 8;
  const chunk = (code[at + 1 + (block >> 2)]! >>> ((block & 3) * 8)) & 255;
  return ((code[at + 65 + chunk * 8 + ((c & 255) >> 5)]! >>> (c & 31)) & 1) === 1;
}

/** A set that ignores case by the locale: has it `c` in either case? */
export function inSetLocale(code: Code, at: number, c: number): boolean {
  const lower = lowerAscii(c);
  if (inSet(code, at, lower)) return true;
  const upper = upperAscii(c);
  return upper !== lower && inSet(code, at, upper);
}
