import { typeError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import { decode, encode, lookupCodec } from '../objects/text/codecs.js';
import type { Str } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { newBytes, requireBuffer } from './buffer.js';
import { shownType, strOf } from './coerce.js';

/** Handlers that objects/text/codecs serves. */
const BUILT_IN = new Set([
  'strict',
  'ignore',
  'replace',
  'backslashreplace',
  'xmlcharrefreplace',
  'namereplace',
  'surrogateescape',
  'surrogatepass',
]);

export function isBuiltInHandler(name: Str): name is string {
  return typeof name === 'string' && BUILT_IN.has(name);
}

function nameArgument(fn: string, what: string, v: PyValue | undefined, fallback: string): Str {
  if (v === undefined) return fallback;
  const s = strOf(v);
  if (s === undefined) throw typeError(`${fn}() argument '${what}' must be str, not ${shownType(v)}`);
  return s;
}

/** Codecs under these names are the built-in ones only while the program registers no other. */
export function nativeCodec(name: Str) {
  return typeof name === 'string' ? lookupCodec(name) : undefined;
}

/** `o.decode(encoding, errors)` of a bytes-like object. */
export function decodeObject(vm: VM, fn: string, o: PyValue, encoding?: PyValue, errors?: PyValue): R {
  const name = nameArgument(fn, 'encoding', encoding, 'utf-8');
  const how = nameArgument(fn, 'errors', errors, 'strict');
  const bytes = requireBuffer(vm, o);
  const codec = nativeCodec(name);
  if (codec !== undefined && isBuiltInHandler(how)) return decode(vm, codec, bytes, how).text;
  return vm.lib('codec_decode_text', [o, name, how]);
}

/** `s.encode(encoding, errors)`. */
export function encodeStr(vm: VM, s: Str, encoding?: PyValue, errors?: PyValue): R {
  const name = nameArgument('encode', 'encoding', encoding, 'utf-8');
  const how = nameArgument('encode', 'errors', errors, 'strict');
  const codec = nativeCodec(name);
  if (codec !== undefined && isBuiltInHandler(how)) return newBytes(encode(vm, codec, s, how));
  return vm.lib('codec_encode_text', [s, name, how]);
}
