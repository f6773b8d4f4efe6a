#!/usr/bin/env node
// The process of one cell: started by the supervisor (packages/rexec/src/node/process-cell.ts), never by hand. It has an
// empty environment, no rights to files beyond its own code, and one descriptor, on which it asks for everything.
// Its argument is the engine's loader (packages/python/load/load.mjs): where that lies only its parent may look up.
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { CHILD, PARTS } from './part-files.mjs';

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
const { load, writeCaches } = await import(pathToFileURL(process.argv[2]).href);
const program = load(CHILD, PARTS);
if (process.env.REXEC_WRITE_CACHE !== undefined) {
  program.warmUp(process.env.REXEC_WRITE_CACHE);
  writeCaches();
} else {
  setFlagsFromString('--disallow-code-generation-from-strings');
  program.main();
}
