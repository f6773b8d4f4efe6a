/** bytes (Library Reference, "Binary Sequence Types"). */

import { isBuffer } from '../objects/buffer.js';
import { BytesType, NotImplemented, newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import { registerContent } from '../objects/content.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyMethodDescr } from '../objects/function.js';
import { hashBytes } from '../objects/number/hash.js';
import { DELEGATE, PyObject, type PyType, type PyValue, type R, type Shape } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { reprBytes } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { collectFast, registerIterator } from '../protocols/iterate.js';
import { bufferBytes, newBytes, simpleBytes } from './buffer.js';
import { byteRows, byteValue, fromHex, makeTable } from './byte-methods.js';
import * as B from './byte-search.js';
import { encodeStr } from './codec-glue.js';
import { hasMethod, intOf, shownType, strOf } from './coerce.js';
import { standingRows } from './iterators.js';
import { formatPercentBytes } from './percent.js';
import { newList } from './support.js';

function boxed(cls: PyType, bytes: Uint8Array): PyBytes {
  return new PyBytes(cls.root, bytes);
}

/** What a constructor has to leave to library code. */
export class Unconverted {
  constructor(readonly source: PyValue) {}
}

/**
 * The bytes that a constructor makes of its `source`, without encoding; an `Unconverted` where Python code has to be asked.
 * `kind` is the class's name for messages.
 */
export function bytesOfSource(vm: VM, source: PyValue, kind: string): Uint8Array | Unconverted {
  const size = intOf(source);
  if (size !== undefined) {
    if (typeof size !== 'number') {
      throw raise(OverflowErrorType, `cannot fit '${typeOf(source).name}' into an index-sized integer`);
    }
    if (size < 0) throw valueError('negative count');
    return B.newArray(vm, size);
  }
  if (hasMethod(source, '__index__')) return new Unconverted(source);
  const b = bufferBytes(vm, source);
  if (b !== undefined) return B.subBytes(vm, b, 0, b.length);
  if (hasMethod(source, '__buffer__')) return new Unconverted(source);
  if (!hasMethod(source, '__iter__') && !hasMethod(source, '__getitem__')) {
    throw typeError(`cannot convert '${typeOf(source).name}' object to ${kind}`);
  }
  const items = collectFast(vm, source);
  if (items === undefined) return new Unconverted(source);
  // An iterator is used up by now: its values go on in its place.
  const bytes = bytesOfItems(vm, items, kind);
  if (bytes !== undefined) return bytes;
  // A list may change while its items are asked.
  return new Unconverted(source instanceof PyList ? source : newList(vm, items));
}

/** Ints as bytes; undefined where an `__index__` is Python code. */
export function bytesOfItems(vm: VM, items: readonly PyValue[], kind: string): Uint8Array | undefined {
  vm.charge(items.length >>> 2);
  const out = B.newArray(vm, items.length);
  const message = kind === 'bytes' ? 'bytes must be in range(0, 256)' : 'byte must be in range(0, 256)';
  for (let i = 0; i < items.length; i++) {
    const v = byteValue(items[i]!, message);
    if (v === undefined) return undefined;
    out[i] = v;
  }
  return out;
}

/** Arguments of both constructors that name an encoding: the encoded text, or undefined where there is none. */
export function encodedSource(
  vm: VM,
  fn: string,
  source: PyValue | undefined,
  encoding: PyValue | undefined,
  errors: PyValue | undefined,
): R | undefined {
  for (const [name, v] of [
    ['encoding', encoding],
    ['errors', errors],
  ] as const) {
    if (v !== undefined && strOf(v) === undefined) {
      throw typeError(`${fn}() argument '${name}' must be str, not ${shownType(v)}`);
    }
  }
  if (encoding === undefined && errors === undefined) return undefined;
  const s = source === undefined ? undefined : strOf(source);
  if (s === undefined) {
    throw typeError(encoding === undefined ? 'errors without a string argument' : 'encoding without a string argument');
  }
  return encodeStr(vm, s, encoding, errors);
}

function newBytesObject(vm: VM, cls: PyType, source?: PyValue, encoding?: PyValue, errors?: PyValue): R {
  const encoded = encodedSource(vm, 'bytes', source, encoding, errors);
  if (encoded === DELEGATE)
    return cls === BytesType
      ? DELEGATE
      : vm.lib('bytes_of_class', [cls, source!, encoding ?? 'utf-8', errors ?? 'strict']);
  if (encoded !== undefined) return cls === BytesType ? encoded : boxed(cls, (encoded as PyBytes).bytes);
  if (source === undefined) return boxed(cls, new Uint8Array(0));
  if (source instanceof PyBytes && source.shape.cls === BytesType && cls === BytesType) return source;
  const m = typeOf(source).lookup('__bytes__');
  if (m !== undefined && m !== null && !(m instanceof PyMethodDescr)) return vm.lib('bytes_by_method', [cls, source]);
  if (strOf(source) !== undefined) throw typeError('string argument without an encoding');
  const b = bytesOfSource(vm, source, 'bytes');
  return b instanceof Unconverted ? vm.lib('bytes_from_object', [cls, b.source]) : boxed(cls, b);
}

// -- iterator --------------------------------------------------------------------------------------------------------------

export const BytesIterType = newBuiltinType('bytes_iterator', ObjectType, { final: true });

export class PyBytesIter extends PyObject {
  constructor(
    shape: Shape,
    public seq: PyBytes | null,
    public index: number,
  ) {
    super(shape);
  }
}

function next(_vm: VM, it: PyBytesIter): PyValue | undefined {
  const v = it.seq?.bytes[it.index];
  if (v === undefined) {
    it.seq = null;
    return undefined;
  }
  it.index++;
  return v;
}

registerIterator(BytesIterType, next);
defineType(BytesIterType, { methods: standingRows(next, (b: PyBytes) => b.bytes.length) });

const make = (b: Uint8Array): PyValue => newBytes(b);

defineType(BytesType, {
  doc: null,
  new: ["($type, source=b'', encoding='utf-8', errors='strict')", null, newBytesObject],
  make: ["($type, source=b'', encoding='utf-8', errors='strict')", null, newBytesObject],
  methods: {
    ...byteRows({ cls: BytesType, make }),
    __add__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyBytes, other: PyValue) => {
        const b = simpleBytes(vm, other);
        if (b === undefined) return NotImplemented;
        return newBytes(B.concatBytes(vm, self.bytes, b));
      },
    ],
    __mod__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyBytes, args: PyValue) => formatPercentBytes(vm, self, args, false),
    ],
    __rmod__: [
      '($self, value, /)',
      null,
      (vm: VM, self: PyBytes, other: PyValue) =>
        other instanceof PyBytes ? formatPercentBytes(vm, other, self, false) : NotImplemented,
    ],
    __hash__: ['($self, /)', null, (vm: VM, self: PyBytes) => hashBytes(vm, self.bytes)],
    __repr__: ['($self, /)', null, (vm: VM, self: PyBytes) => reprBytes(vm, self.bytes)],
    __str__: ['($self, /)', null, (vm: VM, self: PyBytes) => reprBytes(vm, self.bytes)],
    __iter__: [
      '($self, /)',
      null,
      (vm: VM, self: PyBytes) => {
        vm.alloc(40);
        return new PyBytesIter(BytesIterType.root, self, 0);
      },
    ],
    __bytes__: [
      '($self, /)',
      null,
      (_vm: VM, self: PyBytes) => (self.shape.cls === BytesType ? self : newBytes(self.bytes)),
    ],
    __getnewargs__: ['($self, /)', null, (_vm: VM, self: PyBytes) => tuple([newBytes(self.bytes)])],
  },
  classmethods: {
    fromhex: [
      '($type, string, /)',
      null,
      (vm: VM, cls: PyType, s: PyValue) => {
        const b = newBytes(fromHex(vm, s));
        return cls === BytesType ? b : vm.call(cls, [b]);
      },
    ],
  },
  staticmethods: {
    maketrans: ['(frm, to, /)', null, makeTable],
  },
});

registerContent(
  BytesType,
  (vm, v: PyBytes) => {
    const b = v.bytes;
    if (b.length > 64) vm.charge(b.length >>> 3);
    let h = 0x811c9dc5 ^ b.length;
    for (let i = 0; i < b.length; i++) h = Math.imul(h ^ b[i]!, 0x01000193);
    return h;
  },
  (vm, a: PyBytes, b: PyBytes) => B.equalBytes(vm, a.bytes, b.bytes),
);

defineIntrinsics({
  bytes_box: ['(cls, b, /)', (_vm: VM, cls: PyType, b: PyValue) => boxed(cls, (b as PyBytes).bytes)],
  is_bytes: ['(x, /)', (_vm: VM, x: PyValue) => x instanceof PyBytes],
  is_buffer: ['(x, /)', (_vm: VM, x: PyValue) => isBuffer(x)],
});
