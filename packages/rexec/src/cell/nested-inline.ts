/** Inner cells in the thread of the outer one. */
import { AS_IT_CROSSES, type Giveable } from '../bastion/values.js';
import { defined } from '../system/defined.js';
import { Cell } from './cell.js';
import type { Commanded } from './driver.js';
import type { InnerMaker } from './nested.js';
import { clockOf, entropyOf, withSettings } from './settings.js';

/** `interrupted` is asked for inner programs as for the outer one. */
export const inlineCells =
  (interrupted?: () => boolean): InnerMaker =>
  ({ settings, platform }, system, output) => {
    let cell: Cell | undefined;
    let command: Commanded | undefined;
    const clock = clockOf(settings.clock, platform.clock, () => cell?.usage.fuel ?? 0);
    const entropy = entropyOf(settings.entropy, platform.entropy);
    const made = Cell.create({
      ...withSettings(settings, system, clock, entropy),
      deadlineClock: platform.milliseconds,
      collect: false,
      ...defined({ interrupted }),
      onStdout: (text) => output.stdout(text),
      onStderr: (text) => output.stderr(text),
      exchange: AS_IT_CROSSES,
    });
    cell = made;
    return {
      get usage() {
        return made.usage;
      },
      start: (name, args, by) => {
        command = undefined;
        command = made.startCommand(name, args as Giveable, by);
      },
      answer: (answer) => command!.answer(answer),
      limitFuel: (total) => made.limitFuel(total),
      dispose: () => made.dispose(),
    };
  };
