// The sources as one module, for scripts that run them as they stand: types are passed over, nothing is built before.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './build.mjs';

/** What the public would import. */
export const REXEC = 'packages/rexec/src/index.ts';

const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module';const require = makeRequire(import.meta.url);";

/** Bundles a file of the tree, or `{ contents }`: a text that stands at its root. `more`: options of esbuild. */
export async function bundle(entry, outfile, more = {}) {
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({
    ...(typeof entry === 'string' ? { entryPoints: [entry] } : { stdin: { ...entry, resolveDir: root } }),
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    absWorkingDir: root,
    logLevel: 'error',
    banner: { js: REQUIRE },
    ...more,
  });
  return outfile;
}
