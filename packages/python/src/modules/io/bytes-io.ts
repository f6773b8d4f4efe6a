/** `io.BytesIO`: a stream over a bytearray of its own, which views of it (`getbuffer`) keep from changing its size. */
import {
  ByteArrayType,
  ListType,
  MemoryViewType,
  newBuiltinType,
  ObjectType,
  typeOf,
} from '../../objects/builtin-types.js';
import { PyByteArray } from '../../objects/bytes.js';
import { defineIntrinsics, defineType } from '../../objects/define.js';
import { typeError, valueError } from '../../objects/exception-types.js';
import { PyObject, type PyType, type PyValue, type R, type Shape } from '../../objects/object.js';
import { PyList } from '../../objects/sequence.js';
import type { VM } from '../../objects/vm.js';
import { registerIterator } from '../../protocols/iterate.js';
import { checkResizable, newBytes, requireBuffer, reserveBytes } from '../../types/buffer.js';
import { subBytes } from '../../types/byte-search.js';
import { strOf } from '../../types/coerce.js';
import { nextBy, sized, streamRows } from './memory.js';

export const BytesIOType = newBuiltinType('_io.BytesIO', ObjectType, {
  hasDict: true,
  hasWeakref: true,
  layout: 'bytesio',
});

export class PyBytesIO extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  /** null: closed. */
  data: PyByteArray | null = new PyByteArray(ByteArrayType.root, new Uint8Array(0), 0);
  at = 0;
  constructor(shape: Shape) {
    super(shape);
  }
}

function live(s: PyBytesIO): PyByteArray {
  if (s.data === null) throw valueError('I/O operation on closed file.');
  return s.data;
}
const check = (_vm: VM, s: PyBytesIO): void => void live(s);

/** Bytes from the position to `end`, which becomes the position. */
function take(vm: VM, s: PyBytesIO, end: number): PyValue {
  const data = live(s);
  const from = s.at;
  if (from >= end) return newBytes(new Uint8Array(0));
  s.at = end;
  return newBytes(subBytes(vm, data.buffer, from, end));
}

function read(vm: VM, s: PyBytesIO, size: number): PyValue {
  const { length } = live(s);
  vm.charge(1 + (length >> 12));
  return take(vm, s, size < 0 ? length : Math.min(length, s.at + size));
}

function lineEnd(vm: VM, s: PyBytesIO): number {
  const data = live(s);
  if (s.at >= data.length) return data.length;
  const found = data.buffer.indexOf(10, s.at);
  const end = found < 0 || found >= data.length ? data.length : found + 1;
  vm.charge(1 + ((end - s.at) >> 6));
  return end;
}

function readline(vm: VM, s: PyBytesIO, size: number): PyValue {
  const end = lineEnd(vm, s);
  return take(vm, s, size < 0 ? end : Math.min(end, s.at + size));
}

function readlines(vm: VM, s: PyBytesIO, hint: number): R {
  const lines: PyValue[] = [];
  const { length } = live(s);
  const from = s.at;
  vm.keeping(() => {
    while (s.at < length && !(hint > 0 && s.at - from >= hint)) {
      vm.alloc(48);
      lines.push(take(vm, s, lineEnd(vm, s)));
    }
  });
  return new PyList(ListType.root, lines);
}

function step(vm: VM, s: PyBytesIO): PyValue | undefined {
  const { length } = live(s);
  return s.at >= length ? undefined : take(vm, s, lineEnd(vm, s));
}

/** Room for `size` bytes, and that many are there: zeros where nothing was written. */
function resize(vm: VM, data: PyByteArray, size: number): void {
  checkResizable(vm, data);
  if (size > data.buffer.length) {
    const room = Math.max(size, Math.min(data.buffer.length * 2, size + 0x1000000), 64);
    const bigger = reserveBytes(vm, room);
    bigger.set(data.buffer.subarray(0, data.length));
    data.buffer = bigger;
  } else if (size < data.length) data.buffer.fill(0, size, data.length);
  data.length = size;
}

function write(vm: VM, s: PyBytesIO, given: PyValue): R {
  const data = live(s);
  if (strOf(given) !== undefined) throw typeError("a bytes-like object is required, not 'str'");
  const bytes = requireBuffer(vm, given);
  checkResizable(vm, data);
  const n = bytes.length;
  if (n === 0) return 0;
  vm.charge(1 + (n >> 6));
  const copy = bytes.buffer === data.buffer.buffer ? bytes.slice() : bytes;
  const end = s.at + n;
  if (end > data.length) resize(vm, data, end);
  data.buffer.set(copy, s.at);
  s.at = end;
  return n;
}

