/** What a cell under a policy is made with, wherever it runs, and the world that this asks for. Needs no engine. */
import type { HostTable } from '../bastion/handlers.js';
import type { SupervisorConsole } from '../system/console-calls.js';
import { put } from '../system/defined.js';
import type { Maybe } from '../system/later.js';
import type { Supervisor } from '../system/supervisor.js';
import type { NestedWorld } from './nested.js';
import type { CellOptions } from './options.js';
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
  const heard = recorder === undefined ? sinks : [...sinks, recorder.sink];
  const console = put<SupervisorConsole, 'readline' | 'isatty'>({ ...out }, { readline, isatty });
  return makeWorld({ ...options, nested: options.nested ?? nested, sinks: heard, host, console });
}
