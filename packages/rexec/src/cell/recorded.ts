/** What a recording of a cell hears of: see replay/recorder.ts. */
import type { Clock, Entropy, Plain, System, SystemAnswer, SystemCall } from '@rexec/python';
import type { AuditSink } from '../audit/event.js';
import type { Giveable } from '../bastion/values.js';
import type { CellOptions } from './options.js';
import type { RunResult } from './result.js';
import type { CellSettings } from './settings.js';

/** What a host does with a cell. */
export type Action =
  | readonly ['run', mode: string, source: string, filename: string]
  | readonly ['call', name: string, args: Plain, kwargs: Plain]
  | readonly ['command', name: string, value: Plain]
  | readonly ['finish']
  | readonly ['set', name: string, value: Plain]
  /** Members by turns: name, value. */
  | readonly ['module', name: string, members: readonly Plain[]];

/** Members of a module as `Cell.setModule` takes them, from those of an action. */
export function membersOf(flat: readonly Plain[]): Record<string, Giveable> {
  const entries = Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
  return Object.fromEntries(entries) as Record<string, Giveable>;
}

export interface CellRecorder {
  /** The options with powers whose answers are recorded. Called once, before anything else. */
  around(options: CellOptions, settings: CellSettings): CellOptions;
  // For a cell in another process, one by one.
  begin(settings: CellSettings, powers: readonly string[]): void;
  system(system: System): System;
  clock(clock: Clock): Clock;
  entropy(entropy: Entropy): Entropy;
  did(action: Action): void;
  /** The program goes on with an answer that came later. */
  answered(call: SystemCall, answer: SystemAnswer): void;
  wrote(stream: 'stdout' | 'stderr', text: string): void;
  ended(result: RunResult): void;
  /** The supervisor's events belong to the recording. */
  readonly sink: AuditSink;
  /** What the cell has spent: set once there is one. */
  fuel: () => number;
}
