/** The syntax of `str.format`: replacement fields, their names and specs (library reference, "Format String Syntax"). */
import type { VM } from '../vm.js';
import { codePointAt, fromCodePoint, length, type Str, sub } from './core.js';
import { TextError } from './error.js';
import { readDecimal } from './format-spec.js';

/** A field: `{name!conversion:spec}`; `nested` where the spec has fields of its own. */
export interface FormatField {
  name: Str;
  /** A character, or '' for none. */
  conversion: Str;
  spec: Str;
  nested: boolean;
}

/** Literal text, then perhaps a field; a fault of the format comes where its turn is. */
export interface FormatPart {
  literal: Str;
  field: FormatField | null;
  error: TextError | null;
}

const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Takes a format string apart. */
export function parseFormat(vm: VM, s: Str): FormatPart[] {
  const n = length(s);
  if (n > 64) vm.charge(n);
  const parts: FormatPart[] = [];
  const reader = new FieldReader(vm, s);
  while (reader.at < n) {
    vm.alloc(160);
    vm.charge(8);
    const part: FormatPart = { literal: '', field: null, error: null };
    parts.push(part);
    try {
      if (reader.literal(part)) part.field = reader.field();
    } catch (e) {
      if (!(e instanceof TextError)) throw e;
      part.error = e;
      break;
    }
  }
  return parts;
}

function fail(message: string): never {
  throw new TextError('ValueError', message);
}

class FieldReader {
  at = 0;
  private readonly n: number;
  constructor(
    private readonly vm: VM,
    private readonly s: Str,
  ) {
    this.n = length(s);
  }

  /** Text up to a field, into `part`: true where a field follows. A doubled brace ends a part. */
  literal(part: FormatPart): boolean {
    const { s, n } = this;
    const start = this.at;
    let c = 0;
    while (this.at < n) {
      c = codePointAt(s, this.at++);
      if (c === OPEN || c === CLOSE) break;
    }
    if (c !== OPEN && c !== CLOSE) {
      part.literal = sub(this.vm, s, start, n);
      return false;
    }
    const next = this.at < n ? codePointAt(s, this.at) : 0;
    if (next === c) {
      part.literal = sub(this.vm, s, start, this.at++);
      return false;
    }
    if (c === CLOSE) fail("Single '}' encountered in format string");
    if (this.at >= n) fail("Single '{' encountered in format string");
    part.literal = sub(this.vm, s, start, this.at - 1);
    return true;
  }

  field(): FormatField {
    const { vm, s, n } = this;
    const start = this.at;
    const end = this.nameEnd();
    const name = sub(vm, s, start, end);
    const field: FormatField = { name, conversion: '', spec: '', nested: false };
    const c = codePointAt(s, end);
    if (c === CLOSE) return field;
    if (c === 0x21) {
      if (this.at >= n) fail('end of string while looking for conversion specifier');
      field.conversion = fromCodePoint(codePointAt(s, this.at++));
      if (this.at >= n) fail("unmatched '{' in format spec");
      const after = codePointAt(s, this.at++);
      if (after === CLOSE) return field;
      if (after !== 0x3a) fail("expected ':' after conversion specifier");
    }
    this.spec(field);
    return field;
  }

  /** Index of the `}`, `!` or `:` that ends the name; `at` goes behind it. */
  private nameEnd(): number {
    let inBrackets = false;
    while (this.at < this.n) {
      const c = codePointAt(this.s, this.at++);
      if (c === OPEN && !inBrackets) fail("unexpected '{' in field name");
      if (c === 0x5b) inBrackets = true;
      else if (c === 0x5d) inBrackets = false;
      else if (!inBrackets && (c === CLOSE || c === 0x21 || c === 0x3a)) return this.at - 1;
    }
    fail("expected '}' before end of string");
  }

  private spec(field: FormatField): void {
    const start = this.at;
    for (let depth = 1; this.at < this.n; ) {
      const c = codePointAt(this.s, this.at++);
      if (c === OPEN) {
        field.nested = true;
        depth++;
      } else if (c === CLOSE && --depth === 0) {
        field.spec = sub(this.vm, this.s, start, this.at - 1);
        return;
      }
    }
    fail("unmatched '{' in format spec");
  }
}

/** `.name` or `[index]`: an index of decimal digits is a number. */
export interface FieldAccessor {
  attribute: boolean;
  name: Str | number;
}

export interface FieldName {
  /** A position, a keyword, or '' for the next position. */
  first: Str | number;
  accessors: FieldAccessor[];
  /** What is wrong behind the accessors, once they have been followed. */
  error: TextError | null;
}

function numberOr(s: Str): Str | number {
  if (length(s) === 0) return s;
  const { value, end } = readDecimal(s, 0);
  return end === length(s) ? value : s;
}

/** `a.b[0]` into its parts. */
export function splitFieldName(vm: VM, name: Str): FieldName {
  const n = length(name);
  if (n > 64) vm.charge(n);
  let i = 0;
  while (i < n && codePointAt(name, i) !== 0x2e && codePointAt(name, i) !== 0x5b) i++;
  const out: FieldName = { first: numberOr(sub(vm, name, 0, i)), accessors: [], error: null };
  try {
    while (i < n) {
      vm.alloc(64);
      i = accessor(vm, name, i, out.accessors);
    }
  } catch (e) {
    if (!(e instanceof TextError)) throw e;
    out.error = e;
  }
  return out;
}

function accessor(vm: VM, name: Str, i: number, out: FieldAccessor[]): number {
  const n = length(name);
  const c = codePointAt(name, i++);
  const start = i;
  if (c === 0x2e) {
    while (i < n && codePointAt(name, i) !== 0x2e && codePointAt(name, i) !== 0x5b) i++;
    if (i === start) fail('Empty attribute in format string');
    out.push({ attribute: true, name: sub(vm, name, start, i) });
    return i;
  }
  if (c !== 0x5b) fail("Only '.' or '[' may follow ']' in format field specifier");
  while (i < n && codePointAt(name, i) !== 0x5d) i++;
  if (i >= n) fail("Missing ']' in format string");
  if (i === start) fail('Empty attribute in format string');
  out.push({ attribute: false, name: numberOr(sub(vm, name, start, i)) });
  return i + 1;
}

/** Keeps automatic (`{}`) and manual (`{0}`) numbering apart within one format. */
export class FieldNumbering {
  private next = 0;
  private mode: '' | 'automatic' | 'manual' = '';

  /** The position or keyword of a field whose name begins with `first`. */
  resolve(first: Str | number): Str | number {
    const automatic = first === '';
    if (typeof first !== 'number' && !automatic) return first;
    const mode = automatic ? 'automatic' : 'manual';
    if (this.mode === '') this.mode = mode;
    else if (this.mode !== mode)
      fail(
        automatic
          ? 'cannot switch from manual field specification to automatic field numbering'
          : 'cannot switch from automatic field numbering to manual field specification',
      );
    return automatic ? this.next++ : first;
  }
}
