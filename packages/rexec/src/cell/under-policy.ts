/** The options of a cell that runs here under a policy: its world, joined to its machine. */
import { HostTable } from '../bastion/handlers.js';
import { listOf } from '../system/keeping.js';
import type { Maybe } from '../system/later.js';
import type { Supervisor } from '../system/supervisor.js';
import type { Cell } from './cell.js';
import { inlineCells } from './nested-inline.js';
import type { CellOptions } from './options.js';
import { clockOf, entropyOf, loadClocks, saveClocks } from './settings.js';
import { makeWorld, type WorldOptions } from './world.js';

export interface PolicyCellOptions
  extends Omit<WorldOptions, 'console' | 'host'>,
    Pick<CellOptions, 'onStdout' | 'onStderr' | 'collect' | 'interrupted' | 'onLimit' | 'recorder'> {
  /** A line of standard input with its newline, '' at its end. */
  readonly readline?: () => Maybe<string>;
  readonly isatty?: (fd: number) => boolean;
  /** What stands between the cell and its supervisor: it may answer calls by itself. */
  readonly between?: (supervisor: Supervisor) => Supervised;
}

/** What answers a cell's calls: a supervisor, or something before it. */
export type Supervised = Pick<Supervisor, 'call' | 'audit'>;

/** `cell` is asked for the cell once it is made. */
export function optionsUnderPolicy(options: PolicyCellOptions, cell: () => Cell | undefined): CellOptions {
  const { onStdout, onStderr, collect, interrupted, onLimit, readline, isatty, between, recorder, ...rest } = options;
  const table = new HostTable();
  const { policy, supervisor, settings, platform } = makeWorld({
    nested: { make: inlineCells(interrupted), timeLeft: () => timeLeft(cell()) },
    ...rest,
    ...(recorder === undefined ? {} : { sinks: [...(rest.sinks ?? []), recorder.sink] }),
    host: table,
    console: {
      stdout: (text) => cell()?.emit('stdout', text),
      stderr: (text) => cell()?.emit('stderr', text),
      ...(readline === undefined ? {} : { readline }),
      ...(isatty === undefined ? {} : { isatty }),
    },
  });
  const clock = clockOf(settings.clock, platform.clock, () => cell()?.usage.fuel ?? 0);
  const entropy = entropyOf(settings.entropy, platform.entropy);
  return {
    limits: settings.limits,
    argv: settings.argv,
    ...(settings.restrictions === undefined ? {} : { restrictions: settings.restrictions }),
    ...(settings.language === undefined ? {} : { language: settings.language }),
    exchange: table,
    deadlineClock: platform.milliseconds,
    ...(platform.collectGarbage === undefined ? {} : { collectGarbage: platform.collectGarbage }),
    ...(onStdout === undefined ? {} : { onStdout }),
    ...(onStderr === undefined ? {} : { onStderr }),
    ...(collect === undefined ? {} : { collect }),
    ...(interrupted === undefined ? {} : { interrupted }),
    ...(onLimit === undefined ? {} : { onLimit }),
    ...(recorder === undefined ? {} : { recorder }),
    powers: {
      ...(settings.budget === true ? { budget: true } : {}),
      system: between?.(supervisor) ?? supervisor,
      ...(clock.power === undefined ? {} : { clock: clock.power }),
      ...(entropy.power === undefined ? {} : { entropy: entropy.power }),
    },
    world: {
      policy,
      again: options,
      save: () => [supervisor.save(), ...saveClocks(clock, entropy)],
      load: (saved) => {
        const [kept, ...clocks] = listOf(saved, 3);
        supervisor.load(kept!);
        loadClocks(clocks, clock, entropy);
      },
    },
    hooks: supervisor.hooks,
    takeRefused: () => supervisor.takeRefused(),
    onEnded: (message) => void supervisor.stop(message),
    onDispose: () => supervisor.end(),
  };
}

/** Milliseconds that the cell has. */
function timeLeft(cell: Cell | undefined): number {
  return cell === undefined ? Number.POSITIVE_INFINITY : cell.timeLeft;
}
