// Runs the programs of attacks/ that try to get out, to learn, to forge or to confuse, under every preset, inline and in
// a process, and under some in pieces between which the cell is saved and restored, and checks that they are contained.
//
//   node attacks/contained.mjs [FILTER…] [--preset P] [--show] [--times]
//
// After each run: no line ESCAPED, no canary (contained/canaries.mjs) in anything that came out, files, connections and
// the host's JavaScript untouched, a whole record without forgeries, one of the four statuses, what the program's head
// says must happen, the time within twice its limit, and the host and its other cells still there. The eaters of limits/
// run in a process under one preset each (attacks/run.mjs measures them). `--show` prints what the programs printed, `--times`
// how long each took.
import { fork } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, cacheFolder } from '../scripts/build.mjs';
import { bundle } from '../scripts/bundle.mjs';
import { PRESETS, programs } from './contained/programs.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const output = path.join(cacheFolder, 'attacks');
/** Presets with the modules that the eaters import. */
const EATERS_PRESETS = ['pure', 'applet', 'trusted'];
/** Seconds without a sign of life after which a host counts as hung. */
const PATIENCE = 300;

/** The worker, from the sources; the program of cell processes is the built one. */
async function bundled() {
  await build({ types: false });
  return bundle('attacks/contained/worker.mjs', path.join(output, 'dist/worker.mjs'));
}

/** Runs programs of a queue in one host after another: a host that dies or hangs fails its program. */
async function lane(worker, queue, report) {
  while (queue.length > 0) {
    await new Promise((resolve) => {
      const child = fork(worker, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' });
      let job;
      let doing = 'starting';
      let errors = '';
      let timer;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE * 1000);
      };
      const next = () => {
        job = queue.shift();
        if (job !== undefined) child.send(job);
        else {
          child.disconnect();
          clearTimeout(timer);
          timer = setTimeout(() => child.kill('SIGKILL'), 3000);
        }
      };
      alive();
      child.stderr.setEncoding('utf8').on('data', (text) => {
        errors = (errors + text).slice(-1500);
      });
      child.on('message', (m) => {
        alive();
        if (m.doing !== undefined) doing = m.doing;
        if (m.shown !== undefined) report.shown(job.program.name, m.shown);
        if (m.loose !== undefined) report.failed(job?.program.name ?? '?', `a rejection that nobody took: ${m.loose}`);
        if (m.done !== undefined) report.done(m);
        if (m.ready || m.done !== undefined) next();
      });
      child.on('exit', (code, signal) => {
        clearTimeout(timer);
        if (job !== undefined) {
          report.done({
            done: job.program.name,
            runs: 1,
            absent: [],
            failures: [{ preset: '?', how: doing, problem: `the host ended (${signal ?? code}): ${errors}` }],
          });
        }
        resolve();
      });
    });
  }
}

export async function runContained({ filters = [], presets = PRESETS, show = false, times = false } = {}) {
  const worker = await bundled();
  const all = programs(here).filter(({ name }) => filters.length === 0 || filters.some((f) => name.includes(f)));
  const queue = all.map((program, i) => ({
    program: { ...program, show },
    presets: program.eater ? [EATERS_PRESETS[i % EATERS_PRESETS.length]] : presets,
  }));
  const counts = new Map();
  const absent = new Map();
  let passed = 0;
  let failed = 0;
  let runs = 0;
  const report = {
    shown: (name, s) =>
      console.log(`── ${name} ${s.preset} ${s.how}: ${s.status} ${s.error ?? ''} (${s.fuel})\n${s.stdout}${s.stderr}`),
    failed: (name, problem) => {
      failed++;
      console.log(`FAIL ${name}: ${problem}`);
    },
    done: ({ done, failures, runs: n, absent: missing, ms }) => {
      if (times) console.log(`${String(Math.round(ms ?? 0)).padStart(7)} ms ${done}`);
      runs += n;
      const kind = done.split('/')[0];
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      for (const what of missing) absent.set(what, [...(absent.get(what) ?? []), done]);
      if (failures.length === 0) passed++;
      else failed++;
      for (const f of failures) console.log(`FAIL ${done} (${f.preset}, ${f.how}): ${f.problem}`);
    },
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: Math.max(1, os.availableParallelism()) }, () => lane(worker, queue, report)));
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    [...counts]
      .sort()
      .map(([kind, n]) => `${kind} ${n}`)
      .join(', '),
  );
  for (const [what, names] of [...absent].sort()) console.log(`not there yet: ${what} (${names.length} programs)`);
  console.log(`${runs} runs in ${seconds} s`);
  return { passed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { preset: { type: 'string', multiple: true }, show: { type: 'boolean' }, times: { type: 'boolean' } },
    allowPositionals: true,
  });
  const { passed, failed } = await runContained({
    filters: positionals,
    ...(values.preset === undefined ? {} : { presets: values.preset }),
    show: values.show ?? false,
    times: values.times ?? false,
  });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
