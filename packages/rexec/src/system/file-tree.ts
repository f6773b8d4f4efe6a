/**
 * What stands behind a mount: a tree of files. The supervisor has decided before it asks; a tree only does what it is
 * told, and never follows a symbolic link: it throws `LinkMet`, and the supervisor decides anew about where the link leads.
 *
 * A host's own tree (a database, an archive) implements `stat`, `list` and `open`, and whatever it wants of the rest: what
 * is absent is EROFS. Each may answer a promise: the program waits, the host does not. Errors are thrown as `Fault`.
 *
 * ```ts
 * const rows = new Map([['hello.txt', 'hello\n']]);
 * const tree: FileTree = {
 *   stat: (path) => (path.length === 0 ? folderInfo() : fileInfo(text(path).length)),
 *   list: () => [...rows.keys()].map((name) => ({ name, kind: 'file' as const })),
 *   open: (path) => readOnlyHandle(new TextEncoder().encode(text(path))),
 * };
 * function text(path: Path): string {
 *   const row = rows.get(path.join('/'));
 *   if (row === undefined) throw new Fault('ENOENT');
 *   return row;
 * }
 * Cell.create({ policy, files: { '/rows': tree } });
 * ```
 */
import type { Plain } from '@rexec/python';
import { Fault } from './fault.js';
import type { Maybe } from './later.js';

/** Names below the tree's root; none for the root. Each is not empty, not `.` or `..`, without `/` and NUL, at most 255 bytes. */
export type Path = readonly string[];

export type FileKind = 'file' | 'dir' | 'link' | 'other';

export interface FileInfo {
  readonly kind: FileKind;
  /** Permission bits, 0o777 at most. */
  readonly mode: number;
  /** The same number is the same file. */
  readonly ino: number;
  readonly nlink: number;
  readonly size: number;
  /** Nanoseconds since the Unix epoch. */
  readonly atime: bigint;
  readonly mtime: bigint;
  readonly ctime: bigint;
}

export interface Entry {
  readonly name: string;
  readonly kind: FileKind;
}

export interface OpenWant {
  readonly read: boolean;
  readonly write: boolean;
  /** 'must': EEXIST if it is there; 'may': made where it is not; 'no': ENOENT. */
  readonly create: 'no' | 'may' | 'must';
  readonly truncate: boolean;
  /** Permission bits of a file that is made, 0o777 at most. */
  readonly mode: number;
}

/** An open file. Positions are the supervisor's. A write of 0 bytes is never asked. */
export interface FileHandle {
  /** At most `n` bytes from there; fewer at the end of the file. */
  read(position: number, n: number): Maybe<Uint8Array>;
  /** How many bytes were written; a quota is charged before the first. */
  write?(position: number, bytes: Uint8Array): Maybe<number>;
  truncate?(size: number): Maybe<void>;
  stat(): Maybe<FileInfo>;
  sync?(): Maybe<void>;
  close(): Maybe<void>;
}

export interface FileTree {
  /** Of the thing itself, also where it is a symbolic link. */
  stat(path: Path): Maybe<FileInfo>;
  list(path: Path): Maybe<readonly Entry[]>;
  /** A folder is EISDIR. */
  open(path: Path, want: OpenWant): Maybe<FileHandle>;
  readlink?(path: Path): Maybe<string>;
  mkdir?(path: Path, mode: number): Maybe<void>;
  rmdir?(path: Path): Maybe<void>;
  unlink?(path: Path): Maybe<void>;
  /** `replace` false: EEXIST where `to` is there. */
  rename?(from: Path, to: Path, replace: boolean): Maybe<void>;
  link?(from: Path, to: Path): Maybe<void>;
  symlink?(target: string, path: Path): Maybe<void>;
  chmod?(path: Path, mode: number): Maybe<void>;
  /** null: now. */
  utime?(path: Path, atime: bigint | null, mtime: bigint | null): Maybe<void>;
  /** What is held is let go. */
  dispose?(): void;
  // A tree that is kept in snapshots has these four; of another, files that are open are opened again by their paths.
  save?(): Plain;
  /** Anybody's data, for a tree in which nothing has been done. */
  load?(saved: Plain): void;
  /** Of an open file that is kept with the tree; null: it is to be opened again by its path. */
  numberOf?(handle: FileHandle): number | null;
  reopen?(number: number): FileHandle;
}

/** Thrown by a tree that met a symbolic link at `path[index]` while it was on its way. */
export class LinkMet {
  constructor(
    readonly index: number,
    readonly target: string,
  ) {}
}

/** What a mount lets be done, besides what the policy says: a second fence. */
export type MountAccess = 'read' | 'create' | 'write';

/** Info of a file, for trees that know nothing but its size. */
export function fileInfo(size: number, mtime = 0n, ino = 0): FileInfo {
  return { kind: 'file', mode: 0o444, ino, nlink: 1, size, atime: mtime, mtime, ctime: mtime };
}

export function folderInfo(mtime = 0n, ino = 0): FileInfo {
  return { kind: 'dir', mode: 0o755, ino, nlink: 2, size: 0, atime: mtime, mtime, ctime: mtime };
}

/** An open file over bytes that do not change. */
export function readOnlyHandle(bytes: Uint8Array, info: FileInfo = fileInfo(bytes.length)): FileHandle {
  return {
    read: (position, n) => bytes.slice(position, position + n),
    stat: () => info,
    close: () => {},
  };
}

/** A tree of which nothing can be changed. */
export function readOnlyTree(tree: FileTree): FileTree {
  return {
    stat: (path) => tree.stat(path),
    list: (path) => tree.list(path),
    open: (path, want) => {
      if (want.write || want.truncate || want.create === 'must') throw new Fault('EROFS');
      return tree.open(path, { ...want, create: 'no' });
    },
    ...(tree.readlink === undefined ? {} : { readlink: (path: Path) => tree.readlink!(path) }),
    dispose: () => tree.dispose?.(),
  };
}
