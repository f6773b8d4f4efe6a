/**
 * Every JavaScript class that a cell's heap is made of, with its fields: one table, which a test compares with the
 * sources. Fields stand in the order in which the constructor makes them, so that what is restored has the hidden class
 * of what is made. `check` runs once all is read: what the class's own code relies on.
 */
import { PySiteObject } from '../builtins/site.js';
import { PyAbcData } from '../modules/_abc.js';
import { PyForeign } from '../modules/_cells.js';
import { PyKeyWrapper, PyLruCache, PyPartial } from '../modules/_functools.js';
import { PyGetter } from '../modules/_operator.js';
import { PyRandom } from '../modules/_random.js';
import { PySocket } from '../modules/_socket.js';
import { PyStruct, PyUnpackIter, parse as parseStruct } from '../modules/_struct.js';
import { PyArrayIter } from '../modules/array.js';
import { PyArray, sizeOfCode } from '../modules/array-items.js';
import { PyTupleGetter } from '../modules/collections-dicts.js';
import { PyCsvDialect, Quoting } from '../modules/csv/dialect.js';
import { At, PyCsvReader } from '../modules/csv/reader.js';
import { PyCsvWriter } from '../modules/csv/writer.js';
import { PyContextManager } from '../modules/decimal/_decimal.js';
import { PySignalDict } from '../modules/decimal/context.js';
import { LIMIT, PyDecimal, PyDecimalContext, ROUNDINGS, SNAN } from '../modules/decimal/value.js';
import { Blake2 } from '../modules/digest-blake2.js';
import { BlockDigest } from '../modules/digest-blocks.js';
import { Md5, Sha1 } from '../modules/digest-md5-sha1.js';
import { Sha256, Sha512 } from '../modules/digest-sha2.js';
import { Sha3 } from '../modules/digest-sha3.js';
import { PyHash } from '../modules/hashes.js';
import { PyModuleSpec, PySourceLoader } from '../modules/import-types.js';
import { PyBytesIO } from '../modules/io/bytes-io.js';
import { PyStringIO } from '../modules/io/string-io.js';
import { PyJsonEncoder } from '../modules/json-encoder.js';
import { PyJsonScanner } from '../modules/json-scanner.js';
import { MersenneTwister } from '../modules/mersenne-twister.js';
import { LoadMemo, PyLoading, UnpicklerState } from '../modules/pickle/load-state.js';
import { PickleOutput } from '../modules/pickle/output.js';
import { PyPickler, PyPicklerMemo } from '../modules/pickle/pickler.js';
import { PicklerState, PySaving } from '../modules/pickle/save-state.js';
import { PyUnpickler, PyUnpicklerMemo } from '../modules/pickle/unpickler.js';
import { PyDirEntry, PyScandirIterator } from '../modules/posix-entries.js';
import { PyMatch, PyPattern, PyTemplate as PyReTemplate, PyScanner } from '../modules/sre-objects.js';
import { PyPartsIter } from '../modules/string.js';
import { Deflater } from '../modules/zlib/deflate.js';
import { decoderOf } from '../modules/zlib/huffman.js';
import { Inflater } from '../modules/zlib/inflate.js';
import { PyCompress, PyDecompress } from '../modules/zlib/zlib.js';
import { exporterOf, PyMemoryView, viewArray } from '../objects/buffer.js';
import { ListType, PySingleton, TypeType } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { PyCode } from '../objects/code.js';
import { PyComplex } from '../objects/complex.js';
import { contentHash } from '../objects/content.js';
import { PyDeque, PyDequeIter } from '../objects/deque.js';
import { PyDict } from '../objects/dict.js';
import { PyException, PyTraceback } from '../objects/exception.js';
import { FrameExtra, PyFrame, Ret } from '../objects/frame.js';
import { PyFrameLocals } from '../objects/frame-locals.js';
import {
  PyBuiltin,
  PyCell,
  PyFunction,
  PyGetSet,
  PyMethod,
  PyMethodDescr,
  PyMisplacedMethod,
  PyModule,
  PyProperty,
  PySlotMember,
  PySuper,
  PyWrapperMethod,
} from '../objects/function.js';
import { PyAsyncGenWrapped, PyCoroutineWrapper, PyGenerator } from '../objects/generator.js';
import { PyHostReference } from '../objects/host-reference.js';
import {
  PyCallableIter,
  PyDictIter,
  PyDictView,
  PyEnumerate,
  PyFilter,
  PyListReverseIter,
  PyLongRangeIter,
  PyMap,
  PyReversed,
  PySequenceIter,
  PySetIter,
  PyZip,
} from '../objects/iterators.js';
import { PyCombinatoric, PyISlice, PyTee, PyTool, TeeNode, TeeSource } from '../objects/itertools.js';
import { PyMappingProxy } from '../objects/mapping-proxy.js';
import {
  PyFloatObject,
  PyInstance,
  PyIntObject,
  PyObject,
  PyStrObject,
  PyType,
  type PyValue,
  PyWideStr,
} from '../objects/object.js';
import { PyDefaultDict, PyOrderedDict } from '../objects/ordered-dict.js';
import { PyList, PyRange, PyRangeIter, PySeqIter, PySlice, PyTuple } from '../objects/sequence.js';
import { PySet, SetTable } from '../objects/set.js';
import { PyStrIter } from '../objects/str-iter.js';
import { PyInterpolation, PyTemplate, PyTemplateIter } from '../objects/template.js';
import { type Codec, lookupCodec } from '../objects/text/codecs.js';
import { TextError, UnicodeFault } from '../objects/text/error.js';
import { FieldNumbering } from '../objects/text/format-fields.js';
import { PyLocal, PyLock, PyRLock, PyThread } from '../objects/thread.js';
import {
  PyConstEvaluator,
  PyGenericAlias,
  PyParamSpecPart,
  PyTypeAlias,
  PyTypeParam,
  PyUnion,
} from '../objects/typing.js';
import { PyWeakRef } from '../objects/weakref.js';
import { PyAsyncGenASend, PyAsyncGenAThrow } from '../types/async-generator.js';
import { PyByteArrayIter } from '../types/bytearray.js';
import { PyBytesIter } from '../types/bytes.js';
import { PyCodeIter } from '../types/code.js';
import { strOf } from '../types/coerce.js';
import { DictModels } from '../types/dict-models.js';
import { PyFutureIter } from '../types/future-iter.js';
import { PyMemoryIter } from '../types/memoryview.js';
import { PyPercentWalk } from '../types/percent.js';
import { PyNamespace } from '../types/simplenamespace.js';
import { dictDescriptor, weakrefDescriptor } from '../types/slots.js';
import { Level, PyFormatWalk } from '../types/str-format.js';
import { PyStructTuple } from '../types/struct-sequence.js';
import { PyStream } from '../types/text-stream.js';
import { SnapshotError } from './bytes.js';
import { checkCode, readCode, writeCode } from './code.js';
import { readDict, writeDict } from './dicts.js';
import { readFunction, writeFunction } from './functions.js';
import * as k from './kinds.js';
import type { HeapReader } from './reader.js';
import { checkType, readType, writeType } from './types.js';
import type { HeapWriter } from './writer.js';

