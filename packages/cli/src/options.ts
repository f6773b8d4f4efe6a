/** Options that all running commands share, and what they mean for a cell. */

import { delimiter } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_POLICY_LIMITS as DEFAULT_LIMITS, type ProcessPolicyOptions } from 'rexec/apart';

export interface RunFlags {
  fuel?: number;
  time?: number;
  memory?: number;
  recursion?: number;
  output?: number;
  json?: boolean;
  path?: string;
  policy?: string;
  audit?: string;
  record?: string;
  isolation?: Isolation;
  /** Modules and files of the current directory can be read. */
  here?: boolean;
}

export const ISOLATIONS = ['inline', 'process', 'jail'] as const;
export type Isolation = (typeof ISOLATIONS)[number];

const count = (value: string): number => {
  const m = /^(\d+(?:\.\d+)?)([kmg]?)$/i.exec(value.replaceAll('_', ''));
  if (m === null) throw new InvalidArgumentError('write a number, with k, M or G for thousands, millions, milliards.');
  const scale = { '': 1, k: 1e3, m: 1e6, g: 1e9 }[m[2]!.toLowerCase()]!;
  return positive(Number(m[1]) * scale);
};
const bytes = (value: string): number => {
  const m = /^(\d+(?:\.\d+)?)([kmg]?)i?b?$/i.exec(value.replaceAll('_', ''));
  if (m === null) throw new InvalidArgumentError('write bytes, with k, M or G for KiB, MiB, GiB (like 64M).');
  const scale = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[m[2]!.toLowerCase()]!;
  return positive(Number(m[1]) * scale);
};
const seconds = (value: string): number => {
  const m = /^(\d+(?:\.\d+)?)(ms|s|m|)$/.exec(value);
  if (m === null) throw new InvalidArgumentError('write seconds, or a number with ms, s or m (like 500ms).');
  const scale = { '': 1000, s: 1000, ms: 1, m: 60_000 }[m[2]!]!;
  return positive(Number(m[1]) * scale);
};
function positive(n: number): number {
  if (!(n >= 1) || n > Number.MAX_SAFE_INTEGER) throw new InvalidArgumentError('it must be at least 1.');
  return Math.floor(n);
}

export function addRunOptions(command: Command): Command {
  return command
    .addOption(new Option('--fuel <n>', `units of computing (default ${DEFAULT_LIMITS.fuel / 1e9}G)`).argParser(count))
    .addOption(
      new Option(
        '--time <duration>',
        `wall time in seconds, or like 500ms (default ${DEFAULT_LIMITS.time / 1000}s)`,
      ).argParser(seconds),
    )
    .addOption(
      new Option('--memory <bytes>', `live memory, like 64M (default ${DEFAULT_LIMITS.memory / 2 ** 20}M)`).argParser(
        bytes,
      ),
    )
    .addOption(
      new Option('--recursion <n>', `depth of Python calls (default ${DEFAULT_LIMITS.recursion})`).argParser(count),
    )
    .addOption(
      new Option('--output <n>', `characters written (default ${DEFAULT_LIMITS.output / 2 ** 20}Mi)`).argParser(count),
    )
    .option('--path <folders>', `folders of source modules to import from, read-only, separated by "${delimiter}"`)
    .option(
      '--policy <file>',
      'what the program may do: a policy document, or a preset (none, pure, rexec, applet, trusted)',
    )
    .option('--audit <file>', 'append a record of every attempted effect (rexec audit show FILE)')
    .option('--record <file>', 'record what comes from outside, for rexec replay FILE')
    .addOption(
      new Option(
        '--isolation <kind>',
        'where the cell runs: in this process, in one of its own (default), or in a jail around that',
      ).choices([...ISOLATIONS]),
    )
    .option('--json', 'print one JSON object: status, stdout, stderr, value, error, refusals, usage');
}

type Limits = NonNullable<ProcessPolicyOptions['limits']>;

export function limitsOf(flags: RunFlags): Limits {
  const limits: Limits = {};
  for (const key of ['fuel', 'time', 'memory', 'recursion', 'output'] as const) {
    const v = flags[key];
    if (v !== undefined) limits[key] = v;
  }
  return limits;
}
