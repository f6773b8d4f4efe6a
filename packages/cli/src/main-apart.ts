/**
 * Entry of the bundle that loads fast: it runs programs in processes of their own and has no Python engine. Undefined: the
 * command line is one for the whole command.
 */
import { command, runsApart } from './command.js';

export function main(argv: readonly string[]): Promise<number> | undefined {
  return runsApart(argv) ? command(argv) : undefined;
}
