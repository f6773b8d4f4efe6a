/** Inner cells of a cell in a process: each is in a process of its own, beside the outer one's, with no more rights than that. */
import type { Plain, SystemAnswer } from '@rexec/python';
import { AS_IT_CROSSES, type Giveable } from '../bastion/values.js';
import type { InnerCalls, InnerMaker } from '../cell/inner.js';
import { LeftAnswer } from '../system/later.js';
import { ProcessCell } from './process-cell.js';
import type { ProcessCellOptions } from './process-options.js';
import type { ProcessStep } from './process-step.js';

const NOTHING: SystemAnswer = { kind: 'value', value: null };

export function processCells(isolation: 'process' | 'jail' = 'process'): InnerMaker {
  return ({ settings, supervisor }, system, output, saved) => {
    let by: InnerCalls | undefined;
    /** The call that was left to the outer program. */
    let left: LeftAnswer | undefined;
    let bytes: Uint8Array | undefined;
    let fuel = 0;
    const options: ProcessCellOptions = {
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
          if (answer instanceof LeftAnswer) left = answer;
          return answer;
        },
        audit: (event, args, place) => system.audit?.(event, args, place),
      },
      // The rest of its world is kept by the outer supervisor.
      world: { policy: null, again: null, save: () => [null, 0n, 0n], load: () => supervisor.setAside },
    };
    const { cell, asked, ready } =
      saved === null
        ? { cell: ProcessCell.create(options), asked: null, ready: undefined }
        : ProcessCell.restoring(saved, options);
    const follow = async (coming: Promise<ProcessStep>): Promise<void> => {
      const step = await coming;
      fuel = Math.max(fuel, step.result?.usage.fuel ?? cell.usage.fuel);
      if (step.result !== null) by!.done(step.result);
      else if (step.kind !== 'call' || left === undefined || !by!.held(left)) {
        // It says that it stands where no cell stands: it is ended, and that is its result.
        cell.dispose();
        await follow(cell.answer(NOTHING));
      }
    };
    const madeAgain = async (): Promise<void> => {
      const answer = await cell.madeAgain();
      if (answer instanceof LeftAnswer) by!.held(answer);
      else await follow(cell.answer(answer));
    };
    return {
      get usage() {
        return { fuel: Math.max(fuel, cell.usage.fuel) };
      },
      asked,
      ...(ready === undefined ? {} : { ready }),
      start: (name: string, args: Plain, calls: InnerCalls) => {
        by = calls;
        follow(cell.startCommand(name, args as Giveable)).catch(calls.failed);
      },
      goOn: (calls, call) => {
        by = calls;
        if (call === 'again') madeAgain().catch(calls.failed);
      },
      answer: (answer: SystemAnswer) => void follow(cell.answer(answer)).catch(by!.failed),
      gather: async () => {
        bytes = await cell.snapshot();
      },
      snapshot: () => {
        const taken = bytes!;
        bytes = undefined;
        return taken;
      },
      // A process keeps the limit that it was made with: its cell is charged for step by step.
      limitFuel: () => {},
      dispose: () => cell.dispose(),
    };
  };
}
