/**
 * `_struct` (Library Reference, "struct"): numbers and bytes in binary records. Native sizes and alignment are those of
 * a 64-bit little-endian machine. A format is parsed once for each call; `Struct` keeps it parsed.
 */
import { exporterOf, isContiguous, PyMemoryView, viewArray, viewCount } from '../objects/buffer.js';
import { newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { PyComplex } from '../objects/complex.js';
import { defineModule, defineType, type MethodRow } from '../objects/define.js';
import { PyRaise } from '../objects/errors.js';
import { exceptionTypes, OverflowErrorType, raise, typeError } from '../objects/exception-types.js';
import { type Int, normalize } from '../objects/number/int.js';
import { PyFloat, PyObject, type PyType, type PyValue, type R } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import { unicodeException } from '../objects/text-fault.js';
import type { VM } from '../objects/vm.js';
import { registerIterator } from '../protocols/iterate.js';
import { isTrueFast } from '../protocols/truth.js';
import { bufferBytes, checkReleased, newBytes, requireBuffer, reserveBytes } from '../types/buffer.js';
import { floatOf, hasMethod, intOf, notAnInteger, retryWith, strOf, toSize } from '../types/coerce.js';
import { newComplex } from '../types/complex.js';
import { halfToNumber, numberToHalf } from '../types/memory-items.js';
import { ITER_SELF, nextRow } from '../types/support.js';
import { moduleFunction } from './math-arguments.js';

const StructType = newBuiltinType('_struct.Struct', ObjectType, { layout: 'struct', hasWeakref: true });
const UnpackIterType = newBuiltinType('_struct.unpack_iterator', ObjectType, { final: true });
const ErrorType = newBuiltinType('struct.error', exceptionTypes.get('Exception')!);

const fault = (message: string): PyRaise => raise(ErrorType, message);

// -- formats -----------------------------------------------------------------------------------------------------------------

const sizes = (table: Record<string, number>): Map<string, number> =>
  new Map(Object.entries(table).flatMap(([chars, n]) => [...chars].map((c) => [c, n] as const)));
const STANDARD = sizes({ 'xcbB?sp': 1, hHe: 2, iIlLf: 4, qQdF: 8, D: 16 });
const NATIVE = sizes({ 'xcbB?sp': 1, hHe: 2, iIf: 4, lLqQdnNPF: 8, D: 16 });
const SIGNED = new Set('bhilqn');

/** `count` values of `size` bytes each from `offset`; for `s` and `p` one value of `size` bytes. */
interface Field {
  readonly code: string;
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}
interface Layout {
  readonly fields: readonly Field[];
  readonly size: number;
  /** Values that packing takes. */
  readonly values: number;
  readonly little: boolean;
  readonly native: boolean;
}

const INT_TOO_LARGE = 'int too large to convert';
const TOO_LONG = 'total struct size too long';
const MOST = 2 ** 53;

function alignment(code: string, size: number): number {
  return code === 'D' || code === 'F' ? size / 2 : size;
}

export function parse(vm: VM, format: string): Layout {
  vm.charge(format.length);
  const mode = format[0] ?? '';
  const prefixed = '@=<>!'.includes(mode) && mode !== '';
  const native = !prefixed || mode === '@';
  const table = native ? NATIVE : STANDARD;
  const fields: Field[] = [];
  let size = 0;
  let values = 0;
  for (let i = prefixed ? 1 : 0; i < format.length; i++) {
    let c = format[i]!;
    if (c === ' ' || (c >= '\t' && c <= '\r')) continue;
    let count = 1;
    if (c >= '0' && c <= '9') {
      count = 0;
      for (; c >= '0' && c <= '9'; c = format[++i] ?? '') {
        count = count * 10 + Number(c);
        if (count > MOST) throw fault(TOO_LONG);
      }
      if (c === '') throw fault('repeat count given without format specifier');
    }
    const one = table.get(c);
    if (one === undefined) throw fault('bad char in struct format');
    const align = alignment(c, one);
    if (native && align > 1) size = Math.ceil(size / align) * align;
    const whole = c === 's' || c === 'p';
    if (c !== 'x') {
      vm.alloc(64);
      if (whole || count > 0)
        fields.push({ code: c, offset: size, size: whole ? count : one, count: whole ? 1 : count });
      values += whole ? 1 : count;
    }
    size += one * count;
    if (size > MOST) throw fault(TOO_LONG);
  }
  return { fields, size, values, little: mode !== '>' && mode !== '!', native };
}

function formatText(v: PyValue): string {
  if (v instanceof PyBytes) return String.fromCharCode(...v.bytes.subarray(0, 10000));
  const s = strOf(v);
  if (s === undefined) throw typeError(`Struct() argument 1 must be a str or bytes object, not ${typeOf(v).name}`);
  if (typeof s !== 'string') throw fault('bad char in struct format');
  const at = s.search(/[^\x00-\x7f]/);
  if (at >= 0) {
    const end = at + /^[^\x00-\x7f]+/.exec(s.slice(at))![0].length;
    throw new PyRaise(unicodeException('UnicodeEncodeError', ['ascii', s, at, end, 'ordinal not in range(128)']));
  }
  if (s.includes('\0')) throw fault('embedded null character');
  return s;
}

export class PyStruct extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  format = '';
  layout: Layout | null = null;
}

