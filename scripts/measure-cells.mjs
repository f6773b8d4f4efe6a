// What a host's functions, pauses, snapshots, forks and pools of cells cost.
//
//   node scripts/measure-cells.mjs [calls] [snapshot] [fork] [paused] [fair] [decision] [--count 10000]
//
// calls: the round trip of a host's function, synchronous and asynchronous, the latter beside an awaited bare promise;
// snapshot: a fresh program that has imported nothing, at a pause; fork: of that cell; paused: many cells at a pause in one
// process, each resumed; fair: 1,000 cells in endless loops beside one that answers; decision: a policy's word on an import.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder } from './build.mjs';
import { bundle, REXEC } from './bundle.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '10000' }, worker: { type: 'boolean', default: false } },
});

const PROGRAM = `
def total(orders):
    return sum(o['price'] * o['count'] for o in orders)
orders = [{'price': i, 'count': 2} for i in range(10)]
print(total(orders) + ask('how many?'))
`;

const BUNDLE = path.join(cacheFolder, 'measure-cells.mjs');
const PARTS = { calls, snapshot, fork, paused, fair, decision };

if (flags.worker) {
  const rexec = await import(pathToFileURL(BUNDLE).href);
  await PARTS[positionals[0]](rexec);
} else {
  await bundle(REXEC, BUNDLE);
  for (const part of positionals.length > 0 ? positionals : Object.keys(PARTS)) {
    if (!(part in PARTS)) throw new Error(`there is no part ${part}: ${Object.keys(PARTS).join(', ')}`);
    // Each has a process of its own.
    const args = ['--expose-gc', import.meta.filename, '--worker', '--count', flags.count, part];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}

function best(times, run) {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) least = Math.min(least, run());
  return least;
}

function us(ms) {
  return `${(ms * 1000).toFixed(2)} us`;
}

async function calls({ Cell, hostFunction }) {
  const N = 20_000;
  for (const policy of [undefined, 'pure']) {
    const cell = Cell.create({ ...(policy === undefined ? {} : { policy }), limits: { time: 1e6, fuel: 1e12 } });
    const name = policy === undefined ? 'without a policy' : `under ${policy}`;
    cell.set(
      'same',
      hostFunction((x) => x, { name: 'same' }),
    );
    cell.set(
      'later',
      hostFunction(async (x) => x, { name: 'later' }),
    );
    cell.runSync(`def empty():\n    for i in range(${N}): pass\ndef sync():\n    for i in range(${N}): same(i)`);
    cell.runSync(`def asynchronous():\n    for i in range(${N}): later(i)`);
    const timed = (fn) => {
      const start = performance.now();
      cell.callSync(fn);
      return (performance.now() - start) / N;
    };
    const loop = best(5, () => timed('empty'));
    console.log(`synchronous call, ${name}: ${us(best(10, () => timed('sync')) - loop)}`);
    let least = Number.POSITIVE_INFINITY;
    let bare = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 8; i++) {
      const promise = async (x) => x;
      let start = performance.now();
      for (let k = 0; k < N; k++) await promise(k);
      bare = Math.min(bare, (performance.now() - start) / N);
      start = performance.now();
      await cell.call('asynchronous');
      least = Math.min(least, (performance.now() - start) / N);
    }
    console.log(`asynchronous call, ${name}: ${us(least - loop)}, an awaited bare promise ${us(bare)}`);
  }
}

function pausedCell({ Cell }, policy) {
  const cell = Cell.create(policy === undefined ? {} : { policy });
  cell.start(PROGRAM, { functions: ['ask'] });
  return cell;
}

function snapshot(rexec) {
  for (const policy of [undefined, 'pure']) {
    const cell = pausedCell(rexec, policy);
    const name = policy === undefined ? 'without a policy' : `under ${policy}`;
    const bytes = cell.snapshot();
    const once = (run) => () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    };
    const save = best(
      300,
      once(() => cell.snapshot()),
    );
    const load = best(
      300,
      once(() => rexec.Cell.restore(bytes, policy === undefined ? {} : { policy })),
    );
    console.log(`snapshot ${name}: ${bytes.length} bytes, ${us(save)} to take, ${us(load)} to restore`);
  }
}

function fork(rexec) {
  for (const policy of [undefined, 'pure']) {
    const cell = pausedCell(rexec, policy);
    const name = policy === undefined ? 'without a policy' : `under ${policy}`;
    const least = best(1000, () => {
      const start = performance.now();
      cell.fork();
      return performance.now() - start;
    });
    console.log(`fork ${name}: ${us(least)}`);
  }
}

function paused(rexec) {
  const count = Number(flags.count);
  globalThis.gc();
  const before = process.memoryUsage();
  const cells = [];
  const start = performance.now();
  for (let i = 0; i < count; i++) cells.push(pausedCell(rexec, 'pure'));
  const made = performance.now();
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  let wrong = 0;
  const resume = performance.now();
  for (const cell of cells) if (cell.step.resume(10).result.stdout !== '100\n') wrong++;
  const end = performance.now();
  const mb = (n) => `${(n / 2 ** 20).toFixed(0)} MB`;
  console.log(
    `${count} paused cells: ${mb(heapUsed - before.heapUsed)} of heap, ${mb(rss)} resident, ` +
      `${us((made - start) / count)} to make and start one, ${us((end - resume) / count)} to resume one; ${wrong} wrong`,
  );
}

async function fair({ Cell, Pool }) {
  const slice = 10_000;
  const pool = new Pool({ slice });
  const stop = new AbortController();
  (await import('node:events')).setMaxListeners(0, stop.signal);
  const loops = Array.from({ length: 1000 }, () => Cell.create({ limits: { fuel: 1e12, time: 1e6 } }));
  const ends = loops.map((cell) => pool.run(cell, 'n = 0\nwhile True: n += 1', { signal: stop.signal }));
  // They are all under way.
  while (loops.at(-1).usage.fuel < slice) await new Promise((resolve) => setTimeout(resolve, 1));
  const before = loops.map((cell) => cell.usage.fuel);
  const start = performance.now();
  const result = await pool.run(Cell.create(), 'print(sum(range(10)))');
  const time = performance.now() - start;
  const slices = loops.map((cell, i) => (cell.usage.fuel - before[i]) / slice);
  stop.abort();
  await Promise.all(ends);
  console.log(
    `fairness: ${JSON.stringify(result.stdout)} after at most ${Math.max(...slices).toFixed(2)} slices ` +
      `of each of 1,000 endless loops (slice ${slice} fuel), ${time.toFixed(0)} ms`,
  );
}

function decision({ Policy }) {
  const policy = Policy.from('pure');
  const names = ['json', 're', 'socket', 'os.path', 'collections.abc'];
  const N = 100_000;
  const least = best(10, () => {
    const start = performance.now();
    for (let i = 0; i < N; i++) policy.decide({ kind: 'import', name: names[i % 5] });
    return performance.now() - start;
  });
  console.log(`an import is decided in ${us(least / N)} (goal 2 us)`);
}
