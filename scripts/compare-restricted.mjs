// Compares `import RestrictedPython` of a cell with the project itself, run by CPython 3.14 (Pyodide): the same errors,
// warnings and used names for each construct in each context, and the same course of the code, guard by guard.
//
//   node scripts/compare-restricted.mjs CHECKOUT
//     CHECKOUT       a checkout of zopefoundation/RestrictedPython; without one, nothing is done
//     --update       only lets the project itself write what the programs of examples/restricted print
//     --constructs   only the table of docs/restricted-python.md
//     --match TEXT   only programs with the text in them
//     --show N       examples of each class of differences (2)
//     --worker FILE  another build of conformance/runner/rexec-worker.mjs
//
// The cases are made by restricted/cases.mjs; restricted/driver.py runs them, with either. Then the project's own tests run
// on the cell's module (restricted/tests.py has what they need of pytest).
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from '../conformance/runner/pool.mjs';
import { readReport } from '../conformance/runner/rexec.mjs';
import { makeCases } from './restricted/cases.mjs';
import { nodeRows, ruleRows } from './restricted/constructs.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const runner = path.join(path.dirname(here), 'conformance/runner');
const BATCH = 250;
const LIMIT_MS = 60_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    match: { type: 'string' },
    update: { type: 'boolean' },
    constructs: { type: 'boolean' },
    show: { type: 'string', default: '2' },
    worker: { type: 'string', default: path.join(runner, 'rexec-worker.mjs') },
  },
});

const checkout = positionals[0] && path.join(positionals[0], 'src/RestrictedPython');
if (checkout === undefined || !existsSync(checkout)) {
  console.log('skipped: no checkout of RestrictedPython was given');
  process.exit(0);
}

/** Python that puts the checkout's modules where `import` finds them. */
function installed() {
  const sources = readdirSync(checkout)
    .filter((name) => name.endsWith('.py'))
    .map((name) => [name.slice(0, -3), readFileSync(path.join(checkout, name), 'utf8')]);
  return `
import sys as _sys
if 'RestrictedPython' not in _sys.modules:
    import importlib.abc, importlib.util
    class _Finder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
        sources = dict(${JSON.stringify(sources)})
        def key(self, name):
            return '__init__' if name == 'RestrictedPython' else name.removeprefix('RestrictedPython.')
        def find_spec(self, name, path, target=None):
            if name.startswith('RestrictedPython') and self.key(name) in self.sources:
                return importlib.util.spec_from_loader(name, self, is_package=name == 'RestrictedPython')
        def get_source(self, name):
            return self.sources[self.key(name)]
        def is_package(self, name):
            return name == 'RestrictedPython'
    _sys.meta_path.insert(0, _Finder())
`;
}

const driver = readFileSync(path.join(here, 'restricted/driver.py'), 'utf8');
const prelude = installed();
const cpython = new Pool(path.join(runner, 'pyodide-worker.mjs'));
const rexec = new Pool(options.worker);

async function outcomes(pool, cases, before) {
  const source = `${before}CASES = ${JSON.stringify(cases)}\n${driver}`;
  const answer = await pool.run({ name: 'case.py', source, limitMs: LIMIT_MS }, LIMIT_MS + 30_000);
  const report = pool === rexec && !answer.died ? readReport(answer) : answer;
  if (report.died) return { died: report.died.split('\n').slice(0, 4).join(' | ') };
  const lines = report.stdout.split('\n').slice(0, -1);
  if (lines.length !== cases.length)
    return { died: `${lines.length} of ${cases.length} lines: ${report.stderr.slice(-800)}` };
  return { lines };
}

async function compare(cases, report) {
  const [expected, actual] = await Promise.all([outcomes(cpython, cases, prelude), outcomes(rexec, cases, '')]);
  if (!expected.died && !actual.died) {
    for (const [i, each] of cases.entries()) report(each, expected.lines[i], actual.lines[i]);
  } else if (cases.length === 1) {
    report(
      cases[0],
      expected.died ? `DIED ${expected.died}` : expected.lines[0],
      actual.died ? `DIED ${actual.died}` : actual.lines[0],
    );
  } else {
    const half = cases.length >> 1;
    await compare(cases.slice(0, half), report);
    await compare(cases.slice(half), report);
  }
}

/** Where this implementation does something else on purpose (docs/restricted-python.md). */
function onPurpose(source, want, got) {
  // A value with several targets is evaluated once, and its targets are filled from left to right.
  if (!want.errors?.length && /^\s*[^=\n]+ = [^=\n]+ = [^=]/m.test(source) && source.includes(','))
    return 'several targets';
  // A refused expression leaves a hole there, into which the rest of the judgement falls.
  if (want.raised !== undefined && got.errors?.some((e) => e.includes('Await'))) return 'await';
  return undefined;
}

/** The keys in which two outcomes differ. */
function difference(want, got) {
  const keys = [...new Set([...Object.keys(want), ...Object.keys(got)])];
  return keys.filter((key) => JSON.stringify(want[key]) !== JSON.stringify(got[key])).join(' ');
}

