/** What a run gives the host: always a value, never a thrown error of the guest's. */
import type { LimitName, Usage } from '@rexec/python';
import type { HostValue } from '../bastion/values.js';
import type { Finding } from '../language/finding.js';
import type { Refusal } from '../system/supervisor.js';

export type Status = 'ok' | 'error' | 'refused' | 'limit';

export interface RunError {
  /** Name of the Python class, or `LimitError`. */
  type: string;
  message: string;
  /** Text as the interpreter prints it; empty for limits. */
  traceback: string;
  /** Which limit, where one ended the run. */
  limit?: LimitName;
  /** Where the program stood when a limit ended it, where that is known. */
  place?: { readonly filename: string; readonly line: number };
  /** What is wrong with a source that was refused: all of it. */
  findings?: readonly Finding[];
}

export interface RunResult {
  status: Status;
  /** Value of an evaluated expression; null otherwise. */
  value: HostValue;
  stdout: string;
  stderr: string;
  error: RunError | null;
  /** Argument of SystemExit as an exit status; null if the program did not exit by itself. */
  exitCode: number | null;
  refusals: Refusal[];
  usage: Usage;
}

/** What a run gave, and what the program's end added to it: text, and a limit that ended the end. */
export function withEnd(ran: RunResult, end: RunResult): RunResult {
  const both = {
    ...ran,
    stdout: ran.stdout + end.stdout,
    stderr: ran.stderr + end.stderr,
    refusals: [...ran.refusals, ...end.refusals],
    usage: end.usage,
  };
  return end.status === 'limit' ? { ...both, status: end.status, value: null, error: end.error, exitCode: null } : both;
}

export type { Refusal };
