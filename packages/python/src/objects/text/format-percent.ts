/**
 * `format % values`: the parts of the format, and one value at a time. Walking the tuple or the mapping, `str()` and
 * `__index__` are the caller's affair (library reference, "printf-style String Formatting").
 */

import { isNegative } from '../number/double.js';
import type { Int } from '../number/int.js';
import { intDigits, intToDecimal } from '../number/int-text.js';
import type { VM } from '../vm.js';
import { codePointAt, concat, fromCodePoint, length, repeat, reserve, type Str, sub } from './core.js';
import { TextError } from './error.js';
import { floatText } from './format-number.js';

/** The width or the precision comes from the values. */
export const STAR = -2;
const ABSENT = -1;

export interface PercentItem {
  /** Key of a mapping, or null. */
  key: Str | null;
  left: boolean;
  plus: boolean;
  blank: boolean;
  alternate: boolean;
  zero: boolean;
  /** STAR, ABSENT (-1), or the number. */
  width: number;
  precision: number;
  /** The conversion character: one of `diouxXeEfFgGcrsa`, or else `unsupportedConversion` once it has its value. */
  conversion: string;
  /** Index of the conversion character in the format. */
  index: number;
}

/**
 * A format is literal text and items in turn; a fault of the format comes where its turn is. `inKey`: values that are
 * no mapping are the greater fault.
 */
export type PercentPart =
  | { kind: 'text'; text: Str }
  | { kind: 'item'; item: PercentItem }
  | { kind: 'error'; error: TextError; inKey: boolean };

class Incomplete {}

/** Takes the format apart. */
export function parsePercent(vm: VM, format: Str): PercentPart[] {
  const n = length(format);
  if (n > 64) vm.charge(n);
  const parts: PercentPart[] = [];
  let from = 0;
  for (let i = 0; i < n; ) {
    if (codePointAt(format, i) !== 0x25) {
      i++;
      continue;
    }
    vm.alloc(160);
    vm.charge(16);
    if (i > from) parts.push({ kind: 'text', text: sub(vm, format, from, i) });
    if (i + 1 < n && codePointAt(format, i + 1) === 0x25) {
      parts.push({ kind: 'text', text: '%' });
      from = i += 2;
      continue;
    }
    const reader = new ItemReader(vm, format, i + 1);
    try {
      parts.push({ kind: 'item', item: reader.read() });
    } catch (e) {
      if (!(e instanceof TextError) && !(e instanceof Incomplete)) throw e;
      const error = e instanceof TextError ? e : new TextError('ValueError', 'incomplete format');
      parts.push({ kind: 'error', error, inKey: reader.inKey });
      return parts;
    }
    from = i = reader.at;
  }
  if (from < n) parts.push({ kind: 'text', text: sub(vm, format, from, n) });
  return parts;
}

class ItemReader {
  /** A key was begun. */
  inKey = false;
  constructor(
    private readonly vm: VM,
    private readonly format: Str,
    public at: number,
  ) {}

  private peek(): number {
    if (this.at >= length(this.format)) throw new Incomplete();
    return codePointAt(this.format, this.at);
  }

  read(): PercentItem {
    const item: PercentItem = {
      key: null,
      left: false,
      plus: false,
      blank: false,
      alternate: false,
      zero: false,
      width: ABSENT,
      precision: ABSENT,
      conversion: '',
      index: 0,
    };
    if (this.peek() === 0x28) item.key = this.key();
    this.flags(item);
    item.width = this.number('width too big', 2 ** 63);
    if (this.peek() === 0x2e) {
      this.at++;
      const precision = this.number('precision too big', 2 ** 31);
      item.precision = precision === ABSENT ? 0 : precision;
    }
    const c = this.peek();
    // A length modifier means nothing.
    if (c === 0x68 || c === 0x6c || c === 0x4c) this.at++;
    item.index = this.at;
    item.conversion = String.fromCodePoint(this.peek());
    this.at++;
    return item;
  }

  private key(): Str {
    this.inKey = true;
    const start = ++this.at;
    const n = length(this.format);
    for (let depth = 1; this.at < n; this.at++) {
      const c = codePointAt(this.format, this.at);
      if (c === 0x28) depth++;
      else if (c === 0x29 && --depth === 0) return sub(this.vm, this.format, start, this.at++);
    }
    throw new TextError('ValueError', 'incomplete format key');
  }

