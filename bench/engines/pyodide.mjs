// CPython compiled to WebAssembly, as the `pyodide` package ships it: in a process of its own that stays.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openWorker } from './worker.mjs';

const worker = fileURLToPath(new URL('./pyodide-worker.mjs', import.meta.url));
const manifest = new URL('../../node_modules/pyodide/package.json', import.meta.url);

export async function open() {
  const child = openWorker(worker);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return {
    name: 'pyodide',
    label: `Pyodide ${version}`,
    measure: (source, divide) => child.ask({ source, divide }),
    startUp: { command: process.execPath, args: [worker, '--once'] },
    cells: () => child.ask({ cells: 3 }),
    close: child.close,
  };
}
