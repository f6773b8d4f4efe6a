/**
 * Values as short texts, for whoever looks at a machine that stands still. Nothing of the program runs and nothing of it is
 * believed: what is shown is what a value is, by its representation, not what its `__repr__`, `__class__` or `__len__` say.
 * The text is bounded, and so is the work for it, whatever the size of the value.
 */

import { DictType, ListType, SetType, TupleType, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { PyCode } from '../objects/code.js';
import { PyComplex } from '../objects/complex.js';
import { PyDeque } from '../objects/deque.js';
import { PyDict } from '../objects/dict.js';
import { PyException } from '../objects/exception.js';
import { PyBuiltin, PyFunction, PyMethod, PyMethodDescr, PyModule, PySlotMember } from '../objects/function.js';
import { PyGenerator } from '../objects/generator.js';
import { complexRepr } from '../objects/number/complex.js';
import { floatRepr } from '../objects/number/decimal.js';
import {
  PyFloat,
  PyFloatObject,
  PyInstance,
  PyIntObject,
  type PyObject,
  PyStrObject,
  PyType,
  type PyValue,
  PyWideStr,
} from '../objects/object.js';
import { PyList, PyRange, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import { fromCodePoints, type Str, toJS } from '../objects/text/core.js';
import { escapeCodePoint, reprBytes, reprStr } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';

export interface ShownLimits {
  /** UTF-16 units of the text, about. */
  readonly length?: number;
  /** Items of one container. */
  readonly items?: number;
  /** Containers within each other. */
  readonly depth?: number;
}

/** Characters of one string, bytes, hexadecimal digits of one integer. */
const MOST_DIGITS = 4000;
const MOST_NAME = 100;

/** Costs nothing and takes no room: what is looked at belongs to the program, the looking does not. */
const unmetered = { charge() {}, alloc() {} } as unknown as VM;

/** What the program cannot make a person's eyes see otherwise. */
export function plainText(text: string, most = MOST_NAME): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => escapeCodePoint(c.codePointAt(0)!));
}

export function shown(v: PyValue | undefined, limits: ShownLimits = {}): string {
  return new Shower(limits).text(v);
}

/** The name of a value's class. */
export function shownType(v: PyValue): string {
  return plainText(typeOf(v).qualname);
}

class Shower {
  private readonly parts: string[] = [];
  private left: number;
  private readonly items: number;
  private readonly depth: number;

  constructor({ length = 200, items = 20, depth = 4 }: ShownLimits) {
    this.left = length;
    this.items = items;
    this.depth = depth;
  }

  text(v: PyValue | undefined): string {
    if (v === undefined) return '<unbound>';
    this.show(v, 0);
    return this.parts.join('');
  }

  private write(text: string): void {
    if (this.left <= 0) return;
    if (text.length > this.left) this.parts.push(text.slice(0, this.left).replace(/[\ud800-\udbff]$/, ''), '…');
    else this.parts.push(text);
    this.left -= text.length;
  }

  private show(v: PyValue, depth: number): void {
    const simple = simpleText(v);
    if (simple !== null) this.write(simple);
    else if (typeof v === 'string' || v instanceof PyWideStr) this.string(v);
    else if (depth >= this.depth) this.write(`<${shownType(v)} …>`);
    else this.compound(v, depth);
  }

  private compound(v: PyValue, depth: number): void {
    if (v instanceof PyIntObject || v instanceof PyFloatObject || v instanceof PyStrObject) {
      this.within(`${shownType(v)}(`, ')', () => this.show(v.value, depth + 1));
    } else if (v instanceof PyList) this.sequence(v, ListType, ['[', ']'], v.items, depth);
    else if (v instanceof PyTuple)
      this.sequence(v, TupleType, ['(', v.items.length === 1 ? ',)' : ')'], v.items, depth);
    else if (v instanceof PyDeque) {
      const first = v.items.slice(v.head, v.head + this.items + 1);
      this.sequence(v, null, ['([', '])'], first, depth, v.length);
    } else if (v instanceof PyException) this.sequence(v, null, ['(', ')'], v.args.items, depth);
    else if (v instanceof PyDict) this.dict(v, depth);
    else if (v instanceof PySet) this.set(v, depth);
    else if (v instanceof PyBytes) this.bytes(v.bytes, v.bytes.length, typeOf(v).heap ? shownType(v) : '');
    else if (v instanceof PyByteArray) this.bytes(v.buffer, v.length, shownType(v));
    else if (v instanceof PyInstance) this.instance(v, depth);
    else this.write(`<${described(v)}>`);
  }

  private within(open: string, close: string, body: () => void): void {
    this.write(open);
    body();
    this.write(close);
  }

  private string(s: Str): void {
    const most = Math.max(8, Math.min(this.left, MOST_DIGITS));
    const size = typeof s === 'string' ? s.length : s.cps.length;
    const cut: Str =
      size <= most ? s : typeof s === 'string' ? s.slice(0, most) : fromCodePoints(unmetered, s.cps.subarray(0, most));
    this.write(toJS(reprStr(unmetered, cut)) + (size > most ? '…' : ''));
  }

  private bytes(bytes: Uint8Array, size: number, name: string): void {
    const most = Math.max(8, Math.min(this.left, MOST_DIGITS));
    const text = reprBytes(unmetered, bytes.subarray(0, Math.min(size, most))) + (size > most ? '…' : '');
    this.write(name === '' ? text : `${name}(${text})`);
  }

