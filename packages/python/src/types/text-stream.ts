/**
 * `io.TextIOWrapper`, and the standard streams of a cell, which are instances of it over the console.
 *
 * Over any other stream of bytes, the work is done by an object of the library (`impl`, library/natives/_io.py). What is
 * decoded waits here (`text` from `at`), and so does what is encoded (`pending`): a line of what is decoded, and a piece
 * of text that only has to be kept, need no Python code.
 */

import { newBuiltinType, ObjectType, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, type MethodRow } from '../objects/define.js';
import { PyRaise } from '../objects/errors.js';
import {
  exceptionTypes,
  newException,
  raise,
  StopIterationType,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import type { PyFunction } from '../objects/function.js';
import { PyObject, PyStrObject, type PyType, type PyValue, PyWideStr, type R, type Shape } from '../objects/object.js';
import { type Codec, encode } from '../objects/text/codecs.js';
import { fromJS, length, type Str, sub, toJS } from '../objects/text/core.js';
import { unicodeException } from '../objects/text-fault.js';
import type { VM } from '../objects/vm.js';
import { setOwnAttribute } from '../protocols/attributes.js';
import { registerIterator } from '../protocols/iterate.js';
import { pieceOf } from '../syntax/pieces.js';
import { newBytes } from './buffer.js';
import { lineEndIn, mayGoOn } from './text-lines.js';

/** Bytes that wait before they go to the stream below. */
const CHUNK = 8192;

export type StandardStream = 'stdin' | 'stdout' | 'stderr';

export class PyStream extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  closed = false;
  errors: PyValue = 'strict';
  /** Standard streams: what was read and not yet delivered; the stream of bytes that stands for them. */
  rest = '';
  ended = false;
  bytes: PyValue = null;
  /** All others: the object that does the work; null before `__init__`. */
  impl: PyValue = null;
  /** Decoded text, and how much of it was delivered. */
  text: Str = '';
  at = 0;
  /** What ends a line of `text`, where reading it needs nothing else; '': any line end. */
  newline: string | null = null;
  /** The codec, where text that is written needs nothing else than encoding. */
  codec: Codec | null = null;
  /** What was written and encoded, and its size in bytes. */
  pending: Uint8Array[] = [];
  waiting = 0;
  chunk = CHUNK;
  lineBuffering = false;
  /** An iteration is going on: tell() is refused. */
  iterating = false;
  constructor(
    shape: Shape,
    readonly standard: StandardStream | null,
  ) {
    super(shape);
  }
}

export const TextStreamType = newBuiltinType('_io.TextIOWrapper', ObjectType, {
  hasDict: true,
  hasWeakref: true,
  layout: 'stream',
});

export function standardStream(vm: VM, which: StandardStream): PyStream {
  const s = new PyStream(TextStreamType.root, which);
  setOwnAttribute(vm, s, 'mode', which === 'stdin' ? 'r' : 'w');
  if (which === 'stderr') s.errors = 'backslashreplace';
  return s;
}

const CLOSED = 'I/O operation on closed file.';

function open(s: PyStream): void {
  if (s.closed) throw valueError(CLOSED);
}

function unsupported(what: string) {
  return new PyRaise(newException(unsupportedOperation, [what]));
}

/** io.UnsupportedOperation: an OSError and a ValueError. */
export const unsupportedOperation = newBuiltinType('io.UnsupportedOperation', exceptionTypes.get('OSError')!);
unsupportedOperation.bases = [exceptionTypes.get('OSError')!, exceptionTypes.get('ValueError')!];
unsupportedOperation.mro = [
  unsupportedOperation,
  exceptionTypes.get('OSError')!,
  exceptionTypes.get('ValueError')!,
  ...exceptionTypes.get('Exception')!.mro,
];

// -- the standard streams: writing -------------------------------------------------------------------------------------------

const LONE = /[\ud800-\udfff]/;

