/** `zlib` (Library Reference): streams over deflate.ts and inflate.ts. */
import { newBuiltinType, ObjectType, typeOf } from '../../objects/builtin-types.js';
import { defineModule, defineType, type MethodRow } from '../../objects/define.js';
import { exceptionTypes, raise, typeError, valueError } from '../../objects/exception-types.js';
import type { Int } from '../../objects/number/int.js';
import { PyObject, type PyType, type PyValue, type R, type Shape } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';
import { contiguousBytes, newBytes, requireBuffer } from '../../types/buffer.js';
import { hasMethod, intOf, notAnInteger } from '../../types/coerce.js';
import { convertThenCall } from '../math-arguments.js';
import { adler32, crc32 } from './checksums.js';
import { Deflater, FINISH } from './deflate.js';
import { AUTOMATIC, DataError, GZIP, Inflater, RAW, ZLIB } from './inflate.js';

const EOFErrorType = exceptionTypes.get('EOFError')!;
const ErrorType = newBuiltinType('zlib.error', exceptionTypes.get('Exception')!);
const CompressType = newBuiltinType('zlib.Compress', ObjectType, { final: true });
const DecompressType = newBuiltinType('zlib.Decompress', ObjectType, { final: true });
const PlainDecompressorType = newBuiltinType('zlib._ZlibDecompressor', ObjectType, { final: true });

const EMPTY = new Uint8Array(0);
const UNLIMITED = 2 ** 40;

export class PyCompress extends PyObject {
  constructor(
    shape: Shape,
    readonly deflater: Deflater,
  ) {
    super(shape);
  }
}

/** Both kinds of decompressors; `_ZlibDecompressor` keeps the input that it has not looked at. */
export class PyDecompress extends PyObject {
  unused: Uint8Array = EMPTY;
  tail: Uint8Array = EMPTY;
  needsInput = true;
  constructor(
    shape: Shape,
    readonly inflater: Inflater,
  ) {
    super(shape);
  }
}

// -- arguments -----------------------------------------------------------------------------------------------------------------

function integer(v: PyValue | undefined, fallback: number): number {
  if (v === undefined) return fallback;
  const n = intOf(v);
  if (n === undefined) throw notAnInteger(v);
  return Number(n);
}

/** The format that `wbits` asks for; undefined: none. */
function streamFormat(wbits: number, reading: boolean): { format: number; bits: number } | undefined {
  const within = (n: number): boolean => n >= 8 && n <= 15;
  if (reading && wbits === 0) return { format: ZLIB, bits: 0 };
  if (reading && wbits === 32) return { format: AUTOMATIC, bits: 0 };
  if (within(wbits)) return { format: ZLIB, bits: wbits };
  if (within(-wbits)) return reading || wbits !== -8 ? { format: RAW, bits: -wbits } : undefined;
  if (within(wbits - 16)) return { format: GZIP, bits: wbits - 16 };
  if (reading && wbits === 16) return { format: GZIP, bits: 0 };
  if (reading && within(wbits - 32)) return { format: AUTOMATIC, bits: wbits - 32 };
  return undefined;
}

const fault = (message: string) => raise(ErrorType, message);

function dataFault(e: unknown, doing: string): unknown {
  if (!(e instanceof DataError)) return e;
  if (e.message.startsWith('Error')) return fault(e.message);
  return fault(`Error ${e.code} while ${doing}${e.message === '' ? '' : `: ${e.message}`}`);
}

function inflater(wbits: number, dictionary: Uint8Array | null): Inflater | undefined {
  const f = streamFormat(wbits, true);
  return f === undefined ? undefined : new Inflater(f.format, f.bits === 0 ? 0 : 1 << f.bits, dictionary);
}

function inflate(vm: VM, i: Inflater, input: Uint8Array, room: number): { output: Uint8Array; rest: Uint8Array } {
  try {
    return i.run(vm, input, room);
  } catch (e) {
    throw dataFault(e, 'decompressing data');
  }
}