type Class = abstract new (...args: any[]) => any;

export interface HeapClass {
  readonly name: string;
  readonly cls: Class;
  /** Number in the table. */
  readonly index: number;
  /** It has a shape and slots. */
  readonly object: boolean;
  /** Built-in classes whose instances, and those of their subclasses, it lays out; null: see `shapeFits`. */
  readonly layouts: ReadonlySet<string> | null;
  readonly fields: readonly (readonly [string, k.Kind])[];
  blank(): object;
  write?(w: HeapWriter, o: any): void;
  read?(r: HeapReader, o: any): void;
  /** Runs when its own body is read. */
  filled?(r: HeapReader, o: any): void;
  check?(r: HeapReader, o: any): void;
}

export const heapClasses: HeapClass[] = [];
const byConstructor = new Map<unknown, HeapClass>();

type Options = Partial<Pick<HeapClass, 'blank' | 'write' | 'read' | 'filled' | 'check'>>;

/** `layouts`: names of built-in classes, `NAME+` with those below it, `*` for any of the layout `object`; '' for what is no Python object. */
function define(cls: Class, layouts: string, fields: Record<string, k.Kind>, options: Options = {}): void {
  const object = layouts !== '';
  const row: HeapClass = {
    name: cls.name,
    cls,
    index: heapClasses.length,
    object,
    layouts: object && layouts !== '*' ? new Set(layouts.split(' ')) : null,
    fields: Object.entries(fields),
    blank: object ? () => Reflect.construct(PyObject, [], cls) : () => Object.create(cls.prototype) as object,
    ...options,
  };
  heapClasses.push(row);
  byConstructor.set(cls, row);
}

export function classOf(o: object): HeapClass {
  const row = byConstructor.get(o.constructor);
  if (row === undefined) {
    const of = o instanceof PyObject ? ` (a '${o.shape.cls.name}')` : '';
    throw new SnapshotError(`the heap cannot be written: ${o.constructor?.name ?? 'an object'} is not registered${of}`);
  }
  return row;
}

/** Whether an object of this class may have this Python class. */
export function shapeFits(cls: HeapClass, type: PyType): boolean {
  let t: PyType | null = type;
  while (t?.heap) t = t.base;
  if (t === null) return false;
  if (cls.layouts === null) return t.layout === 'object';
  if (cls.layouts.has(t.name)) return true;
  for (let b: PyType | null = t; b !== null; b = b.base) if (cls.layouts.has(`${b.name}+`)) return true;
  return false;
}

/** Constructors are called for the order of fields alone: all values come from the bytes. */
const NO_DICT = null as unknown as PyDict;
const NO_TUPLE = null as unknown as PyTuple;
const NO_CODE = { nregs: 0, f: { name: '', qualname: '' } } as unknown as PyCode;

const { value, maybe, bool, index, count, integer, text, str, slotted, values, nullable, ref, list, optional } = k;
const hash = optional(k.anyInt);
const ret = k.int(0, Math.max(...Object.values(Ret).filter((n) => typeof n === 'number')));
/** A hash of this process: whether it was worked out is kept, since working it out costs fuel. */
const remembered: k.Kind = {
  write: (w, v) => bool.write(w, v !== undefined),
  read: (r) => (bool.read(r) ? true : undefined),
};
const rehash =
  (field: 'hash' | 'content') =>
  (r: HeapReader, o: any): void => {
    if (o[field] === undefined) return;
    o[field] = undefined;
    r.contentKeys.push(() => void r.guarded(() => contentHash(r.machine, o)));
  };

// -- numbers, text, sequences -------------------------------------------------------------------------------------------------

define(
  PyWideStr,
  '',
  {},
  {
    write: (w, o: PyWideStr) => k.unsignedWords.write(w, o.cps as Uint32Array<ArrayBuffer>),
    read: (r, o) => {
      const cps = k.unsignedWords.read(r);
      if (!cps.some((cp) => cp > 0xffff) || cps.some((cp) => cp > 0x10ffff)) r.in.fail('a str is malformed');
      o.cps = cps;
    },
  },
);
define(
  PyList,
  'list',
  { items: values, slotted },
  {
    blank: () => new PyList(ListType.root, []),
    write: writeList,
    read: readList,
  },
);

/** While a list is sorted it shares an empty array with another, by which a change is noticed. */
function writeList(w: HeapWriter, l: PyList): void {
  const { items } = l;
  w.out.unsigned(items.length);
  if (items.length === 0) w.out.unsigned(w.emptyTwin(l));
  else writeItems(w, items);
  slotted.write(w, l.slotted);
}

function readList(r: HeapReader, l: PyList): void {
  const n = r.in.count();
  const { items } = l;
  if (n > 0) readItems(r, n, items);
  else {
    const twin = r.in.unsigned();
    if (twin > 0) {
      const other = r.nodes[twin - 1];
      if (!(other instanceof PyList) || other.items.length > 0) r.in.fail('a list is malformed');
      else l.items = other.items;
    }
  }
  l.slotted = slotted.read(r);
}

/** From so many on, a list of ints of 32 bits is written as such. */
const MANY = 8;

function writeItems(w: HeapWriter, items: readonly PyValue[]): void {
  const n = items.length;
  if (n < MANY) {
    for (let i = 0; i < n; i++) w.value(items[i]!);
    return;
  }
  let ints = 0;
  for (let v = items[0]; typeof v === 'number' && (v | 0) === v; v = items[ints]) ints++;
  w.out.byte(ints === n ? 1 : 0);
  if (ints === n) for (let i = 0; i < n; i++) w.out.int32(items[i] as number);
  else for (let i = 0; i < n; i++) w.value(items[i]!);
}

