/**
 * A folder of a cell as the tree of a mount of a cell inside it: the outer cell's mounts below the folder are part of it.
 * What the inner cell may do there both policies have decided before; where a symbolic link leads is the inner cell's to
 * look up, in its own files.
 */
import { Fault, faultCode } from './fault.js';
import {
  type Entry,
  type FileHandle,
  type FileInfo,
  type FileTree,
  folderInfo,
  LinkMet,
  type OpenWant,
  type Path,
} from './file-tree.js';
import { type Maybe, type Steps, settle, take } from './later.js';
import { type MountTable, namesOf } from './mounts.js';

interface Place {
  readonly tree: FileTree;
  readonly rest: Path;
  /** Names of the whole path before those that the tree sees. */
  readonly before: number;
  readonly names: Path;
}

type Change = 'mkdir' | 'rmdir' | 'unlink' | 'chmod' | 'utime';

export class OuterTree implements FileTree {
  private readonly base: readonly string[];

  constructor(
    private readonly table: MountTable,
    folder: string,
  ) {
    this.base = namesOf(folder);
  }

  private place(path: Path): Place {
    const names = [...this.base, ...path];
    const { tree, rest } = this.table.find(names);
    return { tree, rest, before: names.length - rest.length, names };
  }

  /** A link that the tree below met, counted from this tree's root. */
  private *met<T>(place: Place, body: () => Maybe<T>): Steps<T> {
    try {
      return yield* settle(body());
    } catch (e) {
      if (!(e instanceof LinkMet)) throw e;
      const index = e.index + place.before - this.base.length;
      if (index < 0) throw new Fault('ELOOP');
      throw new LinkMet(index, e.target);
    }
  }

  private reach<T>(path: Path, body: (place: Place) => Maybe<T>): Maybe<T> {
    const place = this.place(path);
    return take(this.met(place, () => body(place)));
  }

  stat(path: Path): Maybe<FileInfo> {
    return this.orFolder(
      path,
      (place) => place.tree.stat(place.rest),
      () => folderInfo(),
    );
  }

  list(path: Path): Maybe<readonly Entry[]> {
    const entries = this.orFolder(
      path,
      (place) => place.tree.list(place.rest),
      () => [],
    );
    return entries instanceof Promise ? entries.then((e) => this.withMounts(path, e)) : this.withMounts(path, entries);
  }

  private withMounts(path: Path, entries: readonly Entry[]): readonly Entry[] {
    const below = this.table.below([...this.base, ...path]);
    if (below === null) return entries;
    const all = new Map(entries.map((e) => [e.name, e]));
    for (const name of below) all.set(name, { name, kind: 'dir' });
    return [...all.values()];
  }

  /** A folder above mounts is there though no tree has it. */
  private orFolder<T>(path: Path, body: (place: Place) => Maybe<T>, folder: () => T): Maybe<T> {
    const place = this.place(path);
    const { table } = this;
    const { met } = this;
    const self = this;
    return take(
      (function* (): Steps<T> {
        try {
          return yield* met.call(self, place, () => body(place)) as Steps<T>;
        } catch (e) {
          if (e instanceof LinkMet || faultCode(e) !== 'ENOENT' || table.below(place.names) === null) throw e;
          return folder();
        }
      })(),
    );
  }

  open(path: Path, want: OpenWant): Maybe<FileHandle> {
    return this.reach(path, ({ tree, rest }) => tree.open(rest, want));
  }

  readlink(path: Path): Maybe<string> {
    return this.reach(path, ({ tree, rest }) => {
      if (tree.readlink === undefined) throw new Fault('EINVAL');
      return tree.readlink(rest);
    });
  }

  private change(name: Change, path: Path, args: readonly unknown[]): Maybe<void> {
    if (this.table.isFixed([...this.base, ...path])) throw new Fault('EBUSY');
    return this.reach(path, ({ tree, rest }) => {
      if (tree[name] === undefined) throw new Fault('EROFS');
      return (tree[name] as (path: Path, ...args: readonly unknown[]) => Maybe<void>)(rest, ...args);
    });
  }

  mkdir(path: Path, mode: number): Maybe<void> {
    return this.change('mkdir', path, [mode]);
  }

  rmdir(path: Path): Maybe<void> {
    return this.change('rmdir', path, []);
  }

  unlink(path: Path): Maybe<void> {
    return this.change('unlink', path, []);
  }

  chmod(path: Path, mode: number): Maybe<void> {
    return this.change('chmod', path, [mode]);
  }

  utime(path: Path, atime: bigint, mtime: bigint): Maybe<void> {
    return this.change('utime', path, [atime, mtime]);
  }

  rename(from: Path, to: Path, replace: boolean): Maybe<void> {
    return this.two(from, to, (tree, a, b) => {
      if (tree.rename === undefined) throw new Fault('EROFS');
      return tree.rename(a, b, replace);
    });
  }

  link(from: Path, to: Path): Maybe<void> {
    return this.two(from, to, (tree, a, b) => {
      if (tree.link === undefined) throw new Fault('EROFS');
      return tree.link(a, b);
    });
  }

  symlink(target: string, path: Path): Maybe<void> {
    return this.reach(path, ({ tree, rest }) => {
      if (tree.symlink === undefined) throw new Fault('EROFS');
      return tree.symlink(target, rest);
    });
  }

  private two(from: Path, to: Path, body: (tree: FileTree, a: Path, b: Path) => Maybe<void>): Maybe<void> {
    const [a, b] = [this.place(from), this.place(to)];
    if (this.table.isFixed(a.names) || this.table.isFixed(b.names)) throw new Fault('EBUSY');
    if (a.tree !== b.tree) throw new Fault('EXDEV');
    return take(this.met(a, () => body(a.tree, a.rest, b.rest)));
  }
}
