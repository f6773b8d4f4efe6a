/**
 * str (Library Reference, "Text Sequence Type"): the table of its methods. The algorithms are in objects/text; here is
 * what binds them to Python: arguments, errors, subclasses, and what has to be left to library code.
 */
import { NotImplemented, StrType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, type MethodRow } from '../objects/define.js';
import { IndexErrorType, OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { hashStr } from '../objects/number/hash.js';
import { DELEGATE, PyStrObject, type PyType, type PyValue, type R } from '../objects/object.js';
import { PySlice, PyTuple } from '../objects/sequence.js';
import { PyStrIter, StrAsciiIterType, StrIterType } from '../objects/str-iter.js';
import type { Str } from '../objects/text/core.js';
import { formatStr } from '../objects/text/format-number.js';
import * as T from '../objects/text/str.js';
import type { VM } from '../objects/vm.js';
import { collectFast, registerIterator } from '../protocols/iterate.js';
import { toStr } from '../protocols/special.js';
import { isTrueFast } from '../protocols/truth.js';
import { refuseSize, simpleBytes } from './buffer.js';
import { decodeObject, encodeStr } from './codec-glue.js';
import { badArgument, coerced, hasMethod, intOf, strOf } from './coerce.js';
import { formatRow } from './format-value.js';
import { standingRows } from './iterators.js';
import { formatPercentStr } from './percent.js';
import { formatStrMap, formatStrWith } from './str-format.js';
import { maketransRow, translateRow } from './str-translate.js';
import { newList, sliceBounds, withIndex, withSlice } from './support.js';

// -- arguments -------------------------------------------------------------------------------------------------------------

function strArg(name: string, position: number | null, v: PyValue): Str {
  const s = strOf(v);
  if (s === undefined) throw badArgument(name, position, 'str', v);
  return s;
}

/** `startswith` and `endswith`: a str or a tuple of them; what comes after a hit is not looked at. */
function anyAffix(name: string, v: PyValue, test: (affix: Str) => boolean): boolean {
  const s = strOf(v);
  if (s !== undefined) return test(s);
  if (!(v instanceof PyTuple)) {
    throw typeError(`${name} first arg must be str or a tuple of str, not ${typeOf(v).name}`);
  }
  return v.items.some((x) => {
    const part = strOf(x);
    if (part === undefined) throw typeError(`tuple for ${name} must only contain str, not ${typeOf(x).name}`);
    return test(part);
  });
}

function fillArg(v: PyValue | undefined): Str {
  if (v === undefined) return ' ';
  const s = strOf(v);
  if (s === undefined) throw typeError(`The fill character must be a unicode character, not ${typeOf(v).name}`);
  if (T.length(s) !== 1) throw typeError('The fill character must be exactly one character long');
  return s;
}

function stripArg(name: string, v: PyValue | undefined): Str | null {
  if (v === undefined || v === null) return null;
  const s = strOf(v);
  if (s === undefined) throw typeError(`${name} arg must be None or str`);
  return s;
}

function strList(vm: VM, parts: Str[]): R {
  return newList(vm, parts);
}

// -- sequence ---------------------------------------------------------------------------------------------------------------

function getItem(vm: VM, s: Str, key: PyValue): R {
  const i = intOf(key);
  if (i !== undefined) {
    const n = T.length(s);
    if (typeof i === 'bigint' && (i >= 2n ** 63n || i < -(2n ** 63n))) {
      throw raise(IndexErrorType, `cannot fit '${typeOf(key).name}' into an index-sized integer`);
    }
    const at = Number(i) < 0 ? Number(i) + n : Number(i);
    if (!(at >= 0 && at < n)) throw raise(IndexErrorType, 'string index out of range');
    return T.charAt(s, at);
  }
  if (key instanceof PySlice) {
    const b = sliceBounds(key, T.length(s));
    if (b === undefined) return withSlice(vm, StrType.lookup('__getitem__')!, [s, key], 1);
    return b.count === 0 ? '' : T.slice(vm, s, b.start, b.stop, b.step);
  }
  if (hasMethod(key, '__index__')) return withIndex(vm, StrType.lookup('__getitem__')!, [s, key], 1);
  throw typeError(`string indices must be integers, not '${typeOf(key).name}'`);
}

function contains(vm: VM, s: Str, x: PyValue): R {
  const part = strOf(x);
  if (part === undefined) throw typeError(`'in <string>' requires string as left operand, not ${typeOf(x).name}`);
  return T.contains(vm, s, part);
}

function add(vm: VM, s: Str, other: PyValue): R {
  const o = strOf(other);
  return o === undefined ? NotImplemented : T.append(vm, s, o);
}

function repeat(vm: VM, s: Str, count: PyValue): R {
  const n = intOf(count);
  if (n === undefined) {
    if (hasMethod(count, '__index__')) return withIndex(vm, StrType.lookup('__mul__')!, [s, count], 1);
    return NotImplemented;
  }
  if (n <= 0 || T.length(s) === 0) return '';
  const times = repeatCount(n, count);
  const total = times * T.length(s);
  if (T.length(s) > 1 && total > 2 ** 63) throw raise(OverflowErrorType, 'repeated string is too long');
  refuseSize(vm, total);
  return T.repeat(vm, s, times);
}

export function repeatCount(n: number | bigint, given: PyValue): number {
  if (typeof n === 'bigint' && (n >= 2n ** 63n || n < -(2n ** 63n))) {
    throw raise(OverflowErrorType, `cannot fit '${typeOf(given).name}' into an index-sized integer`);
  }
  return Number(n);
}

function comparison(test: (order: number) => boolean): MethodRow[2] {
  return (vm: VM, s: Str, other: PyValue): R => {
    const o = strOf(other);
    return o === undefined ? NotImplemented : test(T.compare(vm, s, o));
  };
}

function join(vm: VM, sep: Str, iterable: PyValue): R {
  if (!hasMethod(iterable, '__iter__') && !hasMethod(iterable, '__getitem__')) {
    throw typeError('can only join an iterable');
  }
  const items = collectFast(vm, iterable);
  if (items === undefined) return vm.lib('str_join_by_iteration', [sep, iterable]);
  const n = items.length;
  if (n === 1 && typeOf(items[0]!) === StrType) return items[0]!;
  for (let i = 0; i < n; i++) {
    if (typeof items[i] === 'string') continue;
    const s = strOf(items[i]!);
    if (s === undefined) {
      throw typeError(`sequence item ${i}: expected str instance, ${typeOf(items[i]!).name} found`);
    }
    items[i] = s;
  }
  return T.join(vm, sep, items as Str[]);
}

// -- str(...) ----------------------------------------------------------------------------------------------------------------

function boxed(cls: PyType, s: Str): PyValue {
  return cls === StrType ? s : new PyStrObject(cls.root, s);
}

function newStr(vm: VM, cls: PyType, object?: PyValue, encoding?: PyValue, errors?: PyValue): R {
  if (object === undefined) return boxed(cls, '');
  if (encoding === undefined && errors === undefined) {
    if (cls === StrType) return toStr(vm, object);
    const r = toStr(vm, object);
    return r === DELEGATE ? vm.lib('str_of_class', [cls, object]) : boxed(cls, strOf(r as PyValue)!);
  }
  const e = encoding === undefined ? 'utf-8' : textArg('str', 'encoding', encoding);
  const how = errors === undefined ? 'strict' : textArg('str', 'errors', errors);
  if (strOf(object) !== undefined) throw typeError('decoding str is not supported');
  if (simpleBytes(vm, object) === undefined) {
    throw typeError(`decoding to str: need a bytes-like object, ${typeOf(object).name} found`);
  }
  if (cls !== StrType) return vm.lib('str_decode_object', [cls, object, e, how]);
  return decodeObject(vm, 'str', object, e, how);
}

/** A str argument that is given by name in messages. */
export function textArg(fn: string, name: string, v: PyValue): Str {
  const s = strOf(v);
  if (s === undefined) throw typeError(`${fn}() argument '${name}' must be str, not ${typeOf(v).name}`);
  return s;
}

// -- methods -------------------------------------------------------------------------------------------------------------------

function predicate(f: (vm: VM, s: Str) => boolean): MethodRow {
  return ['($self, /)', null, f];
}
function mapping(f: (vm: VM, s: Str) => Str): MethodRow {
  return ['($self, /)', null, f];
}

type Finder = (vm: VM, s: Str, x: Str, start?: number, end?: number) => number;

function finder(f: Finder, missing?: string) {
  return [
    '($self, sub[, start[, end]], /)',
    null,
    (vm: VM, s: Str, x: Str, start?: number, end?: number): R => {
      const i = f(vm, s, x, start, end);
      if (i < 0 && missing !== undefined) throw valueError(missing);
      return i;
    },
    'Sss',
  ] as const;
}

function affix(name: string, f: (vm: VM, s: Str, x: Str, start?: number, end?: number) => boolean) {
  return [
    `($self, ${name === 'startswith' ? 'prefix' : 'suffix'}, start=None, end=None, /)`,
    null,
    (vm: VM, s: Str, x: PyValue, start?: number, end?: number): R => {
      return anyAffix(name, x, (a) => {
        vm.charge(1);
        return f(vm, s, a, start, end);
      });
    },
    '.ss',
  ] as const;
}

function padder(f: (vm: VM, s: Str, width: number, fill?: Str) => Str) {
  return [
    "($self, width, fillchar=' ', /)",
    null,
    (vm: VM, s: Str, width: number, fill?: PyValue): R => {
      const c = fillArg(fill);
      return width <= T.length(s) ? s : f(vm, s, reserveWidth(vm, width), c);
    },
    'i.',
  ] as const;
}

/** A width that no str can have is refused before anything is made. */
export function reserveWidth(vm: VM, width: number): number {
  refuseSize(vm, width);
  return width;
}

function stripper(name: string, f: (vm: VM, s: Str, chars: Str | null) => Str): MethodRow {
  return ['($self, chars=None, /)', null, (vm: VM, s: Str, chars?: PyValue) => f(vm, s, stripArg(name, chars))];
}

function splitter(
  bySpace: (vm: VM, s: Str, most: number) => Str[],
  bySeparator: (vm: VM, s: Str, sep: Str, most: number) => Str[],
) {
  return [
    '($self, /, sep=None, maxsplit=-1)',
    null,
    (vm: VM, s: Str, sep: PyValue = null, most = -1): R => {
      if (sep === null) return vm.keeping(() => strList(vm, bySpace(vm, s, most)));
      const x = strOf(sep);
      if (x === undefined) throw typeError(`must be str or None, not ${typeOf(sep).name}`);
      return vm.keeping(() => strList(vm, bySeparator(vm, s, x, most)));
    },
    '.i',
  ] as const;
}

function partitioner(f: (vm: VM, s: Str, sep: Str) => [Str, Str, Str]): MethodRow {
  return [
    '($self, sep, /)',
    null,
    (vm: VM, s: Str, sep: PyValue): R => {
      const x = strOf(sep);
      if (x === undefined) throw typeError(`must be str, not ${typeOf(sep).name}`);
      return tuple(f(vm, s, x));
    },
  ];
}

const same = (_vm: VM, s: Str): R => s;

function iter(vm: VM, s: Str): R {
  vm.alloc(40);
  return new PyStrIter((T.isascii(vm, s) ? StrAsciiIterType : StrIterType).root, s, 0);
}

/** Bytes of a str of one character beyond U+FFFF. */
const WIDE_CHARACTER = 280;

function next(vm: VM, it: PyStrIter): PyValue | undefined {
  const s = it.seq;
  if (s === null) return undefined;
  const i = it.index;
  if (typeof s === 'string' ? i < s.length : i < s.cps.length) {
    it.index = i + 1;
    const c = T.charAt(s, i);
    if (typeof c !== 'string') vm.alloc(WIDE_CHARACTER);
    return c;
  }
  it.seq = null;
  return undefined;
}

defineType(StrType, {
  doc: null,
  self: 'str',
  new: ["($type, object='', encoding='utf-8', errors='strict')", null, newStr],
  make: ["($type, object='', encoding='utf-8', errors='strict')", null, newStr],
  methods: {
    __add__: ['($self, value, /)', null, add],
    __mul__: ['($self, value, /)', null, repeat],
    __rmul__: ['($self, value, /)', null, repeat],
    __len__: ['($self, /)', null, (_vm: VM, s: Str) => T.length(s)],
    __getitem__: ['($self, key, /)', null, getItem],
    __contains__: ['($self, key, /)', null, contains],
    __iter__: ['($self, /)', null, iter],
    __hash__: ['($self, /)', null, hashStr],
    __str__: ['($self, /)', null, same],
    __repr__: ['($self, /)', null, T.reprStr],
    __getnewargs__: ['($self, /)', null, (_vm: VM, s: Str) => tuple([s])],
    __eq__: [
      '($self, value, /)',
      null,
      (vm: VM, s: Str, other: PyValue) => {
        const o = strOf(other);
        return o === undefined ? NotImplemented : T.equal(vm, s, o);
      },
    ],
    __ne__: [
      '($self, value, /)',
      null,
      (vm: VM, s: Str, other: PyValue) => {
        const o = strOf(other);
        return o === undefined ? NotImplemented : !T.equal(vm, s, o);
      },
    ],
    __lt__: ['($self, value, /)', null, comparison((d) => d < 0)],
    __le__: ['($self, value, /)', null, comparison((d) => d <= 0)],
    __gt__: ['($self, value, /)', null, comparison((d) => d > 0)],
    __ge__: ['($self, value, /)', null, comparison((d) => d >= 0)],
    __mod__: ['($self, value, /)', null, (vm: VM, s: Str, args: PyValue) => formatPercentStr(vm, s, args)],
    __rmod__: [
      '($self, value, /)',
      null,
      (vm: VM, s: Str, other: PyValue) => {
        const format = strOf(other);
        return format === undefined ? NotImplemented : formatPercentStr(vm, format, s);
      },
    ],
    translate: translateRow,
    format: ['($self, /, *args, **kwargs)', null, formatStrWith],
    format_map: ['($self, mapping, /)', null, formatStrMap],
    encode: ["($self, /, encoding='utf-8', errors='strict')", null, encodeStr],
    isalnum: predicate(T.isalnum),
    isalpha: predicate(T.isalpha),
    isascii: predicate(T.isascii),
    isdecimal: predicate(T.isdecimal),
    isdigit: predicate(T.isdigit),
    isidentifier: predicate(T.isidentifier),
    islower: predicate(T.islower),
    isnumeric: predicate(T.isnumeric),
    isprintable: predicate(T.isprintable),
    isspace: predicate(T.isspace),
    istitle: predicate(T.istitle),
    isupper: predicate(T.isupper),
    capitalize: mapping(T.capitalize),
    casefold: mapping(T.casefold),
    lower: mapping(T.lower),
    swapcase: mapping(T.swapcase),
    title: mapping(T.title),
    upper: mapping(T.upper),
    strip: stripper('strip', T.strip),
    lstrip: stripper('lstrip', T.lstrip),
    rstrip: stripper('rstrip', T.rstrip),
    partition: partitioner(T.partition),
    rpartition: partitioner(T.rpartition),
    join: ['($self, iterable, /)', null, join],
    ...coerced(StrType, {
      find: finder(T.find),
      rfind: finder(T.rfind),
      index: finder(T.find, 'substring not found'),
      rindex: finder(T.rfind, 'substring not found'),
      count: finder(T.count),
      startswith: affix('startswith', T.startswith),
      endswith: affix('endswith', T.endswith),
      center: padder(T.center),
      ljust: padder(T.ljust),
      rjust: padder(T.rjust),
      split: splitter(T.splitWhitespace, T.split),
      rsplit: splitter(T.rsplitWhitespace, T.rsplit),
      zfill: [
        '($self, width, /)',
        null,
        (vm: VM, s: Str, width: number) => (width <= T.length(s) ? s : T.zfill(vm, s, reserveWidth(vm, width))),
        'i',
      ],
      expandtabs: ['($self, /, tabsize=8)', null, (vm: VM, s: Str, size = 8) => T.expandtabs(vm, s, size), 'I'],
      replace: [
        '($self, old, new, /, count=-1)',
        null,
        (vm: VM, s: Str, old: Str, by: Str, most = -1) => T.replace(vm, s, old, by, most),
        'SSi',
      ],
    }),
    removeprefix: [
      '($self, prefix, /)',
      null,
      (vm: VM, s: Str, x: PyValue) => T.removeprefix(vm, s, strArg('removeprefix', null, x)),
    ],
    removesuffix: [
      '($self, suffix, /)',
      null,
      (vm: VM, s: Str, x: PyValue) => T.removesuffix(vm, s, strArg('removesuffix', null, x)),
    ],
    splitlines: [
      '($self, /, keepends=False)',
      null,
      (vm: VM, s: Str, keep: PyValue = false) => {
        const k = isTrueFast(vm, keep);
        if (k === undefined) return vm.lib('str_splitlines', [s, keep]);
        return vm.keeping(() => strList(vm, T.splitlines(vm, s, k)));
      },
    ],
  },
});

/** What a spec leaves as it is stays the same object, of a subclass too. */
function formatted(vm: VM, self: PyValue, spec: Str, typeName: string): PyValue {
  const s = strOf(self)!;
  const made = formatStr(vm, s, spec, typeName);
  return made === s ? self : made;
}

defineType(StrType, {
  staticmethods: { maketrans: maketransRow },
  methods: { __format__: formatRow(formatted) },
});

registerIterator(StrIterType, next);
registerIterator(StrAsciiIterType, next);
for (const type of [StrIterType, StrAsciiIterType])
  defineType(type, { methods: standingRows(next, T.length, () => '') });

defineIntrinsics({
  str_box: ['(cls, s, /)', (_vm: VM, cls: PyType, s: PyValue) => boxed(cls, strOf(s)!)],
  is_str: ['(x, /)', (_vm: VM, x: PyValue) => strOf(x) !== undefined],
  has_special: ['(x, name, /)', (_vm: VM, x: PyValue, name: string) => hasMethod(x, name)],
});