function readItems(r: HeapReader, n: number, items: PyValue[]): void {
  if (n >= MANY && bool.read(r)) for (let i = 0; i < n; i++) items.push(r.in.int32());
  else for (let i = 0; i < n; i++) items.push(r.value());
}

define(
  PyTuple,
  'tuple',
  { items: values, hash: remembered, slotted },
  {
    blank: () => new PyTuple(ListType.root, []),
    filled: rehash('hash'),
  },
);
define(
  PyStructTuple,
  'tuple+',
  { items: values, hash: remembered, slotted, hidden: values },
  { filled: rehash('hash') },
);
define(
  PyInstance,
  '*',
  { slotted },
  {
    blank: () => new PyInstance(ListType.root),
    write: (w, o: PyInstance) => slotted.write(w, o.slotted),
    read: (r, o: PyInstance) => void (o.slotted = slotted.read(r)),
  },
);
define(PyModuleSpec, '*', { slotted });
define(PyDict, 'dict', {}, { blank: () => new PyDict(ListType.root), write: writeDict, read: readDict });
define(
  PyDefaultDict,
  'collections.defaultdict',
  {},
  {
    write: (w, o: PyDefaultDict) => {
      writeDict(w, o);
      w.value(o.factory);
    },
    read: (r, o) => {
      readDict(r, o);
      o.factory = r.value();
    },
  },
);
define(
  PyOrderedDict,
  'collections.OrderedDict',
  {},
  {
    write: writeDict,
    read: (r, o) => {
      readDict(r, o);
      // Worked out again from the first entry on.
      o.first = 0;
      o.firstEpoch = -1;
    },
  },
);
define(
  PySet,
  'set frozenset',
  { table: nullable(ref(SetTable)), applied: count, hash, content: remembered, slotted, d: ref(PyDict) },
  {
    filled: rehash('content'),
    check: (r, o: PySet) => {
      if (o.applied > o.d.keys.length) r.in.fail('a set is malformed');
    },
  },
);
define(
  SetTable,
  '',
  { mask: count, fill: count, used: count, finger: count, keys: k.maybes, lo: k.signedWords, hi: k.signedWords },
  {
    check: checkSetTable,
  },
);
define(PyIntObject, 'int', { slotted, value: k.anyInt });
define(PyFloatObject, 'float', { slotted, value: k.double });
define(PyStrObject, 'str', { slotted, value: str });
define(PyBytes, 'bytes', { slotted, bytes: k.bytes });
define(
  PyByteArray,
  'bytearray',
  { exports: count, slotted, buffer: k.bytes, length: count },
  {
    check: (r, o: PyByteArray) => {
      if (o.length > o.buffer.length) r.in.fail('a bytearray is malformed');
    },
  },
);
define(PyComplex, 'complex', { slotted, re: k.double, im: k.double });
define(PyRange, 'range', { start: k.anyInt, stop: k.anyInt, step: k.anyInt, length: k.anyInt });
define(PySlice, 'slice', { start: value, stop: value, step: value });
define(
  PyMemoryView,
  'memoryview',
  {
    released: bool,
    exports: count,
    hash,
    obj: value,
    offset: count,
    format: text,
    itemsize: k.int(1, 16),
    readonly: bool,
    dims: list(count),
    strides: list(integer),
  },
  { check: checkView },
);

function checkSetTable(r: HeapReader, t: SetTable): void {
  const size = t.mask + 1;
  const { keys, lo, hi } = t;
  const dummy = r.dummy;
  let fill = 0;
  let used = 0;
  for (const key of keys) {
    if (key !== undefined) fill++;
    if (key !== undefined && key !== dummy) used++;
  }
  const fits = keys.length === size && lo.length === size && hi.length === size && (size & t.mask) === 0 && size >= 8;
  if (!fits || fill >= size || fill !== t.fill || used !== t.used) r.in.fail('the table of a set is malformed');
}

function checkView(r: HeapReader, v: PyMemoryView): void {
  const exporter = exporterOf(v.obj);
  if (exporter === undefined || v.dims.length !== v.strides.length || v.dims.length > 64)
    r.in.fail('a memoryview is malformed');
  if (v.released) return;
  let low = v.offset;
  let high = v.offset + v.itemsize;
  let empty = false;
  for (let i = 0; i < v.dims.length; i++) {
    if (v.dims[i] === 0) empty = true;
    const reach = (v.dims[i]! - 1) * v.strides[i]!;
    if (reach < 0) low += reach;
    else high += reach;
  }
  if (!empty && (low < 0 || high > viewArray(v).length)) r.in.fail('a memoryview is out of its bounds');
}

// -- functions and what surrounds them ----------------------------------------------------------------------------------------

define(
  PyType,
  'type',
  {},
  {
    blank: () => new PyType(TypeType.root, '', [], null as unknown as PyDict, true),
    write: writeType,
    read: readType,
    check: checkType,
  },
);
define(PyCode, 'code', {}, { write: writeCode, read: readCode, check: checkCode });
define(PyCell, 'cell', { value: maybe }, { blank: () => new PyCell(ListType.root, undefined) });
define(
  PyFunction,
  'function',
  {},
  {
    blank: () => new PyFunction(ListType.root, NO_CODE, NO_DICT, NO_DICT),
    write: writeFunction,
    read: readFunction,
    check: (r, o: PyFunction) => {
      if ((o.closure?.length ?? 0) !== o.code.f.freevars.length) r.in.fail('a function has a wrong closure');
    },
  },
);

