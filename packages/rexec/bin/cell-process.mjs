#!/usr/bin/env node
// The process of one cell: started by the supervisor (packages/rexec/src/node/process-cell.ts), never by hand. It has an
// empty environment, no rights to files beyond its own code, and one descriptor, on which it asks for everything.
import { fileURLToPath } from 'node:url';
import { load } from './load.mjs';

const { exports, writeCache } = load(fileURLToPath(new URL('../dist/cell-process.cjs', import.meta.url)));
if (process.env.REXEC_WRITE_CACHE !== undefined) {
  exports.warmUp(process.env.REXEC_WRITE_CACHE);
  writeCache();
} else exports.main();
