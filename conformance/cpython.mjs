// Runs CPython's own test suite, from a source tree that is not part of this one.
//
//   node conformance/cpython.mjs --tests DIR [NAME...]
//     --tests DIR      a CPython tree's Lib/test (or the environment variable REXEC_CPYTHON_TESTS)
//     NAME             a module (test_int), a class or a test of it; all of cpython/modules.txt by default
//     --list           prints a line for each test: name, result, reason
//     --update         writes the tests that fail into cpython/failed.txt, and takes out those that pass
//     --python PATH    runs on that CPython instead of here, without the lists: what does the driver make of it?
//     --library DIR    a folder of library modules that are found after all others (CPython's own, written in Python)
//     --with ARG       an argument for `rexec run` (repeat it for more)
//     --limit N        seconds for one test (20)
//     --json FILE      writes the counts of each module
//     --judge          asks CPython 3.14 about tests that fail: what fails there in the same way is no fault of ours
//     --table          prints a line for each module: passed of those that ran
//     --rexec FILE     the command that runs them (packages/cli/bin/rexec.mjs)
//
// The tests run in a cell with CPython's own unittest and doctest, and with `test.support` of the tree; what no cell has
// (processes, the C API, ...) is a stand-in that skips the tests that use it (conformance/cpython/standin.py). Two lists in that folder say what is expected: `skip.txt` is not run, `failed.txt` fails. A failure that is
// not listed fails the run; so does a listed one that passes.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { command } from './runner/rexec.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const shim = path.join(here, 'cpython');
const judgeProgram = path.join(here, 'runner/cpython-tests.mjs');
const MARK = '\x1e';
const MAX_RESTARTS = 40;
/** A module's tests are many programs in one: the limits are the runner's, test by test. */
const LIMITS = ['--time', '3600', '--fuel', '1000G', '--memory', '1G', '--output', '1G'];

/** `name  # reason` lines as a map. */
export function readList(file) {
  const entries = new Map();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue;
    const [name, ...reason] = line.split('#');
    entries.set(name.trim(), reason.join('#').trim());
  }
  return entries;
}

/** The entry of a list that stands for a test: its own name, or its class's, or its module's. */
function entryFor(list, unit) {
  for (let name = unit; ; name = name.slice(0, name.lastIndexOf('.'))) {
    if (list.has(name)) return name;
    if (!name.includes('.')) return undefined;
  }
}