function seek(vm: VM, s: PyBytesIO, offset: number, whence: number): number {
  const data = live(s);
  if (whence === 0) {
    if (offset < 0) throw valueError(`negative seek value ${offset}`);
    s.at = offset;
  } else if (whence === 1 || whence === 2) s.at = Math.max(0, (whence === 1 ? s.at : data.length) + offset);
  else throw valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
  vm.charge(1);
  return s.at;
}

function truncate(vm: VM, s: PyBytesIO, given: PyValue | undefined, size: number): number {
  const data = live(s);
  const n = given === undefined || given === null ? s.at : size;
  if (n < 0) throw valueError(`negative size value ${n}`);
  if (n < data.length) resize(vm, data, n);
  else checkResizable(vm, data);
  return n;
}

function readinto(vm: VM, s: PyBytesIO, target: PyValue): R {
  const { length } = live(s);
  // What is written to belongs to somebody else: by library code.
  return vm.lib('bytesio_readinto', [s, target, Math.max(0, length - s.at)]);
}

function init(vm: VM, s: PyBytesIO, initial?: PyValue): void {
  if (s.data !== null) checkResizable(vm, s.data);
  s.data = new PyByteArray(ByteArrayType.root, new Uint8Array(0), 0);
  s.at = 0;
  if (initial === undefined || initial === null) return;
  write(vm, s, initial);
  s.at = 0;
}

const of = () => BytesIOType;
const row = (
  name: string,
  signature: string,
  kinds: Parameters<typeof sized>[3],
  impl: (vm: VM, s: PyBytesIO, ...sizes: number[]) => R | void,
) => sized(of, name, signature, kinds, impl, check);

const TRUNCATE = sized(of, 'truncate', '', ['int'], (vm, s, n: number) => truncate(vm, s, 0, n), check);

registerIterator(BytesIOType, step);
defineType(BytesIOType, {
  doc: 'Buffered I/O implementation using an in-memory bytes buffer.',
  new: ['($type, /, *args, **kwargs)', null, (_vm: VM, cls: PyType) => new PyBytesIO(cls.root)],
  methods: {
    ...streamRows(check),
    __init__: ["($self, /, initial_bytes=b'')", null, init],
    read: row('read', '($self, size=-1, /)', ['size'], read),
    read1: row('read1', '($self, size=-1, /)', ['size'], read),
    readline: row('readline', '($self, size=-1, /)', ['size'], readline),
    readlines: row('readlines', '($self, size=None, /)', ['size'], readlines),
    readinto: ['($self, buffer, /)', null, readinto],
    readinto1: ['($self, buffer, /)', null, readinto],
    write: ['($self, b, /)', null, write],
    seek: row('seek', '($self, pos, whence=0, /)', ['int', 'int'], seek),
    tell: [
      '($self, /)',
      null,
      (_vm: VM, s: PyBytesIO) => {
        live(s);
        return s.at;
      },
    ],
    truncate: [
      '($self, size=None, /)',
      null,
      (vm: VM, s: PyBytesIO, size?: PyValue): R =>
        (size === undefined || size === null ? truncate(vm, s, null, 0) : TRUNCATE[2](vm, s, size)) as R,
    ],
    getvalue: ['($self, /)', null, (vm: VM, s: PyBytesIO) => newBytes(copyOf(vm, live(s)))],
    getbuffer: ['($self, /)', null, (vm: VM, s: PyBytesIO) => vm.call(MemoryViewType, [live(s)])],
    close: [
      '($self, /)',
      null,
      (vm: VM, s: PyBytesIO) => {
        if (s.data !== null) checkResizable(vm, s.data);
        s.data = null;
        return null;
      },
    ],
    __next__: nextBy(step),
  },
  getset: { closed: { get: (_vm, s: PyBytesIO) => s.data === null } },
});

function copyOf(vm: VM, data: PyByteArray): Uint8Array {
  const out = reserveBytes(vm, data.length);
  out.set(data.buffer.subarray(0, data.length));
  return out;
}

defineIntrinsics({
  bytesio_set: [
    '(s, at, /)',
    (_vm: VM, s: PyBytesIO, at: number) => {
      s.at = at;
    },
  ],
  is_bytesio: ['(s, /)', (_vm: VM, s: PyValue) => typeOf(s).isSubtypeOf(BytesIOType)],
});
