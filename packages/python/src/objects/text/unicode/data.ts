/**
 * Reads the tables of `tables.ts`, each when it is first asked for. All answers are constants of Unicode: the decoded
 * tables are shared by all cells and nothing a program does can change them.
 */
import * as T from './tables.js';

export const UNIDATA_VERSION = T.UNIDATA_VERSION;

/** Bits of `flags(cp)`. */
export const ALPHA = 1;
export const DECIMAL = 2;
export const DIGIT = 4;
export const NUMERIC = 8;
export const LOWER = 16;
export const UPPER = 32;
export const TITLE = 64;
export const SPACE = 128;
export const PRINTABLE = 256;
export const XID_START = 512;
export const XID_CONTINUE = 1024;
export const CASED = 2048;
export const CASE_IGNORABLE = 4096;
export const LINE_BREAK = 8192;

const CODE_POINTS = 0x110000;
const BLOCK_BITS = 7;
const BLOCK = 1 << BLOCK_BITS;

function digitOf(c: number): number {
  if (c >= 97) return c - 71;
  if (c >= 65) return c === 95 ? 63 : c - 65;
  return c === 45 ? 62 : c + 4;
}

/** The numbers that `pack` of make-unicode.mjs wrote. */
class Reader {
  private at = 0;
  constructor(private readonly text: string) {}
  get more(): boolean {
    return this.at < this.text.length;
  }
  next(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 32) {
      const d = digitOf(this.text.charCodeAt(this.at++));
      value += (d & 31) * unit;
      if (d < 32) return value;
    }
  }
  signed(): number {
    const n = this.next();
    return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
  }
}

/** All numbers of a packed text. */
export function readNumbers(text: string): number[] {
  const out: number[] = [];
  for (const r = new Reader(text); r.more; ) out.push(r.next());
  return out;
}

interface Records {
  category: Uint8Array;
  bidi: Uint8Array;
  combining: Uint8Array;
  mirrored: Uint8Array;
  width: Uint8Array;
  flags: Uint16Array;
  /** First code point of each run, and the run's record. */
  starts: Uint32Array;
  records: Uint16Array;
}

let decoded: Records | null = null;
const blocks: (Uint16Array | undefined)[] = new Array(CODE_POINTS >> BLOCK_BITS);

function decodeRecords(): Records {
  const rows: number[] = [];
  for (const r = new Reader(T.RECORDS); r.more; ) rows.push(r.next());
  const column = (k: number): number[] => rows.filter((_, i) => i % 6 === k);
  const starts: number[] = [];
  const records: number[] = [];
  let at = 0;
  for (const r = new Reader(T.RUNS); r.more; ) {
    starts.push(at);
    at += r.next();
    records.push(r.next());
  }
  return {
    category: Uint8Array.from(column(0)),
    bidi: Uint8Array.from(column(1)),
    combining: Uint8Array.from(column(2)),
    mirrored: Uint8Array.from(column(3)),
    width: Uint8Array.from(column(4)),
    flags: Uint16Array.from(column(5)),
    starts: Uint32Array.from(starts),
    records: Uint16Array.from(records),
  };
}

function table(): Records {
  decoded ??= decodeRecords();
  return decoded;
}

function fillBlock(b: number): Uint16Array {
  const { starts, records } = table();
  const first = b << BLOCK_BITS;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (starts[mid]! <= first) low = mid;
    else high = mid - 1;
  }
  const block = new Uint16Array(BLOCK);
  for (let i = 0, run = low; i < BLOCK; i++) {
    while (run + 1 < starts.length && starts[run + 1]! <= first + i) run++;
    block[i] = records[run]!;
  }
  blocks[b] = block;
  return block;
}

function recordOf(cp: number): number {
  const b = cp >> BLOCK_BITS;
  return (blocks[b] ?? fillBlock(b))[cp & (BLOCK - 1)]!;
}

let latin: Uint16Array | null = null;

function latinFlags(): Uint16Array {
  const { flags } = table();
  latin = Uint16Array.from({ length: 256 }, (_, cp) => flags[recordOf(cp)]!);
  return latin;
}

/** The properties of a code point that str's predicates ask for: the bits above. */
export function flags(cp: number): number {
  if (cp < 256) return (latin ?? latinFlags())[cp]!;
  const record = recordOf(cp);
  return decoded!.flags[record]!;
}

const CATEGORIES = T.CATEGORIES.split(' ');
const BIDIRECTIONAL = T.BIDIRECTIONAL.split(' ');
const WIDTHS = T.WIDTHS.split(' ');

/** `unicodedata.category`, and so on. */
export function category(cp: number): string {
  return CATEGORIES[table().category[recordOf(cp)]!]!;
}
export function bidirectional(cp: number): string {
  return BIDIRECTIONAL[table().bidi[recordOf(cp)]!]!;
}
export function combining(cp: number): number {
  return cp < 0x300 ? 0 : table().combining[recordOf(cp)]!;
}
export function mirrored(cp: number): number {
  return table().mirrored[recordOf(cp)]!;
}
export function eastAsianWidth(cp: number): string {
  return WIDTHS[table().width[recordOf(cp)]!]!;
}

