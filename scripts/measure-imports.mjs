// What imports cost in a new cell of a warm process.
//
//   node scripts/measure-imports.mjs [--count 30] [--policy rexec|none|…] [MODULE …]
//
// The time is the processor's (others may use the machine), the least of many cells: making the cell is taken off.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder } from './build.mjs';
import { bundle, REXEC } from './bundle.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '30' },
    policy: { type: 'string', default: 'rexec' },
    bundle: { type: 'string', default: path.join(cacheFolder, 'measure-imports.mjs') },
    worker: { type: 'boolean', default: false },
  },
});

const TEN = 'json, re, math, datetime, collections, dataclasses, typing, itertools, functools, random';
const ALONE = (
  're asyncio json math datetime collections dataclasses typing itertools functools random enum string os sys time copy ' +
  'contextlib decimal fractions statistics heapq bisect operator abc collections.abc types pathlib io hashlib base64 ' +
  'textwrap csv logging inspect argparse threading queue unittest traceback uuid secrets pprint struct weakref warnings'
).split(' ');

if (flags.worker) {
  const { Cell } = await import(pathToFileURL(flags.bundle).href);
  const statements = positionals.length > 0 ? positionals : [TEN, ...ALONE];
  const options = flags.policy === 'none' ? {} : { policy: flags.policy };
  /** The least time of a program in a new cell, and its fuel. */
  const measure = (program, count) => {
    let least = Number.POSITIVE_INFINITY;
    let fuel = 0;
    for (let i = 0; i < count; i++) {
      const start = process.cpuUsage();
      const cell = Cell.create(options);
      const result = cell.runSync(program);
      const { user, system } = process.cpuUsage(start);
      if (result.error !== null) return { least: Number.NaN, fuel: Number.NaN, error: result.error.message };
      least = Math.min(least, (user + system) / 1000);
      fuel = cell.usage.fuel;
    }
    return { least, fuel };
  };
  const count = Number(flags.count);
  for (const statement of statements) measure(`import ${statement}`, 2);
  measure(`import ${TEN}`, count);
  const nothing = measure('pass', 300);
  console.log(`policy ${flags.policy}; a new cell that does nothing: ${nothing.least.toFixed(2)} ms`);
  for (const statement of statements) {
    const { least, fuel, error } = measure(`import ${statement}`, count);
    if (error !== undefined) {
      console.log(`import ${statement}: ${error}`);
      continue;
    }
    const ms = (least - nothing.least).toFixed(2);
    console.log(`${ms.padStart(8)} ms  ${String(fuel - nothing.fuel).padStart(9)} fuel  import ${statement}`);
  }
} else {
  await bundle(REXEC, flags.bundle);
  const options = ['--count', flags.count, '--bundle', flags.bundle, '--policy', flags.policy];
  // One collector, of this thread: what others do beside it would be counted.
  const node = ['--single-threaded-gc', import.meta.filename, '--worker'];
  process.exitCode = spawnSync(process.execPath, [...node, ...options, ...positionals], { stdio: 'inherit' }).status;
}
