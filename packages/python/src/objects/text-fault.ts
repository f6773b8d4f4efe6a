/** The exception that a TextError of the pure algorithms under `text/` and `number/` stands for. */
import { BytesType, tuple } from './builtin-types.js';
import { PyBytes } from './bytes.js';
import { PyException } from './exception.js';
import { exceptionTypes } from './exception-types.js';
import type { PyValue } from './object.js';
import { fromJS } from './text/core.js';
import { type TextError, UnicodeFault } from './text/error.js';

const UNICODE_FIELDS = ['encoding', 'object', 'start', 'end', 'reason'];

/** An exception of one of the Unicode classes: its five arguments are its attributes too. */
export function unicodeException(kind: string, values: PyValue[]): PyException {
  const exc = new PyException(exceptionTypes.get(kind)!.root, tuple(values));
  exc.fields = new Map();
  const names = kind === 'UnicodeTranslateError' ? UNICODE_FIELDS.slice(1) : UNICODE_FIELDS;
  for (let i = 0; i < names.length; i++) exc.fields.set(names[i]!, values[i]!);
  return exc;
}

export function exceptionOfFault(e: TextError): PyException {
  if (e instanceof UnicodeFault) {
    const object = e.object instanceof Uint8Array ? new PyBytes(BytesType.root, e.object) : e.object;
    return unicodeException(e.kind, [e.encoding, object, e.start, e.end, e.reason]);
  }
  const cls = exceptionTypes.get(e.kind)!;
  if (e.errno !== null) return new PyException(cls.root, tuple([e.errno, fromJS(e.message)]));
  return new PyException(cls.root, tuple(e.kind === 'MemoryError' && e.message === '' ? [] : [fromJS(e.message)]));
}
