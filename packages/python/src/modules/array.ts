/** `array`: sequences of numbers or characters of one kind, packed (Library Reference, "array"). */
import { ListType, NotImplemented, newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { defineIntrinsics, defineModule, defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { BufferErrorType, IndexErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { DELEGATE, PyObject, PyType, type PyValue, type R, type Shape } from '../objects/object.js';
import { PyList, type PyTuple } from '../objects/sequence.js';
import { decode, lookupCodec } from '../objects/text/codecs.js';
import * as text from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { collectFast, registerIterator } from '../protocols/iterate.js';
import { NE } from '../protocols/operators.js';
import { toRepr } from '../protocols/special.js';
import { newBytes, refuseSize, requireBuffer } from '../types/buffer.js';
import { clampToNumber, intOf, strOf } from '../types/coerce.js';
import { standingRows } from '../types/iterators.js';
import { bufferRow, releaseRow } from '../types/memoryview.js';
import {
  boundArgument,
  CLASS_GETITEM,
  compareSequences,
  comparisonRows,
  findItem,
  hasIndex,
  indexArgument,
  isSlice,
  methodOf,
  newList,
  repeatCount,
  sliceBounds,
  subscriptIndex,
  withIndex,
  withSlice,
} from '../types/support.js';
import { codeOfFormat, formatNumber, formatOfCode, readFormat } from './array-formats.js';
import {
  ArrayType,
  checkCharacter,
  itemValue,
  PyArray,
  packItems,
  readItem,
  sizeOfCode,
  writeItem,
} from './array-items.js';

const again = (name: string): PyValue => methodOf(ArrayType, name);
const MOST_BYTES = 2 ** 31;

// -- size --------------------------------------------------------------------------------------------------------------------

function checkResizable(vm: VM, a: PyArray): void {
  if (a.exports > 0 && vm.liveViews(a) > 0)
    throw raise(BufferErrorType, 'cannot resize an array that is exporting buffers');
}

function newBuffer(vm: VM, n: number): Uint8Array<ArrayBuffer> {
  if (n > MOST_BYTES) refuseSize(vm, n);
  vm.alloc(n + 64);
  return new Uint8Array(n);
}

/** Make room for `n` items in place of the `count` ones at `at`; they are still to be written. */
function splice(vm: VM, a: PyArray, at: number, count: number, n: number): void {
  if (n === count) return;
  checkResizable(vm, a);
  const size = a.itemsize;
  const total = a.length - count + n;
  if (a.length - at > 256) vm.charge((a.length - at) >>> 8);
  if (total * size > a.buffer.length) {
    const grown = newBuffer(vm, (total + (total >> 3) + 8) * size);
    grown.set(a.bytes());
    a.buffer = grown;
  }
  a.buffer.copyWithin((at + n) * size, (at + count) * size, a.length * size);
  a.length = total;
}

function make(vm: VM, cls: PyType, code: string, n: number): PyArray {
  const a = new PyArray(cls.root, code, sizeOfCode(code));
  a.buffer = newBuffer(vm, n * a.itemsize);
  a.length = n;
  return a;
}

function ofBytes(vm: VM, cls: PyType, code: string, bytes: Uint8Array): PyArray {
  if (bytes.length % sizeOfCode(code) !== 0) throw valueError('bytes length not a multiple of item size');
  const a = make(vm, cls, code, bytes.length / sizeOfCode(code));
  a.buffer.set(bytes);
  return a;
}

function items(vm: VM, a: PyArray): PyValue[] {
  vm.charge(a.length);
  // Every item may be a box.
  vm.alloc(a.length * (a.itemsize === 8 || a.code === 'f' || a.code === 'w' ? 56 : 16));
  return Array.from({ length: a.length }, (_, i) => readItem(a, i));
}

// -- making --------------------------------------------------------------------------------------------------------------------

function oneCharacter(fn: string, place: number, v: PyValue): string {
  const code = strOf(v);
  const what = `argument ${place} must be a unicode character, not`;
  if (code === undefined) throw typeError(`${fn}() ${what} ${typeOf(v).name}`);
  const colon = fn === 'array' ? '' : ':';
  if (text.length(code) !== 1) throw typeError(`${fn}()${colon} ${what} a string of length ${text.length(code)}`);
  return typeof code === 'string' ? code : '';
}

function refuseText(source: PyValue, code: string): void {
  if (strOf(source) !== undefined && code !== 'u' && code !== 'w')
    throw typeError(`cannot use a str to initialize an array with typecode '${code}'`);
}

function construct(vm: VM, cls: PyType, args: PyValue[], kw?: PyDict): R {
  if (kw !== undefined && kw.size > 0 && !cls.heap) throw typeError('array.array() takes no keyword arguments');
  if (args.length === 0) throw typeError('array() takes at least 1 argument (0 given)');
  if (args.length > 2) throw typeError(`array() takes at most 2 arguments (${args.length} given)`);
  const c = oneCharacter('array', 1, args[0]!);
  const source = args[1];
  if (source !== undefined) refuseText(source, c);
  if (source instanceof PyArray && source.isText && c !== 'u' && c !== 'w')
    throw typeError(`cannot use a unicode array to initialize an array with typecode '${c}'`);
  sizeOfCode(c);
  return c === 'u' ? vm.lib('array_of_characters', [cls, c, tuple(args.slice(1))]) : filled(vm, cls, c, source);
}

/** A new array of what may be its items, or the bytes of them. */
function filled(vm: VM, cls: PyType, c: string, source: PyValue | undefined): R {
  if (source instanceof PyBytes || source instanceof PyByteArray) {
    return ofBytes(vm, cls, c, source instanceof PyBytes ? source.bytes : source.buffer.subarray(0, source.length));
  }
  const a = make(vm, cls, c, 0);
  if (source === undefined) return a;
  const r = extend(vm, a, source, false);
  return r === DELEGATE ? vm.lib('then_value', [vm.pendingFn, vm.pendingArgsAsTuple(), vm.pendingKwAsDict(), a]) : a;
}

/** Items at the end, of any iterable. */
function extend(vm: VM, a: PyArray, source: PyValue, sameKind: boolean): R {
  if (source instanceof PyArray && (source.code === a.code || sameKind)) {
    if (source.code !== a.code) throw typeError('can only extend with array of same kind');
    const at = a.length;
    const n = source.length;
    splice(vm, a, at, 0, n);
    a.buffer.set(source.buffer.subarray(0, n * a.itemsize), at * a.itemsize);
    return null;
  }
  const values = collectFast(vm, source);
  if (values === undefined) return vm.lib('array_extend', [a, source]);
  const packed = newBuffer(vm, values.length * a.itemsize);
  if (!packItems(a.code, a.itemsize, packed, values)) return vm.lib('array_extend', [a, newList(vm, values)]);
  const at = a.length;
  splice(vm, a, at, 0, values.length);
  a.buffer.set(packed, at * a.itemsize);
  return null;
}

// -- items ---------------------------------------------------------------------------------------------------------------------

/** Place of an index; undefined where it is no int. */
function place(a: PyArray, key: PyValue, what: string): number | undefined {
  const i = subscriptIndex(key);
  if (i === undefined) return undefined;
  const at = i < 0 ? i + a.length : i;
  if (!(at >= 0 && at < a.length)) throw raise(IndexErrorType, what);
  return at;
}

function getItem(vm: VM, a: PyArray, key: PyValue): R {
  const at = place(a, key, 'array index out of range');
  if (at !== undefined) return readItem(a, at);
  if (isSlice(key)) {
    const b = sliceBounds(key, a.length);
    if (b === undefined) return withSlice(vm, again('__getitem__'), [a, key], 1);
    const out = make(vm, ArrayType, a.code, b.count);
    copyItems(vm, a, b.start, b.step, out, 0, 1, b.count);
    return out;
  }
  if (hasIndex(key)) return withIndex(vm, again('__getitem__'), [a, key], 1);
  throw typeError('array indices must be integers');
}

function copyItems(vm: VM, from: PyArray, at: number, step: number, to: PyArray, start: number, by: number, n: number) {
  const size = from.itemsize;
  if (step === 1 && by === 1) {
    to.buffer.set(from.buffer.subarray(at * size, (at + n) * size), start * size);
    return;
  }
  vm.charge(n >>> 2);
  for (let k = 0; k < n; k++) {
    const source = (at + k * step) * size;
    to.buffer.set(from.buffer.subarray(source, source + size), (start + k * by) * size);
  }
}

function setItem(vm: VM, a: PyArray, key: PyValue, value: PyValue): R {
  const at = place(a, key, 'array assignment index out of range');
  if (at !== undefined) {
    const n = itemValue(a.code, value);
    if (n === undefined) return converted(vm, '__setitem__', a, [a, key, value], 2);
    writeItem(a.code, new DataView(a.buffer.buffer), at * a.itemsize, n);
    return null;
  }
  if (!isSlice(key)) {
    if (hasIndex(key)) return withIndex(vm, again('__setitem__'), [a, key, value], 1);
    throw typeError('array indices must be integers');
  }
  if (!(value instanceof PyArray))
    throw typeError(`can only assign array (not "${typeOf(value).name}") to array slice`);
  if (value.code !== a.code) throw typeError('bad argument type for built-in operation');
  const b = sliceBounds(key, a.length);
  if (b === undefined) return withSlice(vm, again('__setitem__'), [a, key, value], 1);
  const source = value === a ? copyOf(vm, a) : value;
  if (b.step === 1) splice(vm, a, b.start, b.count, source.length);
  else if (source.length !== b.count) {
    throw valueError(`attempt to assign array of size ${source.length} to extended slice of size ${b.count}`);
  }
  copyItems(vm, source, 0, 1, a, b.start, b.step, source.length);
  return null;
}

/** "Call me again with this argument made a number." */
function converted(vm: VM, name: string, a: PyArray, args: PyValue[], at: number): R {
  if (a.code === 'f' || a.code === 'd') return vm.lib('with_float', [again(name), tuple(args), at]);
  return withIndex(vm, again(name), args, at);
}

function deleteItem(vm: VM, a: PyArray, key: PyValue): R {
  const at = place(a, key, 'array assignment index out of range');
  if (at !== undefined) {
    splice(vm, a, at, 1, 0);
    return null;
  }
  if (!isSlice(key)) {
    if (hasIndex(key)) return withIndex(vm, again('__delitem__'), [a, key], 1);
    throw typeError('array indices must be integers');
  }
  const b = sliceBounds(key, a.length);
  if (b === undefined) return withSlice(vm, again('__delitem__'), [a, key], 1);
  if (b.step === 1) {
    splice(vm, a, b.start, b.count, 0);
    return null;
  }
  if (b.count === 0) return null;
  checkResizable(vm, a);
  vm.charge(a.length);
  const gone = new Set<number>();
  for (let k = 0; k < b.count; k++) gone.add(b.start + k * b.step);
  let out = 0;
  for (let i = 0; i < a.length; i++) {
    if (gone.has(i)) continue;
    a.buffer.copyWithin(out * a.itemsize, i * a.itemsize, (i + 1) * a.itemsize);
    out++;
  }
  a.length = out;
  return null;
}

function copyOf(vm: VM, a: PyArray): PyArray {
  const out = make(vm, ArrayType, a.code, a.length);
  out.buffer.set(a.bytes());
  return out;
}

function repeated(vm: VM, a: PyArray, times: number): Uint8Array<ArrayBuffer> {
  const unit = a.bytes();
  const n = Math.max(0, times) * unit.length;
  const out = newBuffer(vm, n);
  vm.charge(n >>> 4);
  if (n === 0) return out;
  out.set(unit);
  for (let done = unit.length; done < n; done *= 2) out.copyWithin(done, 0, Math.min(done, n - done));
  return out;
}

function repr(vm: VM, a: PyArray): R {
  const name = a.shape.cls.name;
  const short = name.slice(name.lastIndexOf('.') + 1);
  if (a.length === 0) return `${short}('${a.code}')`;
  const inner = toRepr(vm, a.isText ? textOf(vm, a) : newList(vm, items(vm, a)));
  return text.concat(vm, text.concat(vm, `${short}('${a.code}', `, inner as text.Str), ')');
}

function textOf(vm: VM, a: PyArray): text.Str {
  vm.charge(a.length);
  if (a.code === 'w') return decode(vm, lookupCodec('utf-32-le')!, a.bytes()).text;
  for (let i = 0; i < a.length; i++) checkCharacter(a, i);
  return text.fromCodePoints(vm, new Uint32Array(a.buffer.slice(0, a.length * 4).buffer));
}

function needText(a: PyArray, name: string): void {
  if (!a.isText) throw valueError(`${name}() may only be called on unicode type arrays ('u' or 'w')`);
}

function find(vm: VM, a: PyArray, x: PyValue, name: string, start?: PyValue, stop?: PyValue): R {
  const from = boundArgument(start, a.length, 0);
  if (from === undefined) return withIndex(vm, again(name), [a, x, start!, ...(stop === undefined ? [] : [stop])], 2);
  const to = boundArgument(stop, a.length, a.length);
  if (to === undefined) return withIndex(vm, again(name), [a, x, start!, stop!], 3);
  const all = items(vm, a);
  const i = findItem(vm, all, x, from, to);
  if (i < -1)
    return vm.lib('array_find', [
      newList(vm, all),
      x,
      from,
      Math.min(to, a.length),
      `array.${name}(x): x not in array`,
      name === 'remove' ? a : null,
    ]);
  if (i < 0) throw valueError(`array.${name}(x): x not in array`);
  if (name !== 'remove') return i;
  splice(vm, a, i, 1, 0);
  return null;
}

// -- iterator ------------------------------------------------------------------------------------------------------------------

const ArrayIterType = newBuiltinType('array.arrayiterator', ObjectType, { final: true });

export class PyArrayIter extends PyObject {
  constructor(
    shape: Shape,
    public seq: PyArray | null,
    public index: number,
  ) {
    super(shape);
  }
}

function next(_vm: VM, it: PyArrayIter): PyValue | undefined {
  const a = it.seq;
  if (a === null) return undefined;
  if (it.index < a.length) return readItem(a, it.index++);
  it.seq = null;
  return undefined;
}
registerIterator(ArrayIterType, next);
const { __length_hint__, ...iteratorRows } = standingRows(next, (a: PyArray) => a.length);
defineType(ArrayIterType, { methods: iteratorRows });

// -- the class -----------------------------------------------------------------------------------------------------------------

defineType(ArrayType, {
  doc: 'A sequence of numbers or characters, packed, of the kind that the type code says.',
  new: ['($type, *args, **kwargs)', null, construct],
  methods: {
    __repr__: ['($self, /)', null, repr],
    ...comparisonRows((vm, op, a: PyArray, b: PyValue) => {
      if (!(b instanceof PyArray)) return NotImplemented;
      if (a.length !== b.length && (op === NE || op === NE - 1)) return op === NE;
      return compareSequences(vm, op, a, b, items(vm, a), items(vm, b));
    }),
    __iter__: ['($self, /)', null, (_vm: VM, a: PyArray) => new PyArrayIter(ArrayIterType.root, a, 0)],
    __len__: ['($self, /)', null, (_vm: VM, a: PyArray) => a.length],
    __getitem__: ['($self, key, /)', null, getItem],
    __setitem__: ['($self, key, value, /)', null, setItem],
    __delitem__: ['($self, key, /)', null, deleteItem],
    __contains__: [
      '($self, key, /)',
      null,
      (vm: VM, a: PyArray, x: PyValue) => {
        const all = items(vm, a);
        const i = findItem(vm, all, x, 0, all.length);
        return i < -1 ? vm.lib('sequence_contains', [newList(vm, all), x, -2 - i]) : i >= 0;
      },
    ],
    __add__: [
      '($self, value, /)',
      null,
      (vm: VM, a: PyArray, b: PyValue) => {
        if (!(b instanceof PyArray)) throw typeError(`can only append array (not "${typeOf(b).name}") to array`);
        if (b.code !== a.code) throw typeError('bad argument type for built-in operation');
        const out = make(vm, ArrayType, a.code, a.length + b.length);
        out.buffer.set(a.bytes());
        out.buffer.set(b.bytes(), a.length * a.itemsize);
        return out;
      },
    ],
    __iadd__: [
      '($self, value, /)',
      null,
      (vm: VM, a: PyArray, b: PyValue) => {
        if (!(b instanceof PyArray)) throw typeError(`can only extend array with array (not "${typeOf(b).name}")`);
        extend(vm, a, b, true);
        return a;
      },
    ],
    ...Object.fromEntries(
      ['__mul__', '__rmul__'].map((name) => [
        name,
        [
          '($self, value, /)',
          null,
          (vm: VM, a: PyArray, n: PyValue): R => {
            const times = repeatCount(n);
            if (times === undefined) return refuseTimes(vm, name, a, n);
            const out = new PyArray(ArrayType.root, a.code, a.itemsize);
            out.buffer = repeated(vm, a, times);
            out.length = out.buffer.length / a.itemsize;
            return out;
          },
        ] as const,
      ]),
    ),
    __imul__: [
      '($self, value, /)',
      null,
      (vm: VM, a: PyArray, n: PyValue) => {
        const times = repeatCount(n);
        if (times === undefined) return refuseTimes(vm, '__imul__', a, n);
        if (times !== 1 && a.length > 0) checkResizable(vm, a);
        a.buffer = repeated(vm, a, times);
        a.length = a.buffer.length / a.itemsize;
        return a;
      },
    ],
    __copy__: ['($self, /)', 'A copy.', copyOf],
    __deepcopy__: ['($self, unused, /)', 'A copy.', (vm: VM, a: PyArray) => copyOf(vm, a)],
    __reduce_ex__: [
      '($self, value, /)',
      'How to make it again.',
      (vm: VM, a: PyArray, protocol: PyValue) => {
        const version = intOf(protocol);
        if (version === undefined) throw typeError('__reduce_ex__ argument should be an integer');
        if (version < 3) return vm.lib('array_reduce', [a, a.shape.cls, tuple([a.code, newList(vm, items(vm, a))])]);
        const content = newBytes(a.bytes().slice());
        vm.alloc(content.bytes.length);
        const made = tuple([a.shape.cls, a.code, formatOfCode(a.code)!, content]);
        return vm.lib('array_reduce', [a, null, made]);
      },
    ],
    __buffer__: bufferRow,
    __release_buffer__: releaseRow,
    __sizeof__: ['($self, /)', 'Bytes in memory.', (_vm: VM, a: PyArray) => 64 + a.buffer.length],
    append: [
      '($self, v, /)',
      'Add one item at the end.',
      (vm: VM, a: PyArray, v: PyValue) => {
        const n = itemValue(a.code, v);
        if (n === undefined) return converted(vm, 'append', a, [a, v], 1);
        splice(vm, a, a.length, 0, 1);
        writeItem(a.code, new DataView(a.buffer.buffer), (a.length - 1) * a.itemsize, n);
        return null;
      },
    ],
    insert: [
      '($self, i, v, /)',
      'Insert an item before the index.',
      (vm: VM, a: PyArray, i: PyValue, v: PyValue) => {
        const at = indexArgument(i);
        if (at === undefined) return withIndex(vm, again('insert'), [a, i, v], 1);
        const n = itemValue(a.code, v);
        if (n === undefined) return converted(vm, 'insert', a, [a, i, v], 2);
        const to = at < 0 ? Math.max(at + a.length, 0) : Math.min(at, a.length);
        splice(vm, a, to, 0, 1);
        writeItem(a.code, new DataView(a.buffer.buffer), to * a.itemsize, n);
        return null;
      },
    ],
    extend: [
      '($self, bb, /)',
      'Append the items of an iterable.',
      (vm: VM, a: PyArray, s: PyValue) => extend(vm, a, s, true),
    ],
    fromlist: [
      '($self, list, /)',
      'Append the items of a list.',
      (vm: VM, a: PyArray, l: PyValue) => {
        if (!(l instanceof PyList)) throw typeError('arg must be list');
        return extend(vm, a, l, true);
      },
    ],
    pop: [
      '($self, i=-1, /)',
      'Remove and return the item at the index (the last one by default).',
      (vm: VM, a: PyArray, i?: PyValue) => {
        const at = i === undefined ? -1 : indexArgument(i);
        if (at === undefined) return withIndex(vm, again('pop'), [a, i!], 1);
        if (a.length === 0) throw raise(IndexErrorType, 'pop from empty array');
        const k = at < 0 ? at + a.length : at;
        if (!(k >= 0 && k < a.length)) throw raise(IndexErrorType, 'pop index out of range');
        const v = readItem(a, k);
        splice(vm, a, k, 1, 0);
        return v;
      },
    ],
    remove: [
      '($self, v, /)',
      'Remove the first item that is equal to the value.',
      (vm: VM, a: PyArray, x: PyValue) => find(vm, a, x, 'remove'),
    ],
    index: [
      '($self, v, start=0, stop=sys.maxsize, /)',
      'Index of the first item that is equal to the value.',
      (vm: VM, a: PyArray, x: PyValue, start?: PyValue, stop?: PyValue) => find(vm, a, x, 'index', start, stop),
    ],
    count: [
      '($self, v, /)',
      'How many items are equal to the value.',
      (vm: VM, a: PyArray, x: PyValue) => vm.call(methodOf(ListType, 'count'), [newList(vm, items(vm, a)), x]),
    ],
    reverse: [
      '($self, /)',
      'Reverse the order of the items, in place.',
      (vm: VM, a: PyArray) => copyItems(vm, copyOf(vm, a), a.length - 1, -1, a, 0, 1, a.length),
    ],
    clear: ['($self, /)', 'Remove all items.', (vm: VM, a: PyArray) => splice(vm, a, 0, a.length, 0)],
    byteswap: [
      '($self, /)',
      'Reverse the bytes of each item.',
      (vm: VM, a: PyArray) => {
        vm.charge(a.length);
        for (let i = 0; i < a.length; i++) a.buffer.subarray(i * a.itemsize, (i + 1) * a.itemsize).reverse();
      },
    ],
    tolist: ['($self, /)', 'The items as a list.', (vm: VM, a: PyArray) => newList(vm, items(vm, a))],
    tobytes: [
      '($self, /)',
      'The items as bytes, as they are in memory.',
      (vm: VM, a: PyArray) => {
        vm.alloc(a.length * a.itemsize + 64);
        return newBytes(a.bytes().slice());
      },
    ],
    frombytes: [
      '($self, buffer, /)',
      'Append items that are given as bytes.',
      (vm: VM, a: PyArray, b: PyValue) => {
        const bytes = requireBuffer(vm, b).slice();
        if (bytes.length % a.itemsize !== 0) throw valueError('bytes length not a multiple of item size');
        const at = a.length;
        splice(vm, a, at, 0, bytes.length / a.itemsize);
        a.buffer.set(bytes, at * a.itemsize);
        return null;
      },
    ],
    tounicode: [
      '($self, /)',
      'The characters as a str.',
      (vm: VM, a: PyArray) => {
        needText(a, 'tounicode');
        return textOf(vm, a);
      },
    ],
    fromunicode: [
      '($self, ustr, /)',
      'Append the characters of a str.',
      (vm: VM, a: PyArray, s: PyValue) => {
        const given = strOf(s);
        if (given === undefined) throw typeError(`fromunicode() argument must be str, not ${typeOf(s).name}`);
        needText(a, 'fromunicode');
        return extend(vm, a, given, true);
      },
    ],
    tofile: [
      '($self, f, /)',
      'Write the items to a binary file.',
      (vm: VM, a: PyArray, f: PyValue) => vm.lib('array_to_file', [a, f]),
    ],
    fromfile: [
      '($self, f, n, /)',
      'Append n items from a binary file.',
      (vm: VM, a: PyArray, f: PyValue, n: PyValue) => vm.lib('array_from_file', [a, f, n, a.itemsize]),
    ],
    buffer_info: [
      '($self, /)',
      'Address and number of items; the address is none.',
      (_vm: VM, a: PyArray) => tuple([0, a.length]),
    ],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  getset: {
    typecode: { get: (_vm: VM, a: PyArray) => a.code },
    itemsize: { get: (_vm: VM, a: PyArray) => a.itemsize },
  },
  attrs: { __hash__: null },
});

function refuseTimes(vm: VM, name: string, a: PyArray, n: PyValue): R {
  if (hasIndex(n)) return withIndex(vm, again(name), [a, n], 1);
  throw typeError(`can't multiply sequence by non-int of type '${typeOf(n).name}'`);
}

defineIntrinsics({
  array_filled: [
    '(cls, code, args, /)',
    (vm: VM, cls: PyType, code: string, args: PyTuple) => filled(vm, cls, code, args.items[0]),
  ],
  array_delete: ['(a, i, /)', (vm: VM, a: PyArray, i: PyValue) => splice(vm, a, clampToNumber(intOf(i)!), 1, 0)],
});

/** An array out of a pickle: of the code that it was of, or of the one that items of the format fit. */
function reconstruct(vm: VM, cls: PyValue, typecode: PyValue, formatValue: PyValue, data: PyValue): R {
  const code = oneCharacter('_array_reconstructor', 2, typecode);
  const number = intOf(formatValue);
  if (number === undefined) throw typeError(`'${typeOf(formatValue).name}' object cannot be interpreted as an integer`);
  if (!(cls instanceof PyType)) throw typeError(`first argument must be a type object, not ${typeOf(cls).name}`);
  if (!cls.isSubtypeOf(ArrayType)) throw typeError(`${cls.name} is not a subtype of array.array`);
  if (formatOfCode(code) === undefined) throw valueError('second argument must be a valid type code');
  const format = formatNumber(Number(number));
  if (!(data instanceof PyBytes)) throw typeError(`fourth argument should be bytes, not ${typeOf(data).name}`);
  if (formatOfCode(code) === number) return ofBytes(vm, cls, code, data.bytes);
  const read = readFormat(vm, format, data.bytes);
  const wanted = codeOfFormat(format) ?? code;
  if (Array.isArray(read)) return filled(vm, cls, wanted, newList(vm, read));
  refuseText(read, wanted);
  return filled(vm, cls, wanted, read);
}

defineModule('_array', {
  doc: 'Arrays of numbers or characters, packed.',
  functions: {
    _array_reconstructor: [
      '($module, arraytype, typecode, mformat_code, items, /)',
      'An array from what pickle keeps of one.',
      reconstruct,
    ],
  },
  values: () => [['array', ArrayType]],
});
