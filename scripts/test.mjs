// `npm test`: makes the tree ready, then runs every check. The last line is `N passed, N failed`.
//
//   node scripts/test.mjs            all
//   node scripts/test.mjs --unit     format, types and vitest only
//
// CPython's own tests run where a source tree's Lib/test is given by REXEC_CPYTHON_TESTS.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, root } from './build.mjs';
import { setup } from './setup.mjs';

const tool = (name) => path.join(root, 'node_modules', name);
const VITEST_REPORT = path.join(cacheFolder, 'vitest.json');

/** Runs a script of Node's, lets its output through, and answers its exit code and its last lines. */
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let tail = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      process.stdout.write(chunk);
      tail = (tail + chunk).slice(-4000);
    });
    child.on('close', (code) => resolve({ code, tail }));
  });
}

/** A check that passes or fails as a whole. */
async function whole(args) {
  const { code } = await run(args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A runner of ours, which ends with `N passed, N failed`. */
async function counted(args) {
  const { code, tail } = await run(args);
  const found = /(\d+) passed, (\d+) failed\s*$/.exec(tail);
  const [passed, failed] = found ? [Number(found[1]), Number(found[2])] : [0, 1];
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function vitest() {
  mkdirSync(cacheFolder, { recursive: true });
  rmSync(VITEST_REPORT, { force: true });
  const { code } = await run([
    tool('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${VITEST_REPORT}`,
  ]);
  if (!existsSync(VITEST_REPORT)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(VITEST_REPORT, 'utf8'));
  // A file that does not load has no tests to count.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}

const unit = [
  ['format and lint', () => whole([tool('@biomejs/biome/bin/biome'), 'check', '--diagnostic-level=warn', '.'])],
  ['types', () => whole(['scripts/build.mjs'])],
  ['tests', vitest],
];
const python = [
  ['conformance', () => counted(['conformance/run.mjs'])],
  ["CPython's own tests", () => counted(['conformance/cpython.mjs'])],
  ['attacks: what eats', () => counted(['attacks/run.mjs'])],
  ['attacks: what must be contained', () => counted(['attacks/contained.mjs'])],
  ['fuzzer of natives and of the grammar', () => whole(['scripts/fuzz-natives.mjs', '--count=100000', '--seconds=60'])],
  ['fuzzer of snapshots', () => whole(['scripts/fuzz-snapshots.mjs', '--seconds=30'])],
];

async function main() {
  try {
    await setup();
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
  const total = { passed: 0, failed: 0 };
  for (const [name, check] of process.argv.includes('--unit') ? unit : [...unit, ...python]) {
    console.log(`\n── ${name}`);
    const { passed, failed } = await check();
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

const started = performance.now();
const total = await main();
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
