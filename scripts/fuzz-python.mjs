// Makes random Python and compares what it does here and on CPython 3.14 (Pyodide): values and operators, every method
// of every built-in type with arguments of many kinds, built-in functions, formats, and statements nested at random.
//
//   node scripts/fuzz-python.mjs [--seed N] [--count N]
//     --seed N       the same seed makes the same cases (1)
//     --count N      cases (2000)
//     --only KIND    method, operator, builtin, format or statement
//     --match TEXT   only cases whose class contains the text
//     --show N       examples of each class of differences (2)
//     --worker FILE  another build of conformance/runner/rexec-worker.mjs
//
// A case is one line of output: the result, or the exception's type and message. Cases are run a hundred to a program;
// a program that dies is halved until the case that did it is alone. Differences are counted by class (what was called
// and how the two outcomes differ), most frequent first.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from '../conformance/runner/pool.mjs';
import { readReport } from '../conformance/runner/rexec.mjs';
import { makeCases } from './fuzz/cases.mjs';
import { asProgram, DESCRIBE } from './fuzz/program.mjs';

const runner = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'conformance/runner');
const BATCH = 100;
const LIMIT_MS = 20_000;

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '2000' },
    only: { type: 'string' },
    match: { type: 'string' },
    show: { type: 'string', default: '2' },
    worker: { type: 'string', default: path.join(runner, 'rexec-worker.mjs') },
  },
});

const cpython = new Pool(path.join(runner, 'pyodide-worker.mjs'));
const rexec = new Pool(options.worker);

/** The lines that a program of these cases prints, or why it died. */
async function outcomes(pool, cases) {
  const source = asProgram(cases.map((each) => each.code));
  const answer = await pool.run({ name: 'fuzz.py', source, limitMs: LIMIT_MS }, LIMIT_MS + 10_000);
  if (answer.died) return { died: answer.died.split('\n').slice(0, 4).join(' | ') };
  const report = pool === rexec ? readReport(answer) : answer;
  if (report.died) return { died: report.died.split('\n')[0] };
  const lines = report.stdout
    .replace(/0x[0-9a-f]+/g, '0x…')
    .split('\n')
    .slice(0, -1);
  if (lines.length !== cases.length)
    return { died: `${lines.length} lines for ${cases.length} cases: ${report.stderr.slice(-600)}` };
  return { lines };
}

/** Calls `report(case, expected, actual)` for each case. */
async function compare(cases, report) {
  const [expected, actual] = await Promise.all([outcomes(cpython, cases), outcomes(rexec, cases)]);
  if (!expected.died && !actual.died) {
    for (const [i, each] of cases.entries()) report(each, expected.lines[i], actual.lines[i]);
  } else if (cases.length === 1) {
    if (!expected.died) report(cases[0], expected.lines[0], `DIED ${actual.died}`);
  } else {
    const half = cases.length >> 1;
    await compare(cases.slice(0, half), report);
    await compare(cases.slice(half), report);
  }
}

/** How two outcomes differ, without the values. */
function difference(expected, actual) {
  if (actual.startsWith('DIED')) return actual.slice(0, 60);
  const kind = (outcome) => (outcome.startsWith('! ') ? outcome.slice(2).split(':')[0] : 'value');
  const [want, got] = [kind(expected), kind(actual)];
  if (want !== got) return `${want} here ${got}`;
  return want === 'value' ? 'value' : `${want} message`;
}

const describe = await cpython.run({ name: 'describe.py', source: DESCRIBE }, 60_000);
const cases = makeCases(JSON.parse(describe.stdout), Number(options.seed), Number(options.count), options);
const classes = new Map();
let equal = 0;
for (let i = 0; i < cases.length; i += BATCH) {
  await compare(cases.slice(i, i + BATCH), (each, expected, actual) => {
    if (expected === actual) {
      equal++;
      return;
    }
    const key = `${each.about}: ${difference(expected, actual)}`;
    if (!classes.has(key)) classes.set(key, []);
    classes.get(key).push({ each, expected, actual });
  });
}
cpython.close();
rexec.close();

for (const [key, found] of [...classes].sort((a, b) => b[1].length - a[1].length)) {
  console.log(`${found.length} × ${key}`);
  for (const { each, expected, actual } of found.slice(0, Number(options.show))) {
    console.log(`      ${each.code.replaceAll('\n', '\n      ')}`);
    console.log(`    - ${expected.slice(0, 400)}\n    + ${actual.slice(0, 400)}`);
  }
}
console.log(`${cases.length} cases, ${equal} equal, ${cases.length - equal} in ${classes.size} classes differ`);
process.exit(0);
