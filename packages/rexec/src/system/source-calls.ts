/** Sources that the language of the policy does not allow: the cell's machine has looked, here it is recorded. */
import type { Plain } from '@rexec/python';
import type { Guard, Handlers } from './guard.js';

/** Findings of one source in the record. */
const MAX_RECORDED = 20;

export function sourceCalls(guard: Guard): Handlers {
  return {
    compile([filename, findings, rule], place) {
      const lines = (findings as string).split('\n', MAX_RECORDED);
      const args: Plain[] = [[...lines], filename as string];
      guard.record('compile', args, 'deny', rule as string, place);
      return { kind: 'refused', message: lines[0]!, type: 'SyntaxError' };
    },
  };
}
