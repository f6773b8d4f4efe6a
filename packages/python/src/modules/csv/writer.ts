/**
 * `_csv.writer`: rows as lines of text. A row of values whose text needs no Python code becomes a line here; for others
 * library/csv.py asks field by field.
 */
import { newBuiltinType, ObjectType, typeOf } from '../../objects/builtin-types.js';
import { PyComplex } from '../../objects/complex.js';
import { defineIntrinsics, defineType } from '../../objects/define.js';
import { PyMethodDescr } from '../../objects/function.js';
import { floatRepr } from '../../objects/number/decimal.js';
import { intToDecimal } from '../../objects/number/int-text.js';
import { PyFloat, PyObject, type PyValue, type R, type Shape } from '../../objects/object.js';
import { PyList, PyTuple } from '../../objects/sequence.js';
import { codePointAt, fromCodePoint, join, length, type Str, sub } from '../../objects/text/core.js';
import type { VM } from '../../objects/vm.js';
import { strOf } from '../../types/coerce.js';
import { readonlyMember } from '../../types/support.js';
import { csvError, NEWLINE, type PyCsvDialect, Quoting, RETURN, SPACE, UNSET } from './dialect.js';

export const WriterType = newBuiltinType('_csv.writer', ObjectType, { final: true });

export class PyCsvWriter extends PyObject {
  constructor(
    shape: Shape,
    /** `write` of the file. */
    readonly write: PyValue,
    readonly dialect: PyCsvDialect,
  ) {
    super(shape);
  }
}

/** The text of a field; undefined: `str()` of it is Python code. */
function textOf(vm: VM, v: PyValue): Str | undefined {
  if (typeof v === 'string') return v;
  if (v === null) return '';
  if (typeof v === 'number') return String(v);
  if (typeof v === 'boolean') return v ? 'True' : 'False';
  if (v instanceof PyFloat) return floatRepr(v.v);
  if (typeof v === 'bigint') return intToDecimal(vm, v);
  return strOf(v);
}

const NUMBER_METHODS = ['__index__', '__int__', '__float__'];

function isNumber(v: PyValue): boolean {
  if (typeof v === 'number' || v instanceof PyFloat || v instanceof PyComplex) return true;
  const cls = typeOf(v);
  return NUMBER_METHODS.some((name) => cls.lookup(name) !== undefined);
}

/** Whether quotes belong around a field whatever its text is. */
function isQuoted(d: PyCsvDialect, v: PyValue): boolean {
  switch (d.quoting) {
    case Quoting.All:
      return true;
    case Quoting.NonNumeric:
      return !isNumber(v);
    case Quoting.Strings:
      return strOf(v) !== undefined;
    case Quoting.NotNull:
      return v !== null;
    default:
      return false;
  }
}

/** Whether nothing at all may be written for a value: quotes would make it another. */
const staysBare = (d: PyCsvDialect, isNull: boolean): boolean =>
  d.quoting === Quoting.None || (isNull && (d.quoting === Quoting.Strings || d.quoting === Quoting.NotNull));

/** Whether a character needs an escape or quotes. */
function isSpecial(d: PyCsvDialect, lineEnd: Str, c: number): boolean {
  if (c === d.delimiter || c === d.quote || c === d.escaping || c === NEWLINE || c === RETURN) return true;
  if (lineEnd === '\r\n' || lineEnd === '\n') return false;
  for (let i = 0; i < length(lineEnd); i++) if (codePointAt(lineEnd, i) === c) return true;
  return false;
}