function layoutOf(vm: VM, self: PyStruct): Layout {
  if (self.layout === null) throw raise(exceptionTypes.get('RuntimeError')!, 'Struct object is not initialized');
  vm.charge(1);
  return self.layout;
}

// -- packing -----------------------------------------------------------------------------------------------------------------

/** What Python code has to do with an argument first: a function of library/. */
type Conversion = 'with_index' | 'with_float' | 'with_truth';

function rangeError(code: string, bits: number): PyRaise {
  const [low, high] = SIGNED.has(code)
    ? [-(1n << BigInt(bits - 1)), (1n << BigInt(bits - 1)) - 1n]
    : [0n, (1n << BigInt(bits)) - 1n];
  return fault(`'${code}' format requires ${low} <= number <= ${high}`);
}

function packInt(view: DataView, at: number, f: Field, v: PyValue, little: boolean): Conversion | undefined {
  const n = intOf(v);
  if (n === undefined) {
    if (hasMethod(v, '__index__')) return 'with_index';
    throw fault('required argument is not an integer');
  }
  const bits = f.size * 8;
  const big = BigInt(n);
  if (big !== (SIGNED.has(f.code) ? BigInt.asIntN(bits, big) : BigInt.asUintN(bits, big))) {
    if (f.code === 'P') throw fault(INT_TOO_LARGE);
    throw rangeError(f.code, bits);
  }
  if (f.size === 1) view.setUint8(at, Number(n) & 255);
  else if (f.size === 2) view.setUint16(at, Number(n) & 65535, little);
  else if (f.size === 4) view.setInt32(at, Number(n) | 0, little);
  else view.setBigInt64(at, BigInt.asIntN(64, big), little);
  return undefined;
}

function packFloat(view: DataView, at: number, f: Field, v: PyValue, l: Layout): Conversion | undefined {
  const n = intOf(v);
  const x = floatOf(v) ?? (n === undefined ? undefined : Number(n));
  if (x === undefined) {
    if (hasMethod(v, '__float__') || hasMethod(v, '__index__')) return 'with_float';
    throw fault('required argument is not a float');
  }
  const tooLarge = (): PyRaise =>
    n === undefined ? raise(OverflowErrorType, `float too large to pack with ${f.code} format`) : fault(INT_TOO_LARGE);
  if (n !== undefined && !Number.isFinite(x)) throw tooLarge();
  if (f.code === 'd') view.setFloat64(at, x, l.little);
  else if (f.code === 'f') {
    const y = Math.fround(x);
    if (!l.native && Number.isFinite(x) && !Number.isFinite(y)) throw tooLarge();
    view.setFloat32(at, y, l.little);
  } else {
    const h = numberToHalf(x);
    if (h === undefined) throw tooLarge();
    view.setUint16(at, h, l.little);
  }
  return undefined;
}

function packComplex(view: DataView, at: number, f: Field, v: PyValue, little: boolean): void {
  const n = intOf(v);
  const x = floatOf(v) ?? (n === undefined ? undefined : Number(n));
  const [re, im] = v instanceof PyComplex ? [v.re, v.im] : [x, 0];
  if (re === undefined) throw fault('required argument is not a complex');
  const half = f.size / 2;
  if (half === 4) {
    view.setFloat32(at, re, little);
    view.setFloat32(at + 4, im, little);
  } else {
    view.setFloat64(at, re, little);
    view.setFloat64(at + 8, im, little);
  }
}

