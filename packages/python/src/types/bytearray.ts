/**
 * bytearray (Library Reference, "Bytearray Objects"). While a memoryview looks at it, it keeps its size.
 */
import { isContiguous, PyMemoryView } from '../objects/buffer.js';
import { ByteArrayType, NotImplemented, newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import type { PyBytes } from '../objects/bytes.js';
import { PyByteArray } from '../objects/bytes.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { IndexErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { DELEGATE, PyObject, type PyType, type PyValue, type R, type Shape } from '../objects/object.js';
import { PySlice } from '../objects/sequence.js';
import { reprBytes } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { collectFast, registerIterator } from '../protocols/iterate.js';
import { bufferBytes, checkResizable, newBytes, refuseSize, simpleBytes } from './buffer.js';
import { byteRows, byteValue, content, fromHex, makeTable, repeatTimes } from './byte-methods.js';
import * as B from './byte-search.js';
import { bytesOfItems, bytesOfSource, encodedSource, Unconverted } from './bytes.js';
import { coerced, hasMethod, intOf, strOf } from './coerce.js';
import { standingRows } from './iterators.js';
import { formatPercentBytes } from './percent.js';
import { newList, sliceBounds, withIndex, withSlice } from './support.js';

export function newByteArray(bytes: Uint8Array): PyByteArray {
  return new PyByteArray(ByteArrayType.root, bytes, bytes.length);
}

/** What makes a value a number to a slice that is assigned to. */
const NUMBER_METHODS = ['__index__', '__int__', '__float__', '__complex__'];
const method = (name: string): PyValue => ByteArrayType.lookup(name)!;

/** Change the size to `n`; new bytes are zero. */
function resize(vm: VM, self: PyByteArray, n: number): void {
  if (n === self.length) return;
  checkResizable(vm, self);
  if (n > self.buffer.length) {
    if (n > B.MAX_BYTES) refuseSize(vm, n);
    const grown = B.newArray(vm, Math.min(B.MAX_BYTES, n + (n >> 3) + 16));
    grown.set(self.buffer.subarray(0, self.length));
    self.buffer = grown;
  } else if (n < self.length) {
    self.buffer.fill(0, n, self.length);
    if (n < self.buffer.length >> 1) self.buffer = B.subBytes(vm, self.buffer, 0, n);
  }
  self.length = n;
}

/** Put `bytes` in place of the `count` ones at `at`. */
function splice(vm: VM, self: PyByteArray, at: number, count: number, bytes: Uint8Array): void {
  const old = self.length;
  const grow = bytes.length - count;
  // The new bytes may lie in this very array.
  const source = bytes.buffer === self.buffer.buffer ? bytes.slice() : bytes;
  if (old - at > 256) vm.charge((old - at) >>> 8);
  if (grow !== 0) checkResizable(vm, self);
  if (grow > 0) resize(vm, self, old + grow);
  self.buffer.copyWithin(at + source.length, at + count, old);
  self.buffer.set(source, at);
  if (grow < 0) resize(vm, self, old + grow);
}

function init(vm: VM, self: PyByteArray, source?: PyValue, encoding?: PyValue, errors?: PyValue): R {
  if (self.length > 0) resize(vm, self, 0);
  const encoded = encodedSource(vm, 'bytearray', source, encoding, errors);
  if (encoded === DELEGATE)
    return vm.lib('bytearray_init_encoded', [self, source!, encoding ?? 'utf-8', errors ?? 'strict']);
  if (encoded !== undefined) {
    splice(vm, self, 0, 0, (encoded as PyBytes).bytes);
    return null;
  }
  if (source === undefined) return null;
  if (strOf(source) !== undefined) throw typeError('string argument without an encoding');
  const b = bytesOfSource(vm, source, 'bytearray');
  if (b instanceof Unconverted) return vm.lib('bytearray_init', [self, b.source]);
  checkResizable(vm, self);
  self.buffer = b;
  self.length = b.length;
  return null;
}

function index(self: PyByteArray, i: number | bigint, key: PyValue): number {
  if (typeof i === 'bigint')
    throw raise(IndexErrorType, `cannot fit '${typeOf(key).name}' into an index-sized integer`);
  const at = i < 0 ? i + self.length : i;
  if (at < 0 || at >= self.length) throw raise(IndexErrorType, 'bytearray index out of range');
  return at;
}

function setItem(vm: VM, self: PyByteArray, key: PyValue, value: PyValue): R {
  const i = intOf(key);
  if (i !== undefined) {
    const v = byteValue(value);
    if (v === undefined) return withIndex(vm, method('__setitem__'), [self, key, value], 2);
    self.buffer[index(self, i, key)] = v;
    return null;
  }
  if (!(key instanceof PySlice)) {
    if (hasMethod(key, '__index__')) return withIndex(vm, method('__setitem__'), [self, key, value], 1);
    throw typeError(`bytearray indices must be integers or slices, not ${typeOf(key).name}`);
  }
  const s = sliceBounds(key, self.length);
  if (s === undefined) return withSlice(vm, method('__setitem__'), [self, key, value], 1);
  const b = bufferBytes(vm, value);
  if (b === undefined) {
    if (strOf(value) !== undefined || NUMBER_METHODS.some((name) => hasMethod(value, name))) {
      throw typeError('can assign only bytes, buffers, or iterables of ints in range(0, 256)');
    }
    if (!hasMethod(value, '__iter__') && !hasMethod(value, '__getitem__'))
      throw typeError(`cannot convert '${typeOf(value).name}' object to bytearray`);
    return vm.lib('bytearray_set_slice', [self, key, value]);
  }
  if (s.step === 1) {
    splice(vm, self, s.start, Math.max(0, s.stop - s.start), b);
    return null;
  }
  if (b.length === 0) return deleteSlice(vm, self, s);
  if (b.length !== s.count) {
    throw valueError(`attempt to assign bytes of size ${b.length} to extended slice of size ${s.count}`);
  }
  const source = b.buffer === self.buffer.buffer ? b.slice() : b;
  vm.charge(s.count >>> 2);
  for (let k = 0, at = s.start; k < s.count; k++, at += s.step) self.buffer[at] = source[k]!;
  return null;
}

function deleteSlice(vm: VM, self: PyByteArray, s: { start: number; step: number; count: number }): R {
  if (s.count === 0) return null;
  checkResizable(vm, self);
  if (s.step === 1) {
    splice(vm, self, s.start, s.count, new Uint8Array(0));
    return null;
  }
  vm.charge(self.length >>> 2);
  // One item has no neighbour, however far the step goes.
  const step = s.count === 1 ? 1 : Math.abs(s.step);
  const first = s.step > 0 ? s.start : s.start + (s.count - 1) * s.step;
  let to = first;
  for (let from = first, gone = 0; from < self.length; from++) {
    if (gone < s.count && from === first + gone * step) gone++;
    else self.buffer[to++] = self.buffer[from]!;
  }
  resize(vm, self, to);
  return null;
}

function deleteItem(vm: VM, self: PyByteArray, key: PyValue): R {
  const i = intOf(key);
  if (i !== undefined) {
    const at = index(self, i, key);
    splice(vm, self, at, 1, new Uint8Array(0));
    return null;
  }
  if (!(key instanceof PySlice)) {
    if (hasMethod(key, '__index__')) return withIndex(vm, method('__delitem__'), [self, key], 1);
    throw typeError(`bytearray indices must be integers or slices, not ${typeOf(key).name}`);
  }
  const s = sliceBounds(key, self.length);
  return s === undefined ? withSlice(vm, method('__delitem__'), [self, key], 1) : deleteSlice(vm, self, s);
}

/** `self += bytes`; it may be resized. */
export function appendBytes(vm: VM, self: PyByteArray, bytes: Uint8Array): void {
  splice(vm, self, self.length, 0, bytes);
}

function extend(vm: VM, self: PyByteArray, source: PyValue): R {
  if (source instanceof PyMemoryView && !isContiguous(source))
    throw typeError(`can't set bytearray slice from ${typeOf(source).name}`);
  const b = simpleBytes(vm, source);
  if (b !== undefined) {
    splice(vm, self, self.length, 0, b);
    return null;
  }
  if (!hasMethod(source, '__iter__') && !hasMethod(source, '__getitem__')) {
    throw typeError(`can't extend bytearray with ${typeOf(source).name}`);
  }
  if (strOf(source) !== undefined) throw typeError(`expected iterable of integers; got: 'str'`);
  const items = collectFast(vm, source);
  if (items === undefined) return vm.lib('bytearray_extend', [self, source]);
  const made = bytesOfItems(vm, items, 'bytearray');
  if (made === undefined) return vm.lib('bytearray_extend', [self, newList(vm, items)]);
  splice(vm, self, self.length, 0, made);
  return null;
}

// -- iterator --------------------------------------------------------------------------------------------------------------

export const ByteArrayIterType = newBuiltinType('bytearray_iterator', ObjectType, { final: true });

export class PyByteArrayIter extends PyObject {
  constructor(
    shape: Shape,
    public seq: PyByteArray | null,
    public index: number,
  ) {
    super(shape);
  }
}

function next(_vm: VM, it: PyByteArrayIter): PyValue | undefined {
  const seq = it.seq;
  if (seq === null) return undefined;
  if (it.index >= seq.length) {
    it.seq = null;
    return undefined;
  }
  return seq.buffer[it.index++]!;
}

registerIterator(ByteArrayIterType, next);
defineType(ByteArrayIterType, { methods: standingRows(next, (b: PyByteArray) => b.length) });

/** Unlike bytes it escapes a single quote within double ones. */
function repr(vm: VM, self: PyByteArray): R {
  const text = reprBytes(vm, content(self));
  const shown = text[1] === '"' ? text.replaceAll("'", "\\'") : text;
  return `${typeOf(self).name}(${shown})`;
}

const make = (b: Uint8Array): PyValue => newByteArray(b);

function reduce(vm: VM, self: PyByteArray, protocol: PyValue = 2): R {
  const b = content(self);
  vm.charge(b.length);
  vm.alloc(b.length * 2);
  let args: PyValue[] = [];
  if (b.length > 0) {
    let text = '';
    if (Number(protocol) < 3) for (let i = 0; i < b.length; i++) text += String.fromCharCode(b[i]!);
    args = Number(protocol) < 3 ? [text, 'latin-1'] : [newBytes(b.slice())];
  }
  return vm.lib('bytearray_reduce', [self, tuple(args)]);
}

defineType(ByteArrayType, {
  doc: null,
  new: [
    '($type, /, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType) => {
      vm.alloc(300);
      return new PyByteArray(cls.root, new Uint8Array(0), 0);
    },
  ],
  methods: {
    ...byteRows({ cls: ByteArrayType, make }),
    __init__: ["($self, /, source=b'', encoding='utf-8', errors='strict')", null, init],
    __repr__: ['($self, /)', null, repr],
    __str__: ['($self, /)', null, repr],
    __iter__: [
      '($self, /)',
      null,
      (vm: VM, self: PyByteArray) => {
        vm.alloc(40);
        return new PyByteArrayIter(ByteArrayIterType.root, self, 0);
      },
    ],
    __add__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyByteArray, other: PyValue) => {
        const b = simpleBytes(vm, other);
        if (b === undefined) return NotImplemented;
        return newByteArray(B.concatBytes(vm, content(self), b));
      },
    ],
    __iadd__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyByteArray, other: PyValue) => {
        const b = simpleBytes(vm, other);
        if (b === undefined) throw typeError(`can't concat ${typeOf(other).name} to ${typeOf(self).name}`);
        splice(vm, self, self.length, 0, b);
        return self;
      },
    ],
    __imul__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyByteArray, n: PyValue) => {
        const count = intOf(n);
        if (count === undefined) {
          if (hasMethod(n, '__index__')) return withIndex(vm, method('__imul__'), [self, n], 1);
          return NotImplemented;
        }
        const b = B.repeatBytes(vm, content(self), repeatTimes(count, self.length, n));
        if (b.length !== self.length) checkResizable(vm, self);
        self.buffer = b;
        self.length = b.length;
        return self;
      },
    ],
    __mod__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyByteArray, args: PyValue) => formatPercentBytes(vm, self, args, true),
    ],
    __rmod__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyByteArray, other: PyValue) =>
        other instanceof PyByteArray ? formatPercentBytes(vm, other, self, true) : NotImplemented,
    ],
    __setitem__: ['($self, key, value, /)', null, setItem],
    __delitem__: ['($self, key, /)', null, deleteItem],
    __alloc__: ['($self, /)', null, (_vm: VM, self: PyByteArray) => (self.length === 0 ? 0 : self.buffer.length + 1)],
    __reduce__: ['($self, /)', null, (vm: VM, self: PyByteArray) => reduce(vm, self)],
    __reduce_ex__: [
      '($self, proto=0, /)',
      null,
      (vm: VM, self: PyByteArray, protocol: PyValue = 0) => reduce(vm, self, intOf(protocol) ?? 0),
    ],
    append: [
      '($self, item, /)',
      null,
      (vm: VM, self: PyByteArray, item: PyValue) => {
        const v = byteValue(item);
        if (v === undefined) return withIndex(vm, method('append'), [self, item], 1);
        resize(vm, self, self.length + 1);
        self.buffer[self.length - 1] = v;
        return null;
      },
    ],
    clear: [
      '($self, /)',
      null,
      (vm: VM, self: PyByteArray) => {
        resize(vm, self, 0);
        return null;
      },
    ],
    copy: [
      '($self, /)',
      null,
      (vm: VM, self: PyByteArray) => newByteArray(B.subBytes(vm, self.buffer, 0, self.length)),
    ],
    extend: ['($self, iterable_of_ints, /)', null, extend],
    remove: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyByteArray, item: PyValue) => {
        const v = byteValue(item);
        if (v === undefined) return withIndex(vm, method('remove'), [self, item], 1);
        vm.charge(self.length >>> 4);
        const at = content(self).indexOf(v);
        if (at < 0) throw valueError('value not found in bytearray');
        splice(vm, self, at, 1, new Uint8Array(0));
        return null;
      },
    ],
    reverse: [
      '($self, /)',
      null,
      (vm: VM, self: PyByteArray) => {
        vm.charge(self.length >>> 4);
        content(self).reverse();
        return null;
      },
    ],
    ...coerced(ByteArrayType, {
      insert: [
        '($self, index, item, /)',
        null,
        (vm: VM, self: PyByteArray, i: number, item: PyValue) => {
          const v = byteValue(item);
          if (v === undefined) return withIndex(vm, method('insert'), [self, i, item], 2);
          const at = i < 0 ? Math.max(0, i + self.length) : Math.min(i, self.length);
          splice(vm, self, at, 0, Uint8Array.of(v));
          return null;
        },
        'i.',
      ],
      pop: [
        '($self, index=-1, /)',
        null,
        (vm: VM, self: PyByteArray, i = -1) => {
          if (self.length === 0) throw raise(IndexErrorType, 'pop from empty bytearray');
          const at = i < 0 ? i + self.length : i;
          if (at < 0 || at >= self.length) throw raise(IndexErrorType, 'pop index out of range');
          const v = self.buffer[at]!;
          splice(vm, self, at, 1, new Uint8Array(0));
          return v;
        },
        'i',
      ],
      resize: [
        '($self, size, /)',
        null,
        (vm: VM, self: PyByteArray, size: number) => {
          if (size < 0) throw valueError(`Can only resize to positive sizes, got ${size}`);
          resize(vm, self, size);
          return null;
        },
        'i',
      ],
    }),
  },
  classmethods: {
    fromhex: [
      '($type, string, /)',
      null,
      (vm: VM, cls: PyType, s: PyValue) => {
        const b = newByteArray(fromHex(vm, s));
        return cls === ByteArrayType ? b : vm.call(cls, [b]);
      },
    ],
  },
  staticmethods: {
    maketrans: ['(frm, to, /)', null, makeTable],
  },
  attrs: { __hash__: null },
});

defineIntrinsics({
  bytearray_fill: [
    '(b, data, /)',
    (vm: VM, self: PyByteArray, data: PyBytes) => {
      splice(vm, self, 0, self.length, data.bytes);
      return null;
    },
  ],
});