define(PyMethod, 'method', { func: value, self: value }, { blank: () => new PyMethod(ListType.root, null, null) });
define(PyBuiltin, 'builtin_function_or_method method-wrapper', { def: k.native, self: maybe, module: nullable(text) });
define(
  PyMethodDescr,
  'method_descriptor wrapper_descriptor classmethod_descriptor',
  { def: k.native, owner: ref(PyType) },
  {
    check: (r, o: PyMethodDescr) => {
      if (!o.owner.dict.vals.some((v) => v instanceof PyMethodDescr && v.def === o.def))
        r.in.fail('a descriptor has a wrong owner');
    },
  },
);
define(PyMisplacedMethod, 'method_descriptor wrapper_descriptor classmethod_descriptor', {
  method: ref(PyMethodDescr),
  def: k.native,
  owner: ref(PyType),
});
define(
  PySlotMember,
  'member_descriptor',
  { name: text, owner: ref(PyType), index: count },
  {
    check: (r, o: PySlotMember) => {
      if (o.index >= o.owner.slotCount) r.in.fail('a slot is out of its bounds');
    },
  },
);
const OWN_DESCRIPTORS: Record<string, (cls: PyType) => PyGetSet> = {
  __dict__: dictDescriptor,
  __weakref__: weakrefDescriptor,
};
/** Those of built-in classes go by name; a class of the program has at most two. */
define(
  PyGetSet,
  'getset_descriptor',
  {},
  {
    write: (w, o: PyGetSet) => {
      if (!o.owner.heap || !Object.hasOwn(OWN_DESCRIPTORS, o.name))
        throw new SnapshotError(`the heap cannot be written: the descriptor ${o.owner.name}.${o.name} has no name`);
      w.text(o.name);
      w.object(o.owner);
    },
    read: (r, o) => {
      const name = r.text();
      const owner = ref(PyType).read(r);
      if (!owner.heap || !Object.hasOwn(OWN_DESCRIPTORS, name)) r.in.fail('a descriptor has no name');
      const { shape, slots } = o;
      Object.assign(o, OWN_DESCRIPTORS[name]!(owner), { shape, slots });
    },
  },
);
define(
  PySingleton,
  '*',
  {},
  {
    write: (_w, o: PySingleton) => {
      throw new SnapshotError(`the heap cannot be written: a singleton of ${o.shape.cls.name} has no name`);
    },
    read: (r) => r.in.fail('a singleton without a name'),
  },
);
define(PyProperty, 'property', {
  name: maybe,
  getterDoc: bool,
  slotted,
  fget: value,
  fset: value,
  fdel: value,
  doc: value,
});
define(PyWrapperMethod, 'staticmethod classmethod', { dict: nullable(ref(PyDict)), slotted, callable: value });
define(PySuper, 'super', { slotted, thisClass: nullable(ref(PyType)), obj: maybe, objType: nullable(ref(PyType)) });
define(PyModule, 'module', { slotted, privates: nullable(ref(PyDict)), sealed: bool, dict: ref(PyDict) });
define(FrameExtra, '', {
  locals: nullable(ref(PyDict)),
  trace: value,
  traceLines: bool,
  caller: nullable(ref(PyFrame)),
});
define(
  PyFrame,
  'frame',
  {
    pc: count,
    sp: count,
    ret,
    back: nullable(ref(PyFrame)),
    base: nullable(ref(PyException)),
    locals: value,
    gen: nullable(ref(PyGenerator)),
    instance: value,
    initRet: ret,
    extra: nullable(ref(FrameExtra)),
    done: bool,
    code: ref(PyCode),
    func: ref(PyFunction),
    stack: { write: () => {}, read: () => [] },
  },
  {
    blank: () => new PyFrame(ListType.root, NO_CODE, null as never, []),
    write: (w, o: PyFrame) => {
      for (const [name, kind] of frameFields()) kind.write(w, (o as unknown as Record<string, unknown>)[name]);
      for (let i = 0; i < o.sp; i++) w.maybe(o.stack[i]);
      const below = o.operandsBelow;
      for (let i = 0; below !== null && i < 2; i++) w.value(below.stack[below.sp + i]!);
    },
    read: (r, o) => {
      for (const [name, kind] of frameFields()) o[name] = kind.read(r);
      if (o.sp > r.in.left) r.in.fail('a stack is cut');
      for (let i = 0; i < o.sp; i++) o.stack.push(r.maybe());
      if (o.operandsBelow !== null) {
        const operands = [r.value(), r.value()];
        r.checks.push(() => putOperands(r, o.operandsBelow, operands));
      }
    },
    check: (r, o: PyFrame) => {
      const { code, stack } = o;
      const gen = o.gen;
      if (o.sp < code.nregs || o.sp > code.framesize || o.pc > code.f.instrs.length) r.in.fail('a frame is malformed');
      if (gen !== null && gen.frame !== null && gen.frame !== o) r.in.fail('a generator has a wrong frame');
      while (stack.length < code.framesize) stack.push(undefined as never);
    },
  },
);

function putOperands(r: HeapReader, below: PyFrame, operands: PyValue[]): void {
  if (below.sp + 2 > below.code.framesize) r.in.fail('a frame is malformed');
  below.stack.splice(below.sp, 2, ...operands);
}
const frameFields = () => classOf(PyFrame.prototype).fields;
define(PyFrameLocals, 'FrameLocalsProxy', { frame: ref(PyFrame) });
define(
  PyGenerator,
  'generator coroutine async_generator',
  {
    state: k.int(0, 3),
    handled: nullable(ref(PyException)),
    name: text,
    qualname: text,
    asyncRunning: bool,
    hooksInited: bool,
    finalizer: value,
    closed: bool,
    seat: index,
    origin: value,
    frame: nullable(ref(PyFrame)),
    code: value,
  },
  {
    check: (r, o: PyGenerator) => {
      if ((o.frame === null) !== (o.state === 3) || (o.frame !== null && o.frame.gen !== o))
        r.in.fail('a generator is malformed');
    },
  },
);
define(PyCoroutineWrapper, 'coroutine_wrapper', { coroutine: ref(PyGenerator) });
define(PyAsyncGenWrapped, 'async_generator_wrapped_value', { value });
define(PyAsyncGenASend, 'async_generator_asend', { state: k.int(0, 2), gen: ref(PyGenerator), value });
define(PyFutureIter, '_asyncio.FutureIter', { future: value });
define(PyAsyncGenAThrow, 'async_generator_athrow', {
  state: k.int(0, 2),
  gen: ref(PyGenerator),
  args: nullable(ref(PyTuple)),
});
define(PyException, 'BaseException+', {
  cause: nullable(ref(PyException)),
  context: nullable(ref(PyException)),
  suppressContext: bool,
  traceback: nullable(ref(PyTraceback)),
  fields: nullable(k.map(text, value)),
  slotted,
  args: ref(PyTuple),
});
define(PyTraceback, 'traceback', {
  next: nullable(ref(PyTraceback)),
  frame: ref(PyFrame),
  lasti: index,
  lineno: integer,
});
define(PyWeakRef, 'weakref.ReferenceType weakref.ProxyType weakref.CallableProxyType', {
  hash,
  number: count,
  slotted,
  target: optional(ref(PyObject)),
  callback: value,
});
const time: k.Kind<number> = {
  write: (w, n) => nullable(k.double).write(w, n === Number.POSITIVE_INFINITY ? null : n),
  read: (r) => {
    const n = nullable(k.double).read(r);
    if (n === null) return Number.POSITIVE_INFINITY;
    return Number.isFinite(n) ? n : r.in.fail('a time is out of its range');
  },
};
const waiters = list(ref(PyThread));
define(
  PyThread,
  '_thread._ThreadHandle',
  {
    ident: count,
    state: k.int(0, 2),
    daemon: bool,
    marked: bool,
    waiters,
    frame: nullable(ref(PyFrame)),
    ret,
    result: value,
    raises: nullable(ref(PyException)),
    handled: nullable(ref(PyException)),
    depth: count,
    deepest: count,
    reprs: values,
    announced: nullable(text),
    context: value,
    loop: value,
    decimal: value,
    waiting: bool,
    until: time,
    looks: time,
    on: nullable(ref(PyObject)) as k.Kind,
    collected: bool,
    imports: list(text),
    importing: nullable(text),
  },
  {
    check: (r, o: PyThread) => {
      const { on } = o;
      const waits = on instanceof PyThread || on instanceof PyLock || on instanceof PyRLock;
      if (on !== null && !(o.waiting && waits && on.waiters.includes(o))) r.in.fail('a thread is malformed');
      if (o.decimal !== null && !(o.decimal instanceof PyDecimalContext)) r.in.fail('a thread is malformed');
    },
  },
);
define(PyLock, '_thread.lock', { taken: bool, waiters });
define(PyRLock, '_thread.RLock', { slotted, owner: nullable(ref(PyThread)), count, waiters });
define(
  PyLocal,
  '_thread._local',
  {
    slotted,
    seenBy: nullable(ref(PyThread)),
    dicts: k.map(ref(PyThread), ref(PyDict)),
    args: ref(PyTuple),
    kwargs: ref(PyDict),
  },
  {
    blank: () => new PyLocal(ListType.root, NO_TUPLE, NO_DICT, NO_DICT),
    check: (r, o: PyLocal) => {
      if (!o.shape.isDict || !(o.slots?.[0] instanceof PyDict)) r.in.fail('a threading.local is malformed');
    },
  },
);
define(PyMappingProxy, 'mappingproxy', { mapping: value });
define(PyNamespace, 'types.SimpleNamespace', { slotted });
define(PyHostReference, 'Bastion host_function', {
  id: integer,
  member: text,
  label: text,
  doc: nullable(text),
  signature: text,
  awaitable: text,
  container: text,
});
define(PySiteObject, '_sitebuiltins.Quitter _sitebuiltins._Printer _sitebuiltins._Helper', { name: text, text });

