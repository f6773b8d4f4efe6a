/** Asks CPython 3.14 (the `pyodide` package) and keeps its answers under node_modules/.cache. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const pyodideFolder = dirname(require.resolve('pyodide/package.json'));
const cache = join(pyodideFolder, '..', '.cache', 'rexec-cpython');

/**
 * Runs a program whose last expression is a JSON text, with `input` as the global of that name and the standard
 * library's archive as /stdlib.zip; the same question is asked only once.
 */
export async function askCPython<R>(program: string, input: unknown = null): Promise<R> {
  const question = JSON.stringify([program, input]);
  const file = join(cache, createHash('sha256').update(question).digest('hex') + '.json');
  if (!existsSync(file)) {
    const { loadPyodide } = await import(join(pyodideFolder, 'pyodide.mjs'));
    const python = await loadPyodide();
    python.FS.writeFile('/stdlib.zip', readFileSync(join(pyodideFolder, 'python_stdlib.zip')));
    python.FS.writeFile('/input.json', JSON.stringify(input));
    python.runPython('import json, warnings; warnings.simplefilter("ignore"); input = json.load(open("/input.json"))');
    mkdirSync(cache, { recursive: true });
    writeFileSync(file, python.runPython(program));
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}
