#!/usr/bin/env node
// The process of one cell: started by the supervisor (packages/rexec/src/node/process-cell.ts), never by hand. It has an
// empty environment, no rights to files beyond its own code, and one descriptor, on which it asks for everything.
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { load } from './load.mjs';

// V8 takes a code cache only under the flags that it was made under. What these have set up at the start (the size of the
// heap, a context that makes no code from strings) stays as it is.
for (const flag of [
  '--max-old-space-size=0',
  '--min-semi-space-size=0',
  '--no-expose-gc',
  '--no-disallow-code-generation-from-strings',
]) {
  setFlagsFromString(flag);
}
const { exports, writeCache } = load(fileURLToPath(new URL('../dist/cell-process.cjs', import.meta.url)));
if (process.env.REXEC_WRITE_CACHE !== undefined) {
  exports.warmUp(process.env.REXEC_WRITE_CACHE);
  writeCache();
} else {
  setFlagsFromString('--disallow-code-generation-from-strings');
  exports.main();
}
