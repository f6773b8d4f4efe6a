// Runs the programs of attacks/ and checks what must happen.
//
//   node attacks/run.mjs [FILTER…] [--verbose]
//
// attacks/limits/: each program must end by a limit (or by an exception of its own where its head says "or an error") in at
// most twice the time limit, with a peak of at most the memory limit + 150 MB for the process, and the same process must
// then run another cell.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const TIME = 2000;
const MEMORY = 64 * 2 ** 20;
const FUEL = 2_000_000_000;

const args = process.argv.slice(2);
const verbose = args.includes('--verbose');
const filters = args.filter((a) => !a.startsWith('--'));

export function runLimits() {
  const folder = path.join(here, 'limits');
  let passed = 0;
  const failures = [];
  for (const file of readdirSync(folder)
    .filter((f) => f.endsWith('.py'))
    .sort()) {
    if (filters.length > 0 && !filters.some((f) => file.includes(f))) continue;
    const started = performance.now();
    const child = spawnSync(
      process.execPath,
      [
        path.join(here, 'child.mjs'),
        path.join(folder, file),
        JSON.stringify({ fuel: FUEL, time: TIME, memory: MEMORY, output: 1e6 }),
      ],
      { encoding: 'utf8', timeout: 60_000 },
    );
    const ms = performance.now() - started;
    const problem = judge(child);
    if (problem === null) passed++;
    else failures.push(`limits/${file}: ${problem}`);
    if (verbose || problem !== null)
      console.log(
        `${problem === null ? 'ok  ' : 'FAIL'} limits/${file} ${ms.toFixed(0)} ms ${child.stdout.trim().slice(0, 200)} ${problem ?? ''}`,
      );
  }
  return { passed, failures };
}

function judge(child) {
  if (child.status !== 0)
    return `the host did not survive: status ${child.status}, signal ${child.signal}: ${child.stderr.slice(0, 300)}`;
  const r = JSON.parse(child.stdout);
  if (r.status !== 'limit')
    return `ended with ${r.status} (${r.error?.type}: ${String(r.error?.message).slice(0, 100)}), not by a limit`;
  if (r.ms > 2 * TIME) return `took ${r.ms.toFixed(0)} ms; at most ${2 * TIME} are allowed`;
  if (r.peak > MEMORY + 150 * 2 ** 20)
    return `peak of ${(r.peak / 2 ** 20).toFixed(0)} MiB; at most ${(MEMORY / 2 ** 20 + 150).toFixed(0)} are allowed`;
  if (r.next !== '2') return `the next cell in the same host gave ${r.next}`;
  return null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(path.join(here, '../packages/rexec/dist/index.js'))) {
    console.error('rexec is not built: run npm run build first.');
    process.exit(2);
  }
  const { passed, failures } = runLimits();
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
