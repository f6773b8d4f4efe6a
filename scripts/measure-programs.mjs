// How many of somebody else's programs do here what they do on CPython.
//
//   node scripts/measure-programs.mjs FOLDER...
//     --python FILE   the CPython that judges (python3)
//     --jobs N        programs at once (1)
//     --limit N       seconds for one program (20)
//     --all           programs that import anything at all, too
//     --trivial       files that only define things and print nothing, too
//     --show          prints how each one differs
//     --save FILE     keeps the judge's answers in a file between runs
//     --worker FILE   another build of conformance/runner/rexec-worker.mjs
//
// A program counts when CPython runs it to its end with exit status 0 and prints the same twice, under two hash seeds and
// in two folders. It passes when rexec ends it as well and prints the same; where the judge is an older CPython than 3.14,
// it may print what 3.14 prints. Two figures for each folder: programs that import nothing, and those that import nothing
// but the modules in COMMON.

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CPython } from '../conformance/runner/cpython.mjs';
import { diff } from '../conformance/runner/diff.mjs';
import { Pool } from '../conformance/runner/pool.mjs';

const COMMON =
  'sys math re collections itertools functools typing dataclasses enum json string random time copy abc operator types';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: 'python3' },
    jobs: { type: 'string', default: '1' },
    limit: { type: 'string', default: '20' },
    all: { type: 'boolean', default: false },
    trivial: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    save: { type: 'string' },
    worker: {
      type: 'string',
      default: fileURLToPath(new URL('../conformance/runner/rexec-worker.mjs', import.meta.url)),
    },
  },
});
if (positionals.length === 0) {
  console.error('usage: node scripts/measure-programs.mjs FOLDER...');
  process.exit(2);
}
const limitMs = Number(values.limit) * 1000;

/** Says of each file what it imports, and whether it does more than define things. */
const SURVEY = `
import ast, json, sys, warnings
warnings.simplefilter('ignore')
def survey(name):
    try:
        with open(name, encoding='utf-8') as file:
            tree = ast.parse(file.read())
    except (SyntaxError, ValueError, RecursionError):
        return None
    imports = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports.update(alias.name.split('.')[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imports.add('.' if node.level else node.module.split('.')[0])
        elif isinstance(node, ast.Call) and getattr(node.func, 'id', '') == '__import__':
            imports.update(str(arg.value) for arg in node.args[:1] if isinstance(arg, ast.Constant))
    quiet = ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign
    acts = any(not isinstance(node, quiet) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
               for node in tree.body)
    return {'imports': sorted(imports - {'__future__'}), 'acts': acts}
json.dump([survey(name) for name in json.load(sys.stdin)], sys.stdout)
`;

function survey(files) {
  const { stdout } = spawnSync(values.python, ['-c', SURVEY], {
    input: JSON.stringify(files),
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  });
  return JSON.parse(stdout);
}

/** 'none', 'common' or 'other'. */
function kindOf({ imports }) {
  if (imports.length === 0) return 'none';
  return imports.every((name) => COMMON.split(' ').includes(name)) ? 'common' : 'other';
}

/** What the machine's CPython prints, or null when the program does not count. */
async function judge(file) {
  const first = await python(file, '0');
  if (first === null) return null;
  return (await python(file, '1')) === first ? first : null;
}

function python(file, seed) {
  const cwd = mkdtempSync(path.join(os.tmpdir(), `measure-${seed}-`));
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, HOME: cwd, PYTHONHASHSEED: seed };
    const child = spawn(values.python, ['-s', '-P', '-X', 'utf8', file], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs / 2);
    const parts = [];
    child.stdout.on('data', (chunk) => parts.push(chunk));
    child.on('close', (code) => {
      clearTimeout(timer);
      rmSync(cwd, { recursive: true, force: true });
      resolve(code === 0 ? Buffer.concat(parts).toString('utf8') : null);
    });
  });
}

function newest(saved) {
  const cpython = new CPython();
  return {
    /** What 3.14 prints, or null when it does not end well. */
    async prints(file, source) {
      const key = `3.14 ${hash(source)}`;
      saved[key] ??= await cpython.run(path.basename(file), source, limitMs);
      return saved[key].status === 0 ? saved[key].stdout : null;
    },
    close: () => cpython.close(),
  };
}

const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 24);

/** Why the program does not pass, or '' when it does. */
async function difference({ file, source, expected }, rexec, cpython) {
  const answer = await rexec.run({ name: path.resolve(file), source, limitMs }, limitMs + 5000);
  if (answer.died) return answer.died;
  const { status, stdout, stderr, error } = answer;
  if (status !== 'ok') {
    const text = (error?.traceback || error?.message || stderr || 'a SystemExit').trimEnd();
    return `${status}: ${text.slice(text.lastIndexOf('\n') + 1)}\n${text}`;
  }
  if (stdout === expected) return '';
  const newer = await cpython.prints(file, source);
  return stdout === newer ? '' : `prints something else\n${diff(newer ?? expected, stdout)}`;
}

const filesOf = (folder) =>
  statSync(folder).isFile()
    ? [folder]
    : readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.py'))
        .map((name) => path.join(folder, name))
        .filter((name) => statSync(name).isFile())
        .sort();

async function measure(folder, saved, rexec, cpython) {
  const files = filesOf(folder);
  const surveyed = survey(files);
  const tally = { none: [0, 0], common: [0, 0], other: [0, 0] };
  const failed = [];
  let next = 0;
  const lane = async () => {
    while (next < files.length) {
      const index = next++;
      const about = surveyed[index];
      if (!about) continue;
      const kind = kindOf(about);
      if (kind === 'other' && !values.all) continue;
      const file = files[index];
      const source = readFileSync(file, 'utf8');
      const key = `${values.python} ${hash(source)}`;
      if (saved[key] === undefined) saved[key] = await judge(path.resolve(file));
      const expected = saved[key];
      if (expected === null || (expected === '' && !about.acts && !values.trivial)) continue;
      tally[kind][0]++;
      const why = await difference({ file, source, expected }, rexec, cpython);
      if (why === '') tally[kind][1]++;
      else failed.push([file, kind, why]);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, lane));
  return { tally, failed };
}

const figure = ([counted, passed]) =>
  counted === 0 ? 'none' : `${passed}/${counted} ${((100 * passed) / counted).toFixed(1)} %`;

async function main() {
  const saved = values.save && existsSync(values.save) ? JSON.parse(readFileSync(values.save, 'utf8')) : {};
  const rexec = new Pool(values.worker, { size: Number(values.jobs) });
  const cpython = newest(saved);
  const total = { none: [0, 0], common: [0, 0], other: [0, 0] };
  const line = (name, tally) =>
    console.log(
      `${name}: no import ${figure(tally.none)}, common modules ${figure(tally.common)}${values.all ? `, others ${figure(tally.other)}` : ''}`,
    );
  for (const folder of positionals) {
    const { tally, failed } = await measure(folder, saved, rexec, cpython);
    for (const [file, kind, why] of failed.sort())
      console.log(`  ${file} (${kind}): ${values.show ? why.replaceAll('\n', '\n    ') : why.split('\n')[0]}`);
    line(folder, tally);
    for (const kind of Object.keys(total)) for (const i of [0, 1]) total[kind][i] += tally[kind][i];
    if (values.save) writeFileSync(values.save, JSON.stringify(saved));
  }
  if (positionals.length > 1) line('all', total);
  rexec.close();
  cpython.close();
}

await main();
