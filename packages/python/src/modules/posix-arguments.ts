/**
 * Arguments of `posix`: paths (str, bytes, os.PathLike, sometimes a file descriptor), C ints, descriptors. What needs
 * Python code (`__fspath__`, `__index__`, `fileno()`) and paths of bytes is done by library/files.py, which calls the
 * function again with plain arguments.
 */
import { tuple, typeOf } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import { defineIntrinsics, type MethodRow } from '../objects/define.js';
import { PyRaise } from '../objects/errors.js';
import {
  NotImplementedErrorType,
  OSErrorType,
  OverflowErrorType,
  raise,
  typeError,
  valueError,
} from '../objects/exception-types.js';
import type { Int } from '../objects/number/int.js';
import type { PyValue, R } from '../objects/object.js';
import type { PyList } from '../objects/sequence.js';
import { type Str, toJS } from '../objects/text/core.js';
import { unicodeException } from '../objects/text-fault.js';
import type { VM } from '../objects/vm.js';
import { isTrueFast } from '../protocols/truth.js';
import { hasMethod, intOf, notAnInteger, strOf } from '../types/coerce.js';

/**
 * What an argument is: `path` (`path?` may be None, `path|fd` may be a descriptor; `name:` in front of it is what errors
 * call it), `int`, `size` (an off_t), `fdint` (a descriptor), `fd` (an int or something with `fileno()`), `dir_fd`, `bool`, `any`.
 */
export type Kind = string;

/** A converted argument: paths are exact str, ints numbers or bigints. */
export type Run = (vm: VM, ...args: any[]) => R | void;

interface Call {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly defaults: readonly PyValue[];
  readonly run: Run;
}
const calls = new Map<string, Call>();

const MAX_INT = 0x7fffffff;

/** A row for `defineModule`: arguments that are left out get their defaults, all are brought into the shape of their kinds. */
export function fileRow(name: string, signature: string, kinds: string, defaults: PyValue[], run: Run): MethodRow {
  const call: Call = { name, kinds: kinds === '' ? [] : kinds.split(' '), defaults, run };
  calls.set(name, call);
  const required = call.kinds.length - defaults.length;
  return [
    signature,
    null,
    (vm: VM, ...given: (PyValue | undefined)[]) => {
      const args = call.kinds.map((_, i) => (given[i] === undefined ? defaults[i - required]! : given[i]!));
      return perform(vm, call, args);
    },
  ];
}

/** What stands in for an argument that still needs Python code. */
class Needs {
  constructor(readonly what: 'path' | 'index' | 'fileno' | 'bool' | 'bool_fd' | 'bytes') {}
}
const NEEDS_BYTES = new Needs('bytes');

function perform(vm: VM, call: Call, args: readonly PyValue[]): R | void {
  const ready: unknown[] = [];
  let bytes = false;
  for (let i = 0; i < args.length; i++) {
    const v = converted(vm, call.name, call.kinds[i]!, args[i]!);
    if (v === NEEDS_BYTES) bytes = true;
    else if (v instanceof Needs) return vm.lib('posix_again', [call.name, tuple(args.slice()), i, v.what]);
    ready.push(v);
  }
  if (bytes) return vm.lib('posix_by_bytes', [call.name, tuple(args.slice())]);
  return call.run(vm, ...ready);
}

function converted(vm: VM, fn: string, kind: Kind, v: PyValue): unknown {
  if (kind.includes('path')) return pathOf(fn, kind, v);
  switch (kind) {
    case 'int':
      return cInt(v);
    case 'size':
      return offset(v);
    case 'fd':
      return openDescriptor(descriptor(v));
    case 'fdint':
      return openDescriptor(cInt(v));
    case 'dir_fd':
      return dirFd(v);
    case 'bool':
      return isTrueFast(vm, v) ?? new Needs('bool');
  }
  return v;
}

function needsIndex(v: PyValue): Needs {
  if (!hasMethod(v, '__index__')) throw notAnInteger(v);
  return new Needs('index');
}