/** The project's own tests, in a cell: how many pass, and which do not. */
async function ownTests() {
  const folder = path.join(positionals[0], 'tests');
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => /(^|\/)(test_\w+|helper)\.py$/.test(name))
    .sort((a, b) => Number(b === 'helper.py') - Number(a === 'helper.py'));
  const sources = files.map((name) => [
    `tests.${path.basename(name, '.py')}`,
    readFileSync(path.join(folder, name), 'utf8'),
  ]);
  const source = `SOURCES = ${JSON.stringify(sources)}\n${readFileSync(path.join(here, 'restricted/tests.py'), 'utf8')}`;
  const answer = await rexec.run({ name: 'tests.py', source, limitMs: LIMIT_MS }, LIMIT_MS + 30_000);
  return answer.died ?? `${answer.stdout}${answer.error?.traceback ?? ''}`;
}

/** What the programs of examples/restricted print with the project itself: it is written, or it differs from the text. */
async function examples() {
  const folder = path.join(path.dirname(here), 'examples/restricted');
  const wrong = [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.py'));
  for (const name of names) {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const program = text.replace(/(\n#>.*)*\n*$/, '\n');
    const { stdout, stderr } = await cpython.run({ name, source: prelude + program }, LIMIT_MS);
    const lines = `${stdout}${stderr}`.split('\n').slice(0, -1);
    const whole = [program.trimEnd(), ...lines.map((line) => `#> ${line}`.trimEnd()), ''].join('\n');
    if (whole === text) continue;
    wrong.push(name);
    if (options.update) writeFileSync(path.join(folder, name), whole);
  }
  const what = options.update ? 'written anew' : 'with other text than the project gives';
  console.log(`${names.length} examples, ${wrong.length} ${what} ${wrong.join(' ')}`);
  return wrong.length;
}

/** The table of docs/restricted-python.md: how many of its rows differ. */
async function constructs() {
  const cases = [...nodeRows(), ...ruleRows().map(([, source]) => ['', source])];
  const judge = readFileSync(path.join(here, 'restricted/constructs.py'), 'utf8');
  const source = (before) => `${before}CASES = ${JSON.stringify(cases)}\n${judge}`;
  const [want, got] = await Promise.all([
    cpython.run({ name: 'constructs.py', source: source(prelude) }, LIMIT_MS),
    rexec.run({ name: 'constructs.py', source: source(''), limitMs: LIMIT_MS }, LIMIT_MS),
  ]);
  if (want.stderr !== '') console.log(want.stderr);
  const [expected, actual] = [want, got].map(({ stdout = '' }) => stdout.split('\n'));
  const wrong = cases.filter((_, i) => !expected[i] || expected[i] !== actual[i]);
  for (const each of wrong) console.log(each, expected[cases.indexOf(each)], actual[cases.indexOf(each)]);
  console.log(`${cases.length} constructs, ${wrong.length} differ`);
  return wrong.length;
}

if (options.constructs) process.exit(await constructs());
if (options.update) {
  await examples();
  process.exit(0);
}

const cases = makeCases().filter(([, source]) => options.match === undefined || source.includes(options.match));
const classes = new Map();
const purposes = new Map();
let same = 0;
let found = 0;
const started = performance.now();
for (let i = 0; i < cases.length; i += BATCH) {
  await compare(cases.slice(i, i + BATCH), (each, expected, actual) => {
    if (expected === actual) {
      same++;
      if (JSON.parse(expected).errors?.length) found++;
      return;
    }
    const dead = expected.startsWith('DIED') || actual.startsWith('DIED');
    const [want, got] = dead ? [{}, {}] : [JSON.parse(expected), JSON.parse(actual)];
    const purpose = dead ? undefined : onPurpose(each[1], want, got);
    if (purpose !== undefined) return purposes.set(purpose, (purposes.get(purpose) ?? 0) + 1);
    const name = dead ? 'died' : difference(want, got);
    if (!classes.has(name)) classes.set(name, []);
    classes.get(name).push({ each, expected, actual });
  });
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
let different = 0;
for (const [name, examples] of [...classes].sort((a, b) => b[1].length - a[1].length)) {
  different += examples.length;
  console.log(`\n${examples.length} × ${name}`);
  for (const { each, expected, actual } of examples.slice(0, Number(options.show))) {
    console.log(`--- ${each[0]}\n${each[1]}\n- ${expected}\n+ ${actual}`);
  }
}
console.log(
  `\n${cases.length} programs in ${seconds} s: ${same} the same (${found} of them refused), ${different} differ`,
);
for (const [purpose, count] of purposes) console.log(`on purpose: ${purpose} (${count})`);
const tests = options.match === undefined ? await ownTests() : '';
console.log(`\nthe project's own tests: ${tests}`);
if (!/ 0 fail/.test(tests)) different++;
if (options.match === undefined) different += (await examples()) + (await constructs());
process.exit(different === 0 ? 0 : 1);