// -- iterators and views --------------------------------------------------------------------------------------------------------

const seqOrNull = nullable(ref(PyObject));
define(
  PySeqIter,
  'list_iterator tuple_iterator',
  { seq: seqOrNull, index },
  {
    check: (r, o: PySeqIter) => {
      if (o.seq !== null && !(o.seq instanceof PyList) && !(o.seq instanceof PyTuple))
        r.in.fail('an iterator is malformed');
    },
  },
);
define(PyRangeIter, 'range_iterator', { next: integer, step: integer, left: index });
define(PyListReverseIter, 'list_reverseiterator', { seq: nullable(ref(PyList)), index });
define(PyLongRangeIter, 'longrange_iterator', { start: k.bigint, step: k.bigint, left: k.bigint, next: k.bigint });
define(PySequenceIter, 'iterator', { seq: maybe, index });
define(PyCallableIter, 'callable_iterator', { callable: maybe, sentinel: value });
define(PySetIter, 'set_iterator', { set: nullable(ref(PySet)), pos: count, used: index, left: integer });
define(PyDictView, 'dict_keys dict_values dict_items odict_keys odict_values odict_items', { dict: ref(PyDict) });
define(
  PyDictIter,
  'dict_keyiterator dict_valueiterator dict_itemiterator dict_reversekeyiterator dict_reversevalueiterator dict_reverseitemiterator odict_iterator',
  {
    epoch: count,
    dict: nullable(ref(PyDict)),
    pos: index,
    used: index,
    left: integer,
  },
  {
    check: (r, o: PyDictIter) => {
      if (o.dict !== null && o.dict.epoch === o.epoch && o.pos > o.dict.keys.length + 1)
        r.in.fail('an iterator is out of its bounds');
    },
  },
);
define(PyEnumerate, 'enumerate', { slotted, it: value, count: k.anyInt, simple: bool, level: count });
define(PyZip, 'zip', { slotted, its: values, strict: bool, simple: bool, level: count });
define(PyMap, 'map', { slotted, fn: value, its: values, strict: bool, simple: bool });
define(PyFilter, 'filter', { slotted, fn: value, it: value, simple: bool, level: count });
define(PyReversed, 'reversed', { slotted, seq: maybe, index });
define(PyStrIter, 'str_iterator str_ascii_iterator', { seq: nullable(str), index });
define(PyBytesIter, 'bytes_iterator', { seq: nullable(ref(PyBytes)), index });
define(PyByteArrayIter, 'bytearray_iterator', { seq: nullable(ref(PyByteArray)), index });
define(PyMemoryIter, 'memory_iterator', { view: nullable(ref(PyMemoryView)), index });
define(PyCodeIter, 'positions_iterator line_iterator', { code: ref(PyCode), index });
const tool = {
  slotted,
  fn: value,
  n: integer,
  flag: bool,
  held: maybe,
  kept: k.maybes,
  simple: bool,
  level: count,
  its: values,
};
define(
  PyTool,
  ITERTOOLS(
    'accumulate batched chain compress count cycle dropwhile filterfalse groupby _grouper pairwise repeat starmap takewhile zip_longest',
  ),
  tool,
);
define(PyISlice, ITERTOOLS('islice'), { ...tool, next: integer, stop: integer, step: count });
define(PyCombinatoric, ITERTOOLS('product combinations combinations_with_replacement permutations'), {
  slotted,
  cycles: list(integer),
  started: bool,
  ended: bool,
  pools: list(values),
  indices: list(count),
});
define(TeeNode, '', {
  value: maybe,
  next: nullable({ write: (w, v) => w.object(v), read: (r) => mustBe(r, TeeNode) }),
});
define(TeeSource, '', { running: bool, it: value, simple: bool });
define(PyTee, ITERTOOLS('_tee'), { source: ref(TeeSource), node: ref(TeeNode), level: count });
define(
  PyDeque,
  'collections.deque',
  { items: values, head: count, maxlen: index, changes: count, slotted },
  {
    check: (r, o: PyDeque) => {
      if (o.head > o.items.length) r.in.fail('a deque is malformed');
    },
  },
);
define(PyDequeIter, 'collections._deque_iterator collections._deque_reverse_iterator', {
  changes: count,
  deque: ref(PyDeque),
  left: count,
});

