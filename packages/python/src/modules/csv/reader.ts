/**
 * `_csv.reader`: records from lines of text (RFC 4180, PEP 305).
 *
 * The reader holds where its parser stands between lines, as plain fields: a quoted field may go over many lines, and
 * between two of them the program may pause. Lines of a native iterator are taken here; others come one by one through
 * library/csv.py.
 */
import { newBuiltinType, ObjectType, typeOf } from '../../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../../objects/define.js';
import { raise, StopIterationType } from '../../objects/exception-types.js';
import { floatFromText } from '../../objects/number/float-text.js';
import { type Delegate, PyFloat, PyObject, type PyValue, type Shape } from '../../objects/object.js';
import { codePointAt, fromCodePoint, join, length, type Str, sub, toJS } from '../../objects/text/core.js';
import type { VM } from '../../objects/vm.js';
import { nextStep, registerIterator } from '../../protocols/iterate.js';
import { fullName } from '../../protocols/mapping.js';
import { strOf } from '../../types/coerce.js';
import { nestingOf } from '../../types/enumerate-zip.js';
import { ITER_SELF, newList, nextRow, readonlyMember } from '../../types/support.js';
import { csvError, csvState, NEWLINE, type PyCsvDialect, Quoting, RETURN, SPACE } from './dialect.js';

export const ReaderType = newBuiltinType('_csv.reader', ObjectType, { final: true });

/** Where the parser stands. */
export enum At {
  Record = 0,
  Field = 1,
  InField = 2,
  InQuoted = 3,
  /** After an escape character. */
  Escape = 4,
  EscapeInQuoted = 5,
  /** After an escaped line end, and ordinary characters behind it: the end of the line does not end the field. */
  Escaped = 6,
  /** After a quote within a quoted field. */
  Quote = 7,
  /** After the line end of a record. */
  LineEnd = 8,
}

export class PyCsvReader extends PyObject {
  lineNumber = 0;
  /** Of the record under way; null: there is none. */
  fields: PyValue[] | null = null;
  /** Of the field under way: its first piece, those that follow, characters in all of them. */
  piece: Str = '';
  pieces: Str[] = [];
  size = 0;
  at = At.Record;
  /** The field under way was not quoted. */
  bare = false;
  constructor(
    shape: Shape,
    readonly lines: PyValue,
    readonly dialect: PyCsvDialect,
    /** The lines come from native iterators alone, nested so deep. */
    readonly simple: boolean,
    readonly level: number,
  ) {
    super(shape);
  }
}

/** The end of a line, which every line has, whatever its text ends with. */
const END = -2;

const isLineEnd = (c: number): boolean => c === NEWLINE || c === RETURN || c === END;

function begin(r: PyCsvReader): void {
  r.fields = [];
  r.piece = '';
  if (r.pieces.length > 0) r.pieces = [];
  r.size = 0;
  r.at = At.Record;
  r.bare = false;
}

function add(vm: VM, r: PyCsvReader, piece: Str, limit: number | bigint): void {
  r.size += length(piece);
  if (r.size > limit) throw csvError(`field larger than field limit (${limit})`);
  if (r.piece === '') {
    r.piece = piece;
    return;
  }
  // A place, and what the array has to spare while it grows.
  vm.alloc(24);
  r.pieces.push(piece);
}

/** The field is whole. */
function save(vm: VM, r: PyCsvReader): void {
  let text = r.piece;
  if (r.pieces.length > 0) {
    text = join(vm, '', [text, ...r.pieces]);
    r.pieces = [];
  }
  vm.alloc(48 + 2 * r.size);
  r.piece = '';
  r.size = 0;
  r.fields!.push(r.bare && r.dialect.quoting >= Quoting.NonNumeric ? unquoted(vm, r, text) : text);
}

/** What a field without quotes means where quoting tells numbers, texts and nothing apart. */
function unquoted(vm: VM, r: PyCsvReader, text: Str): PyValue {
  const { quoting } = r.dialect;
  if (text === '') return quoting === Quoting.Strings || quoting === Quoting.NotNull ? null : text;
  return quoting === Quoting.NonNumeric || quoting === Quoting.Strings ? new PyFloat(floatFromText(vm, text)) : text;
}

/** Where a run of characters without a meaning ends, outside of quotes. */
function fieldEnd(line: Str, i: number, d: PyCsvDialect): number {
  const { delimiter, escaping } = d;
  const n = length(line);
  for (; i < n; i++) {
    const c = typeof line === 'string' ? line.charCodeAt(i) : line.cps[i]!;
    if (c === delimiter || c === NEWLINE || c === RETURN || c === escaping) break;
  }
  return i;
}

/** The same within quotes. */
function quotedEnd(line: Str, i: number, d: PyCsvDialect): number {
  const { quote, escaping } = d;
  const n = length(line);
  for (; i < n; i++) {
    const c = typeof line === 'string' ? line.charCodeAt(i) : line.cps[i]!;
    if (c === quote || c === escaping) break;
  }
  return i;
}

function endField(vm: VM, r: PyCsvReader, c: number): At {
  save(vm, r);
  return c === END ? At.Record : At.LineEnd;
}

/** The character that was escaped, or a line end in place of the end of the line. */
const escaped = (c: number): Str => (c === END ? '\n' : fromCodePoint(c));

