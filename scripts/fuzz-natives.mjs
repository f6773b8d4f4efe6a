// Fuzzes what a program can call: random operations on values of every kind, in cells with small limits. The host watches
// for what is no Python value, no Python exception and no limit.
//
//   node scripts/fuzz-natives.mjs [--seed N] [--count N] [--seconds N] [--from N] [--file PROGRAM.py] [--verbose]
//
// `--file` runs one program instead, with the prelude before it. The same seed gives the same programs. Ends with
// `N programs, N calls, N findings` and status 1 if there are any. The parts are in scripts/fuzz-natives/.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder, root } from './build.mjs';
import { bundle } from './bundle.mjs';

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    from: { type: 'string', default: '0' },
    file: { type: 'string' },
    out: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

/** Without a sign of life for so long, the child hangs. How long calls take is judged by processor time, in the child. */
const HANG = 600_000;
const folder = path.join(root, 'scripts/fuzz-natives');
const output = flags.out ?? path.join(cacheFolder, 'fuzz-natives');
const prelude = path.join(folder, 'prelude.py');

const bundled = await bundle('scripts/fuzz-natives/cell.mjs', path.join(output, 'cell.mjs'), { sourcemap: 'linked' });
const starter = path.join(output, 'child.mjs');
writeFileSync(
  starter,
  `import { main, one } from ${JSON.stringify(bundled)};\nprocess.argv[2] === '--file' ? one(process.argv.slice(3)) : main(process.argv.slice(2));\n`,
);

/** Milliseconds of the processor's time that are left for programs. */
let left = Number(flags.seconds) * 1000;
const trace = path.join(output, 'trace');
const found = new Map();
let inventory = null;
let programs = 0;
let calls = 0;

/** Where a finding comes from: findings of one place are one. */
function signature(f) {
  const where = f.frames
    .slice(0, 2)
    .join(' < ')
    .replace(/file:\/\/\S*\/packages\//g, '')
    .replace(/:\d+\)/g, ')');
  return `${f.kind}|${f.what.replace(/\d+/g, 'N')}|${where === '' ? (f.sub !== '' ? f.sub.split('(')[0] : f.op?.replace(/\d+/g, 'N')) : where}`;
}

function add(f) {
  const key = signature(f);
  const known = found.get(key);
  if (known !== undefined) {
    known.times++;
    return;
  }
  found.set(key, { ...f, times: 1 });
  console.log(`[${f.kind}] ${f.what}\n    program ${f.program}: ${f.op}${f.sub === '' ? '' : `\n    then ${f.sub}`}`);
  for (const frame of f.frames.slice(0, flags.verbose ? 6 : 3))
    console.log(`      at ${frame.replace(/file:\/\/\S*\/packages\//, '')}`);
}

/** One child; answers where the next has to go on. */
function run(from) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        '--enable-source-maps',
        '--max-old-space-size=1500',
        starter,
        prelude,
        flags.seed,
        String(from),
        flags.count,
        String(left),
        trace,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let at = from;
    let ended = false;
    let hung = false;
    let counted = 0;
    let spent = 0;
    let rest = '';
    let errors = '';
    let timer = null;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        hung = true;
        child.kill('SIGKILL');
      }, HANG);
    };
    watch();
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors = (errors + text).slice(-3000);
    });
    child.stdout.setEncoding('utf8').on('data', (text) => {
      watch();
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        const o = JSON.parse(line);
        if (o.inventory !== undefined) inventory = o.inventory;
        if (o.finding !== undefined) add(o.finding);
        if (o.program !== undefined) at = o.program;
        if (o.done !== undefined) {
          programs++;
          counted = o.calls;
          spent = o.spent;
        }
        if (o.end) ended = true;
      }
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      calls += counted;
      left -= Math.max(spent, 1000);
      if (!ended && code !== 3) {
        const op = readFileSync(trace, 'utf8').trim();
        add({
          kind: hung ? 'hang' : 'crash',
          what: hung ? `no sign of life for ${HANG / 1000} s` : `the process ended: ${code ?? signal}`,
          op: `operation ${op}`,
          sub: '',
          frames: [errors.split('\n').slice(0, 12).join('\n        ')],
          program: at,
        });
      }
      resolve(ended ? -1 : at + 1);
    });
  });
}

if (flags.file !== undefined) {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', starter, '--file', prelude, path.resolve(flags.file)],
    { stdio: 'inherit' },
  );
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  for (let from = Number(flags.from); from >= 0 && from < Number(flags.count) && left > 0; ) from = await run(from);
  if (inventory !== null) {
    console.log(`${inventory.roots} kinds of values, ${inventory.modules} modules`);
    if (flags.verbose) for (const b of inventory.bad) console.log(`  not here: ${b}`);
  }
  console.log('');
  for (const f of [...found.values()].sort((a, b) => b.times - a.times))
    console.log(`${String(f.times).padStart(5)} [${f.kind}] ${f.what.slice(0, 150)} (program ${f.program})`);
  console.log(`${programs} programs, ${calls} calls, ${found.size} findings`);
  process.exitCode = found.size === 0 ? 0 : 1;
}