  /** `plain`: the class of which the name is not shown; the brackets of others have parentheses around them. */
  private sequence(
    v: PyObject,
    plain: PyType | null,
    [open, close]: readonly [string, string],
    items: readonly PyValue[],
    depth: number,
    size = items.length,
  ): void {
    const [before, after] =
      plain === null ? [shownType(v), ''] : typeOf(v) === plain ? ['', ''] : [`${shownType(v)}(`, ')'];
    this.within(before + open, close + after, () => this.some(items, size, (item) => this.show(item, depth + 1)));
  }

  /** The first few of many, with commas between them. */
  private some<T>(items: readonly T[], size: number, show: (item: T) => void): void {
    const n = Math.min(items.length, this.items);
    for (let i = 0; i < n && this.left > 0; i++) {
      if (i > 0) this.write(', ');
      show(items[i]!);
    }
    if (size > n) this.write(n === 0 ? '…' : `, … ${size - n} more`);
  }

  private dict(d: PyDict, depth: number): void {
    const name = typeOf(d) === DictType ? '' : `${shownType(d)}(`;
    this.within(`${name}{`, name === '' ? '}' : '})', () => {
      this.some(entriesOf(d, this.items), d.size, ([key, value]) => {
        this.show(key, depth + 1);
        this.write(': ');
        this.show(value, depth + 1);
      });
    });
  }

  private set(s: PySet, depth: number): void {
    const name = typeOf(s) === SetType && s.d.size > 0 ? '' : `${shownType(s)}(`;
    const [open, close] = s.d.size === 0 ? ['', ''] : ['{', '}'];
    this.within(name + open, close + (name === '' ? '' : ')'), () => {
      this.some(entriesOf(s.d, this.items), s.d.size, ([key]) => this.show(key, depth + 1));
    });
  }

  private instance(o: PyInstance, depth: number): void {
    this.within(`<${shownType(o)} object`, '>', () => {
      const attributes = attributesOf(o, this.items + 1);
      if (attributes.length === 0) return;
      this.write(' ');
      this.some(attributes, attributes.length, ([name, value]) => {
        this.write(`${plainText(name)}=`);
        this.show(value, depth + 1);
      });
    });
  }
}

/** What fits in a few words; null: it does not. */
function simpleText(v: PyValue): string | null {
  if (v === null) return 'None';
  if (typeof v === 'boolean') return v ? 'True' : 'False';
  if (typeof v === 'number') return String(v);
  if (typeof v === 'bigint') return shownInt(v);
  if (v instanceof PyFloat) return floatRepr(v.v);
  if (v instanceof PyComplex) return complexRepr({ real: v.re, imag: v.im });
  if (v instanceof PyType) return `<class '${plainText(v.qualname)}'>`;
  if (v instanceof PyRange) return `range(${[v.start, v.stop, v.step].map(shortInt).join(', ')})`;
  return null;
}

/** The first entries. Holes of what was deleted are stepped over, but not for long. */
function entriesOf(d: PyDict, most: number): [PyValue, PyValue][] {
  const out: [PyValue, PyValue][] = [];
  for (let i = 0; i < d.keys.length && i < 10_000 && out.length <= most; i++) {
    const key = d.keys[i];
    if (key !== undefined) out.push([key, d.vals[i]!]);
  }
  return out;
}

/** What an instance holds: in its `__dict__` or instead of one, and in its `__slots__`. */
function attributesOf(o: PyInstance, most: number): [string, PyValue][] {
  const out: [string, PyValue][] = [];
  const { slotted } = o;
  if (slotted !== null) {
    for (const cls of o.shape.cls.mro.slice(0, 100)) {
      for (const member of cls.dict.vals) {
        if (!(member instanceof PySlotMember) || member.owner !== cls || out.length >= most) continue;
        const value = slotted[member.index];
        if (value !== undefined) out.push([member.name, value]);
      }
    }
  }
  if (o.shape.isDict) {
    const d = o.slots?.[0];
    if (d instanceof PyDict) {
      for (const [key, value] of entriesOf(d, most)) if (typeof key === 'string') out.push([key, value]);
    }
  } else {
    o.shape.names().forEach((name, i) => {
      if (out.length < most) out.push([name, o.slots![i]!]);
    });
  }
  return out;
}

function shownInt(n: bigint): string {
  const hex = n.toString(16);
  return hex.length > MOST_DIGITS ? `<int of about ${hex.length * 4} bits>` : n.toString();
}

function described(v: PyValue): string {
  if (v instanceof PyFunction) return `function ${plainText(v.qualname)}`;
  if (v instanceof PyBuiltin) return `built-in function ${v.def.name}`;
  if (v instanceof PyMethodDescr) return `method '${v.def.name}' of '${v.owner.name}' objects`;
  if (v instanceof PyMethod) return `bound method ${v.func instanceof PyFunction ? plainText(v.func.qualname) : '?'}`;
  if (v instanceof PyModule) {
    const name = v.dict.getStr('__name__');
    return `module ${typeof name === 'string' ? `'${plainText(name)}'` : '?'}`;
  }
  if (v instanceof PyGenerator) return `${shownType(v)} object ${plainText(v.qualname)}`;
  if (v instanceof PyCode) return `code object ${plainText(v.f.name)}`;
  return `${shownType(v)} object`;
}

const shortInt = (n: number | bigint): string => (typeof n === 'number' ? String(n) : plainText(shownInt(n), 40));
