/**
 * The library's sources as a read-only folder: what `__file__` names can be opened, listed, and read by `inspect` and
 * `linecache`. Nothing of it is made before a program looks there, and all cells of a process have the same one.
 */
import { libraryFiles, libraryText } from '@rexec/python/source';
import { Fault } from './fault.js';
import {
  type Entry,
  type FileInfo,
  type FileTree,
  fileInfo,
  folderInfo,
  type OpenWant,
  type Path,
  readOnlyHandle,
} from './file-tree.js';

interface Folder {
  readonly ino: number;
  readonly children: Map<string, Folder | File>;
}

interface File {
  readonly ino: number;
  readonly module: string;
  /** In bytes; unknown before the file is looked at. */
  size: number | null;
}

function makeFolders(): Folder {
  let inodes = 1;
  const root: Folder = { ino: inodes++, children: new Map() };
  for (const [path, module] of libraryFiles()) {
    const names = path.split('/');
    let folder = root;
    for (const name of names.slice(0, -1)) {
      let child = folder.children.get(name);
      if (child === undefined) folder.children.set(name, (child = { ino: inodes++, children: new Map() }));
      folder = child as Folder;
    }
    folder.children.set(names.at(-1)!, { ino: inodes++, module, size: null });
  }
  return root;
}

const bytesOf = (file: File): Uint8Array => new TextEncoder().encode(libraryText(file.module));

export class LibraryTree implements FileTree {
  private root: Folder | null = null;

  stat(path: Path): FileInfo {
    const node = this.node(path);
    if ('children' in node) return folderInfo(0n, node.ino);
    node.size ??= bytesOf(node).length;
    return fileInfo(node.size, 0n, node.ino);
  }

  list(path: Path): Entry[] {
    const node = this.node(path);
    if (!('children' in node)) throw new Fault('ENOTDIR');
    return Array.from(node.children, ([name, child]) => ({ name, kind: 'children' in child ? 'dir' : 'file' }));
  }

  open(path: Path, want: OpenWant) {
    if (want.write || want.truncate || want.create === 'must') throw new Fault('EROFS');
    const node = this.node(path);
    if ('children' in node) throw new Fault('EISDIR');
    const bytes = bytesOf(node);
    node.size = bytes.length;
    return readOnlyHandle(bytes, fileInfo(bytes.length, 0n, node.ino));
  }

  private node(path: Path): Folder | File {
    let node: Folder | File = (this.root ??= makeFolders());
    for (const name of path) {
      if (!('children' in node)) throw new Fault('ENOTDIR');
      const child: Folder | File | undefined = node.children.get(name);
      if (child === undefined) throw new Fault('ENOENT');
      node = child;
    }
    return node;
  }
}

/** Nothing of it can change, so all cells have this one. */
export const libraryTree: FileTree = new LibraryTree();
