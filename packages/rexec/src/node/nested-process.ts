/** Inner cells of a cell in a process: each is in a process of its own, beside the outer one's, with no more rights than that. */
import type { Plain, SystemAnswer } from '@rexec/python';
import { AS_IT_CROSSES, type Giveable } from '../bastion/values.js';
import type { InnerCalls, InnerMaker } from '../cell/nested.js';
import { PromisedAnswer } from '../system/later.js';
import { ProcessCell } from './process-cell.js';

export function processCells(isolation: 'process' | 'jail' = 'process'): InnerMaker {
  return ({ settings }, system, output) => {
    let by: InnerCalls | undefined;
    let answered: ((answer: SystemAnswer) => void) | undefined;
    let fuel = 0;
    const cell = ProcessCell.create({
      settings,
      isolation,
      exchange: AS_IT_CROSSES,
      collect: false,
      onStdout: (text) => output.stdout(text),
      onStderr: (text) => output.stderr(text),
      system: {
        call: (call) => {
          fuel = Math.max(fuel, call.place.fuel);
          const answer = system.call(call);
          if (answer.kind !== 'later') return answer;
          const later = answer as PromisedAnswer;
          const handedOn = new Promise<SystemAnswer>((resolve) => {
            answered = resolve;
          });
          return by?.held(later) === true ? new PromisedAnswer(handedOn) : later;
        },
        audit: (event, args, place) => system.audit?.(event, args, place),
      },
    });
    return {
      get usage() {
        return { fuel };
      },
      start: (name: string, args: Plain, calls: InnerCalls) => {
        by = calls;
        void cell.command(name, args as Giveable).then((result) => {
          fuel = Math.max(fuel, result.usage.fuel);
          calls.done(result);
        });
      },
      answer: (answer) => answered?.(answer),
      // A process keeps the limit that it was made with: its cell is charged for step by step.
      limitFuel: () => {},
      dispose: () => cell.dispose(),
    };
  };
}
