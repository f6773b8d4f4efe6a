/**
 * memoryview (Library Reference, "Memory Views"): a window on the bytes of another object, with a format and a shape.
 */

import { exporterOf, isBuffer, isContiguous, PyMemoryView, viewArray, viewCount } from '../objects/buffer.js';
import {
  ByteArrayType,
  BytesType,
  Ellipsis,
  MemoryViewType,
  NotImplemented,
  newBuiltinType,
  ObjectType,
  tuple,
  typeOf,
} from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, type MethodRow } from '../objects/define.js';
import {
  BufferErrorType,
  IndexErrorType,
  NotImplementedErrorType,
  OverflowErrorType,
  raise,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import { addressText } from '../objects/identity.js';
import { hashBytes } from '../objects/number/hash.js';
import { PyFloat, PyObject, type PyType, type PyValue, type R, type Shape } from '../objects/object.js';
import { PyList, PySlice, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { registerIterator } from '../protocols/iterate.js';
import { indexFast } from '../protocols/special.js';
import { bufferBytes, checkReleased, forEachOffset, newBytes, reserveBytes, viewBytes } from './buffer.js';
import { hexOf } from './byte-methods.js';
import { clampToNumber, coerced, hasMethod, intOf, shownType, strOf } from './coerce.js';
import { formatChar, isByteFormat, itemSize, packItem, unpackItem } from './memory-items.js';
import { CLASS_GETITEM, equalFast, ITER_SELF, newList, nextRow, sliceBounds, withIndex, withSlice } from './support.js';

const method = (name: string): PyValue => MemoryViewType.lookup(name)!;

function derive(vm: VM, view: PyMemoryView, over: Partial<PyMemoryView>): PyMemoryView {
  vm.alloc(240);
  exporterOf(view.obj)!.hold(view.obj, 1);
  return new PyMemoryView(
    MemoryViewType.root,
    view.obj,
    over.offset ?? view.offset,
    over.format ?? view.format,
    over.itemsize ?? view.itemsize,
    over.readonly ?? view.readonly,
    over.dims ?? view.dims,
    over.strides ?? view.strides,
  );
}

/** memoryview(obj); undefined: the object exports no bytes natively. */
export function viewOf(vm: VM, obj: PyValue): PyMemoryView | undefined {
  if (obj instanceof PyMemoryView) {
    checkReleased(obj);
    return derive(vm, obj, {});
  }
  vm.alloc(240);
  const e = exporterOf(obj);
  if (e === undefined) return undefined;
  const x = e.get(obj);
  e.hold(obj, 1);
  return new PyMemoryView(
    MemoryViewType.root,
    obj,
    0,
    x.format,
    x.itemsize,
    x.readonly,
    [x.length / x.itemsize],
    [x.itemsize],
  );
}

function make(vm: VM, _cls: PyType, obj: PyValue): R {
  const view = viewOf(vm, obj);
  if (view !== undefined) return view;
  if (hasMethod(obj, '__buffer__')) return vm.lib('memoryview_by_buffer', [obj]);
  throw typeError(`memoryview: a bytes-like object is required, not '${typeOf(obj).name}'`);
}

function release(view: PyMemoryView): R {
  if (view.released) return null;
  if (view.exports > 0) {
    throw raise(BufferErrorType, `memoryview has ${view.exports} exported buffer${view.exports === 1 ? '' : 's'}`);
  }
  view.released = true;
  exporterOf(view.obj)!.hold(view.obj, -1);
  return null;
}

// -- elements ----------------------------------------------------------------------------------------------------------------

function offsetOf(view: PyMemoryView, dim: number, offset: number, index: number): number {
  const n = view.dims[dim]!;
  const i = index < 0 ? index + n : index;
  if (i < 0 || i >= n) throw raise(IndexErrorType, `index out of bounds on dimension ${dim + 1}`);
  return offset + i * view.strides[dim]!;
}

/** Offset of the element that a key names; 'slice' and others are answered by undefined. */
function elementOffset(view: PyMemoryView, key: PyValue): number | undefined {
  const n = view.dims.length;
  const i = intOf(key);
  if (i !== undefined) {
    if (n === 0) throw typeError('invalid indexing of 0-dim memory');
    if (typeof i === 'bigint')
      throw raise(IndexErrorType, `cannot fit '${typeOf(key).name}' into an index-sized integer`);
    if (n > 1) throw raise(NotImplementedErrorType, 'multi-dimensional sub-views are not implemented');
    return offsetOf(view, 0, view.offset, i);
  }
  if (!(key instanceof PyTuple)) return undefined;
  if (n === 0 && key.items.length === 0) return view.offset;
  if (!key.items.every((k) => intOf(k) !== undefined)) return undefined;
  if (n === 0) throw typeError('invalid indexing of 0-dim memory');
  if (key.items.length < n) throw raise(NotImplementedErrorType, 'sub-views are not implemented');
  if (key.items.length > n) {
    throw typeError(`cannot index ${n}-dimension view with ${key.items.length}-element tuple`);
  }
  let offset = view.offset;
  key.items.forEach((k, dim) => {
    offset = offsetOf(view, dim, offset, clampToNumber(intOf(k)!));
  });
  return offset;
}

function checkFormat(view: PyMemoryView): void {
  if (formatChar(view.format) === undefined) {
    throw raise(NotImplementedErrorType, `memoryview: unsupported format ${view.format}`);
  }
}

function sliced(vm: VM, view: PyMemoryView, s: { start: number; step: number; count: number }): PyMemoryView {
  const stride = view.strides[0]!;
  // A step beyond what an index can be leads to no second item.
  const step = stride * s.step;
  return derive(vm, view, {
    offset: view.offset + s.start * stride,
    dims: [s.count, ...view.dims.slice(1)],
    strides: [Number.isSafeInteger(step) ? step : stride, ...view.strides.slice(1)],
  });
}

function badKey(view: PyMemoryView, key: PyValue): never {
  if (view.dims.length === 0) throw typeError('invalid indexing of 0-dim memory');
  if (isSlices(key)) {
    throw raise(NotImplementedErrorType, 'multi-dimensional slicing is not implemented');
  }
  throw typeError('memoryview: invalid slice key');
}

function getItem(vm: VM, view: PyMemoryView, key: PyValue): R {
  checkReleased(view);
  if (key === Ellipsis && view.dims.length === 0) return view;
  checkFormat(view);
  const at = elementOffset(view, key);
  if (at !== undefined) return unpackItem(viewArray(view), at, view.format);
  if (view.dims.length > 0 && key instanceof PySlice) {
    const s = sliceBounds(key, view.dims[0]!);
    return s === undefined ? withSlice(vm, method('__getitem__'), [view, key], 1) : sliced(vm, view, s);
  }
  if (hasMethod(key, '__index__')) return withIndex(vm, method('__getitem__'), [view, key], 1);
  return badKey(view, key);
}

function setItem(vm: VM, view: PyMemoryView, key: PyValue, value: PyValue): R {
  checkReleased(view);
  checkFormat(view);
  if (view.readonly) throw typeError('cannot modify read-only memory');
  if (key === Ellipsis && view.dims.length === 0) key = tuple([]);
  if (view.dims.length > 1 && intOf(key) !== undefined) {
    throw raise(NotImplementedErrorType, 'sub-views are not implemented');
  }
  const at = elementOffset(view, key);
  if (at !== undefined) {
    if (!packItem(vm, viewArray(view), at, view.format, value)) {
      return vm.lib('memoryview_set_converted', [view, key, value, formatChar(view.format)!]);
    }
    return null;
  }
  if (view.dims.length > 0 && (key instanceof PySlice || isSlices(key))) {
    if (view.dims.length > 1 || !(key instanceof PySlice)) {
      throw raise(NotImplementedErrorType, 'memoryview slice assignments are currently restricted to ndim = 1');
    }
    if (!isBuffer(value)) throw typeError(`a bytes-like object is required, not '${typeOf(value).name}'`);
    const s = sliceBounds(key, view.dims[0]!);
    if (s === undefined) return withSlice(vm, method('__setitem__'), [view, key, value], 1);
    return assignSlice(vm, view, s, value);
  }
  if (hasMethod(key, '__index__')) return withIndex(vm, method('__setitem__'), [view, key, value], 1);
  return badKey(view, key);
}

function isSlices(key: PyValue): boolean {
  return key instanceof PyTuple && key.items.length > 0 && key.items.every((k) => k instanceof PySlice);
}

function assignSlice(vm: VM, view: PyMemoryView, s: { start: number; step: number; count: number }, value: PyValue): R {
  const source = value instanceof PyMemoryView ? value : undefined;
  const bytes = bufferBytes(vm, value);
  if (bytes === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(value).name}'`);
  const format = source?.format ?? exporterOf(value)!.get(value).format;
  if (
    formatChar(format) !== formatChar(view.format) ||
    bytes.length !== s.count * view.itemsize ||
    (source !== undefined && source.dims.length !== 1)
  ) {
    throw valueError('memoryview assignment: lvalue and rvalue have different structures');
  }
  const copy = bytes.slice();
  vm.charge(copy.length >>> 3);
  vm.alloc(copy.length);
  const array = viewArray(view);
  const stride = view.strides[0]! * s.step;
  let at = view.offset + s.start * view.strides[0]!;
  for (let i = 0, k = 0; i < s.count; i++, at += stride)
    for (let j = 0; j < view.itemsize; j++) array[at + j] = copy[k++]!;
  return null;
}

function toList(vm: VM, view: PyMemoryView): R {
  checkReleased(view);
  checkFormat(view);
  const array = viewArray(view);
  const { dims } = view;
  const count = viewCount(view);
  vm.charge(count);
  vm.alloc(count * 56);
  const flat: PyValue[] = [];
  forEachOffset(view, (at) => flat.push(unpackItem(array, at, view.format)));
  if (dims.length === 0) return unpackItem(array, view.offset, view.format);
  let level = flat;
  for (let k = dims.length - 1; k > 0; k--) {
    const n = dims[k]!;
    const next: PyValue[] = [];
    const rows = dims.slice(0, k).reduce((a, b) => a * b, 1);
    vm.alloc(rows * 180);
    for (let i = 0; i < rows; i++) next.push(newList(vm, level.slice(i * n, (i + 1) * n)));
    level = next;
  }
  return newList(vm, level);
}

// -- cast --------------------------------------------------------------------------------------------------------------------

function shapeOf(shape: PyValue): number[] {
  if (!(shape instanceof PyList) && !(shape instanceof PyTuple)) throw typeError('shape must be a list or a tuple');
  if (shape.items.length > 64) throw valueError('memoryview: number of dimensions must not exceed 64');
  return shape.items.map((v) => {
    const n = intOf(v);
    if (n === undefined) throw typeError('memoryview.cast(): elements of shape must be integers');
    if (n <= 0) throw valueError('memoryview.cast(): elements of shape must be integers > 0');
    return clampToNumber(n);
  });
}

function rowStrides(dims: readonly number[], itemsize: number): number[] {
  const strides = new Array<number>(dims.length);
  let stride = itemsize;
  for (let k = dims.length - 1; k >= 0; k--) {
    strides[k] = stride;
    stride *= dims[k]!;
  }
  return strides;
}

function cast(vm: VM, view: PyMemoryView, formatArg: PyValue, shape?: PyValue): R {
  checkReleased(view);
  vm.alloc(160);
  const format = strOf(formatArg);
  if (typeof format !== 'string') throw typeError(`cast() argument 'format' must be str, not ${shownType(formatArg)}`);
  if (!isContiguous(view)) throw typeError('memoryview: casts are restricted to C-contiguous views');
  if ((shape !== undefined || view.dims.length !== 1) && viewCount(view) === 0) {
    throw typeError('memoryview: cannot cast view with zeros in shape or strides');
  }
  const count = shape instanceof PyList || shape instanceof PyTuple ? shape.items.length : 1;
  if (view.dims.length !== 1 && count !== 1) throw typeError('memoryview: cast must be 1D -> ND or ND -> 1D');
  if (formatChar(view.format) === undefined) {
    throw valueError(
      "memoryview: source format must be a native single character format prefixed with an optional '@'",
    );
  }
  const c = formatChar(format);
  if (c === undefined) {
    throw valueError(
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    );
  }
  if (!isByteFormat(view.format) && !isByteFormat(format)) {
    throw typeError('memoryview: cannot cast between two non-byte formats');
  }
  const size = viewCount(view) * view.itemsize;
  const itemsize = itemSize(c);
  if (size % itemsize !== 0) throw typeError('memoryview: length is not a multiple of itemsize');
  let dims = [size / itemsize];
  if (shape !== undefined) {
    dims = shapeOf(shape);
    if (dims.reduce((a, b) => a * b, itemsize) !== size) {
      throw typeError('memoryview: product(shape) * itemsize != buffer size');
    }
  }
  return derive(vm, view, { format, itemsize, dims, strides: rowStrides(dims, itemsize) });
}

// -- comparison ----------------------------------------------------------------------------------------------------------------

interface Items {
  readonly dims: readonly number[];
  readonly format: string;
  readonly array: Uint8Array;
  readonly offsets: number[];
}

function itemsOf(vm: VM, v: PyValue): Items | undefined {
  const view = v instanceof PyMemoryView ? v : undefined;
  if (view === undefined) {
    const e = exporterOf(v);
    if (e === undefined) return undefined;
    const x = e.get(v);
    vm.charge(x.length);
    vm.alloc(x.length * 8);
    const offsets = Array.from({ length: x.length / x.itemsize }, (_, i) => i * x.itemsize);
    return { dims: [offsets.length], format: x.format, array: x.bytes, offsets };
  }
  vm.charge(viewCount(view));
  vm.alloc(viewCount(view) * 8);
  const offsets: number[] = [];
  forEachOffset(view, (at) => offsets.push(at));
  return { dims: view.dims, format: view.format, array: viewArray(view), offsets };
}

function equal(vm: VM, a: PyMemoryView, other: PyValue): boolean | undefined {
  if (a === other && !a.released) {
    const c = formatChar(a.format);
    if (c !== 'f' && c !== 'd' && c !== 'e') return true;
  }
  if (a.released) return a === other;
  if (other instanceof PyMemoryView && other.released) return false;
  const x = itemsOf(vm, a)!;
  const y = itemsOf(vm, other);
  if (y === undefined) return undefined;
  if (x.dims.length !== y.dims.length || x.dims.some((d, i) => d !== y.dims[i])) return false;
  const fx = formatChar(x.format);
  const fy = formatChar(y.format);
  if (fx === undefined || fy === undefined) return false;
  for (let i = 0; i < x.offsets.length; i++) {
    const p = unpackItem(x.array, x.offsets[i]!, fx);
    const q = unpackItem(y.array, y.offsets[i]!, fy);
    if (p instanceof PyFloat && q instanceof PyFloat ? p.v !== q.v : equalFast(vm, p, q) !== true) return false;
  }
  return true;
}

function hash(vm: VM, view: PyMemoryView): R {
  if (view.hash !== undefined) return view.hash;
  checkReleased(view);
  if (!view.readonly) throw valueError('cannot hash writable memoryview object');
  if (!isByteFormat(view.format)) throw valueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  if (exporterOf(view.obj) !== undefined && hasMethod(view.obj, '__hash__') === false) {
    throw typeError(`unhashable type: '${typeOf(view.obj).name}'`);
  }
  view.hash = hashBytes(vm, viewBytes(vm, view)) as number;
  return view.hash;
}

function find(vm: VM, view: PyMemoryView, x: PyValue, from: number, to: number): number | undefined {
  const array = viewArray(view);
  vm.charge(Math.max(0, to - from));
  for (let i = from; i < to; i++) {
    const same = equalFast(vm, unpackItem(array, view.offset + i * view.strides[0]!, view.format), x);
    if (same === undefined) return undefined;
    if (same) return i;
  }
  return -1;
}

// -- iterator --------------------------------------------------------------------------------------------------------------------

export const MemoryIterType = newBuiltinType('memory_iterator', ObjectType, { final: true });

export class PyMemoryIter extends PyObject {
  constructor(
    shape: Shape,
    public view: PyMemoryView | null,
    public index: number,
  ) {
    super(shape);
  }
}

function next(_vm: VM, it: PyMemoryIter): PyValue | undefined {
  const view = it.view;
  if (view === null) return undefined;
  if (it.index >= view.dims[0]!) {
    it.view = null;
    return undefined;
  }
  checkReleased(view);
  return unpackItem(viewArray(view), view.offset + it.index++ * view.strides[0]!, view.format);
}

registerIterator(MemoryIterType, next);
defineType(MemoryIterType, { methods: { __iter__: ITER_SELF, __next__: nextRow(next) } });

function field(get: (view: PyMemoryView) => PyValue) {
  return {
    get: (_vm: VM, view: PyMemoryView): R => {
      checkReleased(view);
      return get(view);
    },
  };
}

/** Elements lie one after the other in Fortran order. */
function isFortran(view: PyMemoryView): boolean {
  let stride = view.itemsize;
  for (let k = 0; k < view.dims.length; k++) {
    if (view.dims[k]! > 1 && view.strides[k] !== stride) return viewCount(view) === 0;
    stride *= view.dims[k]!;
  }
  return true;
}

function toBytes(vm: VM, view: PyMemoryView, order: PyValue = null): R {
  checkReleased(view);
  const how = order === null ? 'C' : strOf(order);
  if (how === undefined) throw typeError(`tobytes() argument 'order' must be str or None, not ${typeOf(order).name}`);
  if (how !== 'C' && how !== 'F' && how !== 'A') throw valueError("order must be 'C', 'F' or 'A'");
  if (how === 'C' || view.dims.length < 2 || (how === 'A' && !isFortran(view))) {
    const b = viewBytes(vm, view);
    const out = reserveBytes(vm, b.length);
    out.set(b);
    return newBytes(out);
  }
  const turned = new PyMemoryView(
    MemoryViewType.root,
    view.obj,
    view.offset,
    view.format,
    view.itemsize,
    view.readonly,
    view.dims.slice().reverse(),
    view.strides.slice().reverse(),
  );
  return newBytes(viewBytes(vm, turned).slice());
}

defineType(MemoryViewType, {
  doc: null,
  new: ['($type, object)', null, make],
  make: ['($type, object)', null, make],
  methods: {
    __len__: [
      '($self, /)',
      null,
      (_vm: VM, view: PyMemoryView) => {
        checkReleased(view);
        if (view.dims.length === 0) throw typeError('0-dim memory has no length');
        return view.dims[0]!;
      },
    ],
    __getitem__: ['($self, key, /)', null, getItem],
    __setitem__: ['($self, key, value, /)', null, setItem],
    __delitem__: [
      '($self, key, /)',
      null,
      (_vm: VM, view: PyMemoryView) => {
        checkReleased(view);
        throw typeError(view.readonly ? 'cannot modify read-only memory' : 'cannot delete memory');
      },
    ],
    __eq__: ['($self, value, /)', null, (vm: VM, a: PyMemoryView, b: PyValue) => equal(vm, a, b) ?? NotImplemented],
    __ne__: [
      '($self, value, /)',
      null,
      (vm: VM, a: PyMemoryView, b: PyValue) => {
        const r = equal(vm, a, b);
        return r === undefined ? NotImplemented : !r;
      },
    ],
    __hash__: ['($self, /)', null, hash],
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, view: PyMemoryView) => `<${view.released ? 'released ' : ''}memory at ${addressText(vm, view)}>`,
    ],
    __iter__: [
      '($self, /)',
      null,
      (vm: VM, view: PyMemoryView) => {
        checkReleased(view);
        if (view.dims.length === 0) throw typeError('invalid indexing of 0-dim memory');
        if (view.dims.length !== 1)
          throw raise(NotImplementedErrorType, 'multi-dimensional sub-views are not implemented');
        checkFormat(view);
        vm.alloc(40);
        return new PyMemoryIter(MemoryIterType.root, view, 0);
      },
    ],
    __enter__: [
      '($self, /)',
      null,
      (_vm: VM, view: PyMemoryView) => {
        checkReleased(view);
        return view;
      },
    ],
    __exit__: ['($self, /, *args)', null, (_vm: VM, view: PyMemoryView) => release(view)],
    release: ['($self, /)', null, (_vm: VM, view: PyMemoryView) => release(view)],
    tobytes: ["($self, /, order='C')", null, toBytes],
    tolist: ['($self, /)', null, toList],
    toreadonly: [
      '($self, /)',
      null,
      (vm: VM, view: PyMemoryView) => {
        checkReleased(view);
        return derive(vm, view, { readonly: true });
      },
    ],
    hex: [
      '($self, /, sep=<unrepresentable>, bytes_per_sep=1)',
      null,
      (vm: VM, view: PyMemoryView, sep?: PyValue, every?: PyValue) => hexOf(vm, viewBytes(vm, view), sep, every),
    ],
    cast: ['($self, /, format, shape=<unrepresentable>)', null, cast],
    count: [
      '($self, value, /)',
      null,
      (vm: VM, view: PyMemoryView, x: PyValue) => {
        checkReleased(view);
        checkOneDimension(view);
        let n = 0;
        for (let at = 0; ; n++) {
          const hit = find(vm, view, x, at, view.dims[0]!);
          if (hit === undefined) return vm.lib('count_by_iteration', [view, x]);
          if (hit < 0) return n;
          at = hit + 1;
        }
      },
    ],
    ...coerced(MemoryViewType, {
      index: [
        '($self, value, start=0, stop=sys.maxsize, /)',
        null,
        (vm: VM, view: PyMemoryView, x: PyValue, start = 0, stop = Number.MAX_SAFE_INTEGER) => {
          checkReleased(view);
          checkOneDimension(view);
          const n = view.dims[0]!;
          const from = start < 0 ? Math.max(0, start + n) : start;
          const to = Math.min(n, stop < 0 ? stop + n : stop);
          const at = find(vm, view, x, from, to);
          if (at === undefined) return vm.lib('index_by_iteration', [view, x, from, to]);
          if (at < 0) throw valueError('memoryview.index(x): x not found');
          return at;
        },
        '.ss',
      ],
    }),
  },
  classmethods: {
    __class_getitem__: CLASS_GETITEM,
    _from_flags: ['($type, /, object, flags)', null, (vm: VM, cls: PyType, o: PyValue) => make(vm, cls, o)],
  },
  getset: {
    obj: field((v) => v.obj),
    nbytes: field((v) => viewCount(v) * v.itemsize),
    itemsize: field((v) => v.itemsize),
    format: field((v) => v.format),
    ndim: field((v) => v.dims.length),
    shape: field((v) => tuple(v.dims.slice())),
    strides: field((v) => tuple(v.strides.slice())),
    suboffsets: field(() => tuple([])),
    readonly: field((v) => v.readonly),
    c_contiguous: field(isContiguous),
    f_contiguous: field(isFortran),
    contiguous: field((v) => isContiguous(v) || isFortran(v)),
  },
});