function packBytes(out: Uint8Array, at: number, f: Field, v: PyValue): void {
  const b = v instanceof PyBytes ? v.bytes : v instanceof PyByteArray ? v.buffer.subarray(0, v.length) : undefined;
  if (b === undefined) throw fault(`argument for '${f.code}' must be a bytes object`);
  if (f.code === 's') {
    out.set(b.subarray(0, f.size), at);
    return;
  }
  if (f.size === 0) return;
  const n = Math.min(b.length, f.size - 1);
  out[at] = Math.min(n, 255);
  out.set(b.subarray(0, n), at + 1);
}

function packOne(
  vm: VM,
  out: Uint8Array,
  view: DataView,
  at: number,
  f: Field,
  v: PyValue,
  l: Layout,
): Conversion | undefined {
  switch (f.code) {
    case 's':
    case 'p':
      packBytes(out, at, f, v);
      return undefined;
    case 'c':
      if (!(v instanceof PyBytes) || v.bytes.length !== 1) {
        throw fault('char format requires a bytes object of length 1');
      }
      out[at] = v.bytes[0]!;
      return undefined;
    case '?': {
      const truth = isTrueFast(vm, v);
      if (truth === undefined) return 'with_truth';
      out[at] = truth ? 1 : 0;
      return undefined;
    }
    case 'e':
    case 'f':
    case 'd':
      return packFloat(view, at, f, v, l);
    case 'F':
    case 'D':
      packComplex(view, at, f, v, l.little);
      return undefined;
    default:
      return packInt(view, at, f, v, l.little);
  }
}

/** The packed bytes; or which value has to be converted by Python code first. */
function packed(vm: VM, l: Layout, values: readonly PyValue[]): Uint8Array | { how: Conversion; index: number } {
  vm.charge(values.length);
  const out = reserveBytes(vm, l.size);
  const view = new DataView(out.buffer);
  let index = 0;
  for (const f of l.fields) {
    for (let k = 0; k < f.count; k++) {
      const how = packOne(vm, out, view, f.offset + k * f.size, f, values[index]!, l);
      if (how !== undefined) return { how, index };
      index++;
    }
  }
  return out;
}

function pack(vm: VM, format: string, l: Layout, values: readonly PyValue[]): R {
  if (values.length !== l.values) {
    throw fault(`pack expected ${l.values} items for packing (got ${values.length})`);
  }
  const r = packed(vm, l, values);
  if (r instanceof Uint8Array) return newBytes(r);
  return retryWith(vm, r.how, moduleFunction('_struct', 'pack'), [format, ...values], r.index + 1);
}

/** A window on a buffer that can be written, in one piece. */
function writable(vm: VM, v: PyValue): Uint8Array {
  const refuse = (): never => {
    throw typeError(`argument must be read-write bytes-like object, not ${typeOf(v).name}`);
  };
  if (v instanceof PyMemoryView) {
    checkReleased(v);
    if (v.readonly || !isContiguous(v)) refuse();
    return viewArray(v).subarray(v.offset, v.offset + viewCount(v) * v.itemsize);
  }
  if (exporterOf(v)?.get(v).readonly !== false) refuse();
  return bufferBytes(vm, v)!;
}

/** An offset into a buffer; undefined: Python code has to make it. */
function offsetOf(v: PyValue): number | undefined {
  const n = intOf(v);
  if (n !== undefined) return toSize(n);
  if (!hasMethod(v, '__index__')) throw notAnInteger(v);
  return undefined;
}

/** A size as its message says it: what is larger than any is the largest. */
const sizeText = (n: number): bigint => (n >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(n));

function packInto(vm: VM, format: string, l: Layout, args: readonly PyValue[]): R {
  const values = args.slice(2);
  if (args.length === 0) throw fault('pack_into expected buffer argument');
  if (args.length === 1) throw fault('pack_into expected offset argument');
  if (values.length !== l.values) {
    throw fault(`pack_into expected ${l.values} items for packing (got ${values.length})`);
  }
  const target = writable(vm, args[0]!);
  const again = (how: string, i: number): R =>
    retryWith(vm, how, moduleFunction('_struct', 'pack_into'), [format, ...args], i);
  let offset = offsetOf(args[1]!);
  if (offset === undefined) return again('with_index', 2);
  if (offset < 0) {
    if (offset + l.size > 0) throw fault(`no space to pack ${l.size} bytes at offset ${offset}`);
    if (offset + target.length < 0) throw fault(`offset ${offset} out of range for ${target.length}-byte buffer`);
    offset += target.length;
  }
  if (target.length - offset < l.size) {
    throw fault(
      `pack_into requires a buffer of at least ${BigInt(l.size) + sizeText(offset)} bytes for packing ${l.size} bytes at offset ` +
        `${sizeText(offset)} (actual buffer size is ${target.length})`,
    );
  }
  const r = packed(vm, l, values);
  if (!(r instanceof Uint8Array)) return again(r.how, r.index + 3);
  target.set(r, offset);
  return null;
}

