/**
 * A lower tree that is only read, and an upper one in memory that takes all changes: the program sees its own writes, the
 * lower tree sees none. A file is copied up, and charged, before it is first changed. What was removed below is kept as
 * the set of its paths. As with Linux's overlays, a folder that the lower tree has a part in cannot be renamed (EXDEV).
 */
import type { Plain } from '@rexec/python';
import { Fault, faultCode } from './fault.js';
import type { Entry, FileHandle, FileInfo, FileTree, OpenWant, Path } from './file-tree.js';
import { LinkMet } from './file-tree.js';
import { listOf, textOf } from './keeping.js';
import { type Maybe, type Steps, settle, take } from './later.js';
import { MemoryTree, type MemoryTreeOptions } from './memory-tree.js';

/** Inodes of the lower tree are shown beyond those of the upper one. */
const LOWER_INODES = 2 ** 40;
const PIECE = 2 ** 20;
const READ: OpenWant = { read: true, write: false, create: 'no', truncate: false, mode: 0 };

type Side = 'upper' | 'lower' | 'none';

export class OverlayTree implements FileTree {
  readonly upper: MemoryTree;
  /** Paths of the lower tree that are gone, and all below them. */
  private readonly gone = new Set<string>();

  constructor(
    private readonly lower: FileTree,
    options: MemoryTreeOptions = {},
  ) {
    this.upper = new MemoryTree(options);
  }

  stat(path: Path): Maybe<FileInfo> {
    return take(this.statSteps(path));
  }

  list(path: Path): Maybe<Entry[]> {
    return take(this.listSteps(path));
  }

  open(path: Path, want: OpenWant): Maybe<FileHandle> {
    return take(this.openSteps(path, want));
  }

  readlink(path: Path): Maybe<string> {
    return take(this.readlinkSteps(path));
  }

  mkdir(path: Path, mode: number): Maybe<void> {
    return take(this.making(path, () => this.upper.mkdir(path, mode)));
  }

  symlink(target: string, path: Path): Maybe<void> {
    return take(this.making(path, () => this.upper.symlink(target, path)));
  }

  unlink(path: Path): Maybe<void> {
    return take(this.removeSteps(path, false));
  }

  rmdir(path: Path): Maybe<void> {
    return take(this.removeSteps(path, true));
  }

  rename(from: Path, to: Path, replace: boolean): Maybe<void> {
    return take(this.renameSteps(from, to, replace));
  }

  link(from: Path, to: Path): Maybe<void> {
    return take(this.linkSteps(from, to));
  }

  chmod(path: Path, mode: number): Maybe<void> {
    return take(this.changing(path, () => this.upper.chmod(path, mode)));
  }

  utime(path: Path, atime: bigint | null, mtime: bigint | null): Maybe<void> {
    return take(this.changing(path, () => this.upper.utime(path, atime, mtime)));
  }

  dispose(): void {
    this.lower.dispose?.();
    this.upper.dispose();
  }

  // -- kept in a snapshot: what was changed ----------------------------------------------------------------------------------

  save(): Plain {
    return [this.upper.save(), [...this.gone]];
  }

  load(saved: Plain): void {
    const [upper, gone] = listOf(saved, 2);
    this.upper.load(upper!);
    for (const path of listOf(gone)) this.gone.add(textOf(path));
  }

  numberOf(handle: FileHandle): number | null {
    return this.upper.numberOf(handle);
  }

  reopen(number: number): FileHandle {
    return this.upper.reopen(number);
  }

  // -- which side ----------------------------------------------------------------------------------------------------------

  /** The side that has this name. A link or a file on the way is met or ENOTDIR, as in any tree. */
  private *side(path: Path): Steps<{ side: Side; info: FileInfo | null }> {
    let upper = true;
    for (let i = 0; upper && i <= path.length; i++) {
      const node = this.upperNode(path.slice(0, i));
      if (node === null) upper = false;
      else if (i === path.length) return { side: 'upper', info: node };
      else if (node.kind === 'link') throw new LinkMet(i - 1, this.upper.readlink(path.slice(0, i)));
      else if (node.kind !== 'dir') throw new Fault('ENOTDIR');
    }
    if (this.isGone(path)) {
      if (path.length > 0) yield* this.checkFolder(path.slice(0, -1));
      return { side: 'none', info: null };
    }
    try {
      const info = yield* settle(this.lower.stat(path));
      return { side: 'lower', info: { ...info, ino: info.ino + LOWER_INODES } };
    } catch (e) {
      if (e instanceof LinkMet || faultCode(e) !== 'ENOENT') throw e;
      if (path.length > 0) yield* this.checkFolder(path.slice(0, -1));
      return { side: 'none', info: null };
    }
  }