// -- the buffer protocol by name (PEP 688) ------------------------------------------------------------------------------

function bufferOf(vm: VM, self: PyValue, flags: PyValue): R {
  const n = indexFast(flags);
  if (n === undefined && hasMethod(flags, '__index__'))
    return withIndex(vm, typeOf(self).lookup('__buffer__')!, [self, flags], 1);
  if (n === undefined) throw typeError(`'${typeOf(flags).name}' object cannot be interpreted as an integer`);
  if (n > 0x7fffffff || n < -0x80000000) throw raise(OverflowErrorType, "cannot fit 'int' into an index-sized integer");
  const view = viewOf(vm, self)!;
  if ((n & 1) === 0 || !view.readonly) return view;
  release(view);
  throw raise(
    BufferErrorType,
    self instanceof PyMemoryView ? 'memoryview: underlying buffer is not writable' : 'Object is not writable.',
  );
}

function releaseBuffer(_vm: VM, self: PyValue, buffer: PyValue): R {
  if (!(buffer instanceof PyMemoryView)) throw typeError('expected a memoryview object');
  if (buffer.released) throw valueError("memoryview's buffer has already been released");
  if (buffer.obj !== (self instanceof PyMemoryView ? self.obj : self) || buffer === self)
    throw valueError("memoryview's buffer is not this object");
  return release(buffer);
}

export const bufferRow: MethodRow = ['($self, flags, /)', 'A memoryview over the object.', bufferOf];
export const releaseRow: MethodRow = ['($self, buffer, /)', 'Release what __buffer__() gave.', releaseBuffer];
defineType(BytesType, { methods: { __buffer__: bufferRow } });
defineType(ByteArrayType, { methods: { __buffer__: bufferRow, __release_buffer__: releaseRow } });
defineType(MemoryViewType, { methods: { __buffer__: bufferRow, __release_buffer__: releaseRow } });

function checkOneDimension(view: PyMemoryView): void {
  if (view.dims.length === 0) throw typeError('invalid indexing of 0-dim memory');
  if (view.dims.length > 1) throw raise(NotImplementedErrorType, 'multi-dimensional sub-views are not implemented');
  checkFormat(view);
}

defineIntrinsics({
  /** memoryview over bytes that `__buffer__` gave. */
  memoryview_over: ['(o, /)', (vm: VM, o: PyValue) => viewOf(vm, o)!],
  is_memoryview: ['(o, /)', (_vm: VM, o: PyValue) => o instanceof PyMemoryView],
});
