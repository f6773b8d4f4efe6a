/** The options of a cell that runs here under a policy: its world, joined to its machine. */
import { HostTable } from '../bastion/handlers.js';
import type { Maybe } from '../system/later.js';
import type { CellOptions } from './cell.js';
import { clockOf, entropyOf } from './settings.js';
import { makeWorld, type WorldOptions } from './world.js';

export interface PolicyCellOptions
  extends Omit<WorldOptions, 'console' | 'host'>,
    Pick<CellOptions, 'onStdout' | 'onStderr' | 'collect' | 'interrupted'> {
  /** A line of standard input with its newline, '' at its end. */
  readonly readline?: () => Maybe<string>;
  readonly isatty?: (fd: number) => boolean;
}

export function optionsUnderPolicy(options: PolicyCellOptions, fuel: () => number): CellOptions {
  const { onStdout, onStderr, collect, interrupted, readline, isatty, ...rest } = options;
  const table = new HostTable();
  const { supervisor, settings, platform } = makeWorld({
    ...rest,
    host: table,
    console: {
      ...(onStdout === undefined ? {} : { stdout: onStdout }),
      ...(onStderr === undefined ? {} : { stderr: onStderr }),
      ...(readline === undefined ? {} : { readline }),
      ...(isatty === undefined ? {} : { isatty }),
    },
  });
  const clock = clockOf(settings.clock, platform.clock, fuel);
  const entropy = entropyOf(settings.entropy, platform.entropy);
  return {
    limits: settings.limits,
    argv: settings.argv,
    ...(settings.restrictions === undefined ? {} : { restrictions: settings.restrictions }),
    exchange: table,
    deadlineClock: platform.milliseconds,
    ...(platform.collectGarbage === undefined ? {} : { collectGarbage: platform.collectGarbage }),
    ...(onStdout === undefined ? {} : { onStdout }),
    ...(onStderr === undefined ? {} : { onStderr }),
    ...(collect === undefined ? {} : { collect }),
    ...(interrupted === undefined ? {} : { interrupted }),
    powers: {
      system: supervisor,
      ...(clock === undefined ? {} : { clock }),
      ...(entropy === undefined ? {} : { entropy }),
    },
    onDispose: () => supervisor.end(),
  };
}
