/**
 * A wheel (or any ZIP archive, PKWARE APPNOTE 4.3) as a read-only folder, read in place: a member is inflated when it is
 * opened for the first time, and kept: all together have no more bytes than the limit, however often they are opened. The
 * archive is nobody's friend: what its directory says is bounded, and a member has the size and the checksum that the
 * directory gives, or it cannot be read.
 */
import { crc32, inflateRaw } from '@rexec/python/source';
import { Fault } from './fault.js';
import type { FileTree } from './file-tree.js';
import { type Folder, FoldersTree } from './folders-tree.js';

export interface WheelLimits {
  /** Bytes of all members together, inflated. Default: 256 MB. */
  readonly size?: number;
  /** Members, and folders that they lie in. Default: 20,000 of each. */
  readonly members?: number;
}

const DEFAULTS = { size: 256 << 20, members: 20_000 };

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** Of the end of the directory, and the longest comment after it. */
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const MOST_NAMES = 64;

interface Member {
  readonly ino: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly checksum: number;
  /** Where its own header is. */
  readonly header: number;
}

/**
 * The tree of a wheel, for `files`: a program imports its packages where the policy's `modules.path` has the folder. Throws
 * an Error where the bytes are no archive that can be read.
 *
 * ```ts
 * const policy = { extends: 'pure', modules: { allow: ['attrs', 'attr.*'], path: ['/lib/site-packages'] } };
 * const cell = Cell.create({ policy, files: { '/lib/site-packages': wheelTree(readFileSync('attrs.whl')) } });
 * ```
 */
export function wheelTree(bytes: Uint8Array, limits: WheelLimits = {}): FileTree {
  return new WheelTree(bytes, { ...DEFAULTS, ...limits });
}

function damaged(what: string): Error {
  return new Error(`the wheel cannot be read: ${what}`);
}

class WheelTree extends FoldersTree<Member> {
  private inodes = 1;
  protected readonly top: Folder<Member> = { ino: this.inodes++, children: new Map() };
  private readonly view: DataView;
  private folders = 0;
  private readonly inflated = new Map<Member, Uint8Array>();

  constructor(
    private readonly bytes: Uint8Array,
    limits: Required<WheelLimits>,
  ) {
    super();
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.readDirectory(limits);
    } catch (e) {
      if (e instanceof RangeError) throw damaged('its directory is cut');
      throw e;
    }
  }

  private readDirectory({ size, members }: Required<WheelLimits>): void {
    const { view, bytes } = this;
    let end = bytes.length - END_SIZE;
    const first = Math.max(0, end - LONGEST_COMMENT);
    while (end >= first && view.getUint32(end, true) !== END_OF_DIRECTORY) end--;
    if (end < first) throw damaged('it is no ZIP archive');
    const count = view.getUint16(end + 10, true);
    if (count > members) throw damaged(`it has more than ${members} members`);
    let at = view.getUint32(end + 16, true);
    let total = 0;
    for (let left = count; left > 0; left--) {
      if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw damaged('its directory is malformed');
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((k) => view.getUint16(at + k, true)) as [
        number,
        number,
        number,
      ];
      const name = bytes.subarray(at + 46, at + 46 + nameLength);
      const member = this.memberAt(at);
      total += member.size;
      if (total > size) throw damaged(`its members have more than ${size} bytes`);
      this.enter(new TextDecoder('utf-8', { fatal: false }).decode(name), member, members);
      at += 46 + nameLength + extraLength + commentLength;
    }
  }

  private memberAt(at: number): Member {
    const { view } = this;
    const method = view.getUint16(at + 10, true);
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw damaged('a member is encrypted');
    if (method !== STORED && method !== DEFLATED) throw damaged(`a member has the compression method ${method}`);
    const [checksum, packed, size] = [16, 20, 24].map((k) => view.getUint32(at + k, true)) as [number, number, number];
    return { ino: this.inodes++, method, packed, size, checksum, header: view.getUint32(at + 42, true) };
  }

  private enter(name: string, member: Member, most: number): void {
    const isFolder = name.endsWith('/');
    const names = (isFolder ? name.slice(0, -1) : name).split('/');
    const isSound = (n: string) => n !== '' && n !== '.' && n !== '..' && n.length <= 255 && !/[\0\\]/.test(n);
    if (names.length > MOST_NAMES || !names.every(isSound)) throw damaged(`it has a member ${JSON.stringify(name)}`);
    const last = isFolder ? undefined : names.pop()!;
    let folder = this.top;
    for (const n of names) {
      let child = folder.children.get(n);
      if (child === undefined) {
        if (++this.folders > most) throw damaged(`it has more than ${most} folders`);
        folder.children.set(n, (child = { ino: this.inodes++, children: new Map() }));
      }
      if (!('children' in child)) throw damaged(`${JSON.stringify(name)} lies below a file`);
      folder = child;
    }
    if (last === undefined) return;
    if (folder.children.has(last)) throw damaged(`it has ${JSON.stringify(name)} twice`);
    folder.children.set(last, member);
  }

  protected sizeOf(member: Member): number {
    return member.size;
  }

  protected contentOf(member: Member): Uint8Array {
    const known = this.inflated.get(member);
    if (known !== undefined) return known;
    const content = this.read(member);
    if (member.method !== STORED) this.inflated.set(member, content);
    return content;
  }

  private read({ header, packed, size, method, checksum }: Member): Uint8Array {
    const { view, bytes } = this;
    if (header + 30 > bytes.length || view.getUint32(header, true) !== LOCAL_HEADER) throw new Fault('EIO');
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const data = bytes.subarray(start, start + packed);
    const content = method === STORED ? data : inflateRaw(data, size);
    if (content === null || content.length !== size || crc32(content, 0) !== checksum) throw new Fault('EIO');
    return content;
  }
}