const pythonList = (names) => `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;

/** The program that runs one module. */
function program(module, { skip, only }) {
  const args = [JSON.stringify(module), pythonList(skip), pythonList(only)];
  return `import driver\ndriver.run(${args.join(', ')})\n`;
}

/** Runs one process of a module until it ends or one test takes too long. Answers what it reported. */
function runOnce(argv, limitMs, env) {
  return new Promise((resolve) => {
    const child = spawn(argv[0], argv.slice(1), {
      cwd: here,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const records = [];
    let [rest, stderr, slow] = ['', '', false];
    const onSlow = () => {
      slow = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(onSlow, limitMs + 90_000);
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        const at = line.indexOf(MARK);
        if (at === -1) continue;
        records.push(JSON.parse(line.slice(at + 1)));
        clearTimeout(timer);
        timer = setTimeout(onSlow, limitMs);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr = (stderr + chunk).slice(-600);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const how = slow ? `no answer within ${limitMs / 1000} s` : `ended (${signal ?? code}) ${stderr.trim()}`;
      resolve({ records, how });
    });
  });
}

/**
 * The tests, our stand-ins and further folders, mounted where a program imports from; what is written there is gone at the
 * end. No other effects.
 */
function policyFor(tests, library) {
  const folders = [
    ['/stand-ins', shim],
    ['/tree/test', tests],
    // Not searched: the driver takes modules of it that tests compare with.
    ['/tree-library', path.dirname(path.resolve(tests))],
    ...library.map((folder, i) => [`/library/${i}`, path.resolve(folder)]),
  ];
  return {
    extends: 'pure',
    clock: { mode: 'real' },
    entropy: { mode: 'real' },
    modules: { allow: ['*'], path: ['/stand-ins', '/tree', ...library.map((_folder, i) => `/library/${i}`)] },
    files: {
      cwd: '/tmp',
      mounts: [
        ...folders.map(([at, host]) => ({ at, host, access: 'overlay' })),
        ...['/tmp', '/tree'].map((at) => ({ at, memory: '64 MB' })),
      ],
    },
    limits: { effects: 1e9, 'open-files': 1000 },
  };
}

/** Every test of a module as { unit, result, reason }. A test that ends its process is one result; the rest go on. */
export async function runModule(module, options) {
  const { tests, python, limitMs, only = [], skip = [], library = [], with: extra = [], rexec = command } = options;
  const results = [];
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rexec-cpython-'));
  const file = path.join(folder, 'main.py');
  const modules = [shim, path.join(folder, 'tree'), ...library].join(path.delimiter);
  try {
    // Of the tree only its tests are to be found, not the library beside them.
    if (python) {
      mkdirSync(path.join(folder, 'tree'));
      symlinkSync(tests, path.join(folder, 'tree/test'), 'junction');
    }
    const policy = path.join(folder, 'policy.json');
    writeFileSync(policy, JSON.stringify(policyFor(tests, library)));
    for (let restart = 0; restart < MAX_RESTARTS; restart++) {
      const done = results.map((result) => result.unit);
      writeFileSync(file, program(module, { skip: [...skip, ...done], only }));
      const argv = python
        ? [python, '-B', file]
        : [process.execPath, rexec, 'run', '--policy', policy, ...LIMITS, ...extra, file];
      const { records, how } = await runOnce(argv, limitMs, python ? { PYTHONPATH: modules } : {});
      results.push(...records.filter((record) => record.unit !== undefined));
      const last = records.at(-1);
      if (last === undefined) results.push({ unit: module, result: 'died', reason: how });
      if (last?.start === undefined) break;
      results.push({ unit: last.start, result: 'died', reason: how });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return results;
}

/** What a result means beside the lists: '' as expected, else why the run fails. */
export function verdict({ unit, result }, failed) {
  const listed = entryFor(failed, unit) !== undefined;
  if (result === 'ok' && failed.has(unit)) return 'is listed in failed.txt, and passes';
  if (result !== 'ok' && result !== 'skip' && !listed) return 'fails';
  return '';
}

/** `test_int` of `test_int.IntTestCases.test_basic`, `test_asyncio.test_tasks` of what is in a module of a package. */
const byModule = (name) => /^[^.]+(\.test_\w+)?/.exec(name)[0];

async function inLanes(items, width, work) {
  let next = 0;
  const lane = async () => {
    while (next < items.length) await work(items[next++]);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

const DIFFERS = '3.14 differs';
const isDifference = (reason) => reason.startsWith('3.14 ');
const isFailure = ({ result }) => result !== 'ok' && result !== 'skip';

/** Marks the tests of a module that CPython 3.14 fails too, with the same kind of exception at the same line. */
async function judge(module, results, tests) {
  if (results.length === 0) return;
  const units = JSON.stringify(results.map(({ unit }) => unit));
  const { records } = await runOnce([process.execPath, judgeProgram, tests, module, units], 60_000, {});
  const kind = (reason) => `${/^[\w.]+/.exec(reason)?.[0]} ${/\(line \d+ of [^)]*\)$/.exec(reason)?.[0]}`;
  for (const result of results) {
    const theirs = records.find((record) => record.unit === result.unit);
    if (theirs !== undefined && isFailure(theirs) && kind(theirs.reason) === kind(result.reason))
      result.reason = `${DIFFERS}: ${result.reason}`;
  }
}

/** A line for each module, the worst first: its share of tests that pass, of those that ran. */
function table(perModule) {
  const rows = Object.entries(perModule).map(([module, t]) => ({
    module,
    ok: t.ok,
    ran: t.ok + t.fail + t.error + t.died - t.differs,
  }));
  const all = { module: 'together', ok: 0, ran: 0 };
  for (const row of rows) [all.ok, all.ran] = [all.ok + row.ok, all.ran + row.ran];
  const share = ({ ok, ran }) => (ran === 0 ? 1 : ok / ran);
  rows.sort((a, b) => share(a) - share(b));
  return [...rows, all].map(
    (row) =>
      `${row.module.padEnd(28)} ${String(row.ok).padStart(5)} of ${String(row.ran).padStart(5)}  ${(100 * share(row)).toFixed(1)} %`,
  );
}

const oneLine = (text) => text.replaceAll(/\s+/g, ' ').trim().slice(0, 160);

function update(file, failed, all) {
  const header = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('#'));
  const next = new Map(failed);
  for (const { unit, result, reason } of all) {
    if (result === 'ok' || result === 'skip') next.delete(unit);
    else if (entryFor(next, unit) === undefined || isDifference(reason)) next.set(unit, oneLine(reason));
  }
  const lines = [...next].sort(([a], [b]) => (a < b ? -1 : 1)).map(([unit, reason]) => `${unit}  # ${reason}`);
  writeFileSync(file, `${[...header, ...lines].join('\n')}\n`);
}

