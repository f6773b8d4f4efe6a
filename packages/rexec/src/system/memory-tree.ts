/**
 * A tree of files in memory: folders, files, symbolic and hard links, with a size and a number of files. What a file
 * holds is charged by its size, holes and all, before it grows; a file without a name is paid for until it is closed.
 *
 * ```ts
 * const tree = new MemoryTree({ size: 1_000_000, files: 100 });
 * tree.put('in/names.txt', 'Ada\n');
 * …
 * tree.text('out/result.txt');
 * ```
 */
import type { Plain } from '@rexec/python';
import { SnapshotError } from '@rexec/python/source';
import { Fault } from './fault.js';
import type { Entry, FileHandle, FileInfo, FileKind, FileTree, OpenWant, Path } from './file-tree.js';
import { LinkMet } from './file-tree.js';
import { bad, countOf, listOf } from './keeping.js';
import { loadNodes, saveNodes } from './memory-keeping.js';
import { namesOf } from './mounts.js';
import { Quota } from './quota.js';

export interface MemoryTreeOptions {
  /** Bytes of all files together; default 16 MB. */
  readonly size?: number;
  /** Files, folders and links; default 1000. */
  readonly files?: number;
  /** A quota of several trees together, that bytes are charged to as well. */
  readonly within?: Quota;
  /** Nanoseconds since the Unix epoch, for the times of files. */
  readonly now?: () => bigint;
}

const DEFAULT_SIZE = 16 * 2 ** 20;
const DEFAULT_FILES = 1000;
/** Longest file, whatever the quota. */
const MAX_FILE = 2 ** 30;
const EMPTY = new Uint8Array(0);
/** Bytes that a symbolic link is charged besides its target. */
export const LINK_BYTES = 64;

export class MemoryNode {
  nlink = 1;
  /** How many handles are open. */
  opens = 0;
  atime: bigint;
  mtime: bigint;
  ctime: bigint;
  readonly children: Map<string, MemoryNode> | null;
  /** May be longer than the file. What is beyond its size is zero. */
  bytes = EMPTY;
  size = 0;
  /** Another holds the bytes too: they are copied before they change. */
  shared = false;

  constructor(
    readonly kind: Exclude<FileKind, 'other'>,
    readonly ino: number,
    public mode: number,
    now: bigint,
    readonly target = '',
  ) {
    this.atime = this.mtime = this.ctime = now;
    this.children = kind === 'dir' ? new Map() : null;
  }

  info(): FileInfo {
    const { kind, mode, ino, nlink, atime, mtime, ctime, children, target } = this;
    const size = kind === 'file' ? this.size : kind === 'link' ? target.length : (children?.size ?? 0) * 20;
    return { kind, mode, ino, nlink: kind === 'dir' ? 2 : nlink, size, atime, mtime, ctime };
  }
}

export class MemoryTree implements FileTree {
  readonly quota: Quota;
  readonly now: () => bigint;
  private root: MemoryNode;
  private inodes = 1;
  /** Open files without a name. */
  private readonly nameless = new Set<MemoryNode>();
  private byNumber: ReadonlyMap<number, MemoryNode> | null = null;
  private readonly shares: boolean;

  constructor(options: MemoryTreeOptions = {}) {
    this.quota = new Quota(options.size ?? DEFAULT_SIZE, options.files ?? DEFAULT_FILES, 'ENOSPC', options.within);
    this.shares = options.within !== undefined;
    this.now = options.now ?? (() => BigInt(Date.now()) * 1_000_000n);
    this.root = new MemoryNode('dir', this.inodes++, 0o755, this.now());
  }

  // -- the host's side -----------------------------------------------------------------------------------------------------

  /** Writes a whole file, and the folders above it. */
  put(path: string, contents: string | Uint8Array): void {
    const names = namesOf(path);
    for (let i = 1; i < names.length; i++)
      if (this.find(names.slice(0, i)) === null) this.mkdir(names.slice(0, i), 0o755);
    const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
    const handle = this.open(names, { read: false, write: true, create: 'may', truncate: true, mode: 0o644 });
    if (bytes.length > 0) handle.write(0, bytes);
    handle.close();
  }

  /** A whole file; null: it is not there. */
  get(path: string): Uint8Array | null {
    const node = this.find(namesOf(path));
    return node?.kind === 'file' ? node.bytes.slice(0, node.size) : null;
  }

  text(path: string): string | null {
    const bytes = this.get(path);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  }

  // -- kept in a snapshot --------------------------------------------------------------------------------------------------

