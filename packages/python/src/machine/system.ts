/**
 * The answers of the system as Python values and exceptions, and the place of a call. What crosses is plain (powers.ts):
 * an answer is copied into the heap, and whatever is no plain value is a bug of the supervisor's side.
 */

import { tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { defineIntrinsics } from '../objects/define.js';
import { InternalError, LimitError, PyRaise } from '../objects/errors.js';
import { exceptionTypes, newException, PermissionErrorType, typeError } from '../objects/exception-types.js';
import type { PyFrame } from '../objects/frame.js';
import type { PyValue } from '../objects/object.js';
import { PyFloat } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import type { Place, Plain, SystemAnswer } from '../powers.js';
import { newBytes } from '../types/buffer.js';
import { makeOSError } from '../types/exceptions.js';
import { frameLine } from '../types/frame.js';
import { textOf } from '../types/type-names.js';
import type { Machine } from './machine.js';

/** Errno of a refusal: EPERM is what CPython's audit hooks have no word for; EACCES is what a closed file system says. */
const EACCES = 13;

export function plainToPython(vm: VM, v: Plain): PyValue {
  switch (typeof v) {
    case 'boolean':
      return v;
    case 'number':
      return Number.isSafeInteger(v) ? (v === 0 ? 0 : v) : new PyFloat(v);
    case 'bigint':
      return v >= Number.MIN_SAFE_INTEGER && v <= Number.MAX_SAFE_INTEGER ? Number(v) : v;
    case 'string':
      vm.alloc(v.length * 2);
      return fromJS(v);
  }
  if (v === null) return null;
  vm.charge(1);
  if (v instanceof Uint8Array) {
    vm.alloc(v.length);
    return newBytes(v.slice());
  }
  if (Array.isArray(v)) {
    vm.alloc(v.length * 8 + 40);
    return tuple((v as readonly Plain[]).map((item) => plainToPython(vm, item)));
  }
  throw new InternalError('an answer of the system is no plain value');
}

/** An exact built-in value as what may cross; undefined: it may not. Nothing of the value's own is called (law 10). */
export function pythonToPlain(vm: VM, v: PyValue, depth = 0): Plain | undefined {
  const before = vm.held;
  try {
    return convert(vm, v, depth);
  } finally {
    vm.held = before;
  }
}

/** Whether nothing of the heap is in it: a subclass of int is an object like any. */
export function isPlain(v: unknown): boolean {
  if (typeof v !== 'object' || v === null) return v !== undefined && typeof v !== 'function' && typeof v !== 'symbol';
  return v instanceof Uint8Array || (Array.isArray(v) && v.every(isPlain));
}

/** Of what crosses, no heap walk knows; what a value holds several times is copied as often. */
function hold(vm: VM, bytes: number): void {
  vm.held += bytes;
  vm.alloc(bytes);
}

function convert(vm: VM, v: PyValue, depth: number): Plain | undefined {
  if (v === null || typeof v === 'boolean' || typeof v === 'number' || typeof v === 'bigint') return v;
  if (v instanceof PyFloat) return v.v;
  const text = textOf(v);
  if (text !== undefined) return text;
  vm.charge(1);
  if (v instanceof PyBytes) {
    hold(vm, v.bytes.length);
    return v.bytes.slice();
  }
  if (v instanceof PyByteArray) {
    hold(vm, v.length);
    return v.buffer.slice(0, v.length);
  }
  if (!(v instanceof PyTuple || v instanceof PyList) || depth > 20) return undefined;
  hold(vm, v.items.length * 24 + 80);
  const out: Plain[] = [];
  for (const item of v.items) {
    const plain = convert(vm, item, depth + 1);
    if (plain === undefined) return undefined;
    out.push(plain);
  }
  return out;
}

defineIntrinsics({
  /** A call of the system by a library function; its value, OSError, or the refusal. */
  system: [
    '(name, /, *args)',
    (vm: VM, name: string, args: PyValue[]) =>
      vm.system(
        name,
        args.map((a) => mustBePlain(vm, a)),
      ),
  ],
  /** The same once the program's own audit hooks have heard of it. */
  system_unannounced: [
    '(name, /, *args)',
    (vm: VM, name: string, args: PyValue[]) =>
      (vm as Machine).systemUnannounced(
        name,
        args.map((a) => mustBePlain(vm, a)),
      ),
  ],
  is_unlisted: ['(exc, /)', (vm: VM, exc: PyValue) => vm.isUnlisted(exc)],
  /** An event for the supervisor's record. */
  audit: [
    '(event, /, *args)',
    (vm: VM, event: string, args: PyValue[]) => {
      vm.audit(
        event,
        args.map((a) => pythonToPlain(vm, a) ?? typeOf(a).name),
      );
      return null;
    },
  ],
});

function mustBePlain(vm: VM, v: PyValue): Plain {
  const plain = pythonToPlain(vm, v);
  if (plain === undefined) throw typeError(`'${typeOf(v).name}' object cannot be given to the system`);
  return plain;
}

/** The value of an answer; an error or a refusal is thrown as the exception that the program sees. */
export function answerToPython(vm: VM, answer: SystemAnswer, refused: (exc: PyRaise) => void): PyValue {
  if (answer.kind === 'value') return plainToPython(vm, answer.value);
  if (answer.kind === 'error') {
    const names = [answer.filename, answer.filename2].map((n) => (n === undefined ? null : fromJS(n)));
    const args: PyValue[] = [answer.errno, fromJS(answer.strerror)];
    if (names[0] !== null) args.push(names[0]!);
    if (names[1] !== null) args.push(null, names[1]!);
    throw new PyRaise(makeOSError(args));
  }
  if (answer.kind === 'limit') throw new LimitError(answer.limit, answer.message);
  const type = exceptionTypes.get(answer.type ?? 'PermissionError') ?? PermissionErrorType;
  const message = fromJS(answer.message);
  // A refusal that names OSError itself has a text of its own, without errno.
  const args: PyValue[] =
    type.isSubtypeOf(exceptionTypes.get('OSError')!) && answer.type !== 'OSError'
      ? [EACCES, message, ...(answer.filename === undefined ? [] : [fromJS(answer.filename)])]
      : [message];
  const exc = type.isSubtypeOf(exceptionTypes.get('OSError')!) ? makeOSError(args, type) : newException(type, args);
  if (type.isSubtypeOf(exceptionTypes.get('ImportError')!)) {
    exc.fields = new Map<string, PyValue>([['msg', message]]);
    if (answer.filename !== undefined) exc.fields.set('name', fromJS(answer.filename));
  }
  const raised = new PyRaise(exc);
  refused(raised);
  throw raised;
}

/** The innermost frame that is the program's own. */
export function placeOf(frame: PyFrame | null, fuel: number): Place {
  let f = frame;
  while (f?.code.f.hidden) f = f.back;
  if (f === null) return { filename: '', line: 0, fuel };
  return { filename: f.code.f.filename, line: frameLine(f), fuel };
}