/** A field as it stands in its line. */
function written(vm: VM, d: PyCsvDialect, v: PyValue, text: Str): Str {
  const n = length(text);
  const lineEnd = strOf(d.lineEnd)!;
  vm.charge(1 + Math.floor((n * (8 + length(lineEnd))) / 64));
  let quoted = isQuoted(d, v);
  if (n === 0 && d.delimiter === SPACE && d.skipsSpace) {
    if (staysBare(d, v === null))
      throw csvError('empty field must be quoted if delimiter is a space and skipinitialspace is true');
    quoted = true;
  }
  const parts: Str[] = [];
  let from = 0;
  for (let i = 0; i < n; i++) {
    const c = codePointAt(text, i);
    if (!isSpecial(d, lineEnd, c)) continue;
    const before = d.quoting === Quoting.None || c === d.escaping || (c === d.quote && !d.doubles) ? d.escaping : c;
    if (before === c && c !== d.escaping) quoted = true;
    if (before === UNSET) throw csvError('need to escape, but no escapechar set');
    if (before !== c || c === d.quote || c === d.escaping) {
      vm.alloc(16);
      parts.push(sub(vm, text, from, i), fromCodePoint(before));
      from = i;
    }
  }
  if (parts.length > 0) {
    parts.push(sub(vm, text, from, n));
    text = join(vm, '', parts);
  }
  if (!quoted) return text;
  const quote = fromCodePoint(d.quote);
  return join(vm, '', [quote, text, quote]);
}

/** The line of fields as they stand in it. */
function lineOf(vm: VM, d: PyCsvDialect, fields: readonly Str[], lastIsNull: boolean): Str {
  const lineEnd = strOf(d.lineEnd)!;
  if (fields.length === 1 && fields[0] === '') {
    if (staysBare(d, lastIsNull)) throw csvError('single empty field record must be quoted');
    const quote = fromCodePoint(d.quote);
    return join(vm, '', [quote, quote, lineEnd]);
  }
  return join(vm, '', [join(vm, fromCodePoint(d.delimiter), fields), lineEnd]);
}

/** The items of a row that is a list or a tuple; undefined: the program iterates over it. */
function itemsOf(row: PyValue): readonly PyValue[] | undefined {
  if (!(row instanceof PyList || row instanceof PyTuple)) return undefined;
  const { cls } = row.shape;
  return !cls.heap || cls.lookup('__iter__') instanceof PyMethodDescr ? row.items : undefined;
}

function writerow(vm: VM, w: PyCsvWriter, row: PyValue): R {
  const items = itemsOf(row);
  if (items === undefined) return vm.lib('csv_writerow', [w, row]);
  vm.alloc(items.length * 8);
  const fields: Str[] = [];
  for (let i = 0; i < items.length; i++) {
    const text = textOf(vm, items[i]!);
    if (text === undefined) return vm.lib('csv_writerow', [w, row]);
    fields.push(written(vm, w.dialect, items[i]!, text));
  }
  return vm.call(w.write, [lineOf(vm, w.dialect, fields, items[items.length - 1] === null)]);
}

defineType(WriterType, {
  doc: 'Writes rows as lines of text to a file.',
  methods: {
    writerow: ['($self, row, /)', 'Write a row of fields; what the file makes of the line is answered.', writerow],
    writerows: [
      '($self, rows, /)',
      'Write the rows of an iterable.',
      (vm: VM, w: PyCsvWriter, rows: PyValue) => vm.lib('csv_writerows', [w, rows]),
    ],
  },
  getset: { dialect: readonlyMember((w: PyValue) => (w as PyCsvWriter).dialect) },
});

defineIntrinsics({
  csv_make_writer: [
    '(write, dialect, /)',
    (vm: VM, write: PyValue, dialect: PyCsvDialect) => {
      vm.alloc(64);
      return new PyCsvWriter(WriterType.root, write, dialect);
    },
  ],
  csv_write: ['(writer, /)', (_vm, w: PyCsvWriter) => w.write],
  csv_writes: ['(writer, row, /)', writerow],
  csv_has_text: [
    '(v, /)',
    (_vm, v: PyValue) =>
      v === null || typeof v === 'number' || typeof v === 'boolean' || v instanceof PyFloat || strOf(v) !== undefined,
  ],
  /** A field as it stands in its line; `text` is that of the field where it has none by itself. */
  csv_field: [
    '(writer, field, text, /)',
    (vm: VM, w: PyCsvWriter, v: PyValue, text: PyValue) => written(vm, w.dialect, v, textOf(vm, v) ?? strOf(text)!),
  ],
  csv_line: [
    '(writer, fields, last, /)',
    (vm: VM, w: PyCsvWriter, fields: PyList, last: PyValue) =>
      lineOf(vm, w.dialect, fields.items as Str[], last === null),
  ],
});
