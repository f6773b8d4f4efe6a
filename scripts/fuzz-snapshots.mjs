// Fuzzes snapshots: changes their bytes, blindly and with a right checksum, restores them and runs on. Each has to be refused
// or to be harmless: an end that a program can have, within its limits, and nothing changed that other cells see. `--seconds`
// are the processor’s.
//
//   node scripts/fuzz-snapshots.mjs [--seconds N] [--seed S] [--from N] [--case N] [--verbose]
//
// `--case` runs one case alone. The same seed gives the same cases. Ends with `N snapshots, N refused, N findings` and status
// 1 if there are any. The parts are in scripts/fuzz-snapshots/.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from './build.mjs';
import { bundle } from './bundle.mjs';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    case: { type: 'string' },
    out: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

/** Without a sign of life for so long, the child hangs. */
const HANG = 600_000;
const output = flags.out ?? path.join(cacheFolder, 'fuzz-snapshots');
const bundled = await bundle('scripts/fuzz-snapshots/child.mjs', path.join(output, 'child.mjs'), {
  sourcemap: 'linked',
});
const starter = path.join(output, 'start.mjs');
writeFileSync(starter, `import { main } from ${JSON.stringify(bundled)};\nmain(process.argv.slice(2));\n`);

/** Milliseconds of the processor's time that are left for cases. */
let left = Number(flags.seconds) * 1000;
const findings = new Map();
const ends = new Map();

function add(f) {
  const where = f.frames
    .map((frame) => frame.trim().replace(/\(?file:\S*\/packages\//, '('))
    .slice(0, flags.verbose ? 6 : 3);
  const key = `${f.kind}|${f.what.replace(/\d+/g, 'N')}|${where[0] ?? ''}`;
  const known = findings.get(key);
  if (known !== undefined) {
    known.times++;
    return;
  }
  findings.set(key, { ...f, times: 1 });
  console.log(`[${f.kind}] case ${f.case}: ${f.what}${where.map((frame) => `\n      ${frame}`).join('')}`);
}

/** One child; answers where the next has to go on, or -1. */
function run(from) {
  return new Promise((resolve) => {
    const args = [flags.seed, String(from), String(left), output, ...(flags.case === undefined ? [] : ['only'])];
    const child = spawn(process.execPath, ['--enable-source-maps', '--max-old-space-size=1200', starter, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let rest = '';
    let errors = '';
    let hung = false;
    let over = false;
    let spent = 0;
    let timer;
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
        if (o.finding !== undefined) add(o.finding);
        if (o.end !== undefined) ends.set(o.end, (ends.get(o.end) ?? 0) + 1);
        if (o.spent !== undefined) spent = o.spent;
        if (o.over) over = true;
        if (o.corpus !== undefined && flags.verbose)
          console.log(`${o.corpus} snapshots of ${o.sizes.join(', ')} bytes`);
      }
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      left -= Math.max(spent, 1000);
      if (over) return resolve(-1);
      const at = Number(readFileSync(path.join(output, 'trace'), 'utf8').split('\n')[0] || from);
      add({
        kind: hung ? 'hang' : 'crash',
        what: hung
          ? `no sign of life for ${HANG / 1000} s`
          : `the process ended: ${code ?? signal} ${errors.slice(0, 600)}`,
        frames: [],
        case: at,
      });
      resolve(at + 1);
    });
  });
}

let from = Number(flags.case ?? flags.from);
do from = await run(from);
while (from >= 0 && left > 0 && flags.case === undefined);

const total = [...ends.values()].reduce((a, b) => a + b, 0);
if (flags.verbose) for (const [end, n] of ends) console.log(`${String(n).padStart(7)} ${end}`);
for (const f of [...findings.values()].sort((a, b) => b.times - a.times))
  console.log(`${String(f.times).padStart(5)} [${f.kind}] ${f.what.slice(0, 150)} (case ${f.case})`);
console.log(`${total} snapshots, ${ends.get('refused') ?? 0} refused, ${findings.size} findings`);
process.exitCode = findings.size === 0 && total > 0 ? 0 : 1;