  save(): Plain {
    return [this.inodes, saveNodes(this.root, this.nameless)];
  }

  /** Of a tree in which nothing has been made. */
  load(saved: Plain): void {
    const [inodes, nodes] = listOf(saved, 2);
    try {
      const { root, nameless, byNumber } = loadNodes(nodes!, this.quota);
      this.inodes = Math.max(countOf(inodes), ...[...byNumber.keys()].map((n) => n + 1));
      this.root = root;
      for (const node of nameless) this.nameless.add(node);
      this.byNumber = byNumber;
    } catch (e) {
      if (e instanceof Fault)
        throw new SnapshotError('the files of the snapshot are more than the policy lets be kept');
      throw e;
    }
  }

  numberOf(handle: FileHandle): number | null {
    return handle instanceof MemoryHandle ? handle.number(this) : null;
  }

  /** A file that was open when the tree was saved. */
  reopen(number: number): FileHandle {
    const node = this.byNumber?.get(number);
    if (node?.kind !== 'file') return bad();
    node.opens++;
    return new MemoryHandle(this, node);
  }

  // -- the tree ------------------------------------------------------------------------------------------------------------

  stat(path: Path): FileInfo {
    return this.node(path).info();
  }

  list(path: Path): Entry[] {
    const node = this.node(path);
    if (node.kind === 'link') throw new LinkMet(path.length - 1, node.target);
    if (node.children === null) throw new Fault('ENOTDIR');
    return Array.from(node.children, ([name, child]) => ({ name, kind: child.kind }));
  }

  open(path: Path, want: OpenWant): MemoryHandle {
    let node = this.find(path);
    if (node === null) {
      if (want.create === 'no') throw new Fault('ENOENT');
      node = this.add(path, 'file', want.mode);
    } else if (want.create === 'must') throw new Fault('EEXIST');
    else if (node.kind === 'link') throw new LinkMet(path.length - 1, node.target);
    else if (node.kind === 'dir') throw new Fault('EISDIR');
    if (want.truncate) this.resize(node, 0);
    node.opens++;
    return new MemoryHandle(this, node);
  }

  readlink(path: Path): string {
    const node = this.node(path);
    if (node.kind !== 'link') throw new Fault('EINVAL');
    return node.target;
  }

  mkdir(path: Path, mode: number): void {
    if (this.find(path) !== null) throw new Fault('EEXIST');
    this.add(path, 'dir', mode);
  }

  rmdir(path: Path): void {
    const node = this.node(path);
    if (node.children === null) throw new Fault('ENOTDIR');
    if (node.children.size > 0) throw new Fault('ENOTEMPTY');
    this.drop(path, node);
  }

  unlink(path: Path): void {
    const node = this.node(path);
    if (node.kind === 'dir') throw new Fault('EISDIR');
    this.drop(path, node);
  }

  rename(from: Path, to: Path, replace: boolean): void {
    const node = this.node(from);
    const old = this.find(to);
    if (old === node) return;
    if (old !== null) {
      if (!replace) throw new Fault('EEXIST');
      if (old.children !== null && node.children === null) throw new Fault('EISDIR');
      if (old.children === null && node.children !== null) throw new Fault('ENOTDIR');
      if (old.children !== null && old.children.size > 0) throw new Fault('ENOTEMPTY');
    }
    if (node.children !== null && to.length > from.length && from.every((name, i) => name === to[i])) {
      throw new Fault('EINVAL');
    }
    const target = this.folder(to);
    if (old !== null) this.drop(to, old);
    this.folder(from).children!.delete(from.at(-1)!);
    target.children!.set(to.at(-1)!, node);
    node.ctime = target.mtime = this.now();
  }

  link(from: Path, to: Path): void {
    const node = this.node(from);
    if (node.kind !== 'file') throw new Fault('EPERM');
    if (this.find(to) !== null) throw new Fault('EEXIST');
    const folder = this.folder(to);
    this.quota.chargeFile();
    folder.children!.set(to.at(-1)!, node);
    node.nlink++;
  }

  symlink(target: string, path: Path): void {
    if (this.find(path) !== null) throw new Fault('EEXIST');
    this.add(path, 'link', 0o777, target);
  }

  chmod(path: Path, mode: number): void {
    const node = this.node(path);
    node.mode = mode & 0o777;
    node.ctime = this.now();
  }

  utime(path: Path, atime: bigint | null, mtime: bigint | null): void {
    const node = this.node(path);
    const now = this.now();
    node.atime = atime ?? now;
    node.mtime = mtime ?? now;
    node.ctime = now;
  }

