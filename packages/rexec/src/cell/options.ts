/** What a cell is made with, and what a run is begun with. */
import type { engine, Limits, MachineOptions, Powers, Restrictions } from '@rexec/python';
import type { AuditHooks } from '../audit/hook.js';
import type { Exchange } from '../bastion/values.js';
import type { LanguageRules } from '../language/rules.js';
import type { CellRecorder } from './recorded.js';
import type { Refusal } from './result.js';
import type { WorldState } from './saved.js';

export interface CellOptions {
  limits?: Limits;
  /** Clock, entropy, files: what is absent cannot be had. The console is the cell's own. */
  powers?: Omit<Powers, 'console' | 'refused'>;
  /** Milliseconds for the time limit; without it there is none. */
  deadlineClock?: () => number;
  /** Called after heap walks: `garbageCollector()` on Node. */
  collectGarbage?: () => void;
  /** Asked now and then while a program runs: true raises KeyboardInterrupt in it. */
  interrupted?: () => boolean;
  /**
   * A limit is reached: a greater number is the limit from now on, anything else ends the run.
   *
   * ```ts
   * onLimit: (limit, usage) => (limit === 'fuel' && usage.fuel < 1e9 ? usage.fuel * 2 : undefined)
   * ```
   */
  onLimit?: NonNullable<MachineOptions['onLimit']>;
  /** Called as text is written, besides being collected in the result. */
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
  /** Collect output in the result (default true). */
  collect?: boolean;
  /** A line of standard input with its newline, '' at its end. */
  readline?: () => string;
  /** `sys.argv`. */
  argv?: readonly string[];
  /** What the program does not see. */
  restrictions?: Restrictions;
  /** What of Python its sources may use: they are held to each of these. */
  language?: readonly LanguageRules[];
  /** Called when the cell is disposed of. */
  onDispose?: () => void;
  /** Called when a limit has ended the cell: nothing that it had begun is to have an effect any more. */
  onEnded?: (message: string) => void;
  /** What a system of the host's own has refused since the last call. */
  takeRefused?: () => Refusal[];
  /** Where the host's audit hooks hear of events; absent: nobody does. */
  hooks?: AuditHooks;
  /** How values cross. Default: a HostTable of the cell's own. */
  exchange?: Exchange;
  /** What stands around the machine and is kept in a snapshot: the supervisor's files, clocks, counters. */
  world?: WorldState;
  /** Writes down what comes from outside: `new Recorder(write)`. */
  recorder?: CellRecorder;
}

export interface RunOptions {
  filename?: string;
  /** `module`: the source is the name of a module that is run as the program, as `python -m` does. */
  mode?: 'exec' | 'eval' | 'single' | 'module';
  /** The source's tree, where the host has made it (and changed it): it is compiled in place of the text. */
  tree?: engine.ast.Mod;
  /**
   * Ends the run at once, and the cell with it: the result's status is `limit`, the limit `stopped`. A run with a signal
   * goes in slices, so that the host's timers and events are heard while it computes.
   */
  signal?: AbortSignal;
}

export interface StartOptions extends Omit<RunOptions, 'signal'> {
  /** The program stops each time it has spent so much: a step of kind `slice`. */
  fuel?: number;
  /** Names of functions that the host answers by stepping: bound as `hostFunction({ name })`. */
  functions?: readonly string[];
}
