/**
 * Text and byte streams: the standard streams over the cell's console, and files over the cell's file power. A small
 * native stand-in for `io`'s classes: reading, lines, writing, seeking, `with`.
 */
import { BytesType, ListType, newBuiltinType, ObjectType, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { defineType, type MethodRow } from '../objects/define.js';
import { PyRaise } from '../objects/errors.js';
import {
  exceptionTypes,
  newException,
  raise,
  StopIterationType,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import { PyObject, PyStrObject, type PyValue, PyWideStr, type R, type Shape } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { fromJS, type Str, toJS } from '../objects/text/core.js';
import { unicodeException } from '../objects/text-fault.js';
import type { VM } from '../objects/vm.js';
import { type OpenFile, SystemError } from '../powers.js';
import { registerIterator } from '../protocols/iterate.js';
import { osError } from './exceptions.js';

export type StandardStream = 'stdin' | 'stdout' | 'stderr';

/** A stream of text, or of bytes (`binary`). What is read from a file waits undecoded in `rest`. */
export class PyStream extends PyObject {
  closed = false;
  rest = '';
  ended = false;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly standard: StandardStream | null,
    readonly file: OpenFile | null,
    readonly name: PyValue,
    readonly mode: string,
    readonly binary: boolean,
    readonly encoding: string,
    readonly errors: string,
    readonly newline: string | null,
  ) {
    super(shape);
  }
}

export const TextStreamType = newBuiltinType('_io.TextIOWrapper', ObjectType, {
  hasDict: true,
  hasWeakref: true,
  layout: 'stream',
});
export const ByteStreamType = newBuiltinType('_io.BufferedReader', ObjectType, {
  hasDict: true,
  hasWeakref: true,
  layout: 'stream',
});

export function standardStream(which: StandardStream): PyStream {
  const mode = which === 'stdin' ? 'r' : 'w';
  return new PyStream(
    TextStreamType.root,
    which,
    null,
    `<${which}>`,
    mode,
    false,
    'utf-8',
    which === 'stderr' ? 'backslashreplace' : 'strict',
    null,
  );
}

function open(s: PyStream): void {
  if (s.closed) throw valueError('I/O operation on closed file.');
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

/** An error of the system as OSError. */
export function systemCall<T>(f: () => T): T {
  try {
    return f();
  } catch (e) {
    if (e instanceof SystemError) throw osError(e.errno, e.strerror, e.filename);
    throw e;
  }
}

function writable(s: PyStream): boolean {
  return s.standard !== null ? s.standard !== 'stdin' : /[wax+]/.test(s.mode);
}
function readable(s: PyStream): boolean {
  return s.standard !== null ? s.standard === 'stdin' : /[r+]/.test(s.mode);
}

// -- writing -----------------------------------------------------------------------------------------------------------------

const LONE = /[\ud800-\udfff]/;

/** Text for the console: a lone surrogate is refused, or escaped where the stream says so. */
function encodable(s: PyStream, text: Str): string {
  const js = toJS(text);
  if (typeof text !== 'string' || !LONE.test(text)) return js;
  if (s.errors === 'backslashreplace')
    return js.replace(/[\ud800-\udfff]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
  const at = text.search(LONE);
  let end = at;
  while (end < text.length && LONE.test(text[end]!)) end++;
  throw new PyRaise(unicodeException('UnicodeEncodeError', ['utf-8', text, at, end, 'surrogates not allowed']));
}

export function writeStream(vm: VM, s: PyStream, data: PyValue): R {
  open(s);
  if (!writable(s)) throw unsupported('not writable');
  if (s.binary) return writeBytes(vm, s, data);
  const text = data instanceof PyStrObject ? data.value : (data as Str);
  if (typeof text !== 'string' && !(text instanceof PyWideStr))
    throw typeError(`write() argument must be str, not ${data === null ? 'None' : typeOf(data).name}`);
  const out = encodable(s, text);
  if (s.standard !== null) vm.write(s.standard as 'stdout' | 'stderr', out);
  else {
    vm.charge(out.length);
    vm.alloc(out.length * 3);
    systemCall(() => s.file!.write(encodeText(s, out)));
  }
  return typeof text === 'string' ? text.length : text.cps.length;
}

function writeBytes(vm: VM, s: PyStream, data: PyValue): R {
  const bytes =
    data instanceof PyBytes ? data.bytes : data instanceof PyByteArray ? data.buffer.slice(0, data.length) : undefined;
  if (bytes === undefined)
    throw typeError(`a bytes-like object is required, not '${data === null ? 'NoneType' : typeOf(data).name}'`);
  vm.charge(bytes.length >> 3);
  return systemCall(() => s.file!.write(bytes));
}

function encodeText(s: PyStream, text: string): Uint8Array {
  const body =
    s.newline === '\r\n' ? text.replace(/\n/g, '\r\n') : s.newline === '\r' ? text.replace(/\n/g, '\r') : text;
  if (s.encoding === 'latin-1' || s.encoding === 'ascii') return Uint8Array.from(body, (c) => c.charCodeAt(0) & 0xff);
  return encodeUtf8(body);
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

// -- reading -----------------------------------------------------------------------------------------------------------------

const CHUNK = 65536;

/** More text into `rest`; false at the end. Bytes are kept as one unit each. */
function fill(vm: VM, s: PyStream): boolean {
  if (s.ended) return false;
  let more: string;
  if (s.standard !== null) {
    more = vm.powers.console?.readline?.() ?? '';
    if (more === '') s.ended = true;
  } else {
    const bytes = systemCall(() => s.file!.read(CHUNK));
    vm.alloc(bytes.length * 4);
    vm.charge(bytes.length >> 2);
    if (bytes.length === 0) s.ended = true;
    more = binaryText(bytes);
  }
  s.rest += more;
  return more !== '';
}

function binaryText(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 4096) out += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return out;
}

/** A piece of `rest` as the value that the program gets. */
function deliver(s: PyStream, piece: string): PyValue {
  if (s.standard !== null) return fromJS(piece);
  if (s.binary)
    return new PyBytes(
      BytesType.root,
      Uint8Array.from(piece, (c) => c.charCodeAt(0)),
    );
  const text = s.encoding === 'latin-1' || s.encoding === 'ascii' ? piece : decodeUtf8(piece);
  return fromJS(s.newline === null ? text.replace(/\r\n?/g, '\n') : text);
}

/** UTF-8 bytes (one unit each) as text. */
function decodeUtf8(units: string): string {
  let out = '';
  for (let i = 0; i < units.length; ) {
    const c = units.charCodeAt(i);
    const n = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xf0 && c < 0xf5 ? 4 : 0;
    let cp = n === 1 ? c : c & (0x7f >> n);
    let ok = n > 0 && i + n <= units.length;
    for (let k = 1; ok && k < n; k++) {
      const d = units.charCodeAt(i + k);
      ok = (d & 0xc0) === 0x80;
      cp = (cp << 6) | (d & 63);
    }
    if (!ok) {
      const object = new PyBytes(
        BytesType.root,
        Uint8Array.from(units, (u) => u.charCodeAt(0)),
      );
      throw new PyRaise(
        unicodeException('UnicodeDecodeError', [
          'utf-8',
          object,
          i,
          i + 1,
          n === 0 ? 'invalid start byte' : 'invalid continuation byte',
        ]),
      );
    }
    out += String.fromCodePoint(cp);
    i += n;
  }
  return out;
}

function checkReadable(s: PyStream): void {
  open(s);
  if (!readable(s)) throw unsupported('not readable');
}

function sizeOf(v: PyValue | undefined): number {
  if (v === undefined || v === null) return -1;
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean') return Number(v);
  throw typeError(`argument should be integer or None, not '${typeOf(v).name}'`);
}

function read(vm: VM, s: PyStream, size: PyValue | undefined): PyValue {
  checkReadable(s);
  const n = sizeOf(size);
  while ((n < 0 || s.rest.length < n) && fill(vm, s));
  let cut = n < 0 ? s.rest.length : Math.min(n, s.rest.length);
  // A character's bytes stay together.
  if (!s.binary && s.standard === null) while (cut < s.rest.length && (s.rest.charCodeAt(cut) & 0xc0) === 0x80) cut++;
  const piece = s.rest.slice(0, cut);
  s.rest = s.rest.slice(cut);
  return deliver(s, piece);
}

/** The next line with its end, or undefined at the end of the stream. */
function nextLine(vm: VM, s: PyStream): string | undefined {
  let from = 0;
  for (;;) {
    const at = s.rest.indexOf('\n', from);
    if (at >= 0) {
      const piece = s.rest.slice(0, at + 1);
      s.rest = s.rest.slice(at + 1);
      vm.charge(1 + (piece.length >> 4));
      return piece;
    }
    from = s.rest.length;
    if (!fill(vm, s)) break;
  }
  const piece = s.rest;
  s.rest = '';
  return piece === '' ? undefined : piece;
}

function readline(vm: VM, s: PyStream, size: PyValue | undefined): PyValue {
  checkReadable(s);
  const n = sizeOf(size);
  const line = nextLine(vm, s) ?? '';
  if (n < 0 || line.length <= n) return deliver(s, line);
  s.rest = line.slice(n) + s.rest;
  return deliver(s, line.slice(0, n));
}

function readlines(vm: VM, s: PyStream): PyValue {
  checkReadable(s);
  const out: PyValue[] = [];
  for (;;) {
    const line = nextLine(vm, s);
    if (line === undefined) return new PyList(ListType.root, out);
    vm.alloc(64 + line.length * 2);
    out.push(deliver(s, line));
  }
}

function close(_vm: VM, s: PyStream): null {
  if (s.closed) return null;
  s.closed = true;
  if (s.file !== null) systemCall(() => s.file!.close());
  return null;
}

function seek(_vm: VM, s: PyStream, offset: PyValue, whence: PyValue | undefined): PyValue {
  open(s);
  if (s.file === null) throw unsupported('underlying stream is not seekable');
  s.rest = '';
  s.ended = false;
  return systemCall(() => s.file!.seek(sizeOf(offset), whence === undefined ? 0 : sizeOf(whence)));
}

function tell(_vm: VM, s: PyStream): PyValue {
  open(s);
  if (s.file === null) throw unsupported('underlying stream is not seekable');
  return systemCall(() => s.file!.seek(0, 1)) - s.rest.length;
}

function truncate(vm: VM, s: PyStream, size: PyValue | undefined): PyValue {
  open(s);
  if (s.file === null) throw unsupported('truncate');
  const n = size === undefined || size === null ? (tell(vm, s) as number) : sizeOf(size);
  systemCall(() => s.file!.truncate(n));
  return n;
}

const streamMethods: Record<string, MethodRow> = {
  write: ['($self, text, /)', null, writeStream],
  writelines: [
    '($self, lines, /)',
    null,
    (vm: VM, s: PyStream, lines: PyValue) => vm.lib('stream_writelines', [s, lines]),
  ],
  read: ['($self, size=-1, /)', null, read],
  readline: ['($self, size=-1, /)', null, readline],
  readlines: ['($self, hint=-1, /)', null, readlines],
  flush: ['($self, /)', null, (_vm: VM, s: PyStream) => void open(s)],
  close: ['($self, /)', null, close],
  seek: ['($self, cookie, whence=0, /)', null, seek],
  tell: ['($self, /)', null, tell],
  truncate: ['($self, pos=None, /)', null, truncate],
  isatty: ['($self, /)', null, (_vm: VM, s: PyStream) => s.file?.isatty ?? false],
  readable: ['($self, /)', null, (_vm: VM, s: PyStream) => readable(s)],
  writable: ['($self, /)', null, (_vm: VM, s: PyStream) => writable(s)],
  seekable: ['($self, /)', null, (_vm: VM, s: PyStream) => s.file !== null],
  fileno: [
    '($self, /)',
    null,
    (_vm: VM, s: PyStream) => {
      if (s.standard === null) throw unsupported('fileno');
      return ['stdin', 'stdout', 'stderr'].indexOf(s.standard);
    },
  ],
  reconfigure: ['($self, /, **kwargs)', null, () => null],
  __iter__: [
    '($self, /)',
    null,
    (_vm: VM, s: PyStream) => {
      open(s);
      return s;
    },
  ],
  __next__: [
    '($self, /)',
    null,
    (vm: VM, s: PyStream) => {
      const line = step(vm, s);
      if (line === undefined) throw raise(StopIterationType);
      return line;
    },
  ],
  __enter__: [
    '($self, /)',
    null,
    (_vm: VM, s: PyStream) => {
      open(s);
      return s;
    },
  ],
  __exit__: ['($self, /, *args)', null, (vm: VM, s: PyStream) => close(vm, s)],
  __repr__: [
    '($self, /)',
    null,
    (_vm: VM, s: PyStream) => {
      const name = typeof s.name === 'string' ? ` name='${s.name}'` : '';
      return s.binary
        ? `<${typeOf(s).name}${name}>`
        : `<${typeOf(s).name}${name} mode='${s.mode}' encoding='${s.encoding}'>`;
    },
  ],
};

function step(vm: VM, s: PyStream): PyValue | undefined {
  checkReadable(s);
  const line = nextLine(vm, s);
  return line === undefined ? undefined : deliver(s, line);
}

for (const cls of [TextStreamType, ByteStreamType]) {
  registerIterator(cls, step);
  defineType(cls, {
    methods: streamMethods,
    getset: {
      closed: { get: (_vm, s: PyStream) => s.closed },
      name: { get: (_vm, s: PyStream) => s.name },
      mode: { get: (_vm, s: PyStream) => s.mode },
      ...(cls === TextStreamType
        ? {
            encoding: { get: (_vm: VM, s: PyStream) => s.encoding },
            errors: { get: (_vm: VM, s: PyStream) => s.errors },
            newlines: { get: () => null },
            line_buffering: { get: () => false },
          }
        : {}),
    },
  });
}
defineType(unsupportedOperation, {});
