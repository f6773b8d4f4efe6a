/**
 * What the program is to run or to make: sources that the language of the policy does not allow (the cell's machine has
 * looked, here it is recorded), and what pickles name.
 */
import type { Plain, SystemAnswer } from '@rexec/python';
import { NONE } from './fault.js';
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
    // Where it is allowed it is no effect: it counts as one only where it is refused.
    unpickle(args, place) {
      const operation = { kind: 'unpickle', name: args.join('.') } as const;
      const { action, rule, source } = guard.policy.decide(operation);
      if (action !== 'allow') return guard.authorize('pickle.find_class', args, operation, place) as SystemAnswer;
      guard.record('pickle.find_class', args, 'allow', source === '' ? rule : `${rule} (${source})`, place);
      return NONE;
    },
  };
}
