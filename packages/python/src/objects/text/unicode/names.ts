/**
 * Names of characters: code point to name and back (`\N{...}`, unicodedata).
 *
 * name-table.ts holds a list of words and, for each character, how many words its name shares with the one before (times
 * four; plus 1 or 2 where it does not follow the one before directly), the distance, and the numbers of the other words
 * up to a 0. Aliases are written like names; of a named sequence the name is numbered and its characters are in a table of
 * their own. Names that end in the code point itself are runs; those of Hangul syllables are made by rule (The Unicode
 * Standard, 3.12).
 *
 * When it is first asked for, the table is unpacked to arrays of numbers (no text of a name is made until it is the
 * answer) and a hash table over them. They are the same for every cell and nothing changes them.
 */
import { ALIASES, NAMES, RUNS, SEQUENCE_NAMES, SEQUENCES, WORDS } from './name-table.js';

const ONE = 56;
const TWO = 32;
const HANGUL = 'HANGUL SYLLABLE ';
const UNIFIED = 'CJK UNIFIED IDEOGRAPH-';
const LEAD = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWEL = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TAIL = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');

interface Run {
  readonly from: number;
  readonly to: number;
  readonly prefix: string;
}

/** A name stands for its character or, from here on, for the sequence of that number. */
const SEQUENCE = 0x110000;
const SLOTS = 1 << 16;

interface Table {
  readonly words: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  /** What each name stands for; the first `characters` are sorted. */
  readonly values: readonly number[];
  readonly characters: number;
  /** Numbers of words; name i has those from starts[i] to starts[i + 1]. */
  readonly parts: readonly number[];
  readonly starts: readonly number[];
  /** Names by hash, linear probing; -1: free. */
  readonly slots: Int32Array;
}

let unpacked: Table | undefined;
let sequences: readonly (readonly number[])[] | undefined;
let runs: readonly Run[] | undefined;

/** A digit of the table: the characters from # on without the quote and the backslash. */
function digitAt(text: string, i: number): number {
  const c = text.charCodeAt(i);
  return c > 92 ? c - 37 : c > 39 ? c - 36 : c - 35;
}

/** Reads the numbers of a packed table. */
class Reader {
  private at = 0;
  constructor(private readonly text: string) {}
  get more(): boolean {
    return this.at < this.text.length;
  }
  digit(): number {
    return digitAt(this.text, this.at++);
  }
  /** A number in one to three digits. */
  short(): number {
    const d = this.digit();
    if (d < ONE) return d;
    if (d < ONE + TWO) return ONE + (d - ONE) * 90 + this.digit();
    const n = (d - ONE - TWO) * 8100 + this.digit() * 90;
    return ONE + TWO * 90 + n + this.digit();
  }
  number(): number {
    let n = 0;
    for (let unit = 1; ; unit *= 45) {
      const d = this.digit();
      n += unit * (d % 45);
      if (d < 45) return n;
    }
  }
}

/** Appends the names of a packed text. */
function unpack(text: string, base: number, values: number[], parts: number[], starts: number[]): void {
  let last = parts.length;
  let next = base;
  for (const r = new Reader(text); r.more; ) {
    const head = r.digit();
    const way = head & 3;
    const value = next + (way === 0 ? 0 : way === 1 ? r.number() : -r.number());
    const start = parts.length;
    for (let i = 0; i < head >> 2; i++) parts.push(parts[last + i]!);
    for (let w = r.short(); w !== 0; w = r.short()) parts.push(w);
    values.push(value);
    starts.push(parts.length);
    last = start;
    next = value + 1;
  }
}

function hash(parts: readonly number[], from: number, to: number): number {
  let h = 0;
  for (let i = from; i < to; i++) h = Math.imul(h ^ parts[i]!, 0x9e3779b1) ^ (h >>> 15);
  return (h ^ (h >>> 16)) & (SLOTS - 1);
}

function makeTable(): Table {
  const words = WORDS.split(' ');
  const values: number[] = [];
  const parts: number[] = [];
  const starts = [0];
  unpack(NAMES, 0, values, parts, starts);
  const characters = values.length;
  unpack(ALIASES, 0, values, parts, starts);
  unpack(SEQUENCE_NAMES, SEQUENCE, values, parts, starts);
  const slots = new Int32Array(SLOTS).fill(-1);
  for (let i = 0; i < values.length; i++) {
    let slot = hash(parts, starts[i]!, starts[i + 1]!);
    while (slots[slot] !== -1) slot = (slot + 1) & (SLOTS - 1);
    slots[slot] = i;
  }
  return { words, numbers: new Map(words.map((w, i) => [w, i + 1])), values, characters, parts, starts, slots };
}

function table(): Table {
  unpacked ??= makeTable();
  return unpacked;
}

/** The name in the table of a character, or undefined. */
function nameInTable(cp: number): string | undefined {
  const t = table();
  let low = 0;
  let high = t.characters - 1;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (t.values[mid]! < cp) low = mid + 1;
    else high = mid;
  }
  if (t.values[low] !== cp) return undefined;
  let name = '';
  for (let i = t.starts[low]!; i < t.starts[low + 1]!; i++)
    name += `${name === '' ? '' : ' '}${t.words[t.parts[i]! - 1]!}`;
  return name;
}