function ITERTOOLS(names: string): string {
  return names
    .split(' ')
    .map((n) => `itertools.${n}`)
    .join(' ');
}

function mustBe<T extends object>(r: HeapReader, cls: new (...args: any[]) => T): T {
  const o = r.object();
  return o instanceof cls ? o : r.in.fail(`a ${cls.name} was expected`);
}

// -- typing and templates ---------------------------------------------------------------------------------------------------------

define(PyGenericAlias, 'types.GenericAlias', {
  parameters: nullable(ref(PyTuple)),
  slotted,
  origin: value,
  args: ref(PyTuple),
  starred: bool,
});
define(PyUnion, 'typing.Union', { parameters: nullable(ref(PyTuple)), args: ref(PyTuple) });
define(PyTypeParam, 'typing.TypeVar typing.ParamSpec typing.TypeVarTuple', {
  bound: maybe,
  constraints: maybe,
  default: maybe,
  evaluateBound: value,
  evaluateConstraints: value,
  evaluateDefault: value,
  covariant: bool,
  contravariant: bool,
  inferVariance: bool,
  name: value,
});
define(PyParamSpecPart, 'typing.ParamSpecArgs typing.ParamSpecKwargs', { origin: value });
define(PyTypeAlias, 'typing.TypeAliasType', {
  value: maybe,
  name: value,
  typeParams: nullable(ref(PyTuple)),
  compute: value,
  module: value,
});
define(PyConstEvaluator, '_typing._ConstEvaluator', { value });
define(PyInterpolation, 'string.templatelib.Interpolation', {
  value,
  expression: value,
  conversion: value,
  formatSpec: value,
});
define(PyTemplate, 'string.templatelib.Template', { strings: ref(PyTuple), interpolations: ref(PyTuple) });
define(PyTemplateIter, 'string.templatelib.TemplateIter', { template: nullable(ref(PyTemplate)), index });

// -- formatting under way -----------------------------------------------------------------------------------------------------------

define(TextError, '', { kind: text, message: text, errno: nullable(integer) });
const bytesOrStr: k.Kind = {
  write: (w, v) => {
    w.out.byte(v instanceof Uint8Array ? 1 : 0);
    if (v instanceof Uint8Array) k.bytes.write(w, v);
    else str.write(w, v);
  },
  read: (r) => (bool.read(r) ? k.bytes.read(r) : str.read(r)),
};
define(UnicodeFault, '', {
  kind: text,
  message: text,
  errno: nullable(integer),
  encoding: text,
  object: bytesOrStr,
  start: count,
  end: count,
  reason: text,
});
const fault = nullable(ref(TextError));
const accessor = k.record({ attribute: bool, name: k.strOrNumber });
const formatPart = k.record({
  literal: str,
  field: nullable(k.record({ name: str, conversion: str, spec: str, nested: bool })),
  error: fault,
});
define(FieldNumbering, '', { next: count, mode: k.word('', 'automatic', 'manual') });
define(Level, '', {
  at: count,
  phase: k.int(0, 8),
  literalDone: bool,
  out: list(str),
  value,
  accessors: list(accessor),
  accessError: fault,
  access: count,
  spec: str,
  parts: list(formatPart),
});
define(PyFormatWalk, 'format_walk', {
  numbering: ref(FieldNumbering),
  reply: maybe,
  levels: list(ref(Level)),
  args: nullable(values),
  kwargs: value,
});
const percentItem = k.record({
  key: nullable(str),
  left: bool,
  plus: bool,
  blank: bool,
  alternate: bool,
  zero: bool,
  width: integer,
  precision: integer,
  conversion: text,
  index: count,
});
const percentKinds: Record<string, k.Kind> = {
  text: k.record({ kind: k.word('text'), text: str }),
  item: k.record({ kind: k.word('item'), item: percentItem }),
  error: k.record({ kind: k.word('error'), error: ref(TextError), inKey: bool }),
};
const percentKind = k.word('text', 'item', 'error');
const percentPart: k.Kind = {
  write: (w, v) => {
    percentKind.write(w, v.kind);
    percentKinds[v.kind]!.write(w, v);
  },
  read: (r) => percentKinds[percentKind.read(r)]!.read(r),
};
define(PyPercentWalk, 'percent_walk', {
  at: count,
  phase: k.int(0, 8),
  out: list(str),
  items: nullable(values),
  index: count,
  single: bool,
  value,
  mapping: maybe,
  reply: maybe,
  width: integer,
  left: bool,
  precision: integer,
  current: value,
  parts: list(percentPart),
  args: value,
  bytes: bool,
  mutable: bool,
});
const partOrError: k.Kind = {
  write: (w, v) => {
    bool.write(w, v instanceof TextError);
    if (v instanceof TextError) w.object(v);
    else w.value(v);
  },
  read: (r) => (bool.read(r) ? ref(TextError).read(r) : value.read(r)),
};
define(PyPartsIter, 'formatteriterator', { index: count, parts: list(partOrError) });

// -- modules ------------------------------------------------------------------------------------------------------------------------

