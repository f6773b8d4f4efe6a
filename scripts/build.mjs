// Builds what the repository needs to run, and nothing twice.
//
//   node scripts/build.mjs            library, bundle, types
//   node scripts/build.mjs --bundle   library and bundle only: enough for the `rexec` command
//   node scripts/build.mjs --force    whatever the stamps say
//
// Three steps, each with a stamp (a hash of all that it reads) under node_modules/.cache/rexec:
//   library  scripts/build-library.mjs, which prepares the Python library that runs inside cells
//   bundle   the packages' JavaScript (scripts/build/parts.mjs)
//   types    `tsc -b`: the type check, and each package's declarations
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BUNDLES, bundle, PACKAGE_NAMES } from './build/parts.mjs';
import { pruneTypes } from './build/types.mjs';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const cacheFolder = path.join(root, 'node_modules/.cache/rexec');
const CONFIGURATION = [
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'scripts/build.mjs',
  'scripts/build/parts.mjs',
  'scripts/build/licences.mjs',
  'scripts/build/tables.mjs',
  'scripts/build/types.mjs',
  'scripts/warm-up.py',
  'scripts/warm-up.toml',
  'packages/cli/bin/rexec.mjs',
  'packages/python/load/browser.mjs',
  'packages/python/load/load.mjs',
  'packages/python/load/table.mjs',
  'packages/rexec/bin/cell-process.mjs',
];
/** What the library's builder writes; not in git. */
const LIBRARY = path.join(root, 'packages/python/src/library/generated');
const LIBRARY_BUILDER = path.join(root, 'scripts/build-library.mjs');
const LIBRARY_INPUTS = ['scripts/standard-library.mjs', 'scripts/zip.mjs'].map((name) => path.join(root, name));

/** Every file under `folder`, sorted, so that a hash of them is the same everywhere. */
export function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesUnder(file));
    else found.push(file);
  }
  return found;
}

export function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    if (!existsSync(file)) continue;
    const content = readFileSync(file);
    hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const isGenerated = (file) => file.includes(`${path.sep}generated${path.sep}`);

function sources() {
  const files = CONFIGURATION.map((name) => path.join(root, name));
  for (const name of PACKAGE_NAMES) {
    const folder = path.join(root, 'packages', name);
    files.push(path.join(folder, 'package.json'), path.join(folder, 'tsconfig.json'));
    files.push(...filesUnder(path.join(folder, 'src')));
  }
  return files;
}

const stampFile = (step) => path.join(cacheFolder, `${step}.stamp`);
export const isStamped = (step, hash) => existsSync(stampFile(step)) && readFileSync(stampFile(step), 'utf8') === hash;

export function stamp(step, hash) {
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(stampFile(step), hash);
}

/** Runs one step unless its stamp says that nothing changed; the hash is taken again after, for what the step wrote. */
async function step(name, { force, say, hash, present, run }) {
  if (!force && present() && isStamped(name, hash())) return false;
  const started = performance.now();
  await run();
  stamp(name, hash());
  say(`${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return true;
}

function runTool(name, args) {
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) {
    const tail = `${result.stdout}${result.stderr}`.trim().split('\n').slice(-40).join('\n');
    throw new Error(`${name} failed\n${tail}`);
  }
}

/**
 * Builds what changed. `types` also type checks (slower, and not needed to run). Throws an Error whose message is the
 * tool's own when a step fails.
 */
export async function build({ types = true, force = false, say = () => {} } = {}) {
  const did = [];
  const library = () =>
    hashOf([
      LIBRARY_BUILDER,
      ...LIBRARY_INPUTS,
      path.join(root, 'package-lock.json'),
      ...filesUnder(path.join(root, 'packages/python/src')).filter((file) => !isGenerated(file)),
    ]);
  if (existsSync(LIBRARY_BUILDER)) {
    const run = () => runTool('scripts/build-library.mjs', [LIBRARY_BUILDER]);
    if (await step('library', { force, say, hash: library, present: () => existsSync(LIBRARY), run }))
      did.push('library');
  }
  const all = () => hashOf(sources());
  if (
    await step('bundle', {
      force,
      say,
      hash: all,
      present: () => BUNDLES.every((file) => existsSync(path.join(root, file))),
      run: () => bundle(root, cacheFolder),
    })
  )
    did.push('bundle');
  if (types) {
    const present = () =>
      PACKAGE_NAMES.every((name) => existsSync(path.join(root, 'packages', name, 'dist/.tsbuildinfo')));
    const run = () => {
      runTool('tsc -b', [path.join(root, 'node_modules/typescript/bin/tsc'), '-b']);
      pruneTypes(root);
    };
    if (await step('types', { force, say, hash: all, present, run })) did.push('types');
  }
  return did;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const options = new Set(process.argv.slice(2));
  try {
    const did = await build({
      types: !options.has('--bundle'),
      force: options.has('--force'),
      say: (line) => console.log(`built ${line}`),
    });
    if (did.length === 0) console.log('nothing to build');
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
