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
const text = `// Made by scripts/build-library.mjs from the .py files beside this folder; not committed.
/** Library functions, by file. */
export const librarySources: readonly (readonly [string, string])[] = ${JSON.stringify(read(root), null, 1)};
/** Importable modules written in Python. */
export const librarySourceModules: readonly (readonly [string, string])[] = ${JSON.stringify(read(join(root, 'modules')), null, 1)};
`;
const standard = `// Made by scripts/build-library.mjs from the pyodide package; not committed.
/** Modules of CPython's own library: name, file, source, whether it is a package. */
export const standardLibrary: readonly (readonly [string, string, string, boolean])[] = ${JSON.stringify(standardLibrary(), null, 1)};
`;
for (const [file, content] of [
  ['sources.ts', text],
  ['standard.ts', standard],
]) {
  const target = join(root, 'generated', file);
  mkdirSync(dirname(target), { recursive: true });
  if (!existsSync(target) || readFileSync(target, 'utf8') !== content) writeFileSync(target, content);
}
