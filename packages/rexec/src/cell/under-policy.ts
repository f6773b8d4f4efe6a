/** The options of a cell that runs here under a policy: its world, joined to its machine. */
import { HostTable } from '../bastion/handlers.js';
import { put } from '../system/defined.js';
import { listOf } from '../system/keeping.js';
import type { Cell } from './cell.js';
import { inlineCells } from './nested-inline.js';
import type { CellOptions } from './options.js';
import { type PolicyCellOptions, worldOf } from './policy-options.js';
import { clockOf, entropyOf, loadClocks, saveClocks, withSettings } from './settings.js';

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
  const made: CellOptions = withSettings(settings, between?.(supervisor) ?? supervisor, clock, entropy);
  made.exchange = table;
  made.deadlineClock = platform.milliseconds;
  made.hooks = supervisor.hooks;
  made.takeRefused = () => supervisor.takeRefused();
  made.onEnded = (message) => void supervisor.stop(message);
  made.onDispose = () => supervisor.end();
  made.world = {
    policy,
    again: policy === options.policy ? options : { ...options, policy },
    mayFindSource: (name) => supervisor.mayFindSource(name),
    save: () => [supervisor.save(), ...saveClocks(clock, entropy)],
    load: (saved) => {
      const [kept, ...clocks] = listOf(saved, 3);
      supervisor.load(kept!);
      loadClocks(clocks, clock, entropy);
      return supervisor.setAside;
    },
  };
  const { collectGarbage } = platform;
  return put(made, { collectGarbage, onStdout, onStderr, collect, interrupted, onLimit, recorder });
}
