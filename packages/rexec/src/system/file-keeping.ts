/** What the calls of files keep in a snapshot: the working directory, trees in memory, and open files. */
import type { Plain } from '@rexec/python';
import type { FileAccess } from '../policy/decision.js';
import { Fault } from './fault.js';
import type { FileHandle, OpenWant } from './file-tree.js';
import { openAny } from './folder-handle.js';
import type { Guard } from './guard.js';
import { bad, type Keeping, listOf, textOf } from './keeping.js';
import type { Maybe } from './later.js';
import { type MountTable, namesOf, pathOf } from './mounts.js';
import type { OpenEntry, OpenFiles, SavedEntry } from './open-files.js';
import type { Reach } from './reach.js';

export class FileKeeping implements Keeping {
  constructor(
    private readonly guard: Guard,
    private readonly mounts: MountTable,
    private readonly files: OpenFiles,
    private readonly reach: Reach,
  ) {}

  save(): Plain {
    return [pathOf(this.reach.cwd), this.mounts.trees.map((tree) => tree.save?.() ?? null), this.files.save()];
  }

  load(saved: Plain): void {
    const [cwd, trees, files] = listOf(saved, 3);
    this.reach.cwd = namesOf(textOf(cwd));
    const kept = listOf(trees);
    if (kept.length !== this.mounts.trees.length) bad();
    kept.forEach((one, i) => {
      if (one !== null) this.mounts.trees[i]!.load?.(one);
    });
    this.files.load(files!, (entry) => this.reopened(entry));
  }

  /** Whether a file in memory stays open: it may have been made by this cell, a person may have been asked. */
  private mayKeep({ read, write }: SavedEntry, path: string): boolean {
    const may = (access: FileAccess) => this.guard.policy.decide({ kind: 'file', access, path }).action !== 'deny';
    return (!read || may('read')) && (!write || may('write') || may('create'));
  }

  /** What the policy of now lets be had of a file that was open; null: its descriptor is closed. */
  private reopened(entry: SavedEntry): Pick<OpenEntry, 'handle' | 'tree' | 'device'> | null {
    const path = pathOf(entry.names);
    const may = (access: FileAccess) => this.guard.policy.decide({ kind: 'file', access, path }).action === 'allow';
    const { tree, access, device, rest } = this.mounts.find(entry.names);
    if (entry.number !== null && tree.reopen !== undefined) {
      if (!this.mayKeep(entry, path)) return null;
      return { handle: tree.reopen(entry.number), tree, device };
    }
    if ((entry.read && !may('read')) || (entry.write && (access !== 'write' || !may('write')))) return null;
    const want: OpenWant = { read: entry.read, write: entry.write, create: 'no', truncate: false, mode: 0 };
    return { handle: new Reopened(() => openAny(tree, rest, want)), tree, device };
  }
}

/** A file of the host's that was open: it is opened when it is used. */
class Reopened implements FileHandle {
  private handle: Maybe<FileHandle> | null = null;
  constructor(private readonly open: () => Maybe<FileHandle>) {}

  read(position: number, n: number): Maybe<Uint8Array> {
    return this.with((h) => h.read(position, n));
  }

  write(position: number, bytes: Uint8Array): Maybe<number> {
    return this.with((h) => (h.write === undefined ? refuse() : h.write(position, bytes)));
  }

  truncate(size: number): Maybe<void> {
    return this.with((h) => h.truncate?.(size));
  }

  stat() {
    return this.with((h) => h.stat());
  }

  sync(): Maybe<void> {
    return this.with((h) => h.sync?.());
  }

  close(): Maybe<void> {
    return this.handle === null ? undefined : this.with((h) => h.close());
  }

  private with<T>(use: (handle: FileHandle) => Maybe<T>): Maybe<T> {
    this.handle ??= this.open();
    return this.handle instanceof Promise ? this.handle.then(use) : use(this.handle);
  }
}

function refuse(): never {
  throw new Fault('EBADF');
}
