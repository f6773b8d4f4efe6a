/**
 * Special methods that are Python code and whose result must be of one kind (`__len__`, `__bool__`, `__str__`, ...): the
 * native halves of the library functions that call them. The method's frame is entered at once; Ret.Checked looks at what
 * it returns, and has a library function see to it where it is not just that (another class of int, an error).
 */
import { typeOf } from '../objects/builtin-types.js';
import { defineHalves, type Half } from '../objects/code.js';
import { InternalError } from '../objects/errors.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import { PyFunction } from '../objects/function.js';
import type { PyValue } from '../objects/object.js';
import { bindFunction, deliver, ENTER, perform } from './calls.js';
import type { Machine } from './machine.js';

interface Check {
  /** The library function that this is the half of; how many arguments it has, the object first. */
  readonly half: string;
  readonly count: number;
  readonly method: string;
  /** The result for what the method returned, where that is plain. */
  readonly plain: (value: PyValue) => PyValue | undefined;
  /** The library function for everything else. */
  readonly otherwise: string;
}

const size = (v: PyValue) => (typeof v === 'number' && v >= 0 ? v : undefined);
const text = (v: PyValue) => (typeof v === 'string' ? v : undefined);
const boolean = (v: PyValue) => (typeof v === 'boolean' ? v : undefined);
const nonZero = (v: PyValue) => (typeof v === 'number' && v >= 0 ? v !== 0 : undefined);
const hash = (v: PyValue) => (typeof v === 'number' && v !== -1 ? v : undefined);

/** Frames name them by their place here. */
const CHECKS: readonly Check[] = [
  { half: 'len_by_method', count: 1, method: '__len__', plain: size, otherwise: 'len_result' },
  { half: 'truth_by_len', count: 1, method: '__len__', plain: nonZero, otherwise: 'truth_of_len' },
  { half: 'truth_by_bool', count: 1, method: '__bool__', plain: boolean, otherwise: 'bool_result' },
  { half: 'contains_by_method', count: 2, method: '__contains__', plain: boolean, otherwise: 'truth_result' },
  { half: 'hash_by_method', count: 1, method: '__hash__', plain: hash, otherwise: 'hash_result' },
  { half: 'str_by_method', count: 1, method: '__str__', plain: text, otherwise: 'str_result' },
  { half: 'repr_by_method', count: 1, method: '__repr__', plain: text, otherwise: 'repr_result' },
  { half: 'format_by_method', count: 2, method: '__format__', plain: text, otherwise: 'format_result' },
];

function entering({ count, method }: Check, place: number): Half {
  return (vm, _fn, args, kw) => {
    if (kw !== null || args.length !== count) return undefined;
    const fn = typeOf(args[0]!).lookup(method);
    if (!(fn instanceof PyFunction) || fn.code.half !== null || fn.code.isGenerator) return undefined;
    const m = vm as Machine;
    const frame = bindFunction(m, fn, args, null);
    frame.ret = Ret.Checked;
    frame.instance = place;
    m.entered = frame;
    return ENTER;
  };
}

defineHalves('', Object.fromEntries(CHECKS.map((check, place) => [check.half, entering(check, place)])));

/** A frame with Ret.Checked returned `value`: the result is delivered to `back`, or library code works it out. */
export function checked(m: Machine, frame: PyFrame, back: PyFrame, value: PyValue): PyFrame | null {
  const check = CHECKS[frame.instance as number];
  if (check === undefined) throw new InternalError('a frame with a check that there is not');
  const result = check.plain(value);
  if (result === undefined) {
    m.lib(check.otherwise, [value]);
    return perform(m, back, frame.initRet);
  }
  deliver(back, frame.initRet, result);
  return back;
}
