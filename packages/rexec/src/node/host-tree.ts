/**
 * A folder of the host as a tree: read-only, for making new files only, or read-write, with a quota. Nothing leads out:
 * names are looked up one by one (host-folder.ts), links are told to the supervisor and never followed here, special
 * files cannot be opened, and no link, hard or symbolic, can be made (a symbolic one could lead the host's own programs
 * astray). What is made has no set-id bits.
 *
 * The quota counts what the cell adds: growth of files, and files and folders that it makes; what it removes gives back,
 * but never more than it added.
 */
import {
  type BigIntStats,
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { Fault } from '../system/fault.js';
import type {
  Entry,
  FileHandle,
  FileInfo,
  FileKind,
  FileTree,
  MountAccess,
  OpenWant,
  Path,
} from '../system/file-tree.js';
import { LinkMet } from '../system/file-tree.js';
import { Quota } from '../system/quota.js';
import { type Folder, type HostFile, HostFolder, type HostFolderOptions, hostName } from './host-folder.js';

export interface HostTreeOptions extends HostFolderOptions {
  /** Default 'read'. */
  readonly access?: MountAccess;
  /** Bytes that may be added; default no bound. */
  readonly quota?: number;
  /** Files and folders that may be made; default no bound. */
  readonly files?: number;
}

const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
const MAX_SIZE = 2 ** 43;

/** Short reads go through here, and are copied out. */
const SCRATCH = new Uint8Array(65536);

/** A file that is open here, for the bytes of files that were removed meanwhile. */
interface OpenInode {
  handles: number;
  removed: boolean;
}

export class HostTree implements FileTree {
  readonly quota: Quota;
  private readonly host: HostFolder;
  private readonly access: MountAccess;
  private readonly open_ = new Map<string, OpenInode>();

  constructor(folder: string, options: HostTreeOptions = {}) {
    this.host = new HostFolder(folder, options);
    this.access = options.access ?? 'read';
    this.quota = new Quota(
      options.quota ?? Number.POSITIVE_INFINITY,
      options.files ?? Number.POSITIVE_INFINITY,
      'EDQUOT',
    );
  }

  dispose(): void {
    this.host.dispose();
  }

  stat(path: Path): FileInfo {
    if (path.length === 0) return this.host.inFolder(path, (folder) => infoOf(this.host.folderInfo(folder)));
    return this.host.inParent(path, (folder, name) => infoOf(this.host.info(folder, name)));
  }

  list(path: Path): Entry[] {
    return this.host.inFolder(path, (folder) => {
      this.host.folderInfo(folder);
      return readdirSync(folder.path, { withFileTypes: true, encoding: 'buffer' as 'utf8' }).map((entry) => ({
        name: hostName(entry.name as unknown as Buffer),
        kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'dir' : entry.isSymbolicLink() ? 'link' : 'other',
      }));
    });
  }

  readlink(path: Path): string {
    return this.host.inParent(path, (folder, name) => {
      if (!this.host.info(folder, name).isSymbolicLink()) throw new Fault('EINVAL');
      return this.host.readlink(this.host.at(folder, name));
    });
  }

  open(path: Path, want: OpenWant): HostHandle {
    if (path.length === 0) throw new Fault('EISDIR');
    return this.host.inParent(path, (folder, name) => {
      if (want.create !== 'no') {
        const made = this.make(folder, name, want);
        if (made !== null) return made;
      }
      if (want.write) this.needs('write');
      const flags = want.write ? (want.read ? O_RDWR : O_WRONLY) : O_RDONLY;
      const handle = this.handle(this.host.openFile(folder, name, path.length - 1, flags));
      if (want.truncate) handle.truncate(0);
      return handle;
    });
  }

  /** A new file; null: there is something already, which may be opened. */
  private make(folder: Folder, name: string, want: OpenWant): HostHandle | null {
    this.needs('create');
    this.host.folderInfo(folder);
    this.quota.chargeFile();
    const flags = (want.write ? (want.read ? O_RDWR : O_WRONLY) : O_RDONLY) | O_CREAT | O_EXCL | O_NOFOLLOW;
    try {
      const fd = openSync(this.host.at(folder, name), flags, want.mode & 0o777);
      return this.handle({ fd, info: fstatSync(fd, { bigint: true }) });
    } catch (e) {
      this.quota.freeFile();
      if ((e as NodeJS.ErrnoException).code !== 'EEXIST' || want.create === 'must') throw e;
      return null;
    }
  }

  mkdir(path: Path, mode: number): void {
    this.needs('create');
    this.host.inParent(path, (folder, name) => {
      this.host.folderInfo(folder);
      this.quota.chargeFile();
      try {
        mkdirSync(this.host.at(folder, name), mode & 0o777);
      } catch (e) {
        this.quota.freeFile();
        throw e;
      }
    });
  }

  rmdir(path: Path): void {
    this.needs('write');
    this.host.inParent(path, (folder, name) => {
      this.host.folderInfo(folder);
      rmdirSync(this.host.at(folder, name));
      this.quota.freeFile();
    });
  }

  unlink(path: Path): void {
    this.needs('write');
    this.host.inParent(path, (folder, name) => {
      this.host.folderInfo(folder);
      const info = this.host.info(folder, name);
      if (info.isDirectory()) throw new Fault('EISDIR');
      unlinkSync(this.host.at(folder, name));
      this.removed(info);
    });
  }

  rename(from: Path, to: Path, replace: boolean): void {
    this.needs('write');
    this.host.inParent(from, (folder, name) => {
      this.host.info(folder, name);
      this.host.inParent(to, (target, toName) => {
        this.host.folderInfo(target);
        const old = this.infoOrNull(target, toName);
        if (old !== null && !replace) throw new Fault('EEXIST');
        const source = this.host.info(folder, name);
        renameSync(this.host.at(folder, name), this.host.at(target, toName));
        if (old !== null && (old.ino !== source.ino || old.dev !== source.dev)) this.removed(old);
      });
    });
  }

  link(): never {
    throw new Fault('EPERM');
  }

  symlink(): never {
    throw new Fault('EPERM');
  }

  chmod(path: Path, mode: number): void {
    this.onFile(path, (at) => chmodSync(at, mode & 0o777));
  }

  utime(path: Path, atime: bigint | null, mtime: bigint | null): void {
    const seconds = (ns: bigint | null) => (ns === null ? Date.now() / 1000 : Number(ns) / 1e9);
    this.onFile(path, (at) => utimesSync(at, seconds(atime), seconds(mtime)));
  }

  /** On exactly the file or folder that was checked. */
  private onFile(path: Path, act: (at: string) => void): void {
    this.needs('write');
    this.host.inParent(path, (folder, name) => {
      const info = this.host.info(folder, name);
      if (info.isSymbolicLink()) throw new LinkMet(path.length - 1, this.host.readlink(this.host.at(folder, name)));
      if (info.isDirectory()) return this.host.inFolder(path, (at) => act(at.path));
      const { fd } = this.host.openFile(folder, name, path.length - 1, O_RDONLY);
      try {
        act(this.host.byPath ? String(this.host.at(folder, name)) : `/proc/self/fd/${fd}`);
      } finally {
        closeSync(fd);
      }
    });
  }

  private needs(access: 'create' | 'write'): void {
    if (this.access === 'read') throw new Fault('EROFS');
    if (access === 'write' && this.access === 'create') throw new Fault('EACCES');
  }

  private infoOrNull(folder: Folder, name: string): BigIntStats | null {
    try {
      return this.host.info(folder, name);
    } catch (e) {
      if (e instanceof Fault && e.code === 'ENOENT') return null;
      throw e;
    }
  }

  // -- quota ---------------------------------------------------------------------------------------------------------------

  private handle({ fd, info }: HostFile): HostHandle {
    const key = keyOf(info);
    const inode = this.open_.get(key) ?? { handles: 0, removed: false };
    inode.handles++;
    this.open_.set(key, inode);
    return new HostHandle(fd, this.quota, () => {
      if (--inode.handles > 0) return;
      this.open_.delete(key);
      if (inode.removed) this.quota.freeBytes(fstatSync(fd).size);
    });
  }

  /** A name is gone; the bytes come back when nothing holds them any more. */
  private removed(info: BigIntStats): void {
    this.quota.freeFile();
    if (!info.isFile() || info.nlink > 1n) return;
    const inode = this.open_.get(keyOf(info));
    if (inode === undefined) this.quota.freeBytes(Number(info.size));
    else inode.removed = true;
  }
}

export class HostHandle implements FileHandle {
  private closed = false;

  constructor(
    private readonly fd: number,
    private readonly quota: Quota,
    /** Called while the file is still open. */
    private readonly letGo: () => void,
  ) {}

  read(position: number, n: number): Uint8Array {
    if (n <= SCRATCH.length) return SCRATCH.slice(0, readSync(this.fd, SCRATCH, 0, n, position));
    const buffer = new Uint8Array(Math.min(n, Math.max(0, this.size() - position)));
    if (buffer.length === 0) return buffer;
    const got = readSync(this.fd, buffer, 0, buffer.length, position);
    return got === buffer.length ? buffer : buffer.slice(0, got);
  }

  write(position: number, bytes: Uint8Array): number {
    const size = this.size();
    const end = position + bytes.length;
    if (end > MAX_SIZE) throw new Fault('EFBIG');
    const growth = Math.max(0, end - size);
    this.quota.chargeBytes(growth);
    let written = 0;
    try {
      written = writeSync(this.fd, bytes, 0, bytes.length, position);
      return written;
    } finally {
      this.quota.freeBytes(growth - Math.max(0, position + written - size));
    }
  }

  truncate(size: number): void {
    if (size > MAX_SIZE) throw new Fault('EFBIG');
    const before = this.size();
    const growth = Math.max(0, size - before);
    this.quota.chargeBytes(growth);
    try {
      ftruncateSync(this.fd, size);
    } catch (e) {
      this.quota.freeBytes(growth);
      throw e;
    }
    if (size < before) this.quota.freeBytes(before - size);
  }

  stat(): FileInfo {
    return infoOf(fstatSync(this.fd, { bigint: true }));
  }

  sync(): void {
    fsyncSync(this.fd);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    try {
      this.letGo();
    } finally {
      closeSync(this.fd);
    }
  }

  private size(): number {
    return fstatSync(this.fd).size;
  }
}

function keyOf(info: BigIntStats): string {
  return `${info.dev}:${info.ino}`;
}

function infoOf(info: BigIntStats): FileInfo {
  const kind: FileKind = info.isFile() ? 'file' : info.isDirectory() ? 'dir' : info.isSymbolicLink() ? 'link' : 'other';
  return {
    kind,
    mode: Number(info.mode) & 0o777,
    ino: Number(info.ino & 0xfffffffffffffn),
    nlink: Number(info.nlink),
    size: Number(info.size),
    atime: info.atimeNs,
    mtime: info.mtimeNs,
    ctime: info.ctimeNs,
  };
}
