/** Entry of the `rexec` bundle: `bin/rexec.mjs` calls `main`. */
export { main } from './command.js';
