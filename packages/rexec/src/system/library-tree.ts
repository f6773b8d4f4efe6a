/**
 * The library's sources as a read-only folder: what `__file__` names can be opened, listed, and read by `inspect` and
 * `linecache`. Nothing of it is made before a program looks there, and all cells of a process have the same one.
 */
import { libraryFiles, libraryText } from '@rexec/python/source';
import type { FileTree } from './file-tree.js';
import { type Folder, FoldersTree } from './folders-tree.js';

interface File {
  readonly ino: number;
  readonly module: string;
  /** In bytes; unknown before the file is looked at. */
  size: number | null;
}

function makeFolders(): Folder<File> {
  let inodes = 1;
  const root: Folder<File> = { ino: inodes++, children: new Map() };
  for (const [path, module] of libraryFiles()) {
    const names = path.split('/');
    let folder = root;
    for (const name of names.slice(0, -1)) {
      let child = folder.children.get(name);
      if (child === undefined) folder.children.set(name, (child = { ino: inodes++, children: new Map() }));
      folder = child as Folder<File>;
    }
    folder.children.set(names.at(-1)!, { ino: inodes++, module, size: null });
  }
  return root;
}

const bytesOf = (file: File): Uint8Array => new TextEncoder().encode(libraryText(file.module));

export class LibraryTree extends FoldersTree<File> {
  private root: Folder<File> | null = null;

  protected get top(): Folder<File> {
    return (this.root ??= makeFolders());
  }

  protected sizeOf(file: File): number {
    return (file.size ??= bytesOf(file).length);
  }

  protected contentOf(file: File): Uint8Array {
    const bytes = bytesOf(file);
    file.size = bytes.length;
    return bytes;
  }
}

/** Nothing of it can change, so all cells have this one. */
export const libraryTree: FileTree = new LibraryTree();
