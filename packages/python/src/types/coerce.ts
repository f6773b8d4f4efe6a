/**
 * Arguments of natives as raw values: what is an exact or derived int, str or float, what has to be asked by
 * `__index__` or `__float__`, and the TypeErrors of argument parsing.
 *
 * `coerced` wraps the rows of a table: where an argument needs Python code (`__index__`), library code makes the int
 * and calls the same method again.
 */

import { isBuffer } from '../objects/buffer.js';
import { BytesType, StrType, tuple, typeOf } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import type { PyRaise } from '../objects/errors.js';
import { OverflowErrorType, raise, typeError } from '../objects/exception-types.js';
import type { Int } from '../objects/number/int.js';
import {
  PyFloat,
  PyFloatObject,
  PyIntObject,
  PyStrObject,
  type PyType,
  type PyValue,
  PyWideStr,
  type R,
} from '../objects/object.js';
import type { Str } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';

/** The value of an int, bool or instance of a subclass of int. */
export function intOf(v: PyValue): Int | undefined {
  switch (typeof v) {
    case 'number':
    case 'bigint':
      return v;
    case 'boolean':
      return v ? 1 : 0;
  }
  return v instanceof PyIntObject ? v.value : undefined;
}

/** The value of a str or instance of a subclass of str. */
export function strOf(v: PyValue): Str | undefined {
  if (typeof v === 'string') return v;
  if (v instanceof PyWideStr) return v;
  return v instanceof PyStrObject ? v.value : undefined;
}

/** The value of a float or instance of a subclass of float. */
export function floatOf(v: PyValue): number | undefined {
  if (v instanceof PyFloat) return v.v;
  return v instanceof PyFloatObject ? v.value : undefined;
}

/** Name of a value's class as argument parsing shows it: None itself, not its class. */
export function shownType(v: PyValue): string {
  return v === null ? 'None' : typeOf(v).name;
}

/** "f() argument 1 must be str, not int"; without a position for functions of one argument. */
export function badArgument(name: string, position: number | null, expected: string, v: PyValue): PyRaise {
  const which = position === null ? 'argument' : `argument ${position}`;
  return typeError(`${name}() ${which} must be ${expected}, not ${shownType(v)}`);
}

export function notAnInteger(v: PyValue): PyRaise {
  return typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
}

export function hasMethod(v: PyValue, name: string): boolean {
  const m = typeOf(v).lookup(name);
  return m !== undefined && m !== null;
}

/** A C ssize_t: refuses what is beyond 63 bits (numbers beyond 2^53 are as good as infinite). */
export function toSize(v: Int): number {
  if (typeof v === 'number') return v;
  if (v >= 0x8000000000000000n || v < -0x8000000000000000n) {
    throw raise(OverflowErrorType, 'Python int too large to convert to C ssize_t');
  }
  return Number(v);
}

/** A bound of a slice: beyond 2^53 as good as infinite. */
export function clampToNumber(v: Int): number {
  return typeof v === 'number' ? v : v > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
}

/**
 * Kinds of arguments, one letter each (self not counted): `.` as it is; `i` ssize_t by `__index__` -> number; `n` any
 * int by `__index__` -> Int; `s` slice bound: None or by `__index__` -> number or undefined; `I` C int; `S` a str, raw; `B` bytes-like, as it is.
 */
export type Kinds = string;

export type CoercedRow = readonly [signature: string, doc: string | null, impl: MethodRow[2], kinds?: Kinds];

const C_INT = 2147483647;

function coerceOne(kind: string, v: PyValue): unknown {
  const n = intOf(v);
  if (n === undefined) return undefined;
  switch (kind) {
    case 'i':
      return toSize(n);
    case 'I': {
      if (typeof n !== 'number' || n > C_INT || n < -C_INT - 1) {
        throw raise(
          OverflowErrorType,
          typeof n === 'number' ? 'signed integer is greater than maximum' : 'Python int too large to convert to C int',
        );
      }
      return n;
    }
    case 's':
      return clampToNumber(n);
    default:
      return n;
  }
}

/** Rows for `defineType` whose arguments are brought into the shape of their kinds first. */
export function coerced(owner: PyType, rows: Record<string, CoercedRow>): Record<string, MethodRow> {
  const out: Record<string, MethodRow> = {};
  for (const [name, [signature, doc, impl, kinds]] of Object.entries(rows)) {
    out[name] = [signature, doc, kinds === undefined ? impl : wrap(owner, name, kinds, impl)];
  }
  return out;
}

function wrap(owner: PyType, name: string, kinds: string, impl: MethodRow[2]): MethodRow[2] {
  return (vm: VM, self: PyValue, ...args: (PyValue | undefined)[]): R => {
    for (let i = 0; i < kinds.length; i++) {
      const kind = kinds[i]!;
      if (kind === '.') continue;
      const v = args[i];
      if (kind === 'B') {
        if (!isBuffer(v as PyValue))
          throw typeError(`a bytes-like object is required, not '${typeOf(v as PyValue).name}'`);
        continue;
      }
      if (kind === 'S') {
        const s = strOf(v as PyValue);
        if (s === undefined) throw badArgument(name, i + 1, 'str', v as PyValue);
        args[i] = s;
        continue;
      }
      if (v === undefined || typeof v === 'number') {
        if (kind !== 'I' || v === undefined) continue;
      }
      if (v === null && kind === 's') {
        args[i] = undefined;
        continue;
      }
      const n = coerceOne(kind, v);
      if (n === undefined) return indexAndRetry(vm, owner, name, self, args, i, kind);
      args[i] = n as PyValue;
    }
    return impl(vm, self, ...args) as R;
  };
}

function indexAndRetry(
  vm: VM,
  owner: PyType,
  name: string,
  self: PyValue,
  args: (PyValue | undefined)[],
  i: number,
  kind: string,
): R {
  const v = args[i] as PyValue;
  if (!hasMethod(v, '__index__')) {
    if (kind === 's') throw typeError('slice indices must be integers or None or have an __index__ method');
    throw notAnInteger(v);
  }
  return retryWith(vm, 'with_index', owner.lookup(name)!, [self, ...args], i + 1);
}

/** "Turn argument `i` into an int (or a float, ...) by the library function `how`, and call `fn` again." */
export function retryWith(vm: VM, how: string, fn: PyValue, args: (PyValue | undefined)[], i: number): R {
  let n = args.length;
  while (n > 0 && args[n - 1] === undefined) n--;
  const given: PyValue[] = [];
  for (let k = 0; k < n; k++) given.push(args[k] === undefined ? null : (args[k] as PyValue));
  return vm.lib(how, [fn, tuple(given), i]);
}

/** A pair of str as format strings and such are: exact or derived. */
export function isStrOrBytes(v: PyValue): boolean {
  const t = typeOf(v);
  return t.isSubtypeOf(StrType) || t.isSubtypeOf(BytesType);
}
