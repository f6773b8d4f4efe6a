/**
 * Names of characters: code point to name and back (`\N{...}`, unicodedata).
 *
 * name-table.ts holds a list of words and, for each character, how many words its name shares with the one before (times
 * four; plus 1 or 2 where it does not follow the one before directly), the distance, and the numbers of the other words
 * up to a 0. Aliases are written like names; of a named sequence the name is numbered and its characters are in a table of
 * their own. Names that end in the code point itself are runs; those of Hangul syllables are made by rule (The Unicode
 * Standard, 3.12). Each table is unpacked when it is first asked for; it is the same for every cell.
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

let wordList: readonly string[] | undefined;
let names: ReadonlyMap<number, string> | undefined;
let codePoints: ReadonlyMap<string, number> | undefined;
let sequences: ReadonlyMap<string, readonly number[]> | undefined;
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

function unpack(text: string): [number, string][] {
  wordList ??= WORDS.split(' ');
  const out: [number, string][] = [];
  let last: string[] = [];
  let next = 0;
  for (const r = new Reader(text); r.more; ) {
    const head = r.digit();
    const way = head & 3;
    const cp = next + (way === 0 ? 0 : way === 1 ? r.number() : -r.number());
    last = last.slice(0, head >> 2);
    for (let w = r.short(); w !== 0; w = r.short()) last.push(wordList[w - 1]!);
    out.push([cp, last.join(' ')]);
    next = cp + 1;
  }
  return out;
}

function unpackRuns(): readonly Run[] {
  return RUNS.split(',').map((run) => {
    const [from, count, prefix] = run.split(':') as [string, string, string];
    const start = Number.parseInt(from, 36);
    return { from: start, to: start + Number.parseInt(count, 36), prefix };
  });
}

function unpackCodePoints(): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  for (const [cp, name] of unpack(ALIASES)) map.set(name, cp);
  for (const [cp, name] of load()) map.set(name, cp);
  return map;
}

function unpackSequences(): ReadonlyMap<string, readonly number[]> {
  const r = new Reader(SEQUENCES);
  const map = new Map<string, readonly number[]>();
  let last = 0;
  for (const [, name] of unpack(SEQUENCE_NAMES)) {
    const cps: number[] = [];
    for (let left = r.number(); left > 0; left--) {
      const n = r.number();
      last += n % 2 === 0 ? n / 2 : -(n + 1) / 2;
      cps.push(last);
    }
    map.set(name, cps);
  }
  return map;
}

function load(): ReadonlyMap<number, string> {
  names ??= new Map(unpack(NAMES));
  return names;
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
  const known = load().get(cp);
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
  codePoints ??= unpackCodePoints();
  const known = codePoints.get(upper);
  if (known !== undefined) return known;
  const dash = upper.lastIndexOf('-');
  const digits = upper.slice(dash + 1);
  if (dash < 0 || !/^[0-9A-F]{4,5}$/.test(digits)) return undefined;
  const cp = Number.parseInt(digits, 16);
  return runName(cp) === upper ? cp : undefined;
}

/** The characters of a named sequence, in whatever case; undefined: there is none of this name. */
export function sequenceOfName(name: string): readonly number[] | undefined {
  sequences ??= unpackSequences();
  const upper = canonical(name);
  return upper === undefined ? undefined : sequences.get(upper);
}
