// The packages' JavaScript, everything once.
//
//   packages/*/dist/parts/*.js   what runs: functions of their surroundings, which packages/python/load/load.mjs loads, with
//                                the bytecode that V8 made of them beside them. They are modules too, for browsers
//   packages/*/dist/*.js         what who imports a package gets: the names of a part (python/dist/node: in Node)
//   packages/python/dist/*.bin   tables of the library
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeLicences } from './licences.mjs';
import { tablesApart, writeTables } from './tables.mjs';

/** What the caches of bytecode are made from: a program that uses what most programs do, and a policy. */
const WARM_UP = 'scripts/warm-up.py';
const WARM_UP_POLICY = 'scripts/warm-up.toml';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['source'],
  external: ['@rexec/python', 'rexec'],
  define: { 'import.meta.url': 'moduleUrl' },
  logLevel: 'silent',
  chunkNames: 'shared-[hash]',
};

/** The schema of policies, and zod with it, is loaded when a document is first checked. */
const schemaApart = {
  name: 'schema-apart',
  setup(build) {
    build.onResolve({ filter: /\/(json-)?schema\.js$/ }, () => ({ path: 'later:schema', external: true }));
  },
};
const SCHEMA = "export * from './schema.js'; export * from './json-schema.js';";

const PACKAGES = [
  {
    name: 'python',
    /** Large, and nobody reads it as it is built: its names are shortened. */
    isEngine: true,
    entries: ['index', 'source'],
    options: { platform: 'neutral', plugins: [tablesApart], external: [], chunkNames: 'shared' },
    imported: [
      ['dist', '../load/browser.mjs', 'engine'],
      ['dist/node', '../../load/load.mjs', 'engine'],
    ],
  },
  {
    name: 'rexec',
    entries: ['index', 'apart', 'node/child-main'],
    options: { plugins: [schemaApart] },
    imported: [['dist', '../bin/parts.mjs', 'part']],
  },
  { name: 'cli', entries: ['main', 'main-apart'], options: {}, imported: [] },
];

export const PACKAGE_NAMES = PACKAGES.map(({ name }) => name);

/** Entry points that others import. */
export function entriesOf(name) {
  const { entries, imported } = PACKAGES.find((one) => one.name === name);
  return imported.length === 0 ? [] : entries.filter((entry) => !entry.includes('/'));
}

/** What exists when the build is done, below the repository's root. */
export const BUNDLES = [
  ...PACKAGES.flatMap(({ name, entries }) =>
    entries.map((entry) => `packages/${name}/dist/parts/${path.basename(entry)}.js`),
  ),
  'packages/rexec/dist/parts/schema.js',
];

/** The first line names the content, so that a cache of another one is never taken for its own. */
function signed(text) {
  return `// ${createHash('sha256').update(text).digest('hex')}\n${text}`;
}

async function writePart(esbuild, file, text, minifyIdentifiers) {
  const { code } = await esbuild.transform(text, {
    format: 'cjs',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers,
    banner: 'export default (function (require, module, exports, moduleUrl) {',
    footer: '})',
    logLevel: 'silent',
  });
  writeFileSync(file, signed(code));
}

/** The parts of a package; answers the exported names of each entry. */
async function writeParts(esbuild, folder, { isEngine = false, entries, options }) {
  const parts = path.join(folder, 'dist/parts');
  const { outputFiles, metafile } = await esbuild.build({
    ...common,
    ...options,
    format: 'esm',
    entryPoints: entries.map((name) => ({ in: path.join(folder, `src/${name}.ts`), out: path.basename(name) })),
    outdir: parts,
    splitting: true,
    metafile: true,
    write: false,
    absWorkingDir: folder,
  });
  mkdirSync(parts, { recursive: true });
  for (const name of readdirSync(parts)) rmSync(path.join(parts, name));
  await Promise.all(outputFiles.map(({ path: file, text }) => writePart(esbuild, file, text, isEngine)));
  return (name) => metafile.outputs[`dist/parts/${name}.js`].exports.sort().join(', ');
}

async function writePackage(esbuild, root, one) {
  const { name, imported } = one;
  const folder = path.join(root, 'packages', name);
  const namesOf = await writeParts(esbuild, folder, one);
  for (const [sub, loader, loads] of imported) {
    mkdirSync(path.join(folder, sub), { recursive: true });
    for (const entry of entriesOf(name)) {
      const text = `import { ${loads} as load } from '${loader}';\nexport const { ${namesOf(entry)} } = load('${entry}');\n`;
      writeFileSync(path.join(folder, sub, `${entry}.js`), text);
    }
  }
}

async function writeSchema(esbuild, root) {
  const folder = path.join(root, 'packages/rexec');
  const { outputFiles } = await esbuild.build({
    ...common,
    format: 'esm',
    stdin: { contents: SCHEMA, resolveDir: path.join(folder, 'src/policy') },
    write: false,
  });
  await writePart(esbuild, path.join(folder, 'dist/parts/schema.js'), outputFiles[0].text, false);
}

/** `root`: of the repository. */
export async function bundle(root, cacheFolder) {
  const esbuild = await import('esbuild');
  mkdirSync(cacheFolder, { recursive: true });
  await Promise.all(PACKAGES.map((one) => writePackage(esbuild, root, one)));
  await writeSchema(esbuild, root);
  await writeTables(esbuild, {
    generated: path.join(root, 'packages/python/src/library/generated'),
    cacheFolder,
    folder: path.join(root, 'packages/python/dist'),
  });
  writeLicences(root);
  writeCaches(root);
}

/** Runs that make the caches of bytecode; without one a process starts more slowly. */
function writeCaches(root) {
  const at = (name) => path.join(root, name);
  const node = (env, ...args) => {
    const { status, stderr } = spawnSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
    if (status !== 0) throw new Error(`what the build made does not run\n${stderr}`);
  };
  const command = (...args) =>
    node({ REXEC_WRITE_CACHE: '1' }, at('packages/cli/bin/rexec.mjs'), 'run', ...args, at(WARM_UP));
  node(
    { REXEC_WRITE_CACHE: readFileSync(at(WARM_UP), 'utf8') },
    ...[at('packages/rexec/bin/cell-process.mjs'), at('packages/python/load/load.mjs')],
  );
  command('--isolation', 'inline', '--policy', at(WARM_UP_POLICY));
  command('--policy', at(WARM_UP_POLICY));
}
