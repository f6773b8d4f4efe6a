// Runs HumanEval's canonical solutions with their checks through `rexec run`.
//
//   node scripts/humaneval.mjs HumanEval.jsonl.gz [--only N,N...] [--with ARG]...
//
// The data set is not part of this tree; a problem passes when its program ends without an exception.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { collect, command } from '../conformance/runner/rexec.mjs';

const LIMIT_MS = 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, with: { type: 'string', multiple: true, default: [] } },
});
if (positionals.length !== 1) {
  console.error('usage: node scripts/humaneval.mjs HumanEval.jsonl.gz [--only N,N...] [--with ARG]...');
  process.exit(2);
}

function problems(file) {
  const data = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(data) : data).toString('utf8');
  const all = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const only = values.only?.split(',').map((n) => `HumanEval/${n}`);
  return only ? all.filter((problem) => only.includes(problem.task_id)) : all;
}

const programOf = ({ prompt, canonical_solution: solution, test, entry_point: entry }) =>
  `${prompt}${solution}\n${test}\ncheck(${entry})\n`;

async function main() {
  const all = problems(positionals[0]);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rexec-humaneval-'));
  const failures = [];
  let next = 0;
  const lane = async () => {
    while (next < all.length) {
      const problem = all[next++];
      const file = path.join(folder, `${problem.task_id.replace('/', '_')}.py`);
      writeFileSync(file, programOf(problem));
      const { code, signal, stderr } = await collect(
        process.execPath,
        [command, 'run', '--time', '60', ...values.with, file],
        LIMIT_MS,
      );
      if (code !== 0)
        failures.push([problem.task_id, signal ? `no end within ${LIMIT_MS / 1000} s` : lastLine(stderr)]);
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, lane));
  rmSync(folder, { recursive: true });
  for (const [id, why] of failures) console.log(`${id}: ${why}`);
  console.log(`${all.length - failures.length}/${all.length}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';

await main();
