/** UnicodeDecodeError, UnicodeEncodeError and UnicodeTranslateError: arguments, members and text. */
import { StrType, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import type { TypeSpec } from '../objects/define.js';
import type { PyException } from '../objects/exception.js';
import { exceptionTypes, raise, typeError } from '../objects/exception-types.js';
import { PyIntObject, PyStrObject, type PyValue, PyWideStr } from '../objects/object.js';
import { codePointAt, length, type Str } from '../objects/text/str.js';
import type { VM } from '../objects/vm.js';

type UnicodeErrorName = 'UnicodeDecodeError' | 'UnicodeEncodeError' | 'UnicodeTranslateError';

function strOf(v: PyValue): Str | undefined {
  if (typeof v === 'string' || v instanceof PyWideStr) return v;
  return v instanceof PyStrObject ? v.value : undefined;
}

function intOf(v: PyValue): number | undefined {
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean') return Number(v);
  return v instanceof PyIntObject && typeof v.value === 'number' ? v.value : undefined;
}

/** Bytes of bytes, bytearray and their subclasses. */
function bytesOf(v: PyValue): Uint8Array | undefined {
  if (v instanceof PyBytes) return v.bytes;
  return v instanceof PyByteArray ? v.buffer.subarray(0, v.length) : undefined;
}

function argumentError(position: number, want: string, got: PyValue) {
  return typeError(`argument ${position} must be ${want}, not ${got === null ? 'None' : typeOf(got).name}`);
}

export function initUnicodeError(_vm: VM, name: UnicodeErrorName, e: PyException, args: PyValue[]): void {
  const names =
    name === 'UnicodeTranslateError'
      ? ['object', 'start', 'end', 'reason']
      : ['encoding', 'object', 'start', 'end', 'reason'];
  if (args.length !== names.length)
    throw typeError(`function takes exactly ${names.length} arguments (${args.length} given)`);
  const fields = new Map<string, PyValue>();
  for (let i = 0; i < names.length; i++) {
    const field = names[i]!;
    const v = args[i]!;
    if (field === 'start' || field === 'end') {
      if (intOf(v) === undefined) {
        if (typeof v === 'bigint')
          throw raise(exceptionTypes.get('OverflowError')!, 'Python int too large to convert to C ssize_t');
        throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
      }
    } else if (field === 'object' && name === 'UnicodeDecodeError') {
      if (bytesOf(v) === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(v).name}'`);
    } else if (!typeOf(v).isSubtypeOf(StrType)) throw argumentError(i + 1, 'str', v);
    fields.set(field, v);
  }
  e.fields = fields;
}

/** The range that the text speaks of: within the object, never empty at its start. */
function range(e: PyException, size: number): [number, number] {
  const start = intOf(e.fields?.get('start') ?? 0) ?? 0;
  const end = intOf(e.fields?.get('end') ?? 0) ?? 0;
  const from = Math.max(0, start >= size ? size - 1 : start);
  return [from, Math.min(Math.max(end, 1), Math.max(size, 1))];
}

function text(e: PyException, name: string): string {
  const s = strOf(e.fields?.get(name) ?? null);
  return typeof s === 'string' ? s : s === undefined ? 'None' : String.fromCodePoint(...s.cps);
}

function characterText(e: PyException, start: string): string {
  const object = strOf(e.fields?.get('object') ?? null);
  if (object === undefined) return '';
  const size = length(object);
  const [from, to] = range(e, size);
  const reason = text(e, 'reason');
  if (from < size && to === from + 1) {
    const c = codePointAt(object, from);
    const hex = c.toString(16);
    const shown =
      c <= 0xff
        ? `\\x${hex.padStart(2, '0')}`
        : c <= 0xffff
          ? `\\u${hex.padStart(4, '0')}`
          : `\\U${hex.padStart(8, '0')}`;
    return `${start} character '${shown}' in position ${from}: ${reason}`;
  }
  return `${start} characters in position ${from}-${to - 1}: ${reason}`;
}

function decodeErrorStr(_vm: VM, e: PyException): string {
  const object = bytesOf(e.fields?.get('object') ?? null);
  if (object === undefined) return '';
  const [from, to] = range(e, object.length);
  const start = `'${text(e, 'encoding')}' codec can't decode`;
  if (from < object.length && to === from + 1) {
    return `${start} byte 0x${object[from]!.toString(16).padStart(2, '0')} in position ${from}: ${text(e, 'reason')}`;
  }
  return `${start} bytes in position ${from}-${to - 1}: ${text(e, 'reason')}`;
}

function encodeErrorStr(_vm: VM, e: PyException): string {
  if (e.fields === null) return '';
  return characterText(e, `'${text(e, 'encoding')}' codec can't encode`);
}

function translateErrorStr(_vm: VM, e: PyException): string {
  return e.fields === null ? '' : characterText(e, "can't translate");
}

type Tables = Record<UnicodeErrorName, Pick<TypeSpec, 'methods' | 'getset'>>;

function table(names: readonly string[], str: (vm: VM, e: PyException) => string): Tables[UnicodeErrorName] {
  return {
    methods: { __str__: ['($self, /)', null, str] },
    getset: Object.fromEntries(
      names.map((name) => [
        name,
        {
          get: (_vm: VM, e: PyException) => e.fields?.get(name) ?? (name === 'start' || name === 'end' ? 0 : null),
          set: (_vm: VM, e: PyException, v: PyValue) => {
            if ((name === 'start' || name === 'end') && intOf(v) === undefined) {
              throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
            }
            e.fields ??= new Map();
            e.fields.set(name, v);
          },
          del: (_vm: VM, e: PyException) => {
            if (name === 'start' || name === 'end') throw typeError("can't delete numeric/char attribute");
            e.fields?.delete(name);
          },
        },
      ]),
    ),
  };
}

const NAMES = ['encoding', 'object', 'start', 'end', 'reason'] as const;
export const unicodeErrorTables: Tables = {
  UnicodeDecodeError: table(NAMES, decodeErrorStr),
  UnicodeEncodeError: table(NAMES, encodeErrorStr),
  UnicodeTranslateError: table(NAMES, translateErrorStr),
};
