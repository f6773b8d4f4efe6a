// Runs every program under conformance/ cut at random instructions: it stops, is saved, goes on in another process, and
// must write the same and spend the same fuel as in one piece.
//
//   node conformance/snapshots.mjs [FILTER...] [--seed N] [--cuts N] [--limit SECONDS]
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readList } from './cpython.mjs';
import { programs } from './run.mjs';
import { Pool } from './runner/pool.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    cuts: { type: 'string', default: '2' },
    limit: { type: 'string', default: '30' },
  },
});
const limitMs = Number(values.limit) * 1000;

/** Numbers from 0 to 1 by a seed (mulberry32): the same on every machine. */
function random(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Each part in a process that has not run the program before. */
const worker = path.join(here, 'runner/cut-worker.mjs');
const width = os.availableParallelism();
const pools = Array.from(
  { length: Number(values.cuts) + 1 },
  () => new Pool(worker, { size: width, serialization: 'advanced' }),
);

async function inPieces(name, source, fuel, chance) {
  let request = { name, source, limitMs, cut: 0 };
  for (let i = 0; ; i++) {
    const last = i === pools.length - 1;
    request.cut = last ? null : 1 + Math.floor((chance() * fuel) / (pools.length - 1));
    const answer = await pools[i].run(request, limitMs + 5000);
    if (answer.bytes === undefined || last) return answer;
    request = { name, bytes: answer.bytes, limitMs };
  }
}

async function check(name, seed) {
  const source = readFileSync(path.join(here, name), 'utf8');
  const whole = await pools[0].run({ name, source, limitMs, cut: null }, limitMs + 5000);
  if (whole.report === undefined) return `in one piece: ${whole.died}`;
  const pieces = await inPieces(name, source, whole.report.fuel, random(seed));
  if (pieces.report === undefined) return `in pieces: ${pieces.died ?? 'it did not end'}`;
  const wrong = Object.keys(whole.report).filter((key) => whole.report[key] !== pieces.report[key]);
  return wrong
    .map((key) => `${key}: ${JSON.stringify(whole.report[key])} in one piece, ${JSON.stringify(pieces.report[key])}`)
    .join('\n');
}

const names = programs(positionals);
const known = readList(path.join(here, 'failed.txt'));
let next = 0;
let passed = 0;
let failed = 0;
const lane = async () => {
  while (next < names.length) {
    const index = next++;
    const name = names[index];
    const problem = await check(name, Number(values.seed) * 100_003 + index);
    if (problem === '') passed++;
    else if (known.has(name)) passed++;
    else {
      failed++;
      console.log(`${name}\n${problem.replace(/^/gm, '    ')}`);
    }
  }
};
await Promise.all(Array.from({ length: width }, lane));
for (const pool of pools) pool.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