/** An int of 64 bits. */
function offset(v: PyValue): Int | Needs {
  const n = intOf(v);
  if (n === undefined) return needsIndex(v);
  if (typeof n === 'bigint' && (n >= 0x8000000000000000n || n < -0x8000000000000000n)) {
    throw raise(OverflowErrorType, 'Python int too large to convert to C long');
  }
  return n;
}

function cInt(v: PyValue): number | Needs {
  const n = intOf(v);
  if (n === undefined) return needsIndex(v);
  if (typeof n === 'number' && n <= MAX_INT && n >= -MAX_INT - 1) return n;
  throw raise(OverflowErrorType, 'Python int too large to convert to C int');
}

function descriptor(v: PyValue): number | Needs {
  if (intOf(v) !== undefined) return cInt(v);
  if (hasMethod(v, 'fileno')) return new Needs('fileno');
  throw typeError('argument must be an int, or have a fileno() method.');
}

const EBADF = 9;

/** No descriptor is negative. */
function openDescriptor(fd: number | Needs): number | Needs {
  if (typeof fd === 'number' && fd < 0) throw raise(OSErrorType, EBADF, 'Bad file descriptor');
  return fd;
}

function dirFd(v: PyValue): null {
  if (v === null) return null;
  if (intOf(v) === undefined && !hasMethod(v, '__index__')) {
    throw typeError(`argument should be integer or None, not ${typeOf(v).name}`);
  }
  throw raise(NotImplementedErrorType, 'dir_fd unavailable on this platform');
}

/** A lone surrogate that stands for no byte is no name of a file. */
function checkEncodable(s: Str): void {
  const bad = (cp: number) => cp >= 0xd800 && cp <= 0xdfff && (cp < 0xdc80 || cp > 0xdcff);
  const at = typeof s === 'string' ? s.search(/[\ud800-\udc7f\udd00-\udfff]/) : s.cps.findIndex(bad);
  if (at < 0) return;
  throw new PyRaise(unicodeException('UnicodeEncodeError', ['utf-8', s, at, at + 1, 'surrogates not allowed']));
}

/** A path as exact str; a descriptor as number, where the kind has one. */
function pathOf(fn: string, kind: Kind, v: PyValue): Str | number | Needs {
  const colon = kind.indexOf(':');
  const name = colon < 0 ? 'path' : kind.slice(0, colon);
  const s = strOf(v);
  if (s !== undefined) {
    if (toJS(s).includes('\0')) throw valueError(`${fn}: embedded null character in ${name}`);
    checkEncodable(s);
    return s;
  }
  if (v instanceof PyBytes) {
    if (v.bytes.includes(0)) throw valueError(`${fn}: embedded null character in ${name}`);
    return NEEDS_BYTES;
  }
  if (v === null && kind.endsWith('?')) return '.';
  const mayBeFd = kind.endsWith('|fd');
  if (mayBeFd) {
    if (typeof v === 'boolean') return new Needs('bool_fd');
    const n = intOf(v);
    if (n !== undefined) {
      if (typeof n === 'number' && n <= MAX_INT && n >= -MAX_INT - 1) return n;
      throw raise(OverflowErrorType, n > 0 ? 'fd is greater than maximum' : 'fd is less than minimum');
    }
    if (hasMethod(v, '__index__')) return new Needs('index');
  }
  if (hasMethod(v, '__fspath__')) return new Needs('path');
  const tail = kind.endsWith('?') ? ', os.PathLike or None' : mayBeFd ? ', os.PathLike or integer' : ' or os.PathLike';
  throw typeError(`${fn}: ${name} should be string, bytes${tail}, not ${typeOf(v).name}`);
}

defineIntrinsics({
  /** A function of posix again, with all of its arguments in order. */
  posix_call: ['(name, args, /)', (vm: VM, name: string, args: PyList) => perform(vm, calls.get(name)!, args.items)],
});
