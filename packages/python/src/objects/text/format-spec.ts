/**
 * The format specification mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`
 * (library reference, "Format Specification Mini-Language").
 */

import type { VM } from '../vm.js';
import { codePointAt, concat, fromCodePoint, length, repeat, type Str, separated, toJS } from './core.js';
import { TextError } from './error.js';
import { decimalValue } from './unicode/data.js';

export interface FormatSpec {
  fill: Str;
  align: '<' | '>' | '=' | '^';
  sign: '' | '+' | '-' | ' ';
  noNegativeZero: boolean;
  alternate: boolean;
  /** -1: none. */
  width: number;
  grouping: '' | ',' | '_';
  precision: number;
  fractionGrouping: '' | ',' | '_';
  /** '' where none is given. Possibly a character that is no type at all. */
  type: string;
}

const MAX_SSIZE = 2 ** 63;

/** Decimal digits at `at`: their value (-1: none) and where they end. */
export function readDecimal(s: Str, at: number): { value: number; end: number } {
  const n = length(s);
  let value = 0;
  let end = at;
  for (; end < n; end++) {
    const d = decimalValue(codePointAt(s, end));
    if (d < 0) break;
    value = value * 10 + d;
    if (value >= MAX_SSIZE) throw new TextError('ValueError', 'Too many decimal digits in format string');
  }
  return { value: end === at ? -1 : value, end };
}

function isAlign(s: Str, i: number): boolean {
  return i < length(s) && '<>=^'.includes(String.fromCodePoint(codePointAt(s, i)));
}

function groupingAt(s: Str, i: number): '' | ',' | '_' {
  const c = i < length(s) ? codePointAt(s, i) : 0;
  return c === 0x2c ? ',' : c === 0x5f ? '_' : '';
}

const BOTH = "Cannot specify both ',' and '_'.";

/** Reads one grouping; a second, different one is an error, and so is the same again where a type is to come. */
function readGrouping(s: Str, i: number): { grouping: '' | ',' | '_'; end: number } {
  const grouping = groupingAt(s, i);
  if (grouping === '') return { grouping, end: i };
  const next = groupingAt(s, i + 1);
  if (next !== '' && next !== grouping) throw new TextError('ValueError', BOTH);
  return { grouping, end: i + 1 };
}

/** How a character is shown in the error texts. */
export function shownType(type: string): string {
  const cp = type.codePointAt(0) ?? 0;
  return cp > 32 && cp < 128 ? `'${type}'` : `'\\x${cp.toString(16)}'`;
}

/** What the types admit as grouping: ',' and '_' for decimal numbers, '_' for the powers of two. */
function checkGrouping(grouping: string, type: string): void {
  if (grouping === '' || type === '' || 'defgEG%F'.includes(type)) return;
  if (grouping === '_' && 'boxX'.includes(type)) return;
  throw new TextError('ValueError', `Cannot specify '${grouping}' with ${shownType(type)}.`);
}

/** The spec that was read last: formatting in a loop asks for the same again and again. */
const SHORT = 16;
let lastText: Str = '';
let lastDefault = '';
let lastSpec: Readonly<FormatSpec> | null = null;

/** `typeName` is the name of the value's type, `type` and `align` what holds where the text says nothing. */
export function parseSpec(
  vm: VM,
  s: Str,
  typeName: string,
  defaultType: string,
  defaultAlign: '<' | '>',
): Readonly<FormatSpec> {
  if (length(s) > SHORT) vm.charge(length(s));
  if (lastSpec !== null && s === lastText && lastDefault === defaultType) return lastSpec;
  const spec = readSpec(vm, s, typeName, defaultType, defaultAlign);
  if (length(s) <= SHORT) {
    lastText = s;
    lastDefault = defaultType;
    lastSpec = spec;
  }
  return spec;
}