  private upperNode(path: Path): FileInfo | null {
    try {
      return this.upper.find(path)?.info() ?? null;
    } catch (e) {
      if (e instanceof Fault && (e.code === 'ENOENT' || e.code === 'ENOTDIR')) return null;
      throw e;
    }
  }

  private isGone(path: Path): boolean {
    if (this.gone.size === 0) return false;
    let at = '';
    for (const name of path) if (this.gone.has((at += `/${name}`))) return true;
    return false;
  }

  private *checkFolder(path: Path): Steps<void> {
    const { side, info } = yield* this.side(path);
    if (side === 'none') throw new Fault('ENOENT');
    if (info!.kind === 'link') throw new LinkMet(path.length - 1, yield* this.readlinkSteps(path));
    if (info!.kind !== 'dir') throw new Fault('ENOTDIR');
  }

  private *statSteps(path: Path): Steps<FileInfo> {
    const { info } = yield* this.side(path);
    if (info === null) throw new Fault('ENOENT');
    return info;
  }

  private *readlinkSteps(path: Path): Steps<string> {
    const { side, info } = yield* this.side(path);
    if (info === null) throw new Fault('ENOENT');
    if (info.kind !== 'link') throw new Fault('EINVAL');
    if (side === 'upper') return this.upper.readlink(path);
    return yield* settle(this.lower.readlink!(path));
  }

  private *listSteps(path: Path): Steps<Entry[]> {
    const { info, side } = yield* this.side(path);
    if (info === null) throw new Fault('ENOENT');
    if (info.kind === 'link') throw new LinkMet(path.length - 1, yield* this.readlinkSteps(path));
    if (info.kind !== 'dir') throw new Fault('ENOTDIR');
    const all = new Map<string, Entry>();
    for (const entry of yield* this.lowerEntries(path)) all.set(entry.name, entry);
    if (side === 'upper') for (const entry of this.upper.list(path)) all.set(entry.name, entry);
    return [...all.values()];
  }

  /** What the lower tree still shows in this folder. */
  private *lowerEntries(path: Path): Steps<Entry[]> {
    if (this.isGone(path)) return [];
    try {
      const entries = yield* settle(this.lower.list(path));
      return entries.filter((e) => !this.gone.has(`/${[...path, e.name].join('/')}`));
    } catch (e) {
      if (e instanceof LinkMet || !['ENOENT', 'ENOTDIR'].includes(faultCode(e))) throw e;
      return [];
    }
  }

  // -- changes -------------------------------------------------------------------------------------------------------------

  private *openSteps(path: Path, want: OpenWant): Steps<FileHandle> {
    const { side, info } = yield* this.side(path);
    if (info === null) {
      if (want.create === 'no') throw new Fault('ENOENT');
      yield* this.raiseFolders(path.slice(0, -1));
      return this.upper.open(path, want);
    }
    if (want.create === 'must') throw new Fault('EEXIST');
    if (info.kind === 'link') throw new LinkMet(path.length - 1, yield* this.readlinkSteps(path));
    if (info.kind === 'dir') throw new Fault('EISDIR');
    if (side === 'lower') {
      if (!want.write) return yield* this.openLower(path);
      yield* this.raise(path, want.truncate);
    }
    return this.upper.open(path, want);
  }

  private *openLower(path: Path): Steps<FileHandle> {
    const handle = yield* settle(this.lower.open(path, READ));
    const shown = (i: FileInfo): FileInfo => ({ ...i, ino: i.ino + LOWER_INODES });
    return {
      read: (position, n) => handle.read(position, n),
      stat: () => {
        const info = handle.stat();
        return info instanceof Promise ? info.then(shown) : shown(info);
      },
      close: () => handle.close(),
    };
  }

  private *making(path: Path, make: () => void): Steps<void> {
    const { info } = yield* this.side(path);
    if (info !== null) throw new Fault('EEXIST');
    yield* this.raiseFolders(path.slice(0, -1));
    make();
  }

  private *changing(path: Path, change: () => void): Steps<void> {
    yield* this.raise(path, false);
    change();
  }