/** Text for the console: a lone surrogate is refused, or escaped where the stream says so. */
function encodable(s: PyStream, text: Str): string {
  const js = toJS(text);
  if (typeof text !== 'string' || !LONE.test(text)) return js;
  if (s.errors === 'backslashreplace')
    return js.replace(/[\ud800-\udfff]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
  if (s.errors === 'ignore') return js.replace(/[\ud800-\udfff]/g, '');
  if (s.errors === 'replace' || s.errors === 'surrogateescape') return js.replace(/[\ud800-\udfff]/g, '?');
  const at = text.search(LONE);
  let end = at;
  while (end < text.length && LONE.test(text[end]!)) end++;
  throw new PyRaise(unicodeException('UnicodeEncodeError', ['utf-8', text, at, end, 'surrogates not allowed']));
}

function textArgument(data: PyValue): Str {
  const text = data instanceof PyStrObject ? data.value : data;
  if (typeof text === 'string' || text instanceof PyWideStr) return text;
  throw typeError(`write() argument must be str, not ${data === null ? 'None' : typeOf(data).name}`);
}

/** write() of a standard stream. */
export function writeStream(vm: VM, s: PyStream, data: PyValue): R {
  open(s);
  if (s.standard === 'stdin') throw unsupported('not writable');
  const text = textArgument(data);
  vm.write(s.standard as 'stdout' | 'stderr', encodable(s, text));
  return length(text);
}

export function encodeUtf8(text: string): Uint8Array {
  const out: number[] = [];
  for (const ch of text) {
    const c = ch.codePointAt(0)!;
    if (c < 0x80) out.push(c);
    else if (c < 0x800) out.push(0xc0 | (c >> 6), 0x80 | (c & 63));
    else if (c < 0x10000) out.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    else out.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
  }
  return Uint8Array.from(out);
}

// -- standard input ----------------------------------------------------------------------------------------------------------

/** Whether a line of input comes at once. Where the system gives them, library code asks. */
function linesAtOnce(vm: VM): boolean {
  return vm.powers.console?.readline !== undefined || vm.powers.system === undefined;
}

/** More text into `rest`; false at the end. */
function fill(vm: VM, s: PyStream): boolean {
  if (s.ended) return false;
  const more = vm.powers.console?.readline?.() ?? '';
  vm.alloc(more.length * 2);
  if (more === '') s.ended = true;
  s.rest += more;
  return more !== '';
}

function checkReadable(s: PyStream): void {
  open(s);
  if (s.standard !== 'stdin') throw unsupported('not readable');
}

function sizeOf(v: PyValue | undefined): number {
  if (v === undefined || v === null) return -1;
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean') return Number(v);
  throw typeError(`argument should be integer or None, not '${typeOf(v).name}'`);
}

function take(s: PyStream, n: number): Str {
  const piece = pieceOf(s.rest, 0, n);
  s.rest = pieceOf(s.rest, n);
  return fromJS(piece);
}

function readInput(vm: VM, s: PyStream, size: PyValue | undefined): R {
  checkReadable(s);
  const n = sizeOf(size);
  if (!linesAtOnce(vm)) return vm.lib('stdin_read', [s, n]);
  while ((n < 0 || s.rest.length < n) && fill(vm, s));
  s.ended = false;
  return take(s, n < 0 ? s.rest.length : n);
}

/** The next line with its end, '' at the end of the input. */
function inputLine(vm: VM, s: PyStream): Str {
  let from = 0;
  for (;;) {
    const at = s.rest.indexOf('\n', from);
    if (at >= 0) {
      vm.charge(1 + (at >> 4));
      return take(s, at + 1);
    }
    from = s.rest.length;
    if (!fill(vm, s)) break;
  }
  s.ended = false;
  return take(s, s.rest.length);
}

function readlineInput(vm: VM, s: PyStream, size: PyValue | undefined): R {
  checkReadable(s);
  const n = sizeOf(size);
  if (!linesAtOnce(vm)) return vm.lib('stdin_readline', [s, n]);
  const line = inputLine(vm, s);
  if (n < 0 || length(line) <= n) return line;
  s.rest = toJS(line).slice(n) + s.rest;
  return fromJS(pieceOf(toJS(line), 0, n));
}

// -- streams over bytes ------------------------------------------------------------------------------------------------------

/** "Let the object that does the work do it." */
function work(vm: VM, s: PyStream, name: string, args: readonly (PyValue | undefined)[]): R {
  if (s.impl === null) throw valueError('I/O operation on uninitialized object');
  let n = args.length;
  while (n > 0 && args[n - 1] === undefined) n--;
  const method = typeOf(s.impl).lookup(name) as PyFunction;
  return vm.call(method, [s.impl, ...(args.slice(0, n) as PyValue[])]);
}

function write(vm: VM, s: PyStream, data: PyValue): R {
  if (s.standard !== null) return writeStream(vm, s, data);
  const { codec } = s;
  if (codec === null) return work(vm, s, 'write', [data]);
  const text = textArgument(data);
  const bytes = encode(vm, codec, text);
  const n = length(text);
  const lineEnds = s.lineBuffering && (bytes.includes(10) || bytes.includes(13));
  if (s.waiting > 0 && s.waiting + bytes.length > s.chunk) {
    return work(vm, s, 'write_more', [newBytes(bytes), n, lineEnds]);
  }
  s.pending.push(bytes);
  s.waiting += bytes.length;
  return lineEnds || s.waiting >= s.chunk ? work(vm, s, 'written', [n, lineEnds]) : n;
}

/** A line of what is decoded; undefined where more has to be read. */
function decodedLine(vm: VM, s: PyStream): Str | undefined {
  const { text, at, newline } = s;
  if (newline === null) return undefined;
  const end = lineEndIn(vm, text, newline, at);
  if (end < 0 || mayGoOn(text, newline, end)) return undefined;
  vm.charge(1 + ((end - at) >> 4));
  s.at = end;
  return sub(vm, text, at, end);
}

/** So many characters, where they are decoded. */
function read(vm: VM, s: PyStream, size: PyValue | undefined): R {
  if (s.standard !== null) return readInput(vm, s, size);
  const { text, at } = s;
  if (s.newline !== null && typeof size === 'number' && size >= 0 && length(text) - at >= size) {
    vm.charge(1 + (size >> 4));
    s.at = at + size;
    return sub(vm, text, at, at + size);
  }
  return work(vm, s, 'read', [size]);
}

function readline(vm: VM, s: PyStream, size: PyValue | undefined): R {
  if (s.standard !== null) return readlineInput(vm, s, size);
  return (size === undefined ? decodedLine(vm, s) : undefined) ?? work(vm, s, 'readline', [size]);
}

/** A subclass with a readline of its own is iterated over by that. */
function step(vm: VM, s: PyStream): PyValue | undefined | R {
  if (s.standard === null) {
    const own = s.shape.cls === TextStreamType || s.shape.cls.lookup('readline') === ownReadline();
    if (!own) return vm.lib('stream_next', [s]);
    s.iterating = true;
    return decodedLine(vm, s) ?? work(vm, s, 'next', []);
  }
  checkReadable(s);
  if (!linesAtOnce(vm)) return vm.lib('stream_next', [s]);
  const line = inputLine(vm, s);
  return line === '' ? undefined : line;
}

function ownReadline(): PyValue | undefined {
  return TextStreamType.dict.getStr('readline');
}

// -- the class ---------------------------------------------------------------------------------------------------------------

type Own = (vm: VM, s: PyStream, ...args: (PyValue | undefined)[]) => R | void;

/** A method that standard streams have natively. */
function method(name: string, signature: string, own: Own): MethodRow {
  return [
    signature,
    null,
    (vm: VM, s: PyStream, ...args: (PyValue | undefined)[]) =>
      s.standard !== null ? own(vm, s, ...args) : work(vm, s, name, args),
  ];
}

const noSeek: Own = (_vm, s) => {
  open(s);
  throw unsupported('underlying stream is not seekable');
};

const DESCRIPTORS = ['stdin', 'stdout', 'stderr'];

function isatty(vm: VM, s: PyStream): R {
  open(s);
  return vm.powers.system === undefined ? false : vm.lib('posix_isatty', [DESCRIPTORS.indexOf(s.standard!)]);
}

function close(_vm: VM, s: PyStream): void {
  s.closed = true;
}

function repr(_vm: VM, s: PyStream): R {
  return `<_io.TextIOWrapper name='<${s.standard}>' mode='${s.standard === 'stdin' ? 'r' : 'w'}' encoding='utf-8'>`;
}

function enter(_vm: VM, s: PyStream): R {
  open(s);
  return s;
}

/** A closed standard stream counts as one that has no more; `with` of a stream closes it. */
const streamMethods: Record<string, MethodRow> = {
  __init__: [
    '($self, /, buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)',
    null,
    (vm: VM, s: PyStream, ...args: (PyValue | undefined)[]) =>
      vm.lib('text_stream_init', [s, ...args.map((a, i) => (a === undefined ? (i < 4 ? null : false) : a))]),
  ],
  write: ['($self, text, /)', null, write],
  writelines: [
    '($self, lines, /)',
    null,
    (vm: VM, s: PyStream, lines: PyValue) => vm.lib('stream_writelines', [s, lines]),
  ],
  read: ['($self, size=-1, /)', null, read],
  readline: ['($self, size=-1, /)', null, readline],
  readlines: [
    '($self, hint=-1, /)',
    null,
    (vm: VM, s: PyStream, hint?: PyValue) => vm.lib('stream_readlines', [s, hint ?? null]),
  ],
  flush: method('flush', '($self, /)', (_vm, s) => open(s)),
  close: method('close', '($self, /)', close),
  detach: method('detach', '($self, /)', (_vm, s) => {
    open(s);
    throw unsupported('detach');
  }),
  seek: method('seek', '($self, cookie, whence=0, /)', noSeek),
  tell: method('tell', '($self, /)', noSeek),
  truncate: method('truncate', '($self, pos=None, /)', noSeek),
  isatty: method('isatty', '($self, /)', isatty),
  readable: method('readable', '($self, /)', (_vm, s) => s.standard === 'stdin'),
  writable: method('writable', '($self, /)', (_vm, s) => s.standard !== 'stdin'),
  seekable: method('seekable', '($self, /)', () => false),
  fileno: method('fileno', '($self, /)', (_vm, s) => DESCRIPTORS.indexOf(s.standard!)),
  reconfigure: [
    '($self, /, *, encoding=None, errors=None, newline=None,\n            line_buffering=None, write_through=None)',
    null,
    (vm: VM, s: PyStream, ...args: (PyValue | undefined)[]) => {
      if (s.standard !== null) {
        if (args[1] !== undefined && args[1] !== null) s.errors = args[1];
        return null;
      }
      return work(
        vm,
        s,
        'reconfigure',
        args.map((a, i) => (a === undefined ? (i === 2 ? s : null) : a)),
      );
    },
  ],
  __iter__: method('iterate', '($self, /)', enter),
  __next__: [
    '($self, /)',
    null,
    (vm: VM, s: PyStream) => {
      const line = step(vm, s);
      if (line === undefined) throw raise(StopIterationType);
      return line;
    },
  ],
  __enter__: method('enter', '($self, /)', enter),
  __exit__: ['($self, /, *args)', null, (vm: VM, s: PyStream) => vm.lib('close_stream', [s])],
  __repr__: method('show', '($self, /)', repr),
  __getstate__: ['($self, /)', null, cannotPickle],
  __reduce__: ['($self, /)', null, cannotPickle],
  __reduce_ex__: ['($self, protocol, /)', null, cannotPickle],
  _checkClosed: method('check_closed', '($self, /)', (_vm, s) => open(s)),
};

function cannotPickle(_vm: VM, s: PyStream): never {
  const cls = typeOf(s);
  throw typeError(`cannot pickle '${cls === TextStreamType ? '_io.TextIOWrapper' : cls.name}' instances`);
}

/** An attribute that standard streams have natively. */
function attribute(name: string, own: (vm: VM, s: PyStream) => R) {
  return { get: (vm: VM, s: PyStream) => (s.standard !== null ? own(vm, s) : work(vm, s, name, [])) };
}

registerIterator(TextStreamType, step, () => false);
defineType(TextStreamType, {
  new: ['($type, /, *args, **kwargs)', null, (_vm: VM, cls: PyType) => new PyStream(cls.root, null)],
  methods: streamMethods,
  getset: {
    closed: attribute('is_closed', (_vm, s) => s.closed),
    name: attribute('get_name', (_vm, s) => `<${s.standard}>`),
    buffer: attribute('get_buffer', (vm, s) => s.bytes ?? vm.lib('standard_bytes', [s, s.standard])),
    encoding: attribute('get_encoding', () => 'utf-8'),
    errors: attribute('get_errors', (_vm, s) => s.errors),
    newlines: attribute('get_newlines', () => null),
    line_buffering: attribute('get_line_buffering', (_vm, s) => s.standard === 'stderr'),
    write_through: attribute('get_write_through', () => false),
    _CHUNK_SIZE: {
      get: (vm: VM, s: PyStream) => (s.standard !== null ? CHUNK : work(vm, s, 'get_chunk_size', [])),
      set: (vm: VM, s: PyStream, v: PyValue) => (s.standard !== null ? null : work(vm, s, 'set_chunk_size', [v])),
    },
  },
});
defineType(unsupportedOperation, {});

// -- what the library does with a stream -------------------------------------------------------------------------------------

defineIntrinsics({
  stream_set_bytes: [
    '(s, bytes, /)',
    (_vm: VM, s: PyStream, bytes: PyValue) => {
      s.bytes = bytes;
      return bytes;
    },
  ],
  stdin_rest: ['(s, /)', (_vm: VM, s: PyStream) => fromJS(s.rest)],
  stdin_keep: [
    '(s, text, /)',
    (_vm: VM, s: PyStream, text: Str) => {
      s.rest = toJS(text);
    },
  ],
});