function readSpec(vm: VM, s: Str, typeName: string, defaultType: string, defaultAlign: '<' | '>'): FormatSpec {
  const n = length(s);
  const spec: FormatSpec = {
    fill: ' ',
    align: defaultAlign,
    sign: '',
    noNegativeZero: false,
    alternate: false,
    width: -1,
    grouping: '',
    precision: -1,
    fractionGrouping: '',
    type: defaultType,
  };
  let i = 0;
  let filled = false;
  let aligned = false;
  const at = (): number => (i < n ? codePointAt(s, i) : 0);
  if (isAlign(s, 1)) {
    spec.fill = fromCodePoint(codePointAt(s, 0));
    spec.align = String.fromCharCode(codePointAt(s, 1)) as FormatSpec['align'];
    filled = aligned = true;
    i = 2;
  } else if (isAlign(s, 0)) {
    spec.align = String.fromCharCode(codePointAt(s, 0)) as FormatSpec['align'];
    aligned = true;
    i = 1;
  }
  const sign = at();
  if (sign === 0x2b || sign === 0x2d || sign === 0x20) {
    spec.sign = String.fromCharCode(sign) as FormatSpec['sign'];
    i++;
  }
  if (at() === 0x7a) {
    spec.noNegativeZero = true;
    i++;
  }
  if (at() === 0x23) {
    spec.alternate = true;
    i++;
  }
  if (!filled && at() === 0x30) {
    spec.fill = '0';
    if (!aligned && defaultAlign === '>') spec.align = '=';
    i++;
  }
  const width = readDecimal(s, i);
  spec.width = width.value;
  const grouping = readGrouping(s, width.end);
  spec.grouping = grouping.grouping;
  i = grouping.end;
  if (at() === 0x2e) i = readPrecision(s, i + 1, spec);
  if (n - i > 1) throw new TextError('ValueError', invalidSpec(vm, s, typeName));
  if (n - i === 1) spec.type = toJS(fromCodePoint(at()));
  checkGrouping(spec.grouping, spec.type);
  if (spec.type === 'n') checkGrouping(spec.fractionGrouping, 'n');
  return spec;
}

function invalidSpec(vm: VM, s: Str, typeName: string): string {
  vm.alloc(2 * length(s));
  return `Invalid format specifier '${toJS(s)}' for object of type '${typeName}'`;
}

function readPrecision(s: Str, i: number, spec: FormatSpec): number {
  const precision = readDecimal(s, i);
  spec.precision = precision.value;
  const grouping = readGrouping(s, precision.end);
  spec.fractionGrouping = grouping.grouping;
  if (grouping.end === i) throw new TextError('ValueError', 'Format specifier missing precision');
  return grouping.end;
}

/** Digits in groups from the right. The caller has paid for the result. */
export function grouped(digits: string, separator: string, size: number): string {
  return separator === '' ? digits : separated(digits, separator.charCodeAt(0), digits.length % size || size, size);
}

/** The same, with zeros before them so that there are so many columns at least; no separator comes first. */
export function groupedToFill(digits: string, separator: string, size: number, columns: number): string {
  const groups = Math.floor(columns / (size + 1));
  const needed = groups * size + Math.max(columns - groups * (size + 1), 1);
  return grouped(digits.padStart(needed, '0'), separator, size);
}

/** Digits behind the point in threes from the left. */
export function groupedFraction(digits: string, separator: string): string {
  return separator === '' ? digits : separated(digits, separator.charCodeAt(0), 3, 3);
}

export function unknownType(type: string, typeName: string): never {
  throw new TextError('ValueError', `Unknown format code ${shownType(type)} for object of type '${typeName}'`);
}

/** Fills `s` up to the width of the spec; '=' is the caller's affair. */
export function pad(vm: VM, s: Str, spec: Readonly<FormatSpec>): Str {
  const missing = spec.width - length(s);
  if (missing <= 0) return s;
  const left = spec.align === '<' ? 0 : spec.align === '^' ? Math.floor(missing / 2) : missing;
  return concat(vm, concat(vm, repeat(vm, spec.fill, left), s), repeat(vm, spec.fill, missing - left));
}
