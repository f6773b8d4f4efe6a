#!/usr/bin/env node
// The `rexec` command: loads the bundle that `npm run build` makes.
import { fileURLToPath } from 'node:url';
import { load } from '../../rexec/bin/load.mjs';

async function start() {
  const loaded = load(fileURLToPath(new URL('../dist/rexec.cjs', import.meta.url)));
  if (loaded === undefined) {
    process.stderr.write('rexec: not built yet: run `npm run build` (or `npm start`) in the repository first\n');
    return 70;
  }
  const status = await loaded.exports.main(process.argv.slice(2));
  if (process.env.REXEC_WRITE_CACHE !== undefined) loaded.writeCache();
  return status;
}

process.exitCode = await start();