define(PySourceLoader, '_frozen_importlib_external.SourceFileLoader', { slotted, name: value, path: value });
const layout = {
  write: (w: HeapWriter, v: unknown) => bool.write(w, v !== null),
  read: (r: HeapReader) => bool.read(r) as unknown,
};
/** Tables of a format are made from its text again. */
const checkFormat = (r: HeapReader, o: { format: string; layout: unknown }): void => {
  o.layout = o.layout === true ? r.guarded(() => parseStruct(r.machine, o.format)) : null;
};
define(PyStruct, '_struct.Struct', { slotted, format: text, layout }, { check: checkFormat });
define(
  PyUnpackIter,
  '_struct.unpack_iterator',
  { format: text, buffer: value, layout, at: count },
  { check: checkFormat },
);
define(PySocket, '_socket.socket', {
  slotted,
  number: index,
  family: integer,
  type: integer,
  proto: integer,
  timeout: nullable(k.double),
  options: k.map(text, integer),
});
define(PyForeign, 'foreign_object', { label: value });
define(
  MersenneTwister,
  '',
  { state: k.unsignedWords, index: k.int(0, 624) },
  {
    check: (r, o: MersenneTwister) => {
      if (o.state.length !== 624) r.in.fail('a random state is malformed');
    },
  },
);
define(PyRandom, '_random.Random', { slotted, twister: ref(MersenneTwister), seeded: bool });
define(PyPartial, 'functools.partial', { slotted, fn: value, args: ref(PyTuple), kw: ref(PyDict), holes: count });
define(PyKeyWrapper, 'functools.KeyWrapper', { cmp: value, obj: maybe });
define(PyLruCache, 'functools._lru_cache_wrapper', {
  hits: count,
  misses: count,
  cache: ref(PyOrderedDict),
  fn: value,
  maxsize: index,
  typed: bool,
  infoType: value,
});
define(PyGetter, 'operator.attrgetter operator.itemgetter operator.methodcaller', {
  parts: values,
  kw: nullable(ref(PyDict)),
});
define(PyDirEntry, 'posix.DirEntry', { followed: value, own: value, name: value, path: value, kind: text });
define(PyScandirIterator, 'posix.ScandirIterator', { index: count, entries: list(ref(PyDirEntry)) });
define(PyTupleGetter, 'collections._tuplegetter', { index: count, doc: value });
const types = k.set(ref(PyType));
define(PyAbcData, '_abc._abc_data', { registry: types, cache: types, negative: types, negativeVersion: integer });
define(PyStringIO, '_io.StringIO', {
  slotted,
  state: k.word('new', 'open', 'closed'),
  text: str,
  parts: list(str),
  size: count,
  at: count,
  newline: nullable(text),
  seen: k.int(0, 7),
});
define(PyBytesIO, '_io.BytesIO', { slotted, data: nullable(ref(PyByteArray)), at: count });
const codec: k.Kind<Codec | null> = {
  write: (w, v) => {
    if (v !== null && lookupCodec(v.name) !== v) throw new SnapshotError(`the heap cannot be written: codec ${v.name}`);
    w.text(v === null ? '' : v.name);
  },
  read: (r) => {
    const name = r.text();
    return name === '' ? null : (lookupCodec(name) ?? r.in.fail(`codec ${name} is unknown`));
  },
};
define(PyStream, '_io.TextIOWrapper', {
  slotted,
  closed: bool,
  errors: value,
  rest: text,
  ended: bool,
  bytes: value,
  impl: value,
  text: str,
  at: count,
  newline: nullable(text),
  codec,
  pending: list(k.bytes),
  waiting: count,
  chunk: integer,
  lineBuffering: bool,
  iterating: bool,
  standard: nullable(k.word('stdin', 'stdout', 'stderr')),
});
const character = k.int(-1, 0x10ffff);
define(
  PyCsvDialect,
  '_csv.Dialect',
  {
    slotted,
    delimiter: character,
    escaping: character,
    quote: character,
    lineEnd: value,
    quoting: k.int(0, Quoting.NotNull),
    doubles: bool,
    skipsSpace: bool,
    strict: bool,
  },
  {
    check: (r, o: PyCsvDialect) => {
      const quotable = o.quoting === Quoting.None || o.quote >= 0;
      if (o.delimiter < 0 || !quotable || strOf(o.lineEnd) === undefined) r.in.fail('a dialect of csv is malformed');
    },
  },
);
define(PyCsvReader, '_csv.reader', {
  lineNumber: count,
  fields: nullable(values),
  piece: str,
  pieces: list(str),
  size: count,
  at: k.int(0, At.LineEnd),
  bare: bool,
  lines: value,
  dialect: ref(PyCsvDialect),
  simple: bool,
  level: count,
});
define(PyCsvWriter, '_csv.writer', { write: value, dialect: ref(PyCsvDialect) });
define(PyJsonScanner, '_json.Scanner', {
  strict: bool,
  objectHook: value,
  pairsHook: value,
  floatBy: value,
  intBy: value,
  constantBy: value,
});
define(
  PyJsonEncoder,
  '_json.Encoder',
  {
    markers: value,
    fallback: value,
    encoder: value,
    indent: value,
    keySeparator: value,
    itemSeparator: value,
    sortKeys: bool,
    skipKeys: bool,
    allowNan: bool,
  },
  {
    check: (r, o: PyJsonEncoder) => {
      const isText = (v: PyValue) => strOf(v) !== undefined;
      if (!isText(o.keySeparator) || !isText(o.itemSeparator) || !(o.indent === null || isText(o.indent)))
        r.in.fail('an encoder of JSON is malformed');
    },
  },
);
define(PickleOutput, '', {
  buffer: k.bytes,
  length: count,
  frame: index,
  framing: bool,
  ready: values,
  toFile: bool,
});
define(PicklerState, '', {
  memo: k.map(value, count),
  fast: integer,
  protocol: k.int(0, 5),
  fixImports: bool,
  bufferCallback: value,
  out: ref(PickleOutput),
});
define(PyPickler, '_pickle.Pickler', {
  slotted,
  state: nullable(ref(PicklerState)),
  write: value,
  dispatchTable: maybe,
  persistent: maybe,
  bin: integer,
});
define(PyPicklerMemo, '_pickle.PicklerMemoProxy', { pickler: ref(PyPickler) });
define(PySaving, '_pickle.saving', {
  stack: values,
  open: k.set(value),
  fastDepth: count,
  ended: bool,
  pickler: value,
  state: ref(PicklerState),
  persistent: value,
  override: value,
});
define(LoadMemo, '', { near: values, far: nullable(ref(PyDict)) });
define(UnpicklerState, '', {
  data: k.bytes,
  at: count,
  peeked: index,
  memo: ref(LoadMemo),
  protocol: k.int(0, 5),
  text: k.derived(() => ''),
  textFrom: k.derived(() => 0),
  fixImports: bool,
  encoding: str,
  errors: str,
  buffers: value,
  read: value,
  readline: value,
  peek: value,
});
define(PyUnpickler, '_pickle.Unpickler', { slotted, state: nullable(ref(UnpicklerState)), persistent: maybe });
define(PyUnpicklerMemo, '_pickle.UnpicklerMemoProxy', { unpickler: ref(PyUnpickler) });
define(PyLoading, '_pickle.loading', {
  stack: values,
  marks: list(count),
  models: k.derived(() => new DictModels()),
  unpickler: value,
  state: ref(UnpicklerState),
  persistent: value,
});
define(
  PyPattern,
  're.Pattern',
  {
    pattern: value,
    kind: k.word('str', 'bytes', 'any'),
    flags: integer,
    code: k.unsignedWords,
    groups: count,
    groupindex: ref(PyDict),
    indexgroup: ref(PyTuple),
  },
  {
    check: (r, o: PyPattern) => {
      if (o.groups > o.code.length) r.in.fail('a pattern is malformed');
    },
  },
);
define(
  PyMatch,
  're.Match',
  {
    pattern: ref(PyPattern),
    string: value,
    pos: integer,
    endpos: integer,
    regs: k.signedWords,
    lastindex: integer,
  },
  {
    check: (r, o: PyMatch) => {
      if (o.regs.length !== (o.pattern.groups + 1) * 2) r.in.fail('a match is malformed');
    },
  },
);
define(PyScanner, '_sre.SRE_Scanner', {
  mustAdvance: bool,
  pattern: ref(PyPattern),
  string: value,
  pos: integer,
  start: integer,
  endpos: integer,
});
define(PyReTemplate, '_sre.SRE_Template', { literals: values, groups: list(integer) });