/** What a name in the table stands for, or undefined. */
function valueInTable(name: string): number | undefined {
  const t = table();
  const wanted: number[] = [];
  for (const word of name.split(' ')) {
    const number = t.numbers.get(word);
    if (number === undefined) return undefined;
    wanted.push(number);
  }
  const same = (i: number): boolean => {
    const start = t.starts[i]!;
    return t.starts[i + 1]! - start === wanted.length && wanted.every((w, k) => t.parts[start + k] === w);
  };
  for (let slot = hash(wanted, 0, wanted.length); t.slots[slot] !== -1; slot = (slot + 1) & (SLOTS - 1)) {
    if (same(t.slots[slot]!)) return t.values[t.slots[slot]!];
  }
  return undefined;
}

function unpackRuns(): readonly Run[] {
  return RUNS.split(',').map((run) => {
    const [from, count, prefix] = run.split(':') as [string, string, string];
    const start = Number.parseInt(from, 36);
    return { from: start, to: start + Number.parseInt(count, 36), prefix };
  });
}

function unpackSequences(): readonly (readonly number[])[] {
  const out: number[][] = [];
  let last = 0;
  for (const r = new Reader(SEQUENCES); r.more; ) {
    const cps: number[] = [];
    for (let left = r.number(); left > 0; left--) {
      const n = r.number();
      last += n % 2 === 0 ? n / 2 : -(n + 1) / 2;
      cps.push(last);
    }
    out.push(cps);
  }
  return out;
}

const hex = (cp: number) => cp.toString(16).toUpperCase().padStart(4, '0');

function runOf(cp: number): Run | undefined {
  runs ??= unpackRuns();
  return runs.find((r) => cp >= r.from && cp < r.to);
}

function runName(cp: number): string | undefined {
  const run = runOf(cp);
  return run === undefined ? undefined : `${run.prefix}-${hex(cp)}`;
}

/** The name of a character, or undefined. */
export function nameOfCodePoint(cp: number): string | undefined {
  const known = nameInTable(cp);
  if (known !== undefined) return known;
  const s = cp - 0xac00;
  if (s >= 0 && s < 11172) {
    return HANGUL + LEAD[Math.floor(s / 588)]! + VOWEL[Math.floor(s / 28) % 21]! + TAIL[s % 28]!;
  }
  return runName(cp);
}

/** The longest of `parts` that `text` has at `at`. */
function longest(parts: readonly string[], text: string, at: number): number {
  let best = -1;
  for (let i = 0; i < parts.length; i++) {
    if (text.startsWith(parts[i]!, at) && (best < 0 || parts[i]!.length > parts[best]!.length)) best = i;
  }
  return best;
}

function hangul(name: string): number | undefined {
  let at = HANGUL.length;
  const lead = longest(LEAD, name, at);
  if (lead < 0) return undefined;
  at += LEAD[lead]!.length;
  const vowel = longest(VOWEL, name, at);
  if (vowel < 0) return undefined;
  at += VOWEL[vowel]!.length;
  const tail = TAIL.indexOf(name.slice(at));
  return tail < 0 ? undefined : 0xac00 + (lead * 21 + vowel) * 28 + tail;
}

/** A name as the tables have it; undefined: no name looks like this. */
function canonical(name: string): string | undefined {
  if (name.length > 256) return undefined;
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) > 126) return undefined;
  return name.toUpperCase();
}

/** Names by rule count in capitals only, as in CPython. */
function unified(name: string): number | undefined {
  const digits = name.slice(UNIFIED.length);
  if (!/^[0-9A-F]{4,5}$/.test(digits)) return undefined;
  const cp = Number.parseInt(digits, 16);
  return runOf(cp)?.prefix === 'CJK UNIFIED IDEOGRAPH' ? cp : undefined;
}

/** The character of a name or alias, in whatever case; undefined: there is none. */
export function codePointOfName(name: string): number | undefined {
  if (name.startsWith(HANGUL)) return hangul(name);
  if (name.startsWith(UNIFIED)) return unified(name);
  const upper = canonical(name);
  if (upper === undefined || upper.startsWith(UNIFIED)) return undefined;
  const known = valueInTable(upper);
  if (known !== undefined) return known < SEQUENCE ? known : undefined;
  const dash = upper.lastIndexOf('-');
  const digits = upper.slice(dash + 1);
  if (dash < 0 || !/^[0-9A-F]{4,5}$/.test(digits)) return undefined;
  const cp = Number.parseInt(digits, 16);
  return runName(cp) === upper ? cp : undefined;
}

/** The characters of a named sequence, in whatever case; undefined: there is none of this name. */
export function sequenceOfName(name: string): readonly number[] | undefined {
  const upper = canonical(name);
  const value = upper === undefined ? undefined : valueInTable(upper);
  if (value === undefined || value < SEQUENCE) return undefined;
  sequences ??= unpackSequences();
  return sequences[value - SEQUENCE];
}
