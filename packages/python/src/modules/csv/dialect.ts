/**
 * `_csv.Dialect`: how fields are delimited, quoted and escaped (PEP 305). It cannot change. Where the options come from
 * is library/csv.py's to ask, since they may be attributes of any object; here they are checked and kept.
 */
import { newBuiltinType, newDict, ObjectType, typeOf } from '../../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../../objects/define.js';
import type { PyDict } from '../../objects/dict.js';
import {
  AttributeErrorType,
  exceptionTypes,
  OverflowErrorType,
  raise,
  typeError,
  valueError,
} from '../../objects/exception-types.js';
import { PyObject, type PyType, type PyValue, type R, type Shape } from '../../objects/object.js';
import { codePointAt, fromCodePoint, fromJS, length, type Str } from '../../objects/text/core.js';
import type { VM } from '../../objects/vm.js';
import { fullName } from '../../protocols/mapping.js';
import { strOf } from '../../types/coerce.js';
import { newList, readonlyMember } from '../../types/support.js';

export const CsvErrorType = newBuiltinType('_csv.Error', exceptionTypes.get('Exception')!);
defineType(CsvErrorType, { doc: null });

export const csvError = (message: string) => raise(CsvErrorType, fromJS(message));

export enum Quoting {
  Minimal = 0,
  All = 1,
  NonNumeric = 2,
  None = 3,
  Strings = 4,
  NotNull = 5,
}

/** A character that there is none of. */
export const UNSET = -1;

export const DialectType = newBuiltinType('_csv.Dialect', ObjectType, { layout: 'csv-dialect' });

/** Characters are code points. */
export class PyCsvDialect extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly delimiter: number,
    readonly escaping: number,
    readonly quote: number,
    /** A str. */
    readonly lineEnd: PyValue,
    readonly quoting: Quoting,
    /** A quote within a quoted field is written twice. */
    readonly doubles: boolean,
    readonly skipsSpace: boolean,
    readonly strict: boolean,
  ) {
    super(shape);
  }
}

export const NEWLINE = 10;
export const RETURN = 13;
export const SPACE = 32;

// -- the options -----------------------------------------------------------------------------------------------------------------

/** In the order in which they are looked at, which is that of the positional arguments. */
const OPTIONS = [
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
];

function checkCharacter(name: string, v: PyValue): void {
  const optional = name !== 'delimiter';
  if (v === null && optional) return;
  const what = optional ? 'a unicode character or None' : 'a unicode character';
  const s = strOf(v);
  if (s === undefined) throw typeError(`"${name}" must be ${what}, not ${fullName(typeOf(v))}`);
  if (length(s) !== 1) throw typeError(`"${name}" must be ${what}, not a string of length ${length(s)}`);
}

/** An option that is neither true nor false. */
function checkOption(name: string, v: PyValue): void {
  if (name === 'lineterminator') {
    if (strOf(v) === undefined) throw typeError(`"lineterminator" must be a string, not ${fullName(typeOf(v))}`);
  } else if (name === 'quoting') {
    if (typeof v !== 'number' && typeof v !== 'bigint')
      throw typeError(`"quoting" must be an integer, not ${fullName(typeOf(v))}`);
    if (typeof v === 'bigint' || v > 0x7fffffff || v < -0x80000000)
      throw raise(OverflowErrorType, 'Python int too large to convert to C int');
  } else checkCharacter(name, v);
}

function contains(s: Str, c: number): boolean {
  for (let i = 0; i < length(s); i++) if (codePointAt(s, i) === c) return true;
  return false;
}

/** Characters with a meaning end no line, and have one meaning each. */
function checkMeanings(vm: VM, d: PyCsvDialect): void {
  const named: [string, number][] = [
    ['delimiter', d.delimiter],
    ['escapechar', d.escaping],
    ['quotechar', d.quote],
  ];
  const lineEnd = strOf(d.lineEnd)!;
  vm.charge(length(lineEnd) >> 2);
  for (const [name, c] of named) {
    if (c === UNSET) continue;
    const skipped = c === SPACE && d.skipsSpace && name !== 'delimiter';
    if (c === NEWLINE || c === RETURN || skipped) throw valueError(`bad ${name} value`);
    if (contains(lineEnd, c)) throw valueError(`bad ${name} or lineterminator value`);
  }
  for (const [i, k] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const [a, b] = [named[i]!, named[k]!];
    if (a[1] !== UNSET && a[1] === b[1]) throw valueError(`bad ${a[0]} or ${b[0]} value`);
  }
}

