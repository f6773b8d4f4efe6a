/** "Did you mean": the closest of some names, by the distance and the limits that CPython 3.14 has. */
import type { PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

const MOST_CANDIDATES = 750;
const LONGEST = 40;
const MOVE = 2;
const CASE = 1;

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  const fold = (c: string) => (c >= 'A' && c <= 'Z' ? c.toLowerCase() : c);
  return fold(a) === fold(b) ? CASE : MOVE;
}

/** Edit distance; more than `limit` means "too far". */
export function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from++;
  a = a.slice(from);
  b = b.slice(from);
  let cut = 0;
  while (cut < a.length && cut < b.length && a[a.length - 1 - cut] === b[b.length - 1 - cut]) cut++;
  a = a.slice(0, a.length - cut);
  b = b.slice(0, b.length - cut);
  if (a.length === 0 || b.length === 0) return (a.length + b.length) * MOVE;
  if (a.length > LONGEST || b.length > LONGEST) return limit + 1;
  if (b.length < a.length) [a, b] = [b, a];
  if ((b.length - a.length) * MOVE > limit) return limit + 1;
  const row: number[] = [];
  for (let i = 0; i < a.length; i++) row.push((i + 1) * MOVE);
  let result = 0;
  for (let j = 0; j < b.length; j++) {
    result = j * MOVE;
    let diagonal = result;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < a.length; i++) {
      const substituted = diagonal + substitution(b[j]!, a[i]!);
      diagonal = row[i]!;
      result = Math.min(substituted, Math.min(result, diagonal) + MOVE);
      row[i] = result;
      if (result < least) least = result;
    }
    if (least > limit) return limit + 1;
  }
  return result;
}

/** The closest name, or null. */
export function closest(vm: VM, names: readonly PyValue[], wrong: string): string | null {
  if (names.length >= MOST_CANDIDATES || wrong.length > LONGEST) return null;
  vm.charge(names.length * wrong.length);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of names) {
    if (typeof name !== 'string' || name === wrong) continue;
    const limit = Math.min(Math.floor(((name.length + wrong.length + 3) * MOVE) / 6), bestDistance - 1);
    const d = distance(wrong, name, limit);
    if (d > limit) continue;
    best = name;
    bestDistance = d;
  }
  return best;
}
