// rexec: in a process of its own that stays, through the package that a host would import.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openWorker } from './worker.mjs';

const worker = fileURLToPath(new URL('./rexec-worker.mjs', import.meta.url));
const command = fileURLToPath(new URL('../../packages/cli/bin/rexec.mjs', import.meta.url));
const once = fileURLToPath(new URL('./one-plus-one.py', import.meta.url));
const bundle = fileURLToPath(new URL('../../packages/rexec/dist/index.js', import.meta.url));

export async function open() {
  if (!existsSync(bundle)) return undefined;
  const child = openWorker(worker);
  return {
    name: 'rexec',
    label: 'rexec',
    measure: (source, divide) => child.ask({ source, divide }),
    startUp: { command: process.execPath, args: [command, 'run', once] },
    cells: () => child.ask({ cells: 200 }),
    close: child.close,
  };
}
