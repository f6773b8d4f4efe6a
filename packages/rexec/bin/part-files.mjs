// The parts of this package (scripts/build/parts.mjs makes them), by the names that stand for them in others. What is
// called later is loaded when something of it is first used.
import { fileURLToPath } from 'node:url';

const part = (name) => fileURLToPath(new URL(`../dist/parts/${name}.js`, import.meta.url));

export const PARTS = new Map([
  ['rexec', part('index')],
  ['rexec/apart', part('apart')],
  ['later:schema', part('schema')],
]);
/** The program of cell processes. */
export const CHILD = part('child-main');
