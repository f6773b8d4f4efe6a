/**
 * `str.format` and `str.format_map` (Library Reference, "Format String Syntax").
 *
 * Like `%`, a walk with plain fields: it runs natively until an attribute, an item, a conversion or a `__format__` needs
 * Python code, and goes on with what library code answers.
 */
import { newBuiltinType, ObjectType, tuple } from '../objects/builtin-types.js';
import { defineIntrinsics } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { IndexErrorType, KeyErrorType, raise, valueError } from '../objects/exception-types.js';
import { DELEGATE, PyObject, type PyValue, type R } from '../objects/object.js';
import { codePointAt, join, length, type Str, toJS } from '../objects/text/core.js';
import type { TextError } from '../objects/text/error.js';
import {
  type FieldAccessor,
  FieldNumbering,
  type FormatField,
  type FormatPart,
  parseFormat,
  splitFieldName,
} from '../objects/text/format-fields.js';
import { escapeNonAscii } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { getAttribute } from '../protocols/attributes.js';
import { dictGet, format, getItem, toRepr, toStr } from '../protocols/special.js';
import { strOf } from './coerce.js';

const FormatWalkType = newBuiltinType('format_walk', ObjectType, { final: true });

interface Want {
  readonly how: string;
  readonly value: PyValue;
  readonly arg: PyValue;
}

enum Phase {
  Start = 0,
  Access = 1,
  Convert = 2,
  Spec = 3,
  Format = 4,
}

/** One format string on its way: the outer one, or the spec of a field in it. */
export class Level {
  at = 0;
  phase: Phase = Phase.Start;
  /** The literal text of the part at `at` is out. */
  literalDone = false;
  readonly out: Str[] = [];
  value: PyValue = null;
  accessors: FieldAccessor[] = [];
  accessError: TextError | null = null;
  access = 0;
  spec: Str = '';
  constructor(readonly parts: FormatPart[]) {}
}

export class PyFormatWalk extends PyObject {
  readonly levels: Level[];
  readonly numbering = new FieldNumbering();
  reply: PyValue | undefined = undefined;
  constructor(
    parts: FormatPart[],
    /** Positional arguments, or null for format_map. */
    readonly args: PyValue[] | null,
    readonly kwargs: PyValue,
  ) {
    super(FormatWalkType.root);
    this.levels = [new Level(parts)];
  }
}

/** `{}` may nest in a spec once. */
const MAX_LEVELS = 2;

function step(vm: VM, w: PyFormatWalk): Want | null {
  for (;;) {
    const level = w.levels[w.levels.length - 1]!;
    const part = level.parts[level.at];
    if (part === undefined) {
      if (w.levels.length === 1) return null;
      // The spec of a field is complete.
      w.levels.pop();
      const outer = w.levels[w.levels.length - 1]!;
      outer.spec = join(vm, '', level.out);
      outer.phase = Phase.Format;
      continue;
    }
    if (!level.literalDone) {
      level.out.push(part.literal);
      level.literalDone = true;
    }
    if (part.error !== null) throw part.error;
    if (part.field !== null) {
      const want = stepField(vm, w, level, part.field);
      if (want !== null) return want;
      if (level.phase !== Phase.Start) continue;
    }
    level.at++;
    level.literalDone = false;
  }
}

function takeReply(w: PyFormatWalk): PyValue | undefined {
  const r = w.reply;
  w.reply = undefined;
  return r;
}

/** Null: the field is done (phase Start again), or a nested spec was begun (phase Spec). */
function stepField(vm: VM, w: PyFormatWalk, level: Level, field: FormatField): Want | null {
  if (level.phase === Phase.Start) {
    const want = firstValue(vm, w, level, field);
    if (want !== null) return want;
    level.phase = Phase.Access;
  }
  if (level.phase === Phase.Access) {
    const want = follow(vm, w, level);
    if (want !== null) return want;
    level.phase = Phase.Convert;
  }
  if (level.phase === Phase.Convert) {
    const want = convert(vm, w, level, field);
    if (want !== null) return want;
    if (field.nested) {
      if (w.levels.length >= MAX_LEVELS) throw valueError('Max string recursion exceeded');
      level.phase = Phase.Spec;
      vm.alloc(256);
      w.levels.push(new Level(parseFormat(vm, field.spec)));
      return null;
    }
    level.spec = field.spec;
    level.phase = Phase.Format;
  }
  let text = takeReply(w);
  if (text === undefined) {
    const r = format(vm, level.value, level.spec);
    if (r === DELEGATE) return { how: 'format', value: level.value, arg: level.spec };
    text = r as PyValue;
  }
  level.out.push(strOf(text)!);
  level.phase = Phase.Start;
  return null;
}