/** Runs modules and reports; answers the counts. */
export async function runSuite(options) {
  const { names, tests, python, log = console.log } = options;
  const failedFile = path.join(shim, 'failed.txt');
  const failed = python ? new Map() : readList(failedFile);
  const skip = python ? [] : [...readList(path.join(shim, 'skip.txt')).keys()];
  const wanted = names.length > 0 ? names : [...readList(path.join(shim, 'modules.txt')).keys()];
  const modules = [...new Set(wanted.map(byModule))];
  const counts = { passed: 0, failed: 0, listed: 0, skipped: 0 };
  const judged = options.judge === true ? (module, results) => judge(module, results, tests) : () => {};
  const perModule = {};
  const all = [];
  await inLanes(modules, options.width ?? os.availableParallelism(), async (module) => {
    const file = path.join(tests, ...module.split('.'));
    if (!existsSync(`${file}.py`) && !existsSync(file)) {
      if (names.length > 0) log(`${module}: not in ${tests}`);
      return;
    }
    if (skip.includes(module)) return;
    const only = wanted.includes(module) ? [] : wanted.filter((name) => byModule(name) === module);
    const mine = skip.filter((name) => byModule(name) === module);
    const results = await runModule(module, { ...options, tests, python, only, skip: mine });
    await judged(
      module,
      results.filter(
        ({ unit, result }) =>
          ['fail', 'error'].includes(result) && !isDifference(failed.get(entryFor(failed, unit)) ?? ''),
      ),
    );
    const tally = { ok: 0, fail: 0, error: 0, skip: 0, died: 0, differs: 0 };
    for (const result of results) {
      const listed = failed.get(entryFor(failed, result.unit)) ?? '';
      tally[result.result]++;
      if (isDifference(result.reason) || (isFailure(result) && isDifference(listed))) tally.differs++;
      const problem = verdict(result, failed);
      if (problem !== '') counts.failed++;
      else if (result.result === 'ok') counts.passed++;
      else counts[result.result === 'skip' ? 'skipped' : 'listed']++;
      if (options.list) log(`${result.unit} ${result.result} ${oneLine(result.reason)}`);
      else if (problem !== '') log(`${result.unit} ${problem}: ${oneLine(result.reason)}`);
    }
    perModule[module] = tally;
    all.push(...results);
  });
  if (options.update && !python) update(failedFile, failed, all);
  return { counts, perModule };
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      tests: { type: 'string', default: process.env.REXEC_CPYTHON_TESTS },
      module: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean' },
      update: { type: 'boolean' },
      python: { type: 'string' },
      library: { type: 'string', multiple: true, default: [] },
      with: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string', default: '20' },
      json: { type: 'string' },
      judge: { type: 'boolean' },
      table: { type: 'boolean' },
      rexec: { type: 'string' },
    },
  });
  if (!values.tests || !existsSync(values.tests)) {
    console.log(
      `CPython's tests: skipped, ${values.tests ? `no ${values.tests}` : 'no tree given'} (--tests DIR or REXEC_CPYTHON_TESTS)`,
    );
    console.log('0 passed, 0 failed');
    return;
  }
  const { counts, perModule } = await runSuite({
    ...values,
    names: [...positionals, ...values.module],
    tests: path.resolve(values.tests),
    limitMs: Number(values.limit) * 1000,
  });
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ counts, modules: perModule }, null, 2)}\n`);
  if (values.table) for (const line of table(perModule)) console.log(line);
  console.log(`${counts.skipped} skipped, ${counts.listed} fail as listed`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