// -- unpacking ---------------------------------------------------------------------------------------------------------------

function unpackNumber(view: DataView, at: number, f: Field, little: boolean): PyValue {
  switch (f.code) {
    case '?':
      return view.getUint8(at) !== 0;
    case 'e':
      return new PyFloat(halfToNumber(view.getUint16(at, little)));
    case 'f':
      return new PyFloat(view.getFloat32(at, little));
    case 'd':
      return new PyFloat(view.getFloat64(at, little));
  }
  const signed = SIGNED.has(f.code);
  switch (f.size) {
    case 1:
      return signed ? view.getInt8(at) : view.getUint8(at);
    case 2:
      return signed ? view.getInt16(at, little) : view.getUint16(at, little);
    case 4:
      return signed ? view.getInt32(at, little) : view.getUint32(at, little);
  }
  const n: Int = signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little);
  return normalize(n);
}

/** What bytes take besides their content. */
const BYTES_SIZE = 240;

function unpackBytes(b: Uint8Array, at: number, f: Field): PyValue {
  if (f.code === 'c') return newBytes(b.slice(at, at + 1));
  if (f.code === 's') return newBytes(b.slice(at, at + f.size));
  if (f.size === 0) return newBytes(new Uint8Array());
  return newBytes(b.slice(at + 1, at + 1 + Math.min(b[at]!, f.size - 1)));
}

function unpacked(vm: VM, l: Layout, b: Uint8Array, from: number): PyValue {
  vm.charge(l.values + (l.size >>> 4));
  vm.alloc(l.values * 48 + l.size + 64);
  const view = new DataView(b.buffer, b.byteOffset, b.byteLength);
  const out: PyValue[] = new Array(l.values);
  let made = 0;
  for (const f of l.fields) {
    const isBytes = 'csp'.includes(f.code);
    if (isBytes) vm.alloc(f.count * BYTES_SIZE);
    for (let k = 0; k < f.count; k++) {
      const at = from + f.offset + k * f.size;
      if (isBytes) out[made++] = unpackBytes(b, at, f);
      else if (f.code === 'F' || f.code === 'D') {
        const part = { code: f.code === 'F' ? 'f' : 'd', offset: 0, size: f.size / 2, count: 1 };
        const re = unpackNumber(view, at, part, l.little) as PyFloat;
        const im = unpackNumber(view, at + part.size, part, l.little) as PyFloat;
        out[made++] = newComplex(re.v, im.v);
      } else out[made++] = unpackNumber(view, at, f, l.little);
    }
  }
  return tuple(out);
}

function unpack(vm: VM, l: Layout, buffer: PyValue): R {
  const b = requireBuffer(vm, buffer);
  if (b.length !== l.size) throw fault(`unpack requires a buffer of ${l.size} bytes`);
  return unpacked(vm, l, b, 0);
}

function unpackFrom(vm: VM, format: string, l: Layout, buffer: PyValue, offset: PyValue = 0): R {
  const b = requireBuffer(vm, buffer);
  let from = offsetOf(offset);
  if (from === undefined) {
    return retryWith(vm, 'with_index', moduleFunction('_struct', 'unpack_from'), [format, buffer, offset], 2);
  }
  if (from < 0) {
    if (from + l.size > 0) throw fault(`not enough data to unpack ${l.size} bytes at offset ${from}`);
    if (from + b.length < 0) throw fault(`offset ${from} out of range for ${b.length}-byte buffer`);
    from += b.length;
  }
  if (b.length - from < l.size) {
    throw fault(
      `unpack_from requires a buffer of at least ${BigInt(l.size) + sizeText(from)} bytes for unpacking ${l.size} bytes at offset ` +
        `${sizeText(from)} (actual buffer size is ${b.length})`,
    );
  }
  return unpacked(vm, l, b, from);
}

export class PyUnpackIter extends PyObject {
  format = '';
  buffer: PyValue = null;
  layout: Layout | null = null;
  at = 0;
}