// -- one call ---------------------------------------------------------------------------------------------------------------------

function compress(vm: VM, data: PyValue, level?: PyValue, wbits?: PyValue): R {
  const input = requireBuffer(vm, data);
  const d = deflater(vm, integer(level, -1), integer(wbits, 15), 0, null);
  if (d === undefined) throw fault('Bad compression level');
  return newBytes(joined(vm, d.write(vm, input), d.flush(vm, FINISH)));
}

function deflater(
  vm: VM,
  level: number,
  wbits: number,
  strategy: number,
  dictionary: Uint8Array | null,
): Deflater | undefined {
  const f = streamFormat(wbits, false);
  if (f === undefined || level < -1 || level > 9 || strategy < 0 || strategy > 4) return undefined;
  vm.alloc(1000);
  return new Deflater(f.format, level === -1 ? 6 : level, Math.max(f.bits, 9), strategy, dictionary);
}

function joined(vm: VM, a: Uint8Array, b: Uint8Array): Uint8Array {
  vm.alloc(a.length + b.length + 120);
  if (a.length === 0) return b;
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

function decompress(vm: VM, data: PyValue, wbits?: PyValue, _size?: PyValue): R {
  const input = requireBuffer(vm, data);
  const i = inflater(integer(wbits, 15), null);
  if (i === undefined) throw valueError('Invalid initialization option');
  const { output } = inflate(vm, i, input, UNLIMITED);
  if (!i.done) throw fault('Error -5 while decompressing data: incomplete or truncated stream');
  vm.alloc(output.length + 120);
  return newBytes(output);
}

// -- compressobj ----------------------------------------------------------------------------------------------------------------

function dictionaryOf(vm: VM, v: PyValue | undefined, message: (v: PyValue) => string): Uint8Array | null {
  if (v === undefined || v === null) return null;
  const b = contiguousBytes(vm, v);
  if (b === undefined) throw typeError(message(v));
  vm.alloc(b.length);
  return b.slice();
}

function compressObject(
  vm: VM,
  level?: PyValue,
  method?: PyValue,
  wbits?: PyValue,
  memLevel?: PyValue,
  strategy?: PyValue,
  zdict?: PyValue,
): R {
  const dictionary = dictionaryOf(vm, zdict, (v) => `a bytes-like object is required, not '${typeOf(v).name}'`);
  const memory = integer(memLevel, 8);
  const valid = integer(method, 8) === 8 && memory >= 1 && memory <= 9;
  const d = valid ? deflater(vm, integer(level, -1), integer(wbits, 15), integer(strategy, 0), dictionary) : undefined;
  if (d === undefined) throw valueError('Invalid initialization option');
  return new PyCompress(CompressType.root, d);
}

function checkOpen(self: PyCompress, doing: string): void {
  if (self.deflater.finished) throw fault(`Error -2 while ${doing}: inconsistent stream state`);
}

/** A window, and what goes with it. */
const COPY = 1000;

function copyCompress(vm: VM, self: PyCompress): R {
  if (self.deflater.finished) throw valueError('Inconsistent stream state');
  vm.alloc(1000 + self.deflater.waiting.length);
  vm.charge(COPY + (self.deflater.waiting.length >>> 6));
  return new PyCompress(CompressType.root, self.deflater.copy());
}

defineType(CompressType, {
  methods: {
    compress: [
      '($self, data, /)',
      'Returns a bytes object containing compressed data.',
      (vm: VM, self: PyCompress, data: PyValue) => {
        const input = requireBuffer(vm, data);
        checkOpen(self, 'compressing data');
        const out = self.deflater.write(vm, input);
        vm.alloc(out.length + 120);
        return newBytes(out);
      },
    ],
    flush: [
      '($self, mode=zlib.Z_FINISH, /)',
      'Return a bytes object containing any remaining compressed data.',
      (vm: VM, self: PyCompress, mode?: PyValue) => {
        const m = integer(mode, FINISH);
        if (m === 0) return newBytes(EMPTY);
        if (m < 0 || m > 5) throw fault('Error -2 while flushing: inconsistent stream state');
        checkOpen(self, 'flushing');
        const out = self.deflater.flush(vm, m);
        vm.alloc(out.length + 120);
        return newBytes(out);
      },
    ],
    copy: ['($self, /)', 'Return a copy of the compression object.', copyCompress],
    __copy__: ['($self, /)', null, copyCompress],
    __deepcopy__: ['($self, memo, /)', null, copyCompress],
  },
});

// -- decompressobj ---------------------------------------------------------------------------------------------------------------

function decompressObject(vm: VM, wbits?: PyValue, zdict?: PyValue): R {
  return newDecompress(vm, DecompressType, wbits, zdict);
}

function newDecompress(vm: VM, cls: PyType, wbits?: PyValue, zdict?: PyValue): PyDecompress {
  const dictionary = dictionaryOf(vm, zdict, () => 'zdict argument must support the buffer protocol');
  vm.alloc(1000);
  const i = inflater(integer(wbits, 15), dictionary !== null && dictionary.length > 0 ? dictionary : null);
  if (i === undefined) throw valueError('Invalid initialization option');
  return new PyDecompress(cls.root, i);
}

function inflatePart(vm: VM, self: PyDecompress, input: Uint8Array, room: number): R {
  if (self.inflater.done) {
    self.unused = joined(vm, self.unused, input.slice());
    self.tail = EMPTY;
    return newBytes(EMPTY);
  }
  const { output, rest } = inflate(vm, self.inflater, input, room);
  vm.alloc(output.length + rest.length + 240);
  if (self.inflater.done) {
    self.unused = joined(vm, self.unused, rest.slice());
    // What follows the end shows in both places, where there was something before.
    self.tail = self.tail.length > 0 ? rest.slice() : EMPTY;
  } else self.tail = rest.slice();
  return newBytes(output);
}

function copyDecompress(vm: VM, self: PyDecompress): R {
  if (self.inflater.done) throw valueError('Inconsistent stream state');
  vm.alloc(1000 + self.inflater.filled);
  vm.charge(COPY);
  const made = new PyDecompress(DecompressType.root, self.inflater.copy());
  made.unused = self.unused;
  made.tail = self.tail;
  return made;
}

defineType(DecompressType, {
  methods: {
    decompress: [
      '($self, data, /, max_length=0)',
      'Return a bytes object containing the decompressed version of the data.',
      (vm: VM, self: PyDecompress, data: PyValue, most?: PyValue) => {
        const input = requireBuffer(vm, data);
        const n = integer(most, 0);
        if (n < 0) throw valueError('max_length must be non-negative');
        return inflatePart(vm, self, input, n === 0 ? UNLIMITED : n);
      },
    ],
    flush: [
      '($self, length=zlib.DEF_BUF_SIZE, /)',
      'Return a bytes object containing any remaining decompressed data.',
      (vm: VM, self: PyDecompress, length?: PyValue) => {
        if (integer(length, 1) <= 0) throw valueError('length must be greater than zero');
        if (self.inflater.done) return newBytes(EMPTY);
        return inflatePart(vm, self, self.tail, UNLIMITED);
      },
    ],
    copy: ['($self, /)', 'Return a copy of the decompression object.', copyDecompress],
    __copy__: ['($self, /)', null, copyDecompress],
    __deepcopy__: ['($self, memo, /)', null, copyDecompress],
  },
  getset: {
    unused_data: { get: (_vm, self: PyDecompress) => newBytes(self.unused) },
    unconsumed_tail: { get: (_vm, self: PyDecompress) => newBytes(self.tail) },
    eof: { get: (_vm, self: PyDecompress) => self.inflater.done },
  },
});

defineType(PlainDecompressorType, {
  doc: 'Create a decompressor object for decompressing data incrementally.',
  new: ["($type, wbits=15, zdict=b'')", null, newDecompress],
  methods: {
    decompress: [
      '($self, /, data, max_length=-1)',
      'Decompress *data*, returning uncompressed data as bytes.',
      (vm: VM, self: PyDecompress, data: PyValue, most?: PyValue) => {
        const input = requireBuffer(vm, data);
        if (self.inflater.done) throw raise(EOFErrorType, 'End of stream already reached');
        const n = integer(most, -1);
        const all = joined(vm, self.tail, input);
        const { output, rest } = inflate(vm, self.inflater, all, n < 0 ? UNLIMITED : n);
        vm.alloc(output.length + rest.length + 240);
        if (self.inflater.done) {
          self.unused = rest.slice();
          self.tail = EMPTY;
        } else self.tail = rest.slice();
        self.needsInput = !self.inflater.done && (n < 0 || output.length < n);
        return newBytes(output);
      },
    ],
  },
  getset: {
    unused_data: { get: (_vm, self: PyDecompress) => newBytes(self.unused) },
    needs_input: { get: (_vm, self: PyDecompress) => self.needsInput },
    eof: { get: (_vm, self: PyDecompress) => self.inflater.done },
  },
});

// -- checksums ---------------------------------------------------------------------------------------------------------------------

function checksum(name: string, first: number, f: (bytes: Uint8Array, start: number) => number): MethodRow {
  return [
    `($module, data, value=${first}, /)`,
    null,
    (vm: VM, data: PyValue, start?: PyValue): R => {
      const b = requireBuffer(vm, data);
      let value: Int | undefined = first;
      if (start !== undefined) {
        value = intOf(start);
        if (value === undefined) {
          if (!hasMethod(start, '__index__')) throw notAnInteger(start);
          return convertThenCall(vm, 'checksum_then_call', 'zlib', name, [data, start]);
        }
      }
      vm.charge(1 + (b.length >> 2));
      return f(b, Number(BigInt.asUintN(32, BigInt(value))));
    },
  ];
}

const CONSTANTS: Record<string, PyValue> = {
  DEFLATED: 8,
  DEF_BUF_SIZE: 16384,
  DEF_MEM_LEVEL: 8,
  MAX_WBITS: 15,
  Z_BEST_COMPRESSION: 9,
  Z_BEST_SPEED: 1,
  Z_BLOCK: 5,
  Z_DEFAULT_COMPRESSION: -1,
  Z_DEFAULT_STRATEGY: 0,
  Z_FILTERED: 1,
  Z_FINISH: 4,
  Z_FIXED: 4,
  Z_FULL_FLUSH: 3,
  Z_HUFFMAN_ONLY: 2,
  Z_NO_COMPRESSION: 0,
  Z_NO_FLUSH: 0,
  Z_PARTIAL_FLUSH: 1,
  Z_RLE: 3,
  Z_SYNC_FLUSH: 2,
  Z_TREES: 6,
  ZLIB_VERSION: '1.3.1',
  ZLIB_RUNTIME_VERSION: '1.3.1',
};

defineModule('zlib', {
  doc: 'The functions in this module allow compression and decompression using the zlib library.',
  functions: {
    compress: [
      '($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)',
      'Returns a bytes object containing compressed data.',
      compress,
    ],
    decompress: [
      '($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)',
      'Returns a bytes object containing the uncompressed data.',
      decompress,
    ],
    compressobj: [
      '($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, ' +
        'strategy=Z_DEFAULT_STRATEGY, zdict=None)',
      'Return a compressor object.',
      compressObject,
    ],
    decompressobj: ["($module, /, wbits=MAX_WBITS, zdict=b'')", 'Return a decompressor object.', decompressObject],
    adler32: checksum('adler32', 1, adler32),
    crc32: checksum('crc32', 0, crc32),
  },
  types: [PlainDecompressorType],
  values: () => [['error', ErrorType], ...Object.entries(CONSTANTS)],
});
