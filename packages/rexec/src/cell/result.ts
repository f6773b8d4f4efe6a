/** What a run gives the host: always a value, never a thrown error of the guest's. */
import type { LimitName, Usage } from '@rexec/python';
import type { HostValue } from '../bastion/to-host.js';

export type Status = 'ok' | 'error' | 'refused' | 'limit';

export interface RunError {
  /** Name of the Python class, or `LimitError`. */
  type: string;
  message: string;
  /** Text as the interpreter prints it; empty for limits. */
  traceback: string;
  /** Which limit, where one ended the run. */
  limit?: LimitName;
}

/** An effect that the cell asked for and did not get. */
export interface Refusal {
  event: string;
  detail: string;
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
