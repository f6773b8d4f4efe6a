/**
 * What bytes and bytearray have in common: the rows of their tables. A result has the exact class of the pair
 * (`ByteKind.make`), whatever the class of `self`.
 */

import { isBuffer } from '../objects/buffer.js';
import { NotImplemented, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import type { MethodRow } from '../objects/define.js';
import { IndexErrorType, OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { PySlice, PyTuple } from '../objects/sequence.js';
import { fromUnits, PORTION, separated } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { collectFast } from '../protocols/iterate.js';
import { isTrueFast } from '../protocols/truth.js';
import { bufferBytes, contiguousBytes, newBytes, requireBuffer, simpleBytes } from './buffer.js';
import * as B from './byte-search.js';
import { decodeObject } from './codec-glue.js';
import { type CoercedRow, coerced, hasMethod, intOf, shownType, strOf } from './coerce.js';
import { newList, sliceBounds, withIndex, withSlice } from './support.js';

export interface ByteKind {
  readonly cls: PyType;
  /** A value of the exact class; takes the array. */
  make(bytes: Uint8Array): PyValue;
}

export type ByteSelf = PyBytes | PyByteArray;

/** The content: a window that is not kept. */
export function content(o: ByteSelf): Uint8Array {
  return o instanceof PyBytes ? o.bytes : o.buffer.subarray(0, o.length);
}

/** A value 0..255; undefined where `__index__` is Python code. */
export function byteValue(v: PyValue, message = 'byte must be in range(0, 256)'): number | undefined {
  const n = intOf(v);
  if (n === undefined) {
    if (!hasMethod(v, '__index__')) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
    return undefined;
  }
  if (typeof n !== 'number' || n < 0 || n > 255) throw valueError(message);
  return n;
}

/** `sub` of find, count, in: bytes-like or a byte value. undefined: needs `__index__`. */
function needle(vm: VM, v: PyValue): Uint8Array | undefined {
  const b = contiguousBytes(vm, v);
  if (b !== undefined) return b;
  const n = intOf(v);
  if (n === undefined) {
    if (hasMethod(v, '__index__')) return undefined;
    throw typeError(`argument should be integer or bytes-like object, not '${typeOf(v).name}'`);
  }
  return Uint8Array.of(byteValue(n)!);
}

export function fillByte(name: string, v: PyValue | undefined): number {
  if (v === undefined) return 32;
  const b = v instanceof PyBytes ? v.bytes : v instanceof PyByteArray ? content(v) : undefined;
  if (b === undefined) {
    throw typeError(`${name}() argument 2 must be a byte string of length 1, not ${shownType(v)}`);
  }
  if (b.length !== 1) {
    throw typeError(
      `${name}(): argument 2 must be a byte string of length 1, not a ${typeOf(v).name} object of length ${b.length}`,
    );
  }
  return b[0]!;
}

export function sliceBytes(vm: VM, b: Uint8Array, s: { start: number; step: number; count: number }): Uint8Array {
  if (s.step === 1) return B.subBytes(vm, b, s.start, s.start + s.count);
  vm.charge(s.count >>> 2);
  const out = B.newArray(vm, s.count);
  for (let i = 0, at = s.start; i < s.count; i++, at += s.step) out[i] = b[at]!;
  return out;
}

/** Repeat counts and sizes as C has them. */
export function repeatTimes(n: number | bigint, size: number, given: PyValue): number {
  if (typeof n === 'bigint' && (n >= 2n ** 63n || n < -(2n ** 63n))) {
    throw raise(OverflowErrorType, `cannot fit '${typeOf(given).name}' into an index-sized integer`);
  }
  const total = Number(n) * size;
  if (size > 1 && total > 2 ** 63) throw raise(OverflowErrorType, 'repeated bytes are too long');
  return Number(n);
}

export function byteRows(kind: ByteKind): Record<string, MethodRow> {
  const { cls, make } = kind;
  const method = (name: string): PyValue => cls.lookup(name)!;

  const getItem = (vm: VM, self: ByteSelf, key: PyValue): R => {
    const b = content(self);
    const i = intOf(key);
    if (i !== undefined) {
      if (typeof i === 'bigint' && (i >= 2n ** 63n || i < -(2n ** 63n))) {
        throw raise(IndexErrorType, `cannot fit '${typeOf(key).name}' into an index-sized integer`);
      }
      const at = i < 0 ? Number(i) + b.length : Number(i);
      const v = b[at];
      if (v === undefined)
        throw raise(IndexErrorType, cls.name === 'bytes' ? 'index out of range' : 'bytearray index out of range');
      return v;
    }
    if (key instanceof PySlice) {
      const s = sliceBounds(key, b.length);
      if (s === undefined) return withSlice(vm, method('__getitem__'), [self, key], 1);
      return make(sliceBytes(vm, b, s));
    }
    if (hasMethod(key, '__index__')) return withIndex(vm, method('__getitem__'), [self, key], 1);
    const what = cls.name === 'bytes' ? 'byte indices' : 'bytearray indices';
    throw typeError(`${what} must be integers or slices, not ${typeOf(key).name}`);
  };

  const comparison =
    (test: (d: number) => boolean): MethodRow[2] =>
    (vm: VM, self: ByteSelf, other: PyValue) => {
      const o = comparable(vm, other);
      return o === undefined ? NotImplemented : test(B.compareBytes(vm, content(self), o));
    };
  const comparable = (vm: VM, v: PyValue): Uint8Array | undefined =>
    cls.name === 'bytes' ? (v instanceof PyBytes ? v.bytes : undefined) : bufferBytes(vm, v);

  type Search = (vm: VM, b: Uint8Array, x: Uint8Array, from: number, end: number) => number;
  const finder = (name: string, f: Search, missing?: string): CoercedRow => [
    '($self, sub[, start[, end]], /)',
    null,
    (vm: VM, self: ByteSelf, x: PyValue, start?: number, end?: number): R => {
      const n = needle(vm, x);
      if (n === undefined) return withIndex(vm, method(name), argsOf(self, x, start, end), 1);
      const b = content(self);
      const [from, to] = B.bounds(b.length, start, end);
      const at = from > to ? (name === 'count' ? 0 : -1) : f(vm, b, n, from, to);
      if (at < 0 && missing !== undefined) throw valueError(missing);
      return at;
    },
    '.ss',
  ];
  const affix = (name: string, atEnd: boolean): CoercedRow => [
    `($self, ${atEnd ? 'suffix' : 'prefix'}[, start[, end]], /)`,
    null,
    (vm: VM, self: ByteSelf, x: PyValue, start?: number, end?: number): R => {
      const b = content(self);
      const [from, to] = B.bounds(b.length, start, end);
      const test = (v: PyValue): boolean => {
        const a = contiguousBytes(vm, v);
        if (a === undefined) {
          if (x instanceof PyTuple) throw typeError(`a bytes-like object is required, not '${typeOf(v).name}'`);
          throw typeError(`${name} first arg must be bytes or a tuple of bytes, not ${typeOf(v).name}`);
        }
        if (to - from < a.length) return false;
        return B.startsAt(vm, b, a, atEnd ? to - a.length : from);
      };
      if (!(x instanceof PyTuple)) return test(x);
      vm.charge(x.items.length);
      return x.items.some(test);
    },
    '.ss',
  ];
  const predicate = (f: (vm: VM, b: Uint8Array) => boolean): MethodRow => [
    '($self, /)',
    null,
    (vm: VM, self: ByteSelf) => f(vm, content(self)),
  ];
  const mapping = (f: (vm: VM, b: Uint8Array) => Uint8Array): MethodRow => [
    '($self, /)',
    null,
    (vm: VM, self: ByteSelf) => make(f(vm, content(self))),
  ];
  const stripper = (left: boolean, right: boolean): MethodRow => [
    '($self, bytes=None, /)',
    null,
    (vm: VM, self: ByteSelf, chars: PyValue = null) => {
      const b = content(self);
      const [from, to] = B.stripRange(vm, b, chars === null ? null : requireBuffer(vm, chars), left, right);
      if (to - from === b.length && self.shape.cls === cls && self instanceof PyBytes) return self;
      return make(B.subBytes(vm, b, from, to));
    },
  ];
  const splitter = (
    spaces: (vm: VM, b: Uint8Array, most: number) => Uint8Array[],
    by: (vm: VM, b: Uint8Array, sep: Uint8Array, most: number) => Uint8Array[],
  ): CoercedRow => [
    '($self, /, sep=None, maxsplit=-1)',
    null,
    (vm: VM, self: ByteSelf, sep: PyValue = null, most = -1) => {
      const b = content(self);
      return vm.keeping(() => {
        const parts = sep === null ? spaces(vm, b, most) : by(vm, b, requireBuffer(vm, sep), most);
        return newList(vm, parts.map(make));
      });
    },
    '.i',
  ];
  const partitioner = (last: boolean): MethodRow => [
    '($self, sep, /)',
    null,
    (vm: VM, self: ByteSelf, sepValue: PyValue) => {
      const b = content(self);
      const sep = requireBuffer(vm, sepValue);
      if (sep.length === 0) throw valueError('empty separator');
      const at = last ? B.findLastBytes(vm, b, sep, 0, b.length) : B.findBytes(vm, b, sep, 0, b.length);
      const empty = (): PyValue => make(new Uint8Array(0));
      if (at < 0) {
        const whole = self instanceof PyBytes && self.shape.cls === cls ? self : make(B.subBytes(vm, b, 0, b.length));
        return tuple(last ? [empty(), empty(), whole] : [whole, empty(), empty()]);
      }
      return tuple([
        make(B.subBytes(vm, b, 0, at)),
        cls.name === 'bytes' ? sepValue : make(B.subBytes(vm, sep, 0, sep.length)),
        make(B.subBytes(vm, b, at + sep.length, b.length)),
      ]);
    },
  ];
  const padder = (name: string, place: (pad: number, width: number) => number): CoercedRow => [
    "($self, width, fillchar=b' ', /)",
    null,
    (vm: VM, self: ByteSelf, width: number, fill?: PyValue) => {
      const b = content(self);
      const c = fillByte(name, fill);
      const pad = width - b.length;
      if (pad <= 0) return make(B.subBytes(vm, b, 0, b.length));
      const left = place(pad, width);
      return make(B.padBytes(vm, b, left, pad - left, c));
    },
    'i.',
  ];

  return {
    __len__: ['($self, /)', null, (_vm: VM, self: ByteSelf) => content(self).length],
    __getitem__: ['($self, key, /)', null, getItem],
    __contains__: [
      '($self, key, /)',
      null,
      (vm: VM, self: ByteSelf, x: PyValue): R => {
        const n = intOf(x);
        if (n === undefined && !isBuffer(x)) {
          if (hasMethod(x, '__index__')) return withIndex(vm, method('__contains__'), [self, x], 1);
          throw typeError(`a bytes-like object is required, not '${typeOf(x).name}'`);
        }
        const b = content(self);
        return B.findBytes(vm, b, needle(vm, x)!, 0, b.length) >= 0;
      },
    ],
    __mul__: ['($self, value, /)', null, (vm: VM, self: ByteSelf, n: PyValue) => times(vm, self, n, '__mul__')],
    __rmul__: ['($self, value, /)', null, (vm: VM, self: ByteSelf, n: PyValue) => times(vm, self, n, '__rmul__')],
    __eq__: [
      '($self, value, /)',
      null,
      (vm: VM, self: ByteSelf, other: PyValue) => {
        const o = comparable(vm, other);
        return o === undefined ? NotImplemented : B.equalBytes(vm, content(self), o);
      },
    ],
    __ne__: [
      '($self, value, /)',
      null,
      (vm: VM, self: ByteSelf, other: PyValue) => {
        const o = comparable(vm, other);
        return o === undefined ? NotImplemented : !B.equalBytes(vm, content(self), o);
      },
    ],
    __lt__: ['($self, value, /)', null, comparison((d) => d < 0)],
    __le__: ['($self, value, /)', null, comparison((d) => d <= 0)],
    __gt__: ['($self, value, /)', null, comparison((d) => d > 0)],
    __ge__: ['($self, value, /)', null, comparison((d) => d >= 0)],
    join: [
      '($self, iterable_of_bytes, /)',
      null,
      (vm: VM, self: ByteSelf, iterable: PyValue): R => {
        if (!hasMethod(iterable, '__iter__') && !hasMethod(iterable, '__getitem__')) {
          throw typeError('can only join an iterable');
        }
        const items = collectFast(vm, iterable);
        if (items === undefined) return vm.lib('bytes_join_by_iteration', [self, iterable]);
        const parts = items.map((x, i) => {
          const b = simpleBytes(vm, x);
          if (b === undefined) {
            throw typeError(`sequence item ${i}: expected a bytes-like object, ${typeOf(x).name} found`);
          }
          return b;
        });
        const only = items[0];
        if (items.length === 1 && only instanceof PyBytes && only.shape.cls === cls) return only;
        return make(B.joinBytes(vm, content(self), parts));
      },
    ],
    isalnum: predicate((vm, b) => B.allBytes(vm, b, (c) => B.isAlphaByte(c) || B.isDigitByte(c))),
    isalpha: predicate((vm, b) => B.allBytes(vm, b, B.isAlphaByte)),
    isascii: predicate((vm, b) => b.length === 0 || B.allBytes(vm, b, (c) => c < 128)),
    isdigit: predicate((vm, b) => B.allBytes(vm, b, B.isDigitByte)),
    islower: predicate((vm, b) => B.allCased(vm, b, B.isLowerByte)),
    isspace: predicate((vm, b) => B.allBytes(vm, b, B.isSpaceByte)),
    istitle: predicate(B.isTitleBytes),
    isupper: predicate((vm, b) => B.allCased(vm, b, B.isUpperByte)),
    capitalize: mapping((vm, b) => B.mapBytes(vm, b, (c, i) => (i === 0 ? B.upperByte(c) : B.lowerByte(c)))),
    lower: mapping((vm, b) => B.mapBytes(vm, b, B.lowerByte)),
    swapcase: mapping((vm, b) => B.mapBytes(vm, b, (c) => (B.isUpperByte(c) ? c + 32 : B.upperByte(c)))),
    title: mapping(B.titleBytes),
    upper: mapping((vm, b) => B.mapBytes(vm, b, B.upperByte)),
    strip: stripper(true, true),
    lstrip: stripper(true, false),
    rstrip: stripper(false, true),
    partition: partitioner(false),
    rpartition: partitioner(true),
    removeprefix: [
      '($self, prefix, /)',
      null,
      (vm: VM, self: ByteSelf, x: PyValue) => {
        const b = content(self);
        const p = requireBuffer(vm, x);
        return make(B.subBytes(vm, b, B.startsAt(vm, b, p, 0) ? p.length : 0, b.length));
      },
    ],
    removesuffix: [
      '($self, suffix, /)',
      null,
      (vm: VM, self: ByteSelf, x: PyValue) => {
        const b = content(self);
        const p = requireBuffer(vm, x);
        const cut = p.length > 0 && B.startsAt(vm, b, p, b.length - p.length);
        return make(B.subBytes(vm, b, 0, b.length - (cut ? p.length : 0)));
      },
    ],
    hex: [
      '($self, /, sep=<unrepresentable>, bytes_per_sep=1)',
      null,
      (vm: VM, self: ByteSelf, sep?: PyValue, every?: PyValue) => hexOf(vm, content(self), sep, every),
    ],
    translate: [
      "($self, table, /, delete=b'')",
      null,
      (vm: VM, self: ByteSelf, table: PyValue, del?: PyValue) => {
        const b = content(self);
        const t = table === null ? null : requireBuffer(vm, table);
        if (t !== null && t.length !== 256) throw valueError('translation table must be 256 characters long');
        const gone = del === undefined ? null : requireBuffer(vm, del);
        return make(translate(vm, b, t, gone));
      },
    ],
    decode: [
      "($self, /, encoding='utf-8', errors='strict')",
      null,
      (vm: VM, self: ByteSelf, encoding?: PyValue, errors?: PyValue) =>
        decodeObject(vm, 'decode', self, encoding, errors),
    ],
    splitlines: [
      '($self, /, keepends=False)',
      null,
      (vm: VM, self: ByteSelf, keep: PyValue = false): R => {
        const k = isTrueFast(vm, keep);
        if (k === undefined) return vm.lib('str_splitlines', [self, keep]);
        return vm.keeping(() => newList(vm, B.splitLines(vm, content(self), k).map(make)));
      },
    ],
    ...coerced(cls, {
      find: finder('find', B.findBytes),
      rfind: finder('rfind', B.findLastBytes),
      index: finder('index', B.findBytes, 'subsection not found'),
      rindex: finder('rindex', B.findLastBytes, 'subsection not found'),
      count: finder('count', B.countBytes),
      startswith: affix('startswith', false),
      endswith: affix('endswith', true),
      split: splitter(B.splitSpaces, B.splitBytes),
      rsplit: splitter(B.rsplitSpaces, B.rsplitBytes),
      center: padder('center', (pad, width) => Math.floor(pad / 2) + (pad & width & 1)),
      ljust: padder('ljust', () => 0),
      rjust: padder('rjust', (pad) => pad),
      zfill: [
        '($self, width, /)',
        null,
        (vm: VM, self: ByteSelf, width: number) => {
          const b = content(self);
          return make(width <= b.length ? B.subBytes(vm, b, 0, b.length) : B.zfillBytes(vm, b, width));
        },
        'i',
      ],
      expandtabs: [
        '($self, /, tabsize=8)',
        null,
        (vm: VM, self: ByteSelf, size = 8) => make(B.expandTabs(vm, content(self), size)),
        'I',
      ],
      replace: [
        '($self, old, new, count=-1, /)',
        null,
        (vm: VM, self: ByteSelf, old: PyValue, by: PyValue, most = -1) =>
          make(B.replaceBytes(vm, content(self), requireBuffer(vm, old), requireBuffer(vm, by), most)),
        'BBi',
      ],
    }),
  };

  function times(vm: VM, self: ByteSelf, n: PyValue, name: string): R {
    const count = intOf(n);
    if (count === undefined) {
      if (hasMethod(n, '__index__')) return withIndex(vm, method(name), [self, n], 1);
      return NotImplemented;
    }
    const b = content(self);
    return make(B.repeatBytes(vm, b, repeatTimes(count, b.length, n)));
  }
}

function argsOf(...args: (PyValue | undefined)[]): PyValue[] {
  while (args[args.length - 1] === undefined) args.pop();
  return args.map((a) => a ?? null);
}

function translate(vm: VM, b: Uint8Array, table: Uint8Array | null, gone: Uint8Array | null): Uint8Array {
  vm.charge(b.length >>> 2);
  const out = B.newArray(vm, b.length);
  const skip = new Uint8Array(256);
  if (gone !== null) for (const c of gone) skip[c] = 1;
  let n = 0;
  for (const c of b) if (skip[c] === 0) out[n++] = table === null ? c : table[c]!;
  return n === b.length ? out : out.slice(0, n);
}

const HEX_DIGITS = Uint8Array.from('0123456789abcdef', (c) => c.charCodeAt(0));
const units: number[] = Array.from({ length: PORTION }, () => 0);

function plainHex(b: Uint8Array): string {
  let out = '';
  let used = 0;
  for (let i = 0; i < b.length; i++) {
    const c = b[i]!;
    units[used++] = HEX_DIGITS[c >> 4]!;
    units[used++] = HEX_DIGITS[c & 15]!;
    if (used === PORTION) {
      out += fromUnits(units, used);
      used = 0;
    }
  }
  return out + fromUnits(units, used);
}

/** The digits in groups of `step` bytes, counted from the right, from the left for a negative one; 0: one group. */
function hexDigits(b: Uint8Array, glue: string, step: number): string {
  const group = Math.abs(step);
  if (glue === '' || group === 0) return plainHex(b);
  const first = step > 0 ? b.length % group || group : group;
  return separated(plainHex(b), glue.charCodeAt(0), 2 * first, 2 * group);
}

/** `b.hex(sep, bytes_per_sep)`. */
export function hexOf(vm: VM, b: Uint8Array, sep?: PyValue, every?: PyValue): R {
  let step = 1;
  if (every !== undefined) {
    const n = intOf(every);
    if (n === undefined) throw typeError(`'${typeOf(every).name}' object cannot be interpreted as an integer`);
    step = Number(n);
  }
  let glue = '';
  if (sep !== undefined) {
    const s = strOf(sep);
    const raw = s ?? (sep instanceof PyBytes ? String.fromCharCode(...sep.bytes.subarray(0, 2)) : undefined);
    if (raw === undefined) {
      if (!hasMethod(sep, '__len__')) throw typeError(`object of type '${typeOf(sep).name}' has no len()`);
      throw typeError('sep must be str or bytes.');
    }
    if (typeof raw !== 'string' || raw.length !== 1) throw valueError('sep must be length 1.');
    if (raw.charCodeAt(0) > 127) throw valueError('sep must be ASCII.');
    glue = raw;
  }
  vm.charge(b.length >>> 1);
  vm.alloc(b.length * 8);
  return hexDigits(b, glue, step);
}

/** `bytes.fromhex(text)`. */
export function fromHex(vm: VM, v: PyValue): Uint8Array {
  const s = strOf(v);
  const raw = s === undefined ? contiguousBytes(vm, v) : undefined;
  if (s === undefined && raw === undefined) {
    throw typeError(`fromhex() argument must be str or bytes-like, not ${typeOf(v).name}`);
  }
  const n = raw !== undefined ? raw.length : typeof s === 'string' ? s.length : (s as { cps: Uint32Array }).cps.length;
  const at = (i: number): number =>
    raw !== undefined ? raw[i]! : typeof s === 'string' ? s.charCodeAt(i) : (s as { cps: Uint32Array }).cps[i]!;
  vm.charge(n >>> 1);
  const out = B.newArray(vm, n >>> 1);
  let made = 0;
  let i = 0;
  const bad = (k: number) => valueError(`non-hexadecimal number found in fromhex() arg at position ${k}`);
  while (i < n) {
    if (B.isSpaceByte(at(i))) {
      i++;
      continue;
    }
    const high = hexDigit(at(i));
    if (high < 0) throw bad(i);
    if (i + 1 >= n) throw valueError('fromhex() arg must contain an even number of hexadecimal digits');
    const low = hexDigit(at(i + 1));
    if (low < 0) throw bad(i + 1);
    out[made++] = high * 16 + low;
    i += 2;
  }
  return made === out.length ? out : out.slice(0, made);
}

function hexDigit(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  c |= 32;
  return c >= 97 && c <= 102 ? c - 87 : -1;
}

/** `bytes.maketrans(from, to)`. */
export function makeTable(vm: VM, a: PyValue, b: PyValue): PyValue {
  const x = requireBuffer(vm, a);
  const y = requireBuffer(vm, b);
  if (x.length !== y.length) throw valueError('maketrans arguments must have same length');
  vm.charge(x.length);
  const table = B.newArray(vm, 256);
  for (let i = 0; i < 256; i++) table[i] = i;
  for (let i = 0; i < x.length; i++) table[x[i]!] = y[i]!;
  return newBytes(table);
}
