/** What the supervisor holds of a cell: objects by their numbers, each use of which is had inside the cell, and files. */
import type { Giveable, HostValue } from '../bastion/values.js';

/** Runs a command of the supervisor's in the cell. */
export type Command = (name: string, args: readonly Giveable[]) => Promise<HostValue | RObject>;

/** An object of a cell that does not cross: a module, a class, a function, an instance. */
export class RObject {
  constructor(
    private readonly command: Command,
    private readonly number: number,
    /** Name of its class. */
    readonly type: string,
  ) {}

  get(name: string): Promise<HostValue | RObject> {
    return this.command('get', [this.number, name]);
  }

  async set(name: string, value: Giveable): Promise<void> {
    await this.command('set', [this.number, name, value]);
  }

  async delete(name: string): Promise<void> {
    await this.command('delete', [this.number, name]);
  }

  call(args: readonly Giveable[] = [], kwargs: Readonly<Record<string, Giveable>> = {}): Promise<HostValue | RObject> {
    return this.command('call', [this.number, args, kwargs]);
  }

  /** Calls a method. */
  method(name: string, ...args: readonly Giveable[]): Promise<HostValue | RObject> {
    return this.command('method', [this.number, name, args, {}]);
  }

  async names(): Promise<string[]> {
    return (await this.command('names', [this.number])) as string[];
  }

  async repr(): Promise<string> {
    return (await this.command('repr', [this.number])) as string;
  }

  /** Lets go of it: the cell keeps it for nobody any more. */
  async forget(): Promise<void> {
    await this.command('forget', [this.number]);
  }
}

/** What `r_open` gives: for the program a file of its cell, for the supervisor one to read. */
export class RFile {
  constructor(
    /** Path as the cell sees it. */
    readonly path: string,
    readonly mode: string,
    private readonly file: RObject | null,
  ) {}

  private get opened(): RObject {
    if (this.file === null) throw new Error('this file is opened by the program, in its cell');
    return this.file;
  }

  async read(n = -1): Promise<string | Uint8Array> {
    return (await this.opened.method('read', n)) as string | Uint8Array;
  }

  async readline(): Promise<string | Uint8Array> {
    return (await this.opened.method('readline')) as string | Uint8Array;
  }

  async readlines(): Promise<(string | Uint8Array)[]> {
    return (await this.opened.method('readlines')) as (string | Uint8Array)[];
  }

  async close(): Promise<void> {
    await this.opened.method('close');
    await this.opened.forget();
  }
}
