/** The plug-in points of imports, each answered by the RExec; a subclass says otherwise. */
import type { RObject } from './objects.js';
import type { RExec } from './rexec.js';

/** Suffix, mode and type of files that modules come from. */
export type Suffix = readonly [string, string, number];

export class RHooks {
  protected rexec: RExec | undefined;

  constructor(
    rexec?: RExec,
    readonly verbose = false,
  ) {
    this.rexec = rexec;
  }

  set_rexec(rexec: RExec): void {
    this.rexec = rexec;
  }

  get_suffixes(): Suffix[] {
    return this.owner.get_suffixes();
  }

  is_builtin(name: string): boolean {
    return this.owner.is_builtin(name);
  }

  init_builtin(name: string): Promise<unknown> {
    return Promise.resolve(this.owner.r_import(name));
  }

  load_dynamic(name: string, filename: string, file?: unknown): Promise<RObject> {
    return this.owner.load_dynamic(name, filename, file);
  }

  add_module(name: string): Promise<RObject> {
    return this.owner.add_module(name);
  }

  modules_dict(): ReadonlyMap<string, RObject> {
    return this.owner.modules;
  }

  default_path(): readonly string[] {
    return this.owner.path;
  }

  /** Where a module's source comes from, if not from the cell's files: a URL, an archive, a database. null: not from here. */
  find_source(_name: string): Promise<string | null> | string | null {
    return null;
  }

  private get owner(): RExec {
    if (this.rexec === undefined) throw new Error('hooks that belong to no RExec');
    return this.rexec;
  }
}
