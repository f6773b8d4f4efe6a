/** Errors of the front end (syntax/errors.ts) as Python exceptions with all their members. */
import { tuple } from '../objects/builtin-types.js';
import { PyRaise } from '../objects/errors.js';
import { exceptionTypes, newException } from '../objects/exception-types.js';
import type { PyValue } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import type { PySyntaxError } from '../syntax/errors.js';
import { sourceLines } from './source-cache.js';

/** The Python exception; its line of text comes from the error itself, else from what is known of the file. */
export function syntaxErrorToPython(vm: VM, e: PySyntaxError): PyRaise {
  const cls = exceptionTypes.get(e.type)!;
  const msg = fromJS(e.msg);
  if (e.type === 'MemoryError' || e.type === 'RecursionError') return new PyRaise(newException(cls, [msg]));
  if (e.filename === null && e.lineno === null) {
    const bare = newException(cls, [msg]);
    bare.fields = new Map<string, PyValue>([['msg', msg]]);
    return new PyRaise(bare);
  }
  const filename = e.filename === null ? null : fromJS(e.filename);
  const text = e.text !== null ? fromJS(e.text) : lineOf(vm, e);
  const info: PyValue[] = [filename, e.lineno, e.offset, text, e.endLineno, e.endOffset];
  const exc = newException(cls, [msg, tuple(info)]);
  exc.fields = new Map<string, PyValue>([
    ['msg', msg],
    ['filename', filename],
    ['lineno', e.lineno],
    ['offset', e.offset],
    ['text', text],
    ['end_lineno', e.endLineno],
    ['end_offset', e.endOffset],
  ]);
  // Where the parser had nothing better to say, keywords with a typing error are looked for when it is shown.
  if (e.msg === 'invalid syntax' || e.msg.includes('Perhaps you forgot a comma'))
    exc.fields.set('_metadata', tuple([0, 0, null]));
  return new PyRaise(exc);
}

function lineOf(vm: VM, e: PySyntaxError): PyValue {
  if (e.filename === null || e.lineno === null) return null;
  const line = sourceLines(vm, e.filename)?.[e.lineno - 1];
  return line === undefined ? null : fromJS(`${line}\n`);
}