define(
  PyArray,
  'array.array',
  { exports: count, length: count, buffer: k.bytes, slotted, code: text, itemsize: k.int(1, 8) },
  {
    check: (r, o: PyArray) => {
      if (o.itemsize !== r.guarded(() => sizeOfCode(o.code)) || o.length * o.itemsize > o.buffer.length)
        r.in.fail('an array is malformed');
    },
  },
);
define(PyArrayIter, 'array.arrayiterator', { seq: nullable(ref(PyArray)), index });

const exponent = k.int(-4 * LIMIT, 4 * LIMIT);
define(PyDecimal, 'decimal.Decimal', {
  slotted,
  kind: k.int(0, SNAN),
  negative: bool,
  coefficient: k.bigint,
  exponent,
});
define(PyDecimalContext, 'decimal.Context', {
  slotted,
  status: count,
  shownPrec: k.anyInt,
  shownEmax: k.anyInt,
  shownEmin: k.anyInt,
  prec: k.int(1, LIMIT),
  emax: k.int(0, LIMIT),
  emin: k.int(-LIMIT, 0),
  rounding: k.int(0, ROUNDINGS.length - 1),
  clamp: bool,
  capitals: bool,
  traps: count,
  flags: count,
});
define(PySignalDict, 'decimal.SignalDict', { context: ref(PyDecimalContext), ofFlags: bool });
define(PyContextManager, 'decimal.ContextManager', {
  local: ref(PyDecimalContext),
  outer: ref(PyDecimalContext),
});

define(
  Deflater,
  '',
  {
    history: k.bytes,
    waiting: k.bytes,
    used: count,
    bits: count,
    bitCount: k.int(0, 7),
    check: count,
    total: count,
    started: bool,
    finished: bool,
    format: k.int(0, 2),
    level: k.int(0, 9),
    windowBits: k.int(9, 15),
    strategy: k.int(0, 4),
    dictionary: nullable(k.bytes),
  },
  {
    check: (r, o: Deflater) => {
      if (o.used > o.waiting.length || o.waiting.length > 1 << 17 || o.history.length > 1 << 15)
        r.in.fail('a compressor is malformed');
    },
  },
);
define(
  Inflater,
  '',
  {
    step: k.int(0, 6),
    pending: k.bytes,
    bits: count,
    bitCount: k.int(0, 7),
    window: k.bytes,
    filled: count,
    lastBlock: bool,
    stored: k.int(0, 65535),
    literalLengths: k.bytes,
    distanceLengths: k.bytes,
    copyLength: k.int(0, 258),
    copyDistance: k.int(0, 32768),
    check: count,
    total: count,
    literals: k.derived(() => null),
    distances: k.derived(() => null),
    format: k.int(0, 3),
    reach: k.int(0, 32768),
    dictionary: nullable(k.bytes),
  },
  {
    check: (r, o: Inflater) => {
      const long = o.literalLengths.length > 286 || o.distanceLengths.length > 30 || o.filled > o.window.length;
      const codes = [...o.literalLengths, ...o.distanceLengths];
      const tables = [o.literalLengths, o.distanceLengths].every((t) => decoderOf(t, true) !== undefined);
      if (long || codes.some((n) => n > 15) || !tables || (o.copyLength > 0 && o.copyDistance > o.filled))
        r.in.fail('a decompressor is malformed');
    },
  },
);
define(PyCompress, 'zlib.Compress', { deflater: ref(Deflater) });
define(PyDecompress, 'zlib.Decompress zlib._ZlibDecompressor', {
  unused: k.bytes,
  tail: k.bytes,
  needsInput: bool,
  inflater: ref(Inflater),
});

// -- digests: the base's fields come first ----------------------------------------------------------------------------------------------

const digest = { blockSize: k.int(1, 256), buffer: k.bytes, used: count, total: count };
const words = k.signedWords;
const checkDigest = (r: HeapReader, o: any): void => {
  if (o.buffer.length !== o.blockSize || o.used > o.blockSize) r.in.fail('a digest is malformed');
};
define(Md5, '', { ...digest, h: words }, { blank: () => new Md5(), check: checkDigest });
define(Sha1, '', { ...digest, h: words }, { blank: () => new Sha1(), check: checkDigest });
define(Sha256, '', { ...digest, h: words, size: k.int(28, 32) }, { blank: () => new Sha256(32), check: checkDigest });
define(Sha512, '', { ...digest, h: words, size: k.int(48, 64) }, { blank: () => new Sha512(64), check: checkDigest });
define(Sha3, '', { ...digest, s: words, suffix: integer }, { blank: () => new Sha3(136, 6), check: checkDigest });
define(
  Blake2,
  '',
  {
    ...digest,
    h: words,
    last: bool,
    counted: count,
    wide: bool,
    parameters: k.record({
      digestSize: count,
      keySize: count,
      fanout: count,
      depth: count,
      leafSize: count,
      nodeOffset: k.bigint,
      nodeDepth: count,
      innerSize: count,
      salt: k.bytes,
      person: k.bytes,
      lastNode: bool,
    }),
  },
  { check: checkDigest },
);
const HASHES =
  '_md5.md5 _sha1.sha1 _sha2.SHA224Type _sha2.SHA256Type _sha2.SHA384Type _sha2.SHA512Type _sha3.sha3_224 _sha3.sha3_256 ' +
  '_sha3.sha3_384 _sha3.sha3_512 _sha3.shake_128 _sha3.shake_256 _blake2.blake2b _blake2.blake2s';
define(PyHash, HASHES, { name: text, size: count, digest: ref(BlockDigest) });
