// Embeds packages/python/src/library/**/*.py, and the listed modules of CPython's library, as strings, so that the
// engine reads no files; and what the engine's own compiler makes of them, so that it need not compile them again
// (machine/code-data.ts). Code is kept in node_modules/.cache and made anew where its source or the compiler changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { standardLibrary } from './standard-library.mjs';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(dirname(fileURLToPath(import.meta.url)), '..', 'packages', 'python', 'src', 'library');
const read = (dir) =>
  existsSync(dir)
    ? readdirSync(dir)
        .filter((f) => f.endsWith('.py'))
        .sort()
        .map((f) => [f.slice(0, -3), readFileSync(join(dir, f), 'utf8')])
    : [];
const rows = (list) => `[\n${list.map((row) => `  ${JSON.stringify(row)},\n`).join('')}]`;

/** The functions of a library file: its top level has nothing else. */
function functionsOf([file, source]) {
  const [head, ...functions] = source.split(/^(?=(?:async )?def )/m);
  if (/^[^#\s]/m.test(head)) throw new Error(`library/${file}.py: something other than a function at its top level`);
  return functions.map((text) => [/def (\w+)/.exec(text)[1], file, { source: text }]);
}
const functions = read(root).flatMap(functionsOf);
const twice = functions.find(([name], i) => functions.findIndex(([other]) => other === name) !== i);
if (twice !== undefined) throw new Error(`library function ${twice[0]} is defined twice`);

const natives = read(join(root, 'natives'));

/** A module of ours as those of CPython's library are given: it lies among them. */
function ourModule([name, source], _i, all) {
  const isPackage = [...all, ...natives].some(([other]) => other.startsWith(`${name}.`));
  return [name, `${name.replaceAll('.', '/')}${isPackage ? '/__init__' : ''}.py`, source, isPackage];
}
const standard = [...standardLibrary(), ...read(join(root, 'modules')).map(ourModule)];

// -- code ------------------------------------------------------------------------------------------------------------------

const cacheFolder = join(repository, 'node_modules/.cache/rexec');

/** Files are replaced whole: another build may run at the same time. */
function replaceFile(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

/** What decides what code comes of a source. */
const COMPILER = ['syntax', 'compiler', 'machine/compile.ts', 'machine/code-data.ts', 'objects/text/unicode/names.ts'];

function compilerName() {
  const hash = createHash('sha256');
  for (const name of COMPILER) {
    const at = join(dirname(root), name);
    const files = name.endsWith('.ts')
      ? [at]
      : readdirSync(at)
          .filter((f) => f.endsWith('.ts'))
          .sort()
          .map((f) => join(at, f));
    for (const file of files) hash.update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** The engine's compiler, and a name that changes with it. */
async function loadCompiler() {
  const bundled = await build({
    stdin: {
      contents: `
        import './types/index.js';
        export { compileSource } from './machine/compile.js';
        export { CODE_FORMAT, codeToData } from './machine/code-data.js';
        export { PyCode } from './objects/code.js';`,
      resolveDir: dirname(root),
    },
    bundle: true,
    format: 'esm',
    minifyWhitespace: true,
    write: false,
    logLevel: 'silent',
  });
  const file = join(cacheFolder, 'compiler.mjs');
  replaceFile(file, bundled.outputFiles[0].contents);
  return { name: compilerName(), ...(await import(pathToFileURL(file).href)) };
}

const compiler = await loadCompiler();
const keptFile = join(cacheFolder, 'library-codes.json');
const kept = existsSync(keptFile) ? JSON.parse(readFileSync(keptFile, 'utf8')) : {};
const used = {};

/** The code of a source as data; of a source with one function, the function's. */
function codeOf(source, { hidden = false, isFunction = false } = {}) {
  const key = createHash('sha256').update(`${compiler.name}\0${hidden}\0${isFunction}\0${source}`).digest('base64');
  used[key] ??= kept[key] ?? compiled(source, hidden, isFunction);
  return used[key];
}

function compiled(source, hidden, isFunction) {
  const module = compiler.compileSource(source, '', 'exec', { hidden });
  return compiler.codeToData(isFunction ? module.f.consts.find((c) => c instanceof compiler.PyCode) : module);
}

/** Each value is a function of its own, so that JavaScript keeps no string of what is never asked for. */
const codes = (list) =>
  `new Map([\n${list.map(([name, data]) => `[${JSON.stringify(name)}, () => ${JSON.stringify(data)}],\n`).join('')}])`;

// -- files -----------------------------------------------------------------------------------------------------------------

const note = (from) => `// Made by scripts/build-library.mjs from ${from}; not committed.\n`;
const OURS = 'the .py files beside this folder';
const THEIRS = 'the pyodide package and modules/*.py';
const CODES = 'ReadonlyMap<string, () => readonly [readonly string[], string]>';
const generated = {
  'functions.ts': `${note(OURS)}/** Library functions: name, file. */
export const libraryFunctions: readonly (readonly [string, string])[] = ${rows(functions.map(([name, file]) => [name, file]))};
/** Modules in the place of those that CPython has in C. */
export const nativeModules: readonly string[] = ${JSON.stringify(natives.map(([name]) => name))};
`,
  'sources.ts': `${note(OURS)}/** Texts of library functions by their names, and of modules by the names of their files. */
export const librarySources: ReadonlyMap<string, () => string> = ${codes([...functions.map(([name, , { source }]) => [name, source]), ...natives.map(([name, source]) => [`${name}.py`, source])])};
`,
  'codes.ts': `${note(OURS)}/** Of which instructions the code is made. */
export const codeFormat: string = ${JSON.stringify(compiler.CODE_FORMAT)};
export const functionCodes: ${CODES} = ${codes(functions.map(([name, , { source }]) => [name, codeOf(source, { hidden: true, isFunction: true })]))};
export const moduleCodes: ${CODES} = ${codes(natives.map(([name, source]) => [name, codeOf(source, { hidden: true })]))};
`,
  'names.ts': `${note(THEIRS)}/** Modules that lie in the library's folder: name, file, whether it is a package. */
export const standardNames: readonly (readonly [string, string, boolean])[] = ${rows(standard.map(([name, file, , isPackage]) => [name, file, isPackage]))};
`,
  'standard.ts': `${note(THEIRS)}export const standardSources: ReadonlyMap<string, () => string> = ${codes(standard.map(([name, , source]) => [name, source]))};
`,
  'standard-codes.ts': `${note(THEIRS)}export const standardCodes: ${CODES} = ${codes(standard.map(([name, , source]) => [name, codeOf(source)]))};
`,
};
for (const [file, content] of Object.entries(generated)) {
  const target = join(root, 'generated', file);
  if (!existsSync(target) || readFileSync(target, 'utf8') !== content) replaceFile(target, content);
}
if (Object.keys(used).some((key) => kept[key] === undefined)) replaceFile(keptFile, JSON.stringify(used));
