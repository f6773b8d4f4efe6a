#!/usr/bin/env node
// The `rexec` command: loads the bundles that `npm run build` makes, the whole one only if the small one is not enough.
import { fileURLToPath } from 'node:url';
import { load } from 'rexec/load';

async function start() {
  for (const name of ['apart', 'rexec']) {
    const loaded = load(fileURLToPath(new URL(`../dist/${name}.cjs`, import.meta.url)));
    if (loaded === undefined) break;
    const status = await loaded.exports.main(process.argv.slice(2));
    if (status === undefined) continue;
    if (process.env.REXEC_WRITE_CACHE !== undefined) loaded.writeCache();
    return status;
  }
  process.stderr.write('rexec: not built yet: run `npm run build` (or `npm start`) in the repository first\n');
  return 70;
}

process.exitCode = await start();