  private flags(item: PercentItem): void {
    for (; ; this.at++) {
      const c = this.peek();
      if (c === 0x2d) item.left = true;
      else if (c === 0x2b) item.plus = true;
      else if (c === 0x20) item.blank = true;
      else if (c === 0x23) item.alternate = true;
      else if (c === 0x30) item.zero = true;
      else return;
    }
  }

  private number(tooBig: string, limit: number): number {
    if (this.peek() === 0x2a) {
      this.at++;
      this.peek();
      return STAR;
    }
    let value = ABSENT;
    for (let c = this.peek(); c >= 48 && c <= 57; c = this.peek()) {
      value = Math.max(value, 0) * 10 + (c - 48);
      if (value >= limit) throw new TextError('ValueError', tooBig);
      this.at++;
    }
    return value;
  }
}

export function unsupportedConversion(item: PercentItem): TextError {
  const cp = item.conversion.codePointAt(0)!;
  const shown = cp > 31 && cp < 127 ? item.conversion : '?';
  const text = `unsupported format character '${shown}' (0x${cp.toString(16)}) at index ${item.index}`;
  return new TextError('ValueError', text);
}

function padded(vm: VM, s: Str, item: PercentItem): Str {
  const missing = item.width - length(s);
  if (missing <= 0) return s;
  const blanks = repeat(vm, ' ', missing);
  return item.left ? concat(vm, s, blanks) : concat(vm, blanks, s);
}

/** `%s`, `%r`, `%a` of the text of a value. */
export function percentStr(vm: VM, item: PercentItem, s: Str): Str {
  const shown = item.precision >= 0 && item.precision < length(s) ? sub(vm, s, 0, item.precision) : s;
  return padded(vm, shown, item);
}

/** `%c` of a code point. */
export function percentChar(vm: VM, item: PercentItem, cp: Int): Str {
  if (typeof cp !== 'number' || cp < 0 || cp > 0x10ffff)
    throw new TextError('OverflowError', '%c arg not in range(0x110000)');
  return padded(vm, fromCodePoint(cp), item);
}

/** Sign, prefix and digits, with zeros between them where the flags ask for them. */
function number(vm: VM, item: PercentItem, negative: boolean, prefix: string, digits: string): Str {
  const head = (negative ? '-' : item.plus ? '+' : item.blank ? ' ' : '') + prefix;
  const missing = item.width - head.length - digits.length;
  if (missing <= 0) return head + digits;
  if (item.zero && !item.left) return concat(vm, concat(vm, head, repeat(vm, '0', missing)), digits);
  return padded(vm, head + digits, item);
}

/** `%d %i %u %o %x %X` of an int. */
export function percentInt(vm: VM, item: PercentItem, n: Int): Str {
  const { conversion } = item;
  const negative = n < 0;
  let prefix = '';
  let digits: string;
  if (conversion === 'o' || conversion === 'x' || conversion === 'X') {
    digits = intDigits(vm, n, conversion === 'o' ? 8 : 16);
    if (item.alternate) prefix = '0' + conversion;
    if (conversion === 'X') digits = digits.toUpperCase();
  } else {
    digits = intToDecimal(vm, n);
    if (negative) digits = digits.slice(1);
  }
  if (item.precision > digits.length) {
    reserve(vm, item.precision, false);
    digits = digits.padStart(item.precision, '0');
  }
  return number(vm, item, negative, prefix, digits);
}

/** `%e %f %g` and their upper-case forms, of a float. */
export function percentFloat(vm: VM, item: PercentItem, x: number): Str {
  const precision = item.precision < 0 ? 6 : item.precision;
  const style = item.conversion.toLowerCase() as 'e' | 'f' | 'g';
  const a = Math.abs(x);
  let text = Number.isNaN(a) ? 'nan' : a === Infinity ? 'inf' : floatText(vm, a, style, precision, item.alternate);
  if (style !== item.conversion) text = text.toUpperCase();
  return number(vm, item, isNegative(x) && !Number.isNaN(x), '', text);
}
