// Runs the same programs here, on CPython, on Pyodide and on Monty, interleaved, and prints medians and ratios.
//
//   node bench/run.mjs [NAME...]       programs whose name contains one of these
//     --quick          a fifth of the work, three rounds
//     --rounds N       rounds (7)
//     --engines A,B    of rexec, cpython, pyodide, monty
//     --python PATH    which CPython
//     --json           the numbers as JSON
//     --no-cells       programs only
//
// A program defines `N` and `bench(n)`, which answers a checksum: engines that disagree are named. A round runs every
// program once on every engine, so that a busy machine slows them alike; the first round warms up and is not counted.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const folder = fileURLToPath(new URL('./programs/', import.meta.url));
const ENGINES = ['rexec', 'cpython', 'pyodide', 'monty'];

const { values: options, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    rounds: { type: 'string' },
    engines: { type: 'string', default: ENGINES.join(',') },
    python: { type: 'string' },
    json: { type: 'boolean' },
    'no-cells': { type: 'boolean' },
  },
});
const rounds = Number(options.rounds ?? (options.quick ? 3 : 7));
const divide = options.quick ? 5 : 1;
const say = options.json ? () => {} : console.log;
const progress = (text) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const geometricMean = (numbers) => Math.exp(numbers.reduce((sum, n) => sum + Math.log(n), 0) / numbers.length);

async function openEngines() {
  const engines = [];
  for (const name of ENGINES.filter((engine) => options.engines.split(',').includes(engine))) {
    const { open } = await import(`./engines/${name}.mjs`);
    const engine = await open({ python: options.python });
    if (engine) engines.push(engine);
    else say(`${name}: not here, left out`);
  }
  return engines;
}

function readPrograms() {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py') && (filters.length === 0 || filters.some((filter) => file.includes(filter))))
    .map((file) => ({ name: file.slice(0, -3), source: readFileSync(folder + file, 'utf8'), results: new Map() }));
}

/** One round: every program on every engine. An engine that cannot run a program is not asked again. */
async function round(programs, engines, counted, label) {
  for (const program of programs) {
    for (const engine of engines) {
      const result = program.results.get(engine.name) ?? { seconds: [], checksum: undefined, error: undefined };
      program.results.set(engine.name, result);
      if (result.error) continue;
      progress(`${label} ${program.name} ${engine.name}`);
      const answer = await engine.measure(program.source, divide);
      if (answer.error) result.error = answer.error;
      else {
        if (counted) result.seconds.push(answer.seconds);
        result.checksum = answer.checksum;
      }
    }
  }
  progress('');
}

const ms = (seconds) => (seconds * 1000).toFixed(seconds < 0.01 ? 2 : 1);

/** The table of programs: milliseconds on each engine, and how many times CPython's that is. */
function summarize(programs, engines) {
  const base = engines.find((engine) => engine.name === 'cpython') ?? engines[0];
  const ratios = new Map(engines.map((engine) => [engine.name, []]));
  const rows = programs.map((program) => {
    const reference = program.results.get(base.name);
    const cells = engines.map((engine) => {
      const result = program.results.get(engine.name);
      if (result.error) return { error: result.error };
      const seconds = median(result.seconds);
      const ratio = reference.error ? undefined : seconds / median(reference.seconds);
      const agrees = reference.error || result.checksum === reference.checksum;
      if (ratio !== undefined) ratios.get(engine.name).push({ name: program.name, ratio });
      return { seconds, ratio, agrees };
    });
    return { name: program.name, cells };
  });
  return { base, ratios, rows };
}

function print({ base, ratios, rows }, engines) {
  const width = 22;
  say(`\nmilliseconds, median of ${rounds}; × is beside ${base.label} (less is faster)\n`);
  say(''.padEnd(width) + engines.map((engine) => engine.label.padStart(20)).join(''));
  const notes = [];
  for (const { name, cells } of rows) {
    const shown = cells.map((cell, i) => {
      if (cell.error) {
        notes.push(`${name}: ${engines[i].label} cannot run it: ${cell.error}`);
        return '-'.padStart(20);
      }
      if (!cell.agrees) notes.push(`${name}: ${engines[i].label} gives another checksum`);
      const ratio = cell.ratio === undefined ? '' : ` ${cell.ratio.toFixed(2)}×`;
      return `${ms(cell.seconds)}${ratio.padStart(9)}`.padStart(20);
    });
    say(name.padEnd(width) + shown.join(''));
  }
  const line = (title, pick) =>
    say(title.padEnd(width) + engines.map((engine) => pick(ratios.get(engine.name)).padStart(20)).join(''));
  const worst = (list) => list.reduce((a, b) => (a.ratio > b.ratio ? a : b));
  say('');
  line('geometric mean', (list) => (list.length ? `${geometricMean(list.map((r) => r.ratio)).toFixed(2)}×` : '-'));
  line('worst', (list) => (list.length ? `${worst(list).ratio.toFixed(2)}×` : '-'));
  line('', (list) => (list.length ? worst(list).name : ''));
  for (const note of notes) say(note);
}

/** A process that prints 1+1, from its start to its end; then what a cell costs inside a process. */
async function measureCells(engines) {
  const results = engines.map((engine) => ({ engine, starts: [], cells: undefined }));
  for (let i = 0; i < Math.min(rounds, 5); i++) {
    for (const { engine, starts } of results) {
      progress(`start-up ${engine.name}`);
      const start = performance.now();
      const { status } = spawnSync(engine.startUp.command, engine.startUp.args, { stdio: 'ignore' });
      if (status === 0) starts.push(performance.now() - start);
    }
  }
  for (const result of results) {
    progress(`cells ${result.engine.name}`);
    if (result.engine.cells) result.cells = await result.engine.cells();
  }
  progress('');
  return results.map(({ engine, starts, cells }) => ({
    label: engine.label,
    name: engine.name,
    startUp: starts.length ? median(starts) : undefined,
    ...(cells && !cells.error
      ? { create: median(cells.create), first: median(cells.first), memory: cells.memory }
      : { error: cells?.error }),
  }));
}

function printCells(cells) {
  const time = (value) => {
    if (value === undefined) return '-';
    return value < 0.1 ? `${(value * 1000).toFixed(1)} µs` : `${value.toFixed(2)} ms`;
  };
  const memory = (value) => (value === undefined ? '-' : `${Math.max(0, value / 1024).toFixed(1)} KB`);
  say('');
  say(''.padEnd(22) + cells.map((cell) => cell.label.padStart(20)).join(''));
  const row = (title, pick) => say(title.padEnd(22) + cells.map((cell) => pick(cell).padStart(20)).join(''));
  row('start of a process', (cell) => time(cell.startUp));
  row('creation of a cell', (cell) => time(cell.create));
  row('first 1+1', (cell) => time(cell.first));
  row('memory of an idle cell', (cell) => memory(cell.memory));
}

const engines = await openEngines();
const programs = readPrograms();
say(`${os.cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`);
await round(programs, engines, false, 'warm-up');
for (let i = 1; i <= rounds; i++) await round(programs, engines, true, `round ${i}/${rounds}`);
const summary = summarize(programs, engines);
print(summary, engines);
const cells = options['no-cells'] ? [] : await measureCells(engines);
if (cells.length > 0) printCells(cells);
if (options.json) {
  const labels = engines.map((engine) => engine.label);
  console.log(JSON.stringify({ engines: labels, divide, rounds, programs: summary.rows, cells }, null, 2));
}
for (const engine of engines) engine.close();