function iterUnpack(vm: VM, format: string, l: Layout, buffer: PyValue): R {
  const b = requireBuffer(vm, buffer);
  if (l.size === 0) throw fault('cannot iteratively unpack with a struct of length 0');
  if (b.length % l.size !== 0) {
    throw fault(`iterative unpacking requires a buffer of a multiple of ${l.size} bytes`);
  }
  vm.alloc(80);
  const it = new PyUnpackIter(UnpackIterType.root);
  it.format = format;
  it.buffer = buffer;
  it.layout = l;
  return it;
}

function step(vm: VM, it: PyUnpackIter): PyValue | undefined {
  const b = it.layout === null ? undefined : bufferBytes(vm, it.buffer);
  if (it.layout === null || b === undefined || it.at + it.layout.size > b.length) {
    it.layout = null;
    it.buffer = null;
    return undefined;
  }
  const v = unpacked(vm, it.layout, b, it.at);
  it.at += it.layout.size;
  return v;
}
registerIterator(UnpackIterType, step);

defineType(UnpackIterType, {
  methods: {
    __iter__: ITER_SELF,
    __next__: nextRow(step),
    __length_hint__: [
      '($self, /)',
      null,
      (vm: VM, it: PyUnpackIter) =>
        it.layout === null ? 0 : Math.floor(((bufferBytes(vm, it.buffer)?.length ?? 0) - it.at) / it.layout.size),
    ],
  },
});

defineType(StructType, {
  doc: 'Struct(fmt) --> compiled struct object',
  new: [
    '($type, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType) => {
      vm.alloc(100);
      return new PyStruct(cls.root);
    },
  ],
  methods: {
    __init__: [
      '($self, /, format)',
      null,
      (vm: VM, self: PyStruct, format: PyValue) => {
        const text = formatText(format);
        self.layout = parse(vm, text);
        self.format = text;
      },
    ],
    pack: [
      '($self, /, *values)',
      null,
      (vm: VM, self: PyStruct, values: PyValue[]) => pack(vm, self.format, layoutOf(vm, self), values),
    ],
    pack_into: [
      '($self, /, *args)',
      null,
      (vm: VM, self: PyStruct, args: PyValue[]) => packInto(vm, self.format, layoutOf(vm, self), args),
    ],
    unpack: [
      '($self, buffer, /)',
      null,
      (vm: VM, self: PyStruct, buffer: PyValue) => unpack(vm, layoutOf(vm, self), buffer),
    ],
    unpack_from: [
      '($self, /, buffer, offset=0)',
      null,
      (vm: VM, self: PyStruct, buffer: PyValue, offset?: PyValue) =>
        unpackFrom(vm, self.format, layoutOf(vm, self), buffer, offset),
    ],
    iter_unpack: [
      '($self, buffer, /)',
      null,
      (vm: VM, self: PyStruct, buffer: PyValue) => iterUnpack(vm, self.format, layoutOf(vm, self), buffer),
    ],
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, self: PyStruct) => {
        layoutOf(vm, self);
        return `Struct('${self.format.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}')`;
      },
    ],
  },
  getset: {
    format: { get: (_vm, self: PyStruct) => fromJS(self.format) },
    size: { get: (vm, self: PyStruct) => layoutOf(vm, self).size },
  },
});

type ByFormat = (vm: VM, format: string, l: Layout, ...args: any[]) => R;

/** A function of the module: as the method of the same name, by a format. */
function byFormat(signature: string, f: ByFormat): MethodRow {
  return [
    signature,
    null,
    (vm: VM, format: PyValue, ...args: PyValue[]) => {
      const text = format instanceof PyStruct ? format.format : formatText(format);
      return f(vm, text, parse(vm, text), ...args);
    },
  ];
}

defineModule('_struct', {
  doc: 'Functions to convert between Python values and C structs.',
  functions: {
    calcsize: byFormat('($module, format, /)', (_vm, _format, l) => l.size),
    pack: byFormat('($module, format, /, *values)', pack),
    pack_into: byFormat('($module, format, /, *args)', packInto),
    unpack: byFormat('($module, format, buffer, /)', (vm, _format, l, buffer: PyValue) => unpack(vm, l, buffer)),
    unpack_from: byFormat('($module, format, /, buffer, offset=0)', unpackFrom),
    iter_unpack: byFormat('($module, format, buffer, /)', iterUnpack),
    _clearcache: ['($module, /)', null, () => null],
  },
  types: [StructType],
  values: () => [['error', ErrorType]],
});
