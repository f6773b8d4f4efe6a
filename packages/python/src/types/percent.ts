/**
 * `format % values` for str and bytes: walking the values (Library Reference, "printf-style String Formatting").
 *
 * The walk is an object with plain fields that runs until a value needs Python code (`__str__`, `__index__`,
 * `__getitem__`, ...); then library code gets what is wanted, and the walk goes on with it.
 */
import { ByteArrayType, newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { defineIntrinsics } from '../objects/define.js';
import { OverflowErrorType, raise, typeError } from '../objects/exception-types.js';
import { PyMethodDescr } from '../objects/function.js';
import { floatToInt, intToFloat } from '../objects/number/float.js';
import type { Int } from '../objects/number/int.js';
import { DELEGATE, PyObject, type PyValue, type R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { codePointAt, join, length, type Str } from '../objects/text/core.js';
import {
  type PercentItem,
  type PercentPart,
  parsePercent,
  percentChar,
  percentFloat,
  percentInt,
  percentStr,
  STAR,
  unsupportedConversion,
} from '../objects/text/format-percent.js';
import { escapeNonAscii } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { getItem, toRepr, toStr } from '../protocols/special.js';
import { bufferBytes, newBytes } from './buffer.js';
import { content } from './byte-methods.js';
import * as B from './byte-search.js';
import { floatOf, hasMethod, intOf, strOf } from './coerce.js';

const PercentWalkType = newBuiltinType('percent_walk', ObjectType, { final: true });

/** What has to be asked of Python code: how, of which value, with which argument. */
interface Want {
  readonly how: string;
  readonly value: PyValue;
  readonly arg: PyValue;
}

/** Where the walk is within an item. */
enum Phase {
  Key = 0,
  Width = 1,
  Precision = 2,
  Value = 3,
}

export class PyPercentWalk extends PyObject {
  at = 0;
  phase: Phase = Phase.Key;
  readonly out: Str[] = [];
  /** The values: a tuple's items from `index` on; or one value, `single`, that is still to be used. */
  items: PyValue[] | null;
  index = 0;
  single: boolean;
  value: PyValue;
  readonly mapping: PyValue | undefined;
  /** What Python code answered to the last want; undefined: nothing yet. */
  reply: PyValue | undefined = undefined;
  width = -1;
  left = false;
  precision = -1;
  current: PyValue = null;

  constructor(
    readonly parts: PercentPart[],
    readonly args: PyValue,
    readonly bytes: boolean,
    readonly mutable: boolean,
  ) {
    super(PercentWalkType.root);
    this.items = args instanceof PyTuple ? args.items : null;
    this.single = this.items === null;
    this.value = args;
    this.mapping = isMapping(args, bytes) ? args : undefined;
  }
}

function isMapping(args: PyValue, bytes: boolean): boolean {
  if (args instanceof PyTuple || strOf(args) !== undefined) return false;
  if (bytes && (args instanceof PyBytes || args instanceof PyByteArray)) return false;
  return hasMethod(args, '__getitem__');
}

function nextValue(w: PyPercentWalk): PyValue {
  if (w.items !== null) {
    if (w.index < w.items.length) return w.items[w.index++]!;
  } else if (w.single) {
    w.single = false;
    return w.value;
  }
  throw typeError('not enough arguments for format string');
}

/** Run until Python code is wanted; null: finished. */
function step(vm: VM, w: PyPercentWalk): Want | null {
  for (; w.at < w.parts.length; w.at++) {
    const part = w.parts[w.at]!;
    if (part.kind === 'text') {
      w.out.push(part.text);
      continue;
    }
    if (part.kind === 'error') {
      if (part.inKey && w.mapping === undefined) throw typeError('format requires a mapping');
      throw part.error;
    }
    const want = stepItem(vm, w, part.item);
    if (want !== null) return want;
    w.phase = Phase.Key;
  }
  const left = w.items === null ? w.single : w.index < w.items.length;
  if (left && w.mapping === undefined) {
    throw typeError(`not all arguments converted during ${w.bytes ? 'bytes' : 'string'} formatting`);
  }
  return null;
}

function takeReply(w: PyPercentWalk): PyValue | undefined {
  const r = w.reply;
  w.reply = undefined;
  return r;
}

function stepItem(vm: VM, w: PyPercentWalk, item: PercentItem): Want | null {
  if (w.phase === Phase.Key) {
    if (item.key !== null) {
      if (w.mapping === undefined) throw typeError('format requires a mapping');
      let v = takeReply(w);
      if (v === undefined) {
        const key = w.bytes ? newBytes(bytesOfKey(vm, item.key)) : item.key;
        const r = getItem(vm, w.mapping, key);
        if (r === DELEGATE) return { how: 'getitem', value: w.mapping, arg: key };
        v = r as PyValue;
      }
      w.items = null;
      w.single = true;
      w.value = v;
    }
    w.phase = Phase.Width;
  }
  if (w.phase === Phase.Width) {
    w.left = item.left;
    w.width = item.width;
    if (item.width === STAR) {
      const n = starValue(nextValue(w), 'width');
      w.left = item.left || n < 0;
      w.width = Math.abs(n);
    }
    w.phase = Phase.Precision;
  }
  if (w.phase === Phase.Precision) {
    w.precision = item.precision;
    if (item.precision === STAR) w.precision = Math.max(0, starValue(nextValue(w), 'precision'));
    w.current = nextValue(w);
    w.phase = Phase.Value;
  }
  const actual: PercentItem = { ...item, left: w.left, width: w.width, precision: w.precision };
  const made = formatItem(vm, w, actual);
  if (typeof made === 'object' && 'how' in made) return made;
  w.out.push(made);
  return null;
}

function starValue(v: PyValue, what: 'width' | 'precision'): number {
  const n = intOf(v);
  if (n === undefined) throw typeError('* wants int');
  if (what === 'precision' && (typeof n !== 'number' || n > 2147483647 || n < -2147483648)) {
    throw raise(OverflowErrorType, 'Python int too large to convert to C int');
  }
  if (typeof n !== 'number') throw raise(OverflowErrorType, 'Python int too large to convert to C ssize_t');
  return n;
}

function formatItem(vm: VM, w: PyPercentWalk, item: PercentItem): Str | Want {
  const c = item.conversion;
  const v = w.current;
  switch (c) {
    case 's':
    case 'b':
    case 'r':
    case 'a':
      if (w.bytes) return bytesItem(vm, w, item, v);
      if (c === 'b') break;
      return textItem(vm, w, item, v);
    case 'c':
      return charItem(vm, w, item, v);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return intItem(vm, w, item, v);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return floatItem(vm, w, item, v);
  }
  throw unsupportedConversion(item);
}

function textItem(vm: VM, w: PyPercentWalk, item: PercentItem, v: PyValue): Str | Want {
  let text = takeReply(w);
  if (text === undefined) {
    const r = item.conversion === 's' ? toStr(vm, v) : toRepr(vm, v);
    if (r === DELEGATE) return { how: item.conversion, value: v, arg: null };
    text = r as PyValue;
  }
  let s = strOf(text)!;
  if (item.conversion === 'a') s = escapeNonAscii(vm, s);
  return percentStr(vm, item, s);
}

/** `%s`, `%b`, `%r`, `%a` for bytes: the text is Latin-1 of the bytes. */
function bytesItem(vm: VM, w: PyPercentWalk, item: PercentItem, v: PyValue): Str | Want {
  if (item.conversion === 'r' || item.conversion === 'a') {
    let text = takeReply(w);
    if (text === undefined) {
      const r = toRepr(vm, v);
      if (r === DELEGATE) return { how: 'r', value: v, arg: null };
      text = r as PyValue;
    }
    return percentStr(vm, item, escapeNonAscii(vm, strOf(text)!));
  }
  const given = takeReply(w);
  let b = given === undefined ? bufferBytes(vm, v) : bufferBytes(vm, given);
  if (given === undefined && !(v instanceof PyBytes) && !(v instanceof PyByteArray)) {
    const m = typeOf(v).lookup('__bytes__');
    if (m !== undefined && m !== null && !(m instanceof PyMethodDescr)) return { how: 'bytes', value: v, arg: null };
  }
  if (b === undefined) {
    throw typeError(`%b requires a bytes-like object, or an object that implements __bytes__, not '${typeOf(v).name}'`);
  }
  if (item.precision >= 0 && item.precision < b.length) b = b.subarray(0, item.precision);
  return percentStr(vm, { ...item, precision: -1 }, latin(vm, b));
}

function latin(vm: VM, b: Uint8Array): string {
  if (b.length > 64) vm.charge(b.length);
  vm.alloc(b.length * 2);
  let s = '';
  for (let i = 0; i < b.length; i += 4096) s += String.fromCharCode.apply(null, [...b.subarray(i, i + 4096)]);
  return s;
}

function charItem(vm: VM, w: PyPercentWalk, item: PercentItem, v: PyValue): Str | Want {
  if (w.bytes) return byteItem(vm, w, item, v);
  const s = strOf(v);
  if (s !== undefined) {
    if (length(s) === 1) return percentChar(vm, item, codePointAt(s, 0));
    throw typeError(`%c requires an int or a unicode character, not a string of length ${length(s)}`);
  }
  const n = intOf(takeReply(w) ?? v);
  if (n !== undefined) return percentChar(vm, item, n);
  const refusal = `%c requires an int or a unicode character, not ${typeOf(v).name}`;
  if (hasMethod(v, '__index__')) return { how: 'index', value: v, arg: refusal };
  throw typeError(refusal);
}

function byteItem(vm: VM, w: PyPercentWalk, item: PercentItem, v: PyValue): Str | Want {
  if (v instanceof PyBytes || v instanceof PyByteArray) {
    const b = content(v);
    if (b.length !== 1) {
      throw typeError(
        `%c requires an integer in range(256) or a single byte, not a ${v instanceof PyBytes ? 'bytes' : 'bytearray'} object of length ${b.length}`,
      );
    }
    return percentChar(vm, item, b[0]!);
  }
  const n = intOf(takeReply(w) ?? v);
  if (n !== undefined) {
    if (n < 0 || n > 255) throw raise(OverflowErrorType, '%c arg not in range(256)');
    return percentChar(vm, item, n);
  }
  if (hasMethod(v, '__index__')) return { how: 'index', value: v, arg: null };
  throw typeError(`%c requires an integer in range(256) or a single byte, not ${typeOf(v).name}`);
}

function intItem(vm: VM, w: PyPercentWalk, item: PercentItem, v: PyValue): Str | Want {
  const decimal = 'diu'.includes(item.conversion);
  let n: Int | undefined = intOf(takeReply(w) ?? v);
  if (n === undefined && decimal) {
    const f = floatOf(v);
    if (f !== undefined) n = floatToInt(f);
  }
  if (n === undefined) {
    const what = decimal ? 'a real number' : 'an integer';
    const refusal = `%${item.conversion} format: ${what} is required, not ${typeOf(v).name}`;
    if (decimal && (hasMethod(v, '__int__') || hasMethod(v, '__index__')))
      return { how: 'int', value: v, arg: refusal };
    if (!decimal && hasMethod(v, '__index__')) return { how: 'index', value: v, arg: refusal };
    throw typeError(refusal);
  }
  return percentInt(vm, item, n);
}

function floatItem(vm: VM, w: PyPercentWalk, item: PercentItem, v: PyValue): Str | Want {
  const given = takeReply(w) ?? v;
  let x = floatOf(given);
  if (x === undefined) {
    const n = intOf(given);
    if (n !== undefined) x = intToFloat(n);
  }
  if (x === undefined) {
    const refusal = `float argument required, not ${typeOf(v).name}`;
    if (hasMethod(v, '__float__') || hasMethod(v, '__index__')) {
      return { how: 'float', value: v, arg: w.bytes ? refusal : null };
    }
    throw typeError(w.bytes ? refusal : `must be real number, not ${typeOf(v).name}`);
  }
  return percentFloat(vm, item, x);
}

// -- entry points ------------------------------------------------------------------------------------------------------------

function finish(vm: VM, w: PyPercentWalk): PyValue {
  const text = join(vm, '', w.out);
  if (!w.bytes) return text;
  const b = bytesOfKey(vm, text);
  return w.mutable ? new PyByteArray(ByteArrayType.root, b, b.length) : newBytes(b);
}

function bytesOfKey(vm: VM, s: Str): Uint8Array {
  const out = B.newArray(vm, length(s));
  vm.charge(out.length >>> 2);
  for (let i = 0; i < out.length; i++) out[i] = codePointAt(s, i);
  return out;
}

function run(vm: VM, w: PyPercentWalk): R {
  const want = step(vm, w);
  return want === null ? finish(vm, w) : vm.lib('percent_with_code', [w, want.how, want.value, want.arg]);
}

export function formatPercentStr(vm: VM, format: Str, args: PyValue): R {
  return run(vm, new PyPercentWalk(parsePercent(vm, format), args, false, false));
}

export function formatPercentBytes(vm: VM, self: PyBytes | PyByteArray, args: PyValue, mutable: boolean): R {
  const format = latin(vm, content(self));
  return run(vm, new PyPercentWalk(parsePercent(vm, format), args, true, mutable));
}

defineIntrinsics({
  /** Give the walk its answer; what it wants next as (how, value, arg), or None. */
  percent_next: [
    '(walk, reply, /)',
    (vm: VM, w: PyPercentWalk, reply: PyValue) => {
      w.reply = reply;
      const want = step(vm, w);
      return want === null ? null : tuple([want.how, want.value, want.arg]);
    },
  ],
  percent_result: ['(walk, /)', (vm: VM, w: PyPercentWalk) => finish(vm, w)],
});
