/**
 * Sizes, durations and counts as a document writes them. A parser answers the number, or a string that says what is wrong.
 * MB is a million bytes, MiB is 2^20; a bare number is bytes, and seconds for a duration.
 */
import { quote } from './errors.js';

const SIZE_UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1e3],
  ['mb', 1e6],
  ['gb', 1e9],
  ['kib', 2 ** 10],
  ['mib', 2 ** 20],
  ['gib', 2 ** 30],
]);

/** Milliseconds. */
const TIME_UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1000],
  ['ms', 1],
  ['s', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
]);

export const UNLIMITED = 'unlimited';

/** Bytes. */
export function parseSize(value: number | string): number | string {
  return measure(
    value,
    SIZE_UNITS,
    'a size',
    'write bytes as a number, or like "10 MB" (B, kB, MB, GB, KiB, MiB, GiB)',
  );
}

/** Milliseconds. */
export function parseDuration(value: number | string): number | string {
  return measure(value, TIME_UNITS, 'a duration', 'write seconds as a number, or like "5 s" (ms, s, min, h)');
}

export function parseCount(value: number | string): number | string {
  if (value === UNLIMITED) return Infinity;
  const n = typeof value === 'number' ? value : Number.NaN;
  if (!Number.isInteger(n) || n < 0 || n > Number.MAX_SAFE_INTEGER) {
    return `${shown(value)} is not a count; write a whole number from 0, or "${UNLIMITED}"`;
  }
  return n;
}

function measure(value: number | string, units: ReadonlyMap<string, number>, what: string, right: string) {
  if (value === UNLIMITED) return Infinity;
  let n = Number.NaN;
  if (typeof value === 'number') n = value * units.get('')!;
  else if (value.length < 40) {
    const m = /^\s*(\d[\d_]*(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(value);
    const unit = m === null ? undefined : units.get(m[2]!.toLowerCase());
    if (m !== null && unit !== undefined) n = Number(m[1]!.replaceAll('_', '')) * unit;
  }
  n = Math.round(n);
  return n >= 0 && n <= Number.MAX_SAFE_INTEGER ? n : `${shown(value)} is not ${what}; ${right}`;
}

const shown = (value: number | string): string => (typeof value === 'number' ? String(value) : quote(value));

/** As a document writes it back: the number, or "unlimited". */
export function countToDocument(n: number): number | string {
  return n === Infinity ? UNLIMITED : n;
}

export function durationToDocument(ms: number): string {
  return ms === Infinity ? UNLIMITED : `${ms} ms`;
}
