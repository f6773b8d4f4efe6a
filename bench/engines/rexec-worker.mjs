// Serves bench/engines/rexec.mjs: one cell for each measurement, its limits out of the way.
import { Cell, monotonicMilliseconds } from 'rexec';
import { serve } from './worker.mjs';

const LIMITS = { fuel: Number.MAX_SAFE_INTEGER, time: 600_000, memory: 4 * 2 ** 30 };

function must(result) {
  if (result.status !== 'ok') throw new Error(`${result.error?.type}: ${result.error?.message}`);
  return result;
}

/** For programs that open files: a folder in memory. */
const FILES = { extends: 'pure', files: { mounts: [{ at: '/tmp', memory: '64 MB' }] } };

/** Programs that need no power get no policy: the smallest cell. Logging looks at the clock. */
function policyFor(source) {
  if (source.includes('open(')) return { policy: FILES };
  return source.includes('import logging') ? { policy: 'applet' } : {};
}

function measure({ source, divide }) {
  const policy = policyFor(source);
  const cell = Cell.create({ ...policy, limits: LIMITS, deadlineClock: monotonicMilliseconds });
  must(cell.runSync(source, { filename: 'bench.py' }));
  const start = performance.now();
  const before = process.cpuUsage();
  must(cell.runSync(`checksum = bench(N // ${divide})`));
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  return { seconds, cpu: (user + system) / 1e6, checksum: String(must(cell.evaluateSync('str(checksum)')).value) };
}

/** A cell is on the JavaScript heap alone, so the heap says what one holds (the resident set is far coarser). */
function heap() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function cells(count) {
  const kept = [];
  const create = [];
  const first = [];
  Cell.create().runSync('1+1');
  const before = heap();
  for (let i = 0; i < count; i++) {
    let start = performance.now();
    const cell = Cell.create();
    create.push(performance.now() - start);
    start = performance.now();
    cell.runSync('1+1');
    first.push(performance.now() - start);
    kept.push(cell);
  }
  return { create, first, memory: (heap() - before) / kept.length };
}

serve((request) => (request.cells ? cells(request.cells) : measure(request)));
