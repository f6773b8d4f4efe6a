/** The real clock and entropy on Node, for the powers of a cell. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock, Entropy } from '@rexec/python';
import { timeOfDay } from '../system/platform.js';

const monotonic = () => process.hrtime.bigint();

export const realClock: Clock = {
  now: timeOfDay(monotonic),
  monotonic,
  processTime: () => BigInt(Math.round(process.cpuUsage().user * 1000)),
};

/** Most bytes that one call of the Web's crypto gives. */
const ENTROPY_AT_ONCE = 65536;

export const realEntropy: Entropy = {
  bytes(n) {
    const out = new Uint8Array(n);
    for (let i = 0; i < n; i += ENTROPY_AT_ONCE) crypto.getRandomValues(out.subarray(i, i + ENTROPY_AT_ONCE));
    return out;
  },
};

/** Milliseconds, for time limits. */
export function monotonicMilliseconds(): number {
  return performance.now();
}

/** A full collection of V8's garbage, for `CellOptions.collectGarbage`: keeps a process near what its cells hold. */
export function garbageCollector(): () => void {
  let collect: (() => void) | null = null;
  return () => {
    collect ??= exposedCollector();
    collect();
  };
}

/** V8 shows `gc` to contexts made while the flag is set. The flag goes back, since code caches are bound to V8's flags. */
function exposedCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  return gc;
}
