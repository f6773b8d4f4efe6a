// Runs every program under conformance/ here and on CPython 3.14, and compares what they wrote and how they ended.
//
//   node conformance/run.mjs [FILTER...]      programs whose path contains a filter
//     --show         prints what CPython says, runs nothing else
//     --list         prints the programs
//     --quiet        names only, no differences
//     --command      by the command, a process for each program
//     --with ARG     the same, with an argument for `rexec run` (repeat it for more)
//     --limit N      seconds for one program (600: what hangs)
//
// A program is one behaviour and its path is the sentence. Nobody writes expected output: CPython is asked.
// `failed.txt` lists programs that are known to differ, each with its reason; one of them that agrees fails the run too.
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { readList } from './cpython.mjs';
import { CPython } from './runner/cpython.mjs';
import { diff, mask } from './runner/diff.mjs';
import { Command, InProcess } from './runner/rexec.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
/** Folders of the runners' own Python, which are no programs. */
const NOT_PROGRAMS = new Set(['runner', 'cpython']);

export function programs(filters = []) {
  return readdirSync(here, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith('.py') && !NOT_PROGRAMS.has(name.split('/')[0]))
    .filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
    .sort();
}

/** What differs, or '' when nothing does. */
export function compare(name, expected, actual) {
  if (expected.died) return `CPython: ${expected.died}`;
  if (actual.died) return `rexec: ${actual.died}`;
  const parts = [];
  for (const stream of ['stdout', 'stderr']) {
    const [want, got] = [mask(expected[stream], name), mask(actual[stream], name)];
    if (want !== got) parts.push(`${stream}:\n${diff(want, got)}`);
  }
  return parts.join('\n');
}

/** Runs the named programs, a few at once, and calls `report(name, difference)` in their order. */
export async function runAll(names, { rexec, limitMs = 600_000, report, width }) {
  const cpython = new CPython();
  const results = names.map(() => undefined);
  let next = 0;
  let reported = 0;
  const lane = async () => {
    while (next < names.length) {
      const index = next++;
      const name = names[index];
      const source = readFileSync(path.join(here, name), 'utf8');
      const [expected, actual] = await Promise.all([
        cpython.run(name, source, limitMs),
        rexec.run(name, source, limitMs),
      ]);
      results[index] = compare(name, expected, actual);
      while (reported < names.length && results[reported] !== undefined) {
        report(names[reported], results[reported]);
        reported++;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  cpython.close();
  rexec.close();
}

async function show(names, limitMs) {
  const cpython = new CPython();
  for (const name of names) {
    const answer = await cpython.run(name, readFileSync(path.join(here, name), 'utf8'), limitMs);
    console.log(`--- ${name}`);
    process.stdout.write(answer.died ? `${answer.died}\n` : answer.stdout + answer.stderr);
  }
  cpython.close();
}

export async function main(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      show: { type: 'boolean' },
      list: { type: 'boolean' },
      quiet: { type: 'boolean' },
      command: { type: 'boolean' },
      with: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string', default: '600' },
    },
  });
  const names = programs(positionals);
  const limitMs = Number(values.limit) * 1000;
  if (values.list) return console.log(names.join('\n'));
  if (values.show) return show(names, limitMs);
  const width = os.availableParallelism();
  const known = readList(path.join(here, 'failed.txt'));
  let passed = 0;
  let failed = 0;
  let listed = 0;
  const byCommand = values.command || values.with.length > 0;
  const rexec = byCommand ? new Command({ options: values.with }) : new InProcess({ size: width });
  await runAll(names, {
    rexec,
    width,
    limitMs,
    report(name, difference) {
      if ((difference === '') !== known.has(name)) {
        if (difference === '') passed++;
        else listed++;
        return;
      }
      failed++;
      if (difference === '') difference = 'agrees with CPython now: take it out of failed.txt';
      console.log(values.quiet ? name : `${name}\n${difference.replace(/^/gm, '    ')}\n`);
    },
  });
  if (listed > 0) console.log(`${listed} known to differ (conformance/failed.txt)`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
