/** The options of a cell that runs here under a policy: its world, joined to its machine. */
import { HostTable } from '../bastion/handlers.js';
import type { SupervisorConsole } from '../system/console-calls.js';
import { defined } from '../system/defined.js';
import { listOf } from '../system/keeping.js';
import type { Maybe } from '../system/later.js';
import type { Supervisor } from '../system/supervisor.js';
import type { Cell } from './cell.js';
import type { NestedWorld } from './nested.js';
import { inlineCells } from './nested-inline.js';
import type { CellOptions } from './options.js';
import { clockOf, entropyOf, loadClocks, saveClocks, withSettings } from './settings.js';
import { makeWorld, type World, type WorldOptions } from './world.js';

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

/** The world that the options ask for. `out` takes what the supervisor itself writes. */
export function worldOf(
  options: Omit<PolicyCellOptions, 'interrupted'>,
  host: HostTable,
  nested: NestedWorld,
  out: Pick<SupervisorConsole, 'stdout' | 'stderr'>,
): World {
  const { readline, isatty, sinks = [], recorder } = options;
  return makeWorld({
    nested,
    ...options,
    sinks: recorder === undefined ? sinks : [...sinks, recorder.sink],
    host,
    console: { ...out, ...defined({ readline, isatty }) },
  });
}

/** `cell` is asked for the cell once it is made. */
export function optionsUnderPolicy(options: PolicyCellOptions, cell: () => Cell | undefined): CellOptions {
  const { onStdout, onStderr, collect, interrupted, onLimit, between, recorder } = options;
  const table = new HostTable();
  const nested = { make: inlineCells(interrupted), timeLeft: () => cell()?.timeLeft ?? Number.POSITIVE_INFINITY };
  const { policy, supervisor, settings, platform } = worldOf(options, table, nested, {
    stdout: (text) => cell()?.emit('stdout', text),
    stderr: (text) => cell()?.emit('stderr', text),
  });
  const clock = clockOf(settings.clock, platform.clock, () => cell()?.usage.fuel ?? 0);
  const entropy = entropyOf(settings.entropy, platform.entropy);
  return {
    ...withSettings(settings, between?.(supervisor) ?? supervisor, clock, entropy),
    exchange: table,
    deadlineClock: platform.milliseconds,
    ...defined({
      collectGarbage: platform.collectGarbage,
      onStdout,
      onStderr,
      collect,
      interrupted,
      onLimit,
      recorder,
    }),
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
