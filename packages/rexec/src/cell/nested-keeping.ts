/**
 * Inner cells in a snapshot of the outer one: what is kept of each, and how it is read. The bytes may be anybody's, so an
 * inner cell is not put together from them: it is made anew as by `cell_make`, by the policy and the options that the outer
 * program asked for then, under the outer policy of now; only then it gets its state, as any restored cell does.
 */
import type { Limits, Plain } from '@rexec/python';
import { bad, bytesOf, countOf, listOf, textOf } from '../system/keeping.js';

/** Between runs; in one that the outer program was asked something in; in one in which it waits; ended by a limit. */
export type Standing = 'idle' | 'asking' | 'running' | 'ended';

const STANDINGS: readonly string[] = ['idle', 'asking', 'running', 'ended'] satisfies Standing[];

export interface SavedInner {
  /** The arguments of `cell_make`. */
  readonly wanted: readonly [policy: Plain, options: Plain];
  /** Those that it was made with. */
  readonly limits: Limits;
  readonly standing: Standing;
  /** A snapshot; null: it has ended. */
  readonly cell: Uint8Array | null;
  /** What its supervisor keeps, and so the cells inside it. */
  readonly world: Plain;
  /** What it wrote that the outer program has not been told yet. */
  readonly output: readonly [stdout: string, stderr: string];
  /** Of what it spent, what the outer cell was charged for. */
  readonly paid: readonly [fuel: number, effects: number];
  /** Limit and message. */
  readonly ended: readonly [string, string] | null;
}

const LIMITS = ['fuel', 'time', 'memory', 'recursion', 'output'] as const satisfies readonly (keyof Limits)[];

export function innerToPlain(saved: SavedInner): Plain {
  const { wanted, limits, standing, cell, world, output, paid, ended } = saved;
  return [
    [...wanted],
    LIMITS.map((name) => limits[name] ?? null),
    standing,
    cell,
    world,
    [...output],
    [...paid],
    ended === null ? null : [...ended],
  ];
}

/** Throws SnapshotError. */
export function innerFromPlain(saved: Plain): SavedInner {
  const [wanted, limits, standing, cell, world, output, paid, ended] = listOf(saved, 8);
  const [policy, options] = listOf(wanted, 2);
  const [out, err] = listOf(output, 2);
  const [fuel, effects] = listOf(paid, 2);
  if (!STANDINGS.includes(textOf(standing))) bad();
  if ((cell === null) !== (standing === 'ended') || (ended === null) !== (standing !== 'ended')) bad();
  return {
    wanted: [policy!, options!],
    limits: limitsOf(listOf(limits, LIMITS.length)),
    standing: standing as Standing,
    cell: cell === null ? null : bytesOf(cell),
    world: world!,
    output: [textOf(out), textOf(err)],
    paid: [amountOf(fuel), countOf(effects)],
    ended: ended === null ? null : (listOf(ended, 2).map(textOf) as [string, string]),
  };
}

function limitsOf(saved: readonly Plain[]): Limits {
  return Object.fromEntries(LIMITS.flatMap((name, i) => (saved[i] === null ? [] : [[name, amountOf(saved[i])]])));
}

/** Fuel comes in parts too, and a limit may be none. */
function amountOf(value: Plain | undefined): number {
  return typeof value === 'number' && value >= 0 ? value : bad();
}

/** The smaller of each. */
export function lesserLimits(a: Limits, b: Limits): Limits {
  const least = (name: (typeof LIMITS)[number]) =>
    Math.min(a[name] ?? Number.POSITIVE_INFINITY, b[name] ?? Number.POSITIVE_INFINITY);
  return Object.fromEntries(LIMITS.map((name) => [name, least(name)]));
}
