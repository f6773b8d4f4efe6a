/** Code pages and the names of codecs, from `tables.ts`. Constants, shared by all cells. */
import { readNumbers } from './data.js';
import { CHARMAPS, CODEC_ALIASES } from './tables.js';

let pages: Map<string, number[]> | null = null;
let aliases: Map<string, string> | null = null;

/** Code point of each of the 256 bytes, U+FFFE where there is none, by the codec's name. */
export function charmaps(): ReadonlyMap<string, number[]> {
  if (pages === null) {
    pages = new Map();
    for (const page of CHARMAPS.split(' ')) {
      const colon = page.indexOf(':');
      const points = Array.from({ length: 128 }, (_, i) => i);
      for (const cp of readNumbers(page.slice(colon + 1))) points.push(cp === 0xfffd ? 0xfffe : cp);
      pages.set(page.slice(0, colon), points);
    }
  }
  return pages;
}

/** Normalized names and aliases to the names of codecs. */
export function codecAliases(): ReadonlyMap<string, string> {
  aliases ??= new Map(CODEC_ALIASES.split(' ').map((pair) => pair.split(':') as [string, string]));
  return aliases;
}
