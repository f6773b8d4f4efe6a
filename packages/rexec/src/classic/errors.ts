/** What the classic interface throws: there a program's exception passes through to the supervisor. */
import { HostError } from '../bastion/bastion.js';
import type { HostValue } from '../bastion/values.js';

/**
 * An exception of a program in a cell.
 *
 * ```ts
 * try {
 *   await r_env.r_exec('import socket');
 * } catch (e) {
 *   if (e instanceof PythonException && e.isA('ImportError')) console.log(e.message);
 * }
 * ```
 */
export class PythonException extends HostError {
  override readonly name = 'PythonException';

  constructor(
    /** Name of its class. */
    type: string,
    /** `str()` of it. */
    message: string,
    /** The built-in classes that it belongs to, the nearest first. */
    readonly kinds: readonly string[],
    /** Copies of its arguments. */
    readonly args: readonly HostValue[],
    /** The traceback as the interpreter prints it. */
    readonly traceback: string,
  ) {
    super(type, message);
  }

  /** Whether it is an instance of this built-in class: `e.isA('OSError')`; IOError and EnvironmentError are OSError. */
  isA(kind: string): boolean {
    const name = kind === 'IOError' || kind === 'EnvironmentError' ? 'OSError' : kind;
    return this.type === name || this.kinds.includes(name);
  }
}

/** An exception for a supervisor's own method to throw: `throw pythonError('OSError', 'not in this folder')`. */
export function pythonError(type: string, message: string): PythonException {
  return new PythonException(type, message, [type], [message], '');
}
