/** How a script fails: in Python's words, with the place in its body. */
import type { LimitName } from '@rexec/python';
import type { Finding } from '../language/finding.js';

export class ScriptError extends Error {
  constructor(
    /** Name of the Python exception, or `LimitError`. */
    readonly type: string,
    /** The exception's own message. */
    readonly reason: string,
    /** As the interpreter prints it; '' where nothing ran. */
    readonly traceback = '',
    more: { readonly limit?: LimitName; readonly findings?: readonly Finding[] } = {},
  ) {
    super(reason === '' ? type : `${type}: ${reason}`);
    this.name = 'ScriptError';
    this.limit = more.limit;
    this.findings = more.findings ?? [];
  }

  readonly limit: LimitName | undefined;
  /** What is wrong with a script that has errors. */
  readonly findings: readonly Finding[];
}
