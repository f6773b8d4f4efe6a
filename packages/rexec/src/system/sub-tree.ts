/**
 * A folder of one cell as a tree for a cell inside it: whatever mounts lie there, with what each lets be done. What the
 * outer policy says about a path is decided by the inner policy (`Policy.within`) before anything comes here. Links that
 * are met lead where they lead in the inner cell.
 */
import { Fault } from './fault.js';
import {
  type Entry,
  type FileHandle,
  type FileTree,
  LinkMet,
  type MountAccess,
  type OpenWant,
  type Path,
} from './file-tree.js';
import { bad } from './keeping.js';
import { type Maybe, type Steps, settle, take } from './later.js';
import type { Found, MountTable } from './mounts.js';

export class SubTree implements FileTree {
  constructor(
    private readonly mounts: MountTable,
    private readonly folder: Path,
  ) {}

  stat(path: Path) {
    return this.at(path, (found) => found.tree.stat(found.rest));
  }

  list(path: Path) {
    return take(this.listSteps(path));
  }

  /** With the mounts of the outer cell that lie in it. */
  private *listSteps(path: Path): Steps<readonly Entry[]> {
    const below = [...(this.mounts.below([...this.folder, ...path]) ?? [])].map((name) => ({
      name,
      kind: 'dir' as const,
    }));
    const listed = yield* settle(this.at(path, (found) => found.tree.list(found.rest)));
    return [...listed.filter((e) => !below.some((b) => b.name === e.name)), ...below];
  }

  open(path: Path, want: OpenWant) {
    const access = want.create === 'must' ? 'create' : want.write || want.create === 'may' ? 'write' : 'read';
    return this.at(path, (found) => found.tree.open(found.rest, want), access);
  }

  readlink(path: Path) {
    return this.at(path, (found) => has(found, 'readlink')(found.rest));
  }

  mkdir(path: Path, mode: number) {
    return this.at(path, (found) => has(found, 'mkdir')(found.rest, mode), 'create');
  }

  symlink(target: string, path: Path) {
    return this.at(path, (found) => has(found, 'symlink')(target, found.rest), 'create');
  }

  rmdir(path: Path) {
    return this.at(path, (found) => has(found, 'rmdir')(found.rest), 'write');
  }

  unlink(path: Path) {
    return this.at(path, (found) => has(found, 'unlink')(found.rest), 'write');
  }

  chmod(path: Path, mode: number) {
    return this.at(path, (found) => has(found, 'chmod')(found.rest, mode), 'write');
  }

  utime(path: Path, atime: bigint | null, mtime: bigint | null) {
    return this.at(path, (found) => has(found, 'utime')(found.rest, atime, mtime), 'write');
  }

  rename(from: Path, to: Path, replace: boolean) {
    const target = this.same(from, to);
    return this.at(from, (found) => has(found, 'rename')(found.rest, target, replace), 'write');
  }

  link(from: Path, to: Path) {
    const target = this.same(from, to);
    return this.at(from, (found) => has(found, 'link')(found.rest, target), 'write');
  }

  // -- kept in a snapshot: which of the outer cell's files were open, those without a name too ---------------------------------

  numberOf(handle: FileHandle): number | null {
    const { trees } = this.mounts;
    for (let i = 0; i < trees.length; i++) {
      const number = trees[i]!.numberOf?.(handle) ?? null;
      if (number !== null) return number * trees.length + i;
    }
    return null;
  }

  reopen(number: number): FileHandle {
    const { trees } = this.mounts;
    const tree = trees[number % trees.length];
    return tree?.reopen === undefined ? bad() : tree.reopen(Math.floor(number / trees.length));
  }

  /** Where the second path is in the mount of the first. */
  private same(from: Path, to: Path): Path {
    const [one, two] = [from, to].map((path) => this.mounts.find([...this.folder, ...path]));
    if (one!.device !== two!.device) throw new Fault('EXDEV');
    if (this.mounts.isFixed([...this.folder, ...to])) throw new Fault('EBUSY');
    return two!.rest;
  }

  private at<T>(path: Path, act: (found: Found) => Maybe<T>, access: MountAccess = 'read'): Maybe<T> {
    const names = [...this.folder, ...path];
    const found = this.mounts.find(names);
    if (access !== 'read') {
      if (found.access === 'read') throw new Fault('EROFS');
      if (access === 'write' && found.access === 'create') throw new Fault('EACCES');
      if (this.mounts.isFixed(names)) throw new Fault('EBUSY');
    }
    const moved = (e: unknown): never => {
      if (!(e instanceof LinkMet)) throw e;
      const index = found.depth + e.index - this.folder.length;
      // A link in the way to the folder itself is nothing of the inner cell's.
      if (index < 0) throw new Fault('EACCES');
      throw new LinkMet(index, e.target);
    };
    try {
      const value = act(found);
      return value instanceof Promise ? value.catch(moved) : value;
    } catch (e) {
      return moved(e);
    }
  }
}

function has<K extends keyof FileTree>(found: Found, what: K): NonNullable<FileTree[K]> {
  const { tree } = found;
  const method = tree[what];
  if (method === undefined) throw new Fault('EROFS');
  return (method as (...args: never[]) => unknown).bind(tree) as NonNullable<FileTree[K]>;
}
