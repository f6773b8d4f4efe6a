/**
 * What the program is to run or to make: sources that the language of the policy does not allow (the cell's machine has
 * looked, here it is recorded), and what pickles name.
 */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import type { CallName } from './calls.js';
import { NONE } from './fault.js';
import type { Guard, Handler, Handlers } from './guard.js';

/** Findings of one source in the record. */
const MAX_RECORDED = 20;

export class SourceCalls implements Handlers {
  constructor(private readonly guard: Guard) {}

  handler(name: CallName): Handler | undefined {
    switch (name) {
      case 'compile':
        return (args, place) => this.compile(args, place);
      case 'unpickle':
        return (args, place) => this.unpickle(args, place);
      default:
        return undefined;
    }
  }

  private compile([filename, findings, rule]: readonly Plain[], place: Place): SystemAnswer {
    const lines = (findings as string).split('\n', MAX_RECORDED);
    const args: Plain[] = [[...lines], filename as string];
    this.guard.record('compile', args, 'deny', rule as string, place);
    return { kind: 'refused', message: lines[0]!, type: 'SyntaxError' };
  }

  /** Where it is allowed it is no effect: it counts as one only where it is refused. */
  private unpickle(args: readonly Plain[], place: Place): SystemAnswer {
    const { guard } = this;
    const operation = { kind: 'unpickle', name: args.join('.') } as const;
    const { action, rule, source } = guard.policy.decide(operation);
    if (action !== 'allow') return guard.authorize('pickle.find_class', args, operation, place) as SystemAnswer;
    guard.record('pickle.find_class', args, 'allow', source === '' ? rule : `${rule} (${source})`, place);
    return NONE;
  }
}
