/** Sets of characters in their shortest form, as re/_compiler.py has them: characters, ranges, or maps of bits. */
import type { VM } from '../objects/vm.js';
import { lowerAscii, lowerUnicode, upperUnicode } from './sre-chars.js';
import { Op } from './sre-opcodes.js';
import { NEGATION, type SetItem } from './sre-tree.js';

/** What ignoring case means. */
export interface Folding {
  lower(c: number): number;
  isCased(c: number): boolean;
  /** Lower-case characters that have the same upper-case one; null: of ASCII, where there are none. */
  readonly others: ReadonlyMap<number, readonly number[]> | null;
}

/** Lower-case characters with one upper-case character in common (Unicode 16). */
const SAME_UPPER: readonly (readonly number[])[] = [
  [0x69, 0x131],
  [0x73, 0x17f],
  [0xb5, 0x3bc],
  [0x345, 0x3b9, 0x1fbe],
  [0x390, 0x1fd3],
  [0x3b0, 0x1fe3],
  [0x3b2, 0x3d0],
  [0x3b5, 0x3f5],
  [0x3b8, 0x3d1],
  [0x3ba, 0x3f0],
  [0x3c0, 0x3d6],
  [0x3c1, 0x3f1],
  [0x3c2, 0x3c3],
  [0x3c6, 0x3d5],
  [0x432, 0x1c80],
  [0x434, 0x1c81],
  [0x43e, 0x1c82],
  [0x441, 0x1c83],
  [0x442, 0x1c84, 0x1c85],
  [0x44a, 0x1c86],
  [0x463, 0x1c87],
  [0x1c88, 0xa64b],
  [0x1e61, 0x1e9b],
  [0xfb05, 0xfb06],
];

export const UNICODE_FOLDING: Folding = {
  lower: lowerUnicode,
  isCased: (c) => c !== lowerUnicode(c) || c !== upperUnicode(c),
  others: new Map(SAME_UPPER.flatMap((group) => group.map((c) => [c, group.filter((o) => o !== c)] as const))),
};
export const ASCII_FOLDING: Folding = {
  lower: lowerAscii,
  isCased: (c) => (c >= 65 && c <= 90) || (c >= 97 && c <= 122),
  others: null,
};

export interface CharSet {
  readonly items: readonly (SetItem | Bits)[];
  /** It has characters with case. */
  readonly cased: boolean;
}

/** A map of bits: for 256 characters, or for those of the BMP in blocks. */
export interface Bits {
  readonly op: Op.CHARSET | Op.BIGCHARSET;
  readonly words: readonly number[];
}

const SMALL = 256;
const BIG = 0x10000;

export const isAll = (items: CharSet['items']): boolean => items.length === 1 && items[0]!.op === Op.NEGATE;

export function shortest(vm: VM, set: readonly SetItem[], folding: Folding | null): CharSet {
  return new Shortener(vm, folding).shorten(set);
}

class Shortener {
  private map = new Uint8Array(SMALL);
  private cased = false;
  /** What no map holds. */
  private readonly rest: SetItem[] = [];

  constructor(
    private readonly vm: VM,
    private readonly folding: Folding | null,
  ) {}

  shorten(set: readonly SetItem[]): CharSet {
    const negated = set[0]?.op === Op.NEGATE;
    for (const item of set) {
      if (item.op === Op.LITERAL || item.op === Op.RANGE) this.add(item);
      else if (item.op === Op.CATEGORY) {
        // `[\s\S]` is everything.
        if (this.rest.some((o) => o.op === Op.CATEGORY && o.lo === (item.lo ^ 1)))
          return { items: negated ? [] : [NEGATION], cased: false };
        this.rest.push(item);
      }
    }
    const begin: SetItem[] = negated ? [NEGATION] : [];
    const runs = this.runs();
    if (runs === null) return { items: [...begin, this.bits(), ...this.rest], cased: this.cased };
    const items = [...begin, ...runs, ...this.rest];
    return this.cased || items.length < set.length ? { items, cased: this.cased } : { items: set, cased: this.cased };
  }