  private *removeSteps(path: Path, folder: boolean): Steps<void> {
    const { side, info } = yield* this.side(path);
    if (info === null) throw new Fault('ENOENT');
    if (folder) {
      if (info.kind !== 'dir') throw new Fault('ENOTDIR');
      if ((yield* this.listSteps(path)).length > 0) throw new Fault('ENOTEMPTY');
    } else if (info.kind === 'dir') throw new Fault('EISDIR');
    const below = yield* this.isBelow(path);
    if (side === 'upper') {
      if (folder) this.upper.rmdir(path);
      else this.upper.unlink(path);
    }
    if (below) this.gone.add(`/${path.join('/')}`);
  }

  /** Whether the lower tree shows this name, or would if the upper did not. */
  private *isBelow(path: Path): Steps<boolean> {
    if (this.isGone(path)) return false;
    try {
      yield* settle(this.lower.stat(path));
      return true;
    } catch (e) {
      if (e instanceof LinkMet || ['ENOENT', 'ENOTDIR'].includes(faultCode(e))) return false;
      throw e;
    }
  }

  private *renameSteps(from: Path, to: Path, replace: boolean): Steps<void> {
    const source = yield* this.side(from);
    if (source.info === null) throw new Fault('ENOENT');
    if (from.join('/') === to.join('/')) return;
    const target = yield* this.side(to);
    if (target.info !== null && !replace) throw new Fault('EEXIST');
    const isFolder = source.info.kind === 'dir';
    if (isFolder && (source.side === 'lower' || (yield* this.isBelow(from)))) throw new Fault('EXDEV');
    if (target.info !== null) {
      if (target.info.kind === 'dir' && !isFolder) throw new Fault('EISDIR');
      if (target.info.kind !== 'dir' && isFolder) throw new Fault('ENOTDIR');
    }
    yield* this.raise(from, false);
    yield* this.raiseFolders(to.slice(0, -1));
    if (target.info !== null) yield* this.removeSteps(to, isFolder);
    const below = yield* this.isBelow(from);
    this.upper.rename(from, to, false);
    if (below) this.gone.add(`/${from.join('/')}`);
  }

  private *linkSteps(from: Path, to: Path): Steps<void> {
    const { info } = yield* this.side(to);
    if (info !== null) throw new Fault('EEXIST');
    yield* this.raise(from, false);
    yield* this.raiseFolders(to.slice(0, -1));
    this.upper.link(from, to);
  }

  /** Copies a thing of the lower tree up. `empty`: what it holds is not needed. */
  private *raise(path: Path, empty: boolean): Steps<void> {
    const { side, info } = yield* this.side(path);
    if (info === null) throw new Fault('ENOENT');
    if (side === 'upper') return;
    if (info.kind === 'dir') return yield* this.raiseFolders(path);
    yield* this.raiseFolders(path.slice(0, -1));
    if (info.kind === 'link') this.upper.symlink(yield* settle(this.lower.readlink!(path)), path);
    else if (info.kind === 'file') yield* this.raiseFile(path, info, empty);
    else throw new Fault('EACCES');
  }

  private *raiseFile(path: Path, info: FileInfo, empty: boolean): Steps<void> {
    const lower = yield* settle(this.lower.open(path, READ));
    try {
      const upper = this.upper.open(path, {
        read: false,
        write: true,
        create: 'must',
        truncate: false,
        mode: info.mode,
      });
      try {
        if (!empty) yield* copy(lower, upper, info.size);
      } catch (e) {
        this.upper.unlink(path);
        throw e;
      } finally {
        upper.close();
      }
    } finally {
      yield* settle(lower.close());
    }
    this.upper.utime(path, info.atime, info.mtime);
  }

  private *raiseFolders(path: Path): Steps<void> {
    for (let i = 1; i <= path.length; i++) {
      const part = path.slice(0, i);
      if (this.upperNode(part) !== null) continue;
      const info = yield* this.statSteps(part);
      if (info.kind === 'link') throw new LinkMet(i - 1, yield* this.readlinkSteps(part));
      if (info.kind !== 'dir') throw new Fault('ENOTDIR');
      this.upper.mkdir(part, info.mode);
    }
  }
}

/** The room for all of it is charged before the first byte is read. */
function* copy(from: FileHandle, to: FileHandle, size: number): Steps<void> {
  to.truncate!(size);
  for (let at = 0; ; ) {
    const piece = yield* settle(from.read(at, PIECE));
    if (!(piece instanceof Uint8Array) || piece.length > PIECE) throw new Fault('EIO');
    if (piece.length === 0) return to.truncate!(at) as void;
    to.write!(at, piece);
    at += piece.length;
  }
}
