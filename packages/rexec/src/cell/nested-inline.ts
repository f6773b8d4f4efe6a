/** Inner cells in the thread of the outer one. */
import type { SystemCall } from '@rexec/python';
import { AS_IT_CROSSES, type Giveable } from '../bastion/values.js';
import { defined } from '../system/defined.js';
import { bad, listOf } from '../system/keeping.js';
import { Cell } from './cell.js';
import type { Commanded } from './driver.js';
import type { InnerMaker } from './inner.js';
import type { CellOptions } from './options.js';
import { clockOf, entropyOf, loadClocks, saveClocks, withSettings } from './settings.js';

/** `interrupted` is asked for inner programs as for the outer one. */
export const inlineCells =
  (interrupted?: () => boolean): InnerMaker =>
  ({ settings, platform, supervisor }, system, output, saved) => {
    let cell: Cell | undefined;
    let command: Commanded | undefined;
    const clock = clockOf(settings.clock, platform.clock, () => cell?.usage.fuel ?? 0);
    const entropy = entropyOf(settings.entropy, platform.entropy);
    const options: CellOptions = {
      ...withSettings(settings, system, clock, entropy),
      deadlineClock: platform.milliseconds,
      collect: false,
      ...defined({ interrupted }),
      onStdout: (text) => output.stdout(text),
      onStderr: (text) => output.stderr(text),
      exchange: AS_IT_CROSSES,
      // The rest of its world is kept by the outer supervisor.
      world: {
        policy: null,
        again: null,
        save: () => [null, ...saveClocks(clock, entropy)],
        load: (kept) => {
          loadClocks(listOf(kept, 3).slice(1), clock, entropy);
          return supervisor.setAside;
        },
      },
    };
    const made = saved === null ? Cell.create(options) : Cell.restore(saved, options);
    cell = made;
    return {
      get usage() {
        return made.usage;
      },
      asked: openCall(made),
      start: (name, args, by) => {
        command = undefined;
        command = made.startCommand(name, args as Giveable, by);
      },
      goOn: (by, call) => {
        command = undefined;
        command = made.goOnCommand(by, call);
      },
      answer: (answer) => command!.answer(answer),
      limitFuel: (total) => made.limitFuel(total),
      snapshot: () => made.snapshot(),
      dispose: () => made.dispose(),
    };
  };

/** The run of an inner cell is not cut into slices: where it stands, it waits for an answer. */
function openCall(cell: Cell): SystemCall | null {
  const { openCall } = cell;
  return openCall === null && cell.step !== null ? bad() : openCall;
}
