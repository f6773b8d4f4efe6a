/**
 * Names of a host folder, looked up one by one so that no symbolic link is ever followed by the kernel.
 *
 * On Linux each folder on the way is an open descriptor, and the next name is opened relative to it through
 * `/proc/self/fd/N/name` (what openat does): whoever renames or swaps folders meanwhile cannot redirect a look-up out of
 * the mount. Elsewhere names are checked and looked up by path, and what was opened is compared with what was checked:
 * a cell cannot get out by itself, but another process of the host that swaps folders could win a race.
 */
import {
  type BigIntStats,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statfsSync,
} from 'node:fs';
import { Fault } from '../system/fault.js';
import { LinkMet, type Path } from '../system/file-tree.js';

/** Linux's O_PATH on all of Node's platforms: a descriptor that only names something. */
const O_PATH = 0x200000;
const { O_NOFOLLOW = 0, O_DIRECTORY = 0, O_RDONLY, O_NONBLOCK = 0 } = constants;

/** File systems that show the host's processes and devices: proc, sysfs, cgroups, debugfs, tracefs, securityfs, bpf, … */
const HOST_FILE_SYSTEMS = new Set([
  0x9fa0, 0x62656572, 0x27e0eb, 0x63677270, 0x64626720, 0x74726163, 0x73636673, 0xcafe4a11, 0x1cd1, 0x19800202,
  0xde5e81e4, 0x6165676c, 0xf97cff8c, 0x42494e4d,
]);

const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i;

/** A folder that was reached; `path` is what names in it are opened by. */
export interface Folder {
  readonly path: string;
  readonly fd: number | null;
}

export type HostPath = string | Buffer;

/** A file that was opened, and what it was when it was checked. */
export interface HostFile {
  readonly fd: number;
  readonly info: BigIntStats;
}

export interface HostFolderOptions {
  /** Look names up by path also on Linux (for tests of what other systems get). */
  readonly byPath?: boolean;
  readonly platform?: NodeJS.Platform;
}

export class HostFolder {
  readonly byPath: boolean;
  private readonly root: Folder;
  private readonly device: bigint;
  private readonly devices = new Map<bigint, boolean>();
  private readonly windows: boolean;
  /** The host's names are the same in upper and lower case. */
  private readonly foldsCase: boolean;

  constructor(folder: string, options: HostFolderOptions = {}) {
    const platform = options.platform ?? process.platform;
    this.byPath = options.byPath === true || process.platform !== 'linux' || !existsSync('/proc/self/fd');
    this.windows = platform === 'win32';
    const path = realpathSync.native(folder);
    const fd = this.windows ? null : openSync(path, O_RDONLY | O_DIRECTORY);
    this.root = this.byPath ? { path, fd } : { path: `/proc/self/fd/${fd}`, fd };
    const info = lstatSync(path, { bigint: true });
    if (!info.isDirectory()) throw new Error(`not a folder: ${folder}`);
    this.device = info.dev;
    this.foldsCase = platform === 'darwin' || this.windows || seemsFolding(path);
    if (isHostFileSystem(path))
      throw new Error(`${folder} shows the host's processes or devices: it cannot be mounted`);
  }

  dispose(): void {
    if (this.root.fd !== null) closeSync(this.root.fd);
  }

  /** Does something in the folder of the last name. */
  inParent<T>(path: Path, act: (folder: Folder, name: string) => T): T {
    const last = path.at(-1);
    if (last === undefined) throw new Fault('EBUSY');
    const folder = this.enter(path, path.length - 1);
    try {
      this.checkName(folder, last);
      return act(folder, last);
    } finally {
      this.leave(folder);
    }
  }

  /** Does something with a folder that is open. */
  inFolder<T>(path: Path, act: (folder: Folder) => T): T {
    const folder = this.enter(path, path.length);
    try {
      return act(folder);
    } finally {
      this.leave(folder);
    }
  }

  private enter(path: Path, count: number): Folder {
    let at = this.root;
    for (let i = 0; i < count; i++) {
      let next: Folder;
      try {
        this.checkName(at, path[i]!);
        next = this.step(at, path[i]!, i);
      } finally {
        this.leave(at);
      }
      at = next;
    }
    return at;
  }

