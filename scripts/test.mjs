// `npm test`: makes the tree ready, then runs every check. The last line is `N passed, N failed`.
//
//   node scripts/test.mjs            all
//   node scripts/test.mjs --unit     format, types and vitest only
//
// CPython's own tests run where a source tree's Lib/test is given by REXEC_CPYTHON_TESTS.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder, root } from './build.mjs';
import { setup } from './setup.mjs';

const tool = (name) => path.join(root, 'node_modules', name);
const VITEST_REPORT = path.join(cacheFolder, 'vitest.json');

/** Runs a script of Node's, gives its output to `out`, and answers its exit code and its last lines. */
function run(args, out) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      out(chunk);
      tail = (tail + chunk).slice(-4000);
    });
    child.stderr.setEncoding('utf8').on('data', out);
    child.on('close', (code) => resolve({ code, tail }));
  });
}

/** A check that passes or fails as a whole. */
const whole = (args) => async (out) => {
  const { code } = await run(args, out);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
};

/** A runner of ours, which ends with `N passed, N failed`. */
const counted = (args) => async (out) => {
  const { code, tail } = await run(args, out);
  const found = /(\d+) passed, (\d+) failed\s*$/.exec(tail);
  const [passed, failed] = found ? [Number(found[1]), Number(found[2])] : [0, 1];
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
};

async function vitest(out) {
  mkdirSync(cacheFolder, { recursive: true });
  rmSync(VITEST_REPORT, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`];
  const { code } = await run([tool('vitest/vitest.mjs'), 'run', ...reporters], out);
  if (!existsSync(VITEST_REPORT)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(VITEST_REPORT, 'utf8'));
  // A file that does not load has no tests to count.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** Each uses one processor: they run beside each other. The fuzzers judge by processor time. */
const narrow = [
  ['format and lint', whole([tool('@biomejs/biome/bin/biome'), 'check', '--diagnostic-level=warn', '.'])],
  ['types', whole(['scripts/build.mjs'])],
  ['fuzzer of natives and of the grammar', whole(['scripts/fuzz-natives.mjs', '--count=100000', '--seconds=60'])],
  ['fuzzer of snapshots', whole(['scripts/fuzz-snapshots.mjs', '--seconds=30'])],
];
/** Each uses all processors. */
const wide = [
  ['tests', vitest],
  ['conformance', counted(['conformance/run.mjs'])],
  ["CPython's own tests", counted(['conformance/cpython.mjs'])],
  ['attacks: what eats', counted(['attacks/run.mjs'])],
  ['attacks: what must be contained', counted(['attacks/contained.mjs'])],
];
const UNIT = new Set(['format and lint', 'types', 'tests']);

/** Runs checks, as many at once as there are `lanes`. The first that has not ended writes, the others when their turn comes. */
async function runChecks(checks, lanes) {
  const total = { passed: 0, failed: 0 };
  const held = checks.map(([name]) => `\n── ${name}\n`);
  const ended = checks.map(() => false);
  let writing = 0;
  const write = (i, text) => {
    held[i] += text;
    for (; writing < checks.length; writing++) {
      process.stdout.write(held[writing]);
      held[writing] = '';
      if (!ended[writing]) break;
    }
  };
  let next = 0;
  const lane = async () => {
    while (next < checks.length) {
      const i = next++;
      write(i, '');
      const { passed, failed } = await checks[i][1]((text) => write(i, text));
      ended[i] = true;
      write(i, '');
      total.passed += passed;
      total.failed += failed;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return total;
}

async function main() {
  try {
    await setup();
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
  const asked = ([name]) => !process.argv.includes('--unit') || UNIT.has(name);
  const one = await runChecks(narrow.filter(asked), os.availableParallelism());
  const all = await runChecks(wide.filter(asked), 1);
  return { passed: one.passed + all.passed, failed: one.failed + all.failed };
}

const started = performance.now();
const total = await main();
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
