// Runs the programs of attacks/ and checks what must happen.
//
//   node attacks/run.mjs [FILTER…] [--verbose]
//
// attacks/limits/: each program must end by a limit in at most twice the time limit and 600 ms (a slow machine's start and
// its last look), with a peak of at most the memory limit + 150 MB for the process, and the same process must then run
// another cell. Each has a process of its own, since a peak belongs to a process. Time is the processor's, for the limit
// and for the judge alike, so that a busy machine changes nothing.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const MiB = 2 ** 20;
const LIMITS = { fuel: 2_000_000_000, time: 600, memory: 64 * MiB, output: 1e6 };
const MOST_TIME = 2 * LIMITS.time + 600;
const MOST_MEMORY = LIMITS.memory + 150 * MiB;
/** Seconds after which a child counts as hung. */
const PATIENCE = 600;

/** One program in a process of its own: what the process printed and how it ended. */
function runChild(file) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(here, 'child.mjs'), file, JSON.stringify(LIMITS)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr = (stderr + chunk).slice(-2000);
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE * 1000);
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      resolve({ status, signal, stdout, stderr });
    });
  });
}

/** What is wrong with how a child ended; null: nothing. */
function judge(child) {
  if (child.status !== 0)
    return `the host did not survive: status ${child.status}, signal ${child.signal}: ${child.stderr.slice(0, 300)}`;
  const r = JSON.parse(child.stdout);
  if (r.status !== 'limit')
    return `ended with ${r.status} (${r.error?.type}: ${String(r.error?.message).slice(0, 100)}), not by a limit`;
  if (r.ms > MOST_TIME) return `took ${r.ms.toFixed(0)} ms; at most ${MOST_TIME} are allowed`;
  if (r.peak > MOST_MEMORY) return `peak of ${mebi(r.peak)}; at most ${mebi(MOST_MEMORY)} are allowed`;
  if (r.next !== '2') return `the next cell in the same host gave ${r.next}`;
  return null;
}

const mebi = (bytes) => `${(bytes / MiB).toFixed(0)} MiB`;

function summary(child) {
  try {
    const r = JSON.parse(child.stdout);
    return `${r.error?.limit ?? r.status} after ${r.ms.toFixed(0)} ms, peak ${mebi(r.peak)}`;
  } catch {
    return 'died';
  }
}

export async function runLimits({ filters = [], verbose = false } = {}) {
  const folder = path.join(here, 'limits');
  const files = readdirSync(folder)
    .filter((f) => f.endsWith('.py') && (filters.length === 0 || filters.some((filter) => f.includes(filter))))
    .sort();
  let passed = 0;
  let failed = 0;
  const lane = async () => {
    for (let file = files.shift(); file !== undefined; file = files.shift()) {
      const child = await runChild(path.join(folder, file));
      const problem = judge(child);
      if (problem === null) passed++;
      else failed++;
      if (problem !== null) console.log(`FAIL limits/${file}: ${problem}`);
      else if (verbose) console.log(`ok   limits/${file}: ${summary(child)}`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, os.availableParallelism()) }, lane));
  return { passed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ options: { verbose: { type: 'boolean' } }, allowPositionals: true });
  if (!existsSync(path.join(here, '../packages/rexec/dist/index.js'))) {
    console.error('rexec is not built: run npm run build first.');
    process.exit(2);
  }
  const { passed, failed } = await runLimits({ filters: positionals, verbose: values.verbose });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
