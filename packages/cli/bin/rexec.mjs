#!/usr/bin/env node
// The `rexec` command: loads the bundle that `npm run build` makes.
import { existsSync } from 'node:fs';

const bundle = new URL('../dist/rexec.js', import.meta.url);
if (existsSync(bundle)) {
  await import(bundle.href);
} else {
  console.error('rexec is not built yet: run `npm run build` (or `npm start`) in the repository first.');
  process.exitCode = 1;
}
