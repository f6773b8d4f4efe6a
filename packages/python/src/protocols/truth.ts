/** Truth value testing (Library Reference, "Truth Value Testing"): bool(x). */
import { typeOf } from '../objects/builtin-types.js';
import { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyFunction, PyMethodDescr } from '../objects/function.js';
import { PyFloat, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { callNative } from './call.js';

/** True or false where that needs no Python code, else DELEGATE (the call gives a bool). */
export function isTrue(vm: VM, v: PyValue): R {
  switch (typeof v) {
    case 'boolean':
      return v;
    case 'number':
      return v !== 0;
    case 'string':
      return v.length !== 0;
    case 'bigint':
      return true;
  }
  if (v === null) return false;
  if (v instanceof PyFloat) return v.v !== 0;
  if (v instanceof PyWideStr) return true;
  const cls = v.shape.cls;
  if (!cls.heap) {
    if (v instanceof PyList || v instanceof PyTuple) return v.items.length !== 0;
    if (v instanceof PyDict) return v.size !== 0;
  }
  const b = cls.lookup('__bool__');
  if (b !== undefined) {
    if (b instanceof PyMethodDescr) return callNative(vm, b.def, v, [], null);
    return vm.lib('truth_by_bool', [v]);
  }
  const len = cls.lookup('__len__');
  if (len === undefined) return true;
  if (len instanceof PyMethodDescr) return (callNative(vm, len.def, v, [], null) as number) !== 0;
  return vm.lib('truth_by_len', [v]);
}

/** The truth of a value, or undefined where Python code would be needed. */
export function isTrueFast(vm: VM, v: PyValue): boolean | undefined {
  const cls = typeOf(v);
  if (cls.heap && (cls.lookup('__bool__') instanceof PyFunction || cls.lookup('__len__') instanceof PyFunction))
    return undefined;
  const r = isTrue(vm, v);
  return typeof r === 'boolean' ? r : undefined;
}

/** The result of `__bool__` checked. */
export function checkBool(v: PyValue): boolean {
  if (typeof v !== 'boolean') throw typeError(`__bool__ should return bool, returned ${typeOf(v).name}`);
  return v;
}
