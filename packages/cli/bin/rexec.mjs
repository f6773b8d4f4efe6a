#!/usr/bin/env node
// The `rexec` command: the part that starts programs in processes of their own, and the whole one only if that is not enough.
import { fileURLToPath } from 'node:url';
import { load, NotBuilt, writeCaches } from '@rexec/python/load';
import { PARTS } from 'rexec/parts';

async function start() {
  for (const name of ['main-apart', 'main']) {
    const command = load(fileURLToPath(new URL(`../dist/parts/${name}.js`, import.meta.url)), PARTS);
    const status = await command.main(process.argv.slice(2));
    if (status === undefined) continue;
    if (process.env.REXEC_WRITE_CACHE !== undefined) writeCaches();
    return status;
  }
  throw new Error('no part of the command took the command line');
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof NotBuilt)) throw error;
  process.stderr.write(`rexec: ${error.message}\n`);
  process.exitCode = 70;
}