  private step(at: Folder, name: string, index: number): Folder {
    const path = this.at(at, name);
    if (this.byPath) {
      const info = lstatSync(path, { bigint: true });
      if (info.isSymbolicLink()) throw new LinkMet(index, this.readlink(path));
      if (!info.isDirectory()) throw new Fault('ENOTDIR');
      return { path: String(path), fd: null };
    }
    let fd: number;
    try {
      fd = openSync(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    } catch (e) {
      const { code } = e as NodeJS.ErrnoException;
      if ((code === 'ENOTDIR' || code === 'ELOOP') && lstatSync(path).isSymbolicLink()) {
        throw new LinkMet(index, this.readlink(path));
      }
      throw e;
    }
    return { path: `/proc/self/fd/${fd}`, fd };
  }

  private leave(folder: Folder): void {
    if (folder !== this.root && folder.fd !== null) closeSync(folder.fd);
  }

  /** The host's path of a name in a folder that was reached. */
  at(folder: Folder, name: string): HostPath {
    if (!/[\ud800-\udfff]/.test(name)) return `${folder.path}/${name}`;
    return Buffer.concat([Buffer.from(`${folder.path}/`), hostBytes(name)]);
  }

  info(folder: Folder, name: string): BigIntStats {
    const info = lstatSync(this.at(folder, name), { bigint: true, throwIfNoEntry: false });
    if (info === undefined) throw new Fault('ENOENT');
    this.checkDevice(info.dev, this.at(folder, name));
    return info;
  }

  folderInfo(folder: Folder): BigIntStats {
    const info = folder.fd === null ? lstatSync(folder.path, { bigint: true }) : fstatSync(folder.fd, { bigint: true });
    this.checkDevice(info.dev, folder.path);
    return info;
  }

  readlink(path: HostPath): string {
    return hostName(readlinkSync(path, { encoding: 'buffer' }));
  }

  /** What is named, without opening it: then the kind is checked, then exactly that is opened. Special files are refused. */
  openFile(folder: Folder, name: string, index: number, flags: number): HostFile {
    const path = this.at(folder, name);
    if (this.byPath) return this.openByPath(folder, path, index, flags);
    const named = openSync(path, O_PATH | O_NOFOLLOW);
    try {
      const info = fstatSync(named, { bigint: true });
      this.checkDevice(info.dev, `/proc/self/fd/${named}`);
      this.checkRegular(info, path, index);
      return { fd: openSync(`/proc/self/fd/${named}`, flags | O_NONBLOCK), info };
    } finally {
      closeSync(named);
    }
  }

  private openByPath(folder: Folder, path: HostPath, index: number, flags: number): HostFile {
    const before = lstatSync(path, { bigint: true });
    this.checkDevice(before.dev, path);
    this.checkRegular(before, path, index);
    const fd = openSync(path, flags | O_NOFOLLOW | O_NONBLOCK);
    const after = fstatSync(fd, { bigint: true });
    if (after.ino === before.ino && after.dev === before.dev && realpathSync.native(folder.path) === folder.path)
      return { fd, info: after };
    closeSync(fd);
    throw new Fault('EACCES');
  }

  private checkRegular(info: BigIntStats, path: HostPath, index: number): void {
    if (info.isSymbolicLink()) throw new LinkMet(index, this.readlink(path));
    if (info.isDirectory()) throw new Fault('EISDIR');
    if (!info.isFile()) throw new Fault('EACCES');
  }

  /** Another file system below the mount: not one that shows the host's processes and devices. */
  private checkDevice(device: bigint, path: HostPath): void {
    if (device === this.device) return;
    let refused = this.devices.get(device);
    if (refused === undefined) this.devices.set(device, (refused = isHostFileSystem(path)));
    if (refused) throw new Fault('EACCES');
  }

  /** A name means on the host what it means in the cell, or nothing. */
  private checkName(folder: Folder, name: string): void {
    if (this.windows && (/[<>:"|?*\\\u0000-\u001f]|[. ]$/.test(name) || WINDOWS_DEVICE.test(name))) {
      throw new Fault('EINVAL');
    }
    if (this.foldsCase && !readdirSync(folder.path).includes(name) && existsAt(`${folder.path}/${name}`)) {
      throw new Fault('ENOENT');
    }
  }
}

function existsAt(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isHostFileSystem(path: HostPath): boolean {
  try {
    return process.platform === 'linux' && HOST_FILE_SYSTEMS.has(Number(statfsSync(path).type));
  } catch {
    return true;
  }
}

/** Whether a folder of the host takes a name in another case for the same. */
function seemsFolding(folder: string): boolean {
  const name = readdirSync(folder).find((n) => n.toLowerCase() !== n.toUpperCase());
  if (name === undefined) return false;
  const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
  const one = lstatSync(`${folder}/${name}`, { bigint: true, throwIfNoEntry: false });
  const two = lstatSync(`${folder}/${other}`, { bigint: true, throwIfNoEntry: false });
  return one !== undefined && two !== undefined && one.ino === two.ino && !readdirSync(folder).includes(other);
}

/** Bytes of a name; a lone surrogate from U+DC80 is a byte that is no UTF-8 (PEP 383). */
function hostBytes(name: string): Buffer {
  const parts: Buffer[] = [];
  for (const c of name) {
    const code = c.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) parts.push(Buffer.of(code - 0xdc00));
    else if (code >= 0xd800 && code <= 0xdfff) throw new Fault('ENOENT');
    else parts.push(Buffer.from(c));
  }
  return Buffer.concat(parts);
}

/** The name of bytes. */
export function hostName(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd') || Buffer.from(text).equals(bytes)) return text;
  let out = '';
  for (let i = 0; i < bytes.length; ) {
    let n = 1;
    for (let k = 4; k > 1; k--) {
      const piece = bytes.subarray(i, i + k);
      const c = piece.toString('utf8');
      if (piece.length === k && [...c].length === 1 && Buffer.from(c).equals(piece)) {
        n = k;
        break;
      }
    }
    const byte = bytes[i]!;
    out += n === 1 && byte >= 0x80 ? String.fromCharCode(0xdc00 + byte) : bytes.subarray(i, i + n).toString('utf8');
    i += n;
  }
  return out;
}
