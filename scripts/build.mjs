// Builds what the repository needs to run, and nothing twice.
//
//   node scripts/build.mjs            library, bundle, types
//   node scripts/build.mjs --bundle   library and bundle only: enough for the `rexec` command
//   node scripts/build.mjs --force    whatever the stamps say
//
// Three steps, each with a stamp (a hash of all that it reads) under node_modules/.cache/rexec:
//   library  scripts/build-library.mjs, which prepares the Python library that runs inside cells
//   bundle   the packages' JavaScript: packages/cli/dist/rexec.cjs, which holds all that the command needs, apart.cjs
//            beside it, which is enough to run programs in processes of their own, and the bundle of these processes (each
//            with the bytecode that Node made of it, so that it starts quickly); and for who imports them
//            packages/rexec/dist/*.js and packages/python/dist/*.js
//   types    `tsc -b`: the type check, and each package's declarations
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const cacheFolder = path.join(root, 'node_modules/.cache/rexec');
export const bundleFile = path.join(root, 'packages/cli/dist/rexec.cjs');
const apartBundleFile = path.join(root, 'packages/cli/dist/apart.cjs');
const cellBundleFile = path.join(root, 'packages/rexec/dist/cell-process.cjs');
/** What the other bundles load when they need it. */
const partFile = (name) => path.join(root, `packages/rexec/dist/${name}.cjs`);
const PARTS = ['zod', 'standard', 'standard-codes'];

/** What the caches of bytecode are made from: a program that uses what most programs do, and a policy. */
const WARM_UP = path.join(root, 'scripts/warm-up.py');
const WARM_UP_POLICY = path.join(root, 'scripts/warm-up.toml');
const PACKAGES = ['python', 'rexec', 'cli'];
const CONFIGURATION = [
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'scripts/build.mjs',
  'scripts/warm-up.py',
  'scripts/warm-up.toml',
  'packages/cli/bin/rexec.mjs',
  'packages/rexec/bin/load.mjs',
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
  for (const name of PACKAGES) {
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

async function bundle() {
  const esbuild = await import('esbuild');
  const common = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['source'],
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: false,
    logLevel: 'silent',
  };
  const at = (name) => path.join(root, 'packages', name);
  /** Loaded by packages/rexec/bin/load.mjs, which gives the function its surroundings. */
  const script = {
    ...common,
    format: 'cjs',
    banner: { js: '(function (require, module, exports, moduleUrl) {' },
    footer: { js: '})' },
    define: { 'import.meta.url': 'moduleUrl' },
  };
  const generated = (name) => at(`python/src/library/generated/${name}.ts`);
  /** Bundles that load the parts when they need them (see load.mjs). */
  const apart = {
    ...script,
    external: ['zod'],
    plugins: [
      {
        name: 'parts',
        setup(build) {
          build.onResolve({ filter: /\/generated\/(standard|standard-codes)\.js$/ }, ({ path: specifier }) => ({
            path: `rexec:${path.basename(specifier, '.js')}`,
            external: true,
          }));
        },
      },
    ],
  };
  const tables = await readTables(esbuild, generated);
  await Promise.all([
    esbuild.build({ ...apart, entryPoints: [at('cli/src/main.ts')], outfile: bundleFile }),
    esbuild.build({ ...apart, entryPoints: [at('cli/src/main-apart.ts')], outfile: apartBundleFile }),
    esbuild.build({ ...apart, entryPoints: [at('rexec/src/node/child-main.ts')], outfile: cellBundleFile }),
    esbuild.build({
      ...script,
      stdin: { contents: "export { z } from 'zod';", resolveDir: at('rexec') },
      outfile: partFile('zod'),
    }),
    ...[...TABLES.keys()].map((name) =>
      esbuild.build({ ...script, stdin: { contents: tableReader(name) }, outfile: partFile(name) }),
    ),
    esbuild.build({
      ...common,
      entryPoints: [at('rexec/src/index.ts'), at('rexec/src/apart.ts')],
      outdir: at('rexec/dist'),
      splitting: true,
      chunkNames: 'shared',
      external: ['@rexec/python'],
    }),
    esbuild.build({
      ...common,
      platform: 'neutral',
      entryPoints: [at('python/src/index.ts'), at('python/src/source.ts')],
      outdir: at('python/dist'),
      splitting: true,
      chunkNames: 'shared',
      plugins: [tablesWithin(tables)],
    }),
    // For Node: the same, but texts and code of the standard library are files of their own, read when they are needed.
    esbuild.build({
      ...common,
      entryPoints: [at('python/src/index.ts'), at('python/src/source.ts')],
      outdir: at('python/dist/node'),
      splitting: true,
      chunkNames: 'shared',
      plugins: [tablesWhenNeeded],
    }),
  ]);
  for (const [name, rows] of tables) {
    const content = tableFile(rows);
    for (const folder of ['rexec/dist', 'python/dist/node']) writeFileSync(at(`${folder}/${name}.bin`), content);
  }
  for (const file of [bundleFile, apartBundleFile, cellBundleFile, ...PARTS.map(partFile)]) signBundle(file);
  // Runs that make the code caches; without one a process starts more slowly.
  const warmUp = readFileSync(WARM_UP, 'utf8');
  const node = (env, ...args) => spawnSync(process.execPath, args, { env: { ...process.env, ...env } });
  node({ REXEC_WRITE_CACHE: warmUp }, path.join(root, 'packages/rexec/bin/cell-process.mjs'));
  const command = (...args) =>
    node({ REXEC_WRITE_CACHE: '1' }, path.join(root, 'packages/cli/bin/rexec.mjs'), 'run', ...args, WARM_UP);
  command('--isolation', 'inline', '--policy', WARM_UP_POLICY);
  command('--policy', WARM_UP_POLICY);
}

/** Tables of the standard library, by the name of their file. */
const TABLES = new Map([
  ['standard', 'standardSources'],
  ['standard-codes', 'standardCodes'],
]);

/**
 * A table as a file: the length of its index (four bytes), the index (name: offset, length), and each value as JSON, deflated.
 * So a program that imports one module reads little and inflates one value.
 */
function tableFile(rows) {
  const index = {};
  const parts = [];
  let at = 0;
  for (const [name, value] of rows) {
    const part = deflateRawSync(JSON.stringify(value()), { level: 9 });
    index[name] = [at, part.length];
    parts.push(part);
    at += part.length;
  }
  const head = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...parts]);
}

