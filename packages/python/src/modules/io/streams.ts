/** `_streams`: how `_io` works on the native part of a text stream (types/text-stream.ts). */
import { tuple } from '../../objects/builtin-types.js';
import { defineModule } from '../../objects/define.js';
import { PyRaise } from '../../objects/errors.js';
import { typeError } from '../../objects/exception-types.js';
import type { PyValue, R } from '../../objects/object.js';
import { decode, lookupCodec } from '../../objects/text/codecs.js';
import { concat, length, type Str, sub } from '../../objects/text/core.js';
import type { VM } from '../../objects/vm.js';
import { newBytes, requireBuffer } from '../../types/buffer.js';
import { isBuiltInHandler } from '../../types/codec-glue.js';
import { strOf } from '../../types/coerce.js';
import { lineEndIn } from '../../types/text-lines.js';
import { PyStream, TextStreamType, unsupportedOperation } from '../../types/text-stream.js';
import { umaskOf } from '../posix.js';
import { BytesIOType } from './bytes-io.js';
import { StringIOType } from './string-io.js';

const UTF8 = lookupCodec('utf-8')!;

/** The stream that a row works on. */
function face(v: PyValue): PyStream {
  if (v instanceof PyStream) return v;
  throw typeError('a text stream is required');
}

function give(v: PyValue, text: PyValue): null {
  const s = face(v);
  s.text = text as Str;
  s.at = 0;
  return null;
}

function pending(vm: VM, v: PyValue): PyValue {
  const s = face(v);
  if (s.pending.length === 1) {
    const only = s.pending[0]!;
    s.pending = [];
    s.waiting = 0;
    return newBytes(only);
  }
  vm.alloc(s.waiting);
  const all = new Uint8Array(s.waiting);
  let at = 0;
  for (const piece of s.pending) {
    all.set(piece, at);
    at += piece.length;
  }
  s.pending = [];
  s.waiting = 0;
  return newBytes(all);
}

function utf8Decode(vm: VM, data: PyValue, errors: PyValue, final: PyValue): R {
  if (typeof errors !== 'string' || !isBuiltInHandler(errors)) {
    return vm.lib('codec_decode_by_handler', [data, 'utf-8', errors, final]);
  }
  const bytes = requireBuffer(vm, data);
  const { text, consumed } = decode(vm, UTF8, bytes, errors, final === true);
  return tuple([text, consumed]);
}

const EMFILE = 24;

/** A new descriptor; -1 where there are too many. (As an exception a refusal would pass through more frames than it need.) */
function openDescriptor(vm: VM, path: PyValue, flags: PyValue): R {
  if (vm.hooked || typeof path !== 'string') return vm.lib('open_descriptor', [path, flags]);
  try {
    return vm.system('open', [path, flags as number, 0o666 & ~umaskOf(vm)]);
  } catch (e) {
    if (e instanceof PyRaise && e.exc.fields?.get('errno') === EMFILE) return -1;
    throw e;
  }
}

defineModule('_streams', {
  types: [TextStreamType, BytesIOType, StringIOType],
  values: () => [['UnsupportedOperation', unsupportedOperation]],
  functions: {
    /** What the native part does by itself: lines of decoded text, that end so; encoding by this codec; a flush after each line. */
    configure: [
      '(stream, newline, codec, line_buffering, /)',
      null,
      (_vm: VM, v: PyValue, newline: PyValue, codec: PyValue, lineBuffering: PyValue) => {
        const s = face(v);
        s.newline = typeof newline === 'string' ? newline : null;
        s.codec = typeof codec === 'string' ? (lookupCodec(codec) ?? null) : null;
        s.lineBuffering = lineBuffering === true;
        return null;
      },
    ],
    open_descriptor: ['(path, flags, /)', null, openDescriptor],
    /** What fstat() answers, without a name for each. */
    look: ['(fd, /)', null, (vm: VM, fd: PyValue) => vm.system('fstat', [fd as number])],
    set_impl: [
      '(stream, impl, /)',
      null,
      (_vm: VM, v: PyValue, impl: PyValue) => {
        face(v).impl = impl;
        return null;
      },
    ],
    /** The next decoded text; what was there is gone. */
    give: ['(stream, text, /)', null, (_vm: VM, v: PyValue, text: PyValue) => give(v, text)],
    give_before: [
      '(stream, text, /)',
      null,
      (vm: VM, v: PyValue, text: PyValue) => give(v, concat(vm, text as Str, face(v).text)),
    ],
    /** Behind the first line end of a text, -1: there is none. */
    line_end: [
      '(text, newline, /)',
      null,
      (vm: VM, text: PyValue, newline: PyValue) => {
        const s = strOf(text) ?? '';
        vm.charge(length(s) >> 4);
        return lineEndIn(vm, s, typeof newline === 'string' ? newline : '\n', 0);
      },
    ],
    /** At most n characters of it; all with -1. */
    take: [
      '(stream, n, /)',
      null,
      (vm: VM, v: PyValue, n: PyValue) => {
        const s = face(v);
        const size = length(s.text);
        const end = typeof n === 'number' && n >= 0 ? Math.min(size, s.at + n) : size;
        const piece = sub(vm, s.text, s.at, end);
        s.at = end;
        return piece;
      },
    ],
    rest: [
      '(stream, /)',
      null,
      (vm: VM, v: PyValue) => {
        const s = face(v);
        return sub(vm, s.text, s.at, length(s.text));
      },
    ],
    taken: ['(stream, /)', null, (vm: VM, v: PyValue) => sub(vm, face(v).text, 0, face(v).at)],
    used: ['(stream, /)', null, (_vm: VM, v: PyValue) => face(v).at],
    /** Encoded text that waits to be written: its size. */
    push: [
      '(stream, data, /)',
      null,
      (vm: VM, v: PyValue, data: PyValue) => {
        const s = face(v);
        const bytes = requireBuffer(vm, data).slice();
        vm.alloc(bytes.length);
        s.pending.push(bytes);
        s.waiting += bytes.length;
        return s.waiting;
      },
    ],
    pending: ['(stream, /)', null, pending],
    waiting: ['(stream, /)', null, (_vm: VM, v: PyValue) => face(v).waiting],
    set_chunk: [
      '(stream, n, /)',
      null,
      (_vm: VM, v: PyValue, n: PyValue) => {
        face(v).chunk = Number(n);
        return null;
      },
    ],
    open_code: [
      '($module, /, path)',
      'Opens the provided file with the intent to import the contents.',
      (vm: VM, path: PyValue) => vm.lib('io_open_code', [path]),
    ],
    text_encoding: [
      '($module, encoding, stacklevel=2, /)',
      'A helper function to choose the text encoding.',
      (_vm: VM, encoding: PyValue) => encoding ?? 'locale',
    ],
    iterating: ['(stream, /)', null, (_vm: VM, v: PyValue) => face(v).iterating],
    set_iterating: [
      '(stream, on, /)',
      null,
      (_vm: VM, v: PyValue, on: PyValue) => {
        face(v).iterating = on === true;
        return null;
      },
    ],
    utf_8_decode: ['(data, errors, final, /)', null, utf8Decode],
  },
});
