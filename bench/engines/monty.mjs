// Monty, pydantic's interpreter in Rust: in a process of its own that stays. Parsing is not timed, as nowhere else.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openWorker } from './worker.mjs';

const worker = fileURLToPath(new URL('./monty-worker.mjs', import.meta.url));
const manifest = new URL('../../node_modules/@pydantic/monty/package.json', import.meta.url);

export async function open() {
  const child = openWorker(worker);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return {
    name: 'monty',
    label: `Monty ${version}`,
    measure: (source, divide) => child.ask({ source, divide }),
    startUp: { command: process.execPath, args: [worker, '--once'] },
    cells: () => child.ask({ cells: 5000 }),
    close: child.close,
  };
}