function firstValue(vm: VM, w: PyFormatWalk, level: Level, field: FormatField): Want | null {
  const given = takeReply(w);
  if (given !== undefined) {
    level.value = given;
    return null;
  }
  const name = splitFieldName(vm, field.name);
  level.accessors = name.accessors;
  level.accessError = name.error;
  level.access = 0;
  const first = w.numbering.resolve(name.first);
  if (typeof first === 'number') {
    if (w.args === null) throw valueError('Format string contains positional fields');
    const v = w.args[first];
    if (v === undefined)
      throw raise(IndexErrorType, `Replacement index ${first} out of range for positional args tuple`);
    level.value = v;
    return null;
  }
  if (w.args !== null) {
    if (w.kwargs === null) throw raise(KeyErrorType, first);
    level.value = dictGet(vm, w.kwargs as PyDict, first) as PyValue;
    return null;
  }
  const r = getItem(vm, w.kwargs, first);
  if (r === DELEGATE) return { how: 'getitem', value: w.kwargs, arg: first };
  level.value = r as PyValue;
  return null;
}

function follow(vm: VM, w: PyFormatWalk, level: Level): Want | null {
  const given = takeReply(w);
  if (given !== undefined) {
    level.value = given;
    level.access++;
  }
  for (; level.access < level.accessors.length; level.access++) {
    const a = level.accessors[level.access]!;
    const r = a.attribute ? getAttribute(vm, level.value, toJS(a.name as Str)) : getItem(vm, level.value, a.name);
    if (r === DELEGATE) return { how: a.attribute ? 'getattr' : 'getitem', value: level.value, arg: a.name };
    level.value = r as PyValue;
  }
  if (level.accessError !== null) throw level.accessError;
  return null;
}

function convert(vm: VM, w: PyFormatWalk, level: Level, field: FormatField): Want | null {
  const c = field.conversion;
  if (c === '') return null;
  let text = takeReply(w);
  if (text === undefined) {
    if (c !== 's' && c !== 'r' && c !== 'a') throw unknownConversion(c);
    const r = c === 's' ? toStr(vm, level.value) : toRepr(vm, level.value);
    if (r === DELEGATE) return { how: c, value: level.value, arg: null };
    text = r as PyValue;
  }
  level.value = c === 'a' ? escapeNonAscii(vm, strOf(text)!) : text;
  return null;
}

function unknownConversion(c: Str) {
  const cp = length(c) > 0 ? codePointAt(c, 0) : 0;
  const shown = cp > 32 && cp < 127 ? toJS(c) : `\\x${cp.toString(16)}`;
  return valueError(`Unknown conversion specifier ${cp > 32 && cp < 127 ? shown : `'${shown}'`}`);
}

function finish(vm: VM, w: PyFormatWalk): PyValue {
  return join(vm, '', w.levels[0]!.out);
}

function run(vm: VM, w: PyFormatWalk): R {
  const want = step(vm, w);
  return want === null ? finish(vm, w) : vm.lib('format_with_code', [w, want.how, want.value, want.arg]);
}

/** `s.format(*args, **kwargs)` */
export function formatStrWith(vm: VM, s: Str, args: PyValue[], kwargs: PyDict | undefined): R {
  return run(vm, new PyFormatWalk(parseFormat(vm, s), args, kwargs ?? null));
}

/** `s.format_map(mapping)` */
export function formatStrMap(vm: VM, s: Str, mapping: PyValue): R {
  return run(vm, new PyFormatWalk(parseFormat(vm, s), null, mapping));
}

defineIntrinsics({
  format_next: [
    '(walk, reply, /)',
    (vm: VM, w: PyFormatWalk, reply: PyValue) => {
      w.reply = reply;
      const want = step(vm, w);
      return want === null ? null : tuple([want.how, want.value, want.arg]);
    },
  ],
  format_result: ['(walk, /)', (vm: VM, w: PyFormatWalk) => finish(vm, w)],
});
