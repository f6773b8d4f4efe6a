// `npm start`: makes the tree ready, then watches an untrusted program run under limits: what it printed, what it was
// refused, what it spent.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './build.mjs';
import { setup } from './setup.mjs';

const PROGRAM = 'examples/untrusted.py';
const LIMITS = ['--fuel', '20M', '--time', '10s', '--memory', '64M'];

const color = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (color ? `\x1b[${code}m${text}\x1b[0m` : text);
const [bold, dim, green, red] = [paint('1'), paint('2'), paint('32'), paint('31')];
const indent = (text, by = '    ') => text.trimEnd().replace(/^/gm, by);

function run() {
  const command = path.join(root, 'packages/cli/bin/rexec.mjs');
  const result = spawnSync(process.execPath, [command, 'run', '--json', ...LIMITS, PROGRAM], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  try {
    return JSON.parse(result.stdout);
  } catch {
    throw new Error(`rexec run --json gave no report (exit code ${result.status})\n${result.stderr}${result.stdout}`);
  }
}

const number = (value) => (typeof value === 'number' ? Math.round(value).toLocaleString('en-US') : String(value));

const UNITS = { fuel: '', time: ' ms', memory: ' bytes', output: ' characters' };

function section(title, text) {
  console.log(`\n${bold(title)}\n${text}`);
}

function show(report) {
  const lines = report.stdout.split('\n');
  const isRefusal = (line) => line.includes(': refused, ');
  const refused = lines.filter(isRefusal).map((line) => line.replace(': refused,', '  ->').trim());
  const recorded = (report.refusals ?? []).map(({ event, detail }) => dim(`recorded: ${event} ${detail}`));
  console.log(`\n${bold(`npx rexec run ${LIMITS.join(' ')} ${PROGRAM}`)}`);
  console.log(dim(indent(readFileSync(path.join(root, PROGRAM), 'utf8').split('\n')[0])));
  section('What it printed', green(indent(lines.filter((line) => !isRefusal(line)).join('\n'))));
  section('What it was refused', red(indent([...refused, ...recorded].join('\n'))));
  const spent = Object.entries(report.usage ?? {}).map(
    ([name, value]) => `${name.padEnd(8)} ${number(value).padStart(14)}${UNITS[name] ?? ''}`,
  );
  section('What it spent', indent(spent.join('\n')));
  const end = report.error ? `${report.error.type}: ${report.error.message}` : 'it ended by itself';
  section('How it ended', indent(`${report.status}: ${end}`));
  section(
    'Next',
    indent(
      [
        'npx rexec run examples/untrusted.py   the same, with your own limits: npx rexec run --help',
        'npx rexec run --json FILE             the report as JSON',
        'npm test                              every test, here and against CPython',
        'npm run bench                         the speed beside CPython and others',
      ].join('\n'),
    ),
  );
}

try {
  await setup();
  show(run());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