/** Adds the runs that `packRuns` wrote; `make` turns (code point, packed value) into the value kept. */
function readRuns<V>(text: string, into: Map<number, V>, make: (cp: number, value: number) => V): void {
  let next = 0;
  for (const r = new Reader(text); r.more; ) {
    const start = next + r.next();
    const count = r.next();
    const step = r.next();
    const value = r.signed();
    const rise = r.signed();
    for (let i = 0; i < count; i++) into.set(start + i * step, make(start + i * step, value + i * rise));
    next = start + (count - 1) * step + 1;
  }
}

/** A code point maps to one code point or, in full mappings, to several. */
type CaseMap = Map<number, number | readonly number[]>;

function readCase(text: string, base: CaseMap): CaseMap {
  const map: CaseMap = new Map(base);
  const [single, several] = text.split(' ');
  readRuns<number | readonly number[]>(single!, map, (cp, delta) => cp + delta);
  let cp = 0;
  for (const r = new Reader(several!); r.more; ) {
    cp += r.next();
    const to = new Array<number>(r.next());
    for (let i = 0; i < to.length; i++) to[i] = r.next();
    map.set(cp, to);
  }
  return map;
}

let lower: CaseMap | null = null;
let upper: CaseMap | null = null;
let title: CaseMap | null = null;
let fold: CaseMap | null = null;

/** Full mappings of one code point (the final sigma is the caller's affair). */
export function toLower(cp: number): number | readonly number[] {
  lower ??= readCase(T.LOWER, new Map());
  return lower.get(cp) ?? cp;
}
export function toUpper(cp: number): number | readonly number[] {
  upper ??= readCase(T.UPPER, new Map());
  return upper.get(cp) ?? cp;
}
export function toTitle(cp: number): number | readonly number[] {
  toUpper(0);
  title ??= readCase(T.TITLE, upper!);
  return title.get(cp) ?? cp;
}
export function toFold(cp: number): number | readonly number[] {
  toLower(0);
  fold ??= readCase(T.FOLD, lower!);
  return fold.get(cp) ?? cp;
}

let decimals: Map<number, number> | null = null;
let digits: Map<number, number> | null = null;
let numerics: Map<number, number> | null = null;

/** `unicodedata.decimal`: 0..9, or -1. */
export function decimalValue(cp: number): number {
  if (cp < 128) return cp >= 48 && cp <= 57 ? cp - 48 : -1;
  if (decimals === null) readRuns(T.DECIMAL, (decimals = new Map()), (_, value) => value);
  return decimals!.get(cp) ?? -1;
}
/** `unicodedata.digit`: 0..9, or -1. */
export function digitValue(cp: number): number {
  if (digits === null) readRuns(T.DIGIT, (digits = new Map()), (_, value) => value);
  return digits!.get(cp) ?? -1;
}
/** `unicodedata.numeric`, or undefined. */
export function numericValue(cp: number): number | undefined {
  if (numerics === null) {
    numerics = new Map();
    for (const part of T.NUMERIC.split(' ')) {
      const colon = part.indexOf(':');
      const den = Number(part.slice(0, colon));
      readRuns(part.slice(colon + 1), numerics, (_, num) => num / den);
    }
  }
  return numerics.get(cp);
}

export interface Decomposition {
  /** '' for a canonical one, else the tag of a compatibility one: 'font', 'noBreak', ... */
  tag: string;
  to: readonly number[];
  /** Composition gives the code point back. */
  composes: boolean;
}

let decompositions: Map<number, Decomposition> | null = null;

function readDecompositions(): Map<number, Decomposition> {
  const tags = T.TAGS.split(' ');
  const map = new Map<number, Decomposition>();
  let next = 0;
  let last = 0;
  for (const r = new Reader(T.DECOMPOSITION); r.more; ) {
    const cp = next + r.next();
    const shape = r.next();
    const to = new Array<number>((shape >> 1) % 32);
    for (let i = 0; i < to.length; i++) to[i] = last += r.signed();
    map.set(cp, { tag: tags[shape >> 6]!, to, composes: (shape & 1) === 1 });
    next = cp + 1;
  }
  return map;
}

/** The decomposition that the character database gives (none for Hangul syllables, whose is computed). */
export function decomposition(cp: number): Decomposition | undefined {
  decompositions ??= readDecompositions();
  return decompositions.get(cp);
}

let compositions: Map<number, number> | null = null;

/** The composite of a canonical pair, or -1. */
export function composite(a: number, b: number): number {
  if (compositions === null) {
    decompositions ??= readDecompositions();
    compositions = new Map();
    for (const [cp, d] of decompositions) if (d.composes) compositions.set(d.to[0]! * CODE_POINTS + d.to[1]!, cp);
  }
  return compositions.get(a * CODE_POINTS + b) ?? -1;
}
