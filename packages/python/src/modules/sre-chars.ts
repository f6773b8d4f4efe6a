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

/** Whether the item at `pc`, which stands for one character, takes `c`. */
export function takes(code: Code, pc: number, c: number): boolean {
  switch (code[pc]) {
    case Op.LITERAL:
      return c === code[pc + 1];
    case Op.NOT_LITERAL:
      return c !== code[pc + 1];
    case Op.ANY:
      return c !== 10;
    case Op.ANY_ALL:
      return true;
    case Op.FAILURE:
      // A set of nothing.
      return false;
    case Op.CATEGORY:
      return inCategory(code[pc + 1]!, c);
    case Op.IN:
      return inSet(code, pc + 2, c);
    case Op.IN_IGNORE:
      return inSet(code, pc + 2, lowerAscii(c));
    case Op.IN_UNI_IGNORE:
      return inSet(code, pc + 2, lowerUnicode(c));
    case Op.IN_LOC_IGNORE:
      return inSetLocale(code, pc + 2, c);
    case Op.LITERAL_IGNORE:
      return lowerAscii(c) === code[pc + 1];
    case Op.NOT_LITERAL_IGNORE:
      return lowerAscii(c) !== code[pc + 1];
    case Op.LITERAL_UNI_IGNORE:
      return lowerUnicode(c) === code[pc + 1];
    case Op.NOT_LITERAL_UNI_IGNORE:
      return lowerUnicode(c) !== code[pc + 1];
    case Op.LITERAL_LOC_IGNORE:
      return sameByLocale(code[pc + 1]!, c);
    case Op.NOT_LITERAL_LOC_IGNORE:
      return !sameByLocale(code[pc + 1]!, c);
  }
  throw invalidCode();
}

function sameByLocale(literal: number, c: number): boolean {
  return c === literal || lowerAscii(c) === literal || upperAscii(c) === literal;
}

const isSingle = (op: number | undefined): boolean =>
  op !== undefined &&
  ((op >= Op.IN_IGNORE && op <= Op.NOT_LITERAL_IGNORE) ||
    (op >= Op.IN_LOC_IGNORE && op <= Op.NOT_LITERAL_LOC_IGNORE) ||
    (op >= Op.IN_UNI_IGNORE && op <= Op.NOT_LITERAL_UNI_IGNORE) ||
    [Op.LITERAL, Op.NOT_LITERAL, Op.ANY, Op.ANY_ALL, Op.CATEGORY, Op.IN].includes(op));

/** Items that are looked at for one table, and how deep branches may lie in branches. */
const ITEMS = 64;
const DEPTH = 8;

/** Collects the items one of whose characters a match from `pc` on begins with; false where that is not known. */
function collectBegins(code: Code, pc: number, items: number[], depth: number): boolean {
  for (;;) {
    if (items.length >= ITEMS || depth > DEPTH) return false;
    switch (code[pc]) {
      case Op.MARK:
      case Op.AT:
      case Op.ATOMIC_GROUP:
        pc += 2;
        continue;
      case Op.REPEAT_ONE:
      case Op.MIN_REPEAT_ONE:
      case Op.POSSESSIVE_REPEAT_ONE:
        if (code[pc + 2] !== 0) {
          pc += 4;
          continue;
        }
        if (!isSingle(code[pc + 4])) return false;
        items.push(pc + 4);
        pc += 1 + code[pc + 1]!;
        continue;
      case Op.REPEAT:
      case Op.POSSESSIVE_REPEAT:
        if (code[pc + 2] === 0) return false;
        pc += 4;
        continue;
      case Op.BRANCH:
        for (let at = pc + 1; code[at] !== 0; at += code[at]!)
          if (!collectBegins(code, at + 1, items, depth + 1)) return false;
        return true;
      default:
        if (!isSingle(code[pc])) return false;
        items.push(pc);
        return true;
    }
  }
}

/**
 * For one pattern, by places in its code: which characters of ASCII an item takes, which ones what stands there can begin
 * with. Made when asked for, paid for with the code (`_sre.compile`); very long code has none.
 */
export class Tables {
  private readonly items: Int32Array;
  private readonly begins: Int32Array;
  private used = 0;
  /** At the place that `item` answers begins a byte for each character of ASCII, 1 where the item takes it. */
  bits: Uint8Array = new Uint8Array(4 * ASCII);
  /** The literal prefix as a text. */
  needle: string | null = null;

  constructor(private readonly code: Code) {
    const start = code.length > LONGEST ? NONE : UNKNOWN;
    this.items = new Int32Array(code.length).fill(start);
    this.begins = new Int32Array(code.length).fill(start);
  }

  /** The table of an item; NONE for one of very long code. */
  item(pc: number): number {
    const known = this.items[pc]!;
    return known !== UNKNOWN ? known : (this.items[pc] = this.make((c) => takes(this.code, pc, c)));
  }

  /** The table of what a match from `pc` on can begin with; NONE: nothing is known. */
  begin(pc: number): number {
    const known = this.begins[pc]!;
    return known !== UNKNOWN ? known : (this.begins[pc] = this.makeBegin(pc));
  }

  private makeBegin(pc: number): number {
    const { code } = this;
    const items: number[] = [];
    if (!collectBegins(code, pc, items, 0)) return NONE;
    return items.length === 1 ? this.item(items[0]!) : this.make((c) => items.some((item) => takes(code, item, c)));
  }

  private make(test: (c: number) => boolean): number {
    const from = this.used;
    if (from + ASCII > this.bits.length) {
      const more = new Uint8Array(this.bits.length * 2);
      more.set(this.bits);
      this.bits = more;
    }
    for (let c = 0; c < ASCII; c++) this.bits[from + c] = test(c) ? 1 : 0;
    this.used += ASCII;
    return from;
  }

  /** Whether the item at `pc` takes `c`. */
  takes(pc: number, c: number): boolean {
    if (c >= ASCII) return takes(this.code, pc, c);
    const from = this.item(pc);
    return from < 0 ? takes(this.code, pc, c) : this.bits[from + c] === 1;
  }
}

const UNKNOWN = -2;
const NONE = -1;
/** Words of the longest code that has tables. */
const LONGEST = 8192;

const tables = new WeakMap<Code, Tables>();

/** The tables of a pattern's code, which never changes. */
export function tablesOf(code: Code): Tables {
  let found = tables.get(code);
  if (found === undefined) tables.set(code, (found = new Tables(code)));
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