/** A dialect of options that were checked one by one; all may be missing. */
function makeDialect(vm: VM, cls: PyType, options: PyDict): PyCsvDialect {
  const character = (name: string, missing: number): number => {
    const v = options.getStr(name);
    return v === undefined ? missing : v === null ? UNSET : codePointAt(strOf(v)!, 0);
  };
  const flag = (name: string, missing: boolean): boolean => (options.getStr(name) ?? missing) === true;
  const quoting = options.getStr('quoting');
  const unquoted = quoting === undefined && options.getStr('quotechar') === null;
  vm.alloc(128);
  const d = new PyCsvDialect(
    cls.root,
    character('delimiter', 44),
    character('escapechar', UNSET),
    character('quotechar', 34),
    options.getStr('lineterminator') ?? '\r\n',
    unquoted ? Quoting.None : ((quoting ?? Quoting.Minimal) as number),
    flag('doublequote', true),
    flag('skipinitialspace', false),
    flag('strict', false),
  );
  if (Quoting[d.quoting] === undefined) throw typeError('bad "quoting" value');
  if (d.quoting !== Quoting.None && d.quote === UNSET) throw typeError('quotechar must be set if quoting enabled');
  checkMeanings(vm, d);
  return d;
}

// -- the registry ----------------------------------------------------------------------------------------------------------------

interface CsvState {
  /** Dialects by name. */
  readonly dialects: PyDict;
  /** Characters of a field at most. */
  fieldLimit: number | bigint;
}

export function csvState(vm: VM): CsvState {
  let state = vm.moduleState.get('csv') as CsvState | undefined;
  if (state === undefined) {
    state = { dialects: newDict(), fieldLimit: 131072 };
    vm.moduleState.set('csv', state);
  }
  return state;
}

// -- the class -------------------------------------------------------------------------------------------------------------------

/** `Dialect(dialect, delimiter, ...)`. */
function newDialect(vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  const n = args.length + (kw?.size ?? 0);
  if (n > OPTIONS.length + 1) throw typeError(`function takes at most ${OPTIONS.length + 1} arguments (${n} given)`);
  const given = newDict();
  let dialect = args[0] ?? null;
  for (let i = 1; i < args.length; i++) given.setStr(OPTIONS[i - 1]!, args[i]!);
  for (const key of kw?.keys ?? []) {
    const name = key as string;
    const place = name === 'dialect' ? 0 : OPTIONS.indexOf(name) + 1;
    if (place === 0 && name !== 'dialect')
      throw typeError(`this function got an unexpected keyword argument '${name}'`);
    if (place < args.length)
      throw typeError(`argument for function given by name ('${name}') and position (${place + 1})`);
    if (place === 0) dialect = kw!.getStr(name)!;
    else given.setStr(name, kw!.getStr(name)!);
  }
  return vm.lib('csv_dialect', [cls, dialect, given]);
}

const shown = (c: number): Str | null => (c === UNSET ? null : fromCodePoint(c));

function notWritable(name: string) {
  const refuse = (): never => {
    throw raise(AttributeErrorType, `attribute '${name}' of '_csv.Dialect' objects is not writable`);
  };
  return { set: refuse, del: refuse };
}
const computed = (name: string, get: (d: PyCsvDialect) => PyValue) => ({
  get: (_vm: VM, d: PyCsvDialect) => get(d),
  ...notWritable(name),
});

const refusePickle = (): never => {
  throw typeError("cannot pickle 'Dialect' instances");
};

defineType(DialectType, {
  doc: 'How fields are delimited, quoted and escaped.',
  new: ['($type, *args, **kwargs)', null, newDialect],
  methods: {
    __reduce__: ['($self, /)', null, refusePickle],
    __reduce_ex__: ['($self, protocol, /)', null, refusePickle],
  },
  getset: {
    delimiter: computed('delimiter', (d) => shown(d.delimiter)),
    escapechar: computed('escapechar', (d) => shown(d.escaping)),
    lineterminator: computed('lineterminator', (d) => d.lineEnd),
    quotechar: computed('quotechar', (d) => shown(d.quote)),
    quoting: computed('quoting', (d) => d.quoting),
    doublequote: readonlyMember((d: PyValue) => (d as PyCsvDialect).doubles),
    skipinitialspace: readonlyMember((d: PyValue) => (d as PyCsvDialect).skipsSpace),
    strict: readonlyMember((d: PyValue) => (d as PyCsvDialect).strict),
  },
});

defineIntrinsics({
  csv_dialect_class: ['()', () => DialectType],
  csv_error_class: ['()', () => CsvErrorType],
  csv_options: ['()', (vm: VM) => newList(vm, OPTIONS.slice())],
  csv_is_dialect: ['(v, /)', (_vm, v: PyValue) => v instanceof PyCsvDialect],
  csv_check_option: ['(name, v, /)', (_vm, name: string, v: PyValue) => checkOption(name, v)],
  csv_make_dialect: ['(cls, options, /)', (vm: VM, cls: PyType, options: PyDict) => makeDialect(vm, cls, options)],
  csv_dialects: ['()', (vm: VM) => csvState(vm).dialects],
});
