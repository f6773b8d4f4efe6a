/**
 * `_codecs`: the registry of codecs and error handlers of a cell, and the built-in codecs as functions. What needs
 * the program's own search functions or handlers is done by library/codecs.py.
 */
import { tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { defineIntrinsics, defineModule, type MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import type { PyException } from '../objects/exception.js';
import { LookupErrorType, raise, typeError } from '../objects/exception-types.js';
import { PyBuiltin, PyFunction, PyMethod } from '../objects/function.js';
import type { PyValue, R } from '../objects/object.js';
import {
  type Codec,
  charmapCodec,
  decode,
  decodeStep,
  encode,
  encodeStep,
  lookupCodec,
  normalizeEncoding,
  replacementText,
} from '../objects/text/codecs.js';
import { codePointAt, fromCodePoints, length, type Str, toJS } from '../objects/text/core.js';
import { escapeCodePoint } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { ABSENT, findKey } from '../protocols/mapping.js';
import { isTrueFast } from '../protocols/truth.js';
import { newBytes, requireBuffer } from '../types/buffer.js';
import { isBuiltInHandler } from '../types/codec-glue.js';
import { badArgument, intOf, strOf } from '../types/coerce.js';
import { moduleFunction } from './math-arguments.js';

interface Registry {
  readonly searches: PyValue[];
  readonly found: Map<string, PyValue>;
  readonly handlers: Map<string, PyValue>;
  /** The built-in handlers as values, made when they are first asked for. */
  readonly builtInHandlers: Map<string, PyValue>;
}

function registry(vm: VM): Registry {
  let r = vm.moduleState.get('_codecs') as Registry | undefined;
  if (r === undefined) {
    r = { searches: [], found: new Map(), handlers: new Map(), builtInHandlers: new Map() };
    vm.moduleState.set('_codecs', r);
  }
  return r;
}

function isCallable(v: PyValue): boolean {
  if (v instanceof PyFunction || v instanceof PyBuiltin || v instanceof PyMethod) return true;
  return typeOf(v).lookup('__call__') !== undefined;
}

function text(fn: string, position: number | null, v: PyValue): Str {
  const s = strOf(v);
  if (s === undefined) throw badArgument(fn, position, 'str', v);
  return s;
}

/** The errors argument: None and absent mean strict. */
function handlerName(fn: string, v: PyValue | undefined): Str {
  if (v === undefined || v === null) return 'strict';
  const s = strOf(v);
  if (s === undefined) throw badArgument(fn, 2, 'str or None', v);
  return s;
}

// -- error handlers ----------------------------------------------------------------------------------------------------------

const HANDLERS = ['strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace'];
const SURROGATE_HANDLERS = ['surrogatepass', 'surrogateescape'];

interface UnicodeParts {
  kind: 'encode' | 'decode' | 'translate';
  object: PyValue;
  start: number;
  end: number;
}

function partsOf(exc: PyValue): UnicodeParts {
  const e = exc as PyException;
  let kind: UnicodeParts['kind'] | undefined;
  for (const c of typeOf(exc).mro) {
    if (c.name === 'UnicodeEncodeError') kind = 'encode';
    else if (c.name === 'UnicodeDecodeError') kind = 'decode';
    else if (c.name === 'UnicodeTranslateError') kind = 'translate';
  }
  if (kind === undefined) {
    throw typeError(`don't know how to handle ${typeOf(exc).name} in error callback`);
  }
  const object = e.fields?.get('object') ?? e.args.items[kind === 'translate' ? 0 : 1]!;
  const size = kind === 'decode' ? bytesOf(object).length : length(strOf(object) ?? '');
  const start = Math.max(0, Math.min(Number(intOf(e.fields?.get('start') ?? 0) ?? 0), Math.max(0, size - 1)));
  const end = Math.max(start, Math.min(size, Number(intOf(e.fields?.get('end') ?? 0) ?? 0)));
  return { kind, object, start, end };
}

function bytesOf(v: PyValue): Uint8Array {
  if (v instanceof PyByteArray) return v.buffer.subarray(0, v.length);
  return v instanceof PyBytes ? v.bytes : new Uint8Array();
}

function refuse(exc: PyValue): never {
  throw typeError(`don't know how to handle ${typeOf(exc).name} in error callback`);
}

function handle(vm: VM, name: string, exc: PyValue): R {
  if (name === 'strict') {
    if (!typeOf(exc).mro.some((c) => c.name === 'BaseException')) throw typeError('codec must pass exception instance');
    return vm.lib('codec_raise', [exc]);
  }
  const p = partsOf(exc);
  const { start, end } = p;
  switch (name) {
    case 'ignore':
      return tuple(['', end]);
    case 'replace':
      if (p.kind === 'encode') return tuple(['?'.repeat(end - start), end]);
      return tuple(['\ufffd'.repeat(p.kind === 'decode' ? 1 : end - start), end]);
    case 'backslashreplace':
      if (p.kind === 'decode') {
        let out = '';
        for (const b of bytesOf(p.object).subarray(start, end)) out += `\\x${b.toString(16).padStart(2, '0')}`;
        return tuple([out, end]);
      }
      break;
    case 'xmlcharrefreplace':
    case 'namereplace':
      if (p.kind !== 'encode') refuse(exc);
      break;
  }
  return tuple([replacementText(vm, strOf(p.object)!, { start, end, reason: '' }, name)!, end]);
}

function handlerRow(name: string): MethodRow {
  return ['($module, exc, /)', null, (vm: VM, exc: PyValue) => handle(vm, name, exc)];
}

const handlerFunctions: Record<string, MethodRow> = {};
for (const name of HANDLERS) handlerFunctions[`${name}_errors`] = handlerRow(name);

/** The handler registered under a name; undefined: there is none. */
function handlerOf(vm: VM, name: Str): PyValue | undefined {
  const known = registry(vm).handlers.get(toJS(name));
  if (known !== undefined) return known;
  if (typeof name !== 'string') return undefined;
  if (HANDLERS.includes(name)) {
    const made = registry(vm).builtInHandlers;
    const handler = made.get(name) ?? moduleFunction('_codecs', `${name}_errors`);
    made.set(name, handler);
    return handler;
  }
  return SURROGATE_HANDLERS.includes(name) ? vm.libFunction(`codec_${name}`) : undefined;
}

// -- codecs as functions ---------------------------------------------------------------------------------------------------------

function finished(r: { text: Str; consumed: number }): R {
  return tuple([r.text, r.consumed]);
}

function decodeRow(fn: string, codecName: string, hasFinal: boolean): MethodRow {
  return [
    hasFinal ? '($module, data, errors=None, final=False, /)' : '($module, data, errors=None, /)',
    null,
    (vm: VM, data: PyValue, errors?: PyValue, final: PyValue = false): R => {
      const s = strOf(data);
      const bytes = s !== undefined && codecName.includes('escape') ? utf8(vm, s) : requireBuffer(vm, data);
      const how = handlerName(fn, errors);
      const last = hasFinal ? (isTrueFast(vm, final) ?? true) : true;
      if (isBuiltInHandler(how)) return finished(decode(vm, lookupCodec(codecName)!, bytes, how, last));
      return vm.lib('codec_decode_by_handler', [newBytes(bytes.slice()), codecName, how, last]);
    },
  ];
}

function utf8(vm: VM, s: Str): Uint8Array {
  return encode(vm, lookupCodec('utf-8')!, s, 'strict');
}

function encodeRow(fn: string, codecName: string): MethodRow {
  return [
    '($module, str, errors=None, /)',
    null,
    (vm: VM, v: PyValue, errors?: PyValue): R => {
      const s = text(fn, 1, v);
      const how = handlerName(fn, errors);
      if (isBuiltInHandler(how)) return tuple([newBytes(encode(vm, lookupCodec(codecName)!, s, how)), length(s)]);
      return vm.lib('codec_encode_by_handler', [s, codecName, how]);
    },
  ];
}

const FUNCTIONS: readonly (readonly [string, string, boolean])[] = [
  ['utf_8', 'utf-8', true],
  ['utf_16_le', 'utf-16-le', true],
  ['utf_16_be', 'utf-16-be', true],
  ['utf_32_le', 'utf-32-le', true],
  ['utf_32_be', 'utf-32-be', true],
  ['latin_1', 'iso8859-1', false],
  ['ascii', 'ascii', false],
  ['unicode_escape', 'unicode-escape', true],
  ['raw_unicode_escape', 'raw-unicode-escape', true],
];
const codecFunctions: Record<string, MethodRow> = {};
for (const [prefix, codec, final] of FUNCTIONS) {
  codecFunctions[`${prefix}_decode`] = decodeRow(`${prefix}_decode`, codec, final);
  codecFunctions[`${prefix}_encode`] = encodeRow(`${prefix}_encode`, codec);
}

/** utf_16 and utf_32: by byte order (-1 little, 1 big, 0 by the mark). */
function orderedRows(bits: 16 | 32): Record<string, MethodRow> {
  const codecFor = (order: number): string =>
    order === 0 ? `utf-${bits}` : order < 0 ? `utf-${bits}-le` : `utf-${bits}-be`;
  const decodeWith = (vm: VM, data: PyValue, errors: PyValue | undefined, order: number, final: boolean) => {
    const how = handlerName(`utf_${bits}_decode`, errors);
    const bytes = requireBuffer(vm, data);
    if (!isBuiltInHandler(how)) return undefined;
    return decode(vm, lookupCodec(codecFor(order))!, bytes, how, final);
  };
  return {
    [`utf_${bits}_encode`]: [
      '($module, str, errors=None, byteorder=0, /)',
      null,
      (vm: VM, v: PyValue, errors?: PyValue, order: PyValue = 0): R => {
        const s = text(`utf_${bits}_encode`, 1, v);
        const how = handlerName(`utf_${bits}_encode`, errors);
        const codec = codecFor(Number(intOf(order) ?? 0));
        if (isBuiltInHandler(how)) return tuple([newBytes(encode(vm, lookupCodec(codec)!, s, how)), length(s)]);
        return vm.lib('codec_encode_by_handler', [s, codec, how]);
      },
    ],
    [`utf_${bits}_decode`]: [
      '($module, data, errors=None, final=False, /)',
      null,
      (vm: VM, data: PyValue, errors?: PyValue, final: PyValue = false): R => {
        const last = isTrueFast(vm, final) ?? true;
        const r = decodeWith(vm, data, errors, 0, last);
        if (r !== undefined) return finished(r);
        return vm.lib('codec_decode_by_handler', [
          newBytes(requireBuffer(vm, data).slice()),
          codecFor(0),
          errors!,
          last,
        ]);
      },
    ],
    [`utf_${bits}_ex_decode`]: [
      '($module, data, errors=None, byteorder=0, final=False, /)',
      null,
      (vm: VM, data: PyValue, errors?: PyValue, order: PyValue = 0, final: PyValue = false): R => {
        const given = Number(intOf(order) ?? 0);
        const r = decodeWith(vm, data, errors, given, isTrueFast(vm, final) ?? true);
        if (r === undefined) throw raise(LookupErrorType, 'unknown error handler name');
        const found = given !== 0 ? given : r.codec.name.endsWith('-le') ? -1 : r.codec.name.endsWith('-be') ? 1 : 0;
        return tuple([r.text, r.consumed, found]);
      },
    ],
  };
}

// -- character maps ----------------------------------------------------------------------------------------------------------------

/** Code points of a map for decoding: a str of up to 256, or a dict; undefined: it has to be asked by Python code. */
function pointsOf(vm: VM, mapping: PyValue): Uint32Array | undefined {
  const points = new Uint32Array(256).fill(0xfffe);
  const s = strOf(mapping);
  if (s !== undefined) {
    for (let i = 0; i < 256 && i < length(s); i++) points[i] = codePointAt(s, i);
    return points;
  }
  if (typeOf(mapping).name !== 'dict') return undefined;
  for (let i = 0; i < 256; i++) {
    const k = findKey(vm, mapping as PyDict, i);
    if (k === ABSENT) continue;
    if (k < 0) return undefined;
    const v = (mapping as PyDict).vals[k]!;
    const n = intOf(v);
    const c = strOf(v);
    if (n !== undefined) points[i] = Number(n);
    else if (c !== undefined && length(c) === 1) points[i] = codePointAt(c, 0);
    else if (v !== null) return undefined;
  }
  return points;
}

function charmapDecode(vm: VM, data: PyValue, errors?: PyValue, mapping: PyValue = null): R {
  const bytes = requireBuffer(vm, data);
  const how = handlerName('charmap_decode', errors);
  if (mapping === null) return finished(decode(vm, lookupCodec('iso8859-1')!, bytes, 'strict'));
  const points = pointsOf(vm, mapping);
  if (points !== undefined && isBuiltInHandler(how)) {
    return finished(decode(vm, charmapCodec(points, new Map()), bytes, how));
  }
  return vm.lib('codec_charmap_decode', [newBytes(bytes.slice()), how, mapping]);
}

function backOf(mapping: PyValue): Map<number, number> | undefined {
  if (typeOf(mapping).name !== 'dict') return undefined;
  const d = mapping as PyDict;
  const back = new Map<number, number>();
  for (let i = 0; i < d.keys.length; i++) {
    const key = d.keys[i];
    if (key === undefined) continue;
    const cp = intOf(key);
    const v = d.vals[i]!;
    const byte = intOf(v);
    if (v === null) continue;
    if (typeof cp !== 'number' || typeof byte !== 'number' || byte < 0 || byte > 255) return undefined;
    back.set(cp, byte);
  }
  return back;
}

function charmapEncode(vm: VM, v: PyValue, errors?: PyValue, mapping: PyValue = null): R {
  const s = text('charmap_encode', 1, v);
  const how = handlerName('charmap_encode', errors);
  if (mapping === null) return tuple([newBytes(encode(vm, lookupCodec('iso8859-1')!, s, 'strict')), length(s)]);
  const back = backOf(mapping);
  if (back !== undefined && isBuiltInHandler(how)) {
    vm.charge(back.size);
    return tuple([newBytes(encode(vm, charmapCodec(new Uint32Array(256), back), s, how)), length(s)]);
  }
  return vm.lib('codec_charmap_encode', [s, how, mapping]);
}

// -- escape ------------------------------------------------------------------------------------------------------------------------

function escapeEncode(vm: VM, data: PyValue): R {
  const bytes = data instanceof PyBytes ? data.bytes : undefined;
  if (bytes === undefined) throw badArgument('escape_encode', 1, 'bytes', data);
  vm.charge(bytes.length);
  vm.alloc(bytes.length * 8);
  let out = '';
  for (const c of bytes) {
    if (c === 0x27 || c === 0x5c) out += `\\${String.fromCharCode(c)}`;
    else out += c >= 32 && c < 127 ? String.fromCharCode(c) : escapeCodePoint(c);
  }
  return tuple([newBytes(Uint8Array.from(out, (c) => c.charCodeAt(0))), bytes.length]);
}

// -- the table -----------------------------------------------------------------------------------------------------------------------

defineModule('_codecs', {
  doc: null,
  functions: {
    register: [
      '($module, search_function, /)',
      null,
      (vm: VM, f: PyValue) => {
        if (!isCallable(f)) throw typeError('argument must be callable');
        registry(vm).searches.push(f);
        return null;
      },
    ],
    unregister: [
      '($module, search_function, /)',
      null,
      (vm: VM, f: PyValue) => {
        const r = registry(vm);
        const at = r.searches.indexOf(f);
        if (at >= 0) {
          r.searches.splice(at, 1);
          r.found.clear();
        }
        return null;
      },
    ],
    lookup: [
      '($module, encoding, /)',
      null,
      (vm: VM, name: PyValue) => vm.lib('codec_lookup', [text('lookup', null, name)]),
    ],
    _forget_codec: [
      '($module, encoding, /)',
      null,
      (vm: VM, name: PyValue) => {
        registry(vm).found.delete(toJS(text('_forget_codec', null, name)));
        return null;
      },
    ],
    register_error: [
      '($module, errors, handler, /)',
      null,
      (vm: VM, name: PyValue, f: PyValue) => {
        const s = text('register_error', 1, name);
        if (!isCallable(f)) throw typeError('handler must be callable');
        vm.alloc(100);
        registry(vm).handlers.set(toJS(s), f);
        return null;
      },
    ],
    _unregister_error: [
      '($module, errors, /)',
      null,
      (vm: VM, name: PyValue) => registry(vm).handlers.delete(toJS(text('_unregister_error', null, name))),
    ],
    lookup_error: [
      '($module, name, /)',
      null,
      (vm: VM, name: PyValue) => {
        const s = text('lookup_error', null, name);
        const f = handlerOf(vm, s);
        if (f === undefined) throw raise(LookupErrorType, `unknown error handler name '${toJS(s)}'`);
        return f;
      },
    ],
    encode: [
      "($module, /, obj, encoding='utf-8', errors='strict')",
      null,
      (vm: VM, o: PyValue, encoding: PyValue = 'utf-8', errors: PyValue = 'strict') =>
        vm.lib('codec_encode', [o, text('encode', 2, encoding), text('encode', 3, errors)]),
    ],
    decode: [
      "($module, /, obj, encoding='utf-8', errors='strict')",
      null,
      (vm: VM, o: PyValue, encoding: PyValue = 'utf-8', errors: PyValue = 'strict') =>
        vm.lib('codec_decode', [o, text('decode', 2, encoding), text('decode', 3, errors)]),
    ],
    ...codecFunctions,
    ...orderedRows(16),
    ...orderedRows(32),
    utf_7_encode: [
      '($module, str, errors=None, /)',
      null,
      (vm: VM, v: PyValue, errors?: PyValue) => {
        handlerName('utf_7_encode', errors);
        return vm.lib('codec_utf7_encode', [text('utf_7_encode', 1, v)]);
      },
    ],
    utf_7_decode: [
      '($module, data, errors=None, final=False, /)',
      null,
      (vm: VM, data: PyValue, errors?: PyValue, final: PyValue = false) => {
        const how = handlerName('utf_7_decode', errors);
        const bytes = newBytes(requireBuffer(vm, data).slice());
        return vm.lib('codec_utf7_decode', [bytes, how, isTrueFast(vm, final) ?? true]);
      },
    ],
    charmap_decode: ['($module, data, errors=None, mapping=None, /)', null, charmapDecode],
    charmap_encode: ['($module, str, errors=None, mapping=None, /)', null, charmapEncode],
    charmap_build: [
      '($module, map, /)',
      null,
      (vm: VM, map: PyValue) => vm.lib('codec_charmap_build', [text('charmap_build', null, map)]),
    ],
    escape_encode: ['($module, data, errors=None, /)', null, escapeEncode],
    escape_decode: [
      '($module, data, errors=None, /)',
      null,
      (vm: VM, data: PyValue, errors?: PyValue) => {
        const s = strOf(data);
        const b = s === undefined ? requireBuffer(vm, data) : utf8(vm, s);
        return vm.lib('codec_escape_decode', [newBytes(b.slice()), handlerName('escape_decode', errors)]);
      },
    ],
    readbuffer_encode: [
      '($module, data, errors=None, /)',
      null,
      (vm: VM, data: PyValue) => {
        const s = strOf(data);
        const b = s === undefined ? requireBuffer(vm, data).slice() : utf8(vm, s);
        return tuple([newBytes(b), b.length]);
      },
    ],
    ...handlerFunctions,
  },
});

/** A codec by name, or over a str of 256 characters (a character map). */
function codecOf(vm: VM, name: Str): Codec {
  const known = typeof name === 'string' ? lookupCodec(name) : undefined;
  if (known !== undefined) return known;
  const points = pointsOf(vm, name)!;
  const back = new Map<number, number>();
  for (let i = 255; i >= 0; i--) if (points[i] !== 0xfffe) back.set(points[i]!, i);
  return charmapCodec(points, back);
}

defineIntrinsics({
  codec_is_native: [
    '(name, /)',
    (_vm: VM, name: PyValue) => typeof name === 'string' && lookupCodec(name) !== undefined,
  ],
  codec_handler: ['(name, /)', (vm: VM, name: PyValue) => handlerOf(vm, strOf(name)!) ?? null],
  codec_normal_name: ['(name, /)', (_vm: VM, name: PyValue) => normalizeEncoding(toJS(strOf(name)!))],
  codec_known: ['(name, /)', (vm: VM, name: string) => registry(vm).found.get(name) ?? null],
  codec_remember: [
    '(name, info, /)',
    (vm: VM, name: string, info: PyValue) => {
      vm.alloc(100);
      registry(vm).found.set(name, info);
      return null;
    },
  ],
  codec_searches: ['()', (vm: VM) => tuple(registry(vm).searches.slice())],
  /** (text, position, fault or None, codec to go on with); a fault is (encoding, start, end, reason). */
  codec_decode_step: [
    '(name, data, pos, final, /)',
    (vm: VM, name: PyValue, data: PyBytes, pos: number, final: boolean) => {
      const codec = codecOf(vm, strOf(name)!);
      const step = decodeStep(vm, codec, data.bytes, pos, final);
      const f = step.fault;
      const fault = f === null ? null : tuple([step.codec.encoding, f.start, f.end, f.reason]);
      return tuple([step.text, step.pos, fault, step.codec === codec ? name : step.codec.name]);
    },
  ],
  /** (bytes, fault or None) */
  codec_encode_step: [
    '(name, s, pos, /)',
    (vm: VM, name: PyValue, s: PyValue, pos: number) => {
      const codec = codecOf(vm, strOf(name)!);
      const step = encodeStep(vm, codec, strOf(s)!, pos);
      const f = step.fault;
      return tuple([newBytes(step.bytes), f === null ? null : tuple([codec.encoding, f.start, f.end, f.reason])]);
    },
  ],
  codec_bytes_of: ['(o, /)', (vm: VM, o: PyValue) => newBytes(requireBuffer(vm, o).slice())],
  str_of_points: [
    '(points, /)',
    (vm: VM, points: PyValue) => fromCodePoints(vm, (points as unknown as { items: number[] }).items),
  ],
});