/** Parses one more line; true: with it the record is whole. */
function feed(vm: VM, r: PyCsvReader, line: Str): boolean {
  const d = r.dialect;
  const n = length(line);
  vm.charge(1 + (n >> 3));
  r.lineNumber++;
  if (r.fields === null) throw csvError('iterator has already advanced the reader');
  const { fieldLimit } = csvState(vm);
  let { at } = r;
  for (let i = 0; i <= n; i++) {
    const c = i === n ? END : codePointAt(line, i);
    switch (at) {
      case At.Record:
        if (isLineEnd(c)) {
          if (c !== END) at = At.LineEnd;
          break;
        }
        at = At.Field;
      case At.Field:
        r.bare = true;
        if (isLineEnd(c)) at = endField(vm, r, c);
        else if (c === d.quote && d.quoting !== Quoting.None) {
          r.bare = false;
          at = At.InQuoted;
        } else if (c === d.escaping) at = At.Escape;
        else if (c === SPACE && d.skipsSpace) break;
        else if (c === d.delimiter) save(vm, r);
        else {
          const end = fieldEnd(line, i + 1, d);
          add(vm, r, sub(vm, line, i, end), fieldLimit);
          i = end - 1;
          at = At.InField;
        }
        break;
      case At.Escaped:
      case At.InField:
        if (c === END && at === At.Escaped) break;
        if (isLineEnd(c)) at = endField(vm, r, c);
        else if (c === d.escaping) at = At.Escape;
        else if (c === d.delimiter) {
          save(vm, r);
          at = At.Field;
        } else {
          const end = fieldEnd(line, i + 1, d);
          add(vm, r, sub(vm, line, i, end), fieldLimit);
          i = end - 1;
        }
        break;
      case At.InQuoted:
        if (c === END) break;
        if (c === d.escaping) at = At.EscapeInQuoted;
        else if (c === d.quote) at = d.doubles ? At.Quote : At.InField;
        else {
          const end = quotedEnd(line, i + 1, d);
          add(vm, r, sub(vm, line, i, end), fieldLimit);
          i = end - 1;
        }
        break;
      case At.Escape:
        add(vm, r, escaped(c), fieldLimit);
        at = c === NEWLINE || c === RETURN ? At.Escaped : At.InField;
        break;
      case At.EscapeInQuoted:
        add(vm, r, escaped(c), fieldLimit);
        at = At.InQuoted;
        break;
      case At.Quote:
        if (c === d.quote) {
          const end = quotedEnd(line, i + 1, d);
          add(vm, r, sub(vm, line, i, end), fieldLimit);
          i = end - 1;
          at = At.InQuoted;
        } else if (c === d.delimiter) {
          save(vm, r);
          at = At.Field;
        } else if (isLineEnd(c)) at = endField(vm, r, c);
        else if (d.strict) {
          const [after, quote] = [d.delimiter, d.quote].map((c) => toJS(fromCodePoint(c)));
          throw csvError(`'${after}' expected after '${quote}'`);
        } else {
          add(vm, r, fromCodePoint(c), fieldLimit);
          at = At.InField;
        }
        break;
      case At.LineEnd:
        if (c === END) at = At.Record;
        else if (!isLineEnd(c))
          throw csvError("new-line character seen in unquoted field - do you need to open the file with newline=''?");
    }
  }
  r.at = at;
  return at === At.Record;
}

/** The record that is whole. */
function record(vm: VM, r: PyCsvReader): PyValue {
  const fields = r.fields!;
  r.fields = null;
  return newList(vm, fields);
}

/** There are no more lines: what is left of a record, or undefined. */
function finish(vm: VM, r: PyCsvReader): PyValue | undefined {
  if (r.fields === null || (r.size === 0 && r.at !== At.InQuoted)) return undefined;
  if (r.dialect.strict) throw csvError('unexpected end of data');
  save(vm, r);
  return record(vm, r);
}

/** A line as it came; the record where it is whole. */
function take(vm: VM, r: PyCsvReader, given: PyValue): PyValue | undefined {
  const line = strOf(given);
  if (line === undefined) {
    const what = fullName(typeOf(given));
    throw csvError(`iterator should return strings, not ${what} (the file should be opened in text mode)`);
  }
  return feed(vm, r, line) ? record(vm, r) : undefined;
}

function step(vm: VM, r: PyCsvReader): PyValue | undefined | Delegate {
  begin(r);
  if (!r.simple) return vm.lib('csv_next', [r, r.lines]);
  for (;;) {
    const line = nextStep(vm, r.lines) as PyValue | undefined;
    if (line === undefined) return finish(vm, r);
    const whole = take(vm, r, line);
    if (whole !== undefined) return whole;
  }
}

registerIterator(ReaderType, step, (r: PyCsvReader) => r.simple);
defineType(ReaderType, {
  doc: 'Iterator over the records of lines of text.',
  methods: { __iter__: ITER_SELF, __next__: nextRow(step) },
  getset: {
    dialect: readonlyMember((r: PyValue) => (r as PyCsvReader).dialect),
    line_num: readonlyMember((r: PyValue) => (r as PyCsvReader).lineNumber),
  },
});

defineIntrinsics({
  csv_make_reader: [
    '(lines, dialect, /)',
    (vm: VM, lines: PyValue, dialect: PyCsvDialect) => {
      const { simple, level } = nestingOf([lines]);
      vm.alloc(160);
      return new PyCsvReader(ReaderType.root, lines, dialect, simple, level);
    },
  ],
  /** The record that the line completes, or None. */
  csv_feed: ['(reader, line, /)', (vm: VM, r: PyCsvReader, line: PyValue) => take(vm, r, line) ?? null],
  csv_finish: [
    '(reader, /)',
    (vm: VM, r: PyCsvReader) => {
      const rest = finish(vm, r);
      if (rest === undefined) throw raise(StopIterationType);
      return rest;
    },
  ],
});