  private add(item: SetItem): void {
    const range = item.op === Op.RANGE;
    const { lo } = item;
    const hi = range ? item.hi : lo;
    // Marking ends at the first character that is in no map.
    if (this.mark(lo, hi)) {
      this.look(lo, hi, range);
      return;
    }
    this.map = grown(this.map);
    if (this.mark(lo, hi)) {
      this.look(lo, hi, range);
      return;
    }
    const { folding } = this;
    if (folding === null) this.rest.push(item);
    else if (range) {
      this.cased = true;
      this.rest.push(folding.others === null ? item : { ...item, op: Op.RANGE_UNI_IGNORE });
    } else {
      const lower = folding.lower(lo);
      this.cased ||= folding.isCased(lower);
      this.rest.push({ ...item, lo: lower });
    }
  }

  private look(lo: number, hi: number, range: boolean): void {
    const { folding } = this;
    if (folding === null || this.cased) return;
    if (!range) {
      this.cased = folding.isCased(folding.lower(lo));
      return;
    }
    for (let c = lo; c <= hi && !this.cased; c++) this.cased = folding.isCased(c);
  }

  private mark(lo: number, hi: number): boolean {
    const { map, folding } = this;
    const end = Math.min(hi, BIG);
    this.vm.charge((Math.max(end - lo, 0) >> (folding === null ? 4 : 0)) + 1);
    if (folding === null) {
      map.fill(1, Math.min(lo, map.length), Math.min(hi + 1, map.length));
      return hi < map.length;
    }
    for (let c = lo; c <= hi; c++) {
      const lower = folding.lower(c);
      if (lower >= map.length) return false;
      map[lower] = 1;
      const others = folding.others?.get(lower);
      if (others === undefined) continue;
      for (const o of others) {
        if (o >= map.length) return false;
        map[o] = 1;
      }
    }
    return true;
  }

  /** At most two runs of characters; null: there are more. */
  private runs(): SetItem[] | null {
    const { map } = this;
    const out: SetItem[] = [];
    for (let from = map.indexOf(1); from >= 0; ) {
      if (out.length === 2) return null;
      const found = map.indexOf(0, from);
      const to = found < 0 ? map.length : found;
      const single = to - from === 1;
      out.push({ op: single ? Op.LITERAL : Op.RANGE, lo: from, hi: single ? 0 : to - 1 });
      if (found < 0) break;
      from = map.indexOf(1, to);
    }
    return out;
  }

  private bits(): Bits {
    const { map } = this;
    this.vm.charge(map.length);
    this.vm.alloc(map.length);
    if (map.length === SMALL) return { op: Op.CHARSET, words: wordsOf(map, 0) };
    // Each block of 256 characters once, and which block is where.
    const blocks = new Map<string, number>();
    const chunks: number[] = [];
    const where = new Uint8Array(SMALL);
    for (let i = 0; i < SMALL; i++) {
      const words = wordsOf(map, i * SMALL);
      const key = words.join();
      let block = blocks.get(key);
      if (block === undefined) {
        block = blocks.size;
        blocks.set(key, block);
        chunks.push(...words);
      }
      where[i] = block;
    }
    const index = [];
    for (let i = 0; i < SMALL; i += 4)
      index.push((where[i]! | (where[i + 1]! << 8) | (where[i + 2]! << 16) | (where[i + 3]! << 24)) >>> 0);
    return { op: Op.BIGCHARSET, words: [blocks.size, ...index, ...chunks] };
  }
}

function grown(map: Uint8Array): Uint8Array<ArrayBuffer> {
  const big = new Uint8Array(BIG);
  big.set(map);
  return big;
}

/** 256 characters as eight words, the first character the lowest bit. */
function wordsOf(map: Uint8Array, from: number): number[] {
  const words: number[] = [];
  for (let i = 0; i < SMALL; i += 32) {
    let word = 0;
    for (let bit = 0; bit < 32; bit++) word |= map[from + i + bit]! << bit;
    words.push(word >>> 0);
  }
  return words;
}
