/**
 * Code objects as plain data and back: how the build hands over the library compiled (scripts/build-library.mjs). A table of
 * strings, and one text of numbers. It is read by this process alone, from the package's own files; whoever could change
 * them could change the machine as well, so nothing is checked.
 *
 * A number is written in base 31: one character below LAST ends it, the ones from LAST on go before it. Signed ones are
 * folded (0, -1, 1, -2, ...).
 */
import type { ConstantFactory } from '../compiler/compile.js';
import { OPCODES } from '../compiler/opcodes.js';
import { CodeType, Ellipsis } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import { type CodeFields, type Handler, PyCode } from '../objects/code.js';
import { PyComplex } from '../objects/complex.js';
import { InternalError } from '../objects/errors.js';
import { PyFloat, type PyValue, PyWideStr } from '../objects/object.js';
import { PySlice, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import type { VM } from '../objects/vm.js';
import { constantsOf } from './compile.js';

/** Strings, and the text of numbers. */
export type CodeData = readonly [strings: readonly string[], numbers: string];

/** Of the instructions that data was made for: data of others is not read. */
export const CODE_FORMAT = `1 ${OPCODES.map((row) => row.name).join(' ')}`;

const LAST = 60;
const MORE = 31;
/** The printable characters after the quotation mark, without the backslash: each stands for itself in JavaScript's source. */
const ALPHABET = Array.from({ length: LAST + MORE + 1 }, (_, i) => String.fromCharCode(35 + i)).filter(
  (c) => c !== '\\',
);
const DIGITS = new Uint8Array(128);
ALPHABET.forEach((c, i) => {
  DIGITS[c.charCodeAt(0)] = i;
});

enum Tag {
  None,
  False,
  True,
  Int,
  NegativeInt,
  BigInt,
  Float,
  Complex,
  Str,
  Wide,
  Bytes,
  Tuple,
  FrozenSet,
  Ellipsis,
  Slice,
  Code,
  /** An object that was there before. */
  Again,
}

const LISTS = ['varnames', 'cellvars', 'freevars', 'localsplus', 'names'] as const;
const COUNTS = ['firstlineno', 'flags', 'argcount', 'posonlyargcount', 'kwonlyargcount', 'stacksize'] as const;

class CodeWriter {
  readonly strings: string[] = [];
  private readonly known = new Map<string, number>();
  private readonly objects = new Map<PyValue, number>();
  private readonly out: string[] = [];

  get numbers(): string {
    return this.out.join('');
  }

  private number(n: number): void {
    let rest = n;
    while (rest >= LAST) {
      this.out.push(ALPHABET[LAST + (rest % MORE)]!);
      rest = Math.floor(rest / MORE);
    }
    this.out.push(ALPHABET[rest]!);
  }

  private signed(n: number): void {
    this.number(n < 0 ? -2 * n - 1 : 2 * n);
  }

  private string(s: string): void {
    let at = this.known.get(s);
    if (at === undefined) {
      at = this.strings.length;
      this.known.set(s, at);
      this.strings.push(s);
    }
    this.number(at);
  }

  private list(items: readonly string[]): void {
    this.number(items.length);
    for (const s of items) this.string(s);
  }

  private values(tag: Tag, items: readonly PyValue[]): void {
    this.number(tag);
    this.number(items.length);
    for (const item of items) this.value(item);
  }

  value(v: PyValue): void {
    if (v === null) this.number(Tag.None);
    else if (typeof v === 'boolean') this.number(v ? Tag.True : Tag.False);
    else if (typeof v === 'number') {
      this.number(v < 0 ? Tag.NegativeInt : Tag.Int);
      this.number(Math.abs(v));
    } else if (typeof v === 'string' || typeof v === 'bigint') {
      this.number(typeof v === 'string' ? Tag.Str : Tag.BigInt);
      this.string(String(v));
    } else if (v === Ellipsis) this.number(Tag.Ellipsis);
    else this.object(v);
  }

  /** Constants of one compilation that are one object stay one. */
  private object(v: Exclude<PyValue, null | boolean | number | string | bigint>): void {
    const before = this.objects.get(v);
    if (before !== undefined) {
      this.number(Tag.Again);
      this.number(before);
      return;
    }
    if (v instanceof PyFloat) {
      this.number(Tag.Float);
      this.float(v.v);
    } else if (v instanceof PyComplex) {
      this.number(Tag.Complex);
      this.float(v.re);
      this.float(v.im);
    } else if (v instanceof PyWideStr) {
      this.number(Tag.Wide);
      this.number(v.cps.length);
      for (const cp of v.cps) this.number(cp);
    } else if (v instanceof PyBytes) {
      this.number(Tag.Bytes);
      this.number(v.bytes.length);
      for (const byte of v.bytes) this.number(byte);
    } else if (v instanceof PyTuple) this.values(Tag.Tuple, v.items);
    else if (v instanceof PySet) this.values(Tag.FrozenSet, [...v.d.keys].filter((k) => k !== undefined) as PyValue[]);
    else if (v instanceof PySlice) this.values(Tag.Slice, [v.start, v.stop, v.step]);
    else if (v instanceof PyCode) {
      this.number(Tag.Code);
      this.code(v.f);
    } else throw new InternalError('a constant that has no form as data');
    this.objects.set(v, this.objects.size);
  }

  private float(n: number): void {
    this.string(Object.is(n, -0) ? '-0' : String(n));
  }

  code(f: CodeFields): void {
    this.string(f.name);
    this.string(f.qualname);
    for (const key of COUNTS) this.number(f[key]);
    for (const key of LISTS) this.list(f[key]);
    this.number(f.instrs.length);
    for (const w of f.instrs) {
      this.number(w & 255);
      this.signed(w >> 8);
    }
    this.positions(f);
    this.number(f.handlers.length);
    for (const h of f.handlers) {
      for (const n of [h.start, h.end, h.target, h.depth, h.lasti ? 1 : 0]) this.number(n);
    }
    this.number(f.consts.length);
    for (const v of f.consts) this.value(v);
  }

  /** How often a position is repeated, then how the next one differs from it. */
  private positions({ positions, firstlineno }: CodeFields): void {
    const last = [firstlineno, firstlineno, 0, 0];
    this.number(positions.length >> 2);
    let same = 0;
    for (let i = 0; i < positions.length; i += 4) {
      if (last.every((n, k) => positions[i + k] === n)) {
        same++;
        continue;
      }
      this.number(same);
      same = 0;
      for (let k = 0; k < 4; k++) {
        this.signed(positions[i + k]! - last[k]!);
        last[k] = positions[i + k]!;
      }
    }
    this.number(same);
  }
}

class CodeReader {
  private at = 0;
  private readonly objects: PyValue[] = [];

  constructor(
    private readonly strings: readonly string[],
    private readonly text: string,
    private readonly filename: string,
    private readonly hidden: boolean,
    private readonly constants: ConstantFactory,
  ) {}

  private number(): number {
    let digit = DIGITS[this.text.charCodeAt(this.at++)]!;
    if (digit < LAST) return digit;
    let n = 0;
    let scale = 1;
    for (; digit >= LAST; digit = DIGITS[this.text.charCodeAt(this.at++)]!) {
      n += (digit - LAST) * scale;
      scale *= MORE;
    }
    return n + digit * scale;
  }

  private signed(): number {
    const n = this.number();
    return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
  }

  private string(): string {
    return this.strings[this.number()]!;
  }

  private list<T>(read: () => T): T[] {
    const out: T[] = [];
    for (let n = this.number(); n > 0; n--) out.push(read());
    return out;
  }

  private readonly oneString = () => this.string();
  private readonly oneNumber = () => this.number();
  private readonly oneValue = () => this.value();

  private value(): PyValue {
    const tag: Tag = this.number();
    switch (tag) {
      case Tag.None:
        return null;
      case Tag.False:
        return false;
      case Tag.True:
        return true;
      case Tag.Int:
        return this.number();
      case Tag.NegativeInt:
        return -this.number();
      case Tag.Str:
        return this.string();
      case Tag.BigInt:
        return BigInt(this.string());
      case Tag.Ellipsis:
        return Ellipsis;
      case Tag.Again:
        return this.objects[this.number()]!;
      default: {
        const made = this.object(tag);
        this.objects.push(made);
        return made;
      }
    }
  }

  private object(tag: Tag): PyValue {
    switch (tag) {
      case Tag.Float:
        return this.constants.float(Number(this.string()));
      case Tag.Complex: {
        const re = Number(this.string());
        return this.constants.complex(re, Number(this.string()));
      }
      case Tag.Wide:
        return this.constants.wide(Uint32Array.from(this.list(this.oneNumber)));
      case Tag.Bytes:
        return this.constants.bytes(Uint8Array.from(this.list(this.oneNumber)));
      case Tag.Tuple:
        return this.constants.tuple(this.list(this.oneValue));
      case Tag.FrozenSet:
        return this.constants.frozenset(this.list(this.oneValue));
      case Tag.Slice: {
        const [start, stop, step] = this.list(this.oneValue);
        return this.constants.slice!(start!, stop!, step!);
      }
      case Tag.Code:
        return this.code();
      default:
        throw new InternalError(`no constant has the tag ${tag}`);
    }
  }

  code(): PyCode {
    const name = this.string();
    const qualname = this.string();
    const [firstlineno, flags, argcount, posonlyargcount, kwonlyargcount, stacksize] = COUNTS.map(this.oneNumber);
    const [varnames, cellvars, freevars, localsplus, names] = LISTS.map(() => this.list(this.oneString));
    const instrs = new Int32Array(this.number());
    for (let i = 0; i < instrs.length; i++) instrs[i] = this.number() | (this.signed() << 8);
    const positions = this.positions(firstlineno!);
    const handlers = this.list(() => this.handler());
    return new PyCode(CodeType.root, {
      name,
      qualname,
      filename: this.filename,
      firstlineno: firstlineno!,
      flags: flags!,
      argcount: argcount!,
      posonlyargcount: posonlyargcount!,
      kwonlyargcount: kwonlyargcount!,
      varnames: varnames!,
      cellvars: cellvars!,
      freevars: freevars!,
      localsplus: localsplus!,
      stacksize: stacksize!,
      instrs,
      consts: this.list(this.oneValue),
      names: names!,
      handlers,
      positions,
      hidden: this.hidden,
    });
  }

  private handler(): Handler {
    const [start, end, target, depth] = [this.number(), this.number(), this.number(), this.number()];
    return { start, end, target, depth, lasti: this.number() === 1 };
  }

  private positions(firstlineno: number): Int32Array {
    const out = new Int32Array(this.number() * 4);
    let [line, endLine, column, endColumn] = [firstlineno, firstlineno, 0, 0];
    for (let i = 0; ; ) {
      for (let same = this.number(); same > 0; same--) {
        out[i++] = line;
        out[i++] = endLine;
        out[i++] = column;
        out[i++] = endColumn;
      }
      if (i === out.length) return out;
      line += this.signed();
      endLine += this.signed();
      column += this.signed();
      endColumn += this.signed();
      out[i++] = line;
      out[i++] = endLine;
      out[i++] = column;
      out[i++] = endColumn;
    }
  }
}

export function codeToData(code: PyCode): CodeData {
  const writer = new CodeWriter();
  writer.code(code.f);
  return [writer.strings, writer.numbers];
}

/** A code object of its data; that of a cell alone is made at its expense. */
export function codeFromData([strings, numbers]: CodeData, filename: string, hidden: boolean, vm?: VM): PyCode {
  return new CodeReader(strings, numbers, filename, hidden, constantsOf(vm)).code();
}