  /** What is charged to a quota of several trees is given back: nothing of this tree is used any more. */
  dispose(): void {
    if (this.shares) this.quota.freeBytes(this.quota.used.bytes);
  }

  // -- nodes ---------------------------------------------------------------------------------------------------------------

  /** What has this name, a link itself if it is one; null: nothing has it, and its folder is there. */
  find(path: Path): MemoryNode | null {
    let node = this.root;
    for (let i = 0; i < path.length; i++) {
      if (node.kind === 'link') throw new LinkMet(i - 1, node.target);
      if (node.children === null) throw new Fault('ENOTDIR');
      const child = node.children.get(path[i]!);
      if (child === undefined) {
        if (i === path.length - 1) return null;
        throw new Fault('ENOENT');
      }
      node = child;
    }
    return node;
  }

  private node(path: Path): MemoryNode {
    const node = this.find(path);
    if (node === null) throw new Fault('ENOENT');
    return node;
  }

  private folder(path: Path): MemoryNode {
    if (path.length === 0) throw new Fault('EBUSY');
    const node = this.node(path.slice(0, -1));
    if (node.kind === 'link') throw new LinkMet(path.length - 2, node.target);
    if (node.children === null) throw new Fault('ENOTDIR');
    return node;
  }

  private add(path: Path, kind: 'file' | 'dir' | 'link', mode: number, target = ''): MemoryNode {
    const folder = this.folder(path);
    this.quota.chargeFile();
    if (kind === 'link') {
      try {
        this.quota.chargeBytes(LINK_BYTES + target.length * 2);
      } catch (e) {
        this.quota.freeFile();
        throw e;
      }
    }
    const now = this.now();
    const node = new MemoryNode(kind, this.inodes++, mode & 0o777, now, target);
    folder.children!.set(path.at(-1)!, node);
    folder.mtime = now;
    return node;
  }

  private drop(path: Path, node: MemoryNode): void {
    const folder = this.folder(path);
    folder.children!.delete(path.at(-1)!);
    folder.mtime = this.now();
    node.nlink--;
    this.quota.freeFile();
    if (node.kind === 'link') this.quota.freeBytes(LINK_BYTES + node.target.length * 2);
    this.letGo(node);
  }

  /** A file that nobody can reach any more gives its bytes back. */
  letGo(node: MemoryNode): void {
    if (node.kind !== 'file' || node.nlink > 0) return;
    if (node.opens > 0) {
      this.nameless.add(node);
      return;
    }
    this.nameless.delete(node);
    this.quota.freeBytes(node.size);
    node.bytes = EMPTY;
    node.size = 0;
  }

  /** Charged first. */
  resize(node: MemoryNode, size: number): void {
    if (size > node.size) {
      if (size > MAX_FILE) throw new Fault('EFBIG');
      this.quota.chargeBytes(size - node.size);
      if (size > node.bytes.length) {
        const room = Math.max(size, Math.min(node.bytes.length * 2, this.quota.bytes));
        const grown = new Uint8Array(room);
        grown.set(node.bytes.subarray(0, node.size));
        node.bytes = grown;
        node.shared = false;
      }
    } else {
      this.quota.freeBytes(node.size - size);
      if (node.shared || size * 4 < node.bytes.length) {
        node.bytes = node.bytes.slice(0, size);
        node.shared = false;
      } else node.bytes.fill(0, size, node.size);
    }
    node.size = size;
  }
}

export class MemoryHandle implements FileHandle {
  private closed = false;

  constructor(
    private readonly tree: MemoryTree,
    private readonly node: MemoryNode,
  ) {}

  read(position: number, n: number): Uint8Array {
    const { node } = this;
    return node.bytes.slice(position, Math.min(position + n, node.size));
  }

  write(position: number, bytes: Uint8Array): number {
    const { node, tree } = this;
    const end = position + bytes.length;
    if (end > node.size) tree.resize(node, end);
    if (node.shared) {
      node.bytes = node.bytes.slice();
      node.shared = false;
    }
    node.bytes.set(bytes, position);
    node.mtime = node.ctime = tree.now();
    return bytes.length;
  }

  truncate(size: number): void {
    this.tree.resize(this.node, size);
    this.node.mtime = this.node.ctime = this.tree.now();
  }

  stat(): FileInfo {
    return this.node.info();
  }

  /** The file's number, if it is of that tree. */
  number(tree: MemoryTree): number | null {
    return tree === this.tree ? this.node.ino : null;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.node.opens--;
    this.tree.letGo(this.node);
  }
}
