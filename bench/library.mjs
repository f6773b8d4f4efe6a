// The standard library beside CPython's: `re`, `json`, `csv`, `io` (files in memory). CPU time (of all threads of the process), best of some
// rounds in one run, so that a busy machine spoils little; the ratios are what counts.
//
//   node bench/library.mjs [NAME...]   cases whose `module: name` contains one of these
//     --rounds N       rounds (5); one more warms up
//     --python PATH    which CPython
//     --worker FILE    another build's bench/engines/rexec-worker.mjs
//     --json           the numbers as JSON
//
// bench/library/*.py each define CASES, from a name to a function that answers a checksum.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { open as openPython } from './engines/cpython.mjs';
import { openWorker } from './engines/worker.mjs';

const folder = fileURLToPath(new URL('./library/', import.meta.url));
const { values: options, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    python: { type: 'string' },
    worker: { type: 'string', default: fileURLToPath(new URL('./engines/rexec-worker.mjs', import.meta.url)) },
    json: { type: 'boolean' },
  },
});
const say = options.json ? () => {} : console.log;
const progress = (text) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);
const geometricMean = (numbers) => Math.exp(numbers.reduce((sum, n) => sum + Math.log(n), 0) / numbers.length);

function readCases() {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .flatMap((file) => {
      const source = readFileSync(folder + file, 'utf8');
      const names = [...source.slice(source.indexOf('\nCASES')).matchAll(/^ {4}'([^']+)':/gm)].map((m) => m[1]);
      return names.map((name) => ({
        module: file.slice(0, -3),
        name,
        source: `${source}\nN = 1\n\n\ndef bench(n):\n    return CASES['${name}']()\n`,
        best: {},
        checksum: {},
        error: undefined,
      }));
    })
    .filter(({ module, name }) => filters.length === 0 || filters.some((f) => `${module}: ${name}`.includes(f)));
}

const python = await openPython({ python: options.python });
if (!python) throw new Error('no CPython here to compare with');
const child = openWorker(options.worker);
const engines = [
  { name: 'cpython', measure: python.measure },
  { name: 'rexec', measure: (source, divide) => child.ask({ source, divide }) },
];
const cases = readCases();
for (let round = 0; round <= Number(options.rounds); round++) {
  for (const one of cases) {
    for (const { name, measure } of engines) {
      if (one.error) continue;
      progress(`round ${round}: ${one.module}: ${one.name}, ${name}`);
      const answer = await measure(one.source, 1);
      if (answer.error) one.error = `${name}: ${answer.error}`;
      else if (round > 0) one.best[name] = Math.min(one.best[name] ?? Infinity, answer.cpu);
      one.checksum[name] = answer.checksum;
    }
  }
}
progress('');
python.close();
child.close();

const rows = cases.map(({ module, name, best, checksum, error }) => ({
  module,
  name,
  ...best,
  ratio: best.rexec / best.cpython,
  error: error ?? (checksum.rexec === checksum.cpython ? undefined : 'another checksum than CPython'),
}));
const means = Object.fromEntries(
  [...new Set(rows.map((row) => row.module))].map((module) => [
    module,
    geometricMean(rows.filter((row) => row.module === module && !row.error).map((row) => row.ratio)),
  ]),
);
if (options.json) console.log(JSON.stringify({ python: python.label, rows, means }, null, 2));
else {
  say(`CPU milliseconds, best of ${options.rounds}; × is beside ${python.label} (less is faster)\n`);
  say(`${''.padEnd(36)}${'CPython'.padStart(10)}${'rexec'.padStart(10)}${'×'.padStart(9)}`);
  const ms = (seconds) => (seconds * 1000).toFixed(2).padStart(10);
  for (const { module, name, cpython, rexec, ratio, error } of rows) {
    const label = `${module}: ${name}`.padEnd(36);
    say(label + (error ? `  ${error}` : `${ms(cpython)}${ms(rexec)}${ratio.toFixed(2).padStart(8)}×`));
  }
  say('');
  for (const [module, mean] of Object.entries(means)) say(`geometric mean of ${module}: ${mean.toFixed(2)}×`);
}
