/**
 * Names of characters: code point to name and back (`\N{...}`, unicodedata).
 *
 * name-table.ts holds a list of words and, for each character, how many words its name shares with the one before (times
 * four; plus 1 or 2 where it does not follow the one before directly), the distance, and the numbers of the other words
 * up to a 0. Names that end in the code point itself are runs; those of Hangul syllables are made by rule (The Unicode
 * Standard, 3.12). The table is unpacked when the first name is asked for; it is the same for every cell.
 */
import { ALIASES, NAMES, RUNS, WORDS } from './name-table.js';

const ONE = 56;
const TWO = 32;
const HANGUL = 'HANGUL SYLLABLE ';
const LEAD = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWEL = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TAIL = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');

interface Run {
  readonly from: number;
  readonly to: number;
  readonly prefix: string;
}

let names: ReadonlyMap<number, string> | undefined;
let codePoints: ReadonlyMap<string, number> | undefined;
let runs: readonly Run[] | undefined;

/** A digit of the table: the characters from # on without the quote and the backslash. */
function digitAt(text: string, i: number): number {
  const c = text.charCodeAt(i);
  return c > 92 ? c - 37 : c > 39 ? c - 36 : c - 35;
}

function unpack(text: string, words: readonly string[]): [number, string][] {
  const out: [number, string][] = [];
  let last: string[] = [];
  let next = 0;
  let i = 0;
  const short = () => {
    const d = digitAt(text, i++);
    if (d < ONE) return d;
    if (d < ONE + TWO) return ONE + (d - ONE) * 90 + digitAt(text, i++);
    const n = (d - ONE - TWO) * 8100 + digitAt(text, i++) * 90;
    return ONE + TWO * 90 + n + digitAt(text, i++);
  };
  const distance = () => {
    let n = 0;
    for (let unit = 1; ; unit *= 45) {
      const d = digitAt(text, i++);
      n += unit * (d % 45);
      if (d < 45) return n;
    }
  };
  while (i < text.length) {
    const head = digitAt(text, i++);
    const way = head & 3;
    const cp = next + (way === 0 ? 0 : way === 1 ? distance() : -distance());
    last = last.slice(0, head >> 2);
    for (let w = short(); w !== 0; w = short()) last.push(words[w - 1]!);
    out.push([cp, last.join(' ')]);
    next = cp + 1;
  }
  return out;
}

function load(): ReadonlyMap<number, string> {
  if (names !== undefined) return names;
  const words = WORDS.split(' ');
  const own = unpack(NAMES, words);
  names = new Map(own);
  codePoints = new Map([...unpack(ALIASES, words), ...own].map(([cp, name]) => [name, cp]));
  runs = RUNS.split(',').map((run) => {
    const [from, count, prefix] = run.split(':') as [string, string, string];
    const start = Number.parseInt(from, 36);
    return { from: start, to: start + Number.parseInt(count, 36), prefix };
  });
  return names;
}

const hex = (cp: number) => cp.toString(16).toUpperCase().padStart(4, '0');

/** The name of a character, or undefined. */
export function nameOfCodePoint(cp: number): string | undefined {
  const known = load().get(cp);
  if (known !== undefined) return known;
  const s = cp - 0xac00;
  if (s >= 0 && s < 11172) {
    return HANGUL + LEAD[Math.floor(s / 588)]! + VOWEL[Math.floor(s / 28) % 21]! + TAIL[s % 28]!;
  }
  const run = runs!.find((r) => cp >= r.from && cp < r.to);
  return run === undefined ? undefined : `${run.prefix}-${hex(cp)}`;
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

/** The character of a name or alias, in whatever case; undefined: there is none. */
export function codePointOfName(name: string): number | undefined {
  if (name.length > 256) return undefined;
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) > 126) return undefined;
  const upper = name.toUpperCase();
  load();
  const known = codePoints!.get(upper);
  if (known !== undefined) return known;
  if (upper.startsWith(HANGUL)) return hangul(upper);
  const dash = upper.lastIndexOf('-');
  const digits = upper.slice(dash + 1);
  if (dash < 0 || !/^[0-9A-F]{4,5}$/.test(digits)) return undefined;
  const cp = Number.parseInt(digits, 16);
  return nameOfCodePoint(cp) === upper ? cp : undefined;
}
