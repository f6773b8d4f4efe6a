// How hostile configurations, expressions and scripts end, how long that takes and what memory it needs: one process each.
//
//   node scripts/measure-hostile-sources.mjs [FILTER]
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './build.mjs';
import { bundle, REXEC } from './bundle.mjs';

const nested = `x0 = [0]\n${Array.from({ length: 40 }, (_, i) => `x${i + 1} = [x${i}, x${i}]\n`).join('')}`;

/** Profile, what it is, its source. */
const CASES = [
  ['config', 'a million nested parentheses', '('.repeat(1_000_000)],
  ['config', "'a' * 10**9", "x = 'a' * 10**9"],
  ['config', '10 ** 10 ** 10', 'x = 10 ** 10 ** 10'],
  ['config', 'a comprehension', 'x = [y for y in "a" for z in "b"]'],
  ['config', 'endless recursion by lambda', 'x = (lambda f: f(f))(lambda f: f(f))'],
  ['config', 'lists that double', `${nested}y = f"{x40}"\n`],
  ['config', 'texts that double', `x = "a" * 1000\n${'x = x + x\n'.repeat(40)}`],
  ['config', 'a replacement', 'x = ("a" * 10**6).replace("a", "b" * 10**6)'],
  ['config', 'great powers', `x = 3\n${'x = x ** 9\n'.repeat(30)}`],
  ['config', 'a display of 200,000', `x = [${'1,'.repeat(200_000)}]`],
  ['config', '100,000 signs', `x = ${'-'.repeat(100_000)}1`],
  ['expression', 'a comprehension bomb', '[a for a in range(10**6) for b in range(10**6)]'],
  ['expression', 'a generator bomb', 'sum(a for a in range(10**9) for b in range(10**9))'],
  ['expression', 'a list of a great range', 'list(range(10**9))'],
  ['script', 'a list that doubles', 'x = [0]\nwhile True:\n    x += x\n'],
  ['script', 'while True', 'while True:\n    pass\n'],
  ['script', 'endless recursion by lambda', 'f = lambda x: f(x)\nf(1)\n'],
  ['script', 'a function handed to itself', '(lambda f: f(f))(lambda f: f(f))\n'],
];

/** Fuel, memory and time of each: the defaults of evaluateConfig. */
const LIMITS = { fuel: 10_000_000, memory: 64 * 2 ** 20, time: 5000 };

const BUNDLE = path.join(cacheFolder, 'measure-hostile-sources.mjs');
const worker = process.argv[2] === '--worker';
if (worker) await measure(CASES[Number(process.argv[3])]);
else {
  await bundle(REXEC, BUNDLE);
  console.log('| profile | source | how it ends | time | memory |\n| --- | --- | --- | --- | --- |');
  CASES.forEach(([profile, name], i) => {
    if (!`${profile} ${name}`.includes(process.argv[2] ?? '')) return;
    spawnSync(process.execPath, [import.meta.filename ?? process.argv[1], '--worker', String(i)], { stdio: 'inherit' });
  });
}

async function measure([profile, name, source]) {
  const { Cell, evaluateConfigSync, Policy } = await import(pathToFileURL(BUNDLE).href);
  evaluateConfigSync('x = 1');
  const before = process.memoryUsage().rss;
  const started = performance.now();
  let end = 'it ends well';
  if (profile === 'config') {
    try {
      evaluateConfigSync(source, { filename: 'app.conf' });
    } catch (e) {
      end = e.message.split('\n')[0];
    }
  } else {
    const cell = Cell.create({ policy: Policy.from({ language: { profile } }), limits: LIMITS });
    const { error } = cell.runSync(source, { mode: profile === 'expression' ? 'eval' : 'exec' });
    if (error !== null) end = `${error.type}: ${error.message}`;
  }
  const time = Math.round(performance.now() - started);
  const memory = Math.max(0, Math.round((process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20));
  console.log(`| \`${profile}\` | \`${name}\` | ${end} | ${time} ms | ${memory} MiB |`);
}
