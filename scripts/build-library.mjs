// Embeds packages/python/src/library/**/*.py, and the listed modules of CPython's library, as strings, so that the
// engine reads no files.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { standardLibrary } from './standard-library.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', 'packages', 'python', 'src', 'library');
const read = (dir) =>
  existsSync(dir)
    ? readdirSync(dir)
        .filter((f) => f.endsWith('.py'))
        .sort()
        .map((f) => [f.slice(0, -3), readFileSync(join(dir, f), 'utf8')])
    : [];
/** Each source is a function of its own, so that JavaScript keeps no string of what is never asked for. */
const rows = (list) =>
  `[\n${list.map((row) => `  [${row.map((v) => (v.source === undefined ? JSON.stringify(v) : `() => ${JSON.stringify(v.source)}`)).join(', ')}],\n`).join('')}]`;

/** The functions of a library file: its top level has nothing else. */
function functionsOf([file, source]) {
  const [head, ...functions] = source.split(/^(?=(?:async )?def )/m);
  if (/^[^#\s]/m.test(head)) throw new Error(`library/${file}.py: something other than a function at its top level`);
  return functions.map((text) => [/def (\w+)/.exec(text)[1], file, { source: text }]);
}
const functions = read(root).flatMap(functionsOf);
const twice = functions.find(([name], i) => functions.findIndex(([other]) => other === name) !== i);
if (twice !== undefined) throw new Error(`library function ${twice[0]} is defined twice`);

const text = `// Made by scripts/build-library.mjs from the .py files beside this folder; not committed.
/** Library functions: name, file, source. */
export const libraryFunctions: readonly (readonly [string, string, () => string])[] = ${rows(functions)};
/** Importable modules written in Python: name, source. */
export const librarySourceModules: readonly (readonly [string, () => string])[] = ${rows(read(join(root, 'modules')).map(([name, source]) => [name, { source }]))};
`;
const standard = `// Made by scripts/build-library.mjs from the pyodide package; not committed.
/** Modules of CPython's own library: name, file, source, whether it is a package. */
export const standardLibrary: readonly (readonly [string, string, () => string, boolean])[] = ${rows(standardLibrary().map(([name, file, source, isPackage]) => [name, file, { source }, isPackage]))};
`;
for (const [file, content] of [
  ['sources.ts', text],
  ['standard.ts', standard],
]) {
  const target = join(root, 'generated', file);
  mkdirSync(dirname(target), { recursive: true });
  if (!existsSync(target) || readFileSync(target, 'utf8') !== content) writeFileSync(target, content);
}