/** Source of a module that reads one, beside itself, at the first look into it. */
const tableReader = (name) => `
  import { readFileSync } from 'node:fs';
  import { inflateRawSync } from 'node:zlib';
  let table;
  function open() {
    const file = readFileSync(new URL('./${name}.bin', import.meta.url));
    const start = 4 + file.readUInt32LE(0);
    return { file, start, index: new Map(Object.entries(JSON.parse(file.toString('utf8', 4, start)))) };
  }
  function get(key) {
    table ??= open();
    const found = table.index.get(key);
    if (found === undefined) return undefined;
    const at = table.start + found[0];
    return () => JSON.parse(inflateRawSync(table.file.subarray(at, at + found[1])).toString());
  }
  export const ${TABLES.get(name)} = { get };`;

/** Name of the table -> rows: name, function that makes the value. */
async function readTables(esbuild, generated) {
  const tables = new Map();
  for (const [name, table] of TABLES) {
    const file = path.join(cacheFolder, `${name}.mjs`);
    await esbuild.build({
      entryPoints: [generated(name)],
      bundle: true,
      format: 'esm',
      outfile: file,
      logLevel: 'silent',
    });
    // Not the one of an earlier build in this process.
    tables.set(name, [...(await import(`${pathToFileURL(file).href}?${Date.now()}`))[table]]);
  }
  return tables;
}

/** Where there are no files (browsers): the deflated values as base64 in the text itself, inflated by the engine. */
const tablesWithin = (tables) => ({
  name: 'tables-within',
  setup(build) {
    build.onLoad({ filter: /generated\/(standard|standard-codes)\.ts$/ }, ({ path: file }) => {
      const name = path.basename(file, '.ts');
      const rows = tables.get(name).map(([key, value]) => {
        const bytes = Buffer.from(JSON.stringify(value()));
        return [key, deflateRawSync(bytes, { level: 9 }).toString('base64'), bytes.length];
      });
      const contents = `
        import { inflateRaw } from '../../modules/zlib/inflate-bytes.js';
        const rows = new Map(${JSON.stringify(rows)}.map(([key, text, size]) => [key, { text, size }]));
        const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
        function bytesOf(text) {
          const out = new Uint8Array(Math.floor((text.replace(/=+$/, '').length * 3) / 4));
          let bits = 0;
          for (let i = 0, at = 0; at < out.length; i++) {
            bits = ((bits << 6) | DIGITS.indexOf(text[i])) & 0xffff;
            if (i % 4 > 0) out[at++] = bits >> (6 - 2 * (i % 4));
          }
          return out;
        }
        function get(key) {
          const row = rows.get(key);
          if (row === undefined) return undefined;
          return () => JSON.parse(new TextDecoder().decode(inflateRaw(bytesOf(row.text), row.size)));
        }
        export const ${TABLES.get(name)} = { get };`;
      return { contents, loader: 'js', resolveDir: path.dirname(file) };
    });
  },
});

/** Puts a reader of the file in the place of a generated table. */
const tablesWhenNeeded = {
  name: 'tables-when-needed',
  setup(build) {
    build.onLoad({ filter: /generated\/(standard|standard-codes)\.ts$/ }, ({ path: file }) => ({
      contents: tableReader(path.basename(file, '.ts')),
      loader: 'js',
    }));
  },
};

/** The bundle's first line names its content, so that a cache of another one is never taken for its own. */
function signBundle(file) {
  const text = readFileSync(file);
  writeFileSync(file, Buffer.concat([Buffer.from(`// ${createHash('sha256').update(text).digest('hex')}\n`), text]));
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
      present: () =>
        [bundleFile, apartBundleFile, cellBundleFile, ...PARTS.map(partFile)].every((file) => existsSync(file)),
      run: bundle,
    })
  )
    did.push('bundle');
  if (types) {
    const present = () => PACKAGES.every((name) => existsSync(path.join(root, 'packages', name, 'dist/.tsbuildinfo')));
    const run = () => runTool('tsc -b', [path.join(root, 'node_modules/typescript/bin/tsc'), '-b']);
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
