/**
 * Where restricted code runs: a namespace in a cell, with guards and built-in names of its own. The cell's policy and limits
 * hold for it as for every program of the cell.
 *
 * ```ts
 * const space = await RestrictedNamespace.open(cell, { names: { prices: [3, 4], total: 0 } });
 * await space.run(compileRestricted('for p in prices: total += p').code!);
 * await space.get('total'); // 7
 * ```
 */
import { type Giveable, type HostValue, PythonObject } from '../bastion/values.js';
import type { RunResult } from '../cell/result.js';
import type { RestrictedCode } from './compiler.js';

export type RestrictedBuiltins = 'safe' | 'limited' | 'utility';

export interface RestrictedNamespaceOptions {
  /** Which of RestrictedPython's tables of built-in names the code has. Default: `['safe']`. */
  builtins?: readonly RestrictedBuiltins[];
  /** Modules that the code may import, as far as the cell's policy has them. Default: none, and no `import`. */
  modules?: readonly string[];
  /**
   * More names for the code, copies or things of the host's. A guard is such a name: `{ _getattr_: hostFunction(…) }`. By
   * default attributes go through `safer_getattr_raise`, writes through `full_write_guard` (to lists, dicts and instances of
   * the code's own classes), and `print` is collected.
   */
  names?: Readonly<Record<string, Giveable>>;
}

/** A Cell, or a ProcessCell. */
export interface RestrictedHost {
  command(name: string, args: Giveable): Promise<RunResult>;
}

type Command = 'open' | 'close' | 'run' | 'call' | 'set' | 'get' | 'printed';

export class RestrictedNamespace {
  private constructor(
    private readonly cell: RestrictedHost,
    /** Its number in the cell: what `at` finds it by in a cell that was restored. */
    readonly number: number,
  ) {}

  static async open(cell: RestrictedHost, options: RestrictedNamespaceOptions = {}): Promise<RestrictedNamespace> {
    const { builtins = ['safe'], modules = [], names = {} } = options;
    const opened = new RestrictedNamespace(cell, 0);
    return new RestrictedNamespace(cell, (await opened.done('open', [builtins, modules, names])) as number);
  }

  static at(cell: RestrictedHost, number: number): RestrictedNamespace {
    return new RestrictedNamespace(cell, number);
  }

  /** Runs code; the value is that of an expression. */
  run({ source, filename, mode, data }: RestrictedCode): Promise<RunResult> {
    return this.command('run', [source, filename, mode, ...data]);
  }

  /** Calls what one of its names stands for. */
  call(
    name: string,
    args: readonly Giveable[] = [],
    kwargs: Readonly<Record<string, Giveable>> = {},
  ): Promise<RunResult> {
    return this.command('call', [name, args, kwargs]);
  }

  async set(names: Readonly<Record<string, Giveable>>): Promise<void> {
    await this.done('set', names);
  }

  /** A copy of what a name stands for; undefined: it is not there. */
  async get(name: string): Promise<HostValue | undefined> {
    const found = await this.done('get', name);
    return Array.isArray(found) ? found[1] : found === null ? undefined : found;
  }

  /** What the statements outside of functions have printed since the last run began. */
  async printed(): Promise<string> {
    return String(await this.done('printed', null));
  }

  async close(): Promise<void> {
    await this.done('close', null);
  }

  private async done(command: Command, args: Giveable): Promise<HostValue> {
    const { error, value } = await this.command(command, args);
    if (error !== null) throw new Error(`${error.type}: ${error.message}`);
    return value;
  }

  private async command(command: Command, args: Giveable): Promise<RunResult> {
    return resultOf(await this.cell.command('restricted', [command, this.number, args]));
  }
}

/** The result of a run from that of a command, whose value says what came of it (library/cells.py). */
function resultOf(commanded: RunResult): RunResult {
  const came = commanded.value;
  if (!Array.isArray(came)) return commanded;
  if (came[0] === 'raised') {
    const [, type, , , message, traceback] = came as string[];
    const error = { type: type!, message: message!, traceback: traceback! };
    return { ...commanded, status: commanded.refusals.length > 0 ? 'refused' : 'error', value: null, error };
  }
  const [kind, value] = came[1] as HostValue[];
  return { ...commanded, value: kind === 'value' ? value! : new PythonObject(String(value)) };
}
