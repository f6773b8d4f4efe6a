/** Values of the `re` module: Pattern, Match, Scanner and Template, and the texts under them. */
import { newBuiltinType, ObjectType, typeOf } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import type { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyObject, type PyValue, PyWideStr, type Shape } from '../objects/object.js';
import type { PyTuple } from '../objects/sequence.js';
import { join, type Str, sub } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { newBytes, simpleBytes } from '../types/buffer.js';
import { joinBytes } from '../types/byte-search.js';
import { strOf } from '../types/coerce.js';
import type { Code } from './sre-chars.js';
import { Matcher, type Stacks, type Subject } from './sre-matcher.js';

export const PatternType = newBuiltinType('re.Pattern', ObjectType, { final: true, hasWeakref: true });
export const MatchType = newBuiltinType('re.Match', ObjectType, { final: true });
export const ScannerType = newBuiltinType('_sre.SRE_Scanner', ObjectType, { final: true });
export const TemplateType = newBuiltinType('_sre.SRE_Template', ObjectType, { final: true });

/** `kind`: the pattern is of str, of bytes, or given as None (for either). */
export class PyPattern extends PyObject {
  constructor(
    shape: Shape,
    readonly pattern: PyValue,
    readonly kind: 'str' | 'bytes' | 'any',
    readonly flags: number,
    readonly code: Code,
    readonly groups: number,
    readonly groupindex: PyDict,
    readonly indexgroup: PyTuple,
  ) {
    super(shape);
  }
}

/** `regs`: begin and end of the match and of each group; -1 where a group took no part. */
export class PyMatch extends PyObject {
  constructor(
    shape: Shape,
    readonly pattern: PyPattern,
    readonly string: PyValue,
    readonly pos: number,
    readonly endpos: number,
    readonly regs: Int32Array,
    readonly lastindex: number,
  ) {
    super(shape);
  }
}

/** `start` -1 once nothing more can be found. */
export class PyScanner extends PyObject {
  mustAdvance = false;
  constructor(
    shape: Shape,
    readonly pattern: PyPattern,
    readonly string: PyValue,
    readonly pos: number,
    public start: number,
    readonly endpos: number,
  ) {
    super(shape);
  }
}

/** A replacement: `literals[0]`, group `groups[0]`, `literals[1]`, ... */
export class PyTemplate extends PyObject {
  constructor(
    shape: Shape,
    readonly literals: readonly PyValue[],
    readonly groups: readonly number[],
  ) {
    super(shape);
  }
}

/** A text to search: a str's value or the bytes of a bytes-like object. */
export type Text = Str | Uint8Array;

export function textUnder(vm: VM, v: PyValue): Text | undefined {
  return strOf(v) ?? simpleBytes(vm, v);
}

/** The text of an argument, which has to go with the pattern. */
export function requireText(vm: VM, p: PyPattern, v: PyValue): Text {
  const t = textUnder(vm, v);
  if (t === undefined) throw typeError(`expected string or bytes-like object, got '${typeOf(v).name}'`);
  if (t instanceof Uint8Array) {
    if (p.kind === 'str') throw typeError('cannot use a string pattern on a bytes-like object');
  } else if (p.kind === 'bytes') throw typeError('cannot use a bytes pattern on a string-like object');
  return t;
}

export function textLength(t: Text): number {
  return t instanceof PyWideStr ? t.cps.length : t.length;
}

/** The object that a piece of `whole` is: of the exact built-in class. */
export function piece(vm: VM, whole: PyValue, t: Text, from: number, to: number): PyValue {
  if (!(t instanceof Uint8Array)) return sub(vm, t, from, to);
  if (from === 0 && to === t.length && typeOf(whole).name === 'bytes') return whole;
  vm.alloc(to - from + 120);
  return newBytes(t.slice(from, to));
}

/** Pieces that were found and made, as one text of the kind of `t`; all of them have that kind or it is an error. */
export function joined(vm: VM, t: Text, parts: readonly PyValue[]): PyValue {
  if (t instanceof Uint8Array) {
    if (parts.length === 0) return newBytes(new Uint8Array(0));
    const all = parts.map((v, i) => {
      const b = textUnder(vm, v);
      if (b instanceof Uint8Array) return b;
      throw typeError(`sequence item ${i}: expected a bytes-like object, ${typeOf(v).name} found`);
    });
    if (parts.length === 1 && parts[0] instanceof PyBytes) return parts[0];
    return newBytes(joinBytes(vm, new Uint8Array(0), all));
  }
  const all = parts.map((v, i) => {
    const s = strOf(v);
    if (s !== undefined) return s;
    throw typeError(`sequence item ${i}: expected str instance, ${typeOf(v).name} found`);
  });
  return join(vm, '', all);
}

const clamp = (i: number, n: number): number => (i < 0 ? 0 : Math.min(i, n));

/** Begin and end of a search, from `pos` and `endpos`. */
export function bounds(t: Text, pos: number | undefined, endpos: number | undefined): [number, number] {
  const n = textLength(t);
  return [clamp(pos ?? 0, n), clamp(endpos ?? n, n)];
}

/** The stacks of the last search, kept for the next one. */
function stacks(vm: VM): Stacks {
  let s = vm.moduleState.get('sre-stacks') as Stacks | undefined;
  if (s === undefined) {
    s = { choices: new Int32Array(256), trail: new Int32Array(64), repeats: new Int32Array(64) };
    vm.moduleState.set('sre-stacks', s);
  }
  return s;
}

export function newMatcher(vm: VM, p: PyPattern, t: Text, start: number, end: number): Matcher {
  const subject: Subject = t instanceof PyWideStr ? t.cps : t;
  return new Matcher(vm, p.code, p.groups, subject, start, end, stacks(vm));
}

/** The Match that a successful matcher stands for. */
export function newMatch(vm: VM, p: PyPattern, string: PyValue, pos: number, endpos: number, m: Matcher): PyMatch {
  const n = m.marks.length;
  vm.alloc(160 + n * 4);
  const { marks } = m;
  const regs = new Int32Array(n + 2);
  regs[0] = m.start;
  regs[1] = m.ptr;
  for (let i = 0; i < n; i += 2) {
    const from = marks[i]!;
    const to = marks[i + 1]!;
    const whole = from >= 0 && to >= 0;
    regs[i + 2] = whole ? from : -1;
    regs[i + 3] = whole ? to : -1;
  }
  return new PyMatch(MatchType.root, p, string, pos, endpos, regs, m.lastindex);
}

/** What group `i` of a running match took, `missing` where it took no part. */
export function groupOf(vm: VM, m: Matcher, string: PyValue, t: Text, i: number, missing: PyValue): PyValue {
  const from = m.marks[i * 2 - 2]!;
  const to = m.marks[i * 2 - 1]!;
  return from < 0 || to < 0 ? missing : piece(vm, string, t, from, to);
}
